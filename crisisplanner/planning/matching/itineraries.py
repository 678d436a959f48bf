"""The best sequence of stays of one unit of every offer, at given prices of what it adds and uses.

Day by day for many offers at once, over all start and end days; without limits that units share.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crisisplanner.domain.days import DAYS_PER_WEEK
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.settings import never
from crisisplanner.planning.matching.sliding import largest_ahead
from crisisplanner.planning.matching.stopping import ShouldStop, go_on
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray

NO_ROW = -1
LEAST_GAIN = 1e-12
WINDOWS_AT_ONCE = 20_000


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
class ItineraryStays:
    """Hold chosen stays of one unit: pair, offer, start, end; days from the first day."""

    pair: IntArray
    offer: IntArray
    start: IntArray
    end: IntArray


def level_places(instance: Instance) -> IntArray:
    """Give where the days of each requirement begin in ``level``: one entry more than days each."""
    return np.concatenate(([0], np.cumsum(instance.need_days + 1))).astype(np.int64)


@dataclass(frozen=True)
class WindowTable:
    """Hold the windows of some pairs by opening day, as what a day-by-day pass needs of them.

    ``offer`` counts within ``offers``. Prices of level of window w on day t are at ``base[w]`` + t.
    ``stay`` is the longest stay. Days count from the instance's first day.
    """

    n_days: int
    pair: IntArray
    offers: IntArray
    offer: IntArray
    start: IntArray
    end: IntArray
    lead_days: IntArray
    return_days: IntArray
    value: FloatArray
    base: IntArray
    stay: IntArray

    def mirrored(self, n_level: int) -> tuple[WindowTable, IntArray]:
        """Let time run backwards: ends become starts. Also give the old number of each window."""
        order = np.argsort(self.n_days - self.end, kind="stable")
        mirror = WindowTable(
            self.n_days,
            self.pair[order],
            self.offers,
            self.offer[order],
            (self.n_days - self.end)[order],
            (self.n_days - self.start)[order],
            self.return_days[order],
            self.lead_days[order],
            self.value[order],
            (n_level - 1 - self.base - self.n_days)[order],
            self.stay[order],
        )
        return mirror, order


def window_table(instance: Instance, pairs: IntArray) -> WindowTable:
    """Lay out the windows of some pairs."""
    counts = instance.window_first[pairs + 1] - instance.window_first[pairs]
    before = np.cumsum(counts) - counts
    row = np.repeat(instance.window_first[pairs] - before, counts) + np.arange(counts.sum())
    pair = np.repeat(pairs, counts)
    order = np.argsort(instance.window_start[row], kind="stable")
    row, pair = row[order], pair[order]
    offers, offer = np.unique(instance.offer[pair], return_inverse=True)
    need = instance.requirement[pair]
    first = instance.first_day
    return WindowTable(
        instance.n_days,
        pair,
        offers,
        offer.astype(np.int64),
        instance.window_start[row] - first,
        instance.window_end[row] - first,
        instance.lead_days[pair],
        instance.return_days[pair],
        instance.effectiveness[pair],
        level_places(instance)[need] - (instance.need_from[need] - first),
        instance.max_stay[instance.offer[pair]],
    )


@dataclass(frozen=True)
class ItineraryCharges:
    """Hold what a unit pays: ``leaving[t, o]`` once on the day it leaves, ``toll[t, o]`` summed for
    days away until t (None: nothing), ``once`` and ``daily`` for each window (empty: nothing)."""

    leaving: FloatArray
    toll: FloatArray | None
    once: FloatArray
    daily: FloatArray


class Itineraries:
    """Find the best itinerary of a unit of every offer of some pairs; prepared for many prices.

    ``offers`` lists the offers that have a pair, by their number in the instance. Raises ``Stopped``
    where ``should_stop`` says so.
    """

    def __init__(
        self, instance: Instance, pairs: IntArray, should_stop: ShouldStop = never
    ) -> None:
        self.instance = instance
        self._should_stop = should_stop
        self.windows = window_table(instance, pairs)
        self.offers = self.windows.offers

    def solve(self, prices: ItineraryPrices) -> tuple[FloatArray, ItineraryStays]:
        """Give the worth of the best itinerary of a unit of each of ``offers``, and its stays."""
        tables = _Tables(self.windows, prices.level, self._charges(prices))
        tables.run(self._should_stop)
        row, start, end = tables.traced()
        pair = self.windows.pair[row]
        return tables.final(), ItineraryStays(pair, self.instance.offer[pair], start, end)

    def nearly_best(self, prices: ItineraryPrices) -> tuple[ItineraryStays, FloatArray]:
        """Give the best stay of every window, and what its offer's best itinerary loses by it.

        The loss is of one unit, 0 for stays of best itineraries.
        """
        windows, charges = self.windows, self._charges(prices)
        ahead = _Tables(windows, prices.level, charges)
        ahead.run(self._should_stop)
        mirror, order = windows.mirrored(len(prices.level))
        toll = None
        if charges.toll is not None:
            toll = charges.toll[-1] - charges.toll[::-1]
        once, daily = (c[order] if len(c) else c for c in (charges.once, charges.daily))
        reverse = ItineraryCharges(charges.leaving[::-1], toll, once, daily)
        behind = _Tables(mirror, -prices.level[::-1], reverse, pays_at_end=True)
        behind.run(self._should_stop)
        return _best_of_windows(self.instance, ahead, behind, self._should_stop)

    def _charges(self, prices: ItineraryPrices) -> ItineraryCharges:
        instance, offers, pair = self.instance, self.offers, self.windows.pair
        tonne = prices.tonne[instance.partner[offers]] * instance.lift_t[offers][:, None]
        day = np.arange(instance.n_days + 1) + instance.first_day
        week = day // DAYS_PER_WEEK - instance.first_day // DAYS_PER_WEEK
        leaving = tonne[:, np.minimum(week, tonne.shape[1] - 1)].T
        once = daily = np.zeros(0)
        if prices.money.any():
            price = prices.money[instance.requirement[pair]]
            offer, given = instance.offer[pair], instance.given_cost[pair]
            is_given = ~np.isnan(given)
            once = price * np.where(
                is_given, np.nan_to_num(given), instance.mobilisation_cost[offer]
            )
            daily = price * np.where(is_given, 0.0, instance.daily_cost[offer])
        return ItineraryCharges(leaving, self._tolls(prices), once, daily)

    def _tolls(self, prices: ItineraryPrices) -> FloatArray | None:
        """Sum what days away cost: toll[t, o] for being away until t."""
        known = {offer: place for place, offer in enumerate(self.offers.tolist())}
        own = [(known[offer], by_day) for offer, by_day in prices.away.items() if offer in known]
        if not own:
            return None
        toll = np.zeros((self.instance.n_days + 1, len(self.offers)))
        for place, by_day in own:
            toll[1:, place] = np.cumsum(by_day)
        return toll


class _Tables:
    """What a unit is worth by day, and the stay that brought it home that day.

    Rows are days, with rows before and after them for departures and returns beyond. The worth
    includes what days away would have cost up to then, so that ends and starts need no look at them.
    """

    def __init__(
        self,
        windows: WindowTable,
        level: FloatArray,
        charges: ItineraryCharges,
        *,
        pays_at_end: bool = False,
    ) -> None:
        self.windows, self.level, self.charges = windows, level, charges
        self.pays_at_end = pays_at_end
        self.n = len(windows.offers)
        self.pad = int(windows.lead_days.max(initial=0))
        self.tail = int((windows.end + windows.return_days).max(initial=0)) - windows.n_days
        self.tail = max(self.tail, 0)
        n_rows = self.pad + windows.n_days + 1 + self.tail
        self.worth = np.zeros((n_rows, self.n))
        self.row = np.full((n_rows, self.n), NO_ROW, dtype=np.int32)
        self.ended = np.zeros((n_rows, self.n), dtype=np.int16)
        self.leaving = np.zeros((n_rows, self.n))
        place = np.clip(np.arange(n_rows) - self.pad, 0, windows.n_days)
        self.charge = charges.leaving[place]
        self.toll = None if charges.toll is None else charges.toll[place]
        self.leave_place = windows.offer - (windows.lead_days - self.pad) * self.n
        self.back_place = windows.offer + (windows.return_days + 1 + self.pad) * self.n

    def run(self, should_stop: ShouldStop) -> None:
        """Pass all days."""
        windows, n_days = self.windows, self.windows.n_days
        opens = np.searchsorted(windows.start, np.arange(0, n_days + DAYS_PER_WEEK, DAYS_PER_WEEK))
        is_long = windows.end - windows.start > windows.stay
        free, bounded = _Running(self), _BoundedRunning(self)
        for week, week_start in enumerate(range(0, n_days, DAYS_PER_WEEK)):
            go_on(should_stop)
            opened = np.arange(opens[week], opens[week + 1], dtype=np.int64)
            free.renew(week_start, opened[~is_long[opened]])
            bounded.renew(week_start, opened[is_long[opened]])
            for day in range(week_start, min(week_start + DAYS_PER_WEEK, n_days)):
                self._begin(day)
                free.pass_day(day)
                bounded.pass_day(day)
        for day in range(n_days, n_days + self.tail + 1):
            self._begin(day)

    def _begin(self, day: int) -> None:
        """Carry the worth over from the day before, and price what leaves today."""
        place = day + self.pad
        if place:
            before = self.worth[place - 1]
            if self.toll is not None:
                before = before + self.toll[place] - self.toll[place - 1]
            np.maximum(self.worth[place], before, out=self.worth[place])
        self.leaving[place] = self.worth[place]
        if not self.pays_at_end:
            self.leaving[place] -= self.charge[place]
        if not day:
            self.leaving[:place] = self.leaving[place]

    def final(self) -> FloatArray:
        """Give the worth of a unit of every offer."""
        toll = 0.0 if self.toll is None else self.toll[-1]
        return np.asarray(self.worth[-1] - toll, dtype=np.float64)

    def net(self) -> FloatArray:
        """Give the worth by day without the tolls of days before."""
        return self.worth if self.toll is None else self.worth - self.toll

    def traced(self) -> tuple[IntArray, IntArray, IntArray]:
        """Trace the stays of best itineraries back: window, start, end."""
        windows = self.windows
        offers = np.arange(self.n)
        place = np.full(self.n, len(self.worth) - 1, dtype=np.int64)
        found: list[tuple[IntArray, IntArray, IntArray]] = []
        while len(offers):
            row = self.row[place, offers].astype(np.int64)
            before = self.worth[place - 1, offers]
            if self.toll is not None:
                before = before + self.toll[place, offers] - self.toll[place - 1, offers]
            stays = (row >= 0) & (self.worth[place, offers] > before)
            row, end = row[stays], self.ended[place[stays], offers[stays]].astype(np.int64)
            start = self._starts(row, end)
            found.append((row, start, end))
            place = place - 1
            place[stays] = np.maximum(start - windows.lead_days[row], 0) + self.pad
            keep = place > self.pad
            offers, place = offers[keep], place[keep]
        row, start, end = (np.concatenate([one[n] for one in found]) for n in range(3))
        return row, start, end

    def _starts(self, row: IntArray, end: IntArray) -> IntArray:
        """Find the best start of stays of which the end is known."""
        windows = self.windows
        if not len(row):
            return end
        least = np.maximum(windows.start[row], end - windows.stay[row])
        day = least[:, None] + np.arange(int((end - least).max()))[None, :]
        day = np.minimum(day, (end - 1)[:, None])
        worth = self.leaving.ravel()[self.leave_place[row][:, None] + day * self.n]
        worth = worth - windows.value[row][:, None] * self.level[windows.base[row][:, None] + day]
        if len(self.charges.daily):
            worth = worth + self.charges.daily[row][:, None] * day
        return np.asarray(day[np.arange(len(row)), np.argmax(worth, axis=1)], dtype=np.int64)


def _best_of_windows(
    instance: Instance, ahead: _Tables, behind: _Tables, should_stop: ShouldStop
) -> tuple[ItineraryStays, FloatArray]:
    """Put what comes before, during and after together: the best stay of every window."""
    windows, level, n = ahead.windows, ahead.level, ahead.n
    before, after = ahead.leaving, behind.net()
    toll = ahead.toll
    best = np.full(len(windows.pair), -np.inf)
    begin, finish = windows.start.copy(), windows.end.copy()
    length = windows.end - windows.start
    for first in range(0, len(best), WINDOWS_AT_ONCE):
        go_on(should_stop)
        own = slice(first, min(first + WINDOWS_AT_ONCE, len(best)))
        offset = np.arange(int(length[own].max(initial=0)) + 1)
        day = np.minimum(windows.start[own][:, None] + offset, windows.end[own][:, None])
        inside = offset[None, :] <= length[own][:, None]
        worth = windows.value[own][:, None] * level[windows.base[own][:, None] + day]
        if len(ahead.charges.daily):
            worth -= ahead.charges.daily[own][:, None] * day
        starting = before.ravel()[ahead.leave_place[own][:, None] + day * n] - worth
        if len(ahead.charges.once):
            starting -= ahead.charges.once[own][:, None]
        home = day + windows.return_days[own][:, None]
        rest = np.clip(windows.n_days - home, 0, None) + behind.pad
        ending = worth + after[rest, windows.offer[own][:, None]]
        if toll is not None:
            ending -= toll[np.minimum(home + ahead.pad, len(toll) - 1), windows.offer[own][:, None]]
        ending[~inside] = -np.inf
        starting[~inside] = -np.inf
        reach = largest_ahead(ending, np.minimum(windows.stay[own], len(offset)))
        gain = reach + starting
        chosen = np.argmax(gain, axis=1)
        place = np.arange(len(chosen))
        best[own] = gain[place, chosen]
        may_end = (offset > chosen[:, None]) & (
            offset <= (chosen + np.minimum(windows.stay[own], len(offset)))[:, None]
        )
        last = np.argmax(np.where(may_end, ending, -np.inf), axis=1)
        begin[own] = day[place, chosen]
        finish[own] = day[place, last]
    loss = np.maximum(ahead.final()[windows.offer] - best, 0.0)
    return ItineraryStays(windows.pair, instance.offer[windows.pair], begin, finish), loss


class _Running:
    """The windows that are open this week: the best start so far of each."""

    def __init__(self, tables: _Tables) -> None:
        self._tables = tables
        self._best = np.zeros(0)
        self._take(np.zeros(0, dtype=np.int64))

    def _take(self, rows: IntArray) -> None:
        tables, windows, charges = self._tables, self._tables.windows, self._tables.charges
        self._rows = rows
        self._leaves, self._back = tables.leave_place[rows], tables.back_place[rows]
        self._base, self._value = windows.base[rows], windows.value[rows]
        self._start, self._end = windows.start[rows], windows.end[rows]
        self._once = charges.once[rows] if len(charges.once) else None
        self._daily = charges.daily[rows] if len(charges.daily) else None

    def renew(self, week_start: int, opened: IntArray) -> None:
        """Drop the windows that are over, take those that open this week."""
        keep = np.flatnonzero(self._end > week_start)
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
        # Windows that are not open yet or no more look beyond; what they find is not used.
        np.clip(place, 0, len(tables.level) - 2, out=place)
        starting = tables.leaving.ravel()[self._leaves + day * tables.n]
        starting = starting - self._value * tables.level[place]
        ending = self._value * tables.level[place + 1]
        if self._once is not None and self._daily is not None:
            starting += self._daily * day - self._once
            ending -= self._daily * (day + 1)
        starting[self._start > day] = -np.inf
        ending = ending + self._best_start(day - self._start, starting)
        ending[self._end <= day] = -np.inf
        target = np.minimum(self._back + day * tables.n, tables.worth.size - 1)
        if tables.pays_at_end:
            ending -= tables.charge.ravel()[target]
        worth, row, ended = tables.worth.ravel(), tables.row.ravel(), tables.ended.ravel()
        better = np.flatnonzero(ending > worth[target] + LEAST_GAIN)
        better = better[np.argsort(ending[better], kind="stable")]
        target = target[better]
        worth[target] = ending[better]
        row[target] = self._rows[better]
        ended[target] = day + 1

    def _best_start(self, age: IntArray, starting: FloatArray) -> FloatArray:
        """Give the best start so far of windows that opened ``age`` days ago."""
        np.maximum(self._best, starting, out=self._best, where=age >= 0)
        return self._best


class _BoundedRunning(_Running):
    """Windows longer than the longest stay: the best start within so many days back.

    Sliding maxima by blocks of the stay's length (van Herk 1992, doi:10.1016/0167-8655(92)90069-C).
    """

    def __init__(self, tables: _Tables) -> None:
        windows = tables.windows
        is_long = windows.end - windows.start > windows.stay
        width = int(windows.stay[is_long].max(initial=0))
        self._seen = np.full((0, width), -np.inf)
        self._later = np.full((0, width + 1), -np.inf)
        super().__init__(tables)

    def _take(self, rows: IntArray) -> None:
        super()._take(rows)
        self._stay = self._tables.windows.stay[rows]
        self._every = np.arange(len(rows))

    def _keep(self, keep: IntArray, n_opened: int) -> None:
        super()._keep(keep, n_opened)
        width = self._seen.shape[1]
        self._seen = np.vstack((self._seen[keep], np.full((n_opened, width), -np.inf)))
        self._later = np.vstack((self._later[keep], np.full((n_opened, width + 1), -np.inf)))

    def _best_start(self, age: IntArray, starting: FloatArray) -> FloatArray:
        place = np.where(age >= 0, age % self._stay, 0)
        fresh = np.flatnonzero((place == 0) & (age > 0))
        if len(fresh):
            ahead = np.maximum.accumulate(self._seen[fresh][:, ::-1], axis=1)[:, ::-1]
            self._later[fresh, :-1] = ahead
            self._seen[fresh] = -np.inf
            self._best[fresh] = -np.inf
        self._seen[self._every, place] = starting
        np.maximum(self._best, starting, out=self._best)
        best: FloatArray = np.maximum(self._best, self._later[self._every, place + 1])
        return best
