"""Cuts that ask for one whole prerequisite however the starts that wait for it are spread (H12).

A relaxation keeps a third of a prerequisite's unit in place and starts a third of the waiting units on
each of three days. Let v be a prerequisite of r, k a segment of r, S some of the days on which arcs of
r that cover k start. Where anything of k is credited, either a unit from outside S is there, or v is
met on a day of S:

    u_rk <= F_rk sum over a of v present on a day of S of min(e_a / T_v, 1) x_a
            + sum over b of r that cover k and start outside S of e_b x_b

with F_rk the most that u_rk can be and T_v the level from which v counts; the same for z_rk, divided
by its threshold. (Cover inequalities in their aggregated form: Wolsey 2020, doi:10.1002/9781119606475.)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crisisplanner.planning.matching.model.formulation import Formulation
from crisisplanner.planning.matching.model.linear import INFINITY, LinearModel
from crisisplanner.planning.matching.model.relations import prerequisite_day
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray, IntArray
from crisisplanner.planning.tolerance import TOLERANCE

VIOLATED = 1e-3
USED = 1e-9


@dataclass(frozen=True)
class _Wait:
    """One requirement that waits for one prerequisite.

    ``own`` are the arcs of the waiting one, ``met_by`` those of the prerequisite, ``part`` what a
    unit of each is of being met; ``is_there[b, a]`` that a is present when b starts.
    """

    own: IntArray
    met_by: IntArray
    part: FloatArray
    is_there: BoolArray
    segments: IntArray


class PrerequisiteCuts:
    """Find the cuts that a solution of a model's relaxation breaks."""

    def __init__(self, formulation: Formulation) -> None:
        self._formulation = formulation
        instance = formulation.instance
        inside = set(formulation.requirements.tolist())
        self._waits = [
            self._wait(need, prerequisite)
            for need in instance.waiting
            if need in inside
            for prerequisite in instance.prerequisites[need]
            if prerequisite in inside
        ]
        self._full = formulation.model.column_bounds()[1][formulation.levels.u]

    def _wait(self, need: int, prerequisite: int) -> _Wait:
        form = self._formulation
        arcs, instance = form.arcs, form.instance
        own = np.flatnonzero(arcs.requirement == need)
        met_by = np.flatnonzero(arcs.requirement == prerequisite)
        day = prerequisite_day(instance, prerequisite, arcs.start[own])[:, None]
        is_there = (arcs.start[met_by] <= day) & (day < arcs.end[met_by])
        return _Wait(
            own,
            met_by,
            self._parts(met_by),
            is_there,
            np.flatnonzero(form.segments.requirement == need),
        )

    def _parts(self, met_by: IntArray) -> FloatArray:
        """Give what a unit of each arc is of meeting the prerequisite on any one day."""
        form = self._formulation
        worth = form.arcs.effectiveness[met_by]
        _, covered = form.segments.of_arcs(met_by)
        threshold = float(form.levels.threshold[covered].min(initial=np.inf))
        part = worth / max(threshold, TOLERANCE)
        return np.where(form.arcs.is_divisible[met_by], part, np.minimum(part, 1.0))

    def broken(self, solution: FloatArray) -> LinearModel:
        """Write the rows that a solution breaks, for the columns of the model."""
        rows = LinearModel(n_columns=self._formulation.model.n_columns)
        for wait in self._waits:
            if len(wait.own):
                self._add_broken(rows, wait, solution)
        return rows

    def _add_broken(self, rows: LinearModel, wait: _Wait, solution: FloatArray) -> None:
        form = self._formulation
        levels, segments = form.levels, form.segments
        amount = solution[form.x[wait.own]]
        met = wait.part * solution[form.x[wait.met_by]]
        for k in wait.segments.tolist():
            covers = (segments.arc_first[wait.own] <= k) & (k < segments.arc_last[wait.own])
            starts = covers & (amount > USED)
            if not starts.any():
                continue
            has_z = bool(levels.credit_needs_z[segments.requirement[k]])
            column = int(levels.z[k] if has_z else levels.u[k])
            full = 1.0 if has_z else float(self._full[k])
            is_there = wait.is_there[starts].any(axis=0)
            if solution[column] <= full * float(met[is_there].sum()) + VIOLATED * full:
                continue
            # Starts that what is there then meets as well belong to S without making it larger.
            beside = covers & (wait.is_there & ~is_there).any(axis=1)
            self._add(rows, wait, (k, column, full), is_there, beside)

    def _add(
        self,
        rows: LinearModel,
        wait: _Wait,
        credit: tuple[int, int, float],
        is_there: BoolArray,
        beside: BoolArray,
    ) -> None:
        form = self._formulation
        k, column, full = credit
        b, a = wait.own[beside], wait.met_by[is_there]
        worth = form.arcs.effectiveness[b]
        if form.levels.credit_needs_z[form.segments.requirement[k]]:
            worth = worth / float(form.levels.threshold[k])
            worth = np.where(form.arcs.is_divisible[b], worth, np.minimum(worth, 1.0))
        zero = np.zeros(1, dtype=np.int64)
        rows.add_rows(
            1,
            -INFINITY,
            0.0,
            (zero, np.array([column]), 1.0),
            (np.zeros(len(a), dtype=np.int64), form.x[a], -full * wait.part[is_there]),
            (np.zeros(len(b), dtype=np.int64), form.x[b], -worth),
        )
