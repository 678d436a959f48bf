"""Generalised assignment problems whose optima are known by trying every assignment."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from benchmarks.or_library import (
    Assignment,
    as_problem,
    highest_cost,
    main,
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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: expected the number of problems, found the end of the file"),
        ("abc def", "line 1: expected the number of problems, a whole number, found 'abc'"),
        ("0", "line 1: expected the number of problems of at least 1, found 0"),
        ("1\n1 1\n2.5\n1\n1", "line 3: expected a cost, a whole number, found '2.5'"),
        ("1\n1 2\n5 6\n1 0\n9", "line 4: expected a weight of at least 1, found 0"),
        ("1\n1 2\n5 6\n1", "line 4: expected a weight, found the end of the file"),
        ("1\n1 1\n5\n1\n9\n7", "line 6: expected the end of the file, found '7'"),
    ],
)
def test_a_file_that_holds_no_assignments_is_refused_by_line(
    text: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "gap.txt"
    file.write_text(text)
    monkeypatch.setattr("sys.argv", ["or_library", str(file), str(tmp_path / "out")])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert f"{file}, {said}\n" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_not_there_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["or_library", str(tmp_path / "no"), str(tmp_path / "out")])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert "can't be read: No such file" in capsys.readouterr().err
