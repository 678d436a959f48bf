"""Every plan of a tiny problem, tried one by one, day by day.

Lives here: the rules written a second time, as plainly as they can be, for comparison with the
checker and with the engine. It must share code with neither. Whole units only.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.problem import (
    CaveatEffect,
    CaveatRow,
    OfferRow,
    Problem,
    RequirementRow,
)

SMALL = 1e-6
EVER = range(-10_000, 10_000)

Pair = tuple[str, str]


class TooManyPlansError(Exception):
    """Say that a problem is not tiny."""


def at_most(value: float, limit: float) -> bool:
    return value <= limit + SMALL * max(1.0, abs(limit))


@dataclass(frozen=True)
class Journey:
    """One way to send a unit: there on from_day, away again on to_day."""

    offer: str
    requirement: str
    from_day: int
    to_day: int

    @property
    def days(self) -> range:
        return range(self.from_day, self.to_day)


Plan = Counter[Journey]


@dataclass(frozen=True)
class Best:
    """The best weighted coverage and a plan that has it."""

    weighted_coverage: float
    allocations: tuple[PlannedAllocation, ...]
    n_tried: int


class World:
    """A problem with its questions answered the slow way."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.offers = {row.id: row for row in problem.offers}
        self.requirements = {row.id: row for row in problem.requirements}
        self.first_day = min([0, *(r.from_day for r in problem.requirements)])
        self.pair_rows = {(row.offer, row.requirement): row for row in problem.pairs}

    def places(self, place: str) -> set[str]:
        """Name a place and all areas around it."""
        found = {place}
        for _ in self.problem.places:
            for row in self.problem.places:
                if row.id in found:
                    found |= set(row.within)
        return found - {""}

    def in_scope(self, caveat: CaveatRow, need: RequirementRow) -> bool:
        return (
            caveat.crisis in ("", need.crisis)
            and (caveat.place == "" or caveat.place in self.places(need.place))
            and caveat.task_type in ("", need.task_type)
            and caveat.phase in ("", need.phase)
            and caveat.plan in ("", need.plan)
        )

    def caveats(
        self, offer: OfferRow, need: RequirementRow, effect: CaveatEffect
    ) -> list[CaveatRow]:
        return [
            row
            for row in self.problem.caveats
            if row.offer == offer.id and row.effect is effect and self.in_scope(row, need)
        ]

    def conditions(self, offer: OfferRow, need: RequirementRow) -> set[str]:
        asked = {row.condition for row in self.caveats(offer, need, CaveatEffect.NEEDS)}
        return asked | set(offer.needs) | set(need.needs)

    def effectiveness(self, pair: Pair) -> float:
        offer, need = self.offers[pair[0]], self.requirements[pair[1]]
        row = self.pair_rows.get(pair)
        if row is not None and row.effectiveness is not None:
            return row.effectiveness
        if offer.type == need.type:
            return 1.0
        for substitute in self.problem.substitutes:
            if (substitute.required_type, substitute.offered_type) == (need.type, offer.type):
                return substitute.effectiveness
        return 0.0

    def decision_day(self, offer: OfferRow) -> float | None:
        if not offer.decision_steps:
            return offer.decision_days
        taken: dict[str, float] = {}
        while len(taken) < len(offer.decision_steps):
            for step in offer.decision_steps:
                if step.id not in taken and set(step.after) <= taken.keys():
                    if step.duration.days is None:
                        return None
                    begins = max([step.begins_on, *(taken[before] for before in step.after)])
                    taken[step.id] = begins + step.duration.days
        return max(taken.values())

    def nodes_that_take(self, offer: OfferRow, need: RequirementRow) -> list[str]:
        own = {offer.asset_class, offer.mode} - {""}
        return sorted(
            {
                row.id
                for row in self.problem.nodes
                if row.place in self.places(need.place) and not own & set(row.refuses)
            }
        )

    def queue_days(self, offer: OfferRow, need: RequirementRow) -> float | None:
        if not any(row.place in self.places(need.place) for row in self.problem.nodes):
            return 0.0
        total = 0.0
        for node in self.nodes_that_take(offer, need):
            capacities = [
                math.inf if row.capacity_t_per_day is None else row.capacity_t_per_day
                for row in self.problem.nodes
                if row.id == node
            ]
            total += max(capacities)
        if total == 0:
            return None
        return 0.0 if math.isinf(total) else (offer.lift_t or 0.0) / total

    def usable_day(self, offer: OfferRow, need: RequirementRow) -> int | None:
        """The first day, conditions apart; None if it can't be known or never comes."""
        if offer.transit.days is None or offer.setup.days is None:
            return None
        row = self.pair_rows.get((offer.id, need.id))
        if row is not None and row.usable_day is not None:
            return row.usable_day
        parts = [offer.notice, offer.load, offer.transit, offer.setup]
        decision = self.decision_day(offer)
        queue = self.queue_days(offer, need)
        days = [part.days for part in parts]
        if decision is None or None in days or queue is None:
            return None
        delays = [row.days for row in self.caveats(offer, need, CaveatEffect.DELAYS)]
        departs = max([offer.available_from, decision, *delays])
        return math.ceil(departs + sum(day for day in days if day is not None) + queue - 1e-9)

    def figures_are_known(self, offer: OfferRow, need: RequirementRow) -> bool:
        """Tell whether no rule of this problem asks for a figure that is unknown."""
        limited = any(
            row.place in self.places(need.place) and row.capacity_t_per_day is not None
            for row in self.problem.nodes
        )
        if offer.lift_t is None and (self.problem.lift or limited):
            return False
        row = self.pair_rows.get((offer.id, need.id))
        is_costed = row is not None and row.unit_cost is not None
        has_cost = offer.mobilisation_cost is not None and offer.daily_cost is not None
        if (self.problem.budgets or self.problem.shares) and not (is_costed or has_cost):
            return False
        asked = {row.condition for row in self.problem.ceilings}
        return not (offer.personnel_per_unit is None and asked & self.conditions(offer, need))

    def permit_days(self, offer: OfferRow, need: RequirementRow) -> list[range] | None:
        """The periods of permits, or None if none is needed."""
        rows = [
            row
            for row in self.problem.permits
            if row.place in self.places(need.place)
            and row.asset_class in ("*", offer.asset_class)
            and row.plan in ("", need.plan)
        ]
        if not rows:
            return None
        return [
            range(row.from_day, row.to_day) for row in rows if row.partner in ("*", offer.partner)
        ]

    def pair_is_possible(self, offer: OfferRow, need: RequirementRow) -> bool:
        pair = (offer.id, need.id)
        if self.problem.only_listed_pairs and pair not in self.pair_rows:
            return False
        if any((row.offer, row.requirement) == pair for row in self.problem.forbidden):
            return False
        if offer.is_withheld_by_marking or need.crisis in offer.excludes:
            return False
        attributes = dict(offer.attributes)
        for criterion in need.criteria:
            value = attributes.get(criterion.name)
            if value is None:
                return False
            if criterion.relation == "≥" and not at_most(criterion.value, value):
                return False
            if criterion.relation == "≤" and not at_most(value, criterion.value):
                return False
            if criterion.relation == "=" and abs(value - criterion.value) > SMALL:
                return False
        return 0 < self.effectiveness(pair) <= 1

    def may_go(self, journey: Journey) -> bool:
        offer, need = self.offers[journey.offer], self.requirements[journey.requirement]
        stay = journey.to_day - journey.from_day
        usable = self.usable_day(offer, need)
        if stay < 1 or not self.pair_is_possible(offer, need) or usable is None:
            return False
        if not self.figures_are_known(offer, need):
            return False
        if journey.from_day < max(usable, need.from_day) or journey.to_day > need.to_day:
            return False
        if offer.available_to is not None and journey.to_day > offer.available_to:
            return False
        if offer.max_stay_days is not None and stay > offer.max_stay_days:
            return False
        for condition in self.conditions(offer, need):
            periods = [
                range(row.from_day, row.to_day)
                for row in self.problem.conditions
                if row.id == condition and row.plan in ("", need.plan)
            ]
            if not any(set(journey.days) <= set(period) for period in periods):
                return False
        permits = self.permit_days(offer, need)
        if permits is not None and not any(set(journey.days) <= set(days) for days in permits):
            return False
        for caveat in self.caveats(offer, need, CaveatEffect.FORBIDS):
            if caveat.other_partner == "" and set(journey.days) & set(caveat_days(caveat)):
                return False
        return True

    @cached_property
    def journeys(self) -> tuple[Journey, ...]:
        return tuple(
            journey
            for offer in self.problem.offers
            for need in self.problem.requirements
            for start in range(need.from_day, need.to_day)
            for end in range(start + 1, need.to_day + 1)
            if self.may_go(journey := Journey(offer.id, need.id, start, end))
        )

    def leaves(self, journey: Journey) -> int:
        offer = self.offers[journey.offer]
        before = (offer.setup.days or 0.0) + (offer.transit.days or 0.0)
        return max(self.first_day, math.floor(journey.from_day - before + 1e-9))

    def away(self, journey: Journey) -> range:
        """The days on which the unit can be nowhere else."""
        back = journey.to_day + (self.offers[journey.offer].transit.days or 0.0)
        return range(self.leaves(journey), math.ceil(back - 1e-9))

    def cost(self, journey: Journey) -> float:
        row = self.pair_rows.get((journey.offer, journey.requirement))
        if row is not None and row.unit_cost is not None:
            return row.unit_cost
        offer = self.offers[journey.offer]
        return (offer.mobilisation_cost or 0.0) + (offer.daily_cost or 0.0) * len(journey.days)

    def committed(self, offer: str, day: int) -> float:
        return sum(
            row.quantity
            for row in self.problem.commitments
            if row.offer == offer and row.from_day <= day < row.to_day
        )

    # Rules that only get worse when more is sent.

    def capacity_holds(self, plan: Plan) -> bool:
        return (
            self.offers_hold(plan)
            and self.groups_hold(plan)
            and self.caps_hold(plan)
            and self.lift_holds(plan)
            and self.nodes_hold(plan)
            and self.budgets_hold(plan)
            and self.partner_limits_hold(plan)
            and self.ceilings_hold(plan)
        )

    def occupied(self, plan: Plan) -> dict[tuple[str, int], float]:
        found: dict[tuple[str, int], float] = defaultdict(float)
        for journey, n in plan.items():
            for day in self.away(journey):
                found[journey.offer, day] += n
        return found

    def offers_hold(self, plan: Plan) -> bool:
        return all(
            at_most(n, self.offers[offer].quantity - self.committed(offer, day))
            for (offer, day), n in self.occupied(plan).items()
        )

    def groups_hold(self, plan: Plan) -> bool:
        occupied = self.occupied(plan)
        for group in {row.group for row in self.problem.offers if row.group is not None}:
            members = [row for row in self.problem.offers if row.group == group]
            for day in {day for offer, day in occupied if self.offers[offer].group == group}:
                used = sum(occupied.get((row.id, day), 0.0) for row in members)
                held = sum(self.committed(row.id, day) for row in members)
                if not at_most(used, max(row.quantity for row in members) - held):
                    return False
        return True

    def caps_hold(self, plan: Plan) -> bool:
        for caveat in self.problem.caveats:
            if caveat.effect is not CaveatEffect.CAPS or caveat.quantity is None:
                continue
            present: dict[int, float] = defaultdict(float)
            for journey, n in plan.items():
                need = self.requirements[journey.requirement]
                if journey.offer == caveat.offer and self.in_scope(caveat, need):
                    for day in journey.days:
                        present[day] += n
            days = caveat_days(caveat)
            if any(day in days and not at_most(n, caveat.quantity) for day, n in present.items()):
                return False
        return True

    def tonnes_of_lift(self, partner: str, week: int) -> float:
        return sum(
            row.tonnes / 7
            for row in self.problem.lift
            for day in range(7 * week, 7 * week + 7)
            if row.partner == partner and row.from_day <= day < row.to_day
        )

    def lift_holds(self, plan: Plan) -> bool:
        if not self.problem.lift:
            return True
        leaving: dict[tuple[int, str], float] = defaultdict(float)
        for journey, n in plan.items():
            offer = self.offers[journey.offer]
            leaving[self.leaves(journey) // 7, offer.partner] += n * (offer.lift_t or 0.0)
        drawn: dict[int, float] = defaultdict(float)
        for (week, partner), tonnes in leaving.items():
            drawn[week] += max(0.0, tonnes - self.tonnes_of_lift(partner, week))
        return all(
            at_most(tonnes, self.tonnes_of_lift("*", week)) for week, tonnes in drawn.items()
        )

    def nodes_hold(self, plan: Plan) -> bool:
        load: dict[int, dict[frozenset[str], float]] = defaultdict(lambda: defaultdict(float))
        for journey, n in plan.items():
            offer, need = self.offers[journey.offer], self.requirements[journey.requirement]
            takers = frozenset(self.nodes_that_take(offer, need))
            if not takers:
                continue
            n_days = max(1, math.ceil((self.queue_days(offer, need) or 0.0) - 1e-9))
            unloaded = math.floor(journey.from_day - (offer.setup.days or 0.0) + 1e-9)
            for day in range(unloaded - n_days, unloaded):
                on = max(self.first_day, day)
                load[on][takers] += n * (offer.lift_t or 0.0) / n_days
        return all(
            self.nodes_take(day, by_takers, chosen)
            for day, by_takers in load.items()
            for size in range(1, 1 + len(by_takers))
            for chosen in combinations(sorted(by_takers, key=sorted), size)
        )

    def nodes_take(
        self, day: int, load: dict[frozenset[str], float], chosen: Iterable[frozenset[str]]
    ) -> bool:
        """What may use only the chosen nodes must fit them: then some routing exists."""
        nodes = frozenset[str]().union(*chosen)
        capacity = 0.0
        for row in self.problem.nodes:
            is_open = (row.from_day is None or row.from_day <= day) and (
                row.to_day is None or day < row.to_day
            )
            if row.id in nodes and is_open:
                capacity += math.inf if row.capacity_t_per_day is None else row.capacity_t_per_day
        return at_most(sum(t for takers, t in load.items() if takers <= nodes), capacity)

    def budgets_hold(self, plan: Plan) -> bool:
        for budget in self.problem.budgets:
            spent = sum(
                n * self.cost(journey)
                for journey, n in plan.items()
                if budget.scope
                in (
                    "plan",
                    self.offers[journey.offer].partner,
                    self.requirements[journey.requirement].crisis,
                )
            )
            if not at_most(spent, budget.amount):
                return False
        return True

    def serving(self, plan: Plan, requirement: str) -> set[str]:
        return {
            self.offers[journey.offer].partner
            for journey in plan
            if journey.requirement == requirement
        }

    def partner_limits_hold(self, plan: Plan) -> bool:
        for need in self.problem.requirements:
            serving = self.serving(plan, need.id)
            if need.single_lead and len(serving) > 1:
                return False
            if need.max_partners is not None and len(serving) > need.max_partners:
                return False
            for row in self.problem.incompatible:
                if row.partner_a != row.partner_b and {row.partner_a, row.partner_b} <= serving:
                    return False
        for journey in plan:
            need = self.requirements[journey.requirement]
            offer = self.offers[journey.offer]
            for caveat in self.caveats(offer, need, CaveatEffect.FORBIDS):
                touches = set(journey.days) & set(caveat_days(caveat))
                if touches and caveat.other_partner in self.serving(plan, need.id) - {""}:
                    return False
        return True

    def ceilings_hold(self, plan: Plan) -> bool:
        for row in self.problem.ceilings:
            present: dict[int, float] = defaultdict(float)
            for journey, n in plan.items():
                offer, need = self.offers[journey.offer], self.requirements[journey.requirement]
                if row.condition in self.conditions(offer, need):
                    for day in journey.days:
                        present[day] += n * (offer.personnel_per_unit or 0.0)
            if any(not at_most(n, row.personnel) for n in present.values()):
                return False
        return True

    # Rules that more can mend.

    def level(self, plan: Plan, requirement: str, day: int) -> float:
        return sum(
            n * self.effectiveness((journey.offer, journey.requirement))
            for journey, n in plan.items()
            if journey.requirement == requirement and day in journey.days
        )

    def is_enabled(self, plan: Plan, need: RequirementRow, day: int) -> bool:
        return all(
            any(
                other.type == row.needs_type
                and other.place == need.place
                and self.level(plan, other.id, day) > SMALL
                for other in self.problem.requirements
            )
            for row in self.problem.enablers
            if row.type == need.type
        )

    def credit(self, plan: Plan, need: RequirementRow, day: int) -> float:
        level = self.level(plan, need.id, day)
        if level <= SMALL or not at_most(need.minimum_share * need.quantity, level):
            return 0.0
        if not self.is_enabled(plan, need, day):
            return 0.0
        return min(level, need.quantity) / need.quantity

    def coverage(self, plan: Plan, need: RequirementRow) -> float:
        days = range(need.from_day, need.to_day)
        return sum(self.credit(plan, need, day) for day in days) / len(days)

    def weighted_coverage(self, plan: Plan) -> float:
        total = sum(need.weight for need in self.problem.requirements)
        return (
            sum(need.weight * self.coverage(plan, need) for need in self.problem.requirements)
            / total
        )

    def every_journey_is_credited(self, plan: Plan) -> bool:
        return all(
            any(
                self.credit(plan, self.requirements[journey.requirement], day) > 0
                for day in journey.days
            )
            for journey in plan
        )

    def prerequisites_hold(self, plan: Plan) -> bool:
        for journey in plan:
            for name in self.requirements[journey.requirement].prerequisites:
                need = self.requirements[name]
                level = self.level(plan, name, min(journey.from_day, need.to_day - 1))
                if level <= SMALL or not at_most(need.minimum_share * need.quantity, level):
                    return False
        return True

    def minimum_partners_hold(self, plan: Plan) -> bool:
        return all(
            not (serving := self.serving(plan, need.id)) or len(serving) >= need.min_partners
            for need in self.problem.requirements
        )

    def shares_hold(self, plan: Plan) -> bool:
        caps = {row.partner: row.cap for row in self.problem.shares}
        spent: dict[str, float] = defaultdict(float)
        for journey, n in plan.items():
            spent[self.offers[journey.offer].partner] += n * self.cost(journey)
        total = sum(spent.values())
        return all(
            at_most(own, caps.get(partner, caps.get("*", 1.0)) * total)
            for partner, own in spent.items()
        )

    def possible_periods(self, pair: Pair) -> list[tuple[int, int]]:
        """The longest stretches in which the pair may be used, a stay's limit apart."""
        ends: dict[int, int] = {}
        for journey in self.journeys:
            if (journey.offer, journey.requirement) == pair:
                ends[journey.from_day] = max(ends.get(journey.from_day, -9999), journey.to_day)
        return sorted(ends.items())

    def locks_hold(self, plan: Plan) -> bool:
        for lock in self.problem.locks:
            days = self.lock_days(lock.offer, lock.requirement, lock.from_day, lock.to_day)
            if days is None:
                return False
            for day in days:
                kept = sum(
                    n
                    for journey, n in plan.items()
                    if (journey.offer, journey.requirement) == (lock.offer, lock.requirement)
                    and day in journey.days
                )
                if not at_most(lock.quantity, kept):
                    return False
        return True

    def lock_days(
        self, offer: str, requirement: str, from_day: int | None, to_day: int | None
    ) -> range | None:
        """The days a lock binds; a default is the first stretch's start and its latest end."""
        ends = dict(self.possible_periods((offer, requirement)))
        if not ends:
            return None
        start = min(ends) if from_day is None else from_day
        if to_day is None and start not in ends:
            return None
        return range(start, ends[start] if to_day is None else to_day)

    def obeys(self, plan: Plan) -> bool:
        return (
            all(self.may_go(journey) for journey in plan)
            and self.capacity_holds(plan)
            and self.completed_rules_hold(plan)
        )

    def completed_rules_hold(self, plan: Plan) -> bool:
        return (
            self.prerequisites_hold(plan)
            and self.minimum_partners_hold(plan)
            and self.shares_hold(plan)
            and self.locks_hold(plan)
            and self.every_journey_is_credited(plan)
        )


def caveat_days(caveat: CaveatRow) -> range:
    return range(
        EVER.start if caveat.from_day is None else caveat.from_day,
        EVER.stop if caveat.to_day is None else caveat.to_day,
    )


def plan_of(allocations: Iterable[PlannedAllocation]) -> Plan:
    """Count the journeys of allocations of whole units."""
    plan: Plan = Counter()
    for row in allocations:
        journey = Journey(row.offer, row.requirement, row.from_day, row.to_day)
        plan[journey] += round(row.quantity)
    return plan


def allocations_of(plan: Plan) -> tuple[PlannedAllocation, ...]:
    return tuple(
        PlannedAllocation(j.offer, j.requirement, float(n), j.from_day, j.to_day)
        for j, n in sorted(plan.items(), key=lambda item: str(item))
        if n
    )


def obeys(problem: Problem, allocations: Iterable[PlannedAllocation]) -> bool:
    """Tell whether a plan of whole units breaks no rule."""
    return World(problem).obeys(plan_of(allocations))


def weighted_coverage(problem: Problem, allocations: Iterable[PlannedAllocation]) -> float:
    return World(problem).weighted_coverage(plan_of(allocations))


def best_plan(problem: Problem, *, limit: int = 200_000) -> Best | None:
    """Find the best plan among all; None if no plan obeys. Raises TooManyPlansError."""
    return _Search(World(problem), limit).best()


class _Search:
    """Try the plans offer by offer, leaving out branches that can't become better."""

    def __init__(self, world: World, limit: int) -> None:
        self.world = world
        self.limit = limit
        self.n_tried = 0
        self.found: tuple[float, Plan] | None = None
        self.options = [self._options(row) for row in world.problem.offers]
        self.potential = [self._potential(row) for row in world.problem.offers]

    def best(self) -> Best | None:
        self._extend(0, Counter())
        if self.found is None:
            return None
        value, plan = self.found
        return Best(value, allocations_of(plan), self.n_tried)

    def _options(self, offer: OfferRow) -> list[Plan]:
        journeys = [j for j in self.world.journeys if j.offer == offer.id]
        n_units = math.floor(offer.quantity + SMALL)
        options = list(self._choices(journeys, Counter(), n_units))
        return sorted(options, key=lambda plan: -sum(n * len(j.days) for j, n in plan.items()))

    def _choices(self, journeys: list[Journey], chosen: Plan, n_units: int) -> Iterator[Plan]:
        self._count()
        if not journeys:
            yield chosen
            return
        first, rest = journeys[0], journeys[1:]
        for n in range(n_units + 1):
            more = chosen if n == 0 else chosen + Counter({first: n})
            if n and (self._is_wasteful(more, first) or not self.world.offers_hold(more)):
                break
            yield from self._choices(rest, more, n_units)

    def _is_wasteful(self, plan: Plan, journey: Journey) -> bool:
        """Tell whether a stay is cut in two for nothing.

        One longer stay is never worse, unless it is the cost that is wanted, which can only be where
        a partner's share of the cost is capped.
        """
        if self.world.problem.shares:
            return False
        for other in plan:
            if (other.offer, other.requirement) == (journey.offer, journey.requirement):
                ends = sorted([(other.from_day, other.to_day), (journey.from_day, journey.to_day)])
                (start, first_end), (second_start, end) = ends
                joined = Journey(other.offer, other.requirement, start, end)
                if first_end == second_start and joined in self.world.journeys:
                    return True
        return False

    def _potential(self, offer: OfferRow) -> dict[tuple[str, int], float]:
        """The most an offer could add to a requirement's level on a day."""
        return {
            (j.requirement, day): offer.quantity
            * self.world.effectiveness((j.offer, j.requirement))
            for j in self.world.journeys
            if j.offer == offer.id
            for day in j.days
        }

    def _could_reach(self, index: int, plan: Plan) -> float:
        world = self.world
        total = 0.0
        for need in world.problem.requirements:
            days = range(need.from_day, need.to_day)
            covered = 0.0
            for day in days:
                level = world.level(plan, need.id, day)
                level += sum(more.get((need.id, day), 0.0) for more in self.potential[index:])
                covered += min(level, need.quantity) / need.quantity
            total += need.weight * covered / len(days)
        return total / sum(need.weight for need in world.problem.requirements)

    def _extend(self, index: int, plan: Plan) -> None:
        self._count()
        if self.found is not None and self._could_reach(index, plan) <= self.found[0] + 1e-12:
            return
        if index == len(self.options):
            # What could be reached leaves out minimum shares and enablers, so it proves nothing here.
            value = self.world.weighted_coverage(plan)
            is_better = self.found is None or value > self.found[0]
            if is_better and self.world.completed_rules_hold(plan):
                self.found = (value, plan)
            return
        for option in self.options[index]:
            more = plan + option
            if self.world.capacity_holds(more):
                self._extend(index + 1, more)

    def _count(self) -> None:
        self.n_tried += 1
        if self.n_tried > self.limit:
            raise TooManyPlansError
