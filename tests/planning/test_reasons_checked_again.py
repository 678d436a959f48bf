"""Reasons and next best held against the independent checker: it tries whatever could be sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from crisisplanner.domain.match import Gap, PlannedAllocation
from crisisplanner.domain.problem import (
    CaveatEffect,
    CaveatRow,
    ConditionRow,
    Duration,
    LiftRow,
    NodeRow,
    OfferRow,
    Problem,
    RequirementRow,
)
from crisisplanner.planning.checker.checking import check_plan
from crisisplanner.planning.eligibility import judge_pairs
from crisisplanner.planning.explanation.alternatives import next_best
from crisisplanner.planning.explanation.explaining import explain
from crisisplanner.planning.matching.settings import MatchOptions
from crisisplanner.planning.matching.solving import solve
from crisisplanner.wording.catalogue import Wording

Rows = Sequence[PlannedAllocation]


def optimum(problem: Problem) -> Rows:
    return solve(problem, MatchOptions(gap=0.0)).allocations


def stays(offer: OfferRow, need: RequirementRow) -> Iterator[PlannedAllocation]:
    """Yield whatever whole units of an offer could be sent, on whatever days."""
    for start in range(need.from_day, need.to_day):
        for end in range(start + 1, need.to_day + 1):
            for n in range(1, int(offer.quantity) + 1):
                yield PlannedAllocation(offer.id, need.id, float(n), start, end)


def best_with_one_more(problem: Problem, rows: Rows, offer: str, need: str) -> float:
    """Give the most that the plan covers with one more allocation that breaks no rule."""
    own = next(row for row in problem.offers if row.id == offer)
    asked = next(row for row in problem.requirements if row.id == need)
    best = check_plan(problem, rows).weighted_coverage
    for row in stays(own, asked):
        found = check_plan(problem, [*rows, row])
        if not found.broken:
            best = max(best, found.weighted_coverage)
    return best


def could_help(problem: Problem, rows: Rows, gap: Gap, code: str) -> set[str]:
    """Name the offers of a reason that alone stands in the way, of which one could come anyway."""
    before = check_plan(problem, rows).weighted_coverage + 1e-6
    return {
        offer
        for reason in gap.reasons
        if reason.code == code and reason.is_sole
        for offer in reason.offers
        if best_with_one_more(problem, rows, offer, gap.requirement) > before
    }


def through_nodes(*nodes: NodeRow, asset_class: str = "") -> Problem:
    """Ask for two units of 5 t from D+1, through some nodes."""
    offers = (
        OfferRow("o0", "A", "x", 1.0, lift_t=5.0),
        OfferRow("o1", "B", "x", 1.0, lift_t=5.0, asset_class=asset_class),
    )
    return Problem(offers, (RequirementRow("r0", "n", "x", 2.0, 1, 8, place="A"),), nodes=nodes)


@pytest.mark.parametrize(
    "problem",
    [
        through_nodes(NodeRow("k1", "A", 2.0), NodeRow("k2", "A", 9.0, from_day=3)),
        through_nodes(NodeRow("k1", "A", 2.0, from_day=3), NodeRow("k2", "A", 9.0, to_day=0)),
        through_nodes(
            NodeRow("k1", "A", 3.0, to_day=4),
            NodeRow("k1", "A", 3.0, from_day=4),
            asset_class="air",
        ),
        through_nodes(
            NodeRow("k1", "A", 3.0, refuses=("air",)), NodeRow("k2", "A", 5.0), asset_class="air"
        ),
        through_nodes(NodeRow("k1", "A", 9.0, from_day=2, to_day=3), NodeRow("k1", "A", None, 5)),
    ],
    ids=["opens", "never", "periods", "apart", "shut"],
)
def test_nodes_that_are_narrow_or_shut_are_the_reason(problem: Problem) -> None:
    rows = optimum(problem)
    (gap,) = explain(judge_pairs(problem), rows)
    codes = {reason.code for reason in gap.reasons}
    assert codes - {"late"} == {"node"}
    open_wide = replace(problem, nodes=())
    assert could_help(problem, rows, gap, "node") == set()
    sole = {o for one in gap.reasons if one.is_sole for o in one.offers}
    assert sole
    assert could_help(open_wide, rows, gap, "node") == sole


def test_next_best_may_use_what_an_exclusive_group_gets_back() -> None:
    offers = tuple(OfferRow(f"o{n}", "A", "x", 2.0 - n, group="G") for n in range(2))
    problem = Problem(offers, (RequirementRow("r0", "n", "x", 2.0, 0, 4),))
    rows = [PlannedAllocation("o0", "r0", 2.0, 0, 4)]
    (found,) = next_best(judge_pairs(problem), rows)
    covered = best_with_one_more(problem, (), "o1", "r0")
    assert covered == pytest.approx(0.5)
    assert found.instead == "o1"
    assert found.coverage_loss == pytest.approx(1.0 - covered)


def test_next_best_of_one_partner_are_told_apart() -> None:
    offers = tuple(OfferRow(f"o{n}", "A", "x", 1.0 + n) for n in range(3))
    problem = Problem(offers, (RequirementRow("r0", "n", "x", 9.0, 0, 4),))
    rows = [PlannedAllocation(row.id, "r0", row.quantity, 0, 4) for row in offers]
    rows[-1:] = [PlannedAllocation("o2", "r0", 1.0, 0, 2), PlannedAllocation("o2", "r0", 2.0, 2, 4)]
    found = next_best(judge_pairs(problem), rows)
    said = {Wording().message(one.sentence) for one in found}
    assert len(said) == len(rows)
    assert all("points less weighted coverage" in text for text in said)


def test_a_prerequisite_that_all_wait_for_comes_first() -> None:
    offers = (
        OfferRow("h1", "UA", "heli", 3.0, available_from=27),
        OfferRow("h2", "IT", "heli", 2.0, available_from=3),
        OfferRow("b1", "FR", "base", 1.0, available_from=12),
    )
    needs = (
        RequirementRow("r1", "n", "heli", 5.0, 0, 12),
        RequirementRow("r2", "n", "base", 1.0, 10, 40, weight=2.0, minimum_share=1.0),
        RequirementRow("r3", "n", "heli", 2.0, 10, 50, weight=3.0, prerequisites=("r2",)),
    )
    problem = Problem(offers, needs)
    rows = optimum(problem)
    gap = next(gap for gap in explain(judge_pairs(problem), rows) if gap.requirement == "r3")
    first = gap.reasons[0]
    assert (first.code, first.subject) == ("prerequisite", ("r2",))
    assert first.unit_days == pytest.approx(gap.missing_unit_days)
    assert set(first.others) == {"late", "all_used_elsewhere"}
    # Solved again without it, the requirement is covered whatever the other reasons say.
    free = replace(problem, requirements=(*needs[:2], replace(needs[2], prerequisites=())))
    assert check_plan(free, optimum(free)).coverage[2].coverage == pytest.approx(1.0)


def test_reasons_are_in_the_order_of_what_they_hold_back() -> None:
    offers = (OfferRow("o0", "A", "x", 9.0, available_from=8, needs=("never",)),)
    problem = Problem(offers, (RequirementRow("r0", "n", "x", 10.0, 0, 10),))
    (gap,) = explain(judge_pairs(problem), ())
    held = [reason.unit_days for reason in gap.reasons]
    assert held == sorted(held, reverse=True)
    assert gap.reasons[-1].code == "none_offered"
    assert gap.reasons[-1].is_sole


def test_what_all_of_several_offers_need_is_told_from_what_one_needs_as_well() -> None:
    offers = (
        OfferRow("a", "P", "x", 2.0, needs=("perm",)),
        OfferRow("b", "Q", "x", 2.0),
    )
    need = RequirementRow("r0", "n", "x", 2.0, 0, 6, needs=("host",))
    conditions = (ConditionRow("host", 0, 4), ConditionRow("perm", 0, 4))
    problem = Problem(offers, (need,), conditions=conditions)
    (gap,) = explain(judge_pairs(problem), optimum(problem))
    (said,) = {Wording().message(one.sentence) for one in gap.reasons if one.code == "authority"}
    assert said == (
        "All 4 offered (x, 2 offers) need host, and P’s 2 also perm; not in force on 2 of the 2 open"
        " days."
    )


def test_next_best_lies_within_one_of_overlapping_periods() -> None:
    offers = (OfferRow("o0", "A", "x", 3.0), OfferRow("o1", "B", "x", 3.0, needs=("c",)))
    periods = (ConditionRow("c", 3, 8), ConditionRow("c", 2, 5))
    problem = Problem(offers, (RequirementRow("r0", "n", "x", 3.0, 0, 6),), conditions=periods)
    rows = [PlannedAllocation("o0", "r0", 3.0, 0, 6)]
    (found,) = next_best(judge_pairs(problem), rows)
    covered = best_with_one_more(problem, (), "o1", "r0")
    assert covered == pytest.approx(0.5)
    assert found.instead == "o1"
    assert found.coverage_loss == pytest.approx(1.0 - covered)


def test_a_stay_that_overlapping_periods_end_is_not_said_to_be_free_to_go_on() -> None:
    offer = OfferRow("o0", "A", "x", 1.0, transit=Duration(1.0), needs=("c",))
    periods = (ConditionRow("c", 0, 5), ConditionRow("c", 3, 8))
    problem = Problem((offer,), (RequirementRow("r0", "n", "x", 1.0, 0, 6),), conditions=periods)
    rows = optimum(problem)
    (gap,) = explain(judge_pairs(problem), rows)
    assert could_help(problem, rows, gap, "idle") == set()
    assert "idle" not in {reason.code for reason in gap.reasons}


def test_next_best_in_parts_keeps_within_the_tolerance_of_every_rule() -> None:
    offers = tuple(OfferRow(f"o{n}", "A", "x", 3.0, divisible=True, lift_t=1.0) for n in range(2))
    lift = (LiftRow("*", 0, 7, 1.0), LiftRow("A", 0, 3, 1.0))
    problem = Problem(offers, (RequirementRow("r0", "n", "x", 3.0, 2, 4),), lift=lift)
    rows = optimum(problem)
    covered = check_plan(problem, rows).weighted_coverage
    assert 0.1 < covered < 1.0
    (row,) = rows
    (found,) = next_best(judge_pairs(problem), rows)
    # The other offer is alike, so whatever comes, the same could come of it.
    assert found.instead == ({"o0", "o1"} - {row.offer}).pop()
    assert found.coverage_loss == pytest.approx(0.0, abs=1e-5)


def test_who_serves_already_may_refuse_others_by_a_caveat() -> None:
    offers = (OfferRow("o0", "A", "x", 1.0), OfferRow("o1", "B", "x", 1.0))
    caveat = CaveatRow("v", "o0", CaveatEffect.FORBIDS, other_partner="B")
    problem = Problem(offers, (RequirementRow("r0", "n", "x", 2.0, 0, 4),), caveats=(caveat,))
    rows = [PlannedAllocation("o0", "r0", 1.0, 0, 4)]
    (gap,) = explain(judge_pairs(problem), rows)
    assert could_help(problem, rows, gap, "incompatible") == set()
    assert {reason.code for reason in gap.reasons} == {"incompatible"}
    assert could_help(replace(problem, caveats=()), rows, gap, "incompatible") == {"o1"}
