"""What a person says of a sheet: its columns, their dates and units, what its names mean."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crisisplanner.domain.account import (
    DateOrder,
    Fate,
    ImportKind,
    ImportOptions,
    NameChoice,
    SavedMapping,
)
from crisisplanner.domain.activities import Activity
from crisisplanner.domain.actors import Partner
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.register import Place
from crisisplanner.domain.sources import ImportSource, NameAlias
from crisisplanner.domain.terms import PartnerKind
from crisisplanner.services import editing
from crisisplanner.services.importing import (
    fields_of,
    known_sources,
    prepare_import,
    things_called,
    write_import,
)
from crisisplanner.services.new_names import thing_named
from crisisplanner.services.session import Session

SHEET = (
    "Organisation,Cluster,Where,Begin,Begin\n"
    "Unicef Bangui,WASH,Bria,7/8/2022,8/8/2022\n"
    "Unicef Bangui,Health,Bria,7/9/2022,8/9/2022\n"
)
ACTIVITIES = ImportOptions(ImportKind.ACTIVITIES, source="OCHA")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Write a sheet whose dates can be read in two ways."""
    path = tmp_path / "sheet.csv"
    path.write_text(SHEET)
    return path


@pytest.fixture
def unicef(empty: Session) -> str:
    """Know one partner."""
    partner = Partner(
        id="p-unicef", code="UNICEF", name="Children’s Fund", partner_kind=PartnerKind.UN_AGENCY
    )
    editing.create_entity(empty, partner)
    return partner.id


def _with(**said: object) -> ImportOptions:
    mapping = SavedMapping(**said)  # type: ignore[arg-type] # each test names its own fields
    return ImportOptions(ImportKind.ACTIVITIES, source="OCHA", mapping=mapping)


def test_a_person_says_what_each_column_is_and_which_is_left_out(
    empty: Session, sheet: Path
) -> None:
    options = _with(
        columns=(("Where", "admin1"), ("D:Begin", "from_date"), ("E:Begin", "")),
        date_orders=(("D:Begin", DateOrder.DMY),),
    )
    asked = prepare_import(empty, sheet, options).account
    assert asked.is_refused is False
    fields = {column.letter: column.field for column in asked.columns}
    assert fields == {"A": "organisation", "B": "sector", "C": "admin1", "D": "from_date", "E": ""}


def test_only_the_column_that_is_open_asks_for_its_order(empty: Session, sheet: Path) -> None:
    options = _with(columns=(("D:Begin", "from_date"), ("E:Begin", "to_date")))
    account = prepare_import(empty, sheet, options).account
    assert account.is_refused
    assert [c.open_date for c in account.columns if c.is_date] == ["7/8/2022", "8/9/2022"]


def test_a_name_means_what_a_person_chose_and_is_kept(
    empty: Session, sheet: Path, unicef: str
) -> None:
    options = ImportOptions(
        ImportKind.ACTIVITIES,
        source="OCHA",
        date_order=DateOrder.DMY,
        names=(NameChoice("partner", "Unicef Bangui", unicef),),
    )
    prepared = prepare_import(empty, sheet, options)
    assert "Unicef Bangui" not in {name.text for name in prepared.account.open_names}
    write_import(empty, prepared)
    assert {activity.partner for activity in empty.all(Activity)} == {unicef}
    (alias,) = empty.all(NameAlias)
    assert (alias.name, alias.partner, alias.source) == ("Unicef Bangui", unicef, "OCHA")
    again = prepare_import(empty, sheet, ACTIVITIES)
    assert again.account.counts[Fate.UNCHANGED] == 2


def test_candidates_come_with_what_they_are(empty: Session, sheet: Path, unicef: str) -> None:
    del unicef
    sheet.write_text(SHEET.replace("Unicef Bangui", "Childrens Fund Bangui"))
    account = prepare_import(empty, sheet, ACTIVITIES).account
    (name,) = (n for n in account.open_names if n.kind == "partner")
    assert name.candidates == ("UNICEF Children’s Fund",)
    assert name.candidate_ids == ("p-unicef",)


def test_a_refused_offer_is_taken_once_its_partner_is_named(
    empty: Session, tmp_path: Path, unicef: str
) -> None:
    file = tmp_path / "offers.csv"
    file.write_text("Partner,Capability,Quantity\nUnicef Bangui,water units,2\n")
    refused = prepare_import(empty, file, ImportOptions(ImportKind.OFFERS)).account
    assert {name.kind for name in refused.open_names} == {"partner", "capability_type"}
    water = next(i for i, label in things_called(empty, "capability_type") if "H-WSH-01" in label)
    names = (
        NameChoice("partner", "Unicef Bangui", unicef),
        NameChoice("capability_type", "water units", water),
    )
    write_import(empty, prepare_import(empty, file, ImportOptions(ImportKind.OFFERS, names=names)))
    (offer,) = empty.all(Offer)
    assert (offer.partner, offer.type) == (unicef, water)
    assert prepare_import(empty, file, ImportOptions(ImportKind.OFFERS)).account.is_refused is False


def test_a_source_is_read_as_the_last_time(empty: Session, sheet: Path) -> None:
    options = _with(
        columns=(("Where", "admin2"), ("D:Begin", "from_date"), ("E:Begin", "")),
        date_orders=(("D:Begin", DateOrder.MDY),),
    )
    write_import(empty, prepare_import(empty, sheet, options))
    assert known_sources(empty, ImportKind.ACTIVITIES) == ("OCHA",)
    (kept,) = empty.all(ImportSource)
    assert '"D:Begin": "MDY"' in kept.mapping
    account = prepare_import(empty, sheet, ACTIVITIES).account
    assert {c.letter: c.field for c in account.columns}["C"] == "admin2"
    assert account.counts[Fate.UNCHANGED] == 2


def test_what_a_row_changes_is_told_before_and_after(empty: Session, tmp_path: Path) -> None:
    file = tmp_path / "partners.csv"
    file.write_text("Code,Name,Kind\nNOR,Norway,state\n")
    write_import(empty, prepare_import(empty, file, ImportOptions(ImportKind.PARTNERS)))
    file.write_text("Code,Name,Kind,Ring\nNOR,Norway,state,core\n")
    account = prepare_import(empty, file, ImportOptions(ImportKind.PARTNERS)).account
    (row,) = account.rows
    assert [(c.field, c.before, c.after) for c in row.changed] == [("ring", None, "core")]


def test_a_unit_that_a_person_names_is_converted(empty: Session, tmp_path: Path) -> None:
    file = tmp_path / "offers.csv"
    file.write_text("Code,Partner,Capability,Quantity,Notice\nA-1,NOR,H-WSH-01,2,3\n")
    partner = Partner(id="p-nor", code="NOR", name="Norway", partner_kind=PartnerKind.STATE)
    editing.create_entity(empty, partner)
    mapping = SavedMapping(units=(("Notice", "week"),))
    options = ImportOptions(ImportKind.OFFERS, mapping=mapping)
    write_import(empty, prepare_import(empty, file, options))
    (offer,) = empty.all(Offer)
    assert (offer.notice.value, offer.notice.entered_unit) == (21, "week")


def test_the_fields_of_a_kind_are_offered_needed_ones_first() -> None:
    choices = fields_of(ImportKind.ACTIVITIES)
    assert choices[0].is_needed
    assert {"organisation", "sector", "people_reached", "people_reached.low"} <= {
        choice.key for choice in choices
    }


def test_a_name_that_nobody_knows_becomes_a_partner_and_a_place_with_the_import(
    empty: Session, sheet: Path
) -> None:
    options = _with(
        columns=(("Where", "admin1"), ("D:Begin", "from_date"), ("E:Begin", "")),
        date_orders=(("D:Begin", DateOrder.DMY),),
    )
    names = (NameChoice("partner", "Unicef Bangui"), NameChoice("place", "Bria"))
    prepared = prepare_import(empty, sheet, replace(options, names=names))
    assert prepared.account.open_names == ()
    write_import(empty, prepared)
    (partner,) = [p for p in empty.all(Partner) if p.name == "Unicef Bangui"]
    assert (partner.partner_kind, partner.source) == (PartnerKind.NGO, "OCHA")
    (place,) = [p for p in empty.all(Place) if p.name == "Bria"]
    assert {(a.partner, a.place) for a in empty.all(Activity)} == {(partner.id, place.id)}
    editing.undo(empty)
    assert not [p for p in empty.all(Partner) if p.name == "Unicef Bangui"]


def test_a_country_that_is_added_is_a_state(empty: Session) -> None:
    made = thing_named(empty, NameChoice("partner", "chad"), "a sheet")
    assert isinstance(made, Partner)
    assert (made.partner_kind, made.iso3, made.code) == (PartnerKind.STATE, "TCD", "TCD")
    with pytest.raises(CrisisPlannerError):
        thing_named(empty, NameChoice("capability_type", "Water"), "a sheet")


def test_a_country_is_said_for_rows_that_name_none(empty: Session, tmp_path: Path) -> None:
    sheet = tmp_path / "activities.csv"
    sheet.write_text("Organisation,Cluster,ISO3\nOne,WASH,\nTwo,Health,ETH\n")
    plain = ImportOptions(ImportKind.ACTIVITIES, source="OCHA")
    write_import(empty, prepare_import(empty, sheet, plain))
    # What was imported before is the same activity, and learns its country.
    prepared = prepare_import(empty, sheet, replace(plain, country="moz"))
    assert prepared.account.counts[Fate.UPDATED] == 1
    write_import(empty, prepared)
    assert {a.organisation: a.iso3 for a in empty.all(Activity)} == {"One": "MOZ", "Two": "ETH"}
    for wrong in (replace(plain, country="XYZ"), ImportOptions(ImportKind.VETOES, country="MOZ")):
        with pytest.raises(CrisisPlannerError):
            prepare_import(empty, sheet, wrong)
