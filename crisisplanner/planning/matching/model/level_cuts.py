"""Cuts that know that a level is made of whole units.

A relaxation fills a need of 3 with 3.75 units that count 0.8 each; in whole units it is 2.4 or 3. On
segment k of requirement r, with n_j the units of pair j there, each worth e_j, and what is short
s = Q_r z_rk - u_rk,

    sum over j of e_j n_j + s >= Q_r z_rk

and n and z whole: each such row gives mixed-integer rounding cuts, divided by a unit's worth, pairs
that are almost all there counted from the other side (Marchand, Wolsey 2001,
doi:10.1287/opre.49.3.363.11211).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crisisplanner.planning.matching.model.formulation import Formulation
from crisisplanner.planning.matching.model.levels import NO_COLUMN
from crisisplanner.planning.matching.model.linear import INFINITY, LinearModel
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray

VIOLATED = 1e-3
LEAST_FRACTION = 0.02
WHOLE = 1e-6
ALMOST = 1e-12


@dataclass(frozen=True)
class _Rounded:
    """Hold one rounding of every segment's row: coefficients of pairs, z and shortage; the limit."""

    of_group: FloatArray
    of_z: FloatArray
    of_short: FloatArray
    limit: FloatArray
    efficacy: FloatArray


class LevelCuts:
    """Find the rounding cuts of levels that a solution of a model's relaxation breaks.

    Entry i is an arc on a segment, ``group[i]`` its pair there, with at most ``most[g]`` units.
    """

    def __init__(self, formulation: Formulation) -> None:
        self._formulation = formulation
        arcs, segments = formulation.arcs, formulation.segments
        instance = formulation.instance
        self._arc, self._segment = segments.of_arcs(np.arange(len(arcs), dtype=np.int64))
        keys, self._group = np.unique(
            self._segment * instance.n_pairs + arcs.pair[self._arc], return_inverse=True
        )
        self._segment_of_group, pair = keys // instance.n_pairs, keys % instance.n_pairs
        offer = instance.offer[pair]
        self._most = instance.capacity[offer].max(axis=1, initial=0.0)
        self._worth = instance.effectiveness[pair]
        self._is_whole = ~instance.is_divisible[offer]
        self._divisors = np.unique(self._worth[self._is_whole])
        levels = formulation.levels
        self._full = formulation.model.column_bounds()[1][levels.u]
        self._has_z = levels.z != NO_COLUMN
        self._has_z &= levels.credit_needs_z[segments.requirement]

    def broken(self, solution: FloatArray) -> LinearModel:
        """Write the rows that a solution breaks, for the columns of the model."""
        form = self._formulation
        sent = solution[form.x[self._arc]]
        y = np.bincount(self._group, sent, len(self._most)).astype(np.float64)
        z = np.where(self._has_z, solution[form.levels.z], 1.0)
        short = np.maximum(self._full * z - solution[form.levels.u], 0.0)
        is_turned = self._is_whole & (y > self._most / 2)
        best: _Rounded | None = None
        for divisor in self._divisors.tolist():
            found = self._rounded(y, z, short, is_turned, divisor)
            best = found if best is None else self._better(best, found)
        rows = LinearModel(n_columns=form.model.n_columns)
        if best is not None:
            self._add(rows, best, is_turned)
        return rows

    def _rounded(
        self, y: FloatArray, z: FloatArray, short: FloatArray, is_turned: BoolArray, divisor: float
    ) -> _Rounded:
        """Round every segment's row, divided by the worth of some unit."""
        k, n = self._segment_of_group, len(self._full)
        part = np.where(is_turned, self._worth, -self._worth) / divisor
        value = np.where(is_turned, self._most - y, y)
        all_of_turned = np.bincount(k, np.where(is_turned, self._worth * self._most, 0.0), n)
        left = (all_of_turned - self._full) / divisor
        base = np.floor(left)
        fraction = left - base
        is_useful = (fraction > LEAST_FRACTION) & (fraction < 1.0 - LEAST_FRACTION)
        rest = np.where(is_useful, 1.0 - fraction, 1.0)
        of_group = np.where(
            self._is_whole, _rounded_part(part, fraction[k], rest[k]), part / rest[k]
        )
        of_z = np.where(self._has_z, _rounded_part(-self._full / divisor, fraction, rest), 0.0)
        of_short = -1.0 / (divisor * rest)
        broken = np.bincount(k, of_group * value, n) + of_z * (1.0 - z) + of_short * short - base
        size = np.bincount(k, of_group**2, n) + of_z**2 + of_short**2
        efficacy = np.where(is_useful, broken / np.sqrt(size), -np.inf)
        return _Rounded(of_group, of_z, of_short, base, efficacy)

    def _better(self, one: _Rounded, other: _Rounded) -> _Rounded:
        is_other = other.efficacy > one.efficacy
        return _Rounded(
            np.where(is_other[self._segment_of_group], other.of_group, one.of_group),
            np.where(is_other, other.of_z, one.of_z),
            np.where(is_other, other.of_short, one.of_short),
            np.where(is_other, other.limit, one.limit),
            np.where(is_other, other.efficacy, one.efficacy),
        )

    def _add(self, rows: LinearModel, best: _Rounded, is_turned: BoolArray) -> None:
        """Write the broken ones: turned pairs and z counted from their own side again."""
        form, k = self._formulation, self._segment_of_group
        broken = np.flatnonzero(best.efficacy > VIOLATED)
        n = len(best.efficacy)
        row = np.full(n, -1, dtype=np.int64)
        row[broken] = every = np.arange(len(broken))
        of_group = np.where(is_turned, -best.of_group, best.of_group)
        moved = np.bincount(k, np.where(is_turned, best.of_group * self._most, 0.0), n)
        limit = best.limit - moved - best.of_z
        limit -= np.where(self._has_z, 0.0, best.of_short * self._full)
        entry = np.flatnonzero((row[self._segment] >= 0) & (of_group[self._group] != 0))
        blocks = [
            (
                row[self._segment[entry]],
                form.x[self._arc[entry]],
                of_group[self._group[entry]],
            ),
            (every, form.levels.u[broken], -best.of_short[broken]),
        ]
        with_z = broken[self._has_z[broken]]
        of_z = best.of_short * self._full - best.of_z
        blocks.append((row[with_z], form.levels.z[with_z], of_z[with_z]))
        rows.add_rows(len(broken), -INFINITY, limit[broken], *blocks)


def _rounded_part(part: FloatArray, fraction: FloatArray, rest: FloatArray) -> FloatArray:
    floor = np.floor(part + ALMOST)
    return floor + np.maximum(part - floor - fraction, 0.0) / rest
