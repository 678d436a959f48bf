"""Single cells: numbers in several writings, dates, words; and headers' units."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisplanner.domain.account import DateOrder
from crisisplanner.domain.days import Day
from crisisplanner.domain.terms import PartnerKind
from crisisplanner.exchange.dates_reading import DatesOfColumn
from crisisplanner.exchange.grid import column_letter
from crisisplanner.exchange.sheets_out import harmless
from crisisplanner.exchange.values import (
    CellFault,
    amount_of,
    choice_of,
    number_of,
    text_of,
    unguarded,
)
from crisisplanner.wording.catalogue import Wording


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234", 1234),
        ("1,234", 1234),
        ("1 234 567", 1_234_567),
        ("1\u00a0234\u202f567", 1_234_567),
        ("1'234.5", 1234.5),
        ("1.234,56", 1234.56),
        ("1.234.567", 1_234_567),
        ("1.234", 1.234),
        ("1,5", 1.5),
        ("0,125", 0.125),
        ("-3", -3),
        ("−3", -3),
        ("+7", 7),
        (".5", 0.5),
        ("1E+05", 100_000),
        (5, 5),
        (2.5, 2.5),
    ],
)
def test_numbers_are_read_in_the_writings_people_use(text: str | float, number: float) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize(
    "text",
    ["two", "1,23,4", "1.2.3", "12 34", "30-35", "21 Kits", "1e999x", "", "inf", "nan", True],
)
def test_what_is_no_number_is_never_guessed(text: str) -> None:
    with pytest.raises(CellFault):
        number_of(text)


@pytest.mark.parametrize(
    ("text", "unit", "column_unit", "expected"),
    [
        ("3 weeks", "d", "", (21, "week")),
        ("3", "d", "week", (21, "week")),
        ("3 d", "d", "week", (3, None)),
        ("1,500 kg", "t", "", (1.5, "kg")),
        ("80 %", "1", "", (0.8, "%")),
        (80, "1", "%", (0.8, "%")),
        ("$1,200", "USD", "", (1200, None)),
        ("12 people", "person", "", (12, None)),
    ],
)
def test_units_in_cells_go_before_those_of_headers(
    text: str, unit: str, column_unit: str, expected: tuple[float, str | None]
) -> None:
    assert amount_of(text, unit, column_unit) == expected


def test_an_amount_in_another_dimension_is_refused() -> None:
    with pytest.raises(CellFault) as caught:
        amount_of("3 kg", "d", "")
    assert caught.value.said.code == "import.wrong_unit"


@pytest.mark.parametrize(
    "text",
    [
        "2021-01-31",
        "2021-01-31T00:00:00",
        "2021/01/31",
        "20210131",
        "31-Jan-21",
        "31 January 2021",
        "31. janvier 2021",
        "January 31, 2021",
        "Jan 31st 2021",
        "31/01/2021",
        "31.1.21",
        "01/31/2021",
    ],
)
def test_dates_are_read_in_the_writings_people_use(text: str) -> None:
    assert DatesOfColumn([text], None).date_of(text) == date(2021, 1, 31)


@pytest.mark.parametrize(
    "text", ["31-Feb-21", "2021-13-01", "January", "45/45/2021", "soon", "D+3"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(CellFault):
        DatesOfColumn([text], None).date_of(text)


def test_a_column_with_evidence_for_both_orders_leaves_open_ones_open() -> None:
    dates = DatesOfColumn(["31/1/2021", "1/31/2021", "7/8/2022"], None)
    assert dates.date_of("31/1/2021") == dates.date_of("1/31/2021") == date(2021, 1, 31)
    with pytest.raises(CellFault):
        dates.date_of("7/8/2022")


def test_the_order_that_was_asked_for_is_kept() -> None:
    dates = DatesOfColumn([], DateOrder.MDY)
    assert dates.date_of("7/8/2022") == date(2022, 7, 8)
    with pytest.raises(CellFault):
        dates.date_of("31/1/2021")


@pytest.mark.parametrize(("text", "day"), [("D", 0), ("D+24", 24), ("d - 3", -3), ("D−7", -7)])
def test_days_from_d_are_read(text: str, day: int) -> None:
    assert DatesOfColumn([], None).when_of(text, counts_days=False) == Day(day)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=20))
def test_the_guard_against_formulas_is_taken_off_exactly(text: str) -> None:
    written = harmless(text)
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(written) == text or "\ufffe" in text or "\uffff" in text


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_number_written_out_is_read_back(number: float) -> None:
    assert number_of(repr(number)) == number


def test_text_keeps_its_characters() -> None:
    assert text_of("Co\u0302te d’Ivoire") == "Côte d’Ivoire"
    assert [column_letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_word_that_is_no_choice_is_answered_with_the_words_of_the_catalogue() -> None:
    with pytest.raises(CellFault) as caught:
        choice_of("frigate", PartnerKind)
    said = Wording().message(caught.value.said)
    for kind in PartnerKind:
        word = Wording().say(f"word.PartnerKind.{kind.value}")
        assert word in said
        assert choice_of(word, PartnerKind) is kind
