"""Cuts that ask for enough units at once where a segment counts only from a minimum share on.

With S some of the pairs j of r, l_jk what j adds to the level of segment k and c_j the most it can
add, every plan obeys

    u_rk <= sum over j in S of l_jk + z_rk sum over the other j of c_j
    T_rk z_rk <= the same

since nothing is credited where z is 0, and where it is 1 both are at most the level. Of all S the
pairs with l_jk < c_j z_rk give the row that a solution of the relaxation breaks most: a little of one
offer then no longer counts as a little of all. (Of the family of flow covers: Padberg, Van Roy,
Wolsey 1985, doi:10.1287/opre.33.4.842.)
"""

from __future__ import annotations

import numpy as np

from crisisplanner.planning.matching.model.formulation import Formulation
from crisisplanner.planning.matching.model.levels import NO_COLUMN
from crisisplanner.planning.matching.model.linear import INFINITY, LinearModel
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray

VIOLATED = 1e-4


class MinimumShareCuts:
    """Find the cuts that a solution of a model's relaxation breaks.

    Entry i is an arc on a segment with z, ``group[i]`` its pair there; ``most[g]`` is c_j of group g.
    """

    def __init__(self, formulation: Formulation) -> None:
        self._formulation = formulation
        arcs, segments, levels = formulation.arcs, formulation.segments, formulation.levels
        instance = formulation.instance
        arc, segment = segments.of_arcs(np.arange(len(arcs), dtype=np.int64))
        has_z = levels.z[segment] != NO_COLUMN
        self._arc, self._segment = arc[has_z], segment[has_z]
        self._value = arcs.effectiveness[self._arc]
        keys, self._group = np.unique(
            self._segment * instance.n_pairs + arcs.pair[self._arc], return_inverse=True
        )
        self._segment_of_group, pair = keys // instance.n_pairs, keys % instance.n_pairs
        units = instance.capacity[instance.offer[pair]].max(axis=1, initial=0.0)
        self._most = instance.effectiveness[pair] * units

    def broken(self, solution: FloatArray) -> LinearModel:
        """Write the rows that a solution breaks, for the columns of the model."""
        form = self._formulation
        levels, of_group = form.levels, self._segment_of_group
        n = len(form.segments)
        has_z = levels.z != NO_COLUMN
        z = np.where(has_z, solution[levels.z], 0.0)
        amount = solution[form.x[self._arc]]
        level = np.bincount(self._group, self._value * amount, len(of_group))
        is_inside = level < self._most * z[of_group]
        allowed = np.where(is_inside, level, self._most * z[of_group])
        allowed = np.bincount(of_group, allowed, n)
        beside = np.bincount(of_group, np.where(is_inside, 0.0, self._most), n).astype(np.float64)
        quantity = form.instance.quantity[form.segments.requirement]
        slack = VIOLATED * np.maximum(quantity, 1.0)
        needs_z = has_z & levels.credit_needs_z[form.segments.requirement]
        is_inside = is_inside[self._group]
        rows = LinearModel(n_columns=form.model.n_columns)
        is_broken = needs_z & (solution[levels.u] > allowed + slack)
        self._add(rows, is_broken, is_inside, beside, counts_credit=True)
        is_broken = has_z & (levels.threshold * z > allowed + slack)
        self._add(rows, is_broken, is_inside, beside - levels.threshold, counts_credit=False)
        return rows

    def _add(
        self,
        rows: LinearModel,
        is_broken: BoolArray,
        is_inside: BoolArray,
        of_z: FloatArray,
        *,
        counts_credit: bool,
    ) -> None:
        form = self._formulation
        broken = np.flatnonzero(is_broken)
        row = np.full(len(is_broken), -1, dtype=np.int64)
        row[broken] = every = np.arange(len(broken))
        entry = np.flatnonzero(is_inside & is_broken[self._segment])
        blocks = [
            (row[self._segment[entry]], form.x[self._arc[entry]], self._value[entry]),
            (every, form.levels.z[broken], of_z[broken]),
        ]
        if counts_credit:
            blocks.append((every, form.levels.u[broken], np.full(len(broken), -1.0)))
        rows.add_rows(len(broken), 0.0, INFINITY, *blocks)
