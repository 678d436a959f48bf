"""Every code that the program uses has a sentence, and every sentence can be said."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from crisisplanner.domain.days import Day
from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import field_specs
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.units import UNITS
from crisisplanner.wording.catalogue import Wording, english_messages, parameter_names
from crisisplanner.wording.formats import Formats

PACKAGE = Path(__file__).parents[2] / "crisisplanner"
# The checker and the explanation add what a whole family of findings shares in one place; their own
# tests say every finding.
FINISHED_ELSEWHERE = ("planning/checker/", "planning/explanation/", "exchange/csv_reading.py")
CODED_CALLS = {"message", "say", "bad_input", "refused"}


def _used_codes() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield place, code and parameter names of every call that names a code as it stands."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = (
                node.func.attr
                if isinstance(node.func, ast.Attribute)
                else getattr(node.func, "id", "")
            )
            first = node.args[0]
            if (
                name in CODED_CALLS
                and isinstance(first, ast.Constant)
                and isinstance(first.value, str)
            ):
                keywords = {keyword.arg for keyword in node.keywords}
                names = frozenset() if None in keywords else frozenset(k for k in keywords if k)
                is_open = None in keywords
                yield (
                    f"{path.relative_to(PACKAGE)}:{node.lineno}",
                    first.value,
                    frozenset({"**"}) if is_open else names,
                )


def test_every_code_in_the_program_has_a_sentence() -> None:
    messages = english_messages()
    missing = [f"{place} {code}" for place, code, _ in _used_codes() if code not in messages]
    assert missing == []


def test_every_sentence_gets_the_parameters_that_it_names() -> None:
    messages = english_messages()
    short = []
    for place, code, given in _used_codes():
        template = messages.get(code, "")
        texts = (template,) if isinstance(template, str) else template
        needed = frozenset().union(*(parameter_names(text) for text in texts))
        if place.startswith(FINISHED_ELSEWHERE):
            continue
        if given != {"**"} and not needed <= given:
            short.append(f"{place} {code} lacks {sorted(needed - given)}")
    assert short == []


def test_every_kind_field_word_and_unit_has_a_name() -> None:
    messages = english_messages()
    wanted = {f"unit.{unit}" for unit in UNITS}
    for kind, entity_type in ENTITY_TYPES.items():
        wanted |= {f"kind.{kind}", f"kinds.{kind}"}
        for field, spec in field_specs(entity_type).items():
            wanted.add(f"label.{field}")
            if spec.choices is not None:
                wanted |= {
                    f"word.{spec.choices.__name__}.{member.value}" for member in spec.choices
                }
    assert sorted(wanted - messages.keys()) == []


@pytest.mark.parametrize(
    ("number", "said"), [(0, "D"), (24, "D+24"), (-7, "D−7"), (-40_000, "D−40,000")]
)
def test_days_are_said_from_d(number: int, said: str) -> None:
    assert Wording().value(Day(number)) == said


def test_an_unknown_figure_is_said_to_be_unknown() -> None:
    assert Wording().figure(Figure(None, "t")) == "not known"


def test_numbers_have_separators_and_a_real_minus() -> None:
    formats = Formats("en")
    assert formats.number(-81932) == "−81,932"
    assert formats.percent(0.755, 1) == "75.5\u00a0%"


def test_an_amount_without_a_currency_is_a_number_alone() -> None:
    formats = Formats("en")
    assert formats.money(950, "") == "950"
    assert formats.money(86_400_000, "") == "86.4\u00a0M"
    assert formats.money(86_400_000, "USD") == "86.4\u00a0M\u00a0USD"


@pytest.mark.parametrize(
    ("number", "said"),
    [(0.004, "0.004"), (0.000_25, "0.00025"), (-0.0037, "−0.0037"), (1 / 3, "0.33"), (0.0, "0")],
)
def test_a_small_number_is_never_written_as_none(number: float, said: str) -> None:
    assert Formats("en").number(number) == said


def test_a_code_that_is_missing_is_an_error_not_an_empty_sentence() -> None:
    with pytest.raises(KeyError):
        Wording().say("no.such.code")
