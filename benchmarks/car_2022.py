"""Build the Central African Republic of 2022 as a workspace from published files, match and print it.

Run: ``python -m benchmarks.car_2022 FOLDER OUT.crisis``. Everything goes through the public services: the
files are imported, the scenario takes its figures from them, needs are derived, what is present is
offered, the plan is matched and printed beside the workspace. Each figure that the files give is
checked; what is assumed is marked as an assumption in the workspace and said here.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from crisisplanner.domain.account import ImportKind, ImportOptions
from crisisplanner.domain.activities import Activity, Deployment, ResponsePlan
from crisisplanner.domain.airfields import Runway
from crisisplanner.domain.caseload import Caseload, CaseloadGroup
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.figures import Basis, Confidence, Figure
from crisisplanner.domain.limits import Node
from crisisplanner.domain.match import Match
from crisisplanner.domain.monitoring import IndicatorValue, MonitoringIndicator, Severity
from crisisplanner.domain.register import Place
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import Crisis, CrisisFact
from crisisplanner.domain.terms import Consent, CrisisType, PlaceKind
from crisisplanner.services import editing
from crisisplanner.services.importing import prepare_import, write_import
from crisisplanner.services.matching.running import adopt_match, prepare_match
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.needs.deriving import derive
from crisisplanner.services.planning_start import PlanWish, start_plan
from crisisplanner.services.publishing import export_plan
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import create_workspace
from crisisplanner.wording.catalogue import Wording

FTS, INFORM = "OCHA Financial Tracking Service, 2022", "INFORM Severity Index, May 2022"
OCHA, GEO_PKO = "OCHA CAR, who does what where, Q1 2022", "Geo-PKO 2.3 (estimates from maps)"
IDMC, AIRFIELDS = "IDMC, displacement by country", "OurAirports"
FILES = (
    ("car-2022/fts_plan_progress_2022_flat.csv", ImportKind.RESPONSE_PLANS, FTS),
    ("car-2022/inform_severity_dec2021_may2022_flat.csv", ImportKind.CRISES, INFORM),
    ("world/idmc_displacement_hxl.csv", ImportKind.INDICATORS, IDMC),
    ("car-2022/geo_pko_TTMap_v2.3.csv", ImportKind.DEPLOYMENTS, GEO_PKO),
    ("world/airports_subset.csv", ImportKind.AIRFIELDS, AIRFIELDS),
    ("world/runways_subset.csv", ImportKind.RUNWAYS, AIRFIELDS),
)
WHO_DOES_WHAT = "car-2022/CAF_3w_2022Q1.xlsx"
PLAN_CODE, CRISIS_CODE, ISO3, MISSION, YEAR = "HCAF22", "CAF001", "CAF", "MINUSCA", 2022
D_DATE, DAYS = date(2022, 1, 1), 365
DISPLACED = "Conflict Stock Displacement (Raw)"
PEOPLE_IN_COMPANY = 130
UNITS_OF_SECTOR = {
    "EHA": ("H-WSH-01", 1),
    "Santé": ("H-HLT-06", 1),
    "Nutrition": ("H-FOD-02", 1),
    "Sécurité alimentaire": ("H-FOD-01", 10),
    "Abris&BNA": ("H-SHL-02", 5),
    "CCCM": ("H-SHL-01", 10),
}
"""Our assumption: units of a type that an organisation has in each sub-prefecture where it works."""
KINDS = {"nations": "un_agency", "mouvement": "red_cross", "ong": "ngo"}
TIME_LIMIT_S = 30.0
write = sys.stdout.write


def main() -> int:
    """Build, match, print and check; 1 if a figure is not what the files say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    for stale in (arguments.out, arguments.out.with_suffix(".pdf")):
        stale.unlink(missing_ok=True)
    with create_workspace(arguments.out, author="benchmark", case=None) as session:
        with tempfile.TemporaryDirectory() as scratch:
            take_files(session, arguments.folder, Path(scratch))
            plan = plan_for(session)
            offer_what_is_there(session, Path(scratch))
        preview = derive(session, plan)
        write(f"needs derived: {len(preview.outcomes)}\n")
        match = matched(session, plan)
        document = arguments.out.with_suffix(".pdf")
        export_plan(session, plan, document, words=Wording())
        write(f"printed: {document}\n")
        n_wrong = sum(1 for line in checks(session, match) if not check(*line))
    write(f"{n_wrong} figures differ\n" if n_wrong else "every figure is as the files say\n")
    return 1 if n_wrong else 0


def take(session: Session, path: Path, kind: ImportKind, source: str = "") -> None:
    """Import one file and print what became of its rows; a refused one ends the run."""
    begun = time.perf_counter()
    prepared = prepare_import(session, path, ImportOptions(kind, source=source))
    write_import(session, prepared)
    counts = ", ".join(f"{n} {fate.value}" for fate, n in prepared.account.counts.items() if n)
    write(f"{path.name} as {kind.value}: {counts} in {time.perf_counter() - begun:.1f} s\n")


def take_files(session: Session, folder: Path, scratch: Path) -> None:
    """Import everything: organisations first, so that their work is found to be theirs."""
    organisations = scratch / "organisations.csv"
    write_rows(organisations, ("code", "name", "partner_kind"), partners_of(folder / WHO_DOES_WHAT))
    take(session, organisations, ImportKind.PARTNERS)
    for name, kind, source in FILES:
        take(session, folder / name, kind, source)
    for place in prefectures(folder / WHO_DOES_WHAT):
        made = Place(
            id=session.outside.new_id(),
            name=place,
            place_kind=PlaceKind.AREA,
            iso3=ISO3,
            source=OCHA,
        )
        editing.create_entity(session, made)
    take(session, folder / WHO_DOES_WHAT, ImportKind.ACTIVITIES, OCHA)


def rows_of(path: Path) -> Iterator[tuple[str, ...]]:
    """Give the rows of the who-does-what-where sheet below its tags."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True)):
        if number > 1:
            yield tuple(str(cell or "").strip() for cell in row)
    book.close()


def prefectures(path: Path) -> list[str]:
    """Name the prefectures, each once, as most rows spell them."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows_of(path):
        spelled[row[1]][row[0]] += 1
    return sorted(names.most_common(1)[0][0] for names in spelled.values())


def partners_of(path: Path) -> Iterator[tuple[str, ...]]:
    """Give organisations with code, name and kind, and the mission."""
    seen = {letters_of(MISSION)}
    yield MISSION, "UN mission in the Central African Republic", "igo"
    for row in rows_of(path):
        code, name, kind = row[5], row[6], row[7].casefold().split()
        if code and letters_of(code) not in seen:
            seen.add(letters_of(code))
            yield code, name or code, KINDS[kind[0]]


def letters_of(name: str) -> str:
    """Give a name without case and signs, so that its spellings are one."""
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def write_rows(path: Path, headers: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """Write a table for the importer."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([headers, *rows])


def the_plan_of_others(session: Session) -> ResponsePlan:
    """Find the response plan whose figures are used."""
    return next(plan for plan in session.all(ResponsePlan) if plan.code == PLAN_CODE)


def displaced_people(session: Session) -> Figure:
    """Give the people displaced by conflict at the end of 2021."""
    indicator = next(i for i in session.all(MonitoringIndicator) if i.name == DISPLACED)
    values = [v for v in session.select(IndicatorValue, indicator=indicator.id) if v.iso3 == ISO3]
    newest = max(values, key=lambda value: value.from_date or date.min)
    as_of = date(2021, 12, 31)
    return Figure(newest.best, "person", basis=Basis.SOURCED, source=IDMC, as_of=as_of)


def plan_for(session: Session) -> EntityId:
    """Start the plan; crisis, scenario and caseload take their figures from what was imported."""
    severity = latest_severity(session)
    crisis = session.get(Crisis, severity.crisis)
    # Its country it has from the file.
    described = {
        "crisis_type": CrisisType.COMPLEX,
        "summary": "Conflict and displacement; see the facts, each with its source.",
    }
    editing.change_fields(session, Crisis.KIND, crisis.id, described)
    wish = PlanWish(
        title="Central African Republic 2022: joint response",
        number="CAR-2022",
        crisis=crisis.id,
        scenario_name="Need as in the humanitarian response plan of 2022",
        d_date=D_DATE,
        d_meaning="Start of the humanitarian response plan HCAF22",
    )
    plan = start_plan(session, wish)
    theirs = the_plan_of_others(session)
    displaced = displaced_people(session)
    figures = {
        "narrative": "Need stays as the response plan of 2022 counts it; nobody new arrives.",
        "people_affected": theirs.in_need,
        "people_displaced": displaced,
        "duration": Figure(DAYS, "d", basis=Basis.SOURCED, source=FTS),
        "consent": Consent.PARTIAL,
    }
    editing.change_fields(session, "scenario", plan.scenario, figures)
    others = Figure(
        (theirs.people_targeted.value or 0) - (displaced.value or 0),
        "person",
        basis=Basis.ASSUMPTION,
        source=f"Our assumption: targeted ({FTS}) less displaced ({IDMC})",
        confidence=Confidence.LOW,
    )
    for group, name, people in (
        (CaseloadGroup.DISPLACED, "Displaced by conflict, end of 2021", displaced),
        (CaseloadGroup.HOST, "Others targeted by the response plan", others),
    ):
        part = Caseload(
            id=session.outside.new_id(),
            scenario=plan.scenario,
            name=name,
            caseload_group=group,
            people=people,
        )
        editing.create_entity(session, part)
    for fact in facts(session, crisis.id):
        editing.create_entity(session, fact)
    return plan.id


def latest_severity(session: Session) -> Severity:
    """Give the newest score of the crisis."""
    scores = [s for s in session.all(Severity) if s.code == CRISIS_CODE]
    return max(scores, key=lambda score: score.as_of or date.min)


def facts(session: Session, crisis: EntityId) -> Iterator[CrisisFact]:
    """Keep what the files say as dated facts, which the document prints."""
    plan, severity = the_plan_of_others(session), latest_severity(session)
    force = sum(d.infantry.value or 0 for d in deployed(session))
    said = (
        ("May 2022", f"Severity of the crisis {severity.severity} of 5.", INFORM),
        ("2022", f"{plan.in_need.value:,.0f} people in need.", FTS),
        (
            "2022",
            (
                f"The response plan asks for USD {plan.requirements.value:,.0f} "
                f"and has USD {plan.funding.value:,.0f}."
            ),
            FTS,
        ),
        (
            "2022",
            f"{MISSION} at {len(deployed(session))} places, about {force:,.0f} infantry.",
            GEO_PKO,
        ),
        ("2022", f"{len(airfields(session))} airfields are listed.", AIRFIELDS),
    )
    for when, text, source in said:
        yield CrisisFact(
            id=session.outside.new_id(),
            crisis=crisis,
            when_text=when,
            from_date=D_DATE,
            text=text,
            basis=Basis.SOURCED,
            source=source,
        )


def deployed(session: Session) -> list[Deployment]:
    """List where the mission is."""
    found = (d for d in session.all(Deployment) if (d.mission, d.year) == (MISSION, YEAR))
    return sorted(found, key=lambda deployment: deployment.location)


def airfields(session: Session) -> list[Node]:
    """List the country's airfields."""
    here = {place.id for place in session.all(Place) if place.iso3 == ISO3}
    return [node for node in session.all(Node) if node.place in here]


def offer_what_is_there(session: Session, scratch: Path) -> None:
    """Offer what works in the country already; quantities are our assumption and say so."""
    headers = (
        *("code", "partner", "type", "description", "quantity", "quantity_basis"),
        *("quantity_source", "state", "notice", "load", "transit", "setup", "max_stay"),
    )
    offers = scratch / "offers.csv"
    write_rows(offers, headers, (*humanitarian_offers(session), *mission_offers(session)))
    take(session, offers, ImportKind.OFFERS)


def humanitarian_offers(session: Session) -> Iterator[tuple[object, ...]]:
    """Offer of each organisation and sector a few units for each sub-prefecture."""
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    for activity in session.all(Activity):
        if activity.sector in UNITS_OF_SECTOR and activity.partner is not None:
            places[activity.organisation, activity.sector].add(activity.admin2_code)
    for (organisation, sector), where in sorted(places.items()):
        code, units = UNITS_OF_SECTOR[sector]
        reason = (
            f"Our assumption: {units} for each of {len(where)} sub-prefectures where it works "
            f"({OCHA})"
        )
        yield (
            *(f"CAR-{organisation}-{code}", organisation, code, f"{organisation}, {sector}"),
            *(units * len(where), "assumption", reason, "in_theatre", 0, 0, 0, 0, DAYS),
        )


def mission_offers(session: Session) -> Iterator[tuple[object, ...]]:
    """Offer the mission's infantry as companies that can guard sites."""
    for place in deployed(session):
        companies = int((place.infantry.value or 0) // PEOPLE_IN_COMPANY)
        if companies:
            reason = f"Our assumption: a company of {PEOPLE_IN_COMPANY}; infantry by {GEO_PKO}"
            yield (
                *(f"CAR-{MISSION}-{place.location}", MISSION, "M-LND-11"),
                *(f"{MISSION} at {place.location}", companies, "assumption", reason),
                *("in_theatre", 0, 0, 0, 0, DAYS),
            )


def matched(session: Session, plan: EntityId) -> Match:
    """Match the plan and adopt what was found."""
    prepared = prepare_match(session, plan)
    begun = time.perf_counter()
    match = solve_match(prepared.problem, MatchWish(time_limit_s=TIME_LIMIT_S))
    adopt_match(session, prepared, match)
    write(
        f"matched: {len(prepared.problem.offers)} offers, "
        f"{len(prepared.problem.requirements)} requirements, {match.status.value}, "
        f"in {time.perf_counter() - begun:.1f} s\n"
    )
    return match


def checks(session: Session, match: Match) -> Iterator[tuple[str, object, object]]:
    """Pair each figure with what the files give."""
    plan, severity = the_plan_of_others(session), latest_severity(session)
    yield "severity", severity.severity, 4.2
    yield "people in need", plan.in_need.value, 3_053_039
    yield "people targeted", plan.people_targeted.value, 2_040_973
    yield "USD required", plan.requirements.value, 461_253_975
    yield "USD funded", plan.funding.value, 175_119_633
    activities = [a for a in session.all(Activity) if a.source == OCHA]
    yield "rows of presence", len(activities), 1_809
    by_prefecture = Counter(activity.admin1_code for activity in activities)
    yield "prefectures with presence", len(by_prefecture), 17
    yield "rows in Bangui", by_prefecture["CF71"], 102
    yield "rows in Basse Kotto, however spelled", by_prefecture["CF61"], 149
    yield "rows whose place is known", sum(1 for a in activities if a.place), len(activities)
    yield "rows whose organisation is known", sum(1 for a in activities if a.partner), 1_809
    there = deployed(session)
    yield "places of MINUSCA", len(there), 24
    yield "its infantry (estimate)", sum(d.infantry.value or 0 for d in there), 8_450
    yield "airfields", len(airfields(session)), 42
    ids = {node.id for node in airfields(session)}
    yield "runways", sum(1 for r in session.all(Runway) if r.airfield in ids), 5
    derived = [r for r in session.all(Requirement) if r.derived_by]
    water = next(r for r in derived if "ater" in r.title and "module" in r.derived_by)
    yield "water modules (2,040,973 × 15 l ÷ 225,000 l)", water.quantity.value, 137
    yield "something is allocated", bool(match.allocations), True


def check(what: str, found: object, expected: object) -> bool:
    """Print one figure; tell whether it is right."""
    is_right = found == expected
    write(f"  {'ok   ' if is_right else 'WRONG'} {what}: {found}")
    write("\n" if is_right else f", expected {expected}\n")
    return is_right


if __name__ == "__main__":
    sys.exit(main())
