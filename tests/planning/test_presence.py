"""Overlaps of reported activities: organisations on one day, each counted once."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from crisisplanner.planning.presence import Work, busiest_day, cells_of

DAYS = st.dates(date(2022, 1, 1), date(2022, 2, 15))


def work(organisation: str, first: date | None, last: date | None) -> Work:
    return Work("Health", "CF21", organisation, 1, first, last)


def test_two_organisations_overlap_only_on_days_that_both_work() -> None:
    one = work("one", date(2022, 1, 1), date(2022, 1, 31))
    assert busiest_day([one, work("two", date(2022, 1, 31), None)]) == (2, date(2022, 1, 31))
    assert busiest_day([one, work("two", date(2022, 2, 1), None)]) == (1, date(2022, 1, 1))


def test_one_organisation_never_overlaps_with_itself() -> None:
    one = work("one", date(2022, 1, 1), date(2022, 1, 31))
    assert busiest_day([one, one])[0] == 1


def test_what_has_no_dates_is_counted_apart() -> None:
    (cell,) = cells_of([work("one", None, None), work("two", date(2022, 1, 1), None)]).values()
    assert (cell.n_at_once, cell.n_undated, cell.organisations) == (1, 1, ("one", "two"))


@given(st.lists(st.tuples(st.sampled_from("abcd"), DAYS, DAYS), max_size=12))
def test_the_busiest_day_is_what_counting_every_day_finds(
    drawn: list[tuple[str, date, date]],
) -> None:
    works = [work(name, min(pair), max(pair)) for name, *pair in drawn]
    days = {day for one in works for day in one.span or ()}
    by_hand = {
        day: {w.organisation for w in works if w.span and _holds(w.span, day)} for day in days
    }
    n, busiest = busiest_day(works)
    assert n == max((len(there) for there in by_hand.values()), default=0)
    if busiest is not None:
        assert len(by_hand[busiest]) == n


def _holds(span: tuple[date, date], day: date) -> bool:
    return span[0] <= day <= span[1]
