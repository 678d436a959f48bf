"""What a plan of arcs is worth, as arrays: fast, for the search itself.

``planning.coverage`` computes the same for a finished plan, with the steps that are shown.
"""

from __future__ import annotations

import numpy as np

from crisisplanner.planning.coverage import enabling_requirements
from crisisplanner.planning.matching.arcs import Plan
from crisisplanner.planning.matching.model.segments import Segments
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray
from crisisplanner.planning.tolerance import TOLERANCE, levels_count


def credited_levels(plan: Plan) -> tuple[Segments, FloatArray, BoolArray]:
    """Give the segments of all requirements, their levels, and which of them count."""
    arcs = plan.arcs
    instance = arcs.instance
    segments = Segments(arcs, np.arange(instance.n_requirements, dtype=np.int64))
    arc, segment = segments.of_arcs(np.arange(len(arcs), dtype=np.int64))
    value = (plan.amount * arcs.effectiveness)[arc]
    level = np.bincount(segment, weights=value, minlength=len(segments)).astype(np.float64)
    threshold = (instance.minimum_share * instance.quantity)[segments.requirement]
    counts = levels_count(level, threshold)
    present = level > TOLERANCE
    groups = enabling_requirements(instance.problem)
    for name, enabling in groups.items():
        own = np.flatnonzero(segments.requirement == instance.need_number[name])
        for group in enabling:
            is_enabled = np.zeros(len(own), dtype=np.bool_)
            for other in group:
                need = np.full(len(own), instance.need_number[other], dtype=np.int64)
                inside = segments.covers(need, segments.start[own])
                place = np.maximum(segments.at(need, segments.start[own]), 0)
                is_enabled |= inside & present[place]
            counts[own] &= is_enabled
    return segments, level, np.asarray(counts, dtype=np.bool_)


def coverage_by_requirement(plan: Plan) -> FloatArray:
    """Give the coverage of every requirement: coverage[r]."""
    segments, level, counts = credited_levels(plan)
    instance = plan.arcs.instance
    quantity = instance.quantity[segments.requirement]
    credit = np.where(counts, np.minimum(level, quantity) / quantity, 0.0) * segments.n_days
    total = np.bincount(segments.requirement, weights=credit, minlength=instance.n_requirements)
    return np.asarray(total / instance.need_days, dtype=np.float64)


def weighted_coverage(plan: Plan) -> float:
    """Give the weighted coverage of a plan."""
    return float(plan.arcs.instance.weight @ coverage_by_requirement(plan))
