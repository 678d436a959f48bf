"""Generalised assignment problems whose optima are known by trying every assignment."""

from __future__ import annotations

import itertools
import random

import pytest

from benchmarks.or_library import (
    Assignment,
    as_problem,
    highest_cost,
    read_assignments,
)
from crisisplanner.planning.checker.checking import check_plan
from crisisplanner.planning.matching.settings import Aim, MatchOptions
from crisisplanner.planning.matching.solving import solve


def drawn(seed: int) -> Assignment:
    rng = random.Random(seed)
    n_agents, n_jobs = 3, 6
    weight = tuple(tuple(rng.randint(1, 6) for _ in range(n_jobs)) for _ in range(n_agents))
    cost = tuple(tuple(rng.randint(1, 20) for _ in range(n_jobs)) for _ in range(n_agents))
    capacity = tuple(rng.randint(8, 11) for _ in range(n_agents))
    return Assignment(cost, weight, capacity)


def best_by_trying(one: Assignment, sign: int) -> int | None:
    values = []
    for agents in itertools.product(range(len(one.capacity)), repeat=one.n_jobs):
        used = [0] * len(one.capacity)
        for job, agent in enumerate(agents):
            used[agent] += one.weight[agent][job]
        if all(u <= c for u, c in zip(used, one.capacity, strict=True)):
            values.append(sum(one.cost[agent][job] for job, agent in enumerate(agents)))
    return None if not values else (min(values) if sign > 0 else max(values))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("maximises", [False, True])
def test_the_engine_reaches_the_known_optimum(seed: int, *, maximises: bool) -> None:
    one = drawn(seed)
    best = best_by_trying(one, -1 if maximises else 1)
    problem = as_problem(one, maximises=maximises)
    options = MatchOptions(gap=0.0, aims=(Aim.COVERAGE, Aim.COST), tolerance=0.0)
    match = solve(problem, options)
    assert check_plan(problem, match.allocations).broken == ()
    if best is None:
        assert match.weighted_coverage < 1 - 1e-6
        return
    assert match.weighted_coverage == pytest.approx(1.0)
    value = highest_cost(one) * one.n_jobs - match.cost if maximises else match.cost
    assert value == pytest.approx(best)


def test_the_text_format_is_read_problem_by_problem() -> None:
    text = "2  1 2  3 4  1 1  5   2 1  7 8  2 2  3 3"
    first, second = read_assignments(text)
    assert first == Assignment(((3, 4),), ((1, 1),), (5,))
    assert second == Assignment(((7,), (8,)), ((2,), (2,)), (3, 3))
