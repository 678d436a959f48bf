"""Profiles of risk factors: unknown stays unknown, nothing is weighted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisplanner.domain.risk import IndicatorState, Trend
from crisisplanner.planning.risk.bands import RiskBand, risk_band
from crisisplanner.planning.risk.profile import middle_state, profile_of, trend_of

U, A, E, P, X = IndicatorState
STATES = st.lists(st.sampled_from(IndicatorState), max_size=30)


def test_a_profile_counts_by_state_and_says_how_many_were_looked_at() -> None:
    profile = profile_of([X, X, P, E, A, U, U, U])
    assert [profile.counts[s] for s in (X, P, E, A, U)] == [2, 1, 1, 1, 3]
    assert (profile.n_rated, profile.n_indicators) == (5, 8)
    assert profile.gravest is X


def test_no_total_is_given_below_60_per_cent_rated() -> None:
    assert profile_of([P] * 59 + [U] * 41).total() is None
    total = profile_of([P] * 30 + [A] * 30 + [U] * 40).total()
    assert total is not None
    assert (total.least, total.most) == (0.3, 0.7)


def test_a_factor_nobody_looked_at_is_unknown_not_absent() -> None:
    profile = profile_of([U, U])
    assert profile.gravest is U
    assert profile.total() is None
    assert profile_of([]).rated_share == 0.0


@given(STATES)
def test_an_unknown_indicator_more_never_narrows_a_total(states: list[IndicatorState]) -> None:
    before, after = profile_of(states).total(), profile_of([*states, U]).total()
    if before is not None and after is not None:
        assert after.most - after.least >= before.most - before.least
        assert after.least <= before.least


@given(STATES)
def test_the_middle_is_a_state_that_somebody_gave(states: list[IndicatorState]) -> None:
    middle = middle_state(states)
    rated = [s for s in states if s is not U]
    assert middle in rated if rated else middle is U
    assert middle_state([*states, U]) is middle
    assert middle_state(reversed(states)) is middle


def test_of_two_middles_the_graver_is_taken() -> None:
    assert middle_state([A, X]) is X
    assert middle_state([E, P, X]) is P
    assert middle_state([U, E]) is E


@pytest.mark.parametrize(
    ("trends", "expected"),
    [
        ([], None),
        ([None, None], None),
        ([Trend.WORSE, None], Trend.WORSE),
        ([Trend.WORSE, Trend.BETTER], Trend.STEADY),
        ([Trend.WORSE, Trend.STEADY], Trend.WORSE),
        ([Trend.BETTER, Trend.BETTER, Trend.STEADY], Trend.BETTER),
        ([Trend.WORSE, Trend.BETTER, Trend.STEADY, Trend.STEADY], Trend.STEADY),
    ],
)
def test_the_trend_is_the_commonest(trends: list[Trend | None], expected: Trend | None) -> None:
    assert trend_of(trends) is expected


@pytest.mark.parametrize(
    ("likelihood", "impact", "band"),
    [
        (1, 1, RiskBand.LOW),
        (1, 5, RiskBand.LOW),
        (2, 4, RiskBand.MEDIUM),
        (3, 4, RiskBand.MEDIUM),
        (3, 5, RiskBand.HIGH),
        (5, 5, RiskBand.HIGH),
        (None, 5, None),
    ],
)
def test_bands_are_those_of_emergency_response_preparedness(
    likelihood: int | None, impact: int, band: RiskBand | None
) -> None:
    assert risk_band(likelihood, impact) is band


def test_a_step_outside_1_to_5_is_refused() -> None:
    with pytest.raises(ValueError, match="Expected impact from 1 to 5, got 6"):
        risk_band(1, 6)
