"""Fill one requirement from what is left: which offers, from when to when, how many.

Takes what adds most credited days first; whatever fails a rule of the requirement is given back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

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
        if most == 1 and not fixed:
            added = self._best_lead(need, state, candidates)
        elif most is not None and not fixed and charges is not None:
            added = self._partner_by_partner(need, state, candidates, most)
        else:
            added = self._added(need, state, candidates, fixed, None)
        return [*fixed, *added]

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

    def _proposals(self, state: NeedState, candidates: Candidates) -> Proposals:
        found = propose(state, candidates, self._ledger)
        if self._charges is None:
            return found
        return self._charges.charged(self._instance, candidates, found)

    def _potential(self, candidates: Candidates, proposals: Proposals) -> FloatArray:
        """Give what the free units of each partner could add, in days of level."""
        ledger, instance = self._ledger, self._instance
        leaves = np.clip(
            proposals.start - candidates.lead - instance.first_day, 0, instance.n_days - 1
        )
        units = np.maximum(ledger.free[candidates.offer, leaves], 0.0)
        potential = np.zeros(len(instance.partners))
        np.add.at(potential, candidates.partner, proposals.gain * units)
        return potential

    def _partner_by_partner(
        self, need: int, state: NeedState, candidates: Candidates, most: int
    ) -> list[Booking]:
        """Let the partner that could add most join, then the one that could add most to that."""
        added: list[Booking] = []
        tried: set[int] = set()
        while len({self._partner_of(booking) for booking in added}) < most and not state.is_full:
            proposals = self._proposals(state, candidates)
            usable = self._limits.usable(need, candidates, added, None)
            usable &= ~np.isin(candidates.partner, sorted(tried))
            gain = np.where(usable, proposals.gain, 0.0)
            potential = self._potential(candidates, replace(proposals, gain=gain))
            best = int(np.argmax(potential))
            if potential[best] <= 0:
                break
            tried.add(best)
            self._fill_up(need, state, candidates, (), added, best)
        return self._kept(need, state, candidates, (), added)

    def _best_lead(self, need: int, state: NeedState, candidates: Candidates) -> list[Booking]:
        """Try the partners that could cover most alone; keep the best."""
        proposals = self._proposals(state, candidates)
        potential = self._potential(candidates, proposals)
        best: tuple[float, int] | None = None
        for partner in np.argsort(-potential, kind="stable")[:MAX_LEADS_TRIED].tolist():
            if potential[partner] <= 0:
                break
            before = state.level.copy()
            added = self._added(need, state, candidates, (), partner)
            worth = state.credited_level()
            for booking in added:
                self._ledger.book(booking, -1.0)
            state.set_level(before)
            if added and (best is None or worth > best[0] + TOLERANCE):
                best = (worth, partner)
        return [] if best is None else self._added(need, state, candidates, (), best[1])

    def _added(
        self,
        need: int,
        state: NeedState,
        candidates: Candidates,
        fixed: Sequence[Booking],
        lead: int | None,
    ) -> list[Booking]:
        added: list[Booking] = []
        self._fill_up(need, state, candidates, fixed, added, lead)
        return self._kept(need, state, candidates, fixed, added)

    def _fill_up(
        self,
        need: int,
        state: NeedState,
        candidates: Candidates,
        fixed: Sequence[Booking],
        added: list[Booking],
        lead: int | None,
    ) -> None:
        """Add until nothing lacks or nothing more can be had."""
        for _ in range(MAX_PASSES):
            if state.is_full:
                break
            usable = self._limits.usable(need, candidates, [*fixed, *added], lead)
            if not self._pass(need, state, candidates, fixed, added, usable, lead):
                break

    def _kept(
        self,
        need: int,
        state: NeedState,
        candidates: Candidates,
        fixed: Sequence[Booking],
        added: list[Booking],
    ) -> list[Booking]:
        """Give back what counts on no day, then see to the minimum of partners."""
        added = self._without_waste(state, added)
        if not self._has_partners(need, state, candidates, fixed, added):
            for booking in added:
                self._ledger.book(booking, -1.0)
                state.add(booking, -1.0)
            return []
        return added

    def _pass(
        self,
        need: int,
        state: NeedState,
        candidates: Candidates,
        fixed: Sequence[Booking],
        added: list[Booking],
        usable: BoolArray,
        lead: int | None,
    ) -> bool:
        """Take proposals in falling order of gain until one has lost too much of it."""
        proposals = self._proposals(state, candidates)
        gain = np.where(usable, proposals.gain, 0.0)
        is_progress = False
        present = {self._partner_of(booking) for booking in (*fixed, *added)}
        for place in np.argsort(-gain, kind="stable").tolist():
            if gain[place] <= TOLERANCE or state.is_full:
                break
            booking = self._booking(state, candidates, proposals, place)
            if booking is None:
                continue
            if state.gain(booking) < STILL_GOOD * gain[place] and is_progress:
                return True
            self._ledger.book(booking)
            state.add(booking)
            added.append(booking)
            is_new = self._partner_of(booking) not in present
            present.add(self._partner_of(booking))
            if self._limits.depends_on_who(need, is_new_partner=is_new):
                usable = self._limits.usable(need, candidates, [*fixed, *added], lead)
                gain = np.where(usable, gain, 0.0)
            is_progress = True
        return is_progress

    def _partner_of(self, booking: Booking) -> int:
        return int(self._instance.partner[self._instance.offer[booking.pair]])

    def _booking(
        self, state: NeedState, candidates: Candidates, proposals: Proposals, place: int
    ) -> Booking | None:
        """Make a booking of a proposal: as many units as it lacks and as there is room for."""
        pair = int(candidates.pair[place])
        start, end = int(proposals.start[place]), int(proposals.end[place])
        wanted = state.wanted(pair, start, end)
        if wanted <= TOLERANCE:
            return None
        amount = min(wanted, self._ledger.room(pair, start, end))
        return Booking(pair, start, end, amount) if amount > TOLERANCE else None

    def _without_waste(self, state: NeedState, added: list[Booking]) -> list[Booking]:
        """Give back allocations and last days that count for nothing."""
        counts = state.counts()
        kept: list[Booking] = []
        for booking in added:
            days = np.flatnonzero(counts[state.days(booking)])
            end = booking.start + int(days[-1]) + 1 if len(days) else booking.start
            if end == booking.end:
                kept.append(booking)
                continue
            self._ledger.book(booking, -1.0)
            state.add(booking, -1.0)
            if end > booking.start:
                shorter = replace(booking, end=end)
                self._ledger.book(shorter)
                state.add(shorter)
                kept.append(shorter)
        return kept

    def _has_partners(
        self,
        need: int,
        state: NeedState,
        candidates: Candidates,
        fixed: Sequence[Booking],
        added: list[Booking],
    ) -> bool:
        """Tell whether enough partners count; where too few do, add a unit of others if possible."""
        least = self._instance.problem.requirements[need].min_partners
        if least < 1 or not (added or fixed):
            return True
        present = self._counted(need, [*fixed, *added])
        counts = state.counts()
        for place in range(len(candidates)):
            if len(present) >= least:
                break
            partner = int(candidates.partner[place])
            usable = self._limits.usable(need, candidates, [*fixed, *added], None)
            if partner in present or not usable[place]:
                continue
            booking = self._token(need, state, candidates, place, counts)
            if booking is not None:
                self._ledger.book(booking)
                state.add(booking)
                added.append(booking)
                present.add(partner)
        return len(present) >= least

    def _counted(self, need: int, rows: Sequence[Booking]) -> set[int]:
        instance = self._instance
        share = COUNTED_SHARE * float(instance.quantity[need])
        found = set()
        for row in rows:
            offer = int(instance.offer[row.pair])
            least = share if instance.is_divisible[offer] else 1.0
            if row.amount >= least - TOLERANCE:
                found.add(int(instance.partner[offer]))
        return found

    def _token(
        self, need: int, state: NeedState, candidates: Candidates, place: int, counts: BoolArray
    ) -> Booking | None:
        """Find the smallest allocation by which a partner counts, on a day that counts."""
        instance = self._instance
        pair = int(candidates.pair[place])
        offer = int(candidates.offer[place])
        share = COUNTED_SHARE * float(instance.quantity[need])
        amount = share if instance.is_divisible[offer] else 1.0
        first, last = int(candidates.first[place]), int(candidates.last[place])
        for day in (np.flatnonzero(counts) + state.from_day).tolist():
            if first <= day < last and state.next_start(day) == day:
                room = self._ledger.room(pair, day, day + 1)
                if room >= amount:
                    return Booking(pair, day, day + 1, amount)
        return None
