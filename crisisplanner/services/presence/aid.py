"""Aid against risk: who gives and works where, beside how grave the risk is; overlaps and orphans.

The risk of a country is the graver of what assessors judged of its crises (likelihood × impact) and of the
latest severity that was imported. A donor that is not recorded may still give.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

from crisisplanner.domain.activities import ResponsePlan
from crisisplanner.domain.actors import Partner
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.monitoring import IndicatorValue, MonitoringIndicator, Severity
from crisisplanner.domain.register import Place
from crisisplanner.domain.risk import RiskAssessment
from crisisplanner.domain.situation import Crisis
from crisisplanner.domain.sources import NameAlias
from crisisplanner.domain.terms import PartnerKind
from crisisplanner.exchange.values import words_key
from crisisplanner.planning.risk.bands import RiskBand, risk_band
from crisisplanner.services.presence.reading import Countries, Reported, read_reported
from crisisplanner.services.session import Session

ISO3_LETTERS = 3
INCOME, INCOME_UNIT = "gni", "USD million"
USD_PER_MILLION = 1_000_000.0
GOVERNMENT = "Government of "
USUAL_SEVERAL = 5
"""From how many donors on we speak of an overlap: a planner's choice, not a norm."""


class RiskLevel(IntEnum):
    """Order risks; unknown is below all, since it says nothing."""

    UNKNOWN = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    VERY_HIGH = 4


GRAVE = RiskLevel.HIGH
_SEVERITY_FROM = ((4.0, RiskLevel.VERY_HIGH), (3.0, RiskLevel.HIGH), (2.0, RiskLevel.MEDIUM))
_BAND_LEVELS = {
    RiskBand.LOW: RiskLevel.LOW,
    RiskBand.MEDIUM: RiskLevel.MEDIUM,
    RiskBand.HIGH: RiskLevel.HIGH,
}


class RiskBasis(StrEnum):
    """Say where a country's risk comes from."""

    SEVERITY = "severity"
    ASSESSMENT = "assessment"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class CountryRisk:
    """Hold how grave the risk is, by what, and of when."""

    level: RiskLevel = RiskLevel.UNKNOWN
    basis: RiskBasis = RiskBasis.NONE
    severity: float | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class AidRow:
    """Show one country: its risk, who is recorded as giving and working there, its response plan.

    ``by_sector`` names the donors of each sector that has any.
    """

    country: str
    name: str
    risk: CountryRisk
    donors: tuple[str, ...]
    by_sector: tuple[tuple[str, tuple[str, ...]], ...]
    n_organisations: int
    n_activities: int
    required: float | None
    funded: float | None

    @property
    def is_orphan(self) -> bool:
        """Tell whether the risk is grave and nobody is recorded as giving."""
        return self.risk.level >= GRAVE and not self.donors

    @property
    def share_funded(self) -> float | None:
        """Give the funded share of the response plan."""
        if not self.required or self.funded is None:
            return None
        return self.funded / self.required


@dataclass(frozen=True, slots=True)
class AidOverlap:
    """Name a country, or one sector of it, to which several donors give."""

    row: AidRow
    sector: str
    donors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DonorRow:
    """Show one donor: what it gives in all, where it is recorded, and at which risk.

    ``oda`` is unknown where the donor is no partner of the register; ``share_of_income`` is ``oda`` of
    the gross national income of the same year.
    """

    name: str
    oda: Figure
    share_of_income: float | None
    countries: tuple[str, ...]
    n_grave: int
    n_low: int


@dataclass(frozen=True, slots=True)
class AidView:
    """Show aid against risk, gravest first."""

    rows: tuple[AidRow, ...]
    overlaps: tuple[AidOverlap, ...]
    orphans: tuple[AidRow, ...]
    donors: tuple[DonorRow, ...]
    sectors: tuple[str, ...]
    n_without_donor: int
    """Activities whose donor is not reported."""
    n_without_country: int


@dataclass(slots=True)
class _Given:
    """Gather what is recorded of one country."""

    donors: set[str] = field(default_factory=set)
    by_sector: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    organisations: set[str] = field(default_factory=set)
    n: int = 0


def read_aid(session: Session, *, sector: str = "", several: int = USUAL_SEVERAL) -> AidView:
    """Read all countries of which anything is known; with ``sector`` only the aid to that one."""
    everything = read_reported(session)
    reported = [one for one in everything if not sector or one.sector == sector]
    given = _gather(reported)
    risks = _risks(session)
    money = _money(session)
    names = Countries(session)
    known = {key for key in (*given, *risks, *money) if key}
    rows = tuple(
        sorted(
            (_row(key, names, given.get(key, _Given()), risks, money) for key in known),
            key=lambda row: (-row.risk.level, -(row.risk.severity or 0.0), row.name),
        )
    )
    return AidView(
        rows=rows,
        overlaps=tuple(_overlaps(rows, several)),
        orphans=tuple(row for row in rows if row.is_orphan),
        donors=_donors(session, rows),
        sectors=tuple(sorted({one.sector for one in everything if one.sector}, key=str.casefold)),
        n_without_donor=sum(one.n for one in reported if not one.donor),
        n_without_country=sum(one.n for one in reported if not one.country),
    )


def _gather(reported: Iterable[Reported]) -> dict[str, _Given]:
    given: dict[str, _Given] = defaultdict(_Given)
    for one in reported:
        own = given[one.country]
        own.n += one.n
        own.organisations.add(one.organisation.casefold())
        if one.donor:
            own.donors.add(one.donor)
            own.by_sector[one.sector].add(one.donor)
    return given


def _row(
    country: str,
    names: Countries,
    given: _Given,
    risks: Mapping[str, CountryRisk],
    money: Mapping[str, tuple[float | None, float | None]],
) -> AidRow:
    required, funded = money.get(country, (None, None))
    return AidRow(
        country=country,
        name=names.name(country),
        risk=risks.get(country, CountryRisk()),
        donors=tuple(sorted(given.donors, key=str.casefold)),
        by_sector=tuple(
            (sector, tuple(sorted(donors, key=str.casefold)))
            for sector, donors in sorted(given.by_sector.items())
        ),
        n_organisations=len(given.organisations),
        n_activities=given.n,
        required=required,
        funded=funded,
    )


def _overlaps(rows: Sequence[AidRow], several: int) -> Iterator[AidOverlap]:
    """Name low risks with several donors first, then sectors that several share anywhere."""
    for row in sorted(rows, key=lambda row: (row.risk.level or GRAVE, -len(row.donors))):
        if RiskLevel.UNKNOWN < row.risk.level < GRAVE and len(row.donors) >= several:
            yield AidOverlap(row, "", row.donors)
    shared = [
        AidOverlap(row, sector, donors)
        for row in rows
        for sector, donors in row.by_sector
        if len(donors) >= several
    ]
    yield from sorted(shared, key=lambda one: (-len(one.donors), one.row.name, one.sector))


def _risks(session: Session) -> dict[str, CountryRisk]:
    risks: dict[str, CountryRisk] = {}
    for one in session.all(Severity):
        # A crisis of several countries is written with all their codes and rates none of them alone.
        if one.severity is None or len(one.iso3) != ISO3_LETTERS:
            continue
        found = CountryRisk(_level(one.severity), RiskBasis.SEVERITY, one.severity, one.as_of)
        known = risks.get(one.iso3)
        if known is None or _is_newer(found, known):
            risks[one.iso3] = found
    for country, level, on in _assessed(session):
        if level > risks.get(country, CountryRisk()).level:
            known = risks.get(country, CountryRisk())
            risks[country] = CountryRisk(level, RiskBasis.ASSESSMENT, known.severity, on)
    return risks


def _level(severity: float) -> RiskLevel:
    return next((level for start, level in _SEVERITY_FROM if severity >= start), RiskLevel.LOW)


def _is_newer(one: CountryRisk, other: CountryRisk) -> bool:
    """Prefer the latest month, and in it the gravest of a country's crises."""
    key = (one.as_of or date.min, one.severity or 0.0)
    return key > (other.as_of or date.min, other.severity or 0.0)


def _assessed(session: Session) -> Iterator[tuple[str, RiskLevel, date | None]]:
    """Give each country of a crisis that was judged; an agreed judgement stands for all."""
    places = {place.id: place.iso3 for place in session.all(Place)}
    for crisis in session.all(Crisis):
        countries = {places.get(place, "") for place in crisis.places} - {""}
        if not countries:
            continue
        judged = session.select(RiskAssessment, crisis=crisis.id, retired=False)
        agreed = [one for one in judged if one.agreed] or list(judged)
        for one in agreed:
            band = risk_band(one.likelihood_step, one.impact_step)
            if band is not None:
                for country in countries:
                    yield country, _BAND_LEVELS[band], one.assessed_on


def _money(session: Session) -> dict[str, tuple[float | None, float | None]]:
    """Give what a country's own response plan asks for and has: that of the latest start."""
    newest: dict[str, ResponsePlan] = {}
    for plan in session.all(ResponsePlan):
        if len(plan.countries) != 1:
            continue
        (country,) = plan.countries
        known = newest.get(country)
        if known is None or _rank(plan) > _rank(known):
            newest[country] = plan
    return {
        country: (plan.requirements.value, plan.funding.value) for country, plan in newest.items()
    }


def _rank(plan: ResponsePlan) -> tuple[date, float]:
    return plan.from_date or date.min, plan.requirements.value or 0.0


def _donors(session: Session, rows: Sequence[AidRow]) -> tuple[DonorRow, ...]:
    """Name the donors, those recorded in the most countries first, then those that give the most.

    Sheets write a partner by its name or an alias; both are one donor.
    """
    partners = _donors_by_name(session)
    countries: dict[str, dict[str, AidRow]] = defaultdict(dict)
    known = {one.name: one for one in partners.values() if one.oda.is_known}
    for row in rows:
        for donor in row.donors:
            partner = partners.get(words_key(donor))
            if partner is not None:
                known[partner.name] = partner
            countries[partner.name if partner is not None else donor][row.country] = row
    incomes = _incomes(session)
    found = [
        _donor_row(donor, known.get(donor), countries[donor].values(), incomes)
        for donor in {**countries, **known}
    ]
    return tuple(
        sorted(found, key=lambda one: (-len(one.countries), -(one.oda.value or 0.0), one.name))
    )


def _donor_row(
    name: str,
    partner: Partner | None,
    rows: Iterable[AidRow],
    incomes: Mapping[tuple[str, int], float],
) -> DonorRow:
    own = list(rows)
    oda = partner.oda if partner is not None else Figure(None, "USD")
    year = oda.as_of.year if oda.as_of is not None else 0
    income = incomes.get((partner.iso3, year)) if partner is not None else None
    return DonorRow(
        name=name,
        oda=oda,
        share_of_income=oda.value / income if oda.value is not None and income else None,
        countries=tuple(row.name for row in own),
        n_grave=sum(row.risk.level >= GRAVE for row in own),
        n_low=sum(RiskLevel.UNKNOWN < row.risk.level < GRAVE for row in own),
    )


def _donors_by_name(session: Session) -> dict[str, Partner]:
    by_id = {partner.id: partner for partner in session.all(Partner)}
    named = {
        words_key(alias.name): by_id[alias.partner]
        for alias in session.all(NameAlias)
        if alias.partner in by_id
    }
    named |= {words_key(partner.name): partner for partner in by_id.values()}
    states = {
        words_key(GOVERNMENT + partner.name): partner
        for partner in by_id.values()
        if partner.partner_kind is PartnerKind.STATE
    }
    return states | named


def _incomes(session: Session) -> dict[tuple[str, int], float]:
    """Read gross national incomes by country and year, in the US dollars of the aid."""
    return {
        (value.iso3, value.from_date.year): value.best * USD_PER_MILLION
        for indicator in session.select(MonitoringIndicator, code=INCOME, unit_text=INCOME_UNIT)
        for value in session.select(IndicatorValue, indicator=indicator.id)
        if value.from_date is not None and value.best is not None
    }
