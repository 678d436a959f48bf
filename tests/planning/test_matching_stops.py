"""A search that is to stop does so soon, and what it has by then obeys every rule."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from benchmarks.instances import InstanceSize, generate
from crisisplanner.domain.errors import CrisisPlannerError, ErrorKind
from crisisplanner.domain.match import MatchStatus
from crisisplanner.domain.problem import LiftRow, LockRow, OfferRow, Problem, RequirementRow
from crisisplanner.planning.checker.checking import check_plan
from crisisplanner.planning.matching.arcs import keys_of, no_plan
from crisisplanner.planning.matching.canonical import canonical
from crisisplanner.planning.matching.clusters import clusters_of
from crisisplanner.planning.matching.coupling import Coupling
from crisisplanner.planning.matching.greedy import greedy_plan, priced_plan
from crisisplanner.planning.matching.instance import make_instance
from crisisplanner.planning.matching.itineraries import Itineraries, ItineraryPrices
from crisisplanner.planning.matching.relaxation import RelaxTask
from crisisplanner.planning.matching.settings import MatchOptions, Method, never
from crisisplanner.planning.matching.solving import solve
from crisisplanner.planning.matching.stopping import Stopped
from crisisplanner.planning.matching.workers import Bench
from crisisplanner.planning.matching.worth import weighted_coverage
from tests.planning.problem_strategies import small_problems

SLOW = list(HealthCheck)
BROAD = InstanceSize("broad", 300, 4_000, 26, 10, 40, 3)
LONGEST_SILENCE_S = 1.0


def after(n_asks: int) -> Callable[[], bool]:
    """Wish to stop when asked for the n-th time."""
    asks = iter(range(n_asks))
    return lambda: next(asks, None) is None


class Listener:
    """Wish to stop after so many asks; remember the longest processor time between two."""

    def __init__(self, n_asks: float) -> None:
        self.n_asks = n_asks
        self.n = 0
        self.longest_s = 0.0
        self._last_s = time.process_time()

    def should_stop(self) -> bool:
        self.note()
        self.n += 1
        return self.n >= self.n_asks

    def note(self) -> None:
        now = time.process_time()
        self.longest_s = max(self.longest_s, now - self._last_s)
        self._last_s = now


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(problem=small_problems(), n_asks=st.integers(0, 5))
def test_a_first_plan_that_is_stopped_anywhere_obeys_every_rule(
    problem: Problem, n_asks: int
) -> None:
    instance = make_instance(canonical(problem))
    plan = greedy_plan(instance, after(n_asks), pairs_at_once=1)
    if plan is None:
        assume(problem.locks)
        return
    assert check_plan(problem, plan.allocations()).broken == ()


def test_the_later_a_first_plan_is_stopped_the_more_it_covers() -> None:
    instance = make_instance(canonical(generate(BROAD, 1)))
    whole = greedy_plan(instance)
    stopped = [greedy_plan(instance, after(n), pairs_at_once=4_000) for n in (0, 3)]
    values = [weighted_coverage(plan) for plan in (*stopped, whole) if plan is not None]
    assert len(values) == 3
    assert 0 < values[0] < values[1] < values[2]


def test_a_first_plan_that_is_stopped_keeps_its_locks_and_what_they_wait_for() -> None:
    needs = [RequirementRow(f"r{n}", "north", "clinic", 2.0, 0, 20, weight=9.0) for n in range(5)]
    last = replace(
        needs[-1], id="last", weight=1.0, minimum_share=1.0, prerequisites=("before",), from_day=5
    )
    before = replace(needs[-1], id="before", weight=1.0, minimum_share=1.0)
    offers = [OfferRow(f"o{n}", "FR", "clinic", 2.0) for n in range(10)]
    problem = Problem(
        offers=tuple(offers),
        requirements=(*needs, last, before),
        locks=(LockRow("o3", "last", 1.0),),
    )
    plan = greedy_plan(make_instance(canonical(problem)), after(0), pairs_at_once=1)
    assert plan is not None
    served = {row.requirement for row in plan.allocations()}
    assert {"last", "before"} < served < {need.id for need in problem.requirements}
    assert check_plan(problem, plan.allocations()).broken == ()


@pytest.mark.parametrize("method", [Method.EXACT, Method.NEIGHBOURHOODS])
@pytest.mark.parametrize("n_asks", [0, 1, 4, 30])
def test_a_search_that_is_stopped_anywhere_gives_a_plan_within_its_bound(
    method: Method, n_asks: int
) -> None:
    problem = generate(replace(BROAD, n_requirements=60, n_offers=300), 2)
    match = solve(problem, MatchOptions(should_stop=after(n_asks), method=method))
    assert match.status is MatchStatus.STOPPED
    assert match.allocations
    assert 0 < match.weighted_coverage <= match.bound
    assert check_plan(problem, match.allocations).broken == ()


def test_a_large_search_asks_often_whether_to_stop_and_ends_soon_after() -> None:
    problem = generate(BROAD, 1)
    listener = Listener(400)
    match = solve(
        problem,
        MatchOptions(should_stop=listener.should_stop, method=Method.NEIGHBOURHOODS),
    )
    listener.note()
    assert listener.n >= listener.n_asks
    assert listener.longest_s < LONGEST_SILENCE_S
    assert check_plan(problem, match.allocations).broken == ()


def test_a_large_problem_that_is_stopped_while_it_is_laid_out_gives_the_empty_plan() -> None:
    need = RequirementRow("r", "north", "clinic", 1.0, 0, 9)
    offer = OfferRow("o", "FR", "tank", 1.0)
    problem = Problem(
        offers=tuple(replace(offer, id=f"o{n}") for n in range(6_000)),
        requirements=tuple(replace(need, id=f"r{n}") for n in range(4_000)),
    )
    for n_asks in range(4):
        match = solve(problem, MatchOptions(should_stop=after(n_asks)))
        assert (match.status, match.allocations) == (MatchStatus.STOPPED, ())
        assert match.bound == 1.0


def test_a_pass_over_the_days_asks_every_week() -> None:
    instance = make_instance(canonical(generate(BROAD, 1)))
    pairs = np.arange(2_000, dtype=np.int64)
    level = np.zeros(int((instance.need_days + 1).sum()) + 1)
    coupling = Coupling(instance)
    none = coupling.no_prices()
    prices = ItineraryPrices(level, none.tonne, coupling.money_of_requirements(none), {})
    n_weeks = math.ceil(instance.n_days / 7)
    for n_asks in (0, n_weeks - 1):
        with pytest.raises(Stopped):
            Itineraries(instance, pairs, after(n_asks)).solve(prices)
    Itineraries(instance, pairs, after(n_weeks)).solve(prices)
    with pytest.raises(Stopped):
        Itineraries(instance, pairs, after(n_weeks)).nearly_best(prices)


@pytest.mark.parametrize("n_asks", [0, 1, 40, 90, 400])
def test_bounds_of_clusters_that_are_stopped_hold(n_asks: int) -> None:
    problem = generate(replace(BROAD, n_requirements=60, n_offers=300), 2)
    instance = make_instance(canonical(problem))
    nothing, coupling = keys_of(no_plan(instance).arcs), Coupling(instance)
    bound = 0.0
    for number in range(len(clusters_of(instance))):
        task = RelaxTask(number, nothing, None, coupling.no_prices())
        bound += task.run(Bench(instance, after(n_asks))).bound
    plan = greedy_plan(instance)
    assert plan is not None
    assert bound >= weighted_coverage(plan) > 0


def test_locks_without_a_plan_by_the_time_of_stopping_are_not_called_impossible() -> None:
    big = RequirementRow("big", "north", "clinic", 3.0, 0, 20, weight=9.0)
    small = RequirementRow("small", "north", "clinic", 2.0, 0, 20, minimum_share=1.0)
    problem = Problem(
        offers=(OfferRow("a", "FR", "clinic", 1.0), OfferRow("b", "SE", "clinic", 1.0)),
        requirements=(big, small),
        locks=(LockRow("a", "small", 1.0, 0, 20),),
    )
    assert greedy_plan(make_instance(canonical(problem))) is None
    assert solve(problem).allocations
    with pytest.raises(CrisisPlannerError) as stopped:
        solve(problem, MatchOptions(should_stop=after(0)))
    assert stopped.value.kind is ErrorKind.STOPPED
    assert stopped.value.messages[0].code == "match.stopped_without_plan"


def test_what_is_proposed_nowhere_costs_nothing() -> None:
    problem = Problem(
        offers=(OfferRow("o", "FR", "clinic", 1.0, lift_t=10.0),),
        requirements=(RequirementRow("r", "north", "clinic", 1.0, 0, 1),),
        lift=(LiftRow("*", -7, 7, 0.0), LiftRow("FR", 0, 1, 35.0)),
    )
    instance = make_instance(canonical(problem))
    coupling = Coupling(instance)
    found = priced_plan(instance, coupling, coupling.no_prices(), never)
    assert found is not None
    assert not len(found.plan.arcs)
