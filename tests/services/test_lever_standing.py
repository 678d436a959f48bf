"""What may be said of a lever where only some start days were tried."""

from __future__ import annotations

from dataclasses import replace

from crisisplanner.domain.match import Match
from crisisplanner.domain.problem import CommitmentRow, Duration, OfferRow, Problem, RequirementRow
from crisisplanner.services.matching.solving import MatchWish, search_match
from crisisplanner.services.matching.what_if import LeverStanding, standing_of

SHORT = Problem(
    offers=(
        OfferRow("o0", "FR", "clin", 2.0, transit=Duration(1.0), max_stay_days=5),
        OfferRow("o1", "FR", "hosp", 2.0, decision_days=1.0, setup=Duration(1.0), max_stay_days=2),
    ),
    requirements=(
        RequirementRow("r0", "n", "hosp", 4.0, 1, 12, weight=3.0, place="A"),
        RequirementRow("r1", "n", "hosp", 2.0, 6, 12, weight=3.0, place="B"),
    ),
    commitments=(CommitmentRow("o1", 1.0, 1, 7), CommitmentRow("o0", 1.0, 1, 4)),
)
WHOLE = MatchWish(gap=0.0)


def with_long_need(problem: Problem) -> Problem:
    """Add a long need of another type with its own offer: too many days to try them all."""
    return replace(
        problem,
        offers=(*problem.offers, OfferRow("long", "ZZ", "long", 1.0)),
        requirements=(*problem.requirements, RequirementRow("long", "z", "long", 1.0, 0, 120)),
    )


def solved_apart() -> Match:
    """Give the true optimum of the problem with the long need: its parts share nothing."""
    short = search_match(SHORT, WHOLE)
    assert short.is_bound_for_all_days
    assert short.is_coverage_proven
    weight = sum(row.weight for row in SHORT.requirements)
    return replace(short, weighted_coverage=(weight * short.weighted_coverage + 1) / (weight + 1))


def test_what_exceeds_only_the_bound_of_days_tried_is_not_proven() -> None:
    base, best = search_match(with_long_need(SHORT), WHOLE), solved_apart()
    assert not base.is_bound_for_all_days
    assert best.weighted_coverage > base.bound + 1e-6
    gain = best.weighted_coverage - base.weighted_coverage
    assert standing_of(base, best, gain, is_alone=True) is LeverStanding.FOUND


def test_what_exceeds_the_bound_of_all_days_is_proven_only_for_a_plan_matched_alone() -> None:
    base = search_match(SHORT, WHOLE)
    offers = (*SHORT.offers, OfferRow("o2", "SE", "hosp", 4.0))
    more = search_match(replace(SHORT, offers=offers), WHOLE)
    gain = more.weighted_coverage - base.weighted_coverage
    assert gain > 0.1
    assert standing_of(base, more, gain, is_alone=True) is LeverStanding.PROVEN
    assert standing_of(base, more, gain, is_alone=False) is LeverStanding.FOUND


def test_nothing_is_said_of_all_days_only_where_all_were_tried() -> None:
    base = search_match(with_long_need(SHORT), WHOLE)
    assert base.is_coverage_proven
    assert standing_of(base, base, 0.0, is_alone=True) is LeverStanding.NOTHING_TRIED
    whole = search_match(SHORT, WHOLE)
    assert standing_of(whole, whole, 0.0, is_alone=True) is LeverStanding.NOTHING
