"""Tidy a finished plan: cover what it covers with fewer journeys, then for less money and fewer days.

Coverage alone cares neither for units that add nothing nor for stays that are cut into pieces.
Requirements are solved anew, few at a time, among stays close to those of the plan; no requirement
is covered less afterwards, and nothing costs more. Better coverage is not looked for here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from crisisplanner.planning.matching.aim_values import Kept, value_for
from crisisplanner.planning.matching.arcs import Arcs, Plan, join_arcs, make_arcs
from crisisplanner.planning.matching.enabler_closures import EnablerClosures
from crisisplanner.planning.matching.exact import give_start
from crisisplanner.planning.matching.highs import Highs, SolveLimits
from crisisplanner.planning.matching.incumbent import Found, Search
from crisisplanner.planning.matching.joining import joined_plan
from crisisplanner.planning.matching.model.formulation import Formulation, formulate
from crisisplanner.planning.matching.model.linear import INFINITY
from crisisplanner.planning.matching.repair import repaired
from crisisplanner.planning.matching.settings import Aim, never
from crisisplanner.planning.matching.stopping import ShouldStop
from crisisplanner.planning.matching.worth import coverage_by_requirement
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray
from crisisplanner.planning.tolerance import TOLERANCE

SAME = 1e-9
COST_WEIGHT = 0.3
DAYS_WEIGHT = 0.03
LATENESS_WEIGHT = 0.003
MOST_ARCS_TOGETHER = 100
MOST_GROUPS = 40
MOST_STAYS_AT_ONCE = 2_000
MOST_ARCS_OF_GROUP = 300
MOST_EVEN = 12
LEAST_SAVED = 0.05
LEAST_WASTED = 0.01
GROUP_GAP = 1e-6
GROUP_WORK = 2_000.0
GROUP_NODES = 50


def tidied(state: Search, found: Found) -> Found:
    """Tidy the plan of a search; not where later aims chose it, unless cost is the only one."""
    later = state.options.later_aims
    if later not in ((), (Aim.COST,)):
        return found
    plan = tidy_plan(found.plan, state.options.seed, state.options.should_stop)
    aims = tuple(
        replace(one, value=value_for(one.aim, plan, Kept(plan)))
        if one.aim is Aim.COST and one.value is not None
        else one
        for one in found.aims
    )
    return replace(found, plan=plan, aims=aims)


def tidy_plan(plan: Plan, seed: int, should_stop: ShouldStop) -> Plan:
    """Give a plan of the same coverage with the fewest journeys, then the least cost and days.

    If it is to stop, only what can be had at once is tidied.
    """
    relations = EnablerClosures(plan.arcs.instance)
    groups = _untidy_groups(plan, relations)
    n_at_once = MOST_STAYS_AT_ONCE // max(1, len(plan.arcs))
    for number, group in enumerate(groups[:MOST_GROUPS]):
        stop = never if number < n_at_once else should_stop
        if stop():
            break
        limits = SolveLimits(GROUP_GAP, GROUP_WORK, GROUP_NODES, should_stop=stop)
        plan = _with_group_tidied(plan, group, relations, seed, limits)
    return plan


@dataclass(frozen=True)
class _Shape:
    """Hold what is compared of two plans that cover the same; less is better, the first first."""

    n_journeys: float
    cost: float
    days: float
    lateness: float

    def is_better_than(self, other: _Shape) -> bool:
        """Compare in order; what differs by a rounding is the same. Never better at a higher cost."""
        if self.cost > other.cost + SAME * max(1.0, other.cost):
            return False
        for mine, theirs in zip(self._values(), other._values(), strict=True):
            if abs(mine - theirs) > TOLERANCE * max(1.0, abs(theirs)):
                return mine < theirs
        return False

    def _values(self) -> tuple[float, ...]:
        return self.n_journeys, self.cost, self.days, self.lateness


def _shape_of(plan: Plan) -> _Shape:
    arcs, amount = plan.arcs, plan.amount
    lateness = arcs.start - arcs.instance.need_from[arcs.requirement]
    return _Shape(
        float(amount.sum()),
        plan.cost,
        float((arcs.end - arcs.start) @ amount),
        float(lateness @ amount),
    )


def _untidy_groups(plan: Plan, relations: EnablerClosures) -> list[IntArray]:
    """List what to solve together, what wastes most first; all at once if that is little."""
    arcs = plan.arcs
    excess = _excess_by_requirement(plan)
    served = np.unique(arcs.requirement)
    untidy = served[excess[served] > TOLERANCE]
    if not len(untidy):
        return []
    every = relations.closed(served.tolist())
    is_little = len(arcs) <= MOST_ARCS_TOGETHER
    if is_little and len(_stays_around(plan, every, relations)) <= MOST_ARCS_TOGETHER:
        return [every]
    groups: dict[tuple[int, ...], float] = {}
    for need in untidy.tolist():
        group = relations.closed([need])
        groups[tuple(group.tolist())] = float(excess[group].sum())
    order = sorted(groups, key=lambda group: (-groups[group], group))
    return [np.array(group, dtype=np.int64) for group in order]


def _excess_by_requirement(plan: Plan) -> FloatArray:
    """Give by how much each requirement may be served with more than its coverage takes.

    In journeys, above the fewest that could do it if all stayed as long as they may; and in journeys'
    worth of days that are not credited. Neither where it is hardly anything.
    """
    arcs, instance = plan.arcs, plan.arcs.instance
    n = instance.n_requirements
    credited = coverage_by_requirement(plan) * instance.need_days * instance.quantity
    sent = np.bincount(
        arcs.requirement, plan.amount * arcs.effectiveness * (arcs.end - arcs.start), n
    )
    journeys = np.bincount(arcs.requirement, plan.amount, n)
    wasted = np.maximum(sent - credited, 0.0) / np.maximum(sent, 1.0) * journeys
    wasted[wasted <= LEAST_WASTED * journeys] = 0.0
    for need in np.flatnonzero(journeys).tolist():
        own = arcs.of_requirement(need)
        fewest = _fewest_journeys(arcs.take(own), float(credited[need]))
        if not arcs.is_divisible[own].any():
            fewest = float(np.ceil(fewest - TOLERANCE))
        if journeys[need] - fewest > LEAST_SAVED * journeys[need]:
            wasted[need] += float(journeys[need]) - fewest
    return np.asarray(wasted, dtype=np.float64)


def _fewest_journeys(arcs: Arcs, level_days: float) -> float:
    """Count the journeys that could make up so many days of level, the longest stays first."""
    instance = arcs.instance
    pairs = np.unique(arcs.pair)
    offers = instance.offer[pairs]
    last = instance.window_first[pairs + 1] - 1
    first_day = instance.window_start[instance.window_first[pairs]]
    span = np.maximum(instance.window_end[last] - first_day, 1)
    longest = np.minimum(span, instance.max_stay[offers])
    effectiveness = instance.effectiveness[pairs]
    units = instance.capacity[offers].max(axis=1)
    n_journeys = 0.0
    for pair in np.argsort(-longest * effectiveness, kind="stable").tolist():
        made = min(level_days, float(units[pair] * span[pair] * effectiveness[pair]))
        n_journeys += made / float(longest[pair] * effectiveness[pair])
        level_days -= made
        if level_days <= 0:
            break
    return n_journeys


def _inside(plan: Plan, needs: IntArray) -> tuple[Plan, Plan]:
    """Split a plan into what it sends to some requirements and the rest."""
    is_inside = np.isin(plan.arcs.requirement, needs)
    inside = Plan(plan.arcs.take(is_inside), plan.amount[is_inside])
    return inside, Plan(plan.arcs.take(~is_inside), plan.amount[~is_inside])


def _with_group_tidied(
    plan: Plan, needs: IntArray, relations: EnablerClosures, seed: int, limits: SolveLimits
) -> Plan:
    """Solve some requirements anew for the fewest journeys, the rest of the plan kept."""
    inside, outside = _inside(plan, needs)
    arcs = join_arcs(_stays_around(plan, needs, relations), inside.arcs)
    if len(arcs) > MOST_ARCS_OF_GROUP:
        return plan
    formulation = formulate(arcs, needs, outside)
    if not len(formulation.arcs):
        return plan
    before = coverage_by_requirement(plan)
    _add_kept_rows(formulation, before, inside.cost)
    highs = Highs(formulation.model, _objective(formulation, inside), seed)
    give_start(highs, formulation, inside)
    solution = highs.solve(limits).solution
    if solution is None:
        return plan
    better = repaired(joined_plan(formulation.plan(solution), outside))
    if better is None or not _shape_of(better).is_better_than(_shape_of(plan)):
        return plan
    is_kept = (coverage_by_requirement(better) >= before * (1.0 - SAME)).all()
    return better if is_kept else plan


def _add_kept_rows(formulation: Formulation, coverage: FloatArray, cost: float) -> None:
    """Cover every requirement inside as before, at no higher cost."""
    model, instance, segments = formulation.model, formulation.instance, formulation.segments
    needs, row = formulation.requirements, segments.requirement
    least = (coverage * instance.need_days * instance.quantity)[needs]
    model.add_rows(
        len(needs),
        least * (1.0 - SAME / 2),
        INFINITY,
        (np.searchsorted(needs, row), formulation.levels.u, segments.n_days.astype(np.float64)),
    )
    unit_cost = formulation.arcs.unit_cost
    scale = max(1.0, float(unit_cost.mean()))
    nothing = np.zeros(len(unit_cost), dtype=np.int64)
    model.add_rows(1, -INFINITY, cost / scale, (nothing, formulation.x, unit_cost / scale))


def _objective(formulation: Formulation, inside: Plan) -> FloatArray:
    """Count journeys; of as many, weigh cost, then days, then how late they begin."""
    arcs, before = formulation.arcs, _shape_of(inside)
    lateness = arcs.start - arcs.instance.need_from[arcs.requirement]
    objective = np.zeros(formulation.model.n_columns)
    objective[formulation.x] = -(
        1.0
        + COST_WEIGHT * arcs.unit_cost / max(before.cost, 1.0)
        + DAYS_WEIGHT * (arcs.end - arcs.start) / max(before.days, 1.0)
        + LATENESS_WEIGHT * lateness / max(before.days, 1.0)
    )
    return objective


def _stays_around(plan: Plan, needs: IntArray, relations: EnablerClosures) -> Arcs:
    """List stays close to those of the plan: of each pair that it uses, begun or ended elsewhere.

    Where others of the requirement (or of those that enable it) begin or end, as early or as long as
    may be, of the length by which fewer units make up the same days, and on the days on which a unit
    is missed. Where these are many, not where others begin or end.
    """
    stays: list[tuple[int, int, int]] = []
    for need in needs.tolist():
        own = _inside(plan, relations.closed([need]))[0].arcs
        cuts = sorted({*own.start.tolist(), *own.end.tolist()})
        needed = _needed_stays(plan, need)
        pairs = np.unique(own.pair[own.requirement == need]).tolist()
        found = [(pair, *stay) for pair in pairs for stay in _stays_of(plan, pair, cuts)]
        if len(found) > MOST_ARCS_TOGETHER:
            found = [(pair, *stay) for pair in pairs for stay in _stays_of(plan, pair, ())]
        stays.extend(sorted({*found, *needed}))
    columns = np.array(stays, dtype=np.int64).reshape(-1, 3)
    return make_arcs(plan.arcs.instance, columns[:, 0], columns[:, 1], columns[:, 2])


def _needed_stays(plan: Plan, need: int) -> list[tuple[int, int, int]]:
    """List for each stay the days from the first to the last on which one unit of it is missed."""
    instance = plan.arcs.instance
    own = plan.arcs.of_requirement(need)
    arcs, first_day = plan.arcs.take(own), int(instance.need_from[need])
    level = np.zeros(int(instance.need_days[need]))
    rows = list(
        zip(
            arcs.pair.tolist(),
            (arcs.start - first_day).tolist(),
            (arcs.end - first_day).tolist(),
            strict=True,
        )
    )
    for (_, start, end), added in zip(rows, plan.amount[own] * arcs.effectiveness, strict=True):
        level[start:end] += added
    found = []
    for (pair, start, end), unit in zip(rows, arcs.effectiveness.tolist(), strict=True):
        missed = level[start:end] - unit < float(instance.quantity[need]) - TOLERANCE
        days = np.flatnonzero(missed) + start + first_day
        if len(days):
            found.append((pair, int(days[0]), int(days[-1]) + 1))
    return found


def _stays_of(plan: Plan, pair: int, cuts: Iterable[int]) -> set[tuple[int, int]]:
    """List the stays of one pair."""
    instance = plan.arcs.instance
    own = np.flatnonzero(plan.arcs.pair == pair)
    starts, ends = plan.arcs.start[own], plan.arcs.end[own]
    begins = {*starts.tolist(), *(first for first, _ in instance.windows_of(pair))}
    lengths = _even_lengths(plan.amount[own], ends - starts)
    found = set()
    for start in {*begins, *cuts}:
        latest = instance.latest_end(pair, start)
        if latest is None:
            continue
        wanted = {latest, *ends.tolist()}
        if start in begins:
            wanted |= {*cuts, *(start + length for length in lengths)}
        found |= {(start, end) for end in wanted if start < end <= latest}
    return found


def _even_lengths(amount: FloatArray, days: IntArray) -> set[int]:
    """List how long stays must be for so many units, or fewer, to make up the same days."""
    total = float(amount @ days)
    most = int(np.ceil(amount.max() - TOLERANCE)) * len(amount)
    counts = np.arange(1, min(most, MOST_EVEN) + 1)
    exact = total / counts
    return {*np.floor(exact).astype(int).tolist(), *np.ceil(exact).astype(int).tolist()} - {0}
