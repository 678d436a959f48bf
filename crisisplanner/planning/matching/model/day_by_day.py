"""The model of some requirements over all days: how many units come, and how many are there, each day.

It asks only whether there is a plan, and is no larger than the days of the pairs, where arcs grow with
their square. With s a pair on one of its windows and t a day of it:

    in_st     units that come on day t (``arrivals``)
    y_st      units on the spot on day t (``presence``);  in_st <= y_st <= y_s,t-1 + in_st
    z_rt      1 where requirement r is met on day t (``z``), only where a rule needs it; it counts
              (``counts``) where it is met and its enablers are there

What is away on day t (H1) came from t - way back + 1 to t + lead, or is there on day t - way back.
Every plan is a solution. The reverse may fail in three ways: that each allocation is credited on a day
(H13) is asked of the days near it; that a partner counts by one allocation (H8), of the sum of all;
and requirements left out may bear any cost (H10). So no solution proves that there is no plan.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

import numpy as np

from crisisplanner.planning.coverage import enabling_requirements
from crisisplanner.planning.matching.arcs import Plan, no_plan
from crisisplanner.planning.matching.day_limits import Span
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.model.levels import LEAST_LEVEL, where_z
from crisisplanner.planning.matching.model.linear import INFINITY, LinearModel
from crisisplanner.planning.matching.model.pair_days import plan_of_stays, series_of, stretches
from crisisplanner.planning.matching.model.partners import (
    COUNTED_SHARE,
    Shunning,
    shunned_partners,
)
from crisisplanner.planning.matching.model.relations import lock_days, prerequisite_day
from crisisplanner.planning.matching.model.resources import (
    ResourceRows,
    add_lift_rows,
    add_node_rows,
)
from crisisplanner.planning.matching.usage import Costs
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray
from crisisplanner.planning.tolerance import TOLERANCE, slack

NO_COLUMN = -1


class DayByDay:
    """The filled model, and the way back from a solution to a plan.

    ``kept[l]`` is 1 where lock l, in the order of ``lock_days``, is kept: always, unless the model
    ``weighs_locks`` against each other.
    """

    def __init__(
        self,
        instance: Instance,
        requirements: IntArray,
        pairs: IntArray,
        *,
        weighs_locks: bool = False,
    ) -> None:
        self.instance = instance
        self.model = LinearModel()
        self._needs = requirements
        self._series = series_of(instance, pairs)
        series, model = self._series, self.model
        self._arrivals = model.add_columns(
            len(series), 0.0, series.most, is_integer=series.is_whole
        )
        self._presence = model.add_columns(
            len(series), 0.0, series.most, is_integer=series.is_whole
        )
        self._locks = lock_days(instance)
        least = 0.0 if weighs_locks else 1.0
        self.kept = model.add_columns(len(self._locks), least, 1.0, is_integer=True)
        self._z: dict[tuple[int, int], int] = {}
        self._counts: dict[tuple[int, int], int] = {}
        self._add_flow_rows()
        self._add_unit_rows()
        self._add_day_limit_rows()
        rows = ResourceRows()
        add_lift_rows(model, series.days, no_plan(instance), rows)
        add_node_rows(model, series.days, series.most, no_plan(instance), rows)
        self._add_cost_rows()
        self._add_level_rows()
        self._add_prerequisite_rows()
        self._add_enabler_rows()
        self._add_partner_rows()
        self._add_lock_rows()

    def plan(self, solution: FloatArray) -> Plan:
        """Read a plan from a solution: who came first goes first."""
        series = self._series
        came, there = solution[self._arrivals], solution[self._presence]
        amounts: dict[tuple[int, int, int], float] = defaultdict(float)
        whole = series.is_whole.tolist()
        pair, day = series.days.pair.tolist(), series.days.start.tolist()
        waiting: list[list[float]] = []
        for row, (amount, stays) in enumerate(zip(came.tolist(), there.tolist(), strict=True)):
            if whole[row]:
                amount, stays = float(round(amount)), float(round(stays))
            leaving = sum(left for _, left in waiting) + amount - stays
            while waiting and leaving > TOLERANCE:
                gone = min(leaving, waiting[0][1])
                amounts[pair[row], int(waiting[0][0]), day[row]] += gone
                waiting[0][1] -= gone
                leaving -= gone
                if waiting[0][1] <= TOLERANCE:
                    waiting.pop(0)
            if amount > TOLERANCE:
                waiting.append([float(day[row]), amount])
            if row == int(series.last[row]):
                for start, left in waiting:
                    amounts[pair[row], int(start), day[row] + 1] += left
                waiting = []
        return plan_of_stays(self.instance, amounts)

    # What comes and goes.

    def _add_flow_rows(self) -> None:
        """No more are there than were there the day before and came; who comes stays a day."""
        series, model = self._series, self.model
        every = np.arange(len(series))
        ones = np.ones(len(series))
        later = np.flatnonzero(every > series.first)
        before = (later, self._presence[later - 1], -np.ones(len(later)))
        there, came = (every, self._presence, ones), (every, self._arrivals, -ones)
        model.add_rows(len(series), -INFINITY, 0.0, there, came, before)
        model.add_rows(len(series), 0.0, INFINITY, there, came)
        longest = self.instance.max_stay[series.days.offer]
        bound = np.flatnonzero(longest < series.last - series.first + 1)
        row, place = stretches(np.maximum(bound - longest[bound] + 1, series.first[bound]), bound)
        model.add_rows(
            len(bound),
            -INFINITY,
            0.0,
            (np.arange(len(bound)), self._presence[bound], np.ones(len(bound))),
            (row, self._arrivals[place], -np.ones(len(row))),
        )

    @cached_property
    def _away(self) -> tuple[IntArray, IntArray, IntArray]:
        """List (series row, column, day from the first) for all that is away on a day."""
        series, instance = self._series, self.instance
        days = series.days
        back = instance.return_days[days.pair]
        begin, end = days.leaves_on - instance.first_day, days.start - instance.first_day + back
        arrival, day = stretches(begin, end - 1)
        stay = np.arange(len(series))
        keys = np.concatenate((arrival, stay))
        columns = np.concatenate((self._arrivals[arrival], self._presence))
        when = np.concatenate((day, end))
        inside = when < instance.n_days
        return keys[inside], columns[inside], when[inside]

    def _add_unit_rows(self) -> None:
        """H1: what is away of an offer <= what is not committed."""
        row, column, day = self._away
        offer = self._series.days.offer[row]
        self._add_packing(offer, day, column, np.ones(len(row)), self.instance.capacity)

    def _add_day_limit_rows(self) -> None:
        """H2, caps of caveats, H14."""
        days = self._series.days
        for limits in self.instance.day_limits:
            resource, amount = limits.use(days.pair)
            if limits.span is Span.AWAY:
                row, column, day = self._away
            else:
                row = np.arange(len(days))
                column, day = self._presence, days.start - self.instance.first_day
            own = np.flatnonzero(resource[row] >= 0)
            row = row[own]
            self._add_packing(resource[row], day[own], column[own], amount[row], limits.capacity)

    def _add_packing(
        self,
        resource: IntArray,
        day: IntArray,
        column: IntArray,
        amount: FloatArray,
        capacity: FloatArray,
    ) -> None:
        width = self.instance.n_days
        keys, row = np.unique(resource * width + day, return_inverse=True)
        most = capacity[keys // width, keys % width]
        self.model.add_rows(len(keys), -INFINITY, most, (row, column, amount))

    def _add_cost_rows(self) -> None:
        """H6 and H10: what a unit costs once, and what it costs a day."""
        instance = self.instance
        problem = instance.problem
        if not (problem.budgets or problem.shares):
            return
        days, costs = self._series.days, Costs(instance)
        nothing = np.zeros(len(days), dtype=np.int64)
        once = instance.unit_cost(days.pair, nothing, nothing)
        daily = instance.unit_cost(days.pair, nothing, nothing + 1) - once
        columns = np.concatenate((self._arrivals, self._presence))
        value = np.concatenate((once, daily))
        partner = np.concatenate((days.partner, days.partner))
        need = np.concatenate((days.requirement, days.requirement))
        elsewhere = self._costs_elsewhere()
        for budget in problem.budgets:
            is_plan, number, in_crisis = costs.members(budget.scope)
            counts = np.full(len(value), is_plan) | (partner == number) | in_crisis[need]
            others = [c for p, c in elsewhere.items() if is_plan or p == number]
            self._add_sum(columns[counts], value[counts], others, 1.0, budget.amount)
        for number, name in enumerate(instance.partners) if problem.shares else ():
            cap = costs.cap(name)
            if cap < 1:
                factor = np.where(partner == number, 1.0 - cap, -cap) * value
                others = list(elsewhere.values())
                of_others = np.array([1.0 - cap if p == number else -cap for p in elsewhere])
                self._add_sum(columns, factor, others, of_others, 0.0)

    def _add_sum(
        self,
        columns: IntArray,
        value: FloatArray,
        others: list[int],
        of_others: FloatArray | float,
        most: float,
    ) -> None:
        used = np.flatnonzero(value != 0)
        scale = max(1.0, float(np.abs(value[used]).mean())) if len(used) else 1.0
        more = np.array(others, dtype=np.int64)
        self.model.add_rows(
            1,
            -INFINITY,
            (most + slack(most) / 2) / scale,
            (np.zeros(len(used), dtype=np.int64), columns[used], value[used] / scale),
            (np.zeros(len(more), dtype=np.int64), more, np.asarray(of_others) / scale),
        )

    def _costs_elsewhere(self) -> dict[int, int]:
        """Add a column for what each partner may bear at requirements left out, where shares count."""
        instance = self.instance
        if not instance.problem.shares:
            return {}
        left_out = np.flatnonzero(~np.isin(instance.requirement, self._needs))
        nothing = np.zeros(len(left_out), dtype=np.int64)
        is_costly = instance.unit_cost(left_out, nothing, nothing + 1) > 0
        partners = np.unique(instance.partner[instance.offer[left_out[is_costly]]])
        columns = self.model.add_columns(len(partners), 0.0, INFINITY, is_integer=False)
        return dict(zip(partners.tolist(), columns.tolist(), strict=True))

    # What counts.

    def _add_level_rows(self) -> None:
        """Add z with level >= threshold z; send nothing where no day near it counts (H13)."""
        series, instance, model = self._series, self.instance, self.model
        credit, asked = where_z(series.days, self._needs, no_plan(instance))
        for need in self._needs[asked[self._needs]].tolist():
            own = np.flatnonzero(series.days.requirement == need)
            start, end = int(instance.need_from[need]), int(instance.need_to[need])
            value = series.days.effectiveness[own]
            day = series.days.start[own] - start
            reachable = np.bincount(day, weights=value * series.most[own], minlength=end - start)
            threshold = self._threshold(need, own)
            is_reachable = (reachable >= threshold - TOLERANCE).astype(np.float64)
            z = model.add_columns(end - start, 0.0, is_reachable, is_integer=True)
            self._z.update({(need, start + place): c for place, c in enumerate(z.tolist())})
            model.add_rows(
                end - start,
                0.0,
                INFINITY,
                (day, self._presence[own], value),
                (np.arange(end - start), z, np.full(end - start, -threshold)),
            )
            if credit[need]:
                counts = model.add_columns(end - start, 0.0, 1.0, is_integer=True)
                self._counts.update({(need, start + n): c for n, c in enumerate(counts.tolist())})
                every, ones = np.arange(end - start), np.ones(end - start)
                model.add_rows(end - start, 0.0, INFINITY, (every, z, ones), (every, counts, -ones))
                self._add_credit_rows(own, counts[day])

    def _threshold(self, need: int, own: IntArray) -> float:
        """Give the level from which a requirement counts, less what rounding may cost."""
        days = self._series.days
        least = float(self.instance.minimum_share[need] * self.instance.quantity[need])
        smallest = float(days.effectiveness[own].min(initial=1.0))
        if days.is_divisible[own].any():
            smallest = LEAST_LEVEL
        return max(least - slack(least) / 2, smallest)

    def _add_credit_rows(self, own: IntArray, z: IntArray) -> None:
        """H13, in part: who is there must see a day that counts before the stay is over."""
        series, model = self._series, self.model
        place_of = np.full(len(series), -1, dtype=np.int64)
        place_of[own] = np.arange(len(own))
        longest = self.instance.max_stay[series.days.offer[own]]
        first = np.maximum(series.first[own], own - longest + 1)
        last = np.minimum(series.last[own], own + longest - 1)
        keys, group = np.unique(np.stack((first, last)), axis=1, return_inverse=True)
        group = group.reshape(-1)
        seen = model.add_columns(keys.shape[1], 0.0, 1.0, is_integer=False)
        row, day = stretches(keys[0], keys[1])
        model.add_rows(
            len(seen),
            -INFINITY,
            0.0,
            (np.arange(len(seen)), seen, np.ones(len(seen))),
            (row, z[place_of[day]], -np.ones(len(row))),
        )
        self._link(own, seen[group])

    def _link(self, own: IntArray, column: IntArray) -> None:
        """Let units be there only where a column is above 0: y <= most x column."""
        every = np.arange(len(own))
        self.model.add_rows(
            len(own),
            -INFINITY,
            0.0,
            (every, self._presence[own], np.ones(len(own))),
            (every, column, -self._series.most[own]),
        )

    def _add_prerequisite_rows(self) -> None:
        """H12: what comes on a day <= most x z of each prerequisite on its day."""
        series, instance = self._series, self.instance
        inside = set(self._needs.tolist())
        for need in self._needs.tolist():
            own = np.flatnonzero(series.days.requirement == need)
            for before in instance.prerequisites[need]:
                if before not in inside:
                    continue
                day = prerequisite_day(instance, before, series.days.start[own])
                z = np.array([self._z.get((before, one), NO_COLUMN) for one in day.tolist()])
                with_z = np.flatnonzero(z >= 0) if len(z) else np.zeros(0, dtype=np.int64)
                every = np.arange(len(own))
                self.model.add_rows(
                    len(own),
                    -INFINITY,
                    0.0,
                    (every, self._arrivals[own], np.ones(len(own))),
                    (with_z, z[with_z].astype(np.int64), -series.most[own][with_z]),
                )

    def _add_enabler_rows(self) -> None:
        """Count a day of an enabled requirement only where its enablers have a level."""
        series, instance = self._series, self.instance
        groups = enabling_requirements(instance.problem)
        for need in self._needs.tolist():
            start, end = int(instance.need_from[need]), int(instance.need_to[need])
            for group in groups.get(instance.problem.requirements[need].id, ()):
                members = [instance.need_number[name] for name in group]
                days = series.days
                own = np.flatnonzero(
                    np.isin(days.requirement, members) & (days.start >= start) & (days.start < end)
                )
                value = days.effectiveness[own]
                least = LEAST_LEVEL if days.is_divisible[own].any() else value.min(initial=1.0)
                z = np.array([self._counts[need, day] for day in range(start, end)], dtype=np.int64)
                self.model.add_rows(
                    end - start,
                    0.0,
                    INFINITY,
                    (days.start[own] - start, self._presence[own], value),
                    (np.arange(end - start), z, np.full(end - start, -float(least))),
                )

    # Who serves.

    def _add_partner_rows(self) -> None:
        """H7 to H9, and caveats against serving with another."""
        series, instance = self._series, self.instance
        shunned = list(shunned_partners(series.days))
        for need in self._needs.tolist():
            own = np.flatnonzero(series.days.requirement == need)
            row = instance.problem.requirements[need]
            if row.min_partners > 0:
                self._add_minimum(need, own)
            present = np.unique(series.days.partner[own])
            y = self._add_presence(own, present) if self._asks_who(need, present, shunned) else {}
            most = 1 if row.single_lead else row.max_partners
            if y and most is not None:
                self._add_at_most(list(y.values()), float(most))
            for pair in instance.problem.incompatible:
                both = [
                    y.get(instance.partner_number.get(name, NO_COLUMN))
                    for name in (pair.partner_a, pair.partner_b)
                ]
                if pair.partner_a != pair.partner_b and None not in both:
                    self._add_at_most([one for one in both if one is not None], 1.0)
            for shunning in shunned:
                self._add_company_rows(np.intersect1d(shunning.arcs, own), shunning.partner, y)

    def _locks_of(self, own: IntArray) -> list[tuple[int, int]]:
        """List (lock, partner) of the requirement of some rows."""
        needs = set(self._series.days.requirement[own].tolist())
        return [
            (lock, int(self.instance.partner[offer]))
            for lock, (offer, need, _, start, end) in enumerate(self._locks)
            if need in needs and end > start
        ]

    def _add_kept(self, column: int, lock: int) -> None:
        """Make a column 1 where a lock is kept."""
        both = np.array([column, self.kept[lock]], dtype=np.int64)
        nothing = np.zeros(2, dtype=np.int64)
        self.model.add_rows(1, 0.0, INFINITY, (nothing, both, np.array([1.0, -1.0])))

    def _asks_who(self, need: int, present: IntArray, shunned: list[Shunning]) -> bool:
        row = self.instance.problem.requirements[need]
        most = 1 if row.single_lead else row.max_partners
        is_limited = most is not None and len(present) > most
        return is_limited or bool(self.instance.problem.incompatible) or bool(shunned)

    def _add_presence(self, own: IntArray, partners: IntArray) -> dict[int, int]:
        days = self._series.days
        columns = self.model.add_columns(len(partners), 0.0, 1.0, is_integer=True)
        for lock, partner in self._locks_of(own):
            self._add_kept(int(columns[np.searchsorted(partners, partner)]), lock)
        if len(own):
            self._link(own, columns[np.searchsorted(partners, days.partner[own])])
        return dict(zip(partners.tolist(), columns.tolist(), strict=True))

    def _add_at_most(self, columns: list[int], most: float) -> None:
        members = np.array(columns, dtype=np.int64)
        nothing = np.zeros(len(members), dtype=np.int64)
        self.model.add_rows(1, -INFINITY, most, (nothing, members, np.ones(len(members))))

    def _add_company_rows(self, own: IntArray, partner: int, y: dict[int, int]) -> None:
        """Keep from a partner on some days: y <= most x (1 - the other's presence)."""
        is_own = self._series.days.partner[own] == partner
        never = own[is_own]
        one_each = (np.arange(len(never)), self._presence[never], np.ones(len(never)))
        self.model.add_rows(len(never), 0.0, 0.0, one_each)
        own = own[~is_own]
        if partner in y and len(own):
            every, most = np.arange(len(own)), self._series.most[own]
            self.model.add_rows(
                len(own),
                -INFINITY,
                most,
                (every, self._presence[own], np.ones(len(own))),
                (every, np.full(len(own), y[partner]), most),
            )

    def _add_minimum(self, need: int, own: IntArray) -> None:
        """H8 (least): partners that may count >= minimum, or nothing is sent."""
        series, model = self._series, self.model
        least = float(self.instance.problem.requirements[need].min_partners)
        partners, which = np.unique(series.days.partner[own], return_inverse=True)
        served = model.add_columns(1, 0.0, 1.0, is_integer=True)
        for lock, _ in self._locks_of(own):
            self._add_kept(int(served[0]), lock)
        counts = model.add_columns(len(partners), 0.0, 1.0, is_integer=False)
        self._link(own, np.repeat(served, len(own)))
        share = COUNTED_SHARE * float(self.instance.quantity[need])
        unit = np.where(series.is_whole[own], 1.0, max(share - slack(share) / 2, TOLERANCE))
        every = np.arange(len(partners))
        model.add_rows(
            len(partners),
            -INFINITY,
            0.0,
            (every, counts, np.ones(len(partners))),
            (which, self._arrivals[own], -1.0 / unit),
        )
        nothing = np.zeros(len(partners), dtype=np.int64)
        model.add_rows(
            1,
            0.0,
            INFINITY,
            (nothing, counts, np.ones(len(partners))),
            (np.zeros(1, dtype=np.int64), served, -least),
        )

    def _add_lock_rows(self) -> None:
        """H11: units of a locked pair >= quantity on each day of the lock."""
        days = self._series.days
        inside = set(self._needs.tolist())
        for lock, (offer, need, quantity, start, end) in enumerate(self._locks):
            if need in inside and end > start:
                own = np.flatnonzero(
                    (days.offer == offer)
                    & (days.requirement == need)
                    & (days.start >= start)
                    & (days.start < end)
                )
                every = np.arange(end - start)
                kept, least = (
                    np.repeat(self.kept[lock], end - start),
                    quantity - slack(quantity) / 2,
                )
                self.model.add_rows(
                    end - start,
                    0.0,
                    INFINITY,
                    (days.start[own] - start, self._presence[own], np.ones(len(own))),
                    (every, kept, np.full(end - start, -least)),
                )
