"""Agreement between assessors, by hand-computed examples and by properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisplanner.domain.risk import IndicatorState
from crisisplanner.planning.risk.agreement import agreement_on, sharpest_disagreements

U, A, E, P, X = IndicatorState
INDICATORS = (1, 2, 3, 4)
RATINGS = st.dictionaries(st.sampled_from(INDICATORS), st.sampled_from(IndicatorState))


def test_three_assessors_on_three_indicators_by_hand() -> None:
    one = {1: X, 2: P, 3: A}
    two = {1: P, 2: P, 3: U}
    three = {1: E, 3: E}
    found = agreement_on([one, two, three], INDICATORS)
    # Means: (3 + 2 + 0) / 3, (2 + 2) / 2, (1 + 1) / 2.
    assert [round(one or 0.0, 6) for one in found.positions] == [1.666667, 2.0, 1.0]
    # Pairs: 1-2: 1 and 0; 1-3: 2 and 1; 2-3: 1.
    assert found.n_compared == 5
    assert found.mean_distance == pytest.approx(1.0)
    assert not found.is_far_apart


def test_more_than_one_step_apart_is_far() -> None:
    assert agreement_on([{1: X}, {1: E}], INDICATORS).is_far_apart
    assert not agreement_on([{1: X}, {1: P}], INDICATORS).is_far_apart


def test_means_that_agree_do_not_hide_opposite_ratings() -> None:
    found = agreement_on([{1: X, 2: A}, {1: A, 2: X}], INDICATORS)
    assert found.spread == 0.0
    assert found.mean_distance == 3.0
    assert found.is_far_apart


def test_who_rated_nothing_has_no_position() -> None:
    found = agreement_on([{}, {1: U}, {2: E}], INDICATORS)
    assert found.positions == (None, None, 1.0)
    assert found.mean_distance is None
    assert not found.is_far_apart


def test_the_sharpest_disagreements_come_first() -> None:
    one, two, three = {1: X, 2: P, 3: E}, {1: P, 2: A, 3: E}, {2: U, 4: X}
    found = sharpest_disagreements([one, two, three], INDICATORS)
    assert [(d.indicator, d.steps) for d in found] == [(2, 2), (1, 1)]


@given(st.lists(RATINGS, max_size=5))
def test_agreement_does_not_depend_on_the_order_of_assessors(
    assessors: list[dict[int, IndicatorState]],
) -> None:
    forth = agreement_on(assessors, INDICATORS)
    back = agreement_on(assessors[::-1], INDICATORS)
    assert forth.positions == back.positions[::-1]
    assert forth.mean_distance == back.mean_distance
    assert forth.is_far_apart == back.is_far_apart


@given(RATINGS)
def test_nobody_disagrees_with_oneself(ratings: dict[int, IndicatorState]) -> None:
    found = agreement_on([ratings, ratings], INDICATORS)
    assert (found.mean_distance or 0.0) == 0.0
    assert sharpest_disagreements([ratings, ratings], INDICATORS) == ()


@given(RATINGS, RATINGS)
def test_distance_never_exceeds_three_steps(
    one: dict[int, IndicatorState], two: dict[int, IndicatorState]
) -> None:
    found = agreement_on([one, two], INDICATORS)
    assert 0.0 <= (found.mean_distance or 0.0) <= 3.0
    assert all(d.steps in (1, 2, 3) for d in sharpest_disagreements([one, two], INDICATORS))
