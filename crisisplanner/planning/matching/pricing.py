"""Start options that pay: the best stay of every pair at the prices of a linear relaxation.

All start and end days are looked at: a stay's worth is a sum over its days, so the best one is found
from prefix sums. (Column generation; Desaulniers, Desrosiers, Solomon 2005, doi:10.1007/b135457.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from crisisplanner.planning.matching.arcs import Arcs, join_arcs, make_arcs, no_plan
from crisisplanner.planning.matching.day_limits import Span
from crisisplanner.planning.matching.highs import Highs, SolveLimits
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.model.formulation import Formulation, formulate
from crisisplanner.planning.matching.sliding import largest_ahead
from crisisplanner.planning.matching.usage import Costs, LiftTable
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray

BLOCK_CELLS = 4_000_000
PAYS = 1e-7
GAINED = 1e-5


@dataclass(frozen=True)
class Prices:
    """What things are worth at the margin, in weighted coverage; days from the first day.

    ``level[r, t]`` a unit of level on a day; ``offer[o, t]`` a unit away on a day; ``limit[f][d, t]``
    a unit of resource d of a family of day limits; ``lift[partner, week]`` a tonne; ``pair_cost[i]`` a unit of money.
    """

    level: FloatArray
    offer: FloatArray
    limit: list[FloatArray]
    lift: FloatArray
    pair_cost: FloatArray


def prices_of(formulation: Formulation, row_prices: FloatArray) -> Prices:
    """Read prices from the dual values of a relaxation of the model."""
    instance = formulation.instance
    segments, rows = formulation.segments, formulation.resources
    n_days = instance.n_days
    level = np.zeros((instance.n_requirements, n_days + 1))
    worth = row_prices[formulation.levels.level_rows].copy()
    with_z = np.flatnonzero(formulation.levels.threshold_rows >= 0)
    worth[with_z] -= row_prices[formulation.levels.threshold_rows[with_z]]
    per_day = worth / segments.n_days
    first = instance.first_day
    np.add.at(level, (segments.requirement, segments.start - first), per_day)
    np.subtract.at(level, (segments.requirement, segments.end - first), per_day)
    offer = np.zeros((instance.n_offers, n_days))
    for row, (number, day) in rows.offers.items():
        offer[number, day] += max(row_prices[row], 0.0)
    by_day = [np.zeros_like(limits.capacity) for limits in instance.day_limits]
    for row, (family, number, day) in rows.days.items():
        by_day[family][number, day] += max(row_prices[row], 0.0)
    return Prices(
        np.cumsum(level, axis=1)[:, :n_days],
        offer,
        by_day,
        _lift_prices(formulation, row_prices),
        _cost_prices(formulation, row_prices),
    )


def _lift_prices(formulation: Formulation, row_prices: FloatArray) -> FloatArray:
    """Price a tonne by partner and week; where no row is, only the pool's price, if lift is short."""
    table = LiftTable(formulation.instance)
    rows = formulation.resources
    prices = np.zeros_like(table.own)
    for row, week in rows.lift_pool.items():
        price = max(float(row_prices[row]), 0.0)
        prices[table.own[:, week - table.first_week] <= 0, week - table.first_week] = price
    for row, (partner, week) in rows.lift_own.items():
        price = max(float(row_prices[row]), 0.0) / rows.lift_scale[row]
        prices[partner, week - table.first_week] = price
    return prices


def _cost_prices(formulation: Formulation, row_prices: FloatArray) -> FloatArray:
    """Price a unit of money for each pair: what the budgets that pay for it are short of."""
    instance = formulation.instance
    costs = Costs(instance)
    price = np.zeros(instance.n_pairs)
    for row, scope in formulation.resources.budgets.items():
        is_plan, partner, in_crisis = costs.members(scope)
        counts = in_crisis[instance.requirement] | (instance.partner[instance.offer] == partner)
        own = max(float(row_prices[row]), 0.0) / formulation.resources.budget_scale[row]
        price[counts | is_plan] += own
    return price


@dataclass(frozen=True)
class PricedStays:
    """Hold for each window the best stay, in days from D, and its profit (reduced worth of a unit)."""

    pair: IntArray
    start: IntArray
    end: IntArray
    profit: FloatArray


def best_stays(instance: Instance, prices: Prices, pairs: IntArray | None = None) -> PricedStays:
    """Find the best stay in every window of some pairs (default all), in blocks of bounded memory."""
    if pairs is None:
        pairs = np.arange(instance.n_pairs, dtype=np.int64)
    pricer = _Pricer(instance, prices)
    size = max(1, BLOCK_CELLS // (instance.n_days + 1))
    blocks = [pricer.best(pairs[i : i + size]) for i in range(0, len(pairs), size)]
    return PricedStays(
        np.concatenate([block.pair for block in blocks] or [pairs]),
        np.concatenate([block.start for block in blocks] or [pairs]),
        np.concatenate([block.end for block in blocks] or [pairs]),
        np.concatenate([block.profit for block in blocks] or [np.zeros(0)]),
    )


def arcs_of_priced(instance: Instance, stays: PricedStays, which: IntArray) -> Arcs:
    """Write some stays as arcs."""
    return make_arcs(instance, stays.pair[which], stays.start[which], stays.end[which])


def with_paying_stays(
    arcs: Arcs, most: int, most_rounds: int, should_stop: Callable[[], bool]
) -> Arcs:
    """Add the stays, over all days, that pay most at the prices of the relaxation; and again.

    With more rounds than one, what the relaxation gains nothing by is left out again.
    """
    value, before = -np.inf, arcs
    for _ in range(most_rounds):
        relaxed = _relaxed(arcs, should_stop)
        if relaxed is None or relaxed.value <= value * (1.0 + GAINED):
            return before
        value, before = relaxed.value, arcs
        arcs = _with_stays_at(arcs, relaxed.prices, most)
        if len(arcs) == len(before):
            break
    return arcs


@dataclass(frozen=True)
class _Relaxed:
    """Hold the value of the relaxation of all requirements, and its prices."""

    value: float
    prices: Prices


def _relaxed(arcs: Arcs, should_stop: Callable[[], bool]) -> _Relaxed | None:
    """Relax the model of all requirements; None if it was stopped or has no solution."""
    instance = arcs.instance
    every = np.arange(instance.n_requirements, dtype=np.int64)
    formulation = formulate(arcs, every, no_plan(instance))
    highs = Highs(formulation.model, formulation.objective)
    highs.relax()
    outcome = highs.solve(SolveLimits(should_stop=should_stop))
    if not outcome.is_proven or outcome.solution is None:
        return None
    return _Relaxed(outcome.value, prices_of(formulation, highs.row_prices()))


def _with_stays_at(arcs: Arcs, prices: Prices, most: int) -> Arcs:
    """Add the stays, over all days, that pay most at some prices."""
    instance = arcs.instance
    stays = best_stays(instance, prices)
    order = np.argsort(-stays.profit, kind="stable")
    paying = order[stays.profit[order] > PAYS][:most]
    return join_arcs(arcs, arcs_of_priced(instance, stays, paying))


class _Pricer:
    """Prefix sums of all prices, and the search over them."""

    def __init__(self, instance: Instance, prices: Prices) -> None:
        self._instance = instance
        self._prices = prices
        self._level = _prefix(prices.level)
        self._offer = _prefix(prices.offer)
        self._limits = [
            (limits, _prefix(price))
            for limits, price in zip(instance.day_limits, prices.limit, strict=True)
            if price.any()
        ]
        self._lift = LiftTable(instance)

    def best(self, pairs: IntArray) -> PricedStays:
        """Find the best stay in every window of some pairs."""
        instance = self._instance
        counts = instance.window_first[pairs + 1] - instance.window_first[pairs]
        before = np.cumsum(counts) - counts
        row = np.repeat(instance.window_first[pairs] - before, counts) + np.arange(counts.sum())
        pair = np.repeat(pairs, counts)
        first = instance.window_start[row] - instance.first_day
        last = instance.window_end[row] - instance.first_day
        stay = np.minimum(instance.max_stay[instance.offer[pair]], instance.n_days)
        from_start, to_end = self._worth(pair)
        day = np.arange(instance.n_days + 1)[None, :]
        to_end = np.where((day > first[:, None]) & (day <= last[:, None]), to_end, -np.inf)
        from_start = np.where((day >= first[:, None]) & (day < last[:, None]), from_start, np.inf)
        reach = largest_ahead(to_end, stay)
        profit = reach - from_start
        start = np.argmax(profit, axis=1)
        place = np.arange(len(pair))
        allowed = (day > start[:, None]) & (day <= (start + stay)[:, None])
        end = np.argmax(np.where(allowed, to_end, -np.inf), axis=1)
        return PricedStays(
            pair, start + instance.first_day, end + instance.first_day, profit[place, start]
        )

    def _worth(self, pair: IntArray) -> tuple[FloatArray, FloatArray]:
        """Give what is spent by starting on each day, and what is gained by ending on it."""
        instance, prices = self._instance, self._prices
        o, r = instance.offer[pair], instance.requirement[pair]
        day = np.arange(instance.n_days + 1)[None, :]
        leaves = np.maximum(day - instance.lead_days[pair][:, None], 0)
        back = np.minimum(day + instance.return_days[pair][:, None], instance.n_days)
        level = self._level[r] * instance.effectiveness[pair][:, None]
        given = instance.given_cost[pair]
        is_given = ~np.isnan(given)
        daily = np.where(is_given, 0.0, instance.daily_cost[o]) * prices.pair_cost[pair]
        once = np.where(is_given, given, instance.mobilisation_cost[o]) * prices.pair_cost[pair]
        level -= daily[:, None] * day
        to_end = level - self._offer[o[:, None], back]
        from_start = level - self._offer[o[:, None], leaves] + once[:, None]
        if self._lift.is_limited:
            week = self._lift.week_of(leaves + instance.first_day)
            tonne = prices.lift[instance.partner[o][:, None], week]
            from_start = from_start + tonne * instance.lift_t[o][:, None]
        for limits, prefix in self._limits:
            resource, amount = limits.use(pair)
            used = np.where(resource >= 0, amount, 0.0)[:, None]
            row = np.maximum(resource, 0)[:, None]
            away = limits.span is Span.AWAY
            from_start = from_start - used * prefix[row, leaves if away else day]
            to_end = to_end - used * prefix[row, back if away else day]
        return from_start, to_end


def _prefix(by_day: FloatArray) -> FloatArray:
    nothing = np.zeros((len(by_day), 1))
    return np.hstack((nothing, np.cumsum(by_day, axis=1)))
