"""That what is said to be the only thing in the way is that: without it more can be covered.

Random tiny problems are solved again without the one rule that a reason names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from crisisplanner.domain.match import Reason
from crisisplanner.domain.problem import (
    CaveatEffect,
    CaveatRow,
    CommitmentRow,
    ConditionRow,
    Duration,
    NodeRow,
    OfferRow,
    PermitRow,
    PlaceRow,
    Problem,
    RequirementRow,
)
from crisisplanner.planning.eligibility import judge_pairs
from crisisplanner.planning.explanation.explaining import explain
from crisisplanner.planning.matching.settings import MatchOptions
from crisisplanner.planning.matching.solving import solve
from tests.planning.random_problems import CONDITIONS, random_problem

Lifting = Callable[[Problem, Reason, str], Problem]


def _without(*tables: str) -> Lifting:
    def lifted(problem: Problem, _reason: Reason, _need: str) -> Problem:
        empty: dict[str, Any] = dict.fromkeys(tables, ())
        return replace(problem, **empty)

    return lifted


def _needs(**fields: Any) -> Lifting:
    def lifted(problem: Problem, _reason: Reason, need: str) -> Problem:
        rows = problem.requirements
        changed = tuple(replace(row, **fields) if row.id == need else row for row in rows)
        return replace(problem, requirements=changed)

    return lifted


def _offers(**fields: Any) -> Lifting:
    def lifted(problem: Problem, reason: Reason, _need: str) -> Problem:
        rows = problem.offers
        changed = tuple(replace(row, **fields) if row.id in reason.offers else row for row in rows)
        return replace(problem, offers=changed)

    return lifted


def _everywhere_in_force(problem: Problem, _reason: Reason, _need: str) -> Problem:
    return replace(problem, conditions=tuple(ConditionRow(name, -50, 99) for name in CONDITIONS))


def _let_in(problem: Problem, reason: Reason, _need: str) -> Problem:
    """Lift permits, or nodes where those refuse."""
    return replace(problem, permits=()) if reason.subject else replace(problem, nodes=())


def _allowed(problem: Problem, _reason: Reason, _need: str) -> Problem:
    return replace(problem, forbidden=(), only_listed_pairs=False)


LIFTINGS: Mapping[str, Lifting] = MappingProxyType(
    {
        "lift": _without("lift"),
        "budget": _without("budgets"),
        "share": _without("shares"),
        "ceiling": _without("ceilings"),
        "enabler": _without("enablers"),
        "node": _without("nodes"),
        "committed": _without("commitments"),
        "incompatible": _without("incompatible", "caveats"),
        "stay": _offers(max_stay_days=None),
        "gone": _offers(available_to=None),
        "group": _offers(group=None),
        "partners": _needs(min_partners=0, max_partners=None),
        "lead": _needs(single_lead=False),
        "prerequisite": _needs(prerequisites=()),
        "minimum_share": _needs(minimum_share=0.0),
        "authority": _everywhere_in_force,
        "consent": _everywhere_in_force,
        "permit": _let_in,
        "forbidden": _allowed,
    }
)


def _false_claims(problem: Problem) -> list[str]:
    """List the sole reasons without which no more is covered."""
    exact = MatchOptions(gap=0.0)
    found = solve(problem, exact)
    false = []
    for gap in explain(judge_pairs(problem), found.allocations):
        for reason in gap.reasons:
            if not reason.is_sole or reason.code not in LIFTINGS or reason.unit_days < 1e-9:
                continue
            lifted = LIFTINGS[reason.code](problem, reason, gap.requirement)
            if solve(lifted, exact).weighted_coverage < found.weighted_coverage + 1e-7:
                false.append(f"{gap.requirement}: {reason.code} of {reason.offers}")
    return false


@pytest.mark.parametrize("first", range(0, 600, 100))
def test_without_the_only_reason_more_is_covered(first: int) -> None:
    false = {seed: _false_claims(random_problem(seed)) for seed in range(first, first + 100)}
    assert {seed: said for seed, said in false.items() if said} == {}


NEED = RequirementRow("need", "north", "hospital", 2.0, 2, 4)
FRENCH = OfferRow("french", "FR", "hospital", 1.0)
SWEDISH = OfferRow("swedish", "SE", "hospital", 1.0)


def _codes(problem: Problem) -> dict[str, tuple[bool, tuple[str, ...]]]:
    """Tell of each reason of an empty plan whether it is sole, and what else is in the way."""
    (gap,) = explain(judge_pairs(problem), ())
    return {str(row.code): (row.is_sole, tuple(map(str, row.others))) for row in gap.reasons}


def test_a_permit_is_not_all_where_no_node_takes_the_offer() -> None:
    problem = Problem(
        offers=(replace(FRENCH, mode="road"),),
        requirements=(replace(NEED, quantity=1.0, place="camp"),),
        places=(PlaceRow("camp"),),
        permits=(PermitRow("permit", "camp", "SE", "*", 0, 9),),
        nodes=(NodeRow("field", "camp", None, refuses=("road",)),),
    )
    assert _codes(problem) == {"permit": (False, ("permit",))}


def test_a_unit_that_cannot_be_back_for_what_it_is_promised_to_is_kept_by_the_promise() -> None:
    problem = Problem(
        offers=(replace(FRENCH, transit=Duration(1.0), needs=("mandate",)),),
        requirements=(replace(NEED, quantity=1.0, to_day=3),),
        commitments=(CommitmentRow("french", 1.0, 3, 9),),
    )
    assert _codes(problem) == {"authority": (False, ("committed",))}


def test_partners_that_may_not_serve_together_do_not_reach_the_least_together() -> None:
    problem = Problem(
        offers=(FRENCH, SWEDISH),
        requirements=(replace(NEED, minimum_share=1.0, single_lead=True),),
        commitments=(CommitmentRow("french", 1.0, 0, 9),),
    )
    assert _codes(problem)["committed"] == (False, ("minimum_share",))


def test_one_asset_under_two_hats_does_not_reach_the_least_twice() -> None:
    problem = Problem(
        offers=(replace(FRENCH, group="asset"), replace(SWEDISH, group="asset")),
        requirements=(replace(NEED, minimum_share=1.0),),
        commitments=(CommitmentRow("french", 1.0, 0, 9),),
    )
    assert not _codes(problem)["committed"][0]


def test_units_that_have_to_come_at_once_are_kept_by_a_cap_as_well() -> None:
    problem = Problem(
        offers=(replace(FRENCH, quantity=2.0),),
        requirements=(replace(NEED, minimum_share=1.0),),
        commitments=(CommitmentRow("french", 1.0, 0, 9),),
        caveats=(CaveatRow("cap", "french", CaveatEffect.CAPS, quantity=1.0),),
    )
    assert _codes(problem)["committed"] == (False, ("caveat",))


def test_a_node_that_opens_later_is_in_the_way_until_then() -> None:
    problem = Problem(
        offers=(replace(FRENCH, lift_t=10.0),),
        requirements=(replace(NEED, quantity=1.0, place="camp"),),
        places=(PlaceRow("camp"),),
        nodes=(NodeRow("field", "camp", None, from_day=3),),
    )
    assert _codes(problem)["node"] == (True, ())
