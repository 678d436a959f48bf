"""That measures are named before less is asked for."""

from __future__ import annotations

from dataclasses import replace

from crisisplanner.domain.problem import Duration, OfferRow, Problem, RequirementRow
from crisisplanner.planning.eligibility import judge_pairs
from crisisplanner.planning.explanation.explaining import explain
from crisisplanner.planning.explanation.levers import find_levers
from crisisplanner.planning.explanation.pulling import pull
from crisisplanner.planning.matching.settings import MatchOptions
from crisisplanner.planning.matching.solving import solve
from crisisplanner.wording.catalogue import Wording

PROBLEM = Problem(
    (
        OfferRow("late", "A", "x", 1.0, notice=Duration(9.0)),
        OfferRow("later", "B", "y", 1.0, available_from=15),
        OfferRow("held", "C", "z", 1.0, decision_days=3.0),
    ),
    (
        RequirementRow("r0", "n", "x", 1.0, 0, 10),
        RequirementRow("r1", "n", "y", 1.0, 0, 20),
        RequirementRow("r2", "n", "z", 1.0, 0, 30),
    ),
)


def test_levers_that_move_the_goal_come_last_and_say_so() -> None:
    rows = solve(PROBLEM, MatchOptions(gap=0.0)).allocations
    table = judge_pairs(PROBLEM)
    levers = find_levers(table, explain(table, rows), 20)
    moved = [lever.moves_goal for lever in levers]
    assert moved == sorted(moved)
    assert set(moved) == {False, True}
    shifts = [lever for lever in levers if lever.moves_goal]
    # By hoped gain alone a goal that moves would stand before the weakest measure.
    assert shifts[0].hoped_gain > levers[moved.index(True) - 1].hoped_gain
    for lever in shifts:
        assert Wording().message(lever.sentence).startswith("the goal moved: ")
        assert _sent_when(lever.subject, pulled=pull(PROBLEM, lever)) == _sent_when(
            lever.subject, pulled=PROBLEM
        )


def _sent_when(requirement: str, pulled: Problem) -> list[tuple[str, float, int, int]]:
    """Give what a plan sends to a requirement: asking for less sends nobody sooner."""
    rows = solve(replace(pulled), MatchOptions(gap=0.0)).allocations
    return [
        (row.offer, row.quantity, row.from_day, row.to_day)
        for row in rows
        if row.requirement == requirement
    ]
