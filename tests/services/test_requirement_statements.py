"""Requirement statements on a real workspace: what is asked, of whom, and what is not told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.requests import CapabilityRequest, RequestState
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services.matching.running import adopt_match, forbid_pair, prepare_match
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.requests import ask_partner, asking_for
from crisisplanner.services.requirement_statements import draft_statement, write_statement
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import find_plan
from crisisplanner.wording.catalogue import Wording

HOSPITALS = "Role 2 hospitals, Bunia"


def hospitals(session: Session) -> Requirement:
    return next(one for one in session.all(Requirement) if one.title == HOSPITALS)


@pytest.fixture
def matched(bunia: Session) -> Session:
    prepared = prepare_match(bunia, find_plan(bunia, None).id)
    adopt_match(bunia, prepared, solve_match(prepared.problem, MatchWish()))
    return bunia


def printed(path: Path) -> str:
    reader = pypdf.PdfReader(path)
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_a_draft_asks_first_who_has_one_that_is_kept_away(matched: Session) -> None:
    draft = draft_statement(matched, hospitals(matched).id)
    assert (draft.partners[0].name, draft.partners[0].cause) == ("Germany", "caveat")
    assert {one.name for one in draft.partners if one.offers_it} >= {"Germany", "France"}
    assert draft.quantity == 2
    said = Wording().message(draft.why)
    assert said.startswith("What is promised so far covers 48\u00a0% of it.")


def test_a_draft_asks_last_whose_offer_we_forbade_and_later_who_comes_too_late(
    matched: Session,
) -> None:
    need = hospitals(matched)
    germany = draft_statement(matched, need.id).partners[0]
    offer = matched.select(Offer, partner=germany.id, type=need.type, retired=False)[0]
    forbid_pair(matched, offer.id, need.id)
    asked = draft_statement(matched, need.id).partners
    assert asked[0].cause not in ("forbidden", "late")
    places = {one.id: number for number, one in enumerate(asked)}
    forbidden = [places[one.id] for one in asked if one.cause == "forbidden"]
    assert all(place >= len(asked) - len(forbidden) for place in forbidden)


def test_a_statement_says_what_where_when_and_why(matched: Session, tmp_path: Path) -> None:
    need, path = hospitals(matched), tmp_path / "statement.pdf"
    draft = draft_statement(matched, need.id)
    asking = replace(
        asking_for(matched, draft.partners[0].id, need), text="The town has many wounded."
    )
    groups = matched.file.position()
    write_statement(matched, asking, path, words=Wording())
    text = printed(path)
    for part in (
        "Requirement statement: Role 2 hospital",
        "To Germany",
        "2 hospitals",
        "D+10, 9 June 2003",
        "D+94, 1 September 2003",
        "The town has many wounded.",
        "Field hospital",
        "The hospital may stay in Entebbe only",
        "How much can you bring?",
        "TRAINING",
    ):
        assert part in text
    assert matched.file.position() == groups


def test_a_statement_tells_a_partner_nothing_of_the_others(
    matched: Session, tmp_path: Path
) -> None:
    need, path = hospitals(matched), tmp_path / "statement.pdf"
    draft = draft_statement(matched, need.id)
    austria = next(one for one in draft.partners if one.name == "Austria")
    write_statement(matched, asking_for(matched, austria.id, need), path, words=Wording())
    text = printed(path)
    assert "To Austria" in text
    for other in ("Germany", "France", "United Kingdom", "Entebbe"):
        assert other not in text


def test_a_plan_that_was_not_matched_asks_for_all_that_is_needed(bunia: Session) -> None:
    draft = draft_statement(bunia, hospitals(bunia).id)
    assert draft.quantity == hospitals(bunia).quantity.value
    assert Wording().message(draft.why) == "The plan needs it, and nobody is planned for it yet."


def test_a_statement_never_replaces_a_file_of_another_kind(
    matched: Session, tmp_path: Path
) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my notes")
    asking = asking_for(
        matched, draft_statement(matched, hospitals(matched).id).partners[0].id, hospitals(matched)
    )
    with pytest.raises(CrisisPlannerError):
        write_statement(matched, asking, path, words=Wording())
    assert path.read_text() == "my notes"


def test_asking_is_one_step_that_undo_takes_back(matched: Session) -> None:
    need = hospitals(matched)
    germany = draft_statement(matched, need.id).partners[0]
    ask_partner(matched, asking_for(matched, germany.id, need))
    (stored,) = matched.select(CapabilityRequest, requirement=need.id)
    assert (stored.state, stored.quantity.value) == (RequestState.REQUESTED, 2)
    matched.file.undo(matched.author)
    assert matched.select(CapabilityRequest, requirement=need.id) == ()
