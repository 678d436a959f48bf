"""Large problems by clusters: prices of what they share, then each cluster anew at these prices.

Rounds alternate. A price round relaxes every cluster, which proves a bound and finds likely arcs; a
pass solves every neighbourhood of the plan anew. Both are lists of tasks whose results are merged in
their order, so the plan depends on the work done, not on who did it when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crisisplanner.planning.matching.arcs import ArcKeys, Plan, keys_of
from crisisplanner.planning.matching.balancing import Balance
from crisisplanner.planning.matching.clusters import Cluster, clusters_of
from crisisplanner.planning.matching.constructing import (
    Constructed,
    ConstructionPrices,
    ConstructTask,
)
from crisisplanner.planning.matching.coupling import Coupling, CouplingUse
from crisisplanner.planning.matching.enabler_closures import EnablerClosures
from crisisplanner.planning.matching.improvement import ImprovedPart, ImproveTask, plan_keys
from crisisplanner.planning.matching.incumbent import Search
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.joining import SharedLimits
from crisisplanner.planning.matching.relaxation import ClusterRelaxation, RelaxTask
from crisisplanner.planning.matching.relaxed_program import LevelPrices
from crisisplanner.planning.matching.settings import SEEDS
from crisisplanner.planning.matching.workers import Task, Workers, run_all
from crisisplanner.planning.matching.worth import coverage_by_requirement, weighted_coverage
from crisisplanner.planning.periods import IntArray

IMPROVEMENT = 1e-9
LEAST_WORK = 1.0
CONSTRUCTION_SHARES = (0.1, 0.14, 0.2)
WORTHWHILE = 1e-4


@dataclass(frozen=True)
class DecompositionSettings:
    """Tune the search. ``n_side_by_side`` tasks are at work at a time, however many workers there are."""

    n_side_by_side: int = 4
    n_constructions: int = 6
    n_first_price_rounds: int = 6
    n_needs: int = 26
    gap: float = 5e-3
    n_nodes: int = 20
    patience: int = 2


class Decomposition:
    """Alternate price rounds and passes until nothing is gained any more or a limit is reached."""

    def __init__(self, state: Search, workers: Workers, settings: DecompositionSettings) -> None:
        if state.plan is None:
            raise ValueError("Expected a plan to begin with, got none")
        self._state, self._workers, self._settings = state, workers, settings
        self._instance: Instance = state.instance
        self._clusters: list[Cluster] = clusters_of(state.instance)
        self._coupling = Coupling(state.instance)
        self._begin(state.plan)
        self._limits = SharedLimits(state.instance)
        self._relations = EnablerClosures(state.instance)
        self._rng = np.random.default_rng(state.options.seed)
        self._levels: list[LevelPrices | None] = [None] * len(self._clusters)
        self._n_passes = 0

    def _begin(self, plan: Plan) -> None:
        """Take a plan to improve, and prices that fit it."""
        self._plan = plan
        self._balance = Balance(self._coupling, plan, max(self._state.value, 0.0))
        self._prices = self._balance.prices
        self._arcs = [self._arcs_of_plan(cluster) for cluster in self._clusters]
        self._likely = keys_of(plan.arcs)

    def run(self) -> None:
        """Search."""
        if not self._clusters:
            return
        self._construct()
        n_idle = 0
        for _ in range(self._settings.n_first_price_rounds):
            self._price_round()
        while not self._is_over() and n_idle < self._settings.patience:
            value, bound = self._state.value, self._state.bound
            # First what is to be had with the lift of each, then let lift move between them.
            self._pass(with_prices=n_idle == 0 and self._n_passes > 0)
            self._price_round()
            is_better = self._state.value > value + WORTHWHILE * value
            is_tighter = self._state.bound < bound - WORTHWHILE * bound
            n_idle = 0 if is_better or is_tighter else n_idle + 1

    def _is_over(self) -> bool:
        return self._state.should_stop() or self._state.is_proven()

    def _construct(self) -> None:
        """Build plans anew at prices of lift and money, in chains side by side; begin from the best."""
        chains = [
            ConstructionPrices(self._coupling, self._plan, self._state.value, share)
            for share in CONSTRUCTION_SHARES
        ]

        def make(number: int) -> Task | None:
            if self._is_over() or number >= self._settings.n_constructions:
                return None
            return ConstructTask(chains[number % len(chains)].prices)

        def take(number: int, found: Constructed) -> None:
            self._state.work += found.work
            if found.plan is None or found.use is None:
                return
            chains[number % len(chains)].move(found.use)
            self._state.take_plan(found.plan.plan(self._instance))

        self._workers.stream(make, take, len(chains))
        if self._state.plan is not None:
            self._begin(self._state.plan)

    def _arcs_of_plan(self, cluster: Cluster) -> ArcKeys:
        arcs = self._plan.arcs
        return keys_of(arcs.take(np.isin(arcs.requirement, cluster.requirements)))

    def _price_round(self) -> None:
        """Relax all clusters at the present prices; prove a bound; move the prices."""
        if self._is_over():
            return
        prices = self._balance.prices
        order = sorted(range(len(self._clusters)), key=lambda n: -len(self._clusters[n].pairs))
        tasks = [RelaxTask(n, self._arcs[n], self._levels[n], prices) for n in order]
        found: list[ClusterRelaxation] = run_all(self._workers, tasks)
        bound = self._coupling.worth_of_limits(prices)
        tonnes = np.zeros_like(prices.own)
        money = np.zeros_like(prices.money)
        for number, relaxed in zip(order, found, strict=True):
            bound += relaxed.bound
            tonnes += relaxed.use.tonnes
            money += relaxed.use.money
            self._arcs[number], self._levels[number] = relaxed.arcs, relaxed.level
            self._state.work += relaxed.work + LEAST_WORK
        self._likely = _joined([relaxed.likely for relaxed in found])
        self._state.take_bound(bound)
        self._prices = prices
        self._balance.move(CouplingUse(tonnes, money))

    def _pass(self, *, with_prices: bool) -> None:
        """Solve all neighbourhoods anew, some side by side."""
        left = self._neighbourhoods()
        at_work: list[IntArray] = []
        self._n_passes += 1

        def make(_: int) -> Task | None:
            place = _first_apart(left, at_work)
            if place is None or self._is_over():
                return None
            at_work.append(left.pop(place))
            return self._task(at_work[-1], with_prices=with_prices)

        def take(_: int, improved: ImprovedPart) -> None:
            self._take(at_work.pop(0), improved, with_prices=with_prices)

        while left and not self._is_over():
            self._workers.stream(make, take, self._settings.n_side_by_side)

    def _task(self, needs: IntArray, *, with_prices: bool) -> ImproveTask:
        likely = self._likely.arcs(self._instance)
        settings = self._settings
        return ImproveTask(
            needs,
            plan_keys(self._plan),
            keys_of(likely.take(np.isin(likely.requirement, needs))),
            self._prices if with_prices else self._coupling.no_prices(),
            settings.gap,
            settings.n_nodes,
            (self._state.options.seed + self._n_passes) % SEEDS,
        )

    def _take(self, needs: IntArray, improved: ImprovedPart, *, with_prices: bool) -> None:
        """Keep what was found if it is worth more at the present prices and breaks no rule."""
        self._state.work += improved.work + LEAST_WORK
        if improved.plan is None:
            return
        plan = self._limits.replaced(self._plan, needs, improved.plan.plan(self._instance))
        if plan is None:
            return
        gain = weighted_coverage(plan) - weighted_coverage(self._plan)
        if with_prices:
            gain -= self._cost(plan) - self._cost(self._plan)
        if gain > IMPROVEMENT:
            self._plan = plan
            self._state.take_plan(plan)

    def _cost(self, plan: Plan) -> float:
        return float(self._coupling.unit_price(plan.arcs, self._prices) @ plan.amount)

    def _neighbourhoods(self) -> list[IntArray]:
        """Cut every cluster into stretches of time; those that lack most come first.

        From the second pass on the stretches begin elsewhere each time.
        """
        instance, size = self._instance, self._settings.n_needs
        lacking = instance.weight * (1.0 - coverage_by_requirement(self._plan))
        found: list[tuple[float, IntArray]] = []
        for cluster in self._clusters:
            needs = cluster.requirements
            blur = self._rng.uniform(0.0, 1.0, len(needs)) * 14 * min(self._n_passes, 3)
            needs = needs[np.argsort(instance.need_from[needs] + blur, kind="stable")]
            n_parts = -(-len(needs) // size)
            for part in np.array_split(needs, n_parts):
                closed = self._relations.closed(part.tolist())
                found.append((float(lacking[closed].sum()), closed))
        order = sorted(range(len(found)), key=lambda n: -found[n][0])
        return [found[n][1] for n in order]


def _first_apart(left: Sequence[IntArray], at_work: Sequence[IntArray]) -> int | None:
    """Find the first neighbourhood that has no requirement in common with those at work."""
    taken = {need for needs in at_work for need in needs.tolist()}
    for place, needs in enumerate(left):
        if not taken.intersection(needs.tolist()):
            return place
    return None


def _joined(parts: Sequence[ArcKeys]) -> ArcKeys:
    """Put the arcs of clusters together, sorted as arcs are."""
    pair = np.concatenate([part.pair for part in parts])
    start = np.concatenate([part.start for part in parts])
    end = np.concatenate([part.end for part in parts])
    order = np.lexsort((end, start, pair))
    return ArcKeys(pair[order], start[order], end[order])
