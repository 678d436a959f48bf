"""How much credit a requirement of four hospitals can get at most if it had every offer alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from crisisplanner.domain.problem import Duration, OfferRow, Problem, SubstituteRow
from crisisplanner.planning.matching.canonical import canonical
from crisisplanner.planning.matching.credited_levels import credited_level_limits
from crisisplanner.planning.matching.greedy import greedy_plan
from crisisplanner.planning.matching.instance import make_instance
from crisisplanner.planning.matching.model.relations import Impossible
from crisisplanner.planning.matching.worth import coverage_by_requirement
from tests.planning.problem_strategies import small_problems
from tests.planning.tiny_instances import TEN_DAYS, hospitals, instance_of

FOUR = replace(TEN_DAYS, quantity=4.0)


def limits(*offers: OfferRow, **rule: Any) -> tuple[list[float], Any]:
    """Give the most credit of each day and of all days, rounded from what safety adds."""
    instance = instance_of(
        *offers,
        needs=(replace(FOUR, **rule),),
        substitutes=(SubstituteRow("hospital", "clinic", 0.5),),
    )
    by_day, in_all = credited_level_limits(instance, np.zeros(1, dtype=np.int64))
    return [round(value, 6) for value in by_day.tolist()], pytest.approx(float(in_all[0]), abs=1e-6)


def test_all_offers_add_up_to_no_more_than_the_quantity() -> None:
    by_day, in_all = limits(hospitals("fr", 3.0, available_to=6), hospitals("se", 2.0))
    assert by_day == [4.0] * 6 + [2.0] * 4
    assert in_all == 4.0 * 6 + 2.0 * 4


def test_a_substitute_counts_by_its_effectiveness() -> None:
    assert limits(hospitals("gh", 3.0, type="clinic")) == ([1.5] * 10, 15.0)


def test_without_an_offer_there_is_no_credit() -> None:
    assert limits(hospitals("gh", 3.0, type="tent")) == ([0.0] * 10, 0.0)


def test_a_stay_that_ends_is_followed_by_the_journey_back_and_out_again() -> None:
    """Ten days hold stays of three days with two days of travel between them: 3 + 3 of 10."""
    one = hospitals("fr", 1.0, max_stay_days=3, transit=Duration(1.0), available_from=-9)
    _, in_all = limits(one, from_day=1, to_day=11)
    assert in_all == 6.0


def test_a_single_lead_is_the_partner_that_brings_most() -> None:
    offers = (hospitals("fr", 1.0), hospitals("se", 2.0), hospitals("gh", 1.0))
    assert limits(*offers, single_lead=True) == ([2.0] * 10, 20.0)


def test_of_the_partners_that_may_join_those_that_bring_most_count() -> None:
    offers = (hospitals("fr", 1.0), hospitals("se", 2.0), hospitals("gh", 1.0))
    assert limits(*offers, max_partners=2) == ([3.0] * 10, 30.0)


def test_a_lead_below_the_minimum_share_gets_no_credit() -> None:
    offers = (hospitals("fr", 2.0), hospitals("se", 2.0))
    assert limits(*offers, single_lead=True, minimum_share=0.75)[1] == 0.0
    assert limits(*offers, single_lead=True, minimum_share=0.5)[1] == 20.0


@given(small_problems())
def test_no_plan_gets_more_credit_than_the_limits(problem: Problem) -> None:
    instance = make_instance(canonical(problem))
    try:
        plan = greedy_plan(instance)
    except Impossible:
        return
    if plan is None:
        return
    every = np.arange(instance.n_requirements, dtype=np.int64)
    by_day, in_all = credited_level_limits(instance, every)
    credited = coverage_by_requirement(plan) * instance.need_days * instance.quantity
    summed = np.add.reduceat(by_day, np.cumsum(instance.need_days) - instance.need_days)
    assert (credited <= in_all + 1e-6).all()
    assert (in_all <= summed + 1e-6).all()
