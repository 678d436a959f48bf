"""Cuts that know that units are whole where lift is short (H4).

A relaxation sends 0.6 of a helicopter this week and 0.4 the next, so that each partner's own lift is
used to the last tonne. What leaves with partner p in week w obeys, with g_pw drawn from the pool,

    sum over offers o of p of t_o n_ow - g_pw <= own_pw       n_ow = sum of x over the arcs of o leaving in w
    sum over offers of some partners of t_o n_ow <= their own lift + pool_w

With n whole, each such row gives mixed-integer rounding cuts: divided by a weight, offers that almost
all leave counted from the other side (Marchand, Wolsey 2001, doi:10.1287/opre.49.3.363.11211).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crisisplanner.planning.matching.model.formulation import Formulation
from crisisplanner.planning.matching.model.linear import INFINITY, LinearModel
from crisisplanner.planning.matching.usage import LiftTable
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray, IntArray

VIOLATED = 1e-3
LEAST_FRACTION = 0.02
MOST_DIVISORS = 8
WHOLE = 1e-6


@dataclass(frozen=True)
class _Row:
    """Tonnes of whole units, less what is drawn, at most ``limit``.

    ``group`` are numbers of departures; ``draw`` a column, -1 for none.
    """

    group: IntArray
    limit: float
    draw: int


class LiftCuts:
    """Find the rounding cuts that a solution of a model's relaxation breaks.

    Departure g is all arcs of one offer that leave in one week: ``tonnes[g]`` a unit, at most
    ``most[g]`` units (infinite where a unit could leave twice in a week), whole units or not.
    """

    def __init__(self, formulation: Formulation) -> None:
        self._formulation = formulation
        arcs, instance = formulation.arcs, formulation.instance
        table = LiftTable(instance)
        self._rows = formulation.resources
        self._arc = np.flatnonzero(arcs.lift_t > 0)
        if not table.is_limited or not self._rows.draws:
            self._arc = self._arc[:0]
        week = table.week_of(arcs.leaves_on[self._arc])
        keys, self._group = np.unique(
            arcs.offer[self._arc] * table.n_weeks + week, return_inverse=True
        )
        offer, self._week = keys // table.n_weeks, keys % table.n_weeks
        self._partner = instance.partner[offer]
        self.tonnes = np.zeros(len(keys))
        self.tonnes[self._group] = arcs.lift_t[self._arc]
        last_leave, first_back = np.zeros(len(keys)), np.full(len(keys), np.inf)
        np.maximum.at(last_leave, self._group, arcs.leaves_on[self._arc])
        np.minimum.at(first_back, self._group, arcs.back_on[self._arc])
        units = instance.capacity[offer].max(axis=1, initial=0.0)
        self.most = np.where(last_leave < first_back, units, np.inf)
        self._is_whole = ~instance.is_divisible[offer]
        self._by_key = self._departures_by_partner()
        self._first_week = table.first_week

    def _departures_by_partner(self) -> dict[tuple[int, int], IntArray]:
        found: dict[tuple[int, int], list[int]] = {}
        whole = np.flatnonzero(self._is_whole)
        keys = zip(self._partner[whole].tolist(), self._week[whole].tolist(), strict=True)
        for group, key in zip(whole.tolist(), keys, strict=True):
            found.setdefault(key, []).append(group)
        return {key: np.array(groups, dtype=np.int64) for key, groups in found.items()}

    def broken(self, solution: FloatArray) -> LinearModel:
        """Write the rows that a solution breaks, for the columns of the model."""
        form = self._formulation
        cuts = LinearModel(n_columns=form.model.n_columns)
        sent = np.zeros(len(self.tonnes))
        np.add.at(sent, self._group, solution[form.x[self._arc]])
        for row in self._base_rows(solution):
            self._add_best(cuts, row, sent, solution)
        return cuts

    def _base_rows(self, solution: FloatArray) -> list[_Row]:
        """List the rows of each partner and week, and of each week those that draw on the pool."""
        limits = self._formulation.model.row_bounds()[1]
        rows: list[_Row] = []
        drawing: dict[int, list[IntArray]] = {}
        own: dict[int, float] = {}
        for number, (partner, when) in self._rows.lift_own.items():
            week = when - self._first_week
            group = self._by_key.get((partner, week))
            if group is None:
                continue
            draw = self._rows.draws[number]
            limit = float(limits[number]) * self._rows.lift_scale[number]
            rows.append(_Row(group, limit, draw))
            if solution[draw] > WHOLE:
                drawing.setdefault(week, []).append(group)
                own[week] = own.get(week, 0.0) + limit
        for number, when in self._rows.lift_pool.items():
            week = when - self._first_week
            if week in drawing:
                limit = own[week] + float(limits[number])
                rows.append(_Row(np.concatenate(drawing[week]), limit, -1))
        return rows

    def _add_best(
        self, cuts: LinearModel, row: _Row, sent: FloatArray, solution: FloatArray
    ) -> None:
        """Add the cut of one row that is broken most for its length, if any is."""
        group = row.group
        y, tonnes, most = sent[group], self.tonnes[group], self.most[group]
        is_between = (y > WHOLE) & (y < most - WHOLE)
        if not is_between.any():
            return
        divisors = np.unique(tonnes[is_between])[::-1][:MOST_DIVISORS]
        divisors = np.concatenate((divisors, divisors / 2))
        is_turned = y > most / 2
        drawn = solution[row.draw] if row.draw >= 0 else 0.0
        found = _rounded(
            tonnes, y, np.where(np.isinf(most), 0.0, most), is_turned, row.limit, drawn, divisors
        )
        if found is None:
            return
        of_group, of_draw, limit = found
        weight = np.zeros(len(self.tonnes))
        weight[group] = of_group
        entry = np.flatnonzero(weight[self._group] != 0)
        blocks = [
            (
                np.zeros(len(entry), dtype=np.int64),
                self._formulation.x[self._arc[entry]],
                weight[self._group[entry]],
            )
        ]
        if row.draw >= 0:
            blocks.append((np.zeros(1, dtype=np.int64), np.array([row.draw]), np.array([of_draw])))
        cuts.add_rows(1, -INFINITY, limit, *blocks)


def _rounded(
    tonnes: FloatArray,
    y: FloatArray,
    most: FloatArray,
    is_turned: BoolArray,
    limit: float,
    drawn: float,
    divisors: FloatArray,
) -> tuple[FloatArray, float, float] | None:
    """Round sum of tonnes y - drawn <= limit by the divisor whose cut is broken most.

    Gives the coefficients of y and of what is drawn, and the right-hand side.
    """
    sign = np.where(is_turned, -1.0, 1.0)
    value = np.where(is_turned, most - y, y)
    left = (limit - float(tonnes[is_turned] @ most[is_turned])) / divisors
    base = np.floor(left)
    fraction = left - base
    is_useful = (fraction > LEAST_FRACTION) & (fraction < 1.0 - LEAST_FRACTION)
    if not is_useful.any():
        return None
    divisors, base, fraction = divisors[is_useful], base[is_useful], fraction[is_useful]
    part = sign * tonnes / divisors[:, None]
    floor = np.floor(part + 1e-12)
    rest = 1.0 - fraction
    coefficient = floor + np.maximum(part - floor - fraction[:, None], 0.0) / rest[:, None]
    of_draw = -1.0 / (divisors * rest)
    broken = coefficient @ value + of_draw * drawn - base
    efficacy = broken / np.sqrt((coefficient**2).sum(axis=1) + of_draw**2)
    best = int(np.argmax(efficacy))
    if efficacy[best] < VIOLATED:
        return None
    chosen = coefficient[best] * sign
    moved = base[best] - float(coefficient[best][is_turned] @ most[is_turned])
    return chosen, float(of_draw[best]), float(moved)
