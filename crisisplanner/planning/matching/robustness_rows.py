"""The coverage left after the loss of the worst partner, the plan otherwise as committed."""

from __future__ import annotations

import numpy as np

from crisisplanner.domain.errors import refused
from crisisplanner.planning.coverage import enabling_requirements
from crisisplanner.planning.matching.model.formulation import Formulation
from crisisplanner.planning.matching.model.linear import INFINITY
from crisisplanner.planning.matching.model.segments import segment_worth
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray

MOST_COLUMNS = 200_000


def add_worst_loss(formulation: Formulation) -> FloatArray:
    """Add a column that is at most the coverage left after any partner's loss; maximise it.

    For each partner and segment that it may serve there is a level without it. Minimum shares are
    seen to, requirements that need enablers are not (refused). Refused also where the model would be
    too large.
    """
    model, arcs, segments = formulation.model, formulation.arcs, formulation.segments
    instance = formulation.instance
    if enabling_requirements(instance.problem):
        raise refused("match.rule_not_supported", rule="robustness, enablers")
    arc, segment = segments.of_arcs(np.arange(len(arcs), dtype=np.int64))
    key = segment * len(instance.partners) + arcs.partner[arc]
    touched = np.unique(key)
    if len(touched) > MOST_COLUMNS:
        raise refused("match.rule_not_supported", rule="robustness")
    k, partner = touched // len(instance.partners), touched % len(instance.partners)
    quantity = instance.quantity[segments.requirement[k]]
    left = model.add_columns(len(touched), 0.0, quantity, is_integer=False)
    row, place = _others(segment, k, partner, arcs.partner[arc])
    value = arcs.effectiveness[arc[place]]
    every = np.arange(len(touched), dtype=np.int64)
    model.add_rows(
        len(touched),
        -INFINITY,
        0.0,
        (every, left, np.ones(len(touched))),
        (row, arc[place], -value),
    )
    with_z = np.flatnonzero(formulation.levels.credit_needs_z[segments.requirement[k]])
    counts = model.add_columns(len(with_z), 0.0, 1.0, is_integer=True)
    number = np.full(len(touched), -1, dtype=np.int64)
    number[with_z] = np.arange(len(with_z))
    own = number[row] >= 0
    share = (instance.minimum_share * instance.quantity)[segments.requirement[k[with_z]]]
    every_z = np.arange(len(with_z), dtype=np.int64)
    model.add_rows(
        len(with_z),
        0.0,
        INFINITY,
        (number[row[own]], arc[place[own]], value[own]),
        (every_z, counts, -share),
    )
    model.add_rows(
        len(with_z),
        -INFINITY,
        0.0,
        (every_z, left[with_z], np.ones(len(with_z))),
        (every_z, counts, -quantity[with_z]),
    )
    return _worst(formulation, k, partner, left)


def _others(
    segment: IntArray, k: IntArray, partner: IntArray, arc_partner: IntArray
) -> tuple[IntArray, IntArray]:
    """Pair each (segment, lost partner) with the arcs of other partners on that segment."""
    order = np.argsort(segment, kind="stable")
    first = np.searchsorted(segment[order], k)
    last = np.searchsorted(segment[order], k, side="right")
    counts = last - first
    row = np.repeat(np.arange(len(k), dtype=np.int64), counts)
    offset = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
    place = order[first[row] + offset]
    other = arc_partner[place] != partner[row]
    return row[other], place[other]


def _worst(formulation: Formulation, k: IntArray, partner: IntArray, left: IntArray) -> FloatArray:
    """Add the worst loss itself: worst ≤ Σ worth × level, with the levels left where one is lost."""
    model, segments = formulation.model, formulation.segments
    worth = segment_worth(segments, formulation.instance)
    worst = model.add_columns(1, 0.0, 1.0, is_integer=False)
    for lost in np.unique(partner).tolist():
        own = np.flatnonzero(partner == lost)
        kept = np.setdiff1d(np.arange(len(segments)), k[own])
        nothing = np.zeros(1, dtype=np.int64)
        model.add_rows(
            1,
            -INFINITY,
            0.0,
            (nothing, worst, np.ones(1)),
            (np.zeros(len(own), dtype=np.int64), left[own], -worth[k[own]]),
            (np.zeros(len(kept), dtype=np.int64), formulation.levels.u[kept], -worth[kept]),
        )
    objective = np.zeros(model.n_columns)
    objective[worst] = 1.0
    return objective
