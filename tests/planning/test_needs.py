"""Needs by hand-computed examples, and properties of every sum."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisplanner.domain.capabilities import PlanningFactor
from crisisplanner.domain.caseload import (
    AgeBand,
    Caseload,
    CaseloadGroup,
    Counted,
    FactorForm,
    Rounding,
)
from crisisplanner.domain.derivations import (
    Derivation,
    derivation_from_text,
    derivation_to_text,
)
from crisisplanner.domain.figures import Basis, Figure, unknown
from crisisplanner.planning.needs import (
    Shares,
    displacement_curve,
    heads_on,
    layers_of,
    people_on,
    rounded,
    steps_between,
    why_not,
)
from crisisplanner.wording.catalogue import Wording

SHARES = Shares(
    Figure(5, "1", basis=Basis.SOURCED),
    Figure(0.18, "1", low=0.16, high=0.2, basis=Basis.ASSUMPTION),
)
WATER = PlanningFactor(
    id="water",
    name="Water",
    value=Figure(15, "1", basis=Basis.SOURCED, source="a handbook"),
    unit_text="l/person/day",
    yields_type="module-type",
    counts=Counted.PEOPLE,
    counts_in="l",
    per_heads=Figure(1, "1", basis=Basis.MEASURED),
    unit_capacity=Figure(225_000, "1", basis=Basis.STANDARD, source="the catalogue"),
    unit_one="module",
    unit_many="modules",
)
TOILETS = replace(
    WATER,
    id="toilets",
    value=Figure(20, "1", basis=Basis.SOURCED),
    unit_text="people/toilet",
    form=FactorForm.HEADS_PER_ONE,
    counts_in="toilets",
    unit_capacity=Figure(1_000, "1"),
    unit_one="unit",
    unit_many="units",
)
GUARDS = replace(
    WATER,
    id="guards",
    value=Figure(1, "1"),
    counts=Counted.DISPLACED,
    counts_in="companies",
    per_heads=Figure(10_000, "1"),
    unit_capacity=Figure(1, "1"),
    unit_one="company",
    unit_many="companies",
)


def part(number: float | None, *, daily: float | None = None, **fields: object) -> Caseload:
    """Make a part of a caseload."""
    made = Caseload(
        id=f"part-{number}-{daily}",
        scenario="scenario",
        people=Figure(number, "person", basis=Basis.SOURCED, source="a count"),
        arrivals=Figure(daily, "person/d", basis=Basis.ASSUMPTION, source="a guess"),
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # fields are named by the tests


def said(factor: PlanningFactor, *parts: Caseload) -> str:
    """Say the sum of the first step."""
    (layer,) = layers_of(factor, parts, SHARES, [(0, 30)])
    return Wording().message(layer.arithmetic.said())


def test_120_000_people_need_8_water_modules() -> None:
    expected = "120,000 people × 15 l ÷ 225,000 l per module = 8 modules"
    assert said(WATER, part(120_000)) == expected


def test_parts_of_units_are_rounded_up_and_the_sentence_says_so() -> None:
    expected = "100,000 people × 15 l ÷ 225,000 l per module = 6.67, rounded up to 7 modules"
    assert said(WATER, part(100_000)) == expected


def test_people_for_one_toilet_divide() -> None:
    expected = "40,000 people ÷ 20 people/toilet ÷ 1,000 toilets per unit = 2 units"
    assert said(TOILETS, part(40_000)) == expected


def test_one_for_every_so_many_people_is_said_without_a_capacity_of_one() -> None:
    expected = "60,000 displaced people ÷ 10,000 for one = 6 companies"
    assert said(GUARDS, part(60_000)) == expected


def test_children_are_those_named_and_a_share_of_mixed_parts() -> None:
    parts = [part(10_000), part(700, age=AgeBand.UNDER_5), part(50, age=AgeBand.FROM_60)]
    children = heads_on(parts, Counted.UNDER_FIVE, 0, SHARES)
    assert children is not None
    assert (children.low, children.value, children.high) == (2_300, 2_500, 2_700)


def test_households_are_people_by_household_size() -> None:
    households = heads_on([part(12_000)], Counted.HOUSEHOLDS, 0, SHARES)
    assert households is not None
    assert (households.value, households.unit) == (2_400, "household")


def test_deployed_staff_are_not_served_people() -> None:
    parts = [part(1_400, caseload_group=CaseloadGroup.DEPLOYED)]
    assert heads_on(parts, Counted.PEOPLE, 0, SHARES) is None
    assert layers_of(WATER, parts, SHARES, [(0, 30)]) == ()


def test_arrivals_grow_from_their_first_day_until_their_last() -> None:
    growing = part(1_000, daily=100, arrivals_from=5, arrivals_to=15)
    assert [people_on(growing, day).value for day in (0, 5, 6, 15, 90)] == [
        1_000,
        1_000,
        1_100,
        2_000,
        2_000,
    ]


def test_a_growing_caseload_gives_a_layer_for_each_step_that_needs_more() -> None:
    # 30,000 people on D, 1,000 a day: on D+29 59,000 need 4, on D+59 89,000 need 6.
    layers = layers_of(WATER, [part(30_000, daily=1_000)], SHARES, steps_between(0, 60))
    told = [(layer.from_day, layer.to_day, layer.quantity.value) for layer in layers]
    assert told == [(0, 60, 4), (30, 60, 2)]
    growth = layers[1].arithmetic.said_of_growth()
    assert growth is not None
    assert Wording().message(growth) == "2 more than the 4 of the step before"


def test_steps_that_need_no_more_add_no_layer() -> None:
    layers = layers_of(WATER, [part(30_000)], SHARES, steps_between(0, 150))
    assert [layer.number for layer in layers] == [0]


def test_unknown_arrivals_leave_later_needs_unknown() -> None:
    parts = [part(30_000, arrivals_from=30)]
    layers = layers_of(WATER, parts, SHARES, steps_between(0, 90))
    assert [(layer.from_day, layer.quantity.value) for layer in layers] == [(0, 2), (30, None)]
    assert "not known" in Wording().message(layers[1].arithmetic.said())


def test_no_arrivals_entered_means_none_expected() -> None:
    assert people_on(part(500), 90).value == 500


def test_sources_are_all_of_theirs_and_the_basis_the_weakest() -> None:
    (layer,) = layers_of(WATER, [part(120_000)], SHARES, [(0, 30)])
    assert layer.quantity.basis is Basis.STANDARD
    assert layer.quantity.source == "a count; a handbook; the catalogue"


def test_ranges_are_carried_by_their_ends() -> None:
    ranged = part(None, people=Figure(60_000, "person", low=30_000, high=100_000))
    (layer,) = layers_of(WATER, [ranged], SHARES, [(0, 30)])
    quantity = layer.quantity
    assert (quantity.low, quantity.value, quantity.high) == (2, 4, 7)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"counts": None}, "needs.skipped.not_derived"),
        ({"value": unknown("1")}, "needs.skipped.value_unknown"),
        ({"unit_capacity": unknown("1")}, "needs.skipped.capacity_unknown"),
        ({"unit_capacity": Figure(0, "1")}, "needs.skipped.divided_by_zero"),
        (
            {"form": FactorForm.HEADS_PER_ONE, "value": Figure(20, "1", low=0, high=50)},
            "needs.skipped.divided_by_zero",
        ),
    ],
)
def test_a_factor_that_gives_nothing_says_why(changed: dict[str, object], code: str) -> None:
    reason = why_not(replace(WATER, **changed))  # type: ignore[arg-type]  # named above
    assert reason is not None
    assert reason.code == code


def test_steps_end_at_phases_or_every_thirty_days() -> None:
    assert steps_between(0, 70) == ((0, 30), (30, 60), (60, 70))
    assert steps_between(0, 70, [0, 13, 35, 70, 99]) == ((0, 13), (13, 35), (35, 70))


def test_the_curve_steps_where_the_number_changes() -> None:
    parts = [
        part(100, daily=10, arrivals_from=2, arrivals_to=4),
        part(None, people=Figure(5, "person")),
    ]
    curve = displacement_curve(parts, 0, 90)
    assert [(step.day, step.people.value) for step in curve] == [(0, 105), (3, 115), (4, 125)]


def test_a_derivation_is_read_back_from_its_text() -> None:
    (layer,) = layers_of(WATER, [part(120_000)], SHARES, [(0, 30)])
    kept = Derivation(layer.quantity, 0, 30, rule="water", arithmetic=layer.arithmetic)
    assert derivation_from_text(derivation_to_text(kept)) == kept


@pytest.mark.parametrize("text", ["", "by hand", "[]", "{}", '{"quantity": 3}', "null"])
def test_other_texts_are_no_derivation(text: str) -> None:
    assert derivation_from_text(text) is None


@given(st.integers(1, 3_000_000), st.integers(2, 9))
def test_unrounded_needs_scale_with_people(people: int, times: int) -> None:
    factor = replace(WATER, rounding=Rounding.NONE)
    one = layers_of(factor, [part(people)], SHARES, [(0, 30)])[0].quantity.value
    many = layers_of(factor, [part(people * times)], SHARES, [(0, 30)])[0].quantity.value
    assert one is not None
    assert many == pytest.approx(one * times)


@given(st.integers(0, 500_000), st.integers(0, 5_000), st.integers(31, 200))
def test_layers_add_up_to_what_the_last_day_needs(people: int, daily: int, days: int) -> None:
    parts = [part(people, daily=daily)]
    layers = layers_of(WATER, parts, SHARES, steps_between(0, days))
    needed = math.ceil((people + daily * (days - 1)) * 15 / 225_000 - 1e-9)
    assert sum(layer.quantity.value or 0 for layer in layers) == needed


@given(st.lists(st.one_of(st.none(), st.integers(1, 90_000)), min_size=1, max_size=5))
def test_unknown_people_stay_unknown(numbers: list[int | None]) -> None:
    layers = layers_of(WATER, [part(number) for number in numbers], SHARES, [(0, 30)])
    is_known = None not in numbers
    assert all((layer.quantity.value is not None) is is_known for layer in layers)


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e6), st.sampled_from(Rounding))
def test_rounding_keeps_the_order_of_the_ends(
    one: float, two: float, three: float, rule: Rounding
) -> None:
    low, value, high = sorted((one, two, three))
    found = rounded(Figure(value, "unit", low=low, high=high), rule)
    assert found.low is not None
    assert found.value is not None
    assert found.high is not None
    assert found.low <= found.value <= found.high


def test_heads_are_whole() -> None:
    part = Caseload(id="c", scenario="s", people=Figure(12_002, "person", low=12_000))
    households = heads_on([part], Counted.HOUSEHOLDS, 0, SHARES)
    children = heads_on([part], Counted.UNDER_FIVE, 0, SHARES)
    assert households is not None
    assert children is not None
    assert (households.value, households.low) == (2_401, 2_400)
    assert children.value == 2_161
