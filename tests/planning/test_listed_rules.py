"""That the list of rules at the head of the formulation is whole and names what is there."""

from __future__ import annotations

import importlib
import inspect
import re

import pytest

from crisisplanner.planning.matching.model import formulation

PACKAGE = "crisisplanner.planning.matching.model"
LISTED = re.findall(
    r"``(levels|linking|partners|relations|resources)\.(\w+)``", formulation.__doc__ or ""
)
FUNCTIONS = [(module, name) for module, name in LISTED if re.match(r"_?add_", name)]


def test_every_hard_rule_is_listed_once_and_in_order() -> None:
    rules = re.findall(r"^    H(\d+) ", formulation.__doc__ or "", re.MULTILINE)
    assert [int(number) for number in rules] == list(range(1, 15))


@pytest.mark.parametrize(("module", "name"), FUNCTIONS)
def test_a_listed_function_adds_rows(module: str, name: str) -> None:
    function = getattr(importlib.import_module(f"{PACKAGE}.{module}"), name)
    assert "model.add_rows(" in inspect.getsource(function) or "add_packing_rows(" in (
        inspect.getsource(function)
    )
