"""What a plan comes to by requirement and by partner, counted by the checker alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crisisplanner.domain.problem import RequirementRow
from crisisplanner.planning.checker.coverage import Worth
from crisisplanner.planning.checker.facts import Facts, Stay, slack


@dataclass(frozen=True, slots=True)
class NeedFigures:
    """Hold the coverage of a requirement and what it lacks, summed over its days."""

    requirement: str
    coverage: float
    missing_unit_days: float
    slack: float
    """How far another sum of what is missing may be off: the tolerance of each day together."""


@dataclass(frozen=True, slots=True)
class PartnerFigures:
    """Hold what a partner's allocations cost, and its units on the spot on the day of most."""

    partner: str
    cost: float
    units: float


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """Hold the figures of every requirement, and of every partner that sends something."""

    needs: tuple[NeedFigures, ...]
    partners: tuple[PartnerFigures, ...]


def figures_of(facts: Facts, worth: Worth, stays: Sequence[Stay]) -> PlanFigures:
    """Count the figures of a plan."""
    by_partner: dict[str, list[Stay]] = defaultdict(list)
    for stay in stays:
        by_partner[stay.offer.partner].append(stay)
    return PlanFigures(
        tuple(_need_figures(worth, need) for need in facts.problem.requirements),
        tuple(_partner_figures(facts, name, own) for name, own in sorted(by_partner.items())),
    )


def _need_figures(worth: Worth, need: RequirementRow) -> NeedFigures:
    missing = need.quantity * (1.0 - worth.credits[need.id])
    lacking = missing[missing > slack(need.quantity)]
    allowed = slack(need.quantity) * max(1, len(missing))
    return NeedFigures(need.id, worth.coverage_of(need), float(lacking.sum()), allowed)


def _partner_figures(facts: Facts, partner: str, stays: Sequence[Stay]) -> PartnerFigures:
    first = min(stay.from_day for stay in stays)
    units = np.zeros(max(stay.to_day for stay in stays) - first)
    for stay in stays:
        units[stay.from_day - first : stay.to_day - first] += stay.quantity
    return PartnerFigures(partner, sum(facts.cost(stay) for stay in stays), float(units.max()))
