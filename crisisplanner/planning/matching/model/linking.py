"""Rows that let arcs be used only where a 0-1 column is 1."""

from __future__ import annotations

import numpy as np

from crisisplanner.planning.matching.arcs import Arcs
from crisisplanner.planning.matching.model.linear import INFINITY, LinearModel
from crisisplanner.planning.matching.model.packing import overlapping_sets
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray


def add_linking_rows(
    model: LinearModel, arcs: Arcs, upper: FloatArray, own: IntArray, column: IntArray
) -> None:
    """Add Σ x ≤ units × column for each overlapping set of arcs of a pair with the same column.

    Overlapping arcs of a pair share the units of its offer, so together they are at most those: one
    row for all is tighter than a row an arc. They are not at most what a single arc may send: while
    some units travel back, others relieve them. ``column[i]`` belongs to arc ``own[i]``.
    """
    instance = arcs.instance
    order = np.lexsort((own, column, arcs.pair[own]))
    own, column = own[order], column[order]
    pair = arcs.pair[own]
    is_new = np.ones(len(own) + 1, dtype=np.bool_)
    is_new[1:-1] = (np.diff(pair) != 0) | (np.diff(column) != 0)
    bounds = np.flatnonzero(is_new)
    row: list[int] = []
    arc: list[int] = []
    columns: list[int] = []
    units: list[float] = []
    for first, last in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        group = own[first:last]
        for clique in overlapping_sets(arcs.leaves_on[group], arcs.back_on[group]):
            members = group[clique]
            row.extend([len(columns)] * len(members))
            arc.extend(members.tolist())
            columns.append(int(column[first]))
            shared = slice(
                int(arcs.leaves_on[members].max()) - instance.first_day,
                int(arcs.back_on[members].min()) - instance.first_day,
            )
            there_are = instance.capacity[arcs.offer[members[0]], shared].min()
            units.append(min(float(upper[members].sum()), float(there_are)))
    model.add_rows(
        len(columns),
        -INFINITY,
        0.0,
        (np.array(row, dtype=np.int64), np.array(arc, dtype=np.int64), np.ones(len(row))),
        (np.arange(len(columns)), np.array(columns, dtype=np.int64), -np.array(units)),
    )
