"""A first plan in a moment: requirement by requirement, prerequisites first, rolled back where it fails.

It obeys every rule. Where locks are given it may find no plan even if there is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from crisisplanner.domain.errors import bad_input
from crisisplanner.planning.coverage import enabling_requirements
from crisisplanner.planning.matching.arcs import Plan, make_arcs, make_plan
from crisisplanner.planning.matching.charges import Charges
from crisisplanner.planning.matching.coupling import Coupling, CouplingPrices
from crisisplanner.planning.matching.filling import Filler
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.ledger import Booking, Ledger
from crisisplanner.planning.matching.model.relations import lock_days
from crisisplanner.planning.matching.partner_limits import may_serve_together
from crisisplanner.planning.matching.repair import repaired
from crisisplanner.planning.matching.settings import never
from crisisplanner.planning.matching.stopping import ShouldStop
from crisisplanner.planning.matching.worth import weighted_coverage
from crisisplanner.planning.needed_by_locks import needed_by_locks
from crisisplanner.planning.pairs import FloatArray

MOST_PAIRS_TWICE = 300_000
PAIRS_AT_ONCE = 30_000


def serving_order(instance: Instance, urgency: FloatArray) -> list[int]:
    """Order requirements by falling urgency, each after its prerequisites and enablers.

    Ties keep canonical order. Raises a coded error for prerequisites in a circle.
    """
    groups = enabling_requirements(instance.problem)
    before: list[tuple[int, ...]] = []
    for number, need in enumerate(instance.problem.requirements):
        enabling = [
            instance.need_number[name] for group in groups.get(need.id, ()) for name in group
        ]
        before.append((*instance.prerequisites[number], *(n for n in enabling if n != number)))
    _refuse_circles(instance)
    order: list[int] = []
    is_placed = [False] * instance.n_requirements

    def place(first: int) -> None:
        waiting = [first]
        is_open: set[int] = set()
        while waiting:
            need = waiting[-1]
            missing = [b for b in before[need] if not is_placed[b] and b not in is_open]
            if is_placed[need] or not missing:
                waiting.pop()
                if not is_placed[need]:
                    is_placed[need] = True
                    order.append(need)
            else:
                is_open.add(need)
                waiting.append(missing[0])

    for need in np.argsort(-urgency, kind="stable").tolist():
        place(need)
    return order


def _refuse_circles(instance: Instance) -> None:
    left = set(range(instance.n_requirements))
    while left:
        free = {need for need in left if not left.intersection(instance.prerequisites[need])}
        if not free:
            names = tuple(instance.problem.requirements[need].id for need in sorted(left))
            raise bad_input("match.prerequisites_in_a_circle", requirements=names)
        left -= free


def greedy_plan(
    instance: Instance, should_stop: ShouldStop = never, pairs_at_once: int = PAIRS_AT_ONCE
) -> Plan | None:
    """Build a plan twice, by worth of a unit's day and by weight; give the better one.

    Very large problems get the first of the two only. ``should_stop`` is asked after requirements
    with so many pairs together; what is served by then is the plan. So small problems are served
    whole.

    None if the locks can't be kept this way.
    """
    plans: list[Plan | None] = []
    for urgency in (instance.day_worth, instance.weight):
        if plans and (instance.n_pairs > MOST_PAIRS_TWICE or should_stop()):
            break
        order = serving_order(instance, urgency)
        plans.append(_one_plan(instance, order, should_stop, pairs_at_once))
    found = [plan for plan in plans if plan is not None]
    return max(found, key=weighted_coverage, default=None)


@dataclass(frozen=True)
class PricedPlan:
    """Hold a plan, and the part of it that pays its price of lift and money."""

    plan: Plan
    paying: Plan


def priced_plan(
    instance: Instance,
    coupling: Coupling,
    prices: CouplingPrices,
    should_stop: ShouldStop,
) -> PricedPlan | None:
    """Build a plan of what pays, choosing partners where few may join; then fill up.

    None if the locks can't be kept this way, or if it was stopped.
    """
    order = serving_order(instance, instance.day_worth)
    state = GreedyState(instance, Charges(coupling, prices))
    if not state.book_locks() or not state.serve_all(order, should_stop):
        return None
    paying = state.plan()
    state.charges = None
    if not state.serve_all(order, should_stop):
        return None
    plan = repaired(state.plan())
    return None if plan is None else PricedPlan(plan, paying)


def _one_plan(
    instance: Instance, order: Sequence[int], should_stop: ShouldStop, pairs_at_once: int
) -> Plan | None:
    state = GreedyState(instance)
    if not state.book_locks():
        return None
    n_served = 0
    for part in _parts(instance, order, pairs_at_once):
        if n_served and should_stop():
            # A lock counts, and so is kept, only where its requirement is served.
            number = instance.need_number
            needed = {number[name] for name in needed_by_locks(instance.problem)}
            state.serve_all([need for need in order[n_served:] if need in needed], never)
            break
        state.serve_all(part, never)
        n_served += len(part)
    return repaired(state.plan())


def _parts(instance: Instance, order: Sequence[int], pairs_at_once: int) -> list[list[int]]:
    """Cut an order into parts with about so many pairs each."""
    needs = np.array(order, dtype=np.int64)
    n_pairs = np.cumsum(np.diff(instance.pair_first)[needs])
    cuts = np.flatnonzero(np.diff(n_pairs // pairs_at_once)) + 1
    return [part.tolist() for part in np.split(needs, cuts)]


@dataclass
class GreedyState:
    """The plan so far and what is left."""

    instance: Instance
    charges: Charges | None = None
    ledger: Ledger = field(init=False)
    bookings: list[list[Booking]] = field(init=False)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.instance)
        self.bookings = [[] for _ in range(self.instance.n_requirements)]
        self._filler = Filler(self.instance, self.ledger)

    def book_locks(self) -> bool:
        """Book every lock on exactly its days; False if that can't be or brings incompatible partners together."""
        instance = self.instance
        wanted: dict[tuple[int, int, int, int], float] = {}
        for offer, need, quantity, start, end in lock_days(instance):
            key = (offer, need, start, end)
            wanted[key] = max(wanted.get(key, 0.0), quantity)
        for (offer, need, start, end), quantity in wanted.items():
            ids = (instance.problem.offers[offer].id, instance.problem.requirements[need].id)
            pair = instance.find_pair(*ids)
            latest = None if pair is None else instance.latest_end(pair, start)
            if pair is None or latest is None or latest < end:
                return False
            if self.ledger.room(pair, start, end) < quantity:
                return False
            booking = Booking(pair, start, end, quantity)
            self.ledger.book(booking)
            self.bookings[need].append(booking)
        return may_serve_together(self.plan())

    def serve_all(self, order: Sequence[int], should_stop: ShouldStop) -> bool:
        """Fill requirements one after the other; False if it was stopped."""
        for need in order:
            if should_stop():
                return False
            self.serve(need)
        return True

    def serve(self, need: int) -> None:
        """Fill one requirement from what is left."""
        levels = {other: self.bookings[other] for other in self._related(need)}
        self.bookings[need] = self._filler.fill(need, self.bookings[need], levels, self.charges)

    def _related(self, need: int) -> Sequence[int]:
        return (*self.instance.prerequisites[need], *self._filler.enabling_members(need))

    def plan(self) -> Plan:
        """Gather all bookings."""
        rows = [booking for own in self.bookings for booking in own]
        return plan_of_bookings(self.instance, rows)


def plan_of_bookings(instance: Instance, rows: Sequence[Booking]) -> Plan:
    """Write bookings as a plan, adding those of the same pair and days."""
    amounts: dict[tuple[int, int, int], float] = {}
    for row in rows:
        key = (row.pair, row.start, row.end)
        amounts[key] = amounts.get(key, 0.0) + row.amount
    keys = sorted(amounts)
    columns = np.array(keys, dtype=np.int64).reshape(-1, 3)
    arcs = make_arcs(instance, columns[:, 0], columns[:, 1], columns[:, 2])
    return make_plan(arcs, np.array([amounts[key] for key in keys], dtype=np.float64))
