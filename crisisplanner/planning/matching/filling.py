"""Fill one requirement from what is left: which offers, from when to when, how many.

Takes what adds most credited days first; whatever fails a rule of the requirement is given back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from crisisplanner.planning.coverage import enabling_requirements
from crisisplanner.planning.matching.charges import Charges
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.ledger import Booking, Ledger
from crisisplanner.planning.matching.model.partners import COUNTED_SHARE
from crisisplanner.planning.matching.need_state import NeedState
from crisisplanner.planning.matching.partner_limits import PartnerLimits
from crisisplanner.planning.matching.proposals import Candidates, Proposals, propose
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray
from crisisplanner.planning.tolerance import TOLERANCE

MAX_PASSES = 8
MAX_LEADS_TRIED = 4
STILL_GOOD = 0.75


@dataclass
class _Filling:
    """One requirement while it is filled: what was fixed before and what has been added."""

    need: int
    state: NeedState
    candidates: Candidates
    fixed: Sequence[Booking]
    added: list[Booking]

    @property
    def rows(self) -> list[Booking]:
        """List all bookings of the requirement so far."""
        return [*self.fixed, *self.added]


class Filler:
    """Fill requirements one by one, booking in a ledger."""

    def __init__(self, instance: Instance, ledger: Ledger) -> None:
        self._instance = instance
        self._ledger = ledger
        self._charges: Charges | None = None
        self._limits = PartnerLimits(instance)
        self._enabling = enabling_requirements(instance.problem)

    def enabling_members(self, need: int) -> tuple[int, ...]:
        """List the requirements that may enable one."""
        name = self._instance.problem.requirements[need].id
        number = self._instance.need_number
        return tuple(number[one] for group in self._enabling.get(name, ()) for one in group)

    def fill(
        self,
        need: int,
        fixed: Sequence[Booking],
        related: Mapping[int, Sequence[Booking]],
        charges: Charges | None = None,
    ) -> list[Booking]:
        """Add to what is fixed; ``related`` holds the bookings of prerequisites and enablers.

        With ``charges`` only what is worth them is added, and where few partners may join, they are
        taken one by one by how much each could bring; else the first ones whose offers are taken
        stay. Returns all bookings of the requirement, all of them in the ledger.
        """
        self._charges = charges
        instance = self._instance
        state = self._state(need, fixed, related)
        candidates = Candidates(instance, need)
        if not len(candidates) or not state.may_start.any() or not state.is_enabled.any():
            return list(fixed)
        row = instance.problem.requirements[need]
        most = 1 if row.single_lead else row.max_partners
        filling = _Filling(need, state, candidates, fixed, [])
        if most == 1 and not fixed:
            self._take_best_lead(filling)
        elif most is not None and not fixed and charges is not None:
            self._add_partner_by_partner(filling, most)
        else:
            self._add(filling, None)
        return filling.rows

    def _state(
        self, need: int, fixed: Sequence[Booking], related: Mapping[int, Sequence[Booking]]
    ) -> NeedState:
        instance = self._instance
        state = NeedState(instance, need)
        for booking in fixed:
            state.add(booking)
        for prerequisite in instance.prerequisites[need]:
            state.wait_for(prerequisite, related[prerequisite])
        number = instance.need_number
        for group in self._enabling.get(instance.problem.requirements[need].id, ()):
            rows = [booking for one in group for booking in related[number[one]]]
            state.depend_on(rows)
        return state

    def _proposals(self, filling: _Filling) -> Proposals:
        found = propose(filling.state, filling.candidates, self._ledger)
        if self._charges is None:
            return found
        return self._charges.charged(self._instance, filling.candidates, found)

    def _potential(self, candidates: Candidates, proposals: Proposals) -> FloatArray:
        """Give what the free units of each partner could add, in days of level."""
        ledger, instance = self._ledger, self._instance
        leaves = np.clip(
            proposals.start - candidates.lead_days - instance.first_day, 0, instance.n_days - 1
        )
        units = np.maximum(ledger.free[candidates.offer, leaves], 0.0)
        potential = np.zeros(len(instance.partners))
        np.add.at(potential, candidates.partner, proposals.gain * units)
        return potential

    def _usable(self, filling: _Filling, only_partner: int | None) -> BoolArray:
        return self._limits.usable(filling.need, filling.candidates, filling.rows, only_partner)

    def _book(self, filling: _Filling, booking: Booking) -> None:
        self._ledger.book(booking)
        filling.state.add(booking)
        filling.added.append(booking)

    def _give_back(self, filling: _Filling, booking: Booking) -> None:
        """Free what was booked; who calls takes it off the list of what was added."""
        self._ledger.book(booking, -1.0)
        filling.state.add(booking, -1.0)

    def _add_partner_by_partner(self, filling: _Filling, most: int) -> None:
        """Let the partner that could add most join, then the one that could add most to that."""
        candidates = filling.candidates
        tried: set[int] = set()
        while (
            len({self._partner_of(booking) for booking in filling.added}) < most
            and not filling.state.is_full
        ):
            proposals = self._proposals(filling)
            usable = self._usable(filling, None)
            usable &= ~np.isin(candidates.partner, sorted(tried))
            gain = np.where(usable, proposals.gain, 0.0)
            potential = self._potential(candidates, replace(proposals, gain=gain))
            best = int(np.argmax(potential))
            if potential[best] <= 0:
                break
            tried.add(best)
            self._fill_up(filling, best)
        self._settle(filling)

    def _take_best_lead(self, filling: _Filling) -> None:
        """Try the partners that could cover most alone; keep the best."""
        state = filling.state
        proposals = self._proposals(filling)
        potential = self._potential(filling.candidates, proposals)
        best: tuple[float, int] | None = None
        for partner in np.argsort(-potential, kind="stable")[:MAX_LEADS_TRIED].tolist():
            if potential[partner] <= 0:
                break
            before = state.level.copy()
            self._add(filling, partner)
            worth = state.credited_level()
            tried, filling.added = filling.added, []
            for booking in tried:
                self._ledger.book(booking, -1.0)
            state.set_level(before)
            if tried and (best is None or worth > best[0] + TOLERANCE):
                best = (worth, partner)
        if best is not None:
            self._add(filling, best[1])

    def _add(self, filling: _Filling, only_partner: int | None) -> None:
        """Add what can be had, of ``only_partner`` if given, and give back what breaks a rule."""
        self._fill_up(filling, only_partner)
        self._settle(filling)

    def _fill_up(self, filling: _Filling, only_partner: int | None) -> None:
        """Add until nothing lacks or nothing more can be had."""
        for _ in range(MAX_PASSES):
            if filling.state.is_full or not self._pass(filling, only_partner):
                break

    def _settle(self, filling: _Filling) -> None:
        """Give back what counts on no day, then see to the minimum of partners."""
        self._drop_waste(filling)
        if not self._has_partners(filling):
            for booking in filling.added:
                self._give_back(filling, booking)
            filling.added = []

    def _pass(self, filling: _Filling, only_partner: int | None) -> bool:
        """Take proposals in falling order of gain until one has lost too much of it."""
        state = filling.state
        usable = self._usable(filling, only_partner)
        proposals = self._proposals(filling)
        gain = np.where(usable, proposals.gain, 0.0)
        is_progress = False
        present = {self._partner_of(booking) for booking in filling.rows}
        for place in np.argsort(-gain, kind="stable").tolist():
            if gain[place] <= TOLERANCE or state.is_full:
                break
            booking = self._booking(filling, proposals, place)
            if booking is None:
                continue
            if state.gain(booking) < STILL_GOOD * gain[place] and is_progress:
                return True
            self._book(filling, booking)
            is_new = self._partner_of(booking) not in present
            present.add(self._partner_of(booking))
            if self._limits.depends_on_who(filling.need, is_new_partner=is_new):
                gain = np.where(self._usable(filling, only_partner), gain, 0.0)
            is_progress = True
        return is_progress

    def _partner_of(self, booking: Booking) -> int:
        return int(self._instance.partner[self._instance.offer[booking.pair]])

    def _booking(self, filling: _Filling, proposals: Proposals, place: int) -> Booking | None:
        """Make a booking of a proposal: as many units as it lacks and as there is room for."""
        pair = int(filling.candidates.pair[place])
        start, end = int(proposals.start[place]), int(proposals.end[place])
        wanted = filling.state.wanted(pair, start, end)
        if wanted <= TOLERANCE:
            return None
        amount = min(wanted, self._ledger.room(pair, start, end))
        return Booking(pair, start, end, amount) if amount > TOLERANCE else None

    def _drop_waste(self, filling: _Filling) -> None:
        """Give back allocations and last days that count for nothing."""
        state = filling.state
        counts = state.counts()
        added, filling.added = filling.added, []
        for booking in added:
            days = np.flatnonzero(counts[state.days(booking)])
            end = booking.start + int(days[-1]) + 1 if len(days) else booking.start
            if end == booking.end:
                filling.added.append(booking)
                continue
            self._give_back(filling, booking)
            if end > booking.start:
                self._book(filling, replace(booking, end=end))

    def _has_partners(self, filling: _Filling) -> bool:
        """Tell whether enough partners count; where too few do, add a unit of others if possible."""
        least = self._instance.problem.requirements[filling.need].min_partners
        if least < 1 or not filling.rows:
            return True
        present = self._counted(filling)
        counts = filling.state.counts()
        for place in range(len(filling.candidates)):
            if len(present) >= least:
                break
            partner = int(filling.candidates.partner[place])
            if partner in present or not self._usable(filling, None)[place]:
                continue
            booking = self._token(filling, place, counts)
            if booking is not None:
                self._book(filling, booking)
                present.add(partner)
        return len(present) >= least

    def _least_counted(self, need: int, offer: int) -> float:
        """Give the amount of an offer from which its partner counts for the minimum (H8)."""
        share = COUNTED_SHARE * float(self._instance.quantity[need])
        return share if self._instance.is_divisible[offer] else 1.0

    def _counted(self, filling: _Filling) -> set[int]:
        found = set()
        for row in filling.rows:
            offer = int(self._instance.offer[row.pair])
            if row.amount >= self._least_counted(filling.need, offer) - TOLERANCE:
                found.add(int(self._instance.partner[offer]))
        return found

    def _token(self, filling: _Filling, place: int, counts: BoolArray) -> Booking | None:
        """Find the smallest allocation by which a partner counts, on a day that counts."""
        candidates, state = filling.candidates, filling.state
        pair = int(candidates.pair[place])
        amount = self._least_counted(filling.need, int(candidates.offer[place]))
        first, last = int(candidates.first[place]), int(candidates.last[place])
        for day in (np.flatnonzero(counts) + state.from_day).tolist():
            if first <= day < last and state.next_start(day) == day:
                room = self._ledger.room(pair, day, day + 1)
                if room >= amount:
                    return Booking(pair, day, day + 1, amount)
        return None
