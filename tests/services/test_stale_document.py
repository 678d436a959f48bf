"""The printed plan of a match that went old: what tells of the match is as it was matched."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crisisplanner.domain.activities import ResponsePlan
from crisisplanner.domain.actors import Partner
from crisisplanner.domain.changes import Create, Update
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.messages import message
from crisisplanner.domain.money import Money
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plan_document import Block, PlanDocument, Prose, ProseRole
from crisisplanner.domain.plans import Plan, PlanText
from crisisplanner.domain.register import Place
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import Crisis
from crisisplanner.services import editing
from crisisplanner.services.matching.running import adopt_match, prepare_match
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.matching.view_reading import read_match
from crisisplanner.services.publishing import export_plan, plan_document
from crisisplanner.services.session import Session
from crisisplanner.services.version_keeping import make_version
from crisisplanner.services.workspaces import find_plan
from crisisplanner.wording.catalogue import Wording
from tests.reporting.boxes import page_texts

OF_THE_MATCH = ("13", "14", "15", "19")


@pytest.fixture
def matched(bunia: Session) -> Session:
    prepared = prepare_match(bunia, find_plan(bunia, None).id)
    adopt_match(bunia, prepared, solve_match(prepared.problem, MatchWish(gap=0.01)))
    return bunia


def document_of(session: Session) -> PlanDocument:
    return plan_document(session, find_plan(session, None).id)


def blocks_of(document: PlanDocument, number: str) -> tuple[Block, ...]:
    """Give what a section says, without what is said of the match going old."""
    (section,) = (one for one in document.sections if one.number == number)
    return tuple(
        block
        for block in section.blocks
        if not (
            isinstance(block, Prose)
            and block.role is ProseRole.WARNING
            and "as_matched" in repr(block.text)
        )
    )


def used_requirement(session: Session) -> Requirement:
    """Give the first requirement that something covers."""
    view = read_match(session, find_plan(session, None).id).view
    need = next(one for one in view.needs if one.allocations and not one.is_gap)
    return session.get(Requirement, need.id)


def test_sections_of_the_match_stay_as_matched_whatever_is_edited(matched: Session) -> None:
    before = document_of(matched)
    need = used_requirement(matched)
    plan = find_plan(matched, None)
    assert plan.d_date is not None
    view = read_match(matched, plan.id).view
    shown = view.need(need.id)
    assert shown is not None
    used = shown.allocations[0]
    editing.change_field(matched, Offer.KIND, used.offer, "quantity", Figure(77, "unit"))
    editing.change_field(matched, Partner.KIND, used.partner.id, "name", "Ruritania")
    editing.change_field(matched, Offer.KIND, used.offer, "daily_cost", Figure(9e6, "money/d"))
    moved = plan.d_date + timedelta(days=3)
    editing.change_field(matched, Plan.KIND, plan.id, "d_date", moved)
    after = document_of(matched)
    for number in OF_THE_MATCH:
        assert blocks_of(after, number) == blocks_of(before, number)
    curve_and_figures = blocks_of(after, "2")
    assert curve_and_figures == blocks_of(before, "2")
    annexes = repr([one for one in after.sections if not one.number.isdigit()])
    assert "Ruritania" in annexes
    assert after.identity.changes_since_match == 4


def test_an_edited_requirement_is_printed_as_matched_and_called_edited(matched: Session) -> None:
    need = used_requirement(matched)
    editing.change_field(matched, Requirement.KIND, need.id, "quantity", Figure(987654, "unit"))
    after = document_of(matched)
    for number in ("2", *OF_THE_MATCH):
        assert "987654" not in repr(blocks_of(after, number))
    assert "document.since.changed" in repr(blocks_of(after, "13"))
    (annex,) = (one for one in after.sections if one.anchor == "annex-requirements")
    assert "987654" in repr(annex)


def test_what_people_wrote_since_is_printed_in_sections_of_the_match(matched: Session) -> None:
    need = used_requirement(matched)
    editing.change_field(matched, Requirement.KIND, need.id, "quantity", Figure(77, "unit"))
    text = PlanText(
        id=matched.outside.new_id(),
        plan=find_plan(matched, None).id,
        section="13",
        text="Written after the match.",
    )
    matched.write(message("value.yes"), [Create(text)])
    assert "Written after the match." in repr(blocks_of(document_of(matched), "13"))


def test_each_section_of_the_match_says_so_and_section_1_lists_the_changes(
    matched: Session, words: Wording
) -> None:
    need = used_requirement(matched)
    plan = find_plan(matched, None)
    assert plan.d_date is not None
    editing.change_field(matched, Requirement.KIND, need.id, "quantity", Figure(77, "unit"))
    moved = plan.d_date + timedelta(days=3)
    editing.change_field(matched, Plan.KIND, plan.id, "d_date", moved)
    document = document_of(matched)
    for number in OF_THE_MATCH:
        (section,) = (one for one in document.sections if one.number == number)
        said = [words.value(one.text) for one in section.blocks[:2] if isinstance(one, Prose)]
        assert said[0].startswith("As matched, before 2 changes")
        assert said[1].startswith("D was ")
    (first,) = (one for one in document.sections if one.number == "1")
    assert "document.part.since_match" in repr(first.blocks)


def test_the_paper_of_a_plan_whose_requirement_is_gone_and_new_has_all_its_links(
    matched: Session, tmp_path: Path, words: Wording
) -> None:
    need = used_requirement(matched)
    new = replace(need, id=matched.outside.new_id(), title="Engineers since", code="zz")
    matched.write(message("value.yes"), [Create(new)])
    editing.retire_entity(matched, Requirement.KIND, need.id)
    path = tmp_path / "plan.pdf"
    export_plan(matched, find_plan(matched, None).id, path, words=words)
    text = " ".join(" ".join(page_texts(path)).split())
    assert "Matched before 2 changes" in text
    assert "Matched, and taken out of the plan since" in text
    assert "Engineers since" in text
    assert "entered since, not matched yet" in text


def test_a_version_of_an_old_match_prints_as_the_draft_did(matched: Session) -> None:
    need = used_requirement(matched)
    editing.change_field(matched, Requirement.KIND, need.id, "quantity", Figure(77, "unit"))
    before = document_of(matched)
    make_version(matched, find_plan(matched, None).id, "One")
    after = document_of(matched)
    for number in ("2", *OF_THE_MATCH):
        assert blocks_of(after, number) == blocks_of(before, number)


def test_the_marking_covers_what_was_more_closed_when_it_was_matched(bunia: Session) -> None:
    offer = bunia.all(Offer)[0]
    bunia.write(message("value.yes"), [Update(Offer.KIND, offer.id, {"marking": Marking("AMBER")})])
    prepared = prepare_match(bunia, find_plan(bunia, None).id)
    adopt_match(bunia, prepared, solve_match(prepared.problem, MatchWish(gap=0.01)))
    level = document_of(bunia).identity.marking.level
    quantity = Figure(3, "unit")
    bunia.write(
        message("value.yes"),
        [Update(Offer.KIND, offer.id, {"marking": Marking("CLEAR"), "quantity": quantity})],
    )
    assert document_of(bunia).identity.marking.level == level


@pytest.fixture
def cheap_response_plan(matched: Session) -> Session:
    """Enter a response plan that asks for a fraction of what the match costs."""
    crisis = matched.all(Crisis)[0]
    places = [matched.get(Place, one) for one in crisis.places]
    country = next(place.iso3 for place in places if place.iso3)
    asked = ResponsePlan(
        id="hrp",
        code="HRP",
        name="Appeal 2003",
        countries=(country,),
        requirements=Figure(1_000_000, "USD"),
    )
    matched.write(message("value.yes"), [Create(asked)])
    return matched


def test_a_cost_far_above_the_response_plan_is_remarked_on_with_both_figures(
    cheap_response_plan: Session, words: Wording, tmp_path: Path
) -> None:
    session = cheap_response_plan
    plan = find_plan(session, None)
    figures = read_match(session, plan.id).view.figures
    assert figures is not None
    asked = figures.far_above
    assert asked is not None
    assert (asked.name, asked.amount) == ("Appeal 2003", 1_000_000)
    path = tmp_path / "plan.pdf"
    export_plan(session, plan.id, path, words=words)
    text = " ".join(" ".join(page_texts(path)).split())
    cost = words.value(Money(figures.cost, figures.currency)).replace("\u00a0", " ")
    assert f"The plan costs {cost}" in text.replace("\u00a0", " ")
    assert "that Appeal 2003 asks for" in text
    dear = Figure(1e12, "USD")
    session.write(message("value.yes"), [Update("response_plan", "hrp", {"requirements": dear})])
    figures = read_match(session, plan.id).view.figures
    assert figures is not None
    assert figures.far_above is None


@pytest.fixture(scope="module")
def words() -> Wording:
    return Wording()
