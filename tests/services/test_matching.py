"""Matching a workspace's plan: proven, adopted as one step, old when its inputs change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from crisisplanner.domain.account import ImportKind, ImportOptions
from crisisplanner.domain.changes import Create, Update
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.limits import LiftPool, Node
from crisisplanner.domain.match import Match, MatchStatus
from crisisplanner.domain.messages import message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.problem import Duration, OfferRow
from crisisplanner.domain.requirements import Allocation, Requirement
from crisisplanner.domain.situation import AccessPermit, Authority
from crisisplanner.domain.terms import PermitState
from crisisplanner.services.editing import change_field, create_entity, undo
from crisisplanner.services.importing import prepare_import, write_import
from crisisplanner.services.matching import running
from crisisplanner.services.matching.freshness import freshness_of
from crisisplanner.services.matching.problem_building import build_problem
from crisisplanner.services.matching.running import (
    adopt_match,
    adopted_match,
    forbid_pair,
    lock_allocations,
    planned_allocations,
    prepare_match,
)
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.matching.verifying import verify_plan
from crisisplanner.services.naming import Names
from crisisplanner.services.session import Outside, Session
from crisisplanner.services.workspaces import create_workspace, find_plan
from crisisplanner.wording.catalogue import Wording
from tests.planning.sentences import holes_in
from tests.services.conftest import counted_outside

UN_FILE = Path(__file__).parents[1] / "data" / "un_dpo_contributions_2021-01.csv"


def _matched(session: Session) -> tuple[Plan, Match]:
    plan = find_plan(session, None)
    prepared = prepare_match(session, plan.id)
    match = solve_match(prepared.problem, MatchWish())
    adopt_match(session, prepared, match)
    return session.get(Plan, plan.id), match


def test_a_node_whose_days_have_no_place_in_time_counts_as_closed_and_is_named(
    bunia: Session,
) -> None:
    words = Wording()
    plan = find_plan(bunia, None)
    (airfield,) = (node for node in bunia.all(Node) if node.name == "Bunia airfield")
    fields = {"from_when": date(2003, 6, 1)}
    bunia.write(message("value.yes"), [Update(Node.KIND, airfield.id, fields)])
    dated = prepare_match(bunia, plan.id)
    (row,) = (node for node in dated.problem.nodes if node.id == airfield.id)
    assert (row.from_day, row.to_day) == (2, None)
    bunia.write(message("value.yes"), [Update(Plan.KIND, plan.id, {"d_date": None})])
    prepared = prepare_match(bunia, plan.id)
    said = [words.message(warning) for warning in prepared.warnings]
    assert any("Bunia airfield" in one and "counts as closed" in one for one in said)
    through = {need.id for need in prepared.problem.requirements if need.place == airfield.place}
    match = solve_match(prepared.problem, MatchWish())
    moved = {offer.id for offer in prepared.problem.offers if offer.lift_t}
    assert through
    assert not [a for a in match.allocations if a.requirement in through and a.offer in moved]


def test_bunia_is_matched_to_a_proven_optimum_that_the_checker_accepts(bunia: Session) -> None:
    plan, match = _matched(bunia)
    assert match.status is MatchStatus.OPTIMAL
    checked = verify_plan(bunia, plan)
    assert checked.broken == ()
    assert checked.weighted_coverage == pytest.approx(match.weighted_coverage, abs=1e-9)
    assert checked.cost == pytest.approx(match.cost)


def test_first_troops_of_the_force_are_there_a_week_after_the_resolution(bunia: Session) -> None:
    plan, match = _matched(bunia)
    force = next(r for r in bunia.select(Requirement, plan=plan.id) if r.code == "R-01")
    days = [row.from_day for row in match.allocations if row.requirement == force.id]
    assert min(days) == 7


def test_every_requirement_that_is_not_covered_has_a_reason(bunia: Session) -> None:
    _, match = _matched(bunia)
    explained = {gap.requirement for gap in match.gaps if gap.reasons}
    short = {row.requirement for row in match.coverage if row.coverage < 1 - 1e-6}
    assert short <= explained


def test_no_sentence_of_a_reason_has_a_hole(bunia: Session) -> None:
    _, match = _matched(bunia)
    names, wording = Names(bunia), Wording()
    for reason in (reason for gap in match.gaps for reason in gap.reasons):
        assert holes_in(reason.sentence, wording) == []
        assert holes_in(names.in_message(reason.sentence), wording) == []


def test_adopting_is_one_step_that_undo_takes_back(bunia: Session) -> None:
    plan, _ = _matched(bunia)
    assert planned_allocations(bunia, plan)
    undo(bunia)
    plan = bunia.get(Plan, plan.id)
    assert planned_allocations(bunia, plan) == ()
    assert adopted_match(bunia, plan) is None


def test_the_adopted_result_is_read_back_as_it_was_found(bunia: Session) -> None:
    plan, match = _matched(bunia)
    adopted = adopted_match(bunia, plan)
    assert adopted is not None
    assert adopted.match == match


def test_the_case_created_anew_is_matched_alike(bunia: Session, tmp_path: Path) -> None:
    _, first = _matched(bunia)
    other = counted_outside(tmp_path / "other backups", "other")
    with create_workspace(
        tmp_path / "again.crisis", author="Ben", case="bunia-2003", outside=other
    ) as session:
        _, second = _matched(session)
    assert second == first


def test_a_plan_whose_inputs_changed_names_the_changes(bunia: Session) -> None:
    plan, match = _matched(bunia)
    assert freshness_of(bunia, plan).is_current
    used = match.allocations[0].offer
    change_field(bunia, "offer", used, "quantity", 1.0)
    freshness = freshness_of(bunia, bunia.get(Plan, plan.id))
    assert not freshness.is_current
    assert len(freshness.changed_by) == 1
    undo(bunia)
    assert freshness_of(bunia, bunia.get(Plan, plan.id)).is_current


def test_a_result_is_not_adopted_over_newer_inputs(bunia: Session) -> None:
    plan = find_plan(bunia, None)
    prepared = prepare_match(bunia, plan.id)
    match = solve_match(prepared.problem, MatchWish())
    change_field(bunia, "offer", match.allocations[0].offer, "quantity", 1.0)
    with pytest.raises(CrisisPlannerError) as refusal:
        adopt_match(bunia, prepared, match)
    assert refusal.value.messages[0].code == "match.inputs_changed_meanwhile"
    assert planned_allocations(bunia, plan) == ()


def test_a_locked_allocation_is_kept_by_the_next_match(bunia: Session) -> None:
    plan, _ = _matched(bunia)
    kept = min(bunia.all(Allocation), key=lambda a: (a.requirement, a.offer, a.from_day))
    lock_allocations(bunia, (kept.id,))
    assert freshness_of(bunia, bunia.get(Plan, plan.id)).is_current
    _matched(bunia)
    locked = [a for a in bunia.all(Allocation) if a.locked]
    assert [replace(a, id="") for a in locked] == [replace(kept, id="", locked=True)]


def test_a_result_is_not_adopted_over_a_lock_made_since(bunia: Session) -> None:
    _, match = _matched(bunia)
    plan = find_plan(bunia, None)
    row = match.allocations[0]
    prepared = prepare_match(bunia, plan.id)
    without = [one for one in match.allocations if one != row]
    stored = next(
        one
        for one in bunia.all(Allocation)
        if (one.offer, one.requirement, one.from_day) == (row.offer, row.requirement, row.from_day)
    )
    lock_allocations(bunia, (stored.id,))
    with pytest.raises(CrisisPlannerError, match=r"match\.inputs_changed_meanwhile"):
        adopt_match(bunia, prepared, replace(match, allocations=tuple(without)))
    assert bunia.get(Allocation, stored.id).locked
    adopt_match(bunia, prepared, match)
    assert any(one.locked for one in bunia.all(Allocation))


def test_many_allocations_are_locked_in_one_step(bunia: Session) -> None:
    _matched(bunia)
    some = [one.id for one in bunia.all(Allocation)][:3]
    before = bunia.file.position()
    lock_allocations(bunia, some)
    assert bunia.file.position() == before + 1
    assert {one.id for one in bunia.all(Allocation) if one.locked} == set(some)
    undo(bunia)
    assert not any(one.locked for one in bunia.all(Allocation))


def test_a_forbidden_pair_is_not_used_by_the_next_match(bunia: Session) -> None:
    _, match = _matched(bunia)
    row = match.allocations[0]
    forbid_pair(bunia, row.offer, row.requirement)
    _, again = _matched(bunia)
    assert all((a.offer, a.requirement) != (row.offer, row.requirement) for a in again.allocations)


def test_serving_contributions_are_never_promised_again(bunia: Session, outside: Outside) -> None:
    del outside
    _, before = _matched(bunia)
    prepared = prepare_import(bunia, UN_FILE, ImportOptions(kind=ImportKind.CONTRIBUTIONS))
    write_import(bunia, prepared)
    _, after = _matched(bunia)
    assert after.weighted_coverage == pytest.approx(before.weighted_coverage)
    assert {a.offer for a in after.allocations} == {a.offer for a in before.allocations}


def test_lift_whose_days_are_not_known_carries_nothing(bunia: Session) -> None:
    plan = find_plan(bunia, None)
    pool = LiftPool(
        id="pool",
        plan=plan.id,
        tonnes_per_week=Figure(500.0, "t/week"),
        from_when=date(2003, 6, 1),
    )
    create_entity(bunia, pool)
    change_field(bunia, "plan", plan.id, "d_date", None)
    built = build_problem(bunia, bunia.get(Plan, plan.id))
    tonnes = {row.tonnes for row in built.problem.lift}
    assert 0.0 in tonnes
    assert 500.0 not in tonnes
    assert "match.d_has_no_date" in {warning.code for warning in built.warnings}


def test_an_authority_that_has_no_beginning_is_named_before_the_match(bunia: Session) -> None:
    plan = find_plan(bunia, None)
    needed = {name for need in bunia.select(Requirement, plan=plan.id) for name in need.needs}
    authority = bunia.get(Authority, min(needed))
    assert prepare_match(bunia, plan.id).warnings == ()
    change_field(bunia, Authority.KIND, authority.id, "from_when", None)
    (warning,) = prepare_match(bunia, plan.id).warnings
    assert authority.label() in Wording().message(warning)


def test_a_permit_for_a_ring_that_nobody_is_in_closes_the_place_to_all_others(
    bunia: Session,
) -> None:
    plan = find_plan(bunia, None)
    needs = [need for need in bunia.select(Requirement, plan=plan.id) if need.place]
    places = {need.place for need in needs if need.place}
    theirs = (
        AccessPermit(
            id=bunia.outside.new_id(),
            scenario=plan.scenario,
            place=place,
            ring="nobody's ring",
            state=PermitState.GRANTED,
        )
        for place in sorted(places)
    )
    others = (
        Update(AccessPermit.KIND, one.id, {"retired": True}) for one in bunia.all(AccessPermit)
    )
    bunia.write(message("value.yes"), [*others, *map(Create, theirs)])
    match = solve_match(prepare_match(bunia, plan.id).problem, MatchWish())
    assert not {row.requirement for row in match.allocations} & {need.id for need in needs}


def test_a_result_of_another_version_comes_without_its_sentences(
    bunia: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, match = _matched(bunia)
    monkeypatch.setattr(running, "PROGRAM_VERSION", "99.0")
    adopted = adopted_match(bunia, plan)
    assert adopted is not None
    assert adopted.match == replace(match, gaps=(), warnings=())


def test_an_earlier_decision_never_lowers_coverage(bunia: Session) -> None:
    problem = prepare_match(bunia, find_plan(bunia, None).id).problem
    later = solve_match(problem, MatchWish())
    earlier = solve_match(
        replace(problem, offers=tuple(_decided_by_d15(offer) for offer in problem.offers)),
        MatchWish(),
    )
    assert earlier.weighted_coverage > later.weighted_coverage


def _decided_by_d15(offer: OfferRow) -> OfferRow:
    steps = tuple(
        replace(step, duration=Duration(15.0)) if "1493" in step.decider else step
        for step in offer.decision_steps
    )
    return replace(offer, decision_steps=steps)
