"""What others report, from excerpts of real files that keep each trap of the whole ones."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import pytest

from crisisplanner.domain.account import COLUMN_OPEN, DateOrder, Fate, ImportKind, ImportOptions
from crisisplanner.domain.activities import Activity, ActivityStatus, Deployment, ResponsePlan
from crisisplanner.domain.actors import Membership, Partner
from crisisplanner.domain.airfields import Runway, Surface
from crisisplanner.domain.changes import Create, Update
from crisisplanner.domain.entity import Entity
from crisisplanner.domain.limits import Node
from crisisplanner.domain.monitoring import Event, IndicatorValue, Severity, Veto
from crisisplanner.domain.register import Country, Place
from crisisplanner.domain.situation import Crisis
from crisisplanner.domain.sources import NameAlias
from crisisplanner.domain.terms import CrisisType, PlaceKind
from crisisplanner.exchange.entity_tables import table_of, tags_of
from crisisplanner.exchange.importing import Import, read_import
from crisisplanner.exchange.known import Register
from crisisplanner.exchange.record_world import surface_of
from crisisplanner.exchange.sheets_out import write_sheet
from tests.exchange.import_register import codes, created, imported, register, said

DATA = Path(__file__).parent.parent / "data"
MOZ = DATA / "excerpt_MOZ_response_tracking_2019.xlsx"
UNICEF = Partner(id="p-uni", code="UNICEF", name="United Nations Children's Fund")
GREAT_BRITAIN = Country(id="c-gbr", name="United Kingdom", iso3="GBR", iso2="GB")
KOREA = Country(id="c-kor", name="South Korea", iso3="KOR", iso2="KR")
ETHIOPIA = Country(id="c-eth", name="Ethiopia", iso3="ETH", iso2="ET")
AUSTRIA = Country(id="c-aut", name="Austria", iso3="AUT", iso2="AT")
Kind = TypeVar("Kind", bound=Entity)


def taken(result: Import, kind: type[Kind]) -> list[Kind]:
    """List what would be made of one kind, as it stands in the file."""
    return [entity for entity in created(result) if isinstance(entity, kind)]


def again(path: Path, kind: ImportKind, result: Import) -> Import:
    """Read a file once more, now that all it says is known."""
    return imported(path, kind, register(*created(result)))


def test_headers_stand_above_the_tags_in_two_languages() -> None:
    account = imported(MOZ, ImportKind.ACTIVITIES).account
    assert (account.header_row, account.sheet, account.n_rows) == (6, "Data_Entry", 11)
    fields = {c.letter: c.field for c in account.columns if c.field}
    assert fields["D"] == "organisation"
    assert fields["F"] == "implementer"
    assert (fields["V"], fields["Y"]) == ("households_targeted", "people_reached")
    assert (fields["AA"], fields["AB"]) == ("from_date", "to_date")


def test_a_tag_that_contradicts_its_header_is_told() -> None:
    account = imported(MOZ, ImportKind.ACTIVITIES).account
    assert (0, "D", "import.tag_disputed") in codes(account.remarks)


def test_an_activity_that_ends_before_it_starts_is_flagged_and_kept() -> None:
    result = imported(MOZ, ImportKind.ACTIVITIES)
    first = taken(result, Activity)[0]
    assert first.dates_crossed
    assert (first.from_date, first.to_date) == (date(2019, 3, 15), date(2019, 1, 31))
    crossed = [row for row, _, code in codes(result.account.remarks) if "before_start" in code]
    assert crossed == [9, 10, 17]


def test_kits_in_a_column_of_people_are_a_quantity_of_kits() -> None:
    result = imported(MOZ, ImportKind.ACTIVITIES)
    kits = next(a for a in taken(result, Activity) if a.quantity_unit == "Kits")
    assert kits.quantity.value == 21
    assert kits.people_reached.value is None
    units = next(a for a in taken(result, Activity) if a.quantity_unit == "units")
    assert units.quantity.value == 25_120
    assert any("21 Kits count no people" in text for text in said(result.account.remarks))


def test_an_error_cell_leaves_its_field_open_and_is_reported() -> None:
    result = imported(MOZ, ImportKind.ACTIVITIES)
    assert any("#VALUE!" in text for text in said(result.account.remarks))
    assert result.account.counts[Fate.CREATED] == 10
    assert not result.account.is_refused


def test_dates_in_words_without_a_year_stay_open() -> None:
    result = imported(MOZ, ImportKind.ACTIVITIES)
    assert any("15-21 June" in text for text in said(result.account.remarks))


def test_blank_lines_are_counted_and_a_month_has_no_year() -> None:
    result = imported(DATA / "excerpt_ETH_3w_2025-08.csv", ImportKind.ACTIVITIES)
    activities = taken(result, Activity)
    assert result.account.n_blank_rows == 3
    assert {a.month for a in activities} == {8}
    assert all(a.year is None and a.from_date is None for a in activities)
    assert activities[0].status is ActivityStatus.COMPLETED
    assert len(activities) == 6
    assert (0, "A", "import.month_without_year") in codes(result.account.remarks)


def test_spanish_columns_and_words_are_known() -> None:
    result = imported(DATA / "excerpt_GTM_345w.csv", ImportKind.ACTIVITIES)
    activities = taken(result, Activity)
    assert all(a.organisation and a.sector for a in activities)
    assert {a.status for a in activities} <= {*ActivityStatus}
    assert (0, "AA", "import.date_order") in codes(result.account.remarks)
    assert codes(result.account.faults) == []


def test_a_tag_tells_which_of_two_like_columns_is_the_district() -> None:
    path = DATA / "excerpt_CAF_3w_2022Q1.xlsx"
    account = imported(path, ImportKind.ACTIVITIES).account
    fields = {c.header: c.field for c in account.columns}
    assert fields["SOUSPREFECTURE"] == "admin2"
    assert fields["ZONE"] == ""


def test_organisations_are_found_by_name_and_by_their_other_names() -> None:
    alias = NameAlias(id="n-1", name="HCR", stands_for="UNHCR", partner="p-unhcr")
    unhcr = Partner(id="p-unhcr", code="UNHCR", name="UN Refugee Agency")
    known = register(UNICEF, unhcr, alias)
    result = imported(DATA / "excerpt_CAF_3w_2022Q1.xlsx", ImportKind.ACTIVITIES, known)
    partners = {a.organisation: a.partner for a in taken(result, Activity)}
    assert partners["UNICEF"] == "p-uni"
    assert partners["HCR"] == "p-unhcr"
    assert partners["ACF"] is None
    assert "ACF" in {name.text for name in result.account.open_names}


def test_an_order_of_day_and_month_that_stays_open_is_asked_by_column(tmp_path: Path) -> None:
    path = tmp_path / "open.csv"
    path.write_text("Organisation,Sector,Start date\nACF,WASH,7/8/2022\nMSF,Health,1/2/2022\n")
    options = ImportOptions(ImportKind.ACTIVITIES, skip_bad=True)
    account = imported(path, ImportKind.ACTIVITIES, options=options).account
    assert account.is_refused
    assert codes(account.faults) == [(0, "C", COLUMN_OPEN)]
    assert "Start date" in said(account.faults)[0]
    told = ImportOptions(ImportKind.ACTIVITIES, date_order=DateOrder.DMY)
    result = imported(path, ImportKind.ACTIVITIES, options=told)
    assert [a.from_date for a in taken(result, Activity)] == [date(2022, 8, 7), date(2022, 2, 1)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("excerpt_MOZ_response_tracking_2019.xlsx", ImportKind.ACTIVITIES),
        ("excerpt_ETH_3w_2025-08.csv", ImportKind.ACTIVITIES),
        ("excerpt_GTM_345w.csv", ImportKind.ACTIVITIES),
        ("excerpt_conflict_BGD_hxl.csv", ImportKind.EVENTS),
        ("excerpt_inform_severity.csv", ImportKind.CRISES),
        ("excerpt_fts_plans_2022.csv", ImportKind.RESPONSE_PLANS),
        ("excerpt_idmc_displacement_hxl.csv", ImportKind.INDICATORS),
        ("excerpt_vetoes.csv", ImportKind.VETOES),
        ("excerpt_airports.csv", ImportKind.AIRFIELDS),
    ],
)
def test_the_same_file_again_changes_nothing(name: str, kind: ImportKind) -> None:
    first = imported(DATA / name, kind)
    assert first.changes
    second = again(DATA / name, kind, first)
    assert second.changes == ()
    assert second.account.counts[Fate.UNCHANGED] > 0


def test_deaths_have_low_best_and_high() -> None:
    result = imported(DATA / "excerpt_conflict_BGD_hxl.csv", ImportKind.EVENTS)
    events = taken(result, Event)
    assert all(event.from_date for event in events)
    wide = [e for e in events if e.deaths.low != e.deaths.high]
    assert wide
    assert all((e.deaths.low or 0) <= (e.deaths.value or 0) for e in wide)


def test_deaths_outside_their_own_range_are_told_with_it(tmp_path: Path) -> None:
    sheet = tmp_path / "events.csv"
    sheet.write_text("id,best,low,high,country,date_start\n1,3,0,0,Bangladesh,1991-02-27\n")
    result = imported(sheet, ImportKind.EVENTS)
    (text,) = [text for text in said(result.account.remarks) if "left open" in text]
    assert "Expected Deaths of the event to lie in its range, from 0 to 0, got 3." in text


def test_a_place_of_a_mission_with_no_unit_is_not_known_to_be_empty(tmp_path: Path) -> None:
    sheet = tmp_path / "deployments.csv"
    head = "mission,year,location,latitude,longitude,Infantry,eng,med\n"
    sheet.write_text(head + "MINUSCA,2022,Nola,3.5,16.0,0,0,0\nMINUSCA,2022,Obo,5.4,26.5,650,0,3\n")
    result = imported(sheet, ImportKind.DEPLOYMENTS)
    nola, obo = taken(result, Deployment)
    assert (nola.infantry.value, nola.engineers.value) == (None, None)
    assert (obo.infantry.value, obo.engineers.value, obo.medical.value) == (650, 0, 3)
    assert any("0 of every type of unit" in text for text in said(result.account.remarks))


def test_severity_of_one_crisis_stands_month_by_month() -> None:
    result = imported(DATA / "excerpt_inform_severity.csv", ImportKind.CRISES)
    of_caf = [s for s in taken(result, Severity) if s.code == "CAF001"]
    assert len({s.as_of for s in of_caf}) == 6
    assert of_caf[0].severity == 4.2
    # Not the column "INFORM Severity category (numeric)", which stands before it.
    assert of_caf[0].severity_category == "Very High"
    assert len({s.crisis for s in of_caf}) == 1


def test_a_new_crisis_has_its_countries_and_the_kind_of_its_drivers(tmp_path: Path) -> None:
    sheet = tmp_path / "crises.csv"
    sheet.write_text(
        "crisis_id,crisis_name,drivers,iso3,INFORM Severity Index,month\n"
        "ETH001,Drought in the east,Drought,ETH,3.0,2022-01-01\n"
        "REG001,A regional crisis,Conflict; Displacement,ETH; XXX,3.5,2022-01-01\n"
    )
    result = imported(sheet, ImportKind.CRISES, register(ETHIOPIA))
    (place,) = taken(result, Place)
    assert (place.name, place.place_kind, place.iso3) == ("Ethiopia", PlaceKind.COUNTRY, "ETH")
    drought, regional = taken(result, Crisis)
    assert drought.crisis_type is CrisisType.OBSTRUCTED_DISASTER
    assert regional.crisis_type is CrisisType.COMPLEX
    assert drought.places == regional.places == (place.id,)
    assert again(sheet, ImportKind.CRISES, result).changes == ()


def test_a_plan_keeps_what_it_asks_for_and_has() -> None:
    result = imported(DATA / "excerpt_fts_plans_2022.csv", ImportKind.RESPONSE_PLANS)
    plan = next(p for p in taken(result, ResponsePlan) if p.code == "HCAF22")
    assert plan.requirements.value == 461_253_975
    assert plan.funding.value == 175_119_633
    assert plan.in_need.value == 3_053_039


def test_na_is_namibia_among_countries_of_airfields() -> None:
    result = imported(DATA / "excerpt_airports.csv", ImportKind.AIRFIELDS)
    assert "NAM" in {place.iso3 for place in taken(result, Place)}


def test_runways_in_feet_are_kept_in_metres_with_the_longest_at_the_airfield() -> None:
    airfields = imported(DATA / "excerpt_airports.csv", ImportKind.AIRFIELDS)
    known = register(*created(airfields))
    result = imported(DATA / "excerpt_runways.csv", ImportKind.RUNWAYS, known)
    runways = taken(result, Runway)
    assert runways
    length = runways[0].length
    assert length.entered_unit == "ft"
    assert length.value is not None
    updates = [c for c in result.changes if isinstance(c, Update)]
    assert {u.kind for u in updates} == {Node.KIND}


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("ASP", Surface.PAVED),
        ("GRVL-DIRT-F", Surface.UNPAVED),
        ("ASPH/GRVL", Surface.UNPAVED),
        ("WATER", Surface.WATER),
        ("UNK", None),
    ],
)
def test_surfaces_are_sorted_by_what_can_land(text: str, surface: Surface | None) -> None:
    assert surface_of(text) is surface


def test_each_period_of_a_membership_is_known_by_itself(tmp_path: Path) -> None:
    sheet = tmp_path / "members.csv"
    sheet.write_text(
        "iso3,organization,status,from,to\n"
        "ETH,AU,member,1963-05-25,\n"
        "ETH,UN,member,1945-11-13,1950-01-01\n"
        "ETH,UN,member,1960-01-01,\n"
    )
    first = imported(sheet, ImportKind.MEMBERSHIPS, register(ETHIOPIA))
    periods = [m.from_date for m in taken(first, Membership)]
    assert periods == [date(1963, 5, 25), date(1945, 11, 13), date(1960, 1, 1)]
    undated = tmp_path / "list.csv"
    undated.write_text("iso3,organization,status\nETH,UN,member\n")
    known = register(ETHIOPIA, *created(first))
    second = imported(undated, ImportKind.MEMBERSHIPS, known)
    # The list of today is about the period that has not ended, though another stands first.
    assert second.changes == ()
    assert "import.membership_ended" not in {f.said.code for f in second.account.remarks}
    assert again(sheet, ImportKind.MEMBERSHIPS, first).changes == ()


def test_a_membership_that_is_known_to_have_ended_stays_ended(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    path.write_text(
        "country,organization,status\nUnited Kingdom,EU,member\nAustria,ITUC,NGOs\n"
        "Nowhere,EU,member\n"
    )
    from crisisplanner.domain.actors import Institution

    union = Institution(id="i-eu", code="EU", name="European Union")
    ended = Membership(id="m-1", institution="i-eu", member_iso3="GBR", to_date=date(2020, 2, 1))
    known = register(GREAT_BRITAIN, AUSTRIA, union, ended)
    result = imported(path, ImportKind.MEMBERSHIPS, known)
    assert result.changes == ()
    assert [row.fate for row in result.account.rows] == [
        Fate.UNCHANGED,
        Fate.LEFT_OUT,
        Fate.LEFT_OUT,
    ]
    assert (2, "C", "import.membership_ended") in codes(result.account.remarks)


def test_displacement_is_one_series_for_each_column() -> None:
    result = imported(DATA / "excerpt_idmc_displacement_hxl.csv", ImportKind.INDICATORS)
    values = taken(result, IndicatorValue)
    assert Counter(c.field.partition(".")[0] for c in result.account.columns)["best"] == 8
    abyei = [v for v in values if v.iso3 == "AB9" and v.from_date == date(2014, 1, 1)]
    assert [v.best for v in abyei] == [20_000, 20_000]


def test_vetoes_keep_who_cast_them_on_which_day() -> None:
    result = imported(DATA / "excerpt_vetoes.csv", ImportKind.VETOES)
    vetoes = taken(result, Veto)
    assert all(v.cast_by for v in vetoes)
    assert all(v.on_date is not None for v in vetoes)


def test_aid_is_kept_by_year_and_the_newest_stands_with_the_partner() -> None:
    known = register(AUSTRIA, KOREA)
    result = imported(DATA / "excerpt_latest_oda.csv", ImportKind.CAPACITY, known)
    partners = {p.iso3: p for p in taken(result, Partner)}
    assert partners["AUT"].oda.value == 1_847_060_000
    assert partners["AUT"].oda.as_of == date(2022, 12, 31)
    assert "KOR" in partners


def test_spellings_of_one_name_are_kept_once() -> None:
    path = DATA / "excerpt_org_name_aliases.csv"
    result = imported(path, ImportKind.ALIASES, register(UNICEF))
    aliases = taken(result, NameAlias)
    assert {a.partner for a in aliases if a.acronym == "UNICEF"} == {"p-uni"}
    assert result.account.counts[Fate.LEFT_OUT] > 0


def test_ids_do_not_depend_on_who_imports() -> None:
    first = imported(MOZ, ImportKind.ACTIVITIES, Register({}))
    second = imported(MOZ, ImportKind.ACTIVITIES, Register({}))
    ids = [c.entity.id for c in first.changes if isinstance(c, Create)]
    assert ids == [c.entity.id for c in second.changes if isinstance(c, Create)]


@pytest.mark.parametrize("name", ["activities.csv", "activities.xlsx", "activities.hxl.csv"])
def test_exported_activities_are_the_same_when_imported_again(tmp_path: Path, name: str) -> None:
    first = taken(imported(MOZ, ImportKind.ACTIVITIES), Activity)
    known = register(*first)
    headers, rows = table_of(ImportKind.ACTIVITIES, first, known)
    tags = [tags_of(ImportKind.ACTIVITIES, headers)] if ".hxl" in name else []
    write_sheet(tmp_path / name, headers, [*tags, *rows])
    account = imported(tmp_path / name, ImportKind.ACTIVITIES, known).account
    assert account.counts[Fate.UNCHANGED] == len(first)
    assert account.counts[Fate.UPDATED] + account.counts[Fate.CREATED] == 0
    empty = taken(imported(tmp_path / name, ImportKind.ACTIVITIES), Activity)
    assert {a.id for a in empty} == {a.id for a in first}


def test_the_code_of_an_area_tells_the_country_and_the_account_says_so(tmp_path: Path) -> None:
    sheet = tmp_path / "woredas.csv"
    sheet.write_text(
        "Organisation,Cluster,Woreda,WoredaPcod\nWFP,Food,Chifra,ET020105\nIRC,Food,Gode,0205\n",
        encoding="utf-8",
    )
    result = imported(sheet, ImportKind.ACTIVITIES, register(ETHIOPIA))
    assert [one.iso3 for one in taken(result, Activity)] == ["ETH", ""]
    said = [one.said for one in result.account.remarks if one.said.code == "import.country_by_code"]
    assert [one.values["n"] for one in said] == [1]
    known = register(ETHIOPIA, *(replace(one, iso3="") for one in taken(result, Activity)))
    assert imported(sheet, ImportKind.ACTIVITIES, known).account.created == ()


def test_dates_that_are_likely_slips_are_told_and_kept(tmp_path: Path) -> None:
    sheet = tmp_path / "slips.csv"
    sheet.write_text(
        "Organisation,Cluster,Start date,End date\nWFP,Food,1919-03-01,2019-03-31\n"
        "IRC,Food,2019-03-01,2091-03-31\n",
        encoding="utf-8",
    )
    options = ImportOptions(ImportKind.ACTIVITIES, today=date(2026, 1, 1))
    result = read_import(sheet, options, register(), new_id=lambda: uuid4().hex)
    told = [
        one.position.row
        for one in result.account.remarks
        if one.said.code == "import.unlikely_date"
    ]
    assert told == [2, 3]
    assert {one.from_date for one in taken(result, Activity)} == {
        date(1919, 3, 1),
        date(2019, 3, 1),
    }


def test_a_value_out_of_bounds_is_left_open_the_first_and_every_other_time(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("id,date,deaths,latitude,longitude\nE1,2022-03-01,4,95.0,18.5\n")
    first = imported(path, ImportKind.EVENTS)
    assert (2, "D", "import.left_open") in codes(first.account.remarks)
    assert taken(first, Event)[0].latitude is None
    second = again(path, ImportKind.EVENTS, first)
    assert second.account.counts[Fate.UNCHANGED] == 1
    assert (2, "D", "import.left_open") in codes(second.account.remarks)
