"""That the order of rows changes no reason."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from benchmarks.instances import InstanceSize, generate
from crisisplanner.domain.problem import Problem
from crisisplanner.services.matching.solving import MatchWish, explain_gaps, search_match

SOME = InstanceSize("some", 12, 40, 12, 4, 8, 2)


def turned_round(problem: Problem) -> Problem:
    """Reverse the rows of every table."""
    tables: dict[str, Any] = {field.name: getattr(problem, field.name) for field in fields(problem)}
    rows: dict[str, Any] = {
        name: value[::-1] for name, value in tables.items() if isinstance(value, tuple)
    }
    return replace(problem, **rows)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_rows_turned_round_have_the_same_reasons(seed: int) -> None:
    problem = generate(SOME, seed)
    sent = search_match(problem, MatchWish(gap=0.05, work_limit=500)).allocations
    gaps = explain_gaps(problem, sent)
    again = explain_gaps(turned_round(problem), sent[::-1])
    assert gaps
    assert again == gaps[::-1]
