"""A small register of known things, and files made for imports, for the tests of this folder."""

import itertools
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from crisisplanner.domain.account import Finding, ImportKind, ImportOptions
from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.changes import Create, Update
from crisisplanner.domain.entity import Entity
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import Phase, Plan
from crisisplanner.domain.register import Country, Place
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import Authority
from crisisplanner.domain.terms import AuthorityKind, Family, PartnerKind, PlaceKind
from crisisplanner.exchange.importing import Import, read_import
from crisisplanner.exchange.known import Register
from crisisplanner.wording.catalogue import Wording

FRANCE = Partner(id="p-fra", code="FRA", name="France", iso3="FRA")
GERMANY = Partner(id="p-deu", code="DEU", name="Germany", iso3="DEU")
NAMIBIA = Partner(id="p-nam", code="NAM", name="Namibia", iso3="NAM")
IVORY_COAST = Partner(id="p-civ", code="CIV", name="Côte d’Ivoire", iso3="CIV")
MSF = Partner(id="p-msf", code="MSF", name="Médecins Sans Frontières", partner_kind=PartnerKind.NGO)
WATER = CapabilityType(
    id="t-wsh", code="H-WSH-01", family=Family.HUMANITARIAN, name="Water purification module"
)
HOSPITAL = CapabilityType(
    id="t-med", code="H-MED-03", family=Family.HUMANITARIAN, name="Field hospital"
)
INFANTRY = CapabilityType(
    id="t-inf", code="M-INF-01", family=Family.MILITARY, name="Infantry battalion"
)
BUNIA = Place(id="pl-bunia", name="Bunia", latitude=1.57, longitude=30.22)
TOULON = Place(id="pl-toulon", name="Toulon, port", latitude=43.1, longitude=5.9)
CONGO = Place(id="pl-cod", name="DR Congo", place_kind=PlaceKind.COUNTRY, iso3="COD")
MANDATE = Authority(
    id="a-1484",
    name="Interim force",
    authority_kind=AuthorityKind.UNSC_CHAPTER_VII,
    reference="S/RES/1484 (2003)",
)
PLAN = Plan(id="plan-1", scenario="s-1", title="Bunia 2003", d_date=date(2003, 5, 30))
PHASE = Phase(id="ph-1", plan="plan-1", name="Entry", from_day=0, to_day=20)
KNOWN_OFFER = Offer(
    id="o-1",
    code="FR-01",
    partner="p-fra",
    type="t-inf",
    quantity=Figure(2, "unit", basis=Basis.MEASURED, source="visit"),
    notice=Figure(5, "d", basis=Basis.SOURCED, source="letter"),
)
KNOWN_REQUIREMENT = Requirement(
    id="r-1",
    plan="plan-1",
    code="R1",
    type="t-inf",
    quantity=Figure(1, "unit"),
    from_day=7,
    to_day=94,
)
COUNTRIES = tuple(
    Country(id="c-" + iso3, name=name, iso3=iso3, iso2=iso2)
    for name, iso3, iso2 in (
        ("France", "FRA", "FR"),
        ("Germany", "DEU", "DE"),
        ("Namibia", "NAM", "NA"),
        ("Norway", "NOR", "NO"),
        ("Côte d'Ivoire", "CIV", "CI"),
        ("Bolivia, Plurinational State of", "BOL", "BO"),
    )
)


def register(*more: Entity, without: Sequence[str] = ()) -> Register:
    """Hold the things above, and more; ``without`` leaves kinds out."""
    known: dict[str, list[Entity]] = {}
    for entity in (
        *(FRANCE, GERMANY, NAMIBIA, IVORY_COAST, MSF),
        *(WATER, HOSPITAL, INFANTRY, BUNIA, TOULON, CONGO, MANDATE),
        *(PLAN, PHASE, KNOWN_OFFER, KNOWN_REQUIREMENT, *COUNTRIES),
        *more,
    ):
        if entity.KIND not in without:
            known.setdefault(entity.KIND, []).append(entity)
    return Register({kind: tuple(entities) for kind, entities in known.items()})


def counted_ids() -> Callable[[], str]:
    """Give ids new-1, new-2 and so on."""
    numbers = itertools.count(1)
    return lambda: "new-" + str(next(numbers))


def imported(
    path: Path,
    kind: ImportKind,
    known: Register | None = None,
    options: ImportOptions | None = None,
) -> Import:
    """Read a file as a kind of import."""
    return read_import(
        path,
        options or ImportOptions(kind),
        known if known is not None else register(),
        new_id=counted_ids(),
    )


def created(result: Import) -> list[Entity]:
    """List the entities that an import would create."""
    return [change.entity for change in result.changes if isinstance(change, Create)]


def updated(result: Import) -> list[Update]:
    """List the updates that an import would make."""
    return [change for change in result.changes if isinstance(change, Update)]


def said(findings: Sequence[Finding]) -> list[str]:
    """Write findings as a person reads them."""
    wording = Wording()
    return [wording.message(finding.as_message()) for finding in findings]


def codes(findings: Sequence[Finding]) -> list[tuple[int, str, str]]:
    """Give row, column and code of each finding."""
    return [(f.position.row, f.position.column, f.said.code) for f in findings]
