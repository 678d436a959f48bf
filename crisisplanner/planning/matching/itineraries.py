"""The best sequence of stays of one unit of every offer, at given prices of what it adds and uses.

Day by day for many offers at once, over all start and end days; without limits that units share.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crisisplanner.domain.days import DAYS_PER_WEEK
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray

NO_ROW = -1
LEAST_GAIN = 1e-12


@dataclass(frozen=True)
class ItineraryPrices:
    """Hold what a unit of level is worth, and what tonnes, money and days of an offer cost.

    ``level[d]`` sums the prices of the days of each requirement, laid end to end (see
    ``level_places``); ``tonne[partner, week]``; ``money[r]`` a unit of money for each requirement;
    ``away`` maps an offer to what a unit's day away costs by day, for offers that are partly
    committed.
    """

    level: FloatArray
    tonne: FloatArray
    money: FloatArray
    away: dict[int, FloatArray]


@dataclass(frozen=True)
class Stay:
    """Hold chosen stays of one unit: pair, offer, start, end; days from the first day."""

    pair: IntArray
    offer: IntArray
    start: IntArray
    end: IntArray


def level_places(instance: Instance) -> IntArray:
    """Give where the days of each requirement begin in ``level``: one entry more than days each."""
    length = instance.need_to - instance.need_from
    return np.concatenate(([0], np.cumsum(length + 1))).astype(np.int64)


class Itineraries:
    """Find the best itinerary of a unit of every offer of some pairs; prepared for many prices.

    ``offers`` lists the offers that have a pair, by their number in the instance.
    """

    def __init__(self, instance: Instance, pairs: IntArray) -> None:
        self.instance = instance
        counts = instance.window_first[pairs + 1] - instance.window_first[pairs]
        before = np.cumsum(counts) - counts
        row = np.repeat(instance.window_first[pairs] - before, counts) + np.arange(counts.sum())
        pair = np.repeat(pairs, counts)
        order = np.argsort(instance.window_start[row], kind="stable")
        row, self.pair = row[order], pair[order]
        self.offers, offer = np.unique(instance.offer[self.pair], return_inverse=True)
        self.offer = offer.astype(np.int64)
        first = instance.first_day
        self.start = instance.window_start[row] - first
        self.end = instance.window_end[row] - first
        self.value = instance.effectiveness[self.pair]
        need = instance.requirement[self.pair]
        self.base = level_places(instance)[need] - (instance.need_from[need] - first)
        self.stay = instance.max_stay[instance.offer[self.pair]]
        self._pad = int(instance.lead_days[self.pair].max(initial=0))
        n = len(self.offers)
        self._leaves = self.offer - (instance.lead_days[self.pair] - self._pad) * n
        self._is_back = self.offer + (instance.return_days[self.pair] + 1 + self._pad) * n

    def solve(self, prices: ItineraryPrices) -> tuple[FloatArray, Stay]:
        """Give the worth of the best itinerary of a unit of each of ``offers``, and its stays."""
        tables = _Tables(self, prices)
        n_days = self.instance.n_days
        opens = np.searchsorted(self.start, np.arange(0, n_days + DAYS_PER_WEEK, DAYS_PER_WEEK))
        is_long = self.end - self.start > self.stay
        free = _Running(self, tables, np.zeros(0, dtype=np.int64))
        bounded = _BoundedRunning(self, tables, np.zeros(0, dtype=np.int64))
        for week, monday in enumerate(range(0, n_days, DAYS_PER_WEEK)):
            opened = np.arange(opens[week], opens[week + 1], dtype=np.int64)
            free.renew(monday, opened[~is_long[opened]])
            bounded.renew(monday, opened[is_long[opened]])
            for day in range(monday, min(monday + DAYS_PER_WEEK, n_days)):
                tables.begin(day)
                free.pass_day(day)
                bounded.pass_day(day)
        tables.begin(n_days)
        return tables.result()


class _Tables:
    """What a unit is worth by day, and the stay that brought it home that day.

    Rows are days from the first, after ``pad`` rows for departures before it; the worth includes
    what days away would have cost up to then, so that ends and starts need no look at them.
    """

    def __init__(self, itineraries: Itineraries, prices: ItineraryPrices) -> None:
        it, instance = itineraries, itineraries.instance
        self.it, self.level = it, prices.level
        self.n = len(it.offers)
        n_rows = it._pad + instance.n_days + 1
        self.worth = np.zeros((n_rows, self.n))
        self.row = np.full((n_rows, self.n), NO_ROW, dtype=np.int32)
        self.ended = np.zeros((n_rows, self.n), dtype=np.int16)
        self.leaving = np.zeros((n_rows, self.n))
        self._lift = prices.tonne[instance.partner[it.offers]] * instance.lift_t[it.offers][:, None]
        self._toll = self._tolls(prices)
        self.once, self.daily = self._costs(prices)

    def _tolls(self, prices: ItineraryPrices) -> FloatArray | None:
        """Sum what days away cost: toll[t, o] for being away until t."""
        it, n_days = self.it, self.it.instance.n_days
        known = {int(offer): place for place, offer in enumerate(it.offers.tolist())}
        own = [(known[offer], by_day) for offer, by_day in prices.away.items() if offer in known]
        if not own:
            return None
        toll = np.zeros((n_days + 1, self.n))
        for place, by_day in own:
            toll[1:, place] = np.cumsum(by_day)
        return toll

    def _costs(self, prices: ItineraryPrices) -> tuple[FloatArray, FloatArray]:
        """Price what a unit of each window costs once and by day."""
        it, instance = self.it, self.it.instance
        if not prices.money.any():
            return np.zeros(0), np.zeros(0)
        price = prices.money[instance.requirement[it.pair]]
        offer, given = instance.offer[it.pair], instance.given_cost[it.pair]
        is_given = ~np.isnan(given)
        once = np.where(is_given, np.nan_to_num(given), instance.mobilisation_cost[offer])
        daily = np.where(is_given, 0.0, instance.daily_cost[offer])
        return once * price, daily * price

    def begin(self, day: int) -> None:
        """Carry the worth over from the day before, and price what leaves today."""
        it, instance = self.it, self.it.instance
        place = day + it._pad
        if day:
            before = self.worth[place - 1]
            if self._toll is not None:
                before = before + self._toll[day] - self._toll[day - 1]
            np.maximum(self.worth[place], before, out=self.worth[place])
        week = (day + instance.first_day) // DAYS_PER_WEEK - instance.first_day // DAYS_PER_WEEK
        self.leaving[place] = self.worth[place] - self._lift[:, min(week, self._lift.shape[1] - 1)]
        if not day:
            self.leaving[:place] = self.leaving[place]

    def result(self) -> tuple[FloatArray, Stay]:
        """Give the worth of every offer's unit, and the stays traced back from the last day."""
        toll = 0.0 if self._toll is None else self._toll[-1]
        return np.asarray(self.worth[-1] - toll, dtype=np.float64), self._traced()

    def _traced(self) -> Stay:
        it = self.it
        offers = np.arange(self.n)
        place = np.full(self.n, len(self.worth) - 1, dtype=np.int64)
        found: list[tuple[IntArray, IntArray, IntArray]] = []
        while len(offers):
            row = self.row[place, offers].astype(np.int64)
            before = self.worth[place - 1, offers]
            if self._toll is not None:
                day = place - it._pad
                before = before + self._toll[day, offers] - self._toll[day - 1, offers]
            stays = (row >= 0) & (self.worth[place, offers] > before)
            row, end = row[stays], self.ended[place[stays], offers[stays]].astype(np.int64)
            start = self._starts(row, end)
            found.append((row, start, end))
            place = place - 1
            lead = it.instance.lead_days[it.pair[row]]
            place[stays] = np.maximum(start - lead, 0) + it._pad
            keep = place > it._pad
            offers, place = offers[keep], place[keep]
        row, start, end = (np.concatenate([one[n] for one in found]) for n in range(3))
        return Stay(it.pair[row], it.instance.offer[it.pair[row]], start, end)

    def _starts(self, row: IntArray, end: IntArray) -> IntArray:
        """Find the best start of stays of which the end is known."""
        it = self.it
        if not len(row):
            return end
        least = np.maximum(it.start[row], end - it.stay[row])
        day = least[:, None] + np.arange(int((end - least).max()))[None, :]
        day = np.minimum(day, (end - 1)[:, None])
        worth = self.leaving.ravel()[it._leaves[row][:, None] + day * self.n]
        worth = worth - it.value[row][:, None] * self.level[it.base[row][:, None] + day]
        if len(self.daily):
            worth = worth + self.daily[row][:, None] * day
        return np.asarray(day[np.arange(len(row)), np.argmax(worth, axis=1)], dtype=np.int64)


class _Running:
    """The windows that are open this week: the best start so far of each."""

    def __init__(self, itineraries: Itineraries, tables: _Tables, rows: IntArray) -> None:
        self._it = itineraries
        self._tables = tables
        self._best = np.zeros(0)
        self._take(rows)

    def _take(self, rows: IntArray) -> None:
        it, tables = self._it, self._tables
        self._rows = rows
        self._leaves, self._back = it._leaves[rows], it._is_back[rows]
        self._base, self._value = it.base[rows], it.value[rows]
        self._start, self._end = it.start[rows], it.end[rows]
        self._once = tables.once[rows] if len(tables.once) else None
        self._daily = tables.daily[rows] if len(tables.daily) else None

    def renew(self, monday: int, opened: IntArray) -> None:
        """Drop the windows that are over, take those that open this week."""
        keep = np.flatnonzero(self._end > monday)
        self._keep(keep, len(opened))
        self._take(np.concatenate((self._rows[keep], opened)))

    def _keep(self, keep: IntArray, n_opened: int) -> None:
        self._best = np.concatenate((self._best[keep], np.full(n_opened, -np.inf)))

    def pass_day(self, day: int) -> None:
        """Let stays start on the day, and end at its end."""
        if not len(self._rows):
            return
        tables = self._tables
        place = self._base + day
        np.minimum(place, len(tables.level) - 2, out=place)
        starting = tables.leaving.ravel()[self._leaves + day * tables.n]
        starting = starting - self._value * tables.level[place]
        ending = self._value * tables.level[place + 1]
        if self._once is not None and self._daily is not None:
            starting += self._daily * day - self._once
            ending -= self._daily * (day + 1)
        starting[self._start > day] = -np.inf
        ending = ending + self._best_start(day, starting)
        ending[self._end <= day] = -np.inf
        target = np.minimum(self._back + day * tables.n, tables.worth.size - 1)
        worth, row, ended = tables.worth.ravel(), tables.row.ravel(), tables.ended.ravel()
        better = np.flatnonzero(ending > worth[target] + LEAST_GAIN)
        better = better[np.argsort(ending[better], kind="stable")]
        target = target[better]
        worth[target] = ending[better]
        row[target] = self._rows[better]
        ended[target] = day + 1

    def _best_start(self, day: int, starting: FloatArray) -> FloatArray:
        """Give the best start so far of each window."""
        return np.maximum(self._best, starting, out=self._best)


class _BoundedRunning(_Running):
    """Windows longer than the longest stay: the best start within so many days back.

    Sliding maxima by blocks of the stay's length (van Herk 1992, doi:10.1016/0167-8655(92)90069-C).
    """

    def __init__(self, itineraries: Itineraries, tables: _Tables, rows: IntArray) -> None:
        is_long = itineraries.end - itineraries.start > itineraries.stay
        width = int(itineraries.stay[is_long].max(initial=0))
        self._seen = np.full((0, width), -np.inf)
        self._later = np.full((0, width + 1), -np.inf)
        super().__init__(itineraries, tables, rows)

    def _take(self, rows: IntArray) -> None:
        super()._take(rows)
        self._stay = self._it.stay[rows]
        self._every = np.arange(len(rows))

    def _keep(self, keep: IntArray, n_opened: int) -> None:
        super()._keep(keep, n_opened)
        width = self._seen.shape[1]
        self._seen = np.vstack((self._seen[keep], np.full((n_opened, width), -np.inf)))
        self._later = np.vstack((self._later[keep], np.full((n_opened, width + 1), -np.inf)))

    def _best_start(self, day: int, starting: FloatArray) -> FloatArray:
        age = day - self._start
        place = np.where(age >= 0, age % self._stay, 0)
        fresh = np.flatnonzero((place == 0) & (age > 0))
        if len(fresh):
            ahead = np.maximum.accumulate(self._seen[fresh][:, ::-1], axis=1)[:, ::-1]
            self._later[fresh, :-1] = ahead
            self._seen[fresh] = -np.inf
            self._best[fresh] = -np.inf
        self._seen[self._every, place] = starting
        np.maximum(self._best, starting, out=self._best)
        return np.maximum(self._best, self._later[self._every, place + 1])
