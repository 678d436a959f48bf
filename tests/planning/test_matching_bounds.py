"""That bounds hold: against brute force, against each other, at once and at any prices."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from benchmarks.instances import InstanceSize, generate
from crisisplanner.domain.problem import Problem
from crisisplanner.planning.matching.bounding import simple_bound
from crisisplanner.planning.matching.canonical import canonical
from crisisplanner.planning.matching.clusters import clusters_of
from crisisplanner.planning.matching.coupling import Coupling, CouplingPrices
from crisisplanner.planning.matching.instance import Instance, make_instance
from crisisplanner.planning.matching.itineraries import Itineraries
from crisisplanner.planning.matching.relaxation import bound_of_cluster, itinerary_prices
from crisisplanner.planning.matching.relaxed_program import ClusterDays, LevelPrices
from crisisplanner.planning.matching.settings import MatchOptions, Method
from crisisplanner.planning.matching.solving import solve
from tests.planning import brute_force
from tests.planning.problem_strategies import tiny_problems

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
FEW_SIZE = InstanceSize("few", 10, 40, 12, 3, 5, 1)


def best_value(problem: Problem) -> float:
    try:
        best = brute_force.best_plan(problem, limit=20_000)
    except brute_force.TooManyPlansError:
        reject()
    if best is None:
        reject()
    return best.weighted_coverage


def bound_at(instance: Instance, seed: int) -> float:
    """Prove a bound at prices drawn at random."""
    rng = np.random.default_rng(seed)
    coupling = Coupling(instance)
    scale = rng.choice([0.0, 1e-6, 1e-2], size=3)
    prices = CouplingPrices(
        rng.uniform(0, 1, coupling.lift.own.shape) * scale[0],
        rng.uniform(0, 1, coupling.lift.pool.shape) * scale[1],
        rng.uniform(0, 1, coupling.amount.shape) * scale[2],
    )
    bound = coupling.worth_of_limits(prices)
    for cluster in clusters_of(instance):
        days = ClusterDays(instance, cluster.requirements)
        away = {
            int(offer): rng.uniform(0, 0.02, instance.n_days)
            for offer in np.unique(instance.offer[cluster.pairs])
            if rng.random() < 0.5
        }
        level = LevelPrices(days.top * rng.uniform(0, 1, len(days.top)), away)
        asked = itinerary_prices(days, level, coupling, prices)
        bound += bound_of_cluster(days, Itineraries(instance, cluster.pairs), level, asked)[0]
    return bound


@settings(max_examples=80, deadline=None, suppress_health_check=SLOW)
@given(problem=tiny_problems(), seed=st.integers(0, 1000))
def test_no_plan_is_worth_more_than_the_bound_at_any_prices(problem: Problem, seed: int) -> None:
    value = best_value(problem)
    assert bound_at(make_instance(canonical(problem)), seed) >= value - 1e-6


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(problem=tiny_problems())
def test_no_plan_is_worth_more_than_the_bound_at_once(problem: Problem) -> None:
    assert simple_bound(make_instance(canonical(problem))) >= best_value(problem) - 1e-6


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(problem=tiny_problems())
def test_the_bound_of_a_search_by_neighbourhoods_holds(problem: Problem) -> None:
    value = best_value(problem)
    match = solve(problem, MatchOptions(gap=0.0, method=Method.NEIGHBOURHOODS, work=1_500))
    assert match.bound >= value - 1e-6
    assert match.weighted_coverage <= value + 1e-6


@pytest.mark.parametrize("seed", [1, 2])
def test_the_stays_of_best_itineraries_add_up_to_their_worth(seed: int) -> None:
    instance = make_instance(canonical(generate(FEW_SIZE, seed)))
    coupling = Coupling(instance)
    pool = np.full(coupling.lift.pool.shape, 1e-5)
    prices = CouplingPrices(np.full(coupling.lift.own.shape, 1e-5), pool, coupling.amount * 0)
    rng = np.random.default_rng(seed)
    for cluster in clusters_of(instance):
        days = ClusterDays(instance, cluster.requirements)
        level = LevelPrices(days.top * rng.uniform(0, 1, len(days.top)), {})
        itineraries = Itineraries(instance, cluster.pairs)
        asked = itinerary_prices(days, level, coupling, prices)
        worth, stays = itineraries.solve(asked)
        place = days.first_of[instance.requirement[stays.pair]] + instance.first_day
        gained = sum(
            float(level.level[at + start : at + end].sum()) * float(instance.effectiveness[pair])
            for at, start, end, pair in zip(place, stays.start, stays.end, stays.pair, strict=True)
        )
        paid = 1e-5 * float(instance.lift_t[stays.offer].sum())
        assert worth.sum() == pytest.approx(gained - paid)
        assert (stays.end - stays.start <= instance.max_stay[stays.offer]).all()
        _, loss = itineraries.nearly_best(asked)
        assert loss.min() == pytest.approx(0.0, abs=1e-12)


def test_a_bound_below_one_is_there_even_if_time_is_up_at_once() -> None:
    scarce = generate(InstanceSize("small", 60, 100, 12, 12, 20, 2), 1)
    match = solve(scarce, MatchOptions(should_stop=lambda: True))
    assert match.weighted_coverage <= match.bound < 1.0
