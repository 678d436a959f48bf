"""That plans found side by side are put together only as far as what they share allows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from crisisplanner.domain.problem import BudgetRow, LiftRow
from crisisplanner.planning.matching.arcs import Plan, no_plan
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.joining import SharedLimits, joined_plan
from tests.planning.tiny_instances import TEN_DAYS, hospitals, instance_of, plan_of, sent_by

OTHER = replace(TEN_DAYS, id="other", weight=3.0)
SECOND = np.ones(1, dtype=np.int64)


def replaced(own: Instance, outside: Plan, found: Plan) -> Plan | None:
    """Replace what a plan does for the second requirement."""
    return SharedLimits(own).replaced(outside, SECOND, found)


def test_amounts_on_the_same_arc_add_up() -> None:
    own = instance_of(hospitals("fr", 4.0))
    first = plan_of(own, ("fr", "need", 1.0, 0, 10), ("fr", "need", 1.0, 2, 10))
    second = plan_of(own, ("fr", "need", 2.0, 2, 10))
    assert sent_by(joined_plan(first, second)) == {("fr", 0, 10): 1.0, ("fr", 2, 10): 3.0}


def test_a_plan_joined_with_none_is_itself() -> None:
    own = instance_of(hospitals("fr", 4.0))
    plan = plan_of(own, ("fr", "need", 1.0, 0, 10))
    assert sent_by(joined_plan(plan, no_plan(own))) == sent_by(plan)


def test_what_was_done_for_the_requirements_before_is_replaced() -> None:
    own = instance_of(hospitals("fr", 2.0), needs=(TEN_DAYS, OTHER))
    before = plan_of(own, ("fr", "need", 1.0, 0, 10), ("fr", "other", 1.0, 5, 10))
    found = replaced(own, before, plan_of(own, ("fr", "other", 1.0, 0, 10)))
    assert found is not None
    assert found.amount.tolist() == [1.0, 1.0]
    assert found.arcs.start.tolist() == [0, 0]


def test_units_that_others_use_can_not_be_sent_again() -> None:
    own = instance_of(hospitals("fr", 2.0), needs=(TEN_DAYS, OTHER))
    outside = plan_of(own, ("fr", "need", 2.0, 0, 10))
    assert replaced(own, outside, plan_of(own, ("fr", "other", 1.0, 9, 10))) is None


def test_money_that_others_spend_can_not_be_spent_again() -> None:
    own = instance_of(
        hospitals("fr", 3.0, mobilisation_cost=10.0),
        needs=(TEN_DAYS, OTHER),
        budgets=(BudgetRow("plan", 25.0),),
    )
    outside = plan_of(own, ("fr", "need", 1.0, 0, 10))
    assert replaced(own, outside, plan_of(own, ("fr", "other", 1.0, 0, 10))) is not None
    assert replaced(own, outside, plan_of(own, ("fr", "other", 2.0, 0, 10))) is None


def test_of_what_lift_can_not_carry_the_part_that_adds_most_a_tonne_goes() -> None:
    own = instance_of(
        hospitals("heavy", 2.0, lift_t=20.0),
        hospitals("light", 2.0, lift_t=5.0),
        needs=(TEN_DAYS, OTHER),
        lift=(LiftRow("*", 0, 28, 41.0),),
    )
    outside = plan_of(own, ("heavy", "need", 1.0, 0, 10))
    wanted = plan_of(own, ("heavy", "other", 1.0, 0, 10), ("light", "other", 2.0, 0, 10))
    found = replaced(own, outside, wanted)
    assert found is not None
    assert sent_by(found) == {("heavy", 0, 10): 1.0, ("light", 0, 10): 2.0}
    assert found.arcs.requirement.tolist() == [0, 1]


def test_own_lift_carries_before_the_pool_which_is_left_to_the_others() -> None:
    own = instance_of(
        hospitals("fr", 1.0, lift_t=10.0),
        hospitals("se", 2.0, lift_t=10.0),
        needs=(TEN_DAYS, replace(OTHER, quantity=3.0)),
        lift=(LiftRow("*", 0, 28, 10.0), LiftRow("fr", 0, 28, 10.0)),
    )
    wanted = plan_of(own, ("fr", "other", 1.0, 0, 10), ("se", "other", 2.0, 0, 10))
    found = replaced(own, no_plan(own), wanted)
    assert found is not None
    assert sent_by(found) == {("fr", 0, 10): 1.0, ("se", 0, 10): 1.0}
