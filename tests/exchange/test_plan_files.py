"""That a plan file which is not as expected is refused with the place, all faults at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.exchange.plan_files import read_plan_file
from crisisplanner.wording.catalogue import Wording

DAY = "a whole number of days from D, at most 1,000,000"
QUANTITY = "a number of at most 1,000,000,000,000"
FIGURE = "a number of at most 300 digits"


def refusals(path: Path) -> list[str]:
    with pytest.raises(CrisisPlannerError) as caught:
        read_plan_file(path)
    words = Wording()
    return [words.message(said) for said in caught.value.messages]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "plan.json, line 1, column 1: Expected JSON."),
        ('{"allocations": [\n}', "plan.json, line 2, column 1: Expected JSON."),
        (
            "[" * 100_000,
            "plan.json: Expected a result, found lists or objects inside each other without end.",
        ),
        (
            '{"allocations": [], "cost": ' + "1" * 5_000 + "}",
            "plan.json: Expected numbers of at most 300 digits, found a longer one.",
        ),
        ('{"allocations": [NaN]}', "plan.json, allocation 1: Expected an object, found NaN."),
        ("[]", "plan.json: Expected an object with a list “allocations”."),
        ('{"allocations": 3}', "plan.json: Expected an object with a list “allocations”."),
        ('{"allocations": [3]}', "plan.json, allocation 1: Expected an object, found 3."),
    ],
)
def test_what_is_not_a_result_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "plan.json"
    path.write_text(text)
    assert refusals(path) == [said]


def test_every_bad_field_of_an_allocation_is_named(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    rows = [
        {"offer": "o1", "requirement": "", "quantity": "2", "from_day": 1.5, "to_day": True},
        {"offer": 4, "requirement": "r1", "quantity": 1e300, "from_day": 0, "to_day": 10**9},
        {"offer": "o1", "quantity": float("nan"), "from_day": "3", "to_day": float("inf")},
    ]
    path.write_text(json.dumps({"allocations": rows}))
    assert refusals(path) == [
        "plan.json, allocation 1, requirement: Expected text, found the text “”.",
        f"plan.json, allocation 1, quantity: Expected {QUANTITY}, found the text “2”.",
        f"plan.json, allocation 1, from_day: Expected {DAY}, found 1.5.",
        f"plan.json, allocation 1, to_day: Expected {DAY}, found true.",
        "plan.json, allocation 2, offer: Expected text, found 4.",
        f"plan.json, allocation 2, quantity: Expected {QUANTITY}, found 1e+300.",
        f"plan.json, allocation 2, to_day: Expected {DAY}, found 1000000000.",
        "plan.json, allocation 3, requirement: Expected text, found nothing.",
        f"plan.json, allocation 3, quantity: Expected {QUANTITY}, found NaN.",
        f"plan.json, allocation 3, from_day: Expected {DAY}, found the text “3”.",
        f"plan.json, allocation 3, to_day: Expected {DAY}, found Infinity.",
    ]


def test_every_bad_figure_is_named(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    stated = {
        "allocations": [],
        "status": 3,
        "bound": "high",
        "gap": None,
        "aims": [{"aim": "coverage", "standing": "proven", "value": "all"}],
        "requirements": {"r1": 1},
        "partners": [{"id": "FR", "cost": [], "units": None}, {"cost": 1}],
    }
    path.write_text(json.dumps(stated))
    assert refusals(path) == [
        "plan.json, status: Expected text, found 3.",
        f"plan.json, bound: Expected {FIGURE}, found the text “high”.",
        f"plan.json, aim 1, value: Expected {FIGURE}, found the text “all”.",
        'plan.json, requirements: Expected a list, found {"r1": 1}.',
        f"plan.json, partner 1, cost: Expected {FIGURE}, found [].",
        "plan.json, partner 2, id: Expected text, found nothing.",
    ]


def test_a_plan_of_allocations_alone_states_no_figure(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text('{"allocations": []}')
    read = read_plan_file(path)
    assert (read.status, read.bound, read.requirements, read.partners) == (None,) * 4


def test_a_missing_result_is_named(tmp_path: Path) -> None:
    assert refusals(tmp_path / "plan.json") == ["plan.json: the file is missing."]
