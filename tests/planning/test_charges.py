"""What prices of lift and money leave of a gain; worth of a unit's day here: 1 / (10 days × 2) = 0.05."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from crisisplanner.domain.problem import BudgetRow, LiftRow
from crisisplanner.planning.matching.charges import Charges
from crisisplanner.planning.matching.coupling import Coupling, CouplingPrices
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.proposals import Candidates, Proposals
from tests.planning.tiny_instances import TEN_DAYS, hospitals, instance_of

ALL_DAYS = 10.0


def instance() -> Instance:
    """One offer by air that costs 5 + 10 days, and one that walks in for nothing."""
    return instance_of(
        hospitals("air", 2.0, lift_t=10.0, mobilisation_cost=5.0, daily_cost=1.0),
        hospitals("foot", 2.0),
        lift=(LiftRow("*", 0, 28, 100.0),),
        budgets=(BudgetRow("plan", 1_000.0),),
    )


def gains(tonne: float = 0.0, money: float = 0.0, *, needs_worth: float = 1.0) -> list[float]:
    """Charge a stay of all days of either offer at one price of a tonne and one of money."""
    own = instance()
    if needs_worth == 0.0:
        own = replace(own, weight=np.zeros(1))
    coupling = Coupling(own)
    nothing = coupling.no_prices()
    prices = CouplingPrices(nothing.own + tonne, nothing.pool + tonne, nothing.money + money)
    candidates = Candidates(own, 0)
    start = np.zeros(2, dtype=np.int64)
    found = Proposals(start, start + 10, np.full(2, ALL_DAYS))
    charged = Charges(coupling, prices).charged(own, candidates, found)
    return [float(gain) for gain in charged.gain]


def test_without_prices_a_gain_stays_what_it_is() -> None:
    assert gains() == [ALL_DAYS, ALL_DAYS]


def test_lift_costs_its_tonnes_in_days_of_level() -> None:
    assert gains(tonne=0.01) == pytest.approx([ALL_DAYS - 10.0 * 0.01 / 0.05, ALL_DAYS])


def test_money_costs_what_the_whole_stay_costs() -> None:
    assert gains(money=0.01) == pytest.approx([ALL_DAYS - 15.0 * 0.01 / 0.05, ALL_DAYS])


def test_what_does_not_pay_gains_nothing_and_never_less() -> None:
    assert gains(tonne=0.2) == [0.0, ALL_DAYS]


def test_a_requirement_without_weight_is_not_charged() -> None:
    assert gains(tonne=0.2, needs_worth=0.0) == [ALL_DAYS, ALL_DAYS]


def test_a_need_of_three_times_the_weight_pays_a_third_in_its_days() -> None:
    other = replace(TEN_DAYS, id="other", weight=3.0, type="tent")
    own = instance_of(
        hospitals("air", 2.0, lift_t=10.0),
        hospitals("tents", 2.0, type="tent", lift_t=10.0),
        needs=(TEN_DAYS, other),
        lift=(LiftRow("*", 0, 28, 100.0),),
    )
    coupling = Coupling(own)
    nothing = coupling.no_prices()
    prices = CouplingPrices(nothing.own + 0.001, nothing.pool + 0.001, nothing.money)
    start = np.zeros(1, dtype=np.int64)
    found = Proposals(start, start + 10, np.full(1, ALL_DAYS))
    lost = [
        ALL_DAYS - float(Charges(coupling, prices).charged(own, Candidates(own, r), found).gain[0])
        for r in (0, 1)
    ]
    assert lost[0] == pytest.approx(3.0 * lost[1])
