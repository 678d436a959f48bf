"""The aims after coverage, each improved while all before it stay within their tolerance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crisisplanner.domain.errors import bad_input, refused
from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.planning.matching.arcs import Arcs, Plan, join_arcs, make_arcs, no_plan
from crisisplanner.planning.matching.exact import give_start
from crisisplanner.planning.matching.highs import Highs, SolveLimits
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.model.formulation import Formulation, formulate
from crisisplanner.planning.matching.model.linear import INFINITY
from crisisplanner.planning.matching.repair import repaired
from crisisplanner.planning.matching.robustness_rows import add_worst_loss
from crisisplanner.planning.matching.settings import Aim
from crisisplanner.planning.matching.worth import weighted_coverage
from crisisplanner.planning.pairs import FloatArray

SLACK = 1e-9


@dataclass(frozen=True)
class AimLimits:
    """Say how far each aim is taken."""

    tolerance: float
    solve: SolveLimits
    seed: int


def improve_aims(
    arcs: Arcs,
    plan: Plan,
    aims: tuple[Aim, ...],
    keep: tuple[PlannedAllocation, ...],
    limits: AimLimits,
) -> tuple[Plan, float]:
    """Improve the later aims one after the other from a plan; give the plan and the work done.

    Each aim may afterwards lose no more than the tolerance, relative to the best found of it.
    """
    instance = arcs.instance
    kept = _kept(instance, keep)
    if Aim.CHANGES in aims:
        arcs = join_arcs(arcs, kept.arcs)
    arcs = join_arcs(arcs, plan.arcs)
    every = np.arange(instance.n_requirements, dtype=np.int64)
    formulation = formulate(arcs, every, no_plan(instance), counts_partners=Aim.PARTNERS in aims)
    objectives = {aim: _objective(formulation, aim, kept) for aim in aims}
    coverage = _widened(formulation.objective, formulation)
    highs = Highs(formulation.model, coverage, limits.seed)
    least = weighted_coverage(plan)
    highs.add_row(least - limits.tolerance * least - SLACK, INFINITY, coverage)
    work = 0.0
    for aim in aims:
        objective = _widened(objectives[aim], formulation)
        highs.set_objective(objective)
        give_start(highs, formulation, plan)
        outcome = highs.solve(limits.solve)
        work += outcome.work
        if outcome.solution is None:
            break
        better = repaired(formulation.plan(outcome.solution))
        if (
            better is not None
            and weighted_coverage(better) >= least * (1 - limits.tolerance) - 1e-7
        ):
            plan = better
        lost = limits.tolerance * abs(outcome.value) + SLACK * max(1.0, abs(outcome.value))
        highs.add_row(outcome.value - lost, INFINITY, objective)
    return plan, work


def _kept(instance: Instance, keep: tuple[PlannedAllocation, ...]) -> Plan:
    """Write an existing plan as far as it is still possible."""
    rows: dict[tuple[int, int, int], float] = {}
    for row in keep:
        if row.offer in instance.offer_number and row.requirement in instance.need_number:
            pair = instance.find_pair(row.offer, row.requirement)
            latest = None if pair is None else instance.latest_end(pair, row.from_day)
            if pair is not None and latest is not None and row.to_day <= latest:
                key = (pair, row.from_day, row.to_day)
                rows[key] = rows.get(key, 0.0) + row.quantity
    columns = np.array(sorted(rows), dtype=np.int64).reshape(-1, 3)
    arcs = make_arcs(instance, columns[:, 0], columns[:, 1], columns[:, 2])
    return Plan(arcs, np.array([rows[key] for key in sorted(rows)], dtype=np.float64))


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
    instance = formulation.instance
    capacity = {row.partner: row.capacity for row in instance.problem.partners}
    total = sum(capacity.values())
    if total <= 0:
        raise bad_input("match.fairness_needs_capacities")
    largest = model.add_columns(1, 0.0, INFINITY, is_integer=False)
    scale = max(1.0, float(arcs.unit_cost.mean()) if len(arcs) else 1.0)
    for number, partner in enumerate(instance.partners):
        own = np.flatnonzero((arcs.partner == number) & (arcs.unit_cost > 0))
        if partner not in capacity or not len(own):
            continue
        share = max(capacity[partner] / total, SLACK)
        nothing = np.zeros(len(own), dtype=np.int64)
        model.add_rows(
            1,
            -INFINITY,
            0.0,
            (nothing, own, arcs.unit_cost[own] / scale),
            (np.zeros(1, dtype=np.int64), largest, -share),
        )
    objective = np.zeros(model.n_columns)
    objective[largest] = -1.0
    return objective
