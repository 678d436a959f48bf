"""What is enough and what is nothing, within the one tolerance."""

from __future__ import annotations

import numpy as np
import pytest

from crisisplanner.planning.tolerance import TOLERANCE, levels_count, reaches, slack, slacks


@pytest.mark.parametrize(
    ("limit", "missed_by", "is_enough"),
    [
        (0.5, 0.9 * TOLERANCE, True),
        (0.5, 1.1 * TOLERANCE, False),
        (1_000.0, 900 * TOLERANCE, True),
        (1_000.0, 1_100 * TOLERANCE, False),
    ],
)
def test_a_limit_may_be_missed_by_the_tolerance_relative_above_one(
    limit: float, missed_by: float, *, is_enough: bool
) -> None:
    assert reaches(limit - missed_by, limit) is is_enough


def test_slacks_of_many_limits_are_the_slack_of_each() -> None:
    limits = [0.0, 0.5, 1.0, 40.0, -40.0]
    assert slacks(np.array(limits)).tolist() == [slack(limit) for limit in limits]


def test_a_level_of_nothing_never_counts_even_without_a_minimum() -> None:
    levels = np.array([0.0, TOLERANCE / 2, 2 * TOLERANCE, 1.0])
    assert levels_count(levels, 0.0).tolist() == [False, False, True, True]


def test_a_level_counts_from_its_own_minimum_on() -> None:
    levels, least = np.array([1.9, 2.0, 2.0 - TOLERANCE, 3.0]), np.array([2.0, 2.0, 2.0, 3.1])
    assert levels_count(levels, least).tolist() == [False, True, True, False]
