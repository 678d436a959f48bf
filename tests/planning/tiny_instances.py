"""Instances of a few rows, for unit tests of the parts of the engine whose figures one can check."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from crisisplanner.domain.problem import OfferRow, Problem, RequirementRow
from crisisplanner.planning.matching.arcs import Arcs, Plan, make_arcs
from crisisplanner.planning.matching.instance import Instance, make_instance

TEN_DAYS = RequirementRow("need", "north", "hospital", 2.0, 0, 10)


def hospitals(name: str, quantity: float, **other: Any) -> OfferRow:
    """Offer hospitals that are on the spot from D on, by a partner of the offer's own name."""
    return replace(OfferRow(name, name, "hospital", quantity), **other)


def instance_of(
    *offers: OfferRow, needs: tuple[RequirementRow, ...] = (TEN_DAYS,), **tables: Any
) -> Instance:
    """Lay out a problem; its rows keep their order."""
    return make_instance(Problem(offers=offers, requirements=needs, **tables))


def arcs_of(instance: Instance, *stays: tuple[str, str, int, int]) -> Arcs:
    """Make arcs of (offer, requirement, from, to), in the order of the engine."""
    pairs = [instance.find_pair(offer, need) for offer, need, _, _ in stays]
    return make_arcs(
        instance,
        np.array(pairs, dtype=np.int64),
        np.array([start for _, _, start, _ in stays], dtype=np.int64),
        np.array([end for _, _, _, end in stays], dtype=np.int64),
    )


def plan_of(instance: Instance, *rows: tuple[str, str, float, int, int]) -> Plan:
    """Send (offer, requirement, amount, from, to)."""
    arcs = arcs_of(instance, *((offer, need, start, end) for offer, need, _, start, end in rows))
    amount = np.zeros(len(arcs))
    for offer, need, sent, start, end in rows:
        amount[arcs.find(arcs_of(instance, (offer, need, start, end)))] = sent
    return Plan(arcs, amount)


def sent_by(plan: Plan) -> dict[tuple[str, int, int], float]:
    """Read a plan as (offer, from, to) and amount."""
    return {(row.offer, row.from_day, row.to_day): row.quantity for row in plan.allocations()}
