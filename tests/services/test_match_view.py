"""What the match page is given: standing, figures, changes, reasons, and what it leaves out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crisisplanner.domain.days import Day
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.match import Match
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.problem import ArrivalPart
from crisisplanner.domain.requirements import Allocation, Requirement
from crisisplanner.services import editing
from crisisplanner.services.matching import running
from crisisplanner.services.matching.match_view import MarkKind, MatchView, NeedView, Standing
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.matching.view_reading import MatchReading, read_match
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import find_plan
from crisisplanner.wording.catalogue import Wording

GROUP = "Special operations task group"


def plan_of(session: Session) -> Plan:
    return find_plan(session, None)


def match_plan(session: Session) -> Match:
    """Match the plan and adopt the result."""
    prepared = running.prepare_match(session, plan_of(session).id)
    match = solve_match(prepared.problem, MatchWish())
    running.adopt_match(session, prepared, match)
    return match


def read(session: Session) -> MatchReading:
    return read_match(session, plan_of(session).id)


def need_of(view: MatchView, title: str) -> NeedView:
    return next(need for need in view.needs if need.title == title)


@pytest.fixture
def matched(bunia: Session) -> Session:
    """Give the case with an adopted match."""
    match_plan(bunia)
    return bunia


def test_a_plan_without_a_match_shows_its_needs_as_unknown(bunia: Session) -> None:
    view = read(bunia).view
    assert view.standing is Standing.UNMATCHED
    assert view.figures is None
    assert {need.coverage for need in view.needs} == {None}
    assert need_of(view, GROUP).blocked or view.n_offers > 10


def test_a_plan_without_requirements_is_empty(bunia: Session) -> None:
    for requirement in bunia.all(Requirement):
        editing.retire_entity(bunia, Requirement.KIND, requirement.id)
    view = read(bunia).view
    assert view.standing is Standing.EMPTY
    assert view.groups == ()


def test_the_figures_sum_the_adopted_match_up(bunia: Session) -> None:
    match = match_plan(bunia)
    figures = read(bunia).view.figures
    assert figures is not None
    assert figures.weighted_coverage == match.weighted_coverage
    assert figures.bound == match.bound
    # The UN battalion is there already, and staff in Paris never travel.
    assert (figures.first_arrival, figures.first_arrival_by) == (7, "France")
    assert sum(one.share for one in figures.shares) == pytest.approx(1.0)
    assert figures.n_essential_met == sum(share >= 0.945 for share in figures.essential)
    assert len(figures.shares) == len({one.partner for one in match.partners})


def test_a_cost_says_that_it_is_assumed_until_all_that_is_used_has_its_own(bunia: Session) -> None:
    match_plan(bunia)
    figures = read(bunia).view.figures
    assert figures is not None
    assert figures.is_cost_assumed
    for offer in bunia.all(Offer):
        known = Figure(1000, "money/d", basis=Basis.SOURCED, source="Tariff")
        editing.change_field(bunia, Offer.KIND, offer.id, "daily_cost", known)
    match_plan(bunia)
    figures = read(bunia).view.figures
    assert figures is not None
    assert not figures.is_cost_assumed


def test_groups_are_lines_of_effort_with_their_weighted_coverage(matched: Session) -> None:
    view = read(matched).view
    assert [group.title for group in view.groups] == [
        "Protect the town, airport and camps",
        "Get in and stay in",
        "Save lives",
        "Hand over without a gap",
    ]
    last = view.groups[-1]
    assert last.coverage == pytest.approx(last.needs[0].coverage)


def test_shares_of_the_need_add_up_to_its_level(matched: Session) -> None:
    for need in read(matched).view.needs:
        for step in need.steps:
            level = sum(
                one.share for one in need.allocations if one.from_day <= step.from_day < one.to_day
            )
            assert level == pytest.approx(step.level, abs=1e-6)


def test_an_arrival_is_shown_in_stretches_that_end_on_the_first_usable_day(
    matched: Session,
) -> None:
    shown = 0
    for need in read(matched).view.needs:
        for one in need.allocations:
            arrival = one.arrival
            assert arrival is not None
            if arrival.usable_day is None or not arrival.stretches:
                continue
            shown += 1
            last = arrival.stretches[-1]
            assert arrival.usable_day - 1 < last.to_day <= arrival.usable_day
            assert one.from_day >= arrival.usable_day or arrival.usable_day <= need.from_day
            released = {
                stretch.part
                for stretch in arrival.stretches
                if stretch.part in (ArrivalPart.AVAILABLE, ArrivalPart.DECISION, ArrivalPart.CAVEAT)
            }
            assert len(released) <= 1
    assert shown > 20


def test_every_gap_has_a_cause_with_a_sentence_in_words(matched: Session) -> None:
    words = Wording()
    view = read(matched).view
    open_needs = [
        need for need in view.needs if need.coverage is not None and need.coverage < 0.999
    ]
    assert open_needs
    for need in open_needs:
        assert need.causes
        for cause in need.causes:
            assert cause.sentences
            for sentence in cause.sentences:
                said = words.message(sentence)
                assert said.endswith((".", "”"))


def test_a_lever_promises_no_more_than_all_and_says_that_it_is_a_bound(matched: Session) -> None:
    levers = [
        cause.lever
        for need in read(matched).view.needs
        for cause in need.causes
        if cause.lever is not None
    ]
    assert levers
    for lever in levers:
        assert lever.before < lever.after <= 1.0
        assert lever.is_bound


def test_a_blocked_offer_names_its_first_cause(matched: Session) -> None:
    words = Wording()
    view = read(matched).view
    blocked = [one for need in view.needs for one in need.blocked]
    assert blocked
    for one in blocked:
        assert words.message(one.sentence)
        assert words.has(f"cause.{one.cause}")


def test_an_offer_of_unknown_quantity_is_named_with_what_is_missing(bunia: Session) -> None:
    words = Wording()
    known = match_plan(bunia).allocations[0]
    editing.change_field(bunia, "offer", known.offer, "quantity", None)
    match = match_plan(bunia)
    assert known.offer not in {row.offer for row in match.allocations}
    need = next(one for one in read(bunia).view.needs if one.id == known.requirement)
    (blocked,) = (one for one in need.blocked if one.offer == known.offer)
    assert (blocked.quantity, blocked.cause) == (None, "unknown")
    assert words.message(blocked.sentence) == "not known: quantity"
    (gap,) = (one for one in match.gaps if one.requirement == known.requirement)
    said = [words.message(reason.sentence) for reason in gap.reasons if reason.code == "unknown"]
    assert len(said) == 1
    assert said[0].endswith("can’t be planned: not known is its quantity.")


def test_an_edit_that_is_undone_makes_the_match_current_again(matched: Session) -> None:
    need = need_of(read(matched).view, GROUP)
    editing.change_field(matched, Requirement.KIND, need.id, "to_day", need.to_day - 3)
    editing.undo(matched)
    assert read(matched).view.standing is Standing.CURRENT


def test_the_second_match_tells_what_changed_since_the_first(matched: Session) -> None:
    first = read(matched).view
    assert first.changes.weighted_coverage is None
    need = need_of(first, GROUP)
    running.forbid_pair(matched, need.allocations[0].offer, need.id)
    match_plan(matched)
    second = read(matched).view
    assert first.figures is not None
    assert second.figures is not None
    change = second.changes.weighted_coverage
    assert change == pytest.approx(
        second.figures.weighted_coverage - first.figures.weighted_coverage
    )
    assert change is not None
    assert change < 0
    forbidden = [one for one in need_of(second, GROUP).blocked if one.is_forbidden]
    assert [one.offer for one in forbidden] == [need.allocations[0].offer]
    assert forbidden[0].cause == "forbidden"


def test_a_wish_is_shown_as_asked_until_it_is_matched(matched: Session) -> None:
    need = need_of(read(matched).view, GROUP)
    own = need.allocations[0]
    wish = replace(matched.get(Allocation, own.id), from_day=own.from_day + 1, locked=True)
    editing.change_fields(
        matched, Allocation.KIND, own.id, {"from_day": wish.from_day, "locked": True}
    )
    shown = need_of(read(matched).view, GROUP).allocations
    assert [one.is_wish for one in shown if one.id == own.id] == [True]


def test_the_judge_refuses_a_day_before_the_arrival_and_names_the_first_possible_one(
    matched: Session,
) -> None:
    reading = read(matched)
    assert reading.judge is not None
    need = need_of(reading.view, GROUP)
    late = max(need.allocations, key=lambda one: one.from_day)
    refusal = reading.judge.refusal(late.offer, need.id, need.from_day)
    assert refusal is not None
    assert refusal.code == "match_page.refused.before"
    assert late.arrival is not None
    assert refusal.values["usable"] == Day(late.arrival.usable_day or 0)
    assert reading.judge.refusal(late.offer, need.id, late.from_day) is None


def test_the_curve_is_covered_over_needed_on_every_day(bunia: Session) -> None:
    match = match_plan(bunia)
    view = read(bunia).view
    weights = {r.id: r for r in bunia.all(Requirement)}
    assert view.curve
    for before, after in zip(view.curve, view.curve[1:], strict=False):
        assert before.to_day == after.from_day
    area = sum((step.to_day - step.from_day) * (step.share or 0.0) for step in view.curve)
    assert 0 < area < view.curve[-1].to_day
    assert len(match.coverage) == len(weights)


def test_authorities_permits_and_decisions_are_lines_in_the_chart(matched: Session) -> None:
    marks = read(matched).view.marks
    names = {(mark.day, mark.label) for mark in marks if mark.kind is MarkKind.AUTHORITY}
    assert (0, "UNSCR 1484") in names
    assert {mark.kind for mark in marks} == set(MarkKind)
    assert any(mark.is_end and mark.label == "UNSCR 1484" for mark in marks)
    assert [mark.day for mark in marks] == sorted(mark.day for mark in marks)


def test_a_need_of_which_too_little_is_offered_says_how_much_never_was(matched: Session) -> None:
    words = Wording()
    view = read(matched).view
    said = {need.title: words.message(need.note) for need in view.needs if need.note is not None}
    assert said["Formed police unit"] == "No offer of this type"
    assert said["Emergency clinics"] == "1 of 2 never offered"
    assert GROUP not in said


def test_an_alternative_is_compared_for_the_same_days(matched: Session) -> None:
    view = read(matched).view
    found = [one for need in view.needs for one in need.alternatives]
    assert found
    for one in found:
        assert one.from_day < one.to_day
        if one.cost is not None and one.dearer_by is not None:
            assert one.cost - one.dearer_by >= 0


def test_the_causes_of_a_gap_share_all_that_is_missing(matched: Session) -> None:
    for need in read(matched).view.needs:
        if need.causes:
            assert sum(cause.share for cause in need.causes) == pytest.approx(1.0)


def test_an_offer_has_the_same_cause_in_the_chart_and_in_the_reasons(matched: Session) -> None:
    adopted = running.adopted_match(matched, plan_of(matched))
    assert adopted is not None
    gaps = {gap.requirement: gap for gap in adopted.match.gaps}
    n_seen = 0
    for need in read(matched).view.needs:
        reasons = gaps[need.id].reasons if need.id in gaps else ()
        for one in need.blocked:
            causes = {reason.code for reason in reasons if one.offer in reason.offers}
            assert not causes or one.cause in causes
            n_seen += bool(causes)
        for other in need.alternatives:
            causes = {reason.code for reason in reasons if other.offer in reason.offers}
            assert other.cause in (causes or {""})
            n_seen += bool(causes)
    assert n_seen
