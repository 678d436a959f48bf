"""That prices of what is scarce rise, and that a plan is built of what pays before the rest.

One need of two hospitals for ten days: a unit's day is worth 1 / (10 × 2) = 0.05.
"""

from __future__ import annotations

import numpy as np
import pytest

from crisisplanner.domain.problem import BudgetRow, LiftRow
from crisisplanner.planning.matching.arcs import no_plan
from crisisplanner.planning.matching.constructing import (
    DEAREST,
    OWN_SHARE,
    RISE,
    ConstructionPrices,
    ConstructTask,
)
from crisisplanner.planning.matching.coupling import Coupling, CouplingPrices, CouplingUse
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.settings import never
from crisisplanner.planning.matching.workers import Bench
from tests.planning.tiny_instances import hospitals, instance_of, plan_of

POOL_T = 20.0
BUDGET = 100.0
WORTH = 1.0


def instance() -> Instance:
    """Two units by air of 10 t and 15 of money each: they fill the pool of the first week."""
    return instance_of(
        hospitals("air", 2.0, lift_t=10.0, mobilisation_cost=5.0, daily_cost=1.0),
        lift=(LiftRow("*", 0, 28, POOL_T),),
        budgets=(BudgetRow("plan", BUDGET),),
    )


def prices(coupling: Coupling, tonne: float, money: float) -> CouplingPrices:
    nothing = coupling.no_prices()
    return CouplingPrices(nothing.own + tonne, nothing.pool + tonne, nothing.money + money)


def use(coupling: Coupling, tonnes: float, money: float) -> CouplingUse:
    """Draw tonnes in the first week, and money."""
    drawn = np.zeros_like(coupling.lift.own)
    drawn[0, 0] = tonnes
    return CouplingUse(drawn, np.full_like(coupling.amount, money))


def begun_at(own: Instance, n_units: float) -> ConstructionPrices:
    """Begin with the prices that a plan of some units leads to, at a tenth of their worth."""
    plan = plan_of(own, ("air", "need", n_units, 0, 10)) if n_units else no_plan(own)
    return ConstructionPrices(Coupling(own), plan, WORTH, 0.1)


def test_only_what_a_plan_draws_to_its_limit_has_a_price_at_first() -> None:
    found = begun_at(instance(), 2.0).prices
    assert found.pool[0] == pytest.approx(0.1 * WORTH / POOL_T)
    assert not found.pool[1:].any()
    assert not found.money.any()


def test_a_plan_that_draws_nothing_leaves_everything_free() -> None:
    found = begun_at(instance(), 0.0).prices
    assert not found.pool.any()
    assert not found.own.any()


def test_a_price_rises_while_its_limit_is_reached_and_falls_when_it_is_not() -> None:
    own = instance()
    coupling = Coupling(own)
    chain = begun_at(own, 2.0)
    before = chain.prices.pool[0]
    chain.move(use(coupling, POOL_T, 0.0))
    risen = chain.prices.pool[0]
    assert risen == pytest.approx(RISE * before)
    chain.move(use(coupling, POOL_T / 2, 0.0))
    assert 0.0 < chain.prices.pool[0] < risen


def test_what_was_free_gets_a_price_once_its_limit_is_reached() -> None:
    own = instance()
    chain = begun_at(own, 0.0)
    chain.move(use(Coupling(own), 0.0, BUDGET))
    assert chain.prices.money[0] > 0.0
    assert not chain.prices.pool.any()


def test_no_price_rises_beyond_what_anyone_would_pay() -> None:
    own = instance()
    coupling = Coupling(own)
    chain = begun_at(own, 2.0)
    for _ in range(40):
        chain.move(use(coupling, 2.0 * POOL_T, BUDGET))
    assert chain.prices.pool[0] == pytest.approx(DEAREST * WORTH / POOL_T)
    assert chain.prices.money[0] == pytest.approx(DEAREST * WORTH / BUDGET)


def test_own_lift_is_cheaper_than_the_pool_until_the_partner_has_used_it_up() -> None:
    own = instance_of(
        hospitals("air", 2.0, lift_t=10.0),
        lift=(LiftRow("*", 0, 28, 4.0), LiftRow("air", 0, 28, 16.0)),
    )
    coupling = Coupling(own)
    chain = begun_at(own, 2.0)
    chain.move(use(coupling, 10.0, 0.0))
    assert chain.prices.own[0, 0] == pytest.approx(OWN_SHARE * chain.prices.pool[0])
    chain.move(use(coupling, 21.0, 0.0))
    assert chain.prices.own[0, 0] == pytest.approx(chain.prices.pool[0])


def test_a_plan_is_filled_up_with_what_did_not_pay() -> None:
    """At a price of a tonne above ten unit's days nothing pays, and yet the need is served."""
    own = instance()
    bench = Bench(own, never)
    found = ConstructTask(prices(bench.coupling, 0.06, 0.0)).run(bench)
    assert found.plan is not None
    assert found.use is not None
    assert found.plan.plan(own).amount.sum() == 2.0
    assert not found.use.tonnes.any()


def test_what_pays_is_what_draws() -> None:
    own = instance()
    bench = Bench(own, never)
    found = ConstructTask(prices(bench.coupling, 0.01, 0.0)).run(bench)
    assert found.use is not None
    assert found.use.tonnes.sum() == 20.0
    assert found.use.money.tolist() == [30.0]


def test_a_construction_that_is_stopped_gives_no_plan() -> None:
    bench = Bench(instance(), lambda: True)
    found = ConstructTask(prices(bench.coupling, 0.0, 0.0)).run(bench)
    assert (found.plan, found.use) == (None, None)
