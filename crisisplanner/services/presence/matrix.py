"""Who does what where: sectors by areas of one country, with overlaps and holes.

A hole is a sector that somebody works in elsewhere in the country and nobody here. How many people need
it is told by the workspace's caseloads at places of that name, or else by how many people the others who
work in the area say they want to reach; the sentence says which.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crisisplanner.domain.activities import Activity, ResponsePlan
from crisisplanner.domain.caseload import Caseload
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.monitoring import Severity
from crisisplanner.domain.register import Place
from crisisplanner.domain.table_query import GroupRow, TableQuery
from crisisplanner.planning.presence import PresenceCell, Work, cells_of
from crisisplanner.services.presence.reading import (
    PLACED,
    WHEN,
    AreaLevel,
    Countries,
    Reported,
    names_by_key,
    read_reported,
    reported_of,
)
from crisisplanner.services.session import Session

USUAL_SEVERAL = 5
"""From how many organisations at once on we speak of an overlap: a planner's choice, not a norm."""


class NeedBasis(StrEnum):
    """Say where the number of people in a hole comes from."""

    CASELOAD = "caseload"
    TARGETED = "targeted"
    UNKNOWN = "unknown"


class Counted(StrEnum):
    """Say what of a cell is counted."""

    ORGANISATIONS = "organisations"
    ACTIVITIES = "activities"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class PresenceWish:
    """Say what to look at; no country means the one most is reported of, "" what tells none."""

    country: str | None = None
    level: AreaLevel = AreaLevel.ADMIN1
    first: date | None = None
    last: date | None = None
    several: int = USUAL_SEVERAL


@dataclass(frozen=True, slots=True)
class Overlap:
    """Name a sector and area in which several organisations work at once.

    ``busiest`` None means that their dates are not reported.
    """

    sector: str
    area: str
    n: int
    busiest: date | None


@dataclass(frozen=True, slots=True)
class Hole:
    """Name a sector in which nobody is reported in an area, and how many people may need it.

    ``n_elsewhere`` counts the areas of the country in which somebody works in the sector.
    """

    sector: str
    area: str
    n_elsewhere: int
    people: float | None
    basis: NeedBasis


@dataclass(frozen=True, slots=True)
class PresenceView:
    """Show one country's sectors by areas."""

    country: str
    country_name: str
    countries: tuple[tuple[str, str, int], ...]
    sectors: tuple[str, ...]
    areas: tuple[tuple[str, str], ...]
    cells: Mapping[tuple[str, str], PresenceCell]
    overlaps: tuple[Overlap, ...]
    holes: tuple[Hole, ...]
    n_activities: int
    n_organisations: int
    n_undated: int
    n_without_area: int
    n_without_country: int
    """Activities of any source that nothing places in a country."""
    first: date | None
    last: date | None
    severity: float | None
    severity_as_of: date | None
    people_in_need: float | None
    in_need_by: str
    """The response plan that counts them."""

    def area_name(self, key: str) -> str:
        """Name an area by its key."""
        return dict(self.areas).get(key, key)


def read_presence(session: Session, wish: PresenceWish) -> PresenceView:
    """Read the matrix of one country."""
    everything = read_reported(session)
    names = Countries(session)
    counts: Counter[str] = Counter()
    for one in everything:
        counts[one.country] += one.n
    country = wish.country
    if country is None or (not country and not counts[""]):
        country = _most(counts)
    own = [one for one in everything if one.country == country]
    seen = [one for one in own if _is_within(one.first, one.last, wish)]
    placed = [one for one in seen if one.area(wish.level)]
    cells = cells_of(_work(one, wish.level) for one in placed)
    areas = _areas(own, wish.level)
    sectors = tuple(sorted({one.sector for one in own if one.sector}, key=str.casefold))
    days = [day for one in own for day in (one.first, one.last) if day is not None]
    severity = _severity(session, country)
    in_need = _people_in_need(session, country)
    return PresenceView(
        country=country,
        country_name=names.name(country),
        countries=tuple((key, names.name(key), n) for key, n in _most_first(counts)),
        sectors=sectors,
        areas=areas,
        cells=cells,
        overlaps=_overlaps(cells, wish.several),
        holes=_holes(session, placed, cells, areas, sectors, wish.level),
        n_activities=sum(one.n for one in seen),
        n_organisations=len({one.organisation for one in seen}),
        n_undated=sum(one.n for one in seen if one.first is None and one.last is None),
        n_without_area=sum(one.n for one in seen if not one.area(wish.level)),
        n_without_country=counts[""],
        first=min(days, default=None),
        last=max(days, default=None),
        severity=severity[0],
        severity_as_of=severity[1],
        people_in_need=in_need[0],
        in_need_by=in_need[1],
    )


def value_of(cell: PresenceCell, counted: Counted) -> float | None:
    """Count a cell; None where the people targeted are not reported."""
    match counted:
        case Counted.ORGANISATIONS:
            return len(cell.organisations)
        case Counted.ACTIVITIES:
            return cell.n_activities
        case Counted.PEOPLE:
            return cell.people


def activities_in(
    session: Session, wish: PresenceWish, country: str, sector: str, area: str
) -> tuple[EntityId, ...]:
    """List the activities behind a cell; without sector or area those of all."""
    names = Countries(session)
    columns = (*PLACED, "sector", "activity_type", "organisation", "donor", *WHEN)
    query = TableQuery(Activity.KIND, columns, include_retired=False)
    ids = session.file.query_ids(query)
    found = []
    for entity_id, row in zip(ids, session.file.query_rows(query, ids), strict=True):
        one = reported_of(_as_group(row), names)
        if one.country != country or not _is_within(one.first, one.last, wish):
            continue
        if (not sector or one.sector == sector) and (not area or one.area(wish.level) == area):
            found.append(entity_id)
    return tuple(found)


def _as_group(row: tuple[object, ...]) -> GroupRow:
    return GroupRow(row, 1, (None, None))


def _most_first(counts: Counter[str]) -> list[tuple[str, int]]:
    """Put what names no country last, however much it is."""
    return sorted(counts.most_common(), key=lambda pair: not pair[0])


def _most(counts: Counter[str]) -> str:
    named = [key for key, _ in counts.most_common() if key]
    return named[0] if named else ""


def _is_within(first: date | None, last: date | None, wish: PresenceWish) -> bool:
    """Tell whether an activity touches the period; one without dates may do so."""
    begins, ends = first or last, last or first
    if begins is None or ends is None:
        return True
    is_over = wish.first is not None and ends < wish.first
    is_later = wish.last is not None and begins > wish.last
    return not (is_over or is_later)


def _work(one: Reported, level: AreaLevel) -> Work:
    return Work(
        sector=one.sector,
        area=one.area(level),
        organisation=one.organisation.casefold(),
        n=one.n,
        first=one.first,
        last=one.last,
        people=one.people_targeted,
    )


def _areas(own: Sequence[Reported], level: AreaLevel) -> tuple[tuple[str, str], ...]:
    pairs = [(one.area(level), one.area_name(level), one.n) for one in own if one.area(level)]
    names = names_by_key(pairs)
    return tuple(sorted(names.items(), key=lambda pair: (pair[1].casefold(), pair[0])))


def _overlaps(cells: Mapping[tuple[str, str], PresenceCell], several: int) -> tuple[Overlap, ...]:
    found = []
    for (sector, area), cell in cells.items():
        if not sector:
            continue
        if cell.n_at_once >= several:
            found.append(Overlap(sector, area, cell.n_at_once, cell.busiest))
        elif cell.n_undated >= several:
            found.append(Overlap(sector, area, cell.n_undated, None))
    return tuple(sorted(found, key=lambda one: (-one.n, one.sector, one.area)))


def _holes(
    session: Session,
    placed: Sequence[Reported],
    cells: Mapping[tuple[str, str], PresenceCell],
    areas: Sequence[tuple[str, str]],
    sectors: Iterable[str],
    level: AreaLevel,
) -> tuple[Hole, ...]:
    caseloads = _caseloads(session)
    targeted: dict[str, float] = defaultdict(float)
    for one in placed:
        # Many organisations count the same people, so the largest figure stands for all.
        if one.people_targeted:
            area = one.area(level)
            targeted[area] = max(targeted[area], one.people_targeted)
    elsewhere = Counter(sector for sector, _ in cells)
    found = []
    for sector in sectors:
        for area, name in areas:
            if (sector, area) in cells:
                continue
            people: float | None = caseloads.get(name.casefold())
            basis = NeedBasis.CASELOAD
            if people is None:
                people = targeted.get(area)
                basis = NeedBasis.UNKNOWN if people is None else NeedBasis.TARGETED
            found.append(Hole(sector, area, elsewhere[sector], people, basis))
    # Without people to go by, a sector that is nearly everywhere else is missed the most.
    return tuple(
        sorted(
            found,
            key=lambda one: (-(one.people or 0.0), -one.n_elsewhere, one.area, one.sector),
        )
    )


def _caseloads(session: Session) -> dict[str, float]:
    """Sum the people of caseloads by the name of their place."""
    places = {place.id: place.name.casefold() for place in session.all(Place)}
    people: dict[str, float] = defaultdict(float)
    for caseload in session.all(Caseload):
        if caseload.place in places and caseload.people.value is not None:
            people[places[caseload.place]] += caseload.people.value
    return people


def _severity(session: Session, country: str) -> tuple[float | None, date | None]:
    known = [
        (one.as_of, one.severity)
        for one in session.select(Severity, iso3=country, retired=False)
        if one.severity is not None and one.as_of is not None
    ]
    if not country or not known:
        return None, None
    as_of = max(day for day, _ in known)
    return max(value for day, value in known if day == as_of), as_of


def _people_in_need(session: Session, country: str) -> tuple[float | None, str]:
    """Give the most that a response plan of this country alone counts, and the plan's name."""
    figures = [
        (plan.in_need.value, plan.name)
        for plan in session.all(ResponsePlan)
        if plan.countries == (country,) and plan.in_need.value is not None
    ]
    return max(figures, default=(None, ""))
