"""Days from D and dates of the calendar."""

from datetime import date

import pytest

from crisisplanner.domain.days import Day

LATE = date(9999, 12, 30)


@pytest.mark.parametrize(
    ("number", "d_day", "on"),
    [
        (24, date(2003, 5, 30), date(2003, 6, 23)),
        (-30, date(2003, 5, 30), date(2003, 4, 30)),
        (0, LATE, LATE),
        (90, LATE, date.max),
        (-999_999, date(2003, 5, 30), date.min),
    ],
)
def test_a_day_is_dated_and_one_beyond_the_calendar_by_its_end(
    number: int, d_day: date, on: date
) -> None:
    assert Day(number).on_calendar(d_day) == on
