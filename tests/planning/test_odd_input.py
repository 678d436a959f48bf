"""That what is good input but hardly meant is named, with its row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crisisplanner.domain.messages import Parameter
from crisisplanner.domain.problem import (
    CommitmentRow,
    OfferRow,
    Problem,
    RequirementRow,
    SubstituteRow,
)
from crisisplanner.planning.odd_input import warn_about
from crisisplanner.planning.validation import check_problem

NEED = RequirementRow("r1", "c", "T", 2.0, 0, 10)
WHOLE = Problem(offers=(OfferRow("a", "P", "T", 2.0),), requirements=(NEED,))


def warned(problem: Problem) -> list[tuple[str, Parameter, Parameter]]:
    """Give what is warned of, where all is good input: code, index of the row, column."""
    assert check_problem(problem) == ()
    return [
        (said.code, said.values.get("index"), said.values.get("column"))
        for said in warn_about(problem)
    ]


def test_nothing_is_said_of_what_is_meant() -> None:
    assert warned(WHOLE) == []


def test_a_condition_that_nobody_lists() -> None:
    problem = replace(WHOLE, offers=(OfferRow("a", "P", "T", 2.0, needs=("mandate",)),))
    assert warned(problem) == [("problem.condition_never_in_force", None, None)]


def test_no_offer_at_all() -> None:
    assert warned(replace(WHOLE, offers=())) == [("problem.nothing_offered", None, None)]


@pytest.mark.parametrize(
    ("offer", "codes"),
    [
        (OfferRow("a", "P", "T", 0.5), ["problem.no_whole_unit"]),
        (OfferRow("a", "P", "T", 2.7), ["problem.part_of_units_not_sent"]),
        (OfferRow("a", "P", "T", 2.0), []),
        (OfferRow("a", "P", "T", 0.5, divisible=True), []),
        (OfferRow("a", "P", "T", 0.5, is_quantity_known=False), []),
    ],
)
def test_parts_of_units_that_are_never_sent(offer: OfferRow, codes: list[str]) -> None:
    assert warned(replace(WHOLE, offers=(offer,))) == [(code, 0, "quantity") for code in codes]


def test_substitutes_that_change_nothing() -> None:
    rows = (
        SubstituteRow("T", "U", 0.5),
        SubstituteRow("T", "T", 0.5),
        SubstituteRow("T", "V", 0.0),
    )
    assert warned(replace(WHOLE, substitutes=rows)) == [
        ("problem.stands_for_itself", 1, "offered_type"),
        ("problem.stands_for_nothing", 2, "effectiveness"),
    ]


@pytest.mark.parametrize(("last_day", "is_named"), [(3, False), (4, True)])
def test_commitments_of_a_group_above_its_largest_member(last_day: int, *, is_named: bool) -> None:
    offers = (OfferRow("a", "P", "T", 2.0, group="g"), OfferRow("b", "Q", "T", 3.0, group="g"))
    commitments = (CommitmentRow("a", 2.0, 0, last_day), CommitmentRow("b", 2.0, 3, 6))
    found = warned(replace(WHOLE, offers=offers, commitments=commitments))
    assert found == ([("problem.group_overcommitted", 1, "quantity")] if is_named else [])
