"""That the first plan keeps locks on any days, and none that bring partners together who may not meet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.problem import (
    CaveatEffect,
    CaveatRow,
    IncompatibleRow,
    LockRow,
    OfferRow,
    Problem,
)
from crisisplanner.domain.problem import RequirementRow as Need
from crisisplanner.planning.matching.greedy import greedy_plan
from crisisplanner.planning.matching.instance import make_instance
from crisisplanner.planning.matching.settings import MatchOptions, Method
from crisisplanner.planning.matching.solving import solve

ALONE = CaveatRow("alone", "a", CaveatEffect.FORBIDS, other_partner="FR")
LOCKED = Problem(
    offers=(OfferRow("a", "FR", "clinic", 1.0), OfferRow("b", "SE", "clinic", 1.0)),
    requirements=(Need("need", "north", "clinic", 2.0, 0, 10),),
    locks=(LockRow("a", "need", 1.0), LockRow("b", "need", 1.0)),
)


def has_first_plan(problem: Problem) -> bool:
    return greedy_plan(make_instance(problem)) is not None


def test_a_lock_may_end_on_day_0() -> None:
    early = replace(
        LOCKED,
        offers=(OfferRow("a", "FR", "clinic", 1.0, available_from=-9, decision_days=-9.0),),
        requirements=(Need("need", "north", "clinic", 1.0, -5, 0),),
        locks=(LockRow("a", "need", 1.0, -5, 0),),
    )
    plan = greedy_plan(make_instance(early))
    assert plan is not None
    assert [(row.from_day, row.to_day) for row in plan.allocations()] == [(-5, 0)]


def test_locks_of_partners_who_get_on_are_booked() -> None:
    assert has_first_plan(LOCKED)


@pytest.mark.parametrize(
    "problem",
    [
        replace(LOCKED, caveats=(ALONE,)),
        replace(LOCKED, caveats=(replace(ALONE, other_partner="SE", from_day=9, to_day=12),)),
        replace(LOCKED, incompatible=(IncompatibleRow("FR", "SE"),)),
        replace(LOCKED, requirements=(replace(LOCKED.requirements[0], single_lead=True),)),
        replace(LOCKED, requirements=(replace(LOCKED.requirements[0], max_partners=1),)),
    ],
)
def test_locks_of_partners_who_may_not_serve_together_leave_no_first_plan(
    problem: Problem,
) -> None:
    assert not has_first_plan(problem)


def test_a_caveat_on_other_days_than_those_of_the_lock_forbids_nothing() -> None:
    later = replace(ALONE, other_partner="SE", from_day=10)
    assert has_first_plan(replace(LOCKED, caveats=(later,)))


@pytest.mark.parametrize("method", list(Method))
def test_no_method_gives_a_plan_that_breaks_a_caveat_for_a_lock(method: Method) -> None:
    """Whose own partner may not serve beside it can't be locked at all."""
    with pytest.raises(CrisisPlannerError):
        solve(replace(LOCKED, caveats=(ALONE,)), MatchOptions(method=method))
