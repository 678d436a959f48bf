"""What must hold of every match: order of rows, units, more offers, limits, aims."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.instances import SMALL, InstanceSize, generate
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.match import Coverage, Match, MatchStatus
from crisisplanner.domain.problem import (
    DecisionStep,
    Duration,
    LockRow,
    OfferRow,
    PairRow,
    PartnerRow,
    PlaceRow,
    Problem,
    RequirementRow,
)
from crisisplanner.planning.checker.checking import check_plan
from crisisplanner.planning.coverage import weighted_coverage_of
from crisisplanner.planning.matching.settings import Aim, BetterPlan, MatchOptions, Method
from crisisplanner.planning.matching.solving import solve
from tests.planning.problem_strategies import TABLE_RULES, tiny_problems

SLOW = list(HealthCheck)
DAY = Duration(1.0)
TINY_SIZE = InstanceSize("tiny", 8, 24, 8, 3, 5, 1)
EASY_RULES = TABLE_RULES - {"locks", "groups", "shares", "min_partners"}


def shuffled(problem: Problem, seed: int) -> Problem:
    rng = random.Random(seed)

    def mixed(rows: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(rng.sample(rows, len(rows)))

    changed = {
        name: mixed(getattr(problem, name))
        for name in ("offers", "requirements", "conditions", "commitments", "lift", "budgets")
    }
    return replace(problem, **changed)  # type: ignore[arg-type] # names and rows belong together


@pytest.mark.parametrize("method", [Method.EXACT, Method.NEIGHBOURHOODS])
def test_the_order_of_rows_changes_nothing(method: Method) -> None:
    problem = generate(TINY_SIZE, 3)
    options = MatchOptions(gap=0.005, work=4_000, seed=7, method=method)
    first = solve(problem, options)
    second = solve(shuffled(problem, 1), options)
    assert first.allocations == second.allocations
    assert first.provenance.input_hash == second.provenance.input_hash


def test_the_order_of_what_rows_list_changes_nothing() -> None:
    """Not even the hash of the input, by which a match is known to be out of date."""
    offer = OfferRow("o", "FR", "clinic", 1.0, needs=("consent", "mandate"), excludes=("a", "b"))
    need = RequirementRow(
        "r", "n", "clinic", 1.0, 0, 9, prerequisites=("p", "q"), needs=("consent", "mandate")
    )
    before = [replace(need, id=name, prerequisites=(), needs=()) for name in ("p", "q")]
    steps = (
        DecisionStep("s", "x", DAY),
        DecisionStep("t", "x", DAY),
        DecisionStep("u", "x", DAY, after=("s", "t")),
    )
    pairs = (PairRow("o", "p"), PairRow("o", "q"))
    places = (PlaceRow("camp", None, ("town", "valley")),)
    one = Problem(
        offers=(replace(offer, decision_steps=steps),),
        requirements=(need, *before),
        pairs=pairs,
        places=places,
    )
    turned = (replace(steps[2], after=("t", "s")), *steps[1::-1])
    other = Problem(
        offers=(
            replace(
                offer,
                needs=("mandate", "consent"),
                excludes=("b", "a"),
                decision_steps=turned,
            ),
        ),
        requirements=(
            replace(need, prerequisites=("q", "p"), needs=("mandate", "consent")),
            *before,
        ),
        pairs=pairs[::-1],
        places=(replace(places[0], within=("valley", "town")),),
    )
    assert solve(one) == solve(other)


def test_the_same_work_gives_the_same_plan_again() -> None:
    problem = generate(TINY_SIZE, 4)
    options = MatchOptions(work=2_000, seed=5, method=Method.NEIGHBOURHOODS)
    assert solve(problem, options) == solve(problem, options)


def test_other_ids_in_the_same_order_give_the_same_plan() -> None:
    problem = generate(TINY_SIZE, 5)
    names = {offer.id: f"X-{offer.id}" for offer in problem.offers}
    renamed = replace(
        problem,
        offers=tuple(replace(offer, id=names[offer.id]) for offer in problem.offers),
        commitments=tuple(replace(row, offer=names[row.offer]) for row in problem.commitments),
    )
    options = MatchOptions(gap=0.005)
    first, second = solve(problem, options), solve(renamed, options)
    assert {replace(row, offer=names[row.offer]) for row in first.allocations} == set(
        second.allocations
    )


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
@given(problem=tiny_problems(EASY_RULES), quantity=st.integers(1, 3))
def test_one_more_offer_never_lowers_coverage(problem: Problem, quantity: int) -> None:
    more = OfferRow("new", "GH", problem.requirements[0].type, float(quantity))
    before = solve(problem, MatchOptions(gap=0.0))
    after = solve(replace(problem, offers=(*problem.offers, more)), MatchOptions(gap=0.0))
    assert after.weighted_coverage >= before.weighted_coverage - 1e-6


@settings(max_examples=20, deadline=None, suppress_health_check=SLOW)
@given(factor=st.sampled_from([0.001, 7.0, 1000.0]), seed=st.integers(0, 5))
def test_other_units_of_money_weight_and_mass_change_nothing(factor: float, seed: int) -> None:
    # So short that all days are offered; else ties of equally good plans decide which stays are tried.
    problem = generate(InstanceSize("mini", 4, 16, 5, 2, 3, 1), seed)
    scaled = replace(
        problem,
        offers=tuple(
            replace(
                offer,
                lift_t=(offer.lift_t or 0) * factor,
                daily_cost=(offer.daily_cost or 0) * factor,
                mobilisation_cost=(offer.mobilisation_cost or 0) * factor,
            )
            for offer in problem.offers
        ),
        requirements=tuple(
            replace(need, weight=need.weight * factor) for need in problem.requirements
        ),
        lift=tuple(replace(row, tonnes=row.tonnes * factor) for row in problem.lift),
        budgets=tuple(replace(row, amount=row.amount * factor) for row in problem.budgets),
    )
    options = MatchOptions(gap=0.0)
    first, second = solve(problem, options), solve(scaled, options)
    assert first.is_bound_for_all_days
    assert second.is_bound_for_all_days
    assert first.weighted_coverage == pytest.approx(second.weighted_coverage, abs=1e-6)


def test_stopping_keeps_the_best_plan_so_far() -> None:
    problem = generate(SMALL, 1)
    seen: list[BetterPlan] = []
    options = MatchOptions(gap=0.0, should_stop=lambda: len(seen) > 0)
    match = solve(problem, options, seen.append)
    assert match.status is MatchStatus.STOPPED
    assert match.weighted_coverage >= seen[0].weighted_coverage - 1e-9 > 0
    assert check_plan(problem, match.allocations).broken == ()


@pytest.mark.parametrize(
    "bad", [{"gap": -0.1}, {"gap": 1.0}, {"tolerance": 2.0}, {"work": 0.0}, {"seed": -1}]
)
def test_options_out_of_range_are_refused(bad: dict[str, float]) -> None:
    with pytest.raises(CrisisPlannerError):
        MatchOptions(**bad)  # type: ignore[arg-type] # each is given by name


def test_a_problem_without_requirements_is_refused() -> None:
    with pytest.raises(CrisisPlannerError):
        solve(Problem(offers=(OfferRow("o", "FR", "clinic", 1.0),)))


def test_locks_that_clash_are_refused() -> None:
    problem = Problem(
        offers=(OfferRow("o", "FR", "clinic", 1.0),),
        requirements=(
            RequirementRow("a", "c", "clinic", 1.0, 0, 5),
            RequirementRow("b", "c", "clinic", 1.0, 0, 5),
        ),
        locks=(LockRow("o", "a", 1.0), LockRow("o", "b", 1.0)),
    )
    with pytest.raises(CrisisPlannerError) as caught:
        solve(problem)
    assert caught.value.messages[0].code == "match.locks_leave_no_plan"


def test_identical_offers_are_split_again_and_none_is_promised_twice() -> None:
    offers = tuple(OfferRow(f"o{n}", "FR", "clinic", 2.0, max_stay_days=4) for n in range(6))
    needs = tuple(
        RequirementRow(f"r{n}", "c", "clinic", 3.0, n, n + 6, weight=n + 1.0) for n in range(5)
    )
    problem = Problem(offers=offers, requirements=needs)
    match = solve(problem)
    assert len({row.offer for row in match.allocations}) > 1
    assert check_plan(problem, match.allocations).broken == ()


def aimed(problem: Problem, *aims: Aim, base: Match | None = None) -> Match:
    keep = () if base is None else base.allocations
    options = MatchOptions(
        gap=1e-4, aims=(Aim.COVERAGE, *aims), tolerance=0.05, keep=keep, work=20_000
    )
    return solve(problem, options)


def test_a_later_aim_is_improved_within_the_tolerance_of_coverage() -> None:
    problem = generate(InstanceSize("mini", 5, 24, 12, 2, 4, 1), 2)
    problem = replace(
        problem,
        partners=tuple(PartnerRow(f"P{n:03d}", n + 1.0) for n in range(4)),
    )
    base = aimed(problem)
    floor = base.weighted_coverage * 0.95 - 1e-6
    for aim in (Aim.COST, Aim.FAIRNESS, Aim.CHANGES, Aim.PARTNERS, Aim.ROBUSTNESS):
        match = aimed(problem, aim, base=base)
        assert match.weighted_coverage >= floor
        assert check_plan(problem, match.allocations).broken == ()
        if aim is Aim.COST:
            assert match.cost < base.cost
        if aim is Aim.CHANGES:
            assert match.allocations == base.allocations


def test_weighted_coverage_has_the_same_last_digit_in_any_order_of_rows() -> None:
    needs = tuple(
        RequirementRow(f"r{number}", "c", "t", 1.0, 0, 10, weight=0.1 * (number + 1))
        for number in range(9)
    )
    covered = [Coverage(need.id, 0.1 * number, ()) for number, need in enumerate(needs)]
    rng = random.Random(5)
    found = {
        weighted_coverage_of(
            Problem(requirements=tuple(rng.sample(needs, 9))), rng.sample(covered, 9)
        )
        for _ in range(50)
    }
    assert len(found) == 1
