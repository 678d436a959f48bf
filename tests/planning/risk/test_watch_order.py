"""The order of a watch list."""

from crisisplanner.domain.risk import IndicatorState as State
from crisisplanner.domain.risk import Trend
from crisisplanner.domain.terms import CrisisStatus
from crisisplanner.planning.risk.profile import Profile, profile_of
from crisisplanner.planning.risk.watch_order import OrderKey, severity_trend, watch_key


def profile(**counts: int) -> Profile:
    return profile_of([State(name) for name, n in counts.items() for _ in range(n)])


def key(
    risk: Profile,
    trend: Trend | None = None,
    severity: float | None = None,
    status: CrisisStatus = CrisisStatus.WATCH,
) -> OrderKey:
    return watch_key(risk, trend, severity, status)


def test_the_gravest_state_seen_comes_first_however_many_lesser_ones_there_are() -> None:
    assert key(profile(acute=1)) < key(profile(present=9))


def test_more_indicators_of_the_gravest_state_come_first() -> None:
    assert key(profile(acute=2)) < key(profile(acute=1, present=9))


def test_a_crisis_that_nobody_rated_stands_before_one_found_calm() -> None:
    assert key(profile(emerging=1)) < key(profile(unknown=5)) < key(profile(absent=5))


def test_a_trend_decides_between_equal_pictures_and_an_unknown_one_is_not_calm() -> None:
    same = profile(present=2)
    trends = [Trend.WORSE, None, Trend.STEADY, Trend.BETTER]
    assert sorted(trends, key=lambda t: key(same, t)) == trends


def test_severity_then_status_decide_last() -> None:
    same = profile(unknown=1)
    assert key(same, severity=4.2) < key(same, severity=3.0) < key(same)
    assert key(same, status=CrisisStatus.ACTIVE) < key(same, status=CrisisStatus.WATCH)


def test_a_closed_crisis_comes_after_all_others() -> None:
    assert key(profile(absent=1)) < key(profile(acute=9), status=CrisisStatus.CLOSED)


def test_a_severity_goes_worse_better_or_stays() -> None:
    assert severity_trend(4.2, 4.1) is Trend.WORSE
    assert severity_trend(4.1, 4.2) is Trend.BETTER
    assert severity_trend(4.2, 4.2) is Trend.STEADY
    assert severity_trend(4.2, None) is None
