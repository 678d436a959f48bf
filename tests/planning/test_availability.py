"""Availability by hand-computed examples, and what is promised twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crisisplanner.planning.availability import (
    Presence,
    Promise,
    Want,
    promised_twice,
    weeks_of,
)

WEEKS = range(4)


def test_an_offer_counts_from_the_week_that_it_serves_whole() -> None:
    cells = weeks_of([Presence("a", "t", 2, 9, 28)], [], [], WEEKS)["t"]
    assert [cell.have for cell in cells] == [0, 0, 2, 2]


def test_where_it_is_needed_only_the_days_of_need_count() -> None:
    wants = [Want("t", 3, 10, 14)]
    cells = weeks_of([Presence("a", "t", 2, 9, 28)], [], wants, WEEKS)["t"]
    assert (cells[1].free, cells[1].needed, cells[1].is_short) == (2, 3, True)
    assert not cells[2].is_short


def test_agreed_promises_are_taken_from_what_is_free_and_drafts_are_not() -> None:
    promises = [
        Promise("a", 2, 0, 14, "Elsewhere"),
        Promise("a", 1, 0, 28, "A draft", is_agreed=False),
    ]
    cells = weeks_of([Presence("a", "t", 3, 0, 28)], promises, [], WEEKS)["t"]
    assert [(c.have, c.promised, c.free) for c in cells] == [(3, 2, 1)] * 2 + [(3, 0, 3)] * 2


def test_one_asset_under_several_hats_counts_once() -> None:
    offers = [Presence("a", "t", 2, 0, 28, "hat"), Presence("b", "t", 3, 0, 28, "hat")]
    cells = weeks_of([*offers, Presence("c", "t", 1, 0, 28)], [], [], WEEKS)["t"]
    assert {cell.have for cell in cells} == {4}


def test_a_need_of_unknown_size_is_marked_and_not_counted() -> None:
    cells = weeks_of([], [], [Want("t", None, 0, 7)], WEEKS)["t"]
    assert [(c.needed, c.is_need_unknown) for c in cells[:2]] == [(0, True), (0, False)]


def test_weeks_before_d_count_backwards() -> None:
    cells = weeks_of([], [], [Want("t", 1, -7, 0)], range(-2, 1))["t"]
    assert [cell.needed for cell in cells] == [0, 1, 0]


def test_more_promised_than_there_is_is_named_with_everybody_concerned() -> None:
    promises = [Promise("a", 2, 0, 30, "Plan one"), Promise("a", 2, 20, 60, "Plan two")]
    (twice,) = promised_twice({"a": 3}, promises)
    assert (twice.promised, twice.from_day, twice.wheres) == (4, 20, ("Plan one", "Plan two"))
    assert twice.is_agreed


def test_promises_one_after_the_other_are_not_twice() -> None:
    promises = [Promise("a", 3, 0, 30, "Plan one"), Promise("a", 3, 30, 60, "Plan two")]
    assert promised_twice({"a": 3}, promises) == ()


def test_what_only_drafts_exceed_says_so() -> None:
    promises = [
        Promise("a", 2, 0, 30, "Plan one"),
        Promise("a", 2, 0, 30, "Draft", is_agreed=False),
    ]
    (twice,) = promised_twice({"a": 3}, promises)
    assert not twice.is_agreed


def test_one_asset_promised_under_two_hats_is_promised_twice() -> None:
    promises = [Promise("b", 2, 5, 30, "Plan one"), Promise("a", 2, 0, 30, "Plan two")]
    (twice,) = promised_twice({"a": 2, "b": 3}, promises, {"a": "hat", "b": "hat"})
    assert (twice.offer, twice.quantity, twice.promised, twice.from_day) == ("a", 3, 4, 5)
    assert promised_twice({"a": 2, "b": 3}, promises) == ()


def test_one_agreed_promise_of_more_than_there_is_is_named() -> None:
    (twice,) = promised_twice({"a": 3}, [Promise("a", 5, 0, 30, "Elsewhere")])
    assert (twice.promised, twice.wheres) == (5, ("Elsewhere",))
    draft = Promise("a", 5, 0, 30, "Draft", is_agreed=False)
    assert promised_twice({"a": 3}, [draft]) == ()


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(-5, 30), st.integers(1, 20)), max_size=6),
    st.lists(st.tuples(st.integers(1, 9), st.integers(-5, 30), st.integers(1, 20)), max_size=6),
)
def test_free_is_never_negative_and_what_is_there_is_free_or_promised(
    offered: list[tuple[int, int, int]], promised: list[tuple[int, int, int]]
) -> None:
    offers = [Presence(str(n), "t", q, s, s + d) for n, (q, s, d) in enumerate(offered)]
    promises = [Promise(str(n), q, s, s + d, "x") for n, (q, s, d) in enumerate(promised)]
    for cell in weeks_of(offers, promises, [], WEEKS).get("t", ()):
        assert cell.free >= 0
        assert cell.promised >= 0
        assert cell.have == cell.free + cell.promised
