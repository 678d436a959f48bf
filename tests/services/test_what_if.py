"""Levers proven by matches of their own, questions of one's own, and matches side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from crisisplanner.domain.changes import Create
from crisisplanner.domain.errors import Cancelled, CrisisPlannerError
from crisisplanner.domain.levers import LeverKind
from crisisplanner.domain.messages import message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.problem import ConditionRow
from crisisplanner.domain.progress import Progress
from crisisplanner.domain.requirements import Allocation, Requirement
from crisisplanner.services.editing import change_field
from crisisplanner.services.matching.comparison import MoveKind, compare_matches
from crisisplanner.services.matching.competing import moved_by
from crisisplanner.services.matching.lever_report import (
    LeverReport,
    keep_levers,
    read_levers,
    view_levers,
)
from crisisplanner.services.matching.next_best import next_best_for
from crisisplanner.services.matching.plan_aims import aimed_wish
from crisisplanner.services.matching.question_choices import Choice, question_choices
from crisisplanner.services.matching.replanning import (
    compare_last_two,
    plans_matched_with,
)
from crisisplanner.services.matching.running import (
    adopt_match,
    adopted_match,
    forbid_pair,
    lock_allocations,
    prepare_match,
)
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.matching.what_if import (
    LeverStanding,
    Question,
    QuestionKind,
    WhatIf,
    answer,
    prepare_what_if,
    prove_levers,
    supposed,
)
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import find_plan


@pytest.fixture
def matched(bunia: Session) -> Session:
    """Match the case's plan and adopt the result."""
    prepared = prepare_match(bunia, find_plan(bunia, None).id)
    adopt_match(bunia, prepared, solve_match(prepared.problem, MatchWish()))
    return bunia


class StopsAfter:
    """Watch, and stop once so many things were begun."""

    def __init__(self, n_begun: int) -> None:
        self._left = n_begun
        self.reports: list[Progress] = []

    def report(self, progress: Progress) -> None:
        """Count what is begun."""
        self.reports.append(progress)

    def is_cancelled(self) -> bool:
        """Tell whether so many were begun."""
        return len(self.reports) > self._left


def choice(session: Session, what_if: WhatIf, kind: QuestionKind, named: str) -> Choice:
    """Find what may be supposed by a part of its label."""
    return next(
        one
        for one in question_choices(session, what_if)
        if one.kind is kind and named in str(one.label.values)
    )


def proven(session: Session, most: int = 3) -> tuple[WhatIf, LeverReport]:
    """Prove the levers of which most is hoped."""
    what_if, report = read_levers(session, find_plan(session, None).id)
    return what_if, report.with_proofs(prove_levers(what_if, report.untried()[:most]))


def test_a_lever_is_proven_by_a_match_and_says_what_changes(matched: Session) -> None:
    _, report = proven(matched)
    levers = view_levers(matched, report).levers
    first = levers[0]
    assert first.standing is LeverStanding.FOUND
    assert first.condition.code == "what_if.lever.lift_caveat"
    assert first.comparison is not None
    assert [need.title for need in first.comparison.needs] == ["Role 2 hospitals, Bunia"]
    need = first.comparison.needs[0]
    assert need.before == pytest.approx(0.482, abs=0.001)
    assert need.after == pytest.approx(0.804, abs=0.001)
    assert (need.units, need.from_day) == (1.0, 30)
    assert [(move.kind, move.partner.name) for move in need.moves] == [(MoveKind.COMES, "Germany")]
    assert [partner.name for partner in first.comparison.partners_come] == ["Germany"]


def test_every_lever_of_the_case_brings_something_and_the_best_come_first(
    matched: Session,
) -> None:
    _, report = proven(matched, most=100)
    ranks = [
        (one.lever.moves_goal, -one.proof.gain) for one in report.levers if one.proof is not None
    ]
    assert ranks == sorted(ranks)
    assert len(ranks) == len(report.levers) >= 10
    assert all(-loss > 1e-6 for _, loss in ranks)


def test_a_lever_without_gain_comes_last(matched: Session) -> None:
    what_if, report = read_levers(matched, find_plan(matched, None).id)
    first, second = prove_levers(what_if, report.untried()[:2])
    in_vain = replace(first, proof=replace(first.proof, standing=LeverStanding.NOTHING))
    ranked = report.with_proofs((in_vain, second)).levers
    assert ranked[-1].lever == first.lever
    assert ranked[0].lever == second.lever


def test_every_lever_names_the_causes_it_is_against(matched: Session) -> None:
    _, report = read_levers(matched, find_plan(matched, None).id)
    view = view_levers(matched, report)
    assert all(one.causes for one in view.levers)
    decided = next(one for one in report.levers if one.lever.kind is LeverKind.DECIDE_EARLIER)
    assert {cause.code for cause in decided.causes} == {"late"}
    need = decided.causes[0].requirement
    assert decided.key in [one.key for one in view.against(need, "late")]
    assert view.against(need, "budget") == ()


def test_nothing_is_written_by_proving_and_the_plan_stays_as_it_is(matched: Session) -> None:
    before, position = matched.all(Allocation), matched.file.position()
    proven(matched)
    assert matched.all(Allocation) == before
    assert matched.file.position() == position


def test_cancelling_keeps_the_levers_that_were_tried(matched: Session) -> None:
    what_if, report = read_levers(matched, find_plan(matched, None).id)
    tried = prove_levers(what_if, report.untried(), StopsAfter(2))
    assert len(tried) == 2
    known = report.with_proofs(tried)
    assert len(known.untried()) == len(report.levers) - 2


def test_proofs_are_kept_beside_the_run_outside_the_journal(matched: Session) -> None:
    plan = find_plan(matched, None)
    _, report = proven(matched)
    position = matched.file.position()
    keep_levers(matched, report)
    assert matched.file.position() == position
    assert read_levers(matched, plan.id)[1] == report


def test_another_match_has_levers_of_its_own(matched: Session) -> None:
    plan = find_plan(matched, None)
    _, report = proven(matched)
    keep_levers(matched, report)
    sent = matched.all(Allocation)[0]
    forbid_pair(matched, sent.offer, sent.requirement)
    prepared = prepare_match(matched, plan.id)
    adopt_match(matched, prepared, solve_match(prepared.problem, MatchWish()))
    assert all(one.proof is None for one in read_levers(matched, plan.id)[1].levers)


def test_a_plan_without_a_match_has_nothing_to_suppose(bunia: Session) -> None:
    with pytest.raises(CrisisPlannerError) as refusal:
        prepare_what_if(bunia, find_plan(bunia, None).id)
    assert refusal.value.messages[0].code == "what_if.not_matched"


def test_a_match_whose_inputs_changed_is_not_supposed_upon(matched: Session) -> None:
    plan = find_plan(matched, None)
    change_field(matched, "plan", plan.id, "weight_useful", 3.0)
    with pytest.raises(CrisisPlannerError) as refusal:
        prepare_what_if(matched, plan.id)
    assert refusal.value.messages[0].code == "what_if.match_is_old"


def test_a_lock_set_after_the_match_does_not_count_in_a_comparison(matched: Session) -> None:
    plan = find_plan(matched, None)
    before = prepare_what_if(matched, plan.id)
    for allocation in matched.all(Allocation)[:3]:
        lock_allocations(matched, (allocation.id,))
    locked = prepare_what_if(matched, plan.id)
    assert len(locked.problem.locks) == len(before.problem.locks) + 3
    council = choice(matched, before, QuestionKind.DECISION, "EU Council")
    asked = Question(QuestionKind.DECISION, council.subject, 5)
    assert answer(before, asked).gain > 0
    assert answer(locked, asked).gain > 0


def test_an_earlier_decision_raises_coverage_and_a_later_one_lowers_it(matched: Session) -> None:
    what_if = prepare_what_if(matched, find_plan(matched, None).id)
    council = choice(matched, what_if, QuestionKind.DECISION, "EU Council")
    assert council.now == 13
    earlier = answer(what_if, Question(council.kind, council.subject, 5))
    later = answer(what_if, Question(council.kind, council.subject, 40))
    same = answer(what_if, Question(council.kind, council.subject, 13))
    assert earlier.standing is LeverStanding.FOUND
    assert earlier.gain > 0.01
    assert later.gain < -0.01
    assert same.difference.needs == ()


def test_a_later_end_of_the_mandate_covers_the_days_after_it(matched: Session) -> None:
    what_if = prepare_what_if(matched, find_plan(matched, None).id)
    mandate = choice(matched, what_if, QuestionKind.MANDATE, "1484")
    assert mandate.now == 94
    longer = answer(what_if, Question(mandate.kind, mandate.subject, 108))
    assert longer.gain > 0.005
    assert all(need.gain >= 0 for need in longer.difference.needs)
    shorter = answer(what_if, Question(mandate.kind, mandate.subject, 60))
    assert shorter.gain < -0.05


def test_a_mandate_in_several_periods_ends_in_the_one_that_has_begun(matched: Session) -> None:
    what_if = prepare_what_if(matched, find_plan(matched, None).id)
    mandate = choice(matched, what_if, QuestionKind.MANDATE, "1484")
    rows = (ConditionRow(mandate.subject, 60, 90), ConditionRow(mandate.subject, 0, 30))
    what_if = replace(what_if, problem=replace(what_if.problem, conditions=rows))
    mandate = choice(matched, what_if, QuestionKind.MANDATE, "1484")
    assert (mandate.now, mandate.n_periods) == (90, 2)
    ended = supposed(what_if, Question(mandate.kind, mandate.subject, 20))
    assert [(row.from_day, row.to_day) for row in ended.conditions] == [(0, 20)]


def test_a_mandate_of_plans_matched_together_ends_on_the_day_of_each_ones_d(
    matched: Session,
) -> None:
    what_if = prepare_what_if(matched, find_plan(matched, None).id)
    (part,) = what_if.parts
    later = replace(part, plan=replace(part.plan, id="later"), shift_days=40)
    rows = (
        ConditionRow("m", 0, 30, plan=part.plan.id),
        ConditionRow("m", 40, 70, plan="later"),
    )
    joint = replace(what_if, parts=(part, later), problem=replace(what_if.problem, conditions=rows))
    of_later = replace(joint, part=later, problem=moved_by(joint.problem, -40))
    for asked, moved in ((joint, 0), (of_later, -40)):
        ended = supposed(asked, Question(QuestionKind.MANDATE, "m", 20)).conditions
        assert {(row.plan, row.from_day, row.to_day) for row in ended} == {
            (part.plan.id, moved, 20 + moved),
            ("later", 40 + moved, 60 + moved),
        }


def test_a_caveat_lifted_is_what_its_lever_promises(matched: Session) -> None:
    what_if, report = proven(matched)
    lever = next(one for one in report.levers if one.lever.kind is LeverKind.LIFT_CAVEAT)
    found = answer(what_if, Question(QuestionKind.CAVEAT, lever.lever.subject))
    assert lever.proof is not None
    assert found.gain == pytest.approx(lever.proof.gain)


def test_more_lift_never_lowers_coverage(matched: Session) -> None:
    what_if = prepare_what_if(matched, find_plan(matched, None).id)
    week = choice(matched, what_if, QuestionKind.LIFT, "'week': 1")
    assert week.now == 300
    found = answer(what_if, Question(week.kind, week.subject, 500))
    assert found.gain >= 0


def test_a_plan_improved_from_here_keeps_locks_and_compares_with_the_adopted_one(
    matched: Session,
) -> None:
    plan = find_plan(matched, None)
    locked = matched.all(Allocation)[0]
    lock_allocations(matched, (locked.id,))
    sent = next(row for row in matched.all(Allocation) if row.offer != locked.offer)
    forbid_pair(matched, sent.offer, sent.requirement)
    prepared = prepare_match(matched, *plans_matched_with(matched, plan.id))
    match = solve_match(
        prepared.problem, aimed_wish(matched, prepared, plan.id, changes_least=True)
    )
    kept = [row for row in match.allocations if row.offer == locked.offer]
    assert sum(row.quantity for row in kept) >= locked.quantity
    adopt_match(matched, prepared, match)
    view = compare_last_two(matched, plan.id)
    gone = [
        move.row.offer
        for need in view.needs
        for move in need.moves
        if need.id == sent.requirement and move.kind is MoveKind.GOES
    ]
    assert sent.offer in gone
    assert view.n_same > len(view.needs)


def test_what_is_lost_without_each_that_serves_is_told(matched: Session) -> None:
    plan = find_plan(matched, None)
    need = next(
        need
        for need in matched.select(Requirement, plan=plan.id)
        if need.title == "Tactical airlift, C-130 class"
    )
    said = next_best_for(matched, plan.id, need.id)
    codes = {one.values["partner"]: one.code for one in said}
    losses = {one.values["partner"]: one.values["loss"] for one in said}
    assert (codes["France"], codes["Canada"]) == ("alternative.next", "alternative.none")
    assert losses["France"] == pytest.approx(0.026, abs=0.001)
    assert losses["Canada"] == pytest.approx(0.0005, abs=1e-4)


def test_the_next_best_can_be_cancelled(matched: Session) -> None:
    plan = find_plan(matched, None)
    served = next(
        need
        for need in matched.select(Requirement, plan=plan.id)
        if need.title == "Tactical airlift, C-130 class"
    )
    with pytest.raises(Cancelled):
        next_best_for(matched, plan.id, served.id, StopsAfter(-1))


def test_a_plan_matched_once_has_no_match_before(matched: Session) -> None:
    with pytest.raises(CrisisPlannerError) as refusal:
        compare_last_two(matched, find_plan(matched, None).id)
    assert refusal.value.messages[0].code == "what_if.no_match_before"


def test_levers_of_plans_matched_together_are_proven_with_all_of_them(bunia: Session) -> None:
    first = find_plan(bunia, None)
    assert first.d_date is not None
    later = first.d_date + timedelta(days=40)
    second = replace(first, id=bunia.outside.new_id(), title="The second", d_date=later, priority=9)
    needs = [
        replace(need, id=bunia.outside.new_id(), plan=second.id, phase=None, prerequisites=())
        for need in bunia.select(Requirement, plan=first.id)
    ]
    bunia.write(message("plan.none"), [Create(second), *(Create(need) for need in needs)])
    prepared = prepare_match(bunia, first.id, second.id)
    adopt_match(bunia, prepared, solve_match(prepared.problem, MatchWish(gap=0.01)))
    what_if, report = read_levers(bunia, second.id)
    own = {need.id for need in needs}
    assert {cause.requirement for one in report.levers for cause in one.causes} <= own
    (tried,) = prove_levers(what_if, report.untried()[:1])
    assert {need.requirement for need in tried.proof.difference.needs} <= own
    assert {row.requirement for row in what_if.base.coverage} == own


def test_a_match_compared_with_itself_changes_nothing(matched: Session) -> None:
    adopted = adopted_match(matched, matched.get(Plan, find_plan(matched, None).id))
    assert adopted is not None
    same = compare_matches(adopted.match, adopted.match)
    assert same.needs == ()
    assert same.n_same == len(adopted.match.coverage)
