"""That the model day by day has a solution for every plan, and proves at sizes that stays don't reach."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, reject, settings

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.problem import Duration, LockRow, OfferRow, Problem, RequirementRow
from crisisplanner.planning.checker.checking import check_plan
from crisisplanner.planning.matching.canonical import canonical
from crisisplanner.planning.matching.highs import Highs, Outcome, SolveLimits
from crisisplanner.planning.matching.instance import Instance, make_instance
from crisisplanner.planning.matching.locked_plan import plan_for_locks
from crisisplanner.planning.matching.model.day_by_day import DayByDay
from crisisplanner.planning.matching.model.relations import Impossible
from crisisplanner.planning.matching.repair import repaired
from crisisplanner.planning.matching.settings import MatchOptions
from crisisplanner.planning.matching.solving import solve
from crisisplanner.planning.validation import check_problem
from tests.planning import brute_force
from tests.planning.problem_strategies import ALL_RULES, small_problems, tiny_problems

SLOW = list(HealthCheck)


def asked(instance: Instance) -> tuple[DayByDay, Outcome]:
    """Ask the model of all requirements and pairs for a solution."""
    needs = np.arange(instance.n_requirements, dtype=np.int64)
    pairs = np.arange(instance.n_pairs, dtype=np.int64)
    days = DayByDay(instance, needs, pairs)
    return days, Highs(days.model, np.zeros(days.model.n_columns)).solve(SolveLimits())


@settings(max_examples=15, deadline=None, suppress_health_check=SLOW)
@given(problem=small_problems(ALL_RULES - {"locks"}))
def test_a_plan_that_is_locked_whole_is_a_solution(problem: Problem) -> None:
    try:
        match = solve(problem, MatchOptions(work=300.0))
    except CrisisPlannerError:
        reject()
    rows = [
        LockRow(row.offer, row.requirement, row.quantity, row.from_day, row.to_day)
        for row in match.allocations
    ]
    locked = replace(problem, locks=tuple(rows))
    days, outcome = asked(make_instance(canonical(locked)))
    assert outcome.solution is not None
    plan = repaired(days.plan(outcome.solution))
    if plan is not None:
        assert check_plan(locked, plan.allocations()).broken == ()


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(problem=tiny_problems())
def test_what_has_no_solution_has_no_plan(problem: Problem) -> None:
    if not problem.locks or check_problem(problem):
        reject()
    try:
        _, outcome = asked(make_instance(canonical(problem)))
    except Impossible:
        reject()
    if outcome.is_infeasible:
        try:
            assert brute_force.best_plan(problem, limit=20_000) is None
        except brute_force.TooManyPlansError:
            reject()


MANY = Problem(
    offers=tuple(
        OfferRow(f"o{n}", f"P{n % 4}", "clinic", 1.0, transit=Duration(2.0)) for n in range(60)
    ),
    requirements=(RequirementRow("r", "north", "clinic", 70.0, 0, 120, min_partners=4),),
    locks=(LockRow("o0", "r", 1.0),),
)


def test_a_lock_is_proven_impossible_where_all_stays_are_too_many() -> None:
    many = replace(MANY.requirements[0], min_partners=5)
    instance = make_instance(canonical(replace(MANY, requirements=(many,))))
    with pytest.raises(Impossible):
        plan_for_locks(instance, 0, SolveLimits())


def test_a_locked_unit_that_goes_out_twice_is_planned_where_all_stays_are_too_many() -> None:
    """The unit of o0 is at the other requirement between its two stays."""
    between = replace(MANY.requirements[0], id="s", from_day=40, to_day=60, min_partners=0)
    rows = (
        LockRow("o0", "r", 1.0, 2, 30),
        LockRow("o0", "r", 1.0, 70, 90),
        LockRow("o0", "s", 1.0),
    )
    problem = replace(MANY, requirements=(*MANY.requirements, between), locks=rows)
    plan = plan_for_locks(make_instance(canonical(problem)), 0, SolveLimits()).plan
    assert plan is not None
    assert check_plan(problem, plan.allocations()).broken == ()
