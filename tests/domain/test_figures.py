"""Figures, days and money: what sums and products do to ranges, sources and what is not known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisplanner.domain.days import Day, day_number, parse_when, week_of, whole_days
from crisisplanner.domain.figures import Basis, Confidence, Figure, total, unknown
from crisisplanner.domain.money import Money
from crisisplanner.domain.units import UNITS, convert

AMOUNTS = st.floats(0, 1e9, allow_nan=False)


def test_a_sum_adds_lows_and_highs() -> None:
    summed = Figure(10.0, "d", low=8.0, high=15.0) + Figure(5.0, "d")
    assert (summed.value, summed.low, summed.high) == (15.0, 13.0, 20.0)


def test_a_product_multiplies_ends() -> None:
    persons = Figure(100.0, "person", low=80.0, high=150.0)
    made = persons.scaled(Figure(2.0, "unit/person", low=1.0, high=3.0), "unit")
    assert (made.value, made.low, made.high, made.unit) == (200.0, 80.0, 450.0, "unit")


def test_a_result_is_as_weak_as_its_weakest_part_and_names_all_sources() -> None:
    measured = Figure(1.0, "t", basis=Basis.MEASURED, source="scale", confidence=Confidence.HIGH)
    assumed = Figure(2.0, "t", basis=Basis.ASSUMPTION, source="guess", confidence=Confidence.LOW)
    summed = measured + assumed
    assert (summed.basis, summed.confidence) == (Basis.ASSUMPTION, Confidence.LOW)
    assert summed.source == "scale; guess"


def test_what_is_not_known_stays_so_in_sums_and_products() -> None:
    known = Figure(3.0, "d", low=2.0, high=4.0)
    assert (known + unknown("d")).value is None
    assert known.scaled(unknown("1"), "d").value is None
    assert total([known, unknown("d")], "d").value is None
    assert unknown("d").value is None


def test_days_and_money_can_not_be_added() -> None:
    with pytest.raises(ValueError, match="unit"):
        Figure(1.0, "d") + Figure(1.0, "money")
    with pytest.raises(ValueError, match="EUR"):
        Money(1.0, "EUR") + Money(1.0, "USD")


def test_an_entered_unit_is_kept_beside_the_fixed_one() -> None:
    weeks = Figure(2.0, "week", low=1.0).in_unit("d")
    assert (weeks.value, weeks.low, weeks.unit, weeks.entered_unit) == (14.0, 7.0, "d", "week")


@given(AMOUNTS, st.sampled_from(sorted(UNITS)))
def test_a_unit_converted_there_and_back_gives_the_amount(amount: float, unit: str) -> None:
    alike = [code for code in UNITS if UNITS[code].dimension == UNITS[unit].dimension]
    for other in alike:
        there = convert(amount, unit, other)
        assert convert(there, other, unit) == pytest.approx(amount)


@given(st.lists(AMOUNTS, min_size=1, max_size=6))
def test_the_order_of_a_sum_changes_nothing(amounts: list[float]) -> None:
    figures = [Figure(amount, "t") for amount in amounts]
    forwards, backwards = total(figures, "t"), total(reversed(figures), "t")
    assert forwards.value == pytest.approx(backwards.value)


@pytest.mark.parametrize(("parts", "days"), [(2.5, 3), (3.0, 3), (3.0000000001, 3), (-0.5, 0)])
def test_parts_of_days_are_rounded_up_once(parts: float, days: int) -> None:
    assert whole_days(parts) == days


def test_days_before_d_are_negative_and_weeks_follow() -> None:
    d_day = date(2003, 5, 30)
    assert day_number(date(2003, 5, 29), d_day) == -1
    assert day_number(date(2003, 6, 6), None) is None
    assert day_number(Day(-3), None) == -3
    assert (week_of(-1), week_of(0), week_of(7)) == (-1, 0, 1)
    assert Day(7).on_calendar(d_day) == date(2003, 6, 6)


@pytest.mark.parametrize(
    ("text", "when"), [("D", Day(0)), ("d+24", Day(24)), ("D −3", Day(-3)), ("2003-06-06", None)]
)
def test_a_moment_is_read_as_it_is_written(text: str, when: Day | None) -> None:
    assert parse_when(text) == (when or date(2003, 6, 6))


@pytest.mark.parametrize("text", ["", "D+", "24", "D+1234567", "soon"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_when(text)
