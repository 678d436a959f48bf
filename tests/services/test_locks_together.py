"""Locks that only solving shows to clash are named, and no others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from crisisplanner.domain.errors import Cancelled, CrisisPlannerError
from crisisplanner.domain.messages import Message
from crisisplanner.domain.problem import (
    BudgetRow,
    ForbiddenRow,
    LiftRow,
    LockRow,
    OfferRow,
    Problem,
    RequirementRow,
    ShareRow,
    SubstituteRow,
)
from crisisplanner.domain.progress import Unwatched
from crisisplanner.planning.validation import check_problem
from crisisplanner.services.matching.solving import MatchWish, lock_clash, solve_match
from crisisplanner.wording.catalogue import Wording

FR = OfferRow("fr", "France", "clinic", 1.0, lift_t=10.0)
SE = replace(FR, id="se", partner="Sweden")
IT = replace(FR, id="it", partner="Italy", lift_t=0.0)
NEEDS = tuple(RequirementRow(name, "north", "clinic", 1.0, 0, 5) for name in ("a", "b", "c", "d"))
PROBLEM = Problem(
    offers=(FR, SE, IT),
    requirements=NEEDS,
    lift=(LiftRow("*", 0, 7, 12.0),),
    locks=(LockRow("it", "c", 1.0), LockRow("fr", "a", 1.0), LockRow("se", "b", 1.0)),
)


def test_locks_that_need_more_lift_than_there_is_are_named_without_the_others() -> None:
    assert check_problem(PROBLEM) == ()
    with pytest.raises(CrisisPlannerError) as caught:
        solve_match(PROBLEM, MatchWish())
    (said,) = caught.value.messages
    assert Wording().message(said) == (
        "These 2 locks can't be kept together, though all but any one of them can: 1 of France (fr)"
        " for a and 1 of Sweden (se) for b. They clash with this: the shared lift from D to D+7 is"
        " 12.0 t a week (locked: 20.0 t). Lift one of them, or change that."
    )


def test_a_lock_that_no_plan_keeps_is_named_alone() -> None:
    heavy = replace(PROBLEM, offers=(replace(FR, lift_t=20.0), SE, IT))
    clash = lock_clash(heavy)
    assert clash is not None
    assert Wording().message(clash) == (
        "This lock can't be kept: 1 of France (fr) for a. It clashes with this: the shared lift from"
        " D to D+7 is 12.0 t a week (locked: 20.0 t). Lift it, or change that."
    )


def test_locks_that_can_be_kept_are_no_clash() -> None:
    assert lock_clash(replace(PROBLEM, lift=(LiftRow("*", 0, 7, 20.0),))) is None


A = OfferRow("o1", "A", "x", 3.0)
NEED = RequirementRow("r1", "c", "x", 10.0, 0, 10)
OTHER = RequirementRow("r0", "c", "y", 1.0, 0, 10)
LOCK = LockRow("o1", "r1", 2.0)


def limit_said(**tables: Any) -> str:
    """Give the limits that a single lock is said to clash with."""
    problem = Problem(offers=(A,), requirements=(OTHER, NEED), locks=(LOCK,))
    clash = lock_clash(replace(problem, **tables))
    assert clash is not None
    said = Wording().message(clash)
    start = "This lock can't be kept: 2 of A (o1) for r1. "
    assert said.startswith(start)
    return said.removeprefix(start)


@pytest.mark.parametrize(
    ("tables", "limit"),
    [
        (
            {"requirements": (OTHER, replace(NEED, minimum_share=0.9))},
            "r1 counts only from 9 of 10 (90 %)",
        ),
        (
            {"requirements": (OTHER, replace(NEED, prerequisites=("r0",)))},
            "r1 waits for r0, which can't be met in time",
        ),
        (
            {"requirements": (OTHER, replace(NEED, min_partners=2))},
            "r1 must be served by at least 2 partners",
        ),
        (
            {"offers": (replace(A, daily_cost=10.0),), "shares": (ShareRow("A", 0.5),)},
            "A may carry at most 50 % of the plan's cost",
        ),
        (
            {"offers": (replace(A, daily_cost=10.0),), "shares": (ShareRow("*", 0.5),)},
            "every other partner may carry at most 50 % of the plan's cost",
        ),
        (
            {"offers": (replace(A, lift_t=10.0),), "lift": (LiftRow("*", 70, 77, 50.0),)},
            ("no lift is listed for the week in which it would leave (locked: 20.0 t)"),
        ),
    ],
)
def test_a_single_lock_is_named_with_the_limit_that_forbids_it(
    tables: dict[str, Any], limit: str
) -> None:
    said = limit_said(**tables)
    assert said.replace("\u00a0", " ") == (
        f"It clashes with this: {limit}. Lift it, or change that."
    )


def test_limits_that_forbid_a_lock_only_together_are_all_named() -> None:
    said = limit_said(
        offers=(A, replace(A, id="o2", partner="B", type="z")),
        requirements=(OTHER, replace(NEED, min_partners=2, type="x")),
        substitutes=(SubstituteRow("x", "z", 0.5),),
        forbidden=(ForbiddenRow("o2", "r1"), ForbiddenRow("o2", "r0")),
        budgets=(BudgetRow("plan", 5.0),),
    )
    assert said == (
        "It clashes with this: o2 may not serve r1 and r1 must be served by at least 2 partners."
        " Lift it, or change that."
    )


def test_limits_are_placed_by_the_row_of_the_whole_problem() -> None:
    problem = Problem(
        offers=(A,), requirements=(OTHER, replace(NEED, min_partners=2)), locks=(LOCK,)
    )
    clash = lock_clash(problem)
    assert clash is not None
    limits = clash.values["limits"]
    assert isinstance(limits, tuple)
    (limit,) = limits
    assert isinstance(limit, Message)
    assert (limit.values["table"], limit.values["index"]) == ("requirements", 1)
    assert (clash.values["table"], clash.values["index"]) == ("locks", 0)


def test_without_time_to_solve_no_lock_is_named_and_the_clash_is_told_all_the_same() -> None:
    heavy = replace(PROBLEM, offers=(replace(FR, lift_t=20.0), SE, IT))
    assert lock_clash(heavy, limit_s=0.0) is None
    ticks = iter(range(1_000_000))
    with pytest.raises(CrisisPlannerError) as caught:
        solve_match(heavy, MatchWish(time_limit_s=1e9), clock=lambda: 1e8 * next(ticks))
    assert caught.value.messages[0].code in {
        "match.locks_leave_no_plan",
        "match.stopped_without_plan",
    }


def test_naming_locks_can_be_cancelled() -> None:
    class Cancelling(Unwatched):
        """Wish to stop when asked for the third time."""

        def __init__(self) -> None:
            self.n = 0

        def is_cancelled(self) -> bool:
            self.n += 1
            return self.n >= 3

    with pytest.raises(Cancelled):
        lock_clash(PROBLEM, Cancelling())
