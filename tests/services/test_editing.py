"""Edits change one thing, say so in the journal, and can be taken back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import Entity
from crisisplanner.domain.errors import CrisisPlannerError, ErrorKind
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.offers import Caveat, Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.register import Place
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services.editing import (
    change_field,
    change_fields,
    differs_from_original,
    erase_fields,
    history,
    next_redo,
    next_undo,
    parse_entry,
    redo,
    remove_entity,
    restore_original,
    retire_entity,
    typed_figure,
    undo,
)
from crisisplanner.services.session import Session
from crisisplanner.wording.catalogue import Wording


def _offer(session: Session) -> Offer:
    return min(session.all(Offer), key=lambda offer: offer.code)


def test_an_edit_is_undone_and_redone(bunia: Session) -> None:
    offer = _offer(bunia)
    change_field(bunia, "offer", offer.id, "quantity", 3.0)
    assert bunia.get(Offer, offer.id).quantity.value == 3.0
    undo(bunia)
    assert bunia.get(Offer, offer.id) == offer
    redo(bunia)
    assert bunia.get(Offer, offer.id).quantity.value == 3.0


def test_a_typed_number_becomes_an_assumption_of_its_author(bunia: Session) -> None:
    offer = _offer(bunia)
    change_field(bunia, "offer", offer.id, "quantity", 3.0)
    quantity = bunia.get(Offer, offer.id).quantity
    assert (quantity.basis, quantity.source) == (Basis.ASSUMPTION, "Maya")


def test_the_same_value_typed_again_keeps_its_source(bunia: Session) -> None:
    offer = _offer(bunia)
    sourced = Figure(
        4.0,
        offer.quantity.unit,
        low=3.0,
        basis=Basis.SOURCED,
        source="Letter of 3 June",
        as_of=date(2003, 6, 3),
    )
    change_field(bunia, "offer", offer.id, "quantity", sourced)
    change_field(bunia, "offer", offer.id, "quantity", 4.0)
    assert bunia.get(Offer, offer.id).quantity == sourced
    other = typed_figure(bunia, sourced, 5.0)
    assert (other.value, other.low, other.basis) == (5.0, None, Basis.ASSUMPTION)
    assert other.source == "Maya"


def test_the_same_value_in_another_unit_is_of_who_typed_it(bunia: Session) -> None:
    weeks = Figure(2.0, "week").in_unit("d")
    sourced = replace(weeks, basis=Basis.SOURCED, source="Letter of 3 June")
    assert typed_figure(bunia, sourced, weeks) == sourced
    assert typed_figure(bunia, sourced, 14.0).source == "Maya"


def test_what_goes_along_with_an_edit_never_goes_with_that_of_another_thread(
    bunia: Session,
) -> None:
    place, offer = Place(id="new-place", name="Mahagi"), bunia.all(Offer)[0]
    with bunia.along([place]):
        with ThreadPoolExecutor(1) as other:
            other.submit(change_field, bunia, "offer", offer.id, "code", "theirs").result()
        assert bunia.find(Place, place.id) is None
        change_field(bunia, "offer", offer.id, "origin", place.id)
    (group,) = history(bunia, limit=1)
    assert {entry.kind for entry in bunia.file.entries(group.id)} == {"offer", "place"}


def test_what_undo_takes_back_is_named(bunia: Session) -> None:
    assert next_undo(bunia) is None
    change_field(bunia, "offer", _offer(bunia).id, "quantity", 3.0)
    group = next_undo(bunia)
    assert group is not None
    assert Wording().message(group.what).startswith("Changed Quantity of offer")
    assert next_redo(bunia) is None


def test_a_bad_value_is_refused_and_nothing_changes(bunia: Session) -> None:
    offer = _offer(bunia)
    with pytest.raises(CrisisPlannerError) as refusal:
        change_field(bunia, "offer", offer.id, "quantity", -1.0)
    assert refusal.value.kind is ErrorKind.BAD_INPUT
    assert bunia.get(Offer, offer.id) == offer
    assert next_undo(bunia) is None


@pytest.mark.parametrize(
    ("entity_type", "field"),
    [
        (Requirement, "priority"),
        (Requirement, "min_partners"),
        (Requirement, "minimum_share"),
        (Offer, "state"),
        (Plan, "weight_essential"),
        (Caveat, "effect"),
    ],
)
def test_a_word_or_number_that_the_program_counts_on_is_never_emptied(
    bunia: Session, entity_type: type[Entity], field: str
) -> None:
    thing = bunia.all(entity_type)[0]
    with pytest.raises(CrisisPlannerError, match=r"field\.required"):
        change_field(bunia, thing.KIND, thing.id, field, None)
    assert bunia.get(entity_type, thing.id) == thing


def test_removing_a_thing_in_use_is_refused_with_its_uses(bunia: Session) -> None:
    used = _offer(bunia).type
    with pytest.raises(CrisisPlannerError) as refusal:
        remove_entity(bunia, "capability_type", used)
    assert refusal.value.kind is ErrorKind.REFUSED
    assert bunia.find(CapabilityType, used) is not None


def test_a_retired_thing_stays_but_is_left_out(bunia: Session) -> None:
    offer = _offer(bunia)
    retire_entity(bunia, "offer", offer.id)
    assert offer.id not in {o.id for o in bunia.all(Offer)}
    assert bunia.get(Offer, offer.id).retired


def test_a_changed_original_is_told_and_brought_back(bunia: Session) -> None:
    kind = "capability_type"
    original = bunia.all(CapabilityType)[0]
    assert not differs_from_original(bunia, kind, original.id)
    change_field(bunia, kind, original.id, "name", "Something else")
    assert differs_from_original(bunia, kind, original.id)
    restore_original(bunia, kind, original.id)
    assert bunia.get(CapabilityType, original.id) == original


def test_an_adopted_match_is_no_change_of_the_plan_and_outlives_its_return(bunia: Session) -> None:
    plan = bunia.all(Plan)[0]
    change_fields(bunia, "plan", plan.id, {"match_run": "a run", "matched_at": 7})
    assert not differs_from_original(bunia, "plan", plan.id)
    change_field(bunia, "plan", plan.id, "title", "Something else")
    assert differs_from_original(bunia, "plan", plan.id)
    restore_original(bunia, "plan", plan.id)
    assert bunia.get(Plan, plan.id).title == plan.title
    assert bunia.get(Plan, plan.id).match_run == "a run"


def test_nothing_of_a_fresh_case_is_told_as_changed(bunia: Session) -> None:
    changed = [
        (kind, one) for kind, one in bunia.shipped() if differs_from_original(bunia, kind, one)
    ]
    assert not changed


def test_the_history_lists_newest_first(bunia: Session) -> None:
    offer = _offer(bunia)
    change_field(bunia, "offer", offer.id, "quantity", 3.0)
    change_field(bunia, "offer", offer.id, "source", "a letter")
    said = [Wording().message(group.what) for group in history(bunia)]
    assert said[0].startswith("Changed Source")
    assert said[-1].startswith("Created workspace from case")


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("quantity", "1,400", 1400.0),
        ("quantity", "1,5", 1.5),
        ("quantity", "1 400.5", 1400.5),
        ("available_from", "D-3", Day(-3)),
        ("quantity", "", None),
        ("notice", "3 weeks", Figure(21.0, "d", entered_unit="week")),
        ("notice", "36 h", Figure(1.5, "d", entered_unit="h")),
        ("notice", "5 days", Figure(5.0, "d")),
        ("available_from", "D+24", Day(24)),
        ("available_from", "2003-06-12", date(2003, 6, 12)),
        ("state", "in_theatre", "in_theatre"),
        ("description", "  two words ", "two words"),
    ],
)
def test_typed_text_is_read_as_its_field_holds_it(field: str, typed: str, value: object) -> None:
    assert parse_entry("offer", field, typed) == value


@pytest.mark.parametrize(
    ("field", "typed"),
    [("quantity", "many"), ("quantity", "1,2,3"), ("quantity", "nan"), ("available_from", "soon")],
)
def test_typed_text_that_does_not_fit_is_refused(field: str, typed: str) -> None:
    with pytest.raises(CrisisPlannerError):
        parse_entry("offer", field, typed)


def test_what_is_erased_is_gone_from_thing_and_history(bunia: Session) -> None:
    offer = _offer(bunia)
    change_field(bunia, "offer", offer.id, "source", "Zawadi Kahindo")
    erase_fields(bunia, "offer", offer.id, ["source"], why="she asked for it")
    newest = history(bunia)[0]
    assert (newest.author, newest.why) == ("Maya", "she asked for it")
    assert bunia.get(Offer, offer.id).source == ""
    kept = [entry for group in history(bunia) for entry in bunia.file.entries(group.id)]
    assert "Zawadi" not in repr(kept)


@pytest.mark.parametrize(("field", "why"), [("source", " "), ("nose", "she asked"), ("id", "x")])
def test_erasing_needs_a_reason_and_a_field(bunia: Session, field: str, why: str) -> None:
    before = bunia.file.position()
    with pytest.raises(CrisisPlannerError):
        erase_fields(bunia, "offer", _offer(bunia).id, [field], why=why)
    assert bunia.file.position() == before
