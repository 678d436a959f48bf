"""How well offers fit requirements, asked for one pair or for all."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.problem import (
    OfferRow,
    PairRow,
    Problem,
    RequirementRow,
    SubstituteRow,
)
from crisisplanner.planning.pairs import compatible_pairs, effectiveness_of
from tests.planning.problem_strategies import small_problems


def pair_of(offer: str, need: str) -> PlannedAllocation:
    return PlannedAllocation(offer, need, 1.0, 0, 1)


@given(small_problems())
def test_allocated_pairs_are_as_effective_as_all_pairs_say(problem: Problem) -> None:
    pairs = compatible_pairs(problem)
    asked = [
        pair_of(problem.offers[offer].id, problem.requirements[need].id)
        for offer, need in zip(pairs.offer.tolist(), pairs.requirement.tolist(), strict=True)
    ]
    found = effectiveness_of(problem, asked)
    assert [found[row.offer, row.requirement] for row in asked] == pairs.effectiveness.tolist()


def test_a_pair_row_comes_before_the_best_substitute_and_that_before_nothing() -> None:
    problem = Problem(
        offers=tuple(
            OfferRow(id=name, partner="FR", type=kind, quantity=1.0)
            for name, kind in (("same", "hospital"), ("near", "clinic"), ("far", "tent"))
        ),
        requirements=(RequirementRow("need", "north", "hospital", 1.0, 0, 5),),
        substitutes=(
            SubstituteRow("hospital", "clinic", 0.4),
            SubstituteRow("hospital", "clinic", 0.6),
        ),
    )
    asked = [pair_of(name, "need") for name in ("same", "near", "far")]
    assert list(effectiveness_of(problem, asked).values()) == [1.0, 0.6, 0.0]
    overridden = replace(problem, pairs=(PairRow("near", "need", effectiveness=0.9),))
    assert effectiveness_of(overridden, asked)["near", "need"] == 0.9
