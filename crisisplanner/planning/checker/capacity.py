"""What is limited by day, week or amount: units, groups, caps, lift, nodes, money, personnel.

Rules H1, H2, H4, H5, H6, H14, and caveats that cap. Everything is summed up, then compared.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from crisisplanner.domain.days import DAYS_PER_WEEK, Day, week_of, whole_days
from crisisplanner.domain.messages import Message, Parameter, Ref, RefKind, message
from crisisplanner.domain.problem import CaveatEffect, CommitmentRow, OfferRow
from crisisplanner.planning.checker import words
from crisisplanner.planning.checker.facts import EVERYONE, Facts, Stay, exceeds

Days = npt.NDArray[np.float64]


class Calendar:
    """Number the days from the plan's first to the last return, so that an array has a figure a day.

    What lies outside breaks the rules of its pair and is left out here.
    """

    def __init__(self, facts: Facts, stays: Sequence[Stay]) -> None:
        self.facts = facts
        self.first = facts.first_day
        last_need = max([self.first + 1, *(row.to_day for row in facts.problem.requirements)])
        way_back = max([0, *(facts.back_on(stay) - stay.to_day for stay in stays)])
        self.n_days = last_need + way_back - self.first

    def nothing(self) -> Days:
        """Give a zero for every day."""
        return np.zeros(self.n_days)

    def add(self, days: Days, from_day: int, to_day: int, amount: float) -> None:
        """Add an amount on from_day ≤ t < to_day."""
        days[max(0, from_day - self.first) : max(0, to_day - self.first)] += amount

    def occupied(self, stays: Iterable[Stay]) -> Days:
        """Sum the units that can be nowhere else: from leaving until they are back."""
        days = self.nothing()
        for stay in stays:
            self.add(days, self.facts.leaves_on(stay), self.facts.back_on(stay), stay.quantity)
        return days

    def limited(self, from_day: int | None, to_day: int | None, allowed: float) -> Days:
        """Allow so much on each day of a period (None: without beginning or end), else any amount."""
        limit = np.full_like(self.nothing(), np.inf)
        start = 0 if from_day is None else max(from_day - self.first, 0)
        end = len(limit) if to_day is None else max(to_day - self.first, 0)
        limit[start:end] = allowed
        return limit

    def worst(self, found: Days, allowed: Days) -> tuple[int, float, float, int] | None:
        """Give day, found, allowed of the greatest excess, and on how many days there is one."""
        excess = found - allowed - 1e-6 * np.maximum(1.0, np.abs(allowed))
        n_days = int(np.count_nonzero(excess > 0))
        if n_days == 0:
            return None
        at = int(np.argmax(excess))
        return self.first + at, float(found[at]), float(allowed[at]), n_days


def _said(code: str, rule: str, worst: tuple[int, float, float, int], **who: Parameter) -> Message:
    day, found, allowed, n_days = worst
    return message(
        code, rule=rule, day=Day(day), found=found, allowed=max(allowed, 0.0), n=n_days, **who
    )


def _by_offer(stays: Iterable[Stay]) -> dict[str, list[Stay]]:
    found: dict[str, list[Stay]] = defaultdict(list)
    for stay in stays:
        found[stay.offer.id].append(stay)
    return found


def _committed(calendar: Calendar, rows: Iterable[CommitmentRow]) -> Days:
    days = calendar.nothing()
    for row in rows:
        calendar.add(days, row.from_day, row.to_day, row.quantity)
    return days


def units_breaches(facts: Facts, calendar: Calendar, stays: Sequence[Stay]) -> Iterator[Message]:
    """H1: no more units of an offer are occupied than it has and has not promised."""
    by_offer = _by_offer(stays)
    commitments: dict[str, list[CommitmentRow]] = defaultdict(list)
    for row in facts.problem.commitments:
        commitments[row.offer].append(row)
    for offer, own in by_offer.items():
        free = facts.offers[offer].quantity - _committed(calendar, commitments[offer])
        occupied = calendar.occupied(own)
        worst = calendar.worst(occupied, np.where(occupied > 0, free, np.inf))
        if worst is not None:
            yield _said("check.units", "H1", worst, offer=words.offer(offer))
    yield from _group_breaches(facts, calendar, by_offer, commitments)


def _group_breaches(
    facts: Facts,
    calendar: Calendar,
    by_offer: dict[str, list[Stay]],
    commitments: dict[str, list[CommitmentRow]],
) -> Iterator[Message]:
    """H2: an asset offered under several hats counts once."""
    members: dict[str, list[OfferRow]] = defaultdict(list)
    for row in facts.problem.offers:
        if row.group:
            members[row.group].append(row)
    for group, rows in sorted(members.items()):
        own = [stay for row in rows for stay in by_offer.get(row.id, ())]
        if not own:
            continue
        promised = [row for member in rows for row in commitments[member.id]]
        free = max(row.quantity for row in rows) - _committed(calendar, promised)
        occupied = calendar.occupied(own)
        worst = calendar.worst(occupied, np.where(occupied > 0, free, np.inf))
        if worst is not None:
            who = tuple(words.offer(row.id) for row in rows if row.id in by_offer)
            yield _said("check.group", "H2", worst, group=Ref(RefKind.GROUP, group), offers=who)


def cap_breaches(facts: Facts, calendar: Calendar, stays: Sequence[Stay]) -> Iterator[Message]:
    """Caveats that cap: no more of an offer on the spot in the caveat's scope, each day of its period."""
    by_offer = _by_offer(stays)
    for caveat in facts.problem.caveats:
        if caveat.effect is not CaveatEffect.CAPS or caveat.quantity is None:
            continue
        present = calendar.nothing()
        for stay in by_offer.get(caveat.offer, ()):
            if facts.is_in_scope(caveat, stay.need):
                calendar.add(present, stay.from_day, stay.to_day, stay.quantity)
        allowed = calendar.limited(caveat.from_day, caveat.to_day, caveat.quantity)
        worst = calendar.worst(present, allowed)
        if worst is not None:
            who = {"offer": words.offer(caveat.offer), "caveat": words.caveat(caveat.id)}
            yield _said("check.caveat_cap", words.PAIR_RULE, worst, **who)


def tonnes_in_week(facts: Facts, partner: str, week: int) -> float:
    """Give the lift of a partner or of the pool in a week; partly covered weeks count by day."""
    first = week * DAYS_PER_WEEK
    return (
        sum(
            row.tonnes * max(0, min(row.to_day, first + DAYS_PER_WEEK) - max(row.from_day, first))
            for row in facts.problem.lift
            if row.partner == partner
        )
        / DAYS_PER_WEEK
    )


def lift_breaches(facts: Facts, stays: Sequence[Stay]) -> Iterator[Message]:
    """H4: what leaves in a week fits the partners' own lift and then the shared pool."""
    if not facts.problem.lift:
        return
    leaving: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for stay in stays:
        tonnes = stay.quantity * (stay.offer.lift_t or 0.0)
        leaving[week_of(facts.leaves_on(stay))][stay.offer.partner] += tonnes
    for week, by_partner in sorted(leaving.items()):
        drawn = {
            partner: max(0.0, tonnes - tonnes_in_week(facts, partner, week))
            for partner, tonnes in sorted(by_partner.items())
        }
        pool = tonnes_in_week(facts, EVERYONE, week)
        if exceeds(sum(drawn.values()), pool):
            yield message(
                "check.lift",
                rule="H4",
                day=Day(week * DAYS_PER_WEEK),
                week=week,
                partners=tuple(words.partner(name) for name, t in drawn.items() if t > 0),
                found=sum(drawn.values()),
                allowed=pool,
            )


def node_breaches(facts: Facts, stays: Sequence[Stay]) -> Iterator[Message]:
    """H5: on no day passes more through the nodes than they take.

    Where an allocation may pass any of several nodes, a routing exists exactly if every set of nodes
    takes what can pass no other node.
    """
    load: dict[int, dict[frozenset[str], float]] = defaultdict(lambda: defaultdict(float))
    for stay in stays:
        nodes = frozenset(row.id for row in facts.nodes_for(stay.offer, stay.need))
        tonnes = stay.quantity * (stay.offer.lift_t or 0.0)
        if not nodes or tonnes == 0:
            continue
        n_days = max(1, whole_days(facts.queue_days(stay.offer, stay.need) or 0.0))
        unloaded = stay.from_day - whole_days(stay.offer.setup.days or 0.0)
        for day in range(unloaded - n_days, unloaded):
            load[max(facts.first_day, day)][nodes] += tonnes / n_days
    for day, by_nodes in sorted(load.items()):
        for sharing in _sharing_nodes(by_nodes):
            yield from _day_at_nodes(facts, day, sharing)


def _sharing_nodes(load: dict[frozenset[str], float]) -> list[dict[frozenset[str], float]]:
    """Part loads into those that share nodes: one part takes nothing from another.

    The sets of nodes are as many as two to the power of the loads in a part.
    """
    parts: list[dict[frozenset[str], float]] = []
    for takers in sorted(load, key=sorted):
        joined = {takers: load[takers]}
        apart = []
        for part in parts:
            if any(takers & others for others in part):
                joined |= part
            else:
                apart.append(part)
        parts = [*apart, joined]
    return parts


def _day_at_nodes(facts: Facts, day: int, load: dict[frozenset[str], float]) -> Iterator[Message]:
    unions = {
        frozenset[str]().union(*chosen)
        for size in range(1, len(load) + 1)
        for chosen in combinations(sorted(load, key=sorted), size)
    }
    for nodes in sorted(unions, key=lambda union: (len(union), sorted(union))):
        found = sum(tonnes for takers, tonnes in load.items() if takers <= nodes)
        allowed = sum(_capacity_on(facts, node, day) for node in nodes)
        if exceeds(found, allowed):
            yield message(
                "check.node",
                rule="H5",
                day=Day(day),
                nodes=tuple(Ref(RefKind.NODE, node) for node in sorted(nodes)),
                found=found,
                allowed=allowed,
            )
            return


def _capacity_on(facts: Facts, node: str, day: int) -> float:
    total = 0.0
    for row in facts.problem.nodes:
        is_open = (row.from_day is None or row.from_day <= day) and (
            row.to_day is None or day < row.to_day
        )
        if row.id == node and is_open:
            total += math.inf if row.capacity_t_per_day is None else row.capacity_t_per_day
    return total


def budget_breaches(facts: Facts, stays: Sequence[Stay]) -> Iterator[Message]:
    """H6: the cost in a scope stays within its budget."""
    partners = {row.partner for row in facts.problem.offers}
    for row in facts.problem.budgets:
        spent = sum(
            facts.cost(stay)
            for stay in stays
            if row.scope in (words.PLAN_SCOPE, stay.need.plan, stay.need.crisis, stay.offer.partner)
        )
        if exceeds(spent, row.amount):
            who = words.scope(row.scope, partners)
            yield message("check.budget", rule="H6", scope=who, found=spent, allowed=row.amount)


def ceiling_breaches(facts: Facts, calendar: Calendar, stays: Sequence[Stay]) -> Iterator[Message]:
    """H14: the personnel on the spot under an authority stays below its ceiling."""
    for row in facts.problem.ceilings:
        present = calendar.nothing()
        for stay in stays:
            if row.condition in facts.conditions(stay.offer, stay.need):
                people = stay.quantity * (stay.offer.personnel_per_unit or 0.0)
                calendar.add(present, stay.from_day, stay.to_day, people)
        worst = calendar.worst(present, np.full_like(present, row.personnel))
        if worst is not None:
            yield _said("check.ceiling", "H14", worst, condition=words.condition(row.condition))
