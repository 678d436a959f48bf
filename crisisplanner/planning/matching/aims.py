"""The aims after coverage, each improved while all before it stay within their tolerance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crisisplanner.domain.errors import refused
from crisisplanner.domain.match import AimStanding, PlannedAllocation
from crisisplanner.planning.matching.aim_values import Kept, capacity_shares, value_for
from crisisplanner.planning.matching.arcs import Arcs, Plan, join_arcs, make_arcs, no_plan
from crisisplanner.planning.matching.exact import give_start
from crisisplanner.planning.matching.highs import Highs
from crisisplanner.planning.matching.incumbent import AimFound, Search
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.model.formulation import (
    BeyondCoverage,
    Formulation,
    formulate,
)
from crisisplanner.planning.matching.model.linear import INFINITY
from crisisplanner.planning.matching.repair import repaired
from crisisplanner.planning.matching.robustness_rows import add_worst_loss
from crisisplanner.planning.matching.settings import Aim
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.tolerance import TOLERANCE, slack

SLACK = 1e-9
SURPLUS_AIMS = frozenset({Aim.CHANGES, Aim.ROBUSTNESS})


@dataclass(frozen=True)
class Floor:
    """Hold the least that a plan must be worth for an aim from now on."""

    aim: Aim
    least: float

    def holds_for(self, plan: Plan, kept: Kept) -> bool:
        """Tell whether a plan is worth that much, but for rounding (``tolerance.TOLERANCE``)."""
        return value_for(self.aim, plan, kept) >= self.least - slack(self.least)


@dataclass(frozen=True)
class ImprovedAims:
    """Hold a plan after the later aims, and how far each of them was taken."""

    plan: Plan
    aims: tuple[AimFound, ...]


def improve_aims(search: Search, arcs: Arcs, plan: Plan, *, is_whole: bool) -> ImprovedAims:
    """Improve the later aims one after the other from a plan, within what the search has left.

    Each aim may afterwards lose no more than the tolerance, relative to the best found of it. What is
    left of work and time is shared evenly among the aims still to come. A plan is taken only if it
    is better as it will be given out, and no aim is bound by what only the model could reach. Nothing
    is proven unless the arcs are those of the whole problem (``is_whole``).
    """
    options, instance = search.options, search.instance
    aims = options.later_aims
    kept = _kept(instance, options.keep)
    if Aim.CHANGES in aims:
        arcs = join_arcs(arcs, kept.plan.arcs)
    arcs = join_arcs(arcs, plan.arcs)
    every = np.arange(instance.n_requirements, dtype=np.int64)
    beyond = BeyondCoverage(
        counts_partners=Aim.PARTNERS in aims,
        values_surplus=not SURPLUS_AIMS.isdisjoint(aims),
        kept=kept.plan if Aim.CHANGES in aims else None,
    )
    formulation = formulate(arcs, every, no_plan(instance), beyond=beyond)
    kept = _as_far_as_offered(kept, formulation.arcs)
    objectives = {aim: _objective(formulation, aim, kept.plan) for aim in aims}
    objectives[Aim.COVERAGE] = formulation.objective
    wide = {aim: _widened(objectives[aim], formulation) for aim in objectives}
    highs = Highs(formulation.model, wide[Aim.COVERAGE], options.seed)
    floors: list[Floor] = []

    def hold(aim: Aim) -> None:
        best = value_for(aim, plan, kept)
        floors.append(Floor(aim, best - options.tolerance * abs(best)))
        least = floors[-1].least - _left_out(aim, kept)
        highs.add_row(least - SLACK * max(1.0, abs(best)), INFINITY, wide[aim])

    hold(Aim.COVERAGE)
    found: list[AimFound] = []
    for number, aim in enumerate(aims):
        if search.should_stop():
            found.append(AimFound(aim, AimStanding.NOT_REACHED, None))
            continue
        highs.set_objective(wide[aim])
        give_start(highs, formulation, plan)
        outcome = highs.solve(search.limits(1.0 / (len(aims) - number)))
        search.work += outcome.work
        better = None if outcome.solution is None else repaired(formulation.plan(outcome.solution))
        if better is not None and all(floor.holds_for(better, kept) for floor in floors):
            is_better = value_for(aim, better, kept) > value_for(aim, plan, kept)
            plan = better if is_better else plan
        value = value_for(aim, plan, kept)
        bound = outcome.bound + _left_out(aim, kept)
        is_best = is_whole and outcome.is_proven and bound - value <= _allowed(options.gap, bound)
        standing = AimStanding.PROVEN if is_best else AimStanding.FOUND
        found.append(AimFound(aim, standing, value))
        hold(aim)
    return ImprovedAims(plan, tuple(found))


def _allowed(gap: float, bound: float) -> float:
    """Give what may be missing to a bound."""
    return gap * abs(bound) + TOLERANCE * max(1.0, abs(bound))


def _left_out(aim: Aim, kept: Kept) -> float:
    """Give the part of an aim's value that no choice can change: the model does without it."""
    return -kept.n_lost if aim is Aim.CHANGES else 0.0


def _as_far_as_offered(kept: Kept, arcs: Arcs) -> Kept:
    """Part what a plan to keep sends from what no plan can send so any more."""
    offered = arcs.find(kept.plan.arcs) >= 0
    amount = kept.plan.amount
    lost = kept.n_lost + float(amount[~offered].sum())
    return Kept(Plan(kept.plan.arcs.take(offered), amount[offered]), lost)


def _kept(instance: Instance, keep: tuple[PlannedAllocation, ...]) -> Kept:
    """Write an existing plan as far as it is still possible."""
    rows: dict[tuple[int, int, int], float] = {}
    n_lost = 0.0
    for row in keep:
        key = _possible(instance, row)
        if key is None:
            n_lost += row.quantity
        else:
            rows[key] = rows.get(key, 0.0) + row.quantity
    columns = np.array(sorted(rows), dtype=np.int64).reshape(-1, 3)
    arcs = make_arcs(instance, columns[:, 0], columns[:, 1], columns[:, 2])
    amount = np.array([rows[key] for key in sorted(rows)], dtype=np.float64)
    return Kept(Plan(arcs, amount), n_lost)


def _possible(instance: Instance, row: PlannedAllocation) -> tuple[int, int, int] | None:
    """Give pair and days of an allocation if one may lie so."""
    if row.offer not in instance.offer_number or row.requirement not in instance.need_number:
        return None
    pair = instance.find_pair(row.offer, row.requirement)
    latest = None if pair is None else instance.latest_end(pair, row.from_day)
    if pair is None or latest is None or row.to_day > latest:
        return None
    return pair, row.from_day, row.to_day


def _widened(objective: FloatArray, formulation: Formulation) -> FloatArray:
    """Fill up an objective with zeros for columns that were added after it."""
    wide = np.zeros(formulation.model.n_columns)
    wide[: len(objective)] = objective
    return wide


def _objective(formulation: Formulation, aim: Aim, kept: Plan) -> FloatArray:
    """Give what is maximised for an aim, with the columns and rows that it needs added."""
    match aim:
        case Aim.COST:
            objective = np.zeros(formulation.model.n_columns)
            objective[formulation.x] = -formulation.arcs.unit_cost
            return objective
        case Aim.PARTNERS:
            objective = np.zeros(formulation.model.n_columns)
            objective[list(formulation.partners.y.values())] = -1.0
            return objective
        case Aim.CHANGES:
            return _changes(formulation, kept)
        case Aim.FAIRNESS:
            return _fairness(formulation)
        case Aim.ROBUSTNESS:
            return add_worst_loss(formulation)
        case _:
            raise refused("match.rule_not_supported", rule=aim.value)


def _changes(formulation: Formulation, kept: Plan) -> FloatArray:
    """Count units that are sent otherwise than in the kept plan: Σ |x − kept|."""
    model, arcs = formulation.model, formulation.arcs
    before = np.zeros(len(arcs))
    place = arcs.find(kept.arcs)
    before[place[place >= 0]] = kept.amount[place >= 0]
    old = np.flatnonzero(before > 0)
    gone = model.add_columns(len(old), 0.0, INFINITY, is_integer=False)
    every = np.arange(len(old))
    model.add_rows(
        len(old),
        before[old],
        INFINITY,
        (every, old, np.ones(len(old))),
        (every, gone, np.ones(len(old))),
    )
    more = model.add_columns(len(old), 0.0, INFINITY, is_integer=False)
    model.add_rows(
        len(old),
        -INFINITY,
        before[old],
        (every, old, np.ones(len(old))),
        (every, more, -np.ones(len(old))),
    )
    objective = np.zeros(model.n_columns)
    objective[formulation.x] = -1.0
    objective[formulation.x[old]] = 0.0
    objective[gone] = -1.0
    objective[more] = -1.0
    return objective


def _fairness(formulation: Formulation) -> FloatArray:
    """Measure the largest ratio of a partner's cost to its share of all capacity."""
    model, arcs = formulation.model, formulation.arcs
    largest = model.add_columns(1, 0.0, INFINITY, is_integer=False)
    scale = max(1.0, float(arcs.unit_cost.mean()) if len(arcs) else 1.0)
    for number, share in enumerate(capacity_shares(formulation.instance).tolist()):
        own = np.flatnonzero((arcs.partner == number) & (arcs.unit_cost > 0))
        if not len(own):
            continue
        nothing = np.zeros(len(own), dtype=np.int64)
        model.add_rows(
            1,
            -INFINITY,
            0.0,
            (nothing, own, arcs.unit_cost[own] / (scale * share)),
            (np.zeros(1, dtype=np.int64), largest, -1.0),
        )
    objective = np.zeros(model.n_columns)
    objective[largest] = -scale
    return objective
