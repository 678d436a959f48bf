"""What a plan is worth for each aim, computed from the plan itself; the models are in ``aims``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crisisplanner.domain.errors import bad_input, refused
from crisisplanner.domain.messages import Ref, RefKind
from crisisplanner.domain.problem import Problem
from crisisplanner.planning.matching.arcs import Plan, join_arcs
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.settings import Aim
from crisisplanner.planning.matching.worth import weighted_coverage
from crisisplanner.planning.pairs import FloatArray


@dataclass(frozen=True)
class Kept:
    """Hold the plan to keep as far as it can be, and the units of it that no plan can send so."""

    plan: Plan
    n_lost: float = 0.0


def value_for(aim: Aim, plan: Plan, kept: Kept) -> float:
    """Give what is to be as large as possible: costs, burdens, changes and partners count below 0."""
    arcs = plan.arcs
    match aim:
        case Aim.COVERAGE:
            return weighted_coverage(plan)
        case Aim.COST:
            return -plan.cost
        case Aim.PARTNERS:
            n_partners = len(arcs.instance.partners)
            return -float(len(np.unique(arcs.requirement * n_partners + arcs.partner)))
        case Aim.CHANGES:
            return -_n_changed(plan, kept)
        case Aim.FAIRNESS:
            return -_largest_burden(plan)
        case Aim.ROBUSTNESS:
            return _left_after_worst_loss(plan)
        case _:
            raise refused("match.rule_not_supported", rule=aim.value)


def _n_changed(plan: Plan, kept: Kept) -> float:
    """Count units that are sent otherwise than in the kept plan: Σ |x − kept|."""
    every = join_arcs(plan.arcs, kept.plan.arcs)
    difference = np.zeros(len(every))
    difference[every.find(plan.arcs)] = plan.amount
    difference[every.find(kept.plan.arcs)] -= kept.plan.amount
    return float(np.abs(difference).sum()) + kept.n_lost


def partners_without_capacity(problem: Problem) -> tuple[str, ...]:
    """List the partners that offer something, and of which no capacity above 0 is known."""
    able = {row.partner for row in problem.partners if row.capacity > 0}
    return tuple(sorted({offer.partner for offer in problem.offers} - able))


def refuse_unmeasurable(problem: Problem, aims: tuple[Aim, ...]) -> None:
    """Raise a coded error for an aim that lacks the figures it is measured by.

    A partner of unknown capacity is neither spared nor loaded with all: it is named.
    """
    lacking = partners_without_capacity(problem) if Aim.FAIRNESS in aims else ()
    if lacking:
        named = tuple(Ref(RefKind.PARTNER, partner) for partner in lacking)
        raise bad_input("match.partners_without_capacity", partners=named)


def capacity_shares(instance: Instance) -> FloatArray:
    """Give each partner's share of all capacity; all of them are known and above 0."""
    capacity = {row.partner: row.capacity for row in instance.problem.partners}
    total = sum(capacity.values())
    return np.array([capacity[partner] / total for partner in instance.partners])


def _largest_burden(plan: Plan) -> float:
    """Give the largest ratio of a partner's cost to its share of all capacity."""
    arcs = plan.arcs
    shares = capacity_shares(arcs.instance)
    cost = np.bincount(arcs.partner, arcs.unit_cost * plan.amount, len(shares))
    return float((cost / shares).max(initial=0.0))


def _left_after_worst_loss(plan: Plan) -> float:
    """Give the coverage left after the loss of any partner, the plan otherwise as committed."""
    left = weighted_coverage(plan)
    for partner in np.unique(plan.arcs.partner).tolist():
        others = plan.arcs.partner != partner
        left = min(left, weighted_coverage(Plan(plan.arcs.take(others), plan.amount[others])))
    return left
