"""Tables written as CSV and XLSX: harmless text, values as values, whole files or none."""

import csv
import dataclasses
import resource
import signal
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from crisisplanner.domain.account import ImportKind, ImportOptions
from crisisplanner.domain.activities import Activity, ActivityStatus
from crisisplanner.domain.actors import Partner
from crisisplanner.domain.changes import Create
from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import Entity
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.figures import Basis, Confidence, Figure, unknown
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.terms import OfferState, PartnerKind, Priority, Readiness, Ring
from crisisplanner.exchange.entity_tables import table_of, tags_of
from crisisplanner.exchange.importing import read_import
from crisisplanner.exchange.opening import open_grid
from crisisplanner.exchange.sheets_out import write_sheet
from crisisplanner.exchange.values import is_unknown
from tests.exchange.import_register import (
    FRANCE,
    KNOWN_OFFER,
    KNOWN_REQUIREMENT,
    created,
    imported,
    register,
    said,
)

DANGEROUS = ("=1+1", "+31 6", "-5 °C", "@SUM(A1)", "\t=1", "\r=1", "'=1", "=cmd|' /C calc'!A0")


def _read_back(path: Path) -> list[list[Any]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.reader(stream))
    if path.suffix == ".ods":
        sheet = open_grid(path).sheet(open_grid(path).sheets[0].name)
        width = max(len(row.cells) for row in sheet.rows)
        return [[row.cell(n) for n in range(width)] for row in sheet.rows]
    workbook = load_workbook(path)
    try:
        assert workbook.active is not None
        return [[cell.value for cell in row] for row in workbook.active.iter_rows()]
    finally:
        workbook.close()


@pytest.mark.parametrize("name", ["table.csv", "table.xlsx", "table.ods"])
def test_text_that_a_spreadsheet_would_compute_is_made_harmless(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write_sheet(path, ("=Header", "Value"), [(text, -3.5) for text in DANGEROUS])
    header, *rows = _read_back(path)
    assert header[0] == "'=Header"
    for row in rows:
        assert row[0].startswith("'")
        assert float(row[1]) == -3.5
    if path.suffix == ".xlsx":
        sheet = load_workbook(path).active
        assert sheet is not None
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}


@pytest.mark.parametrize("name", ["table.csv", "table.xlsx", "table.ods"])
def test_values_stay_values_and_unknown_is_empty(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    row = (
        *(Figure(5.0, "d"), unknown("d"), Day(24), date(2021, 1, 31)),
        *(True, OfferState.IN_THEATRE, ("a", "b"), Marking("GREEN"), "#N/A", 0),
    )
    write_sheet(path, [str(n) for n in range(len(row))], [row], sheet="Offers [all]: 1/2")
    _, read = _read_back(path)
    texts = ["" if cell is None else str(cell).removesuffix(" 00:00:00") for cell in read]
    assert texts == [
        "5",
        "",
        "D+24",
        "2021-01-31",
        "yes",
        "in_theatre",
        "a; b",
        "GREEN",
        "#N/A",
        "0",
    ]


def test_names_of_other_types_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CrisisPlannerError) as caught:
        write_sheet(tmp_path / "table.doc", (), [])
    assert caught.value.messages[0].code == "export.wrong_type"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CrisisPlannerError) as caught:
        write_sheet(tmp_path / "none" / "table.csv", (), [])
    assert caught.value.messages[0].code == "export.no_folder"


@contextmanager
def _files_of_at_most(n_bytes: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("name", ["table.csv", "table.xlsx", "table.ods"])
def test_a_full_disk_leaves_what_was_there(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write_sheet(path, ("a",), [(1,)])
    before = path.read_bytes()
    with _files_of_at_most(200), pytest.raises(CrisisPlannerError) as caught:
        write_sheet(path, ("a",), [(n * 7919 % 1009, "x" * 50) for n in range(5_000)])
    assert caught.value.messages[0].code == "export.not_written"
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [name]


NAMES = (
    st.text(
        st.characters(
            codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cf", "Cn", "Co", "Mn")
        ),
        min_size=3,
        max_size=12,
    )
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda text: any(c.isalnum() for c in text) and not is_unknown(text))
)
TEXTS = st.one_of(st.just(""), NAMES, st.sampled_from(DANGEROUS[:4]))
# Workbooks keep 15 digits.
NUMBERS = st.one_of(
    st.integers(0, 10**9).map(float), st.integers(0, 10**9).map(lambda n: n / 1_000)
)


def _with_ends(value: float, low: float | None, high: float | None, **rest: Any) -> Figure:
    # A range as people write them: whole numbers around the value.
    least = None if low is None else float(int(value * low))
    most = None if high is None else float(int(value * high) + 1)
    return Figure(value=value, low=least, high=most, **rest)


def figures(unit: str, *, whole: bool = False) -> st.SearchStrategy[Figure]:
    """Make figures, known and unknown, with and without all that belongs to them."""
    values = st.integers(0, 10**6).map(float) if whole else NUMBERS
    known = st.builds(
        _with_ends,
        values,
        st.sampled_from([None, 0.5, 1.0]),
        st.sampled_from([None, 1.0, 2.5]),
        unit=st.just(unit),
        basis=st.sampled_from(Basis),
        source=NAMES,
        as_of=st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2060, 1, 1))),
        confidence=st.one_of(st.none(), st.sampled_from(Confidence)),
    )
    return st.one_of(st.just(unknown(unit)), known)


def _moments() -> st.SearchStrategy[Day | date | None]:
    return st.one_of(
        st.none(), st.integers(-99, -1).map(Day), st.dates(date(1990, 1, 1), date(2000, 1, 1))
    )


OFFERS = st.builds(
    Offer,
    id=st.uuids().map(str),
    partner=st.sampled_from(["p-fra", "p-civ", "p-msf", "p-nam"]),
    type=st.sampled_from(["t-wsh", "t-med", "t-inf"]),
    description=TEXTS,
    quantity=figures("unit", whole=True),
    state=st.sampled_from(OfferState),
    origin=st.sampled_from([None, "pl-bunia", "pl-toulon"]),
    notice=figures("d"),
    unit_lift=figures("t"),
    daily_cost=figures("money/d"),
    currency=st.sampled_from(["", "EUR", "USD"]),
    available_from=_moments(),
    available_to=st.one_of(st.none(), st.integers(1, 99).map(Day)),
    readiness_people=st.one_of(st.none(), st.sampled_from(Readiness)),
    divisible=st.booleans(),
    needs=st.sampled_from([(), ("a-1484",)]),
    women=figures("person"),
    marking=st.sampled_from([None, Marking("RED")]),
    source=TEXTS,
)
REQUIREMENTS = st.builds(
    Requirement,
    id=st.uuids().map(str),
    plan=st.just("plan-1"),
    title=TEXTS,
    type=st.sampled_from(["t-wsh", "t-med"]),
    quantity=figures("unit").filter(lambda f: f.value != 0),
    place=st.sampled_from([None, "pl-bunia"]),
    phase=st.sampled_from([None, "ph-1"]),
    from_day=st.integers(-30, 30),
    to_day=st.integers(31, 400),
    priority=st.sampled_from(Priority),
    weight=st.one_of(st.none(), NUMBERS),
    minimum_share=st.integers(0, 1000).map(lambda n: n / 1_000),
    single_lead=st.booleans(),
    max_partners=st.one_of(st.none(), st.integers(1, 9)),
    prerequisites=st.sampled_from([(), ("r-1",)]),
    justification=TEXTS,
)
PARTNERS = st.builds(
    Partner,
    id=st.uuids().map(str),
    code=st.just(""),
    name=NAMES,
    partner_kind=st.sampled_from(PartnerKind),
    ring=st.one_of(st.none(), st.sampled_from(Ring)),
    languages=st.sampled_from([(), ("en",), ("en", "fr")]),
    population=figures("person"),
    gdp=figures("USD"),
    source=TEXTS,
)


ACTIVITIES = st.builds(
    Activity,
    id=st.uuids().map(str),
    organisation=NAMES,
    organisation_kind=TEXTS,
    donor=TEXTS,
    sector=NAMES,
    description=TEXTS,
    quantity=figures("unit"),
    admin1=TEXTS,
    location=TEXTS,
    latitude=st.one_of(st.none(), st.integers(-90_000, 90_000).map(lambda n: n / 1_000)),
    longitude=st.just(12.5),
    people_targeted=figures("person", whole=True),
    households_reached=figures("household", whole=True),
    cost=figures("USD"),
    from_date=st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2000, 1, 1))),
    to_date=st.one_of(st.none(), st.dates(date(2000, 1, 2), date(2060, 1, 1))),
    month=st.one_of(st.none(), st.integers(1, 12)),
    status=st.one_of(st.none(), st.sampled_from(ActivityStatus)),
    note=TEXTS,
    source=NAMES,
)


def _coded(entities: list[Any]) -> list[Any]:
    return [dataclasses.replace(e, code="X-" + str(n)) for n, e in enumerate(entities)]


def _round_trip(path: Path, kind: ImportKind, entities: list[Any]) -> list[Entity]:
    known = register()
    headers, rows = table_of(kind, entities, known)
    write_sheet(path, headers, rows, sheet=kind.value)
    again = iter([entity.id for entity in entities])
    result = read_import(path, ImportOptions(kind), known, new_id=lambda: next(again))
    assert said(result.account.faults) == []
    assert all(isinstance(change, Create) for change in result.changes)
    after = imported(path, kind, register(*entities))
    assert after.changes == ()
    return created(result)


ROUND_TRIP = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize("name", ["table.csv", "table.xlsx", "table.ods"])
@ROUND_TRIP
@given(entities=st.lists(OFFERS, min_size=1, max_size=4).map(_coded))
def test_offers_import_again_identically(tmp_path: Path, name: str, entities: list[Offer]) -> None:
    assert _round_trip(tmp_path / name, ImportKind.OFFERS, entities) == entities


@pytest.mark.parametrize("name", ["table.csv", "table.xlsx", "table.ods"])
@ROUND_TRIP
@given(entities=st.lists(REQUIREMENTS, min_size=1, max_size=4).map(_coded))
def test_requirements_import_again_identically(
    tmp_path: Path, name: str, entities: list[Requirement]
) -> None:
    assert _round_trip(tmp_path / name, ImportKind.REQUIREMENTS, entities) == entities


@pytest.mark.parametrize("name", ["table.csv", "table.xlsx", "table.ods"])
@ROUND_TRIP
@given(entities=st.lists(PARTNERS, min_size=1, max_size=4).map(_coded))
def test_partners_import_again_identically(
    tmp_path: Path, name: str, entities: list[Partner]
) -> None:
    assert _round_trip(tmp_path / name, ImportKind.PARTNERS, entities) == entities


@pytest.mark.parametrize("name", ["table.csv", "table.xlsx", "table.ods"])
@ROUND_TRIP
@given(entities=st.lists(ACTIVITIES, min_size=1, max_size=4).map(_coded))
def test_activities_import_again_identically(
    tmp_path: Path, name: str, entities: list[Activity]
) -> None:
    again = _round_trip(tmp_path / name, ImportKind.ACTIVITIES, entities)
    # Records have ids derived from what tells them apart.
    assert [dataclasses.replace(e, id="") for e in again] == [
        dataclasses.replace(e, id="") for e in entities
    ]


@pytest.mark.parametrize("name", ["table.hxl.csv", "table.hxl.xlsx", "table.hxl.ods"])
@pytest.mark.parametrize(
    ("kind", "entities"),
    [
        (ImportKind.OFFERS, [KNOWN_OFFER]),
        (ImportKind.REQUIREMENTS, [KNOWN_REQUIREMENT]),
        (
            ImportKind.ACTIVITIES,
            [
                Activity(
                    id="a-1", code="A1", organisation="Mercy Corps", sector="Health", source="x"
                )
            ],
        ),
    ],
)
def test_a_row_of_hxl_tags_does_not_come_between(
    tmp_path: Path, name: str, kind: ImportKind, entities: list[Any]
) -> None:
    headers, rows = table_of(kind, entities, register())
    tags = tags_of(kind, headers)
    assert any(tag.startswith("#") for tag in tags)
    path = tmp_path / name
    write_sheet(path, headers, [tags, *rows], sheet="table")
    known = register(*(e for e in entities if isinstance(e, Activity)))
    result = imported(path, kind, known)
    assert said(result.account.faults) == []
    assert result.changes == ()
    assert [row.why[0].code for row in result.account.rows if row.why] == ["import.tag_row"]


def test_columns_of_a_figure_stand_only_where_something_is_in_them() -> None:
    headers, rows = table_of(ImportKind.PARTNERS, [FRANCE], register())
    assert not any("_basis" in header or "_low" in header for header in headers)
    assert rows[0][headers.index("code")] == "FRA"
