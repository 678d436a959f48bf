"""That units left out for a later aim are said to be, and no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crisisplanner.domain.match import Match, Reason
from crisisplanner.domain.problem import OfferRow, Problem, RequirementRow
from crisisplanner.planning.checker.checking import check_plan
from crisisplanner.planning.eligibility import judge_pairs
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.matching.view_pairs import PairReader
from crisisplanner.services.naming import Names
from crisisplanner.services.session import Session
from crisisplanner.wording.catalogue import Wording

PROBLEM = Problem(
    (OfferRow("a", "P", "T", 1.0, daily_cost=1.0), OfferRow("b", "Q", "T", 1.0, daily_cost=1000.0)),
    (
        RequirementRow("R1", "C", "T", 2.0, 0, 10),
        RequirementRow("R2", "C", "U", 1.0, 0, 10, weight=0.1),
    ),
)


def matched(*aims: str, tolerance: float) -> Match:
    wish = MatchWish(aims=("coverage", *aims), tolerance=tolerance, gap=0.0)
    return solve_match(PROBLEM, wish)


def reasons_of(match: Match, requirement: str) -> dict[str, Reason]:
    gaps = {gap.requirement: gap for gap in match.gaps}
    if requirement not in gaps:
        return {}
    return {reason.code: reason for reason in gaps[requirement].reasons}


def test_a_unit_left_out_to_save_cost_within_the_tolerance_is_said_to_be() -> None:
    match = matched("cost", tolerance=0.3)
    # Without the aim the whole requirement is covered, so no rule keeps anybody away.
    whole = solve_match(PROBLEM, MatchWish(gap=0.0))
    assert check_plan(PROBLEM, whole.allocations).weighted_coverage > match.weighted_coverage + 0.1
    assert "R1" not in {gap.requirement for gap in whole.gaps}
    reasons = reasons_of(match, "R1")
    assert set(reasons) == {"aim"}
    assert reasons["aim"].offers == ("b",)
    assert reasons["aim"].subject == ("cost",)
    said = Wording().message(reasons["aim"].sentence)
    assert "Q away: it was left out for a later aim (" in said
    assert "gap" not in said


@pytest.mark.parametrize(("aims", "tolerance"), [((), 0.3), (("cost",), 0.0)])
def test_no_aim_is_named_where_none_took_anything(aims: tuple[str, ...], tolerance: float) -> None:
    match = matched(*aims, tolerance=tolerance)
    assert match.given_up_for is None
    assert reasons_of(match, "R1") == {}


def test_what_an_alternative_lacks_is_the_aim_not_the_days_before_it_could_come(
    bunia: Session,
) -> None:
    offers = tuple(replace(offer, available_from=4) for offer in PROBLEM.offers)
    problem = replace(PROBLEM, offers=offers)
    match = solve_match(problem, MatchWish(aims=("coverage", "cost"), tolerance=0.5, gap=0.0))
    assert [row.offer for row in match.allocations] == ["a"]
    reasons = reasons_of(match, "R1")
    assert set(reasons) == {"late", "aim"}
    assert "b" in reasons["late"].offers
    (instead,) = PairReader(judge_pairs(problem), match, Names(bunia), {}).alternatives("R1")
    assert (instead.offer, instead.from_day, instead.cause) == ("b", 4, "aim")
