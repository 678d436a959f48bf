"""One cluster alone, at given prices of lift and money: its linear relaxation and a proven bound.

A restricted linear program gives prices of level; at these every offer plans its units alone
(``itineraries``), over all days. That proves a bound, and yields the stays to add to the program
(column generation; Desaulniers, Desrosiers, Solomon 2005, doi:10.1007/b135457).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crisisplanner.planning.matching.arcs import ArcKeys, Arcs, join_arcs, keys_of, make_arcs
from crisisplanner.planning.matching.clusters import Cluster
from crisisplanner.planning.matching.coupling import Coupling, CouplingPrices, CouplingUse
from crisisplanner.planning.matching.day_limits import Span
from crisisplanner.planning.matching.highs import Highs, SolveLimits
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.itineraries import (
    Itineraries,
    ItineraryPrices,
    Stay,
    level_places,
)
from crisisplanner.planning.matching.model.linear import INFINITY, LinearModel
from crisisplanner.planning.matching.model.packing import Intervals, add_packing_rows
from crisisplanner.planning.matching.model.segments import Segments, segment_worth
from crisisplanner.planning.matching.starts import StartSettings, start_options
from crisisplanner.planning.matching.usage import spans
from crisisplanner.planning.matching.workers import Bench
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray

SAFETY = 1e-6
CLOSE = 2e-3
USED = 1e-9
MOST_TIMES = 1e3
MOST_PAIRS_AT_FIRST = 8_000
FIRST_LEVEL = 0.7
NEAR_PER_NEED = 16
LIKELY_PER_NEED = 20
EARLIEST = StartSettings(n_all_days=0, n_events=0, n_lift_weeks=0)


@dataclass(frozen=True)
class LevelPrices:
    """Price a unit of level on each day of some requirements, laid end to end, and days away.

    ``away`` holds prices of units of offers on days on which part of them is committed.
    """

    level: FloatArray
    away: dict[int, FloatArray]


@dataclass(frozen=True)
class Relaxed:
    """Hold the relaxation of one cluster at given coupling prices.

    ``bound`` is proven for these prices: worth less what lift and money cost. ``worth`` and ``use``
    are of the relaxed plan; ``arcs`` are those to begin with next time, ``likely`` those that a plan
    is likely to use.
    """

    bound: float
    worth: float
    use: CouplingUse
    arcs: ArcKeys
    likely: ArcKeys
    work: float


class ClusterDays:
    """The days of a cluster's requirements, laid end to end, with what a unit's day is worth."""

    def __init__(self, instance: Instance, requirements: IntArray) -> None:
        self.instance = instance
        length = (instance.need_to - instance.need_from)[requirements]
        self.need = np.repeat(requirements, length)
        self.first = np.cumsum(length) - length
        day = np.arange(len(self.need)) - np.repeat(self.first, length)
        self.place = level_places(instance)[self.need] + day + 1
        self.first_of = np.zeros(instance.n_requirements, dtype=np.int64)
        self.first_of[requirements] = self.first - instance.need_from[requirements]
        worth = instance.weight / (
            np.maximum(1, instance.need_to - instance.need_from) * instance.quantity
        )
        self.top = worth[self.need]
        self.quantity = instance.quantity[self.need]

    def summed(self, level: FloatArray) -> FloatArray:
        """Sum prices over the days of each requirement, as ``itineraries`` wants them."""
        spread = np.zeros(int(level_places(self.instance)[-1]) + 1)
        spread[self.place] = level
        return np.cumsum(spread)


class RelaxedCluster:
    """The restricted linear program of a cluster over some arcs."""

    def __init__(self, arcs: Arcs, days: ClusterDays, requirements: IntArray) -> None:
        instance = arcs.instance
        self._arcs, self._days = arcs, days
        self._segments = Segments(arcs, requirements)
        n = len(self._segments)
        upper = np.minimum(arcs.upper, MOST_TIMES * instance.quantity[arcs.requirement])
        model = LinearModel()
        self._x = model.add_columns(len(arcs), 0.0, upper, is_integer=False)
        need = instance.quantity[self._segments.requirement]
        u = model.add_columns(n, 0.0, need, is_integer=False)
        arc, segment = self._segments.of_arcs(np.arange(len(arcs), dtype=np.int64))
        self._rows = model.add_rows(
            n,
            -INFINITY,
            0.0,
            (np.arange(n), u, np.ones(n)),
            (segment, arc, -arcs.effectiveness[arc]),
        )
        begin, finish = spans(arcs, Span.AWAY)
        self._offers, resource = np.unique(arcs.offer, return_inverse=True)
        capacity = instance.capacity[self._offers]
        column = np.arange(len(arcs), dtype=np.int64)
        intervals = Intervals(resource.astype(np.int64), column, begin, finish, np.ones(len(arcs)))
        self._packing = add_packing_rows(model, intervals, capacity, upper)
        self._objective = np.zeros(model.n_columns)
        self._objective[u] = segment_worth(self._segments, instance)
        self._highs = Highs(model, self._objective)

    def solve(self, unit_cost: FloatArray, limits: SolveLimits) -> _Solved | None:
        """Solve at given costs of units; None if it was stopped."""
        objective = self._objective.copy()
        objective[self._x] = -unit_cost
        self._highs.set_objective(objective)
        outcome = self._highs.solve(limits)
        if outcome.solution is None or not outcome.is_proven:
            return None
        amount = outcome.solution[self._x]
        worth = outcome.value + float(unit_cost @ amount)
        reduced = self._highs.reduced_values()[self._x]
        prices = self._prices(self._highs.row_prices())
        return _Solved(prices, amount, worth, reduced, outcome.work)

    def _prices(self, row_prices: FloatArray) -> LevelPrices:
        segments, days = self._segments, self._days
        per_day = np.maximum(row_prices[self._rows], 0.0) / segments.n_days
        place = days.first_of[segments.requirement]
        change = np.zeros(len(days.need) + 1)
        np.add.at(change, place + segments.start, per_day)
        np.subtract.at(change, place + segments.end, per_day)
        level = np.clip(np.cumsum(change)[:-1], 0.0, days.top)
        capacity = days.instance.capacity[self._offers]
        most = capacity.max(axis=1)
        away: dict[int, FloatArray] = {}
        for row, (place_of, day) in self._packing.items():
            price = float(row_prices[row])
            if price > 0 and capacity[place_of, day] < most[place_of]:
                offer = int(self._offers[place_of])
                away.setdefault(offer, np.zeros(days.instance.n_days))[day] += price
        return LevelPrices(level, away)


@dataclass(frozen=True)
class _Solved:
    """Hold the solution of a restricted program: prices, amounts, worth, reduced values."""

    prices: LevelPrices
    amount: FloatArray
    worth: float
    reduced: FloatArray
    work: float


def itinerary_prices(
    days: ClusterDays, level: LevelPrices, coupling: Coupling, prices: CouplingPrices
) -> ItineraryPrices:
    """Put the prices of level and of the coupling limits together."""
    return ItineraryPrices(
        days.summed(level.level),
        coupling.tonne(prices),
        coupling.money_of_requirements(prices),
        level.away,
    )


def bound_of_cluster(
    days: ClusterDays,
    itineraries: Itineraries,
    level: LevelPrices,
    coupling: Coupling,
    prices: CouplingPrices,
) -> tuple[float, Stay]:
    """Prove a bound on what a cluster is worth, less what it pays for lift and money.

    Valid for any prices: level above the need is worth nothing, every offer plans alone.
    """
    instance = days.instance
    worth, stays = itineraries.solve(itinerary_prices(days, level, coupling, prices))
    units = instance.capacity[itineraries.offers].max(axis=1)
    unserved = float((np.maximum(days.top - level.level, 0.0) * days.quantity).sum())
    committed = sum(
        float(by_day @ instance.capacity[offer]) for offer, by_day in level.away.items()
    )
    bound = unserved + float(np.maximum(worth, 0.0) @ units) + committed
    return bound * (1.0 + SAFETY), stays


@dataclass(frozen=True)
class RelaxTask:
    """Relax one cluster at some coupling prices, from arcs that are known to matter."""

    cluster: int
    arcs: ArcKeys
    prices: CouplingPrices
    n_rounds: int
    is_first: bool

    def run(self, bench: Bench) -> Relaxed:
        """Alternate the restricted program and the itineraries; keep the best bound."""
        cluster, coupling = bench.clusters[self.cluster], bench.coupling
        instance, prices = bench.instance, self.prices
        days = ClusterDays(instance, cluster.requirements)
        itineraries = Itineraries(instance, cluster.pairs)
        arcs = self.arcs.arcs(instance)
        if self.is_first:
            arcs = join_arcs(arcs, _first_arcs(cluster, days, itineraries, coupling, prices))
        level = LevelPrices(days.top, {})
        best, worth, work = float((days.top * days.quantity).sum()), 0.0, 0.0
        use = coupling.use(arcs, np.zeros(len(arcs)))
        likely = arcs
        for _ in range(self.n_rounds):
            program = RelaxedCluster(arcs, days, cluster.requirements)
            cost = coupling.unit_cost(arcs, prices)
            solved = program.solve(cost, SolveLimits(should_stop=bench.should_stop))
            if solved is None:
                break
            work += solved.work
            worth, use = solved.worth, coupling.use(arcs, solved.amount)
            bound, stays = bound_of_cluster(days, itineraries, solved.prices, coupling, prices)
            if bound < best:
                best, level = bound, solved.prices
            likely = _likely(arcs, solved, len(cluster.requirements))
            arcs = join_arcs(arcs, arcs_of(instance, stays))
            if best - (worth - float(cost @ solved.amount)) <= CLOSE * best:
                break
        near = _nearly_best(cluster, days, itineraries, level, coupling, prices)
        likely = join_arcs(likely, near)
        return Relaxed(best, worth, use, keys_of(arcs), keys_of(likely), work)


def _first_arcs(
    cluster: Cluster,
    days: ClusterDays,
    itineraries: Itineraries,
    coupling: Coupling,
    prices: CouplingPrices,
) -> Arcs:
    """Offer each pair its earliest stay; where there are too many pairs, only those that may pay."""
    instance = days.instance
    if len(cluster.pairs) <= MOST_PAIRS_AT_FIRST:
        return start_options(instance, EARLIEST, cluster.pairs)
    level = LevelPrices(FIRST_LEVEL * days.top, {})
    return _nearly_best(cluster, days, itineraries, level, coupling, prices)


def _nearly_best(
    cluster: Cluster,
    days: ClusterDays,
    itineraries: Itineraries,
    level: LevelPrices,
    coupling: Coupling,
    prices: CouplingPrices,
) -> Arcs:
    """Give the stays by which their offers' best itineraries lose least, so many a requirement."""
    asked = itinerary_prices(days, level, coupling, prices)
    stays, loss = itineraries.nearly_best(asked)
    order = np.argsort(loss, kind="stable")[: NEAR_PER_NEED * len(cluster.requirements)]
    chosen = Stay(stays.pair[order], stays.offer[order], stays.start[order], stays.end[order])
    return arcs_of(days.instance, chosen)


def _likely(arcs: Arcs, solved: _Solved, n_needs: int) -> Arcs:
    """Give the arcs that the restricted program uses or almost uses, so many a requirement."""
    reduced = np.where(solved.amount > USED, np.inf, solved.reduced)
    order = np.argsort(-reduced, kind="stable")
    return arcs.take(np.sort(order[: LIKELY_PER_NEED * n_needs]))


def arcs_of(instance: Instance, stays: Stay) -> Arcs:
    """Write stays as arcs."""
    first = instance.first_day
    return make_arcs(instance, stays.pair, stays.start + first, stays.end + first)
