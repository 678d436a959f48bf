"""That later aims forget nothing that coverage alone has no use for, and tell how far they came."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, reject, settings

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.match import AimStanding, Match, MatchStatus, PlannedAllocation
from crisisplanner.domain.messages import Ref, RefKind, message
from crisisplanner.domain.problem import (
    CommitmentRow,
    OfferRow,
    PartnerRow,
    Problem,
    RequirementRow,
)
from crisisplanner.planning.checker.checking import check_plan
from crisisplanner.planning.matching.settings import Aim, MatchOptions
from crisisplanner.planning.matching.solving import solve
from tests.planning import brute_force
from tests.planning.problem_strategies import tiny_problems

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
ALMOST_ALL = 0.999

Rows = tuple[PlannedAllocation, ...]


def least_changed(problem: Problem, keep: Rows, tolerance: float = 0.0) -> Match:
    aims = (Aim.COVERAGE, Aim.CHANGES)
    return solve(problem, MatchOptions(aims=aims, keep=keep, tolerance=tolerance, gap=0.0))


def twins(n: int) -> tuple[OfferRow, ...]:
    return tuple(OfferRow(f"o{number}", "A", "x", 1.0) for number in range(n))


def needs(n: int) -> tuple[RequirementRow, ...]:
    return tuple(RequirementRow(f"r{number}", "n", "x", 1.0, 0, 10) for number in range(n))


def left_after_worst_loss(problem: Problem, rows: Rows) -> float:
    partner = {offer.id: offer.partner for offer in problem.offers}
    lost = {partner[row.offer] for row in rows}
    return min(
        [
            check_plan(
                problem, [row for row in rows if partner[row.offer] != one]
            ).weighted_coverage
            for one in lost
        ],
        default=0.0,
    )


def with_surplus(problem: Problem) -> Rows:
    """Fill up a best plan with whatever else may be sent."""
    try:
        best = brute_force.best_plan(problem, limit=20_000)
    except brute_force.TooManyPlansError:
        reject()
    if best is None or best.weighted_coverage == 0.0:
        reject()
    world = brute_force.World(problem)
    plan = brute_force.plan_of(best.allocations)
    for journey in world.journeys:
        more = plan + Counter({journey: 1})
        if world.obeys(more):
            plan = more
    return brute_force.allocations_of(plan)


def test_each_of_several_identical_offers_stays_where_it_was() -> None:
    keep = tuple(
        PlannedAllocation(offer, need, 1.0, 0, 10)
        for offer, need in (("o3", "r0"), ("o2", "r1"), ("o1", "r2"))
    )
    match = least_changed(Problem(twins(4), needs(3)), keep)
    assert set(match.allocations) == set(keep)


def test_identical_offers_that_relieve_each_other_stay_where_they_were() -> None:
    keep = (
        PlannedAllocation("o3", "r0", 1.0, 0, 10),
        PlannedAllocation("o2", "r1", 1.0, 0, 5),
        PlannedAllocation("o1", "r1", 1.0, 5, 10),
        PlannedAllocation("o0", "r2", 1.0, 0, 10),
    )
    match = least_changed(Problem(twins(4), needs(3)), keep)
    assert set(match.allocations) == set(keep)


def test_more_than_is_needed_stays_where_it_was() -> None:
    need = RequirementRow("r", "n", "x", 2.0, 0, 10)
    keep = (PlannedAllocation("o", "r", 3.0, 0, 10),)
    match = least_changed(Problem((OfferRow("o", "A", "x", 3.0),), (need,)), keep)
    assert match.allocations == keep


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(problem=tiny_problems())
def test_a_plan_that_may_stay_as_it_is_is_not_changed(problem: Problem) -> None:
    offers = (*problem.offers, replace(problem.offers[0], id="twin"))
    problem = replace(problem, offers=offers)
    keep = with_surplus(problem)
    match = least_changed(problem, keep, ALMOST_ALL)
    assert set(match.allocations) == set(keep)


def test_a_prerequisite_takes_no_surplus_from_robustness() -> None:
    problem = Problem(
        offers=(
            *(OfferRow(name, name.upper(), "x", 2.0) for name in "abc"),
            *(OfferRow(name, name.upper(), "y", 1.0) for name in "de"),
        ),
        requirements=(
            RequirementRow("first", "n", "y", 1.0, 0, 3),
            RequirementRow("r", "n", "x", 2.0, 0, 3, prerequisites=("first",), weight=9.0),
        ),
    )
    aims = (Aim.COVERAGE, Aim.ROBUSTNESS)
    match = solve(problem, MatchOptions(aims=aims, tolerance=0.0, gap=0.0))
    assert left_after_worst_loss(problem, match.allocations) == pytest.approx(1.0)
    assert match.aims[1].value == pytest.approx(1.0)


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(problem=tiny_problems())
def test_no_plan_of_the_same_coverage_is_more_robust(problem: Problem) -> None:
    problem = replace(problem, enablers=())
    other = with_surplus(problem)
    aims = (Aim.COVERAGE, Aim.ROBUSTNESS)
    match = solve(problem, MatchOptions(aims=aims, tolerance=0.0, gap=0.0))
    left = left_after_worst_loss(problem, match.allocations)
    assert match.aims[1].value == pytest.approx(left, abs=1e-6)
    assert left >= left_after_worst_loss(problem, other) - 1e-6


def test_coverage_stays_proven_when_a_later_aim_gives_some_of_it_up() -> None:
    offers = tuple(OfferRow(f"o{n}", f"P{n}", "x", 1.0, daily_cost=1.0) for n in range(3))
    problem = Problem(offers, (RequirementRow("r", "n", "x", 3.0, 0, 3),))
    match = solve(problem, MatchOptions(aims=(Aim.COVERAGE, Aim.COST), tolerance=0.4))
    assert [(one.aim, one.standing) for one in match.aims] == [
        ("coverage", AimStanding.PROVEN),
        ("cost", AimStanding.PROVEN),
    ]
    assert [one.value for one in match.aims] == [1.0, 6.0]
    assert match.status is MatchStatus.OPTIMAL
    assert match.given_up == pytest.approx(1 / 3)


def test_stopping_before_the_later_aims_says_that_they_were_not_reached() -> None:
    problem = Problem(twins(2), needs(2))
    aims = (Aim.COVERAGE, Aim.COST, Aim.PARTNERS)
    match = solve(problem, MatchOptions(aims=aims, should_stop=lambda: True))
    assert [(one.standing, one.value) for one in match.aims[1:]] == [
        (AimStanding.NOT_REACHED, None)
    ] * 2
    assert match.status is MatchStatus.STOPPED


class Clock:
    """Tell a time that passes by one second each time it is asked for."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    def seconds_left(self) -> float:
        self.left -= 1.0
        return self.left

    def is_over(self) -> bool:
        return self.left <= 0.0


def test_coverage_leaves_a_tenth_of_all_limits_to_each_later_aim() -> None:
    clock = Clock(101.0)
    options = MatchOptions(
        aims=(Aim.COVERAGE, Aim.COST, Aim.PARTNERS),
        work=1_000.0,
        should_stop=clock.is_over,
        seconds_left=clock.seconds_left,
    ).for_coverage()
    assert options.work == pytest.approx(800.0)
    assert options.seconds_left is not None
    assert options.seconds_left() == pytest.approx(79.0)
    assert not options.should_stop()
    clock.left = 21.0
    assert options.should_stop()


def two_partners_at_the_same_cost(*capacities: PartnerRow) -> Problem:
    offers = tuple(
        OfferRow(f"{partner}{n}", partner, "x", 1.0, daily_cost=1.0)
        for partner in "AB"
        for n in range(4)
    )
    return Problem(offers, needs(4), partners=capacities)


@pytest.mark.parametrize("listed", [(), (PartnerRow("A", 0.0),)])
def test_fair_shares_ask_for_the_capacity_of_every_partner_by_name(
    listed: tuple[PartnerRow, ...],
) -> None:
    problem = two_partners_at_the_same_cost(PartnerRow("B", 1.0), *listed)
    with pytest.raises(CrisisPlannerError) as caught:
        solve(problem, MatchOptions(aims=(Aim.COVERAGE, Aim.FAIRNESS)))
    lacking = (Ref(RefKind.PARTNER, "A"),)
    assert list(caught.value.messages) == [
        message("match.partners_without_capacity", partners=lacking)
    ]


def test_burdens_are_shared_by_capacity() -> None:
    problem = two_partners_at_the_same_cost(PartnerRow("A", 3.0), PartnerRow("B", 1.0))
    match = solve(problem, MatchOptions(aims=(Aim.COVERAGE, Aim.FAIRNESS), tolerance=0.0))
    assert [(one.partner, one.cost) for one in match.partners] == [("A", 30.0), ("B", 10.0)]
    assert match.aims[1].value == pytest.approx(40.0)


def test_what_can_no_longer_be_sent_as_before_counts_as_changed() -> None:
    gone = CommitmentRow("o0", 1.0, 0, 10)
    problem = Problem(twins(2), needs(2), commitments=(gone,))
    kept = tuple(PlannedAllocation(f"o{n}", f"r{n}", 1.0, 0, 10) for n in range(2))
    unknown = PlannedAllocation("no longer offered", "r0", 3.0, 0, 10)
    for keep, expected in ((kept, 1.0), ((*kept, unknown), 4.0)):
        changes = least_changed(problem, keep).aims[1]
        assert changes.standing is AimStanding.PROVEN
        assert changes.value == pytest.approx(expected)


def test_what_later_aims_may_change_is_measured_with_what_had_to_change() -> None:
    dear, cheap = (OfferRow(name, "A", "x", 1.0, daily_cost=n) for name, n in (("d", 9), ("c", 1)))
    problem = Problem((dear, cheap), needs(1))
    keep = (PlannedAllocation("d", "r0", 1.0, 0, 10), PlannedAllocation("lost", "r0", 9.0, 0, 10))
    aims = (Aim.COVERAGE, Aim.CHANGES, Aim.COST)
    for tolerance, expected in ((0.0, "d"), (0.2, "d"), (0.25, "c")):
        match = solve(problem, MatchOptions(aims=aims, keep=keep, tolerance=tolerance, gap=0.0))
        assert [row.offer for row in match.allocations] == [expected]
