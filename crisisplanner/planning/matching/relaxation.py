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
from crisisplanner.planning.matching.highs import SolveLimits
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.itineraries import (
    Itineraries,
    ItineraryPrices,
    ItineraryStays,
)
from crisisplanner.planning.matching.level_price_steps import scanned_prices, stepped_prices
from crisisplanner.planning.matching.relaxed_program import (
    ClusterDays,
    LevelPrices,
    RelaxedCluster,
    Solved,
)
from crisisplanner.planning.matching.starts import StartSettings, start_options
from crisisplanner.planning.matching.stopping import Stopped, go_on
from crisisplanner.planning.matching.workers import Bench

SAFETY = 1e-6
USED = 1e-9
N_STEPS = 6
N_ROUNDS_LARGE = 3
MOST_ARCS = 12_000
FIRST_LEVEL = 0.7
MOST_PAIRS_FOR_PROGRAM = 8_000
NEAR_PER_NEED = 16
LIKELY_PER_NEED = 20
OWN_DAYS_ONLY = StartSettings(most_on_all_days=0, n_days_by_others=0, n_lift_weeks=0)


@dataclass(frozen=True)
class ClusterRelaxation:
    """Hold the relaxation of one cluster at given coupling prices.

    ``bound`` is proven for these prices, by ``level``: worth less what lift and money cost. ``worth`` and ``use``
    are of the relaxed plan; ``arcs`` are those to begin with next time, ``likely`` those that a plan
    is likely to use.
    """

    bound: float
    level: LevelPrices | None
    worth: float
    use: CouplingUse
    arcs: ArcKeys
    likely: ArcKeys
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
    days: ClusterDays, itineraries: Itineraries, level: LevelPrices, asked: ItineraryPrices
) -> tuple[float, ItineraryStays]:
    """Prove a bound on what a cluster is worth, less what it pays for lift and money.

    Valid for any prices: level above the need is worth nothing, every offer plans alone.
    """
    instance = days.instance
    worth, stays = itineraries.solve(asked)
    units = instance.capacity[itineraries.offers].max(axis=1)
    unserved = days.unserved(level.level)
    committed = sum(
        float(by_day @ instance.capacity[offer]) for offer, by_day in level.away.items()
    )
    bound = unserved + float(np.maximum(worth, 0.0) @ units) + committed
    return bound * (1.0 + SAFETY), stays


@dataclass(frozen=True)
class RelaxTask:
    """Relax one cluster at some coupling prices, from arcs that are known to matter.

    ``level`` are the prices of level of the round before, None at first.
    """

    cluster: int
    arcs: ArcKeys
    level: LevelPrices | None
    prices: CouplingPrices

    def run(self, bench: Bench) -> ClusterRelaxation:
        """Solve the restricted program, prove a bound by its prices, add the stays that pay.

        If it is to stop, answer with the bound that is proven by then.
        """
        cluster, coupling = bench.clusters[self.cluster], bench.coupling
        days = ClusterDays(bench.instance, cluster.requirements)
        itineraries = Itineraries(bench.instance, cluster.pairs, bench.should_stop)
        bounding = _Bounding(days, itineraries, coupling, self.prices)
        try:
            go_on(bench.should_stop)
            return self._relaxed(bench, days, bounding)
        except Stopped:
            arcs = self.arcs.arcs(bench.instance)
            no_use = coupling.use(arcs, np.zeros(len(arcs)))
            return ClusterRelaxation(
                bounding.bound, self.level, 0.0, no_use, self.arcs, self.arcs, 0.0
            )

    def _relaxed(self, bench: Bench, days: ClusterDays, bounding: _Bounding) -> ClusterRelaxation:
        cluster, coupling = bench.clusters[self.cluster], bench.coupling
        arcs = self.arcs.arcs(bench.instance)
        is_large = len(cluster.pairs) > MOST_PAIRS_FOR_PROGRAM
        if self.level is None:
            if is_large:
                bounding.take(*scanned_prices(days, bounding.prove))
                even = LevelPrices(FIRST_LEVEL * days.top, {})
                arcs = join_arcs(arcs, bounding.nearly_best(cluster, even))
            else:
                arcs = join_arcs(arcs, start_options(bench.instance, OWN_DAYS_ONLY, cluster.pairs))
        priced = _Priced(arcs, self.arcs.arcs(bench.instance))
        for _ in range(N_ROUNDS_LARGE if is_large else 1):
            program = RelaxedCluster(priced.arcs, days, cluster.requirements)
            cost = coupling.unit_price(priced.arcs, self.prices)
            solved = program.solve(cost, SolveLimits(should_stop=bench.should_stop))
            if solved is None:
                break
            bound, stays = bounding.prove(solved.prices)
            bounding.take(bound, solved.prices)
            near = bounding.nearly_best(cluster, solved.prices)
            likely = join_arcs(_likely(priced.arcs, solved, len(cluster.requirements)), near)
            use = coupling.use(priced.arcs, solved.amount)
            target = solved.worth - float(cost @ solved.amount)
            work = priced.work + solved.work
            more = join_arcs(priced.arcs, arcs_of_itineraries(bench.instance, stays))
            priced = _Priced(more, likely, solved.worth, use, target, work)
            if is_large and len(more) > MOST_ARCS:
                break
        if is_large and self.level is not None and not bench.should_stop():
            bounding.take(*stepped_prices(days, self.level, priced.target, N_STEPS, bounding.prove))
        # In a large program only what is likely is kept, else it grows too slow to solve.
        return ClusterRelaxation(
            bounding.bound,
            bounding.level if priced.use is not None else self.level,
            priced.worth,
            priced.use or coupling.use(arcs, np.zeros(len(arcs))),
            keys_of(priced.likely if is_large else priced.arcs),
            keys_of(priced.likely),
            priced.work,
        )


@dataclass(frozen=True)
class _Priced:
    """Hold what the restricted program came to, with the arcs for the next one."""

    arcs: Arcs
    likely: Arcs
    worth: float = 0.0
    use: CouplingUse | None = None
    target: float = 0.0
    work: float = 0.0


class _Bounding:
    """The best bound of a cluster at given coupling prices, and the prices of level behind it."""

    def __init__(
        self,
        days: ClusterDays,
        itineraries: Itineraries,
        coupling: Coupling,
        prices: CouplingPrices,
    ) -> None:
        self._days, self._itineraries = days, itineraries
        self._coupling, self._prices = coupling, prices
        self.level = LevelPrices(np.zeros_like(days.top), {})
        self.bound = days.unserved(np.zeros_like(days.top)) * (1.0 + SAFETY)

    def prove(self, level: LevelPrices) -> tuple[float, ItineraryStays]:
        """Prove the bound that prices of level give."""
        asked = itinerary_prices(self._days, level, self._coupling, self._prices)
        return bound_of_cluster(self._days, self._itineraries, level, asked)

    def take(self, bound: float, level: LevelPrices) -> None:
        """Keep a bound if it is the best so far."""
        if bound < self.bound:
            self.bound, self.level = bound, level

    def nearly_best(self, cluster: Cluster, level: LevelPrices) -> Arcs:
        """Give the stays by which their offers' best itineraries lose least."""
        asked = itinerary_prices(self._days, level, self._coupling, self._prices)
        stays, loss = self._itineraries.nearly_best(asked)
        order = np.argsort(loss, kind="stable")[: NEAR_PER_NEED * len(cluster.requirements)]
        chosen = ItineraryStays(
            stays.pair[order], stays.offer[order], stays.start[order], stays.end[order]
        )
        return arcs_of_itineraries(self._days.instance, chosen)


def _likely(arcs: Arcs, solved: Solved, n_needs: int) -> Arcs:
    """Give the arcs that the restricted program uses or almost uses, so many a requirement."""
    reduced = np.where(solved.amount > USED, np.inf, solved.reduced)
    order = np.argsort(-reduced, kind="stable")
    return arcs.take(np.sort(order[: LIKELY_PER_NEED * n_needs]))


def arcs_of_itineraries(instance: Instance, stays: ItineraryStays) -> Arcs:
    """Write stays, in days from the first day, as arcs, in days from D."""
    first = instance.first_day
    return make_arcs(instance, stays.pair, stays.start + first, stays.end + first)
