"""That every figure of a result file is held against what the checker counts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.problem import OfferRow, Problem, RequirementRow
from crisisplanner.exchange.match_results import plain_result
from crisisplanner.exchange.matching_tables import write_problem
from crisisplanner.exchange.plan_files import read_plan_file
from crisisplanner.planning.checker.checking import PlanChecker
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.matching.stated_figures import misstatements
from crisisplanner.services.matching.table_runs import verify_tables
from crisisplanner.wording.catalogue import Wording
from tests.planning.problem_strategies import tiny_problems

Result = dict[str, Any]
Spoil = Callable[[Result], object]

PROBLEM = Problem(
    offers=(
        OfferRow("h2", "IT", "t", 2.0, mobilisation_cost=100.0, daily_cost=10.0),
        OfferRow("b1", "FR", "u", 1.0),
    ),
    requirements=(
        RequirementRow("R1", "c", "t", 2.0, 0, 10),
        RequirementRow("R2", "c", "t", 3.0, 10, 30),
        RequirementRow("R3", "c", "u", 1.0, 0, 10),
    ),
)


def matched(problem: Problem, aims: tuple[str, ...] = ("coverage",)) -> Result:
    match = solve_match(problem, MatchWish(aims=aims))
    return plain_result(match, Wording().message)


def lines(folder: Path, result: Result) -> list[str]:
    write_problem(folder / "tables", PROBLEM)
    path = folder / "r.json"
    path.write_text(json.dumps(result), encoding="utf-8")
    words = Wording()
    found = verify_tables(folder / "tables", path)
    assert found.broken == ()
    return [words.message(said).replace("\u00a0", " ") for said in found.misstated]


def test_units_of_a_partner_are_those_at_most_on_the_spot_on_one_day(tmp_path: Path) -> None:
    result = matched(PROBLEM)
    assert len([row for row in result["allocations"] if row["offer"] == "h2"]) == 2
    assert {row["id"]: row["units"] for row in result["partners"]} == {"IT": 2.0, "FR": 1.0}
    assert lines(tmp_path, result) == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (
            lambda r: r["requirements"][1].update(coverage=1.0),
            "states a coverage of 100.000 % for R2; the plan reaches 66.667 %.",
        ),
        (
            lambda r: r["requirements"][1].update(missing_unit_days=1),
            "states 1.00 missing unit days for R2; the checker counts 20.00.",
        ),
        (
            lambda r: r["partners"][1].update(cost=1),
            "states a cost of 1.00 for IT; the checker counts 1,000.00.",
        ),
        (
            lambda r: r["partners"][1].update(units=4),
            "states that IT has at most 4.00 units on the spot; the checker counts 2.00.",
        ),
        (
            lambda r: r["partners"].pop(),
            "lists partners without IT, who sends 2.00 units at a cost of 1,000.00.",
        ),
        (
            lambda r: r["partners"].append({"id": "XX"}),
            "states the partner XX, who sends nothing in the plan.",
        ),
        (lambda r: r["partners"].append({"id": "IT"}), "states the partner IT twice."),
        (
            lambda r: r.update(gap=0.7),
            "states a gap of 70.000 %; its bound and the plan's coverage leave 0.000 %.",
        ),
        (
            lambda r: r.pop("bound") and r.update(status="stopped", aims=[], gap=0.1),
            "states a gap of 10.000 %, but no bound that it is a gap to.",
        ),
        (lambda r: r.update(status="fine"), "states the status fine; expected optimal or stopped."),
        (
            lambda r: r.update(status="stopped"),
            "states the status stopped, and that every aim was proven.",
        ),
        (
            lambda r: r["aims"][0].update(standing="found"),
            "states the status optimal, and that this was not proven: coverage.",
        ),
        (
            lambda r: r["aims"][0].update(value=0.1),
            "states that the aim coverage reached 10.000 %; the plan reaches 88.889 %.",
        ),
        (
            lambda r: r["requirements"].pop(0),
            "lists requirements without R1; the plan covers 100.000 % of it.",
        ),
        (
            lambda r: r["requirements"].append({"id": "R99", "coverage": 1}),
            "states the requirement R99, which does not exist.",
        ),
        (
            lambda r: r["requirements"].append({"id": "R1", "coverage": 1}),
            "states the requirement R1 twice.",
        ),
    ],
)
def test_a_spoiled_figure_is_a_line(tmp_path: Path, spoil: Spoil, said: str) -> None:
    result = matched(PROBLEM)
    spoil(result)
    assert lines(tmp_path, result) == ["r.json " + said]


def test_a_bound_is_at_most_all_and_agrees_with_gap_and_status(tmp_path: Path) -> None:
    result = matched(PROBLEM)
    too_wide = (
        "r.json states the status optimal; its bound leaves a gap of 82.222 %,"
        " and at most 0.010 % was asked for."
    )
    assert lines(tmp_path, {**result, "bound": 5}) == [
        "r.json states that at most 500.000 % is possible; no plan covers more than 100 %.",
        "r.json states a gap of 0.000 %; its bound and the plan's coverage leave 82.222 %.",
        too_wide,
    ]
    result["provenance"]["options"]["gap"] = "0.2"
    assert lines(tmp_path, {**result, "bound": 1.0, "gap": 1 / 9}) == []


def test_an_optimum_without_a_bound_is_a_line(tmp_path: Path) -> None:
    result = {**matched(PROBLEM), "bound": None, "gap": None}
    assert lines(tmp_path, result) == [
        "r.json states the status optimal, but no bound that shows it."
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(tiny_problems(), st.sampled_from([("coverage",), ("coverage", "cost", "partners")]))
def test_what_the_engine_writes_is_what_the_checker_counts(
    tmp_path: Path, problem: Problem, aims: tuple[str, ...]
) -> None:
    try:
        result = matched(problem, aims)
    except CrisisPlannerError:
        return
    path = tmp_path / "r.json"
    path.write_text(json.dumps(result), encoding="utf-8")
    plan, checker = read_plan_file(path), PlanChecker(problem)
    checked = checker.check(plan.allocations)
    figures = checker.figures(plan.allocations)
    assert list(misstatements("r.json", plan, checked, figures)) == []
