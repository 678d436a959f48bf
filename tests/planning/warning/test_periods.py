"""Sums of periods and thresholds, by hand-computed examples and by properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisplanner.planning.warning.periods import reached_in_a_row, sums_of_periods
from crisisplanner.planning.warning.reach import Finding, Reach, Reading, all_of, reach_of

TODAY = date(2003, 5, 26)
FIRST = date(2003, 4, 1)


def day(back: int) -> date:
    return TODAY - timedelta(days=back)


@pytest.mark.parametrize(
    ("low", "best", "high", "reach"),
    [
        (30, 40, 50, Reach.CERTAIN),
        (20, 25, 50, Reach.BEST),
        (None, 25, None, Reach.BEST),
        (10, 20, 25, Reach.POSSIBLE),
        (10, 20, 24, Reach.NO),
        (None, 24, None, Reach.NO),
        (None, None, None, Reach.UNKNOWN),
        (10, None, None, Reach.UNKNOWN),
        (10, None, 30, Reach.POSSIBLE),
    ],
)
def test_a_threshold_is_compared_with_the_whole_range(
    low: float | None, best: float | None, high: float | None, reach: Reach
) -> None:
    assert reach_of(Reading(TODAY, best, low, high), 25) is reach


def test_twenty_five_deaths_a_week_for_three_weeks() -> None:
    deaths = [Reading(day(18), 20), Reading(day(16), 6), Reading(day(8), 30), Reading(day(0), 25)]
    found = reached_in_a_row(deaths, TODAY, at_least=25, n_periods=3)
    assert found.reach is Reach.BEST
    assert [said.values["best"] for said in found.found] == [26, 30, 25]
    assert found.found[0].values["start"] == date(2003, 5, 6)
    assert reached_in_a_row(deaths, TODAY, at_least=26, n_periods=3).reach is Reach.NO


def test_a_week_without_a_value_is_unknown_unless_the_list_is_complete() -> None:
    deaths = [Reading(day(18), 30), Reading(day(0), 30)]
    assert reached_in_a_row(deaths, TODAY, at_least=1, n_periods=3).reach is Reach.UNKNOWN
    complete = reached_in_a_row(
        deaths, TODAY, at_least=1, n_periods=3, known_from=FIRST, known_to=TODAY
    )
    assert complete.reach is Reach.NO
    late = reached_in_a_row(
        deaths, TODAY, at_least=1, n_periods=3, known_from=FIRST, known_to=day(10)
    )
    assert late.reach is Reach.UNKNOWN


def test_an_event_without_a_figure_leaves_the_sum_open_upwards() -> None:
    (week,) = sums_of_periods([Reading(day(1), 10), Reading(day(2), None)], TODAY, 7, 1)
    assert (week.low, week.best, week.high) == (10, None, None)
    assert reach_of(week, 10) is Reach.CERTAIN
    assert reach_of(week, 11) is Reach.UNKNOWN


VALUES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 50)), max_size=20)


@given(VALUES, st.integers(1, 100))
def test_a_higher_threshold_is_never_reached_more_surely(
    values: list[tuple[int, int]], at_least: int
) -> None:
    readings = [Reading(day(back), n) for back, n in values]
    low = reached_in_a_row(readings, TODAY, at_least=at_least, n_periods=2).reach
    high = reached_in_a_row(readings, TODAY, at_least=at_least + 1, n_periods=2).reach
    assert high <= low


@given(VALUES)
def test_periods_neither_lose_nor_double_a_value(values: list[tuple[int, int]]) -> None:
    readings = [Reading(day(back), n) for back, n in values]
    sums = sums_of_periods(readings, TODAY, 7, 6, known_from=FIRST - timedelta(60), known_to=TODAY)
    assert sum(one.best or 0 for one in sums) == sum(n for _, n in values)


def test_the_weakest_of_several_conditions_decides() -> None:
    assert all_of([Finding(Reach.CERTAIN), Finding(Reach.UNKNOWN)]).reach is Reach.UNKNOWN
    assert all_of([Finding(Reach.NO), Finding(Reach.UNKNOWN)]).reach is Reach.NO
    assert all_of([]).reach is Reach.UNKNOWN


def test_a_period_known_in_part_never_says_no() -> None:
    deaths = [Reading(day(5), 10)]

    def reach(at_least: float, known_to: date) -> Reach:
        return reached_in_a_row(
            deaths, TODAY, at_least=at_least, known_from=FIRST, known_to=known_to
        ).reach

    assert reach(11, day(3)) is Reach.UNKNOWN
    assert reach(10, day(3)) is Reach.BEST
    assert reach(11, TODAY) is Reach.NO
