"""That what later aims took from coverage is told apart from what was not proven."""

from __future__ import annotations

from dataclasses import replace

from crisisplanner.domain.match import AimResult, AimStanding, Match, MatchStatus
from crisisplanner.domain.problem import OfferRow, Problem, RequirementRow
from crisisplanner.services.matching.aim_remarks import aim_remarks
from crisisplanner.services.matching.solving import MatchWish, search_match
from crisisplanner.wording.catalogue import Wording

OFFERS = tuple(OfferRow(f"o{n}", f"P{n}", "x", 1.0, daily_cost=1.0) for n in range(3))
PROBLEM = Problem(OFFERS, (RequirementRow("r", "n", "x", 3.0, 0, 3),))


def matched(tolerance: float) -> Match:
    return search_match(PROBLEM, MatchWish(aims=("coverage", "cost"), tolerance=tolerance))


def sentences(match: Match) -> list[str]:
    return [
        Wording().message(said).replace("\N{NO-BREAK SPACE}", " ") for said in aim_remarks(match)
    ]


def test_what_later_aims_took_is_told_beside_the_proof_of_coverage() -> None:
    match = matched(tolerance=0.4)
    assert match.status is MatchStatus.OPTIMAL
    assert sentences(match) == [
        (
            "Coverage was proven best possible: 100.0 % were found, and at most 100.0 % are possible. "
            "33.3 % of what was found was given up for the later aims."
        )
    ]


def test_nothing_is_said_where_later_aims_took_nothing_and_are_proven() -> None:
    assert sentences(matched(tolerance=0.0)) == []
    assert sentences(replace(matched(tolerance=0.4), aims=())) == []


def test_aims_that_a_limit_cut_short_are_named() -> None:
    results = (
        AimResult("coverage", AimStanding.FOUND, 0.9),
        AimResult("cost", AimStanding.FOUND, 5.0),
        AimResult("fairness", AimStanding.NOT_REACHED, None),
    )
    match = replace(matched(tolerance=0.4), weighted_coverage=0.81, aims=results)
    assert sentences(match) == [
        (
            "Coverage reached 90.0 %, within 10.00 % of the best possible. "
            "10.0 % of what was found was given up for the later aims."
        ),
        "The aim “low cost” was improved, but what was found is not proven best.",
        "The aim “fair shares” was not reached: the search was stopped before it began.",
    ]
