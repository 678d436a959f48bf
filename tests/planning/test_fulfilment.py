"""Probability from promises kept: honest with few cases, the ratio with many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisplanner.planning.fulfilment import chance_of, kept_share

SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


def test_one_promise_kept_is_no_certainty() -> None:
    chance = chance_of([1.0])
    assert chance is not None
    assert chance.value == pytest.approx(2 / 3)
    # A Beta(2, 1) has the distribution function x².
    assert chance.low == pytest.approx(0.1**0.5, abs=1e-3)
    assert chance.high == pytest.approx(0.9**0.5, abs=1e-3)


def test_without_cases_nothing_is_suggested() -> None:
    assert chance_of([]) is None
    assert kept_share(None, 3) is None
    assert kept_share(0, 3) is None
    assert kept_share(4, 6) == 1.0


@given(SHARES)
def test_the_range_holds_the_value_and_more_cases_come_nearer_to_the_ratio(
    shares: list[float],
) -> None:
    few, many = chance_of(shares), chance_of(shares * 10)
    assert few is not None
    assert many is not None
    assert 0 <= few.low <= few.value <= few.high <= 1
    ratio = sum(shares) / len(shares)
    assert abs(many.value - ratio) <= abs(few.value - ratio) + 1e-9
