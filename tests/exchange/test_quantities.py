"""Quantities as people write them: ranges, bounds, units in words, scales, years, sums of parts."""

from datetime import date

import pytest

from crisisplanner.exchange.quantities_reading import Quantity, quantity_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30-35,000", Quantity(32_500, 30_000, 35_000)),
        ("20-30", Quantity(25, 20, 30)),
        ("21 Kits", Quantity(21, unit_text="Kits")),
        ("> 2= pieces", Quantity(2, low=2, unit_text="pieces")),
        (">=12 persons", Quantity(12, low=12, unit_text="persons")),
        ("up to 40 t", Quantity(40, high=40, unit_text="t")),
        ("about 1,200 people", Quantity(1200, unit_text="people")),
        (
            "$29.185 trillion (2024 est.)",
            Quantity(29.185e12, None, None, "USD", date(2024, 12, 31)),
        ),
        ("$1.5-2 billion", Quantity(1.75e9, 1.5e9, 2e9, "USD")),
        (
            "Bangladesh (150), Nepal (650)",
            Quantity(800, parts=(("Bangladesh", 150), ("Nepal", 650))),
        ),
    ],
)
def test_a_quantity_keeps_ends_unit_year_and_parts(text: str, expected: Quantity) -> None:
    assert quantity_of(text) == expected


@pytest.mark.parametrize("text", ["", "none", "12/04/2019", "35-30", "1.2.3", "Nepal (650", "#1"])
def test_what_is_no_quantity_is_not_guessed(text: str) -> None:
    assert quantity_of(text) is None
