"""Locks that only solving shows to clash are named, and no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.problem import LiftRow, LockRow, OfferRow, Problem, RequirementRow
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
        " for a and 1 of Sweden (se) for b. Lift one of them."
    )


def test_a_lock_that_no_plan_keeps_is_named_alone() -> None:
    heavy = replace(PROBLEM, offers=(replace(FR, lift_t=20.0), SE, IT))
    clash = lock_clash(heavy)
    assert clash is not None
    assert Wording().message(clash).startswith("This lock can't be kept: 1 of France (fr) for a.")


def test_locks_that_can_be_kept_are_no_clash() -> None:
    assert lock_clash(replace(PROBLEM, lift=(LiftRow("*", 0, 7, 20.0),))) is None
