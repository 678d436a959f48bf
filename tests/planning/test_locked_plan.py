"""That locks are kept where they can be, and called impossible only where that is proven."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crisisplanner.domain.errors import CrisisPlannerError, ErrorKind
from crisisplanner.domain.problem import (
    EnablerRow,
    LockRow,
    OfferRow,
    Problem,
    RequirementRow,
    ShareRow,
)
from crisisplanner.planning.checker.checking import check_plan
from crisisplanner.planning.matching.canonical import canonical
from crisisplanner.planning.matching.greedy import greedy_plan
from crisisplanner.planning.matching.highs import SolveLimits
from crisisplanner.planning.matching.instance import make_instance
from crisisplanner.planning.matching.locked_plan import plan_for_locks
from crisisplanner.planning.matching.model.relations import Impossible
from crisisplanner.planning.matching.settings import MatchOptions, Method
from crisisplanner.planning.matching.solving import solve
from crisisplanner.planning.needed_by_locks import alone_with_locks, needed_by_locks

FIRST = RequirementRow("first", "north", "water", 1.0, 0, 20, weight=0.1)
SECOND = replace(FIRST, id="second", type="power", prerequisites=("first",))
LOCKED = replace(
    FIRST, id="locked", type="clinic", quantity=2.0, minimum_share=1.0, prerequisites=("second",)
)
DEAR = replace(FIRST, id="dear", type="clinic", weight=9.0)
CHAIN = Problem(
    offers=(
        OfferRow("water", "FR", "water", 1.0),
        OfferRow("power", "FR", "power", 1.0),
        OfferRow("cheap", "FR", "clinic", 1.0, daily_cost=1e-3),
        OfferRow("other", "SE", "clinic", 1.0),
    ),
    requirements=(FIRST, SECOND, LOCKED, DEAR),
    locks=(LockRow("cheap", "locked", 1.0),),
)
ENABLED = replace(
    CHAIN,
    requirements=(FIRST, replace(LOCKED, prerequisites=()), DEAR),
    enablers=(EnablerRow("clinic", "water"),),
)
HALF_EACH = replace(
    CHAIN,
    offers=(
        OfferRow("cheap", "FR", "clinic", 2.0, daily_cost=1.0),
        OfferRow("other", "SE", "water", 1.0, daily_cost=2.0),
    ),
    requirements=(FIRST, replace(LOCKED, prerequisites=()), replace(DEAR, weight=0.1)),
    locks=(LockRow("cheap", "locked", 2.0),),
    shares=(ShareRow("*", 0.5),),
)


def keeps_locks(problem: Problem) -> bool:
    plan = plan_for_locks(make_instance(canonical(problem)), 0, SolveLimits()).plan
    return plan is not None and check_plan(problem, plan.allocations()).broken == ()


def test_what_locks_need_is_what_they_wait_for_and_what_enables_that() -> None:
    assert needed_by_locks(CHAIN) == {"first", "second", "locked"}
    assert needed_by_locks(ENABLED) == {"first", "locked"}
    assert [row.id for row in alone_with_locks(CHAIN).requirements] == ["first", "second", "locked"]


@pytest.mark.parametrize("problem", [CHAIN, ENABLED, HALF_EACH])
def test_a_lock_is_kept_with_all_that_it_needs(problem: Problem) -> None:
    assert keeps_locks(problem)


@pytest.mark.parametrize("method", [Method.EXACT, Method.NEIGHBOURHOODS])
@pytest.mark.parametrize("problem", [CHAIN, ENABLED, HALF_EACH])
def test_every_method_but_the_first_plan_alone_keeps_such_a_lock(
    problem: Problem, method: Method
) -> None:
    match = solve(problem, MatchOptions(method=method, work=2_000.0))
    assert check_plan(problem, match.allocations).broken == ()


def test_what_no_plan_keeps_on_any_day_is_impossible() -> None:
    alone = replace(CHAIN, offers=CHAIN.offers[:3])
    with pytest.raises(Impossible):
        keeps_locks(alone)
    for method in (Method.EXACT, Method.NEIGHBOURHOODS):
        with pytest.raises(CrisisPlannerError) as refused:
            solve(alone, MatchOptions(method=method))
        assert refused.value.messages[0].code == "match.locks_leave_no_plan"


def test_a_share_that_no_other_requirement_mends_makes_a_lock_impossible() -> None:
    with pytest.raises(Impossible):
        keeps_locks(replace(HALF_EACH, offers=HALF_EACH.offers[:1]))


def test_a_method_that_finds_nothing_says_so_and_calls_nothing_impossible() -> None:
    assert greedy_plan(make_instance(canonical(CHAIN))) is None
    with pytest.raises(CrisisPlannerError) as stopped:
        solve(CHAIN, MatchOptions(method=Method.GREEDY))
    assert stopped.value.kind is ErrorKind.STOPPED
    assert stopped.value.messages[0].code == "match.no_plan_with_locks_found"


@pytest.mark.parametrize("weight", [1.0, 0.0])
@pytest.mark.parametrize("n_others", [1, 200])
def test_a_lock_that_the_first_plan_loses_is_kept_by_a_model_of_what_is_locked(
    weight: float, n_others: int
) -> None:
    """The locked offer has a shorter window than all others, which are too many for the model."""
    big = RequirementRow("big", "north", "clinic", 300.0, 0, 20, weight=9e3)
    small = RequirementRow("small", "north", "clinic", 2.0, 0, 20, weight=weight, minimum_share=1.0)
    others = [OfferRow(f"b{n}", f"P{n}", "clinic", 1.0) for n in range(n_others)]
    problem = Problem(
        offers=(OfferRow("a", "FR", "clinic", 1.0, available_from=5), *others),
        requirements=(big, small),
        locks=(LockRow("a", "small", 1.0, 5, 20),),
    )
    instance = make_instance(canonical(problem))
    assert greedy_plan(instance) is None
    plan = plan_for_locks(instance, 0, SolveLimits()).plan
    assert plan is not None
    assert check_plan(problem, plan.allocations()).broken == ()
    match = solve(problem, MatchOptions(method=Method.NEIGHBOURHOODS, work=2_000.0))
    assert check_plan(problem, match.allocations).broken == ()
