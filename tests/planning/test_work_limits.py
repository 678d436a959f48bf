"""That a limit of work ends a search in whole numbers, at the same place every time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from benchmarks.instances import InstanceSize, generate
from crisisplanner.domain.match import MatchStatus
from crisisplanner.planning.matching.highs import WORK_PER_QUESTION, Highs, Outcome, SolveLimits
from crisisplanner.planning.matching.settings import MatchOptions, Method
from crisisplanner.planning.matching.solving import solve
from tests.planning.cutting import whole_formulation

SOME = InstanceSize("some", 16, 60, 12, 4, 8, 1)
FORM = whole_formulation(generate(SOME, 1))


def searched(n_questions: int) -> Outcome:
    limits = SolveLimits(gap=1e-9, work=n_questions * WORK_PER_QUESTION)
    return Highs(FORM.model, FORM.objective).solve(limits)


def test_a_search_ends_when_its_work_is_used_up() -> None:
    short, long = searched(10), searched(40)
    assert not short.is_proven
    assert not long.is_proven
    assert short.work < long.work
    assert short.value <= long.value
    assert short.bound >= long.bound


def test_the_same_work_ends_at_the_same_place() -> None:
    one, other = searched(25), searched(25)
    assert one.solution is not None
    assert other.solution is not None
    assert np.array_equal(one.solution, other.solution)
    assert (one.bound, one.work) == (other.bound, other.work)


def test_an_exact_match_is_stopped_by_its_work() -> None:
    problem = generate(SOME, 2)
    options = MatchOptions(gap=0.0, method=Method.EXACT, work=2_000)
    one, other = solve(problem, options), solve(problem, options)
    assert one.status is MatchStatus.STOPPED
    assert one.allocations == other.allocations
    assert one.bound == other.bound


def test_an_easy_search_goes_on_within_its_gap_to_the_end() -> None:
    easy = whole_formulation(generate(replace(SOME, n_requirements=3, n_offers=10), 2))
    wide = SolveLimits(gap=0.5)
    best = Highs(easy.model, easy.objective).solve(SolveLimits(gap=1e-9))
    found = Highs(easy.model, easy.objective).solve(replace(wide, least_work=1e6))
    assert found.is_proven
    assert abs(found.value - best.value) < 1e-9


def test_a_long_search_ends_within_its_gap() -> None:
    limits = SolveLimits(gap=0.5, least_work=2 * WORK_PER_QUESTION)
    found = Highs(FORM.model, FORM.objective).solve(limits)
    assert found.is_proven
    assert 1e-3 < (found.bound - found.value) / found.value < 0.5
