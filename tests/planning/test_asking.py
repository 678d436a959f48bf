"""Another end of a condition: which of its periods it moves."""

from __future__ import annotations

import pytest

from crisisplanner.domain.problem import ConditionRow, OfferRow, Problem, RequirementRow
from crisisplanner.planning.eligibility import judge_pairs
from crisisplanner.planning.explanation.asking import with_condition_until

PROBLEM = Problem(
    offers=(OfferRow("o", "FR", "clinic", 1.0, needs=("mandate",)),),
    requirements=(RequirementRow("r", "north", "clinic", 1.0, 0, 200),),
    conditions=(
        ConditionRow("consent", 0, 300),
        ConditionRow("mandate", 60, 90, "consent"),
        ConditionRow("mandate", 0, 30, "consent"),
    ),
)


@pytest.mark.parametrize(
    ("day", "windows"),
    [
        (120, ((0, 30), (60, 120))),
        (90, ((0, 30), (60, 90))),
        (75, ((0, 30), (60, 75))),
        (60, ((0, 60),)),
        (45, ((0, 45),)),
        (20, ((0, 20),)),
        (0, ()),
        (-5, ()),
    ],
)
def test_the_last_period_begun_before_a_day_ends_on_it_and_later_ones_fall_away(
    day: int, windows: tuple[tuple[int, int], ...]
) -> None:
    supposed = with_condition_until(PROBLEM, "mandate", lambda _: day)
    assert judge_pairs(supposed).verdict_of(0, 0).windows == windows
    assert {row.kind for row in supposed.conditions if row.id == "mandate"} == {"consent"}
    assert ConditionRow("consent", 0, 300) in supposed.conditions


def test_of_overlapping_periods_the_longest_is_prolonged() -> None:
    rows = (ConditionRow("mandate", 0, 30), ConditionRow("mandate", 10, 30))
    problem = Problem(PROBLEM.offers, PROBLEM.requirements, conditions=rows)
    supposed = with_condition_until(problem, "mandate", lambda _: 50)
    assert judge_pairs(supposed).verdict_of(0, 0).windows == ((0, 50),)


def test_each_plan_that_has_its_own_periods_has_its_own_end() -> None:
    rows = (ConditionRow("mandate", 0, 30, plan="one"), ConditionRow("mandate", 40, 70, plan="two"))
    problem = Problem(PROBLEM.offers, PROBLEM.requirements, conditions=rows)
    days = {"one": 20, "two": 60}
    supposed = with_condition_until(problem, "mandate", days.__getitem__)
    assert {(row.plan, row.from_day, row.to_day) for row in supposed.conditions} == {
        ("one", 0, 20),
        ("two", 40, 60),
    }
