"""Whether one offer may serve one requirement, and on which days.

The definitions of eligibility, pair by pair, without arrays. Nothing here about capacity.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from crisisplanner.domain.days import Day, whole_days
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.problem import CaveatEffect, Criterion, OfferRow, RequirementRow
from crisisplanner.planning.checker import words
from crisisplanner.planning.checker.facts import TOLERANCE, Facts, Stay, exceeds

Period = tuple[int, int]
EVER: Period = (-(10**9), 10**9)


@dataclass(frozen=True, slots=True)
class Bound:
    """Hold the periods in one of which an allocation must lie, and what to say if it doesn't."""

    said: Message
    periods: tuple[Period, ...]

    def allows(self, from_day: int, to_day: int) -> bool:
        """Tell whether days lie within one of the periods."""
        return any(start <= from_day and to_day <= end for start, end in self.periods)


@dataclass(frozen=True, slots=True)
class PairCase:
    """State what holds for an offer and a requirement.

    ``obstacles`` forbid the pair on all days; ``ready_day`` is the first day after arrival
    and set-up, before conditions, None if it can't be known or never comes; ``bounds`` limit its days.
    """

    effectiveness: float
    obstacles: tuple[Message, ...]
    ready_day: int | None
    bounds: tuple[Bound, ...]

    def windows(self) -> tuple[Period, ...]:
        """List the longest periods in which an allocation may lie, a stay's limit apart."""
        if self.obstacles or self.ready_day is None:
            return ()
        found = [EVER]
        for bound in self.bounds:
            found = [
                (max(a, c), min(b, d))
                for a, b in found
                for c, d in bound.periods
                if max(a, c) < min(b, d)
            ]
        return tuple(
            sorted(
                own
                for own in set(found)
                if not any(o != own and o[0] <= own[0] and own[1] <= o[1] for o in found)
            )
        )


def judge_pair(facts: Facts, offer: OfferRow, need: RequirementRow) -> PairCase:
    """Apply every rule about one offer and one requirement."""
    ready_day = _ready_day(facts, offer, need)
    obstacles = [*_obstacles(facts, offer, need), *_unknown_figures(facts, offer, need)]
    if ready_day is None and not any(said.code == "check.unknown" for said in obstacles):
        obstacles.append(message("check.never_there"))
    bounds = [
        Bound(
            message("check.outside_need", need_from=Day(need.from_day), need_to=Day(need.to_day)),
            ((need.from_day, need.to_day),),
        ),
        *_time_bounds(facts, offer, need, ready_day),
    ]
    return PairCase(facts.effectiveness(offer, need), tuple(obstacles), ready_day, tuple(bounds))


def _obstacles(facts: Facts, offer: OfferRow, need: RequirementRow) -> list[Message]:
    found: list[Message] = []
    pair = (offer.id, need.id)
    if facts.problem.only_listed_pairs and pair not in facts.pair_rows:
        found.append(message("check.pair_not_listed"))
    if pair in facts.forbidden:
        found.append(message("check.pair_forbidden"))
    effectiveness = facts.effectiveness(offer, need)
    if not 0 < effectiveness <= 1:
        found.append(
            message("check.type", offered=words.type_(offer.type), required=words.type_(need.type))
        )
    if offer.is_withheld_by_marking:
        found.append(message("check.marking"))
    if need.crisis in offer.excludes:
        found.append(message("check.crisis_excluded", crisis=words.crisis(need.crisis)))
    attributes = dict(offer.attributes)
    found.extend(
        message(
            "check.criterion",
            name=criterion.name,
            relation=criterion.relation,
            allowed=criterion.value,
            found=attributes.get(criterion.name),
        )
        for criterion in need.criteria
        if not _is_met(criterion, attributes.get(criterion.name))
    )
    for caveat in facts.caveats(offer, need, CaveatEffect.FORBIDS):
        is_total = caveat.from_day is None and caveat.to_day is None
        if is_total and not caveat.other_partner:
            found.append(message("check.caveat_forbids", caveat=words.caveat(caveat.id)))
    return found


def _is_met(criterion: Criterion, value: float | None) -> bool:
    if value is None:
        return False
    comparisons: dict[str, Callable[[float], bool]] = {
        "≥": lambda found: not exceeds(criterion.value, found),
        "≤": lambda found: not exceeds(found, criterion.value),
        "=": lambda found: abs(found - criterion.value) <= TOLERANCE * max(1.0, abs(found)),
    }
    return comparisons[criterion.relation](value)


def _unknown_figures(facts: Facts, offer: OfferRow, need: RequirementRow) -> list[Message]:
    """Name the figures that a rule of this problem needs and that nobody knows."""
    problem = facts.problem
    row = facts.pair_row(offer, need)
    is_dated = row is not None and row.usable_day is not None
    is_costed = row is not None and row.unit_cost is not None
    is_weighed = bool(problem.lift) or any(
        node.capacity_t_per_day is not None for node in facts.nodes_at(need)
    )
    ceilings = {ceiling.condition for ceiling in problem.ceilings}
    unknown = {
        "quantity": not offer.is_quantity_known,
        "transit": facts.transit_days(offer, need) is None,
        "setup": offer.setup.days is None,
        "notice": offer.notice.days is None and not is_dated,
        "load": offer.load.days is None and not is_dated,
        "decision": facts.decision_day(offer) is None and not is_dated,
        "lift": offer.lift_t is None and is_weighed,
        "cost": (
            (offer.mobilisation_cost is None or offer.daily_cost is None)
            and bool(problem.budgets or problem.shares)
            and not is_costed
        ),
        "personnel": (
            offer.personnel_per_unit is None
            and not ceilings.isdisjoint(facts.conditions(offer, need))
        ),
    }
    return [
        message("check.unknown", field=message("check.field." + name))
        for name, is_so in unknown.items()
        if is_so
    ]


def _ready_day(facts: Facts, offer: OfferRow, need: RequirementRow) -> int | None:
    """Give the first day of use, conditions apart: a pair row's, or after arrival and set-up."""
    row = facts.pair_row(offer, need)
    if row is not None and row.usable_day is not None:
        return row.usable_day
    decision = facts.decision_day(offer)
    moves = [
        offer.notice.days,
        offer.load.days,
        facts.transit_days(offer, need),
        facts.queue_days(offer, need),
        offer.setup.days,
    ]
    known = [days for days in moves if days is not None]
    if decision is None or len(known) < len(moves):
        return None
    lifted = [row.days for row in facts.caveats(offer, need, CaveatEffect.DELAYS)]
    return whole_days(max([float(offer.available_from), decision, *lifted]) + sum(known))


def _time_bounds(
    facts: Facts, offer: OfferRow, need: RequirementRow, ready_day: int | None
) -> list[Bound]:
    first, last = EVER
    found: list[Bound] = []
    if ready_day is not None:
        said = message("check.too_early", allowed=Day(ready_day))
        found.append(Bound(said, ((ready_day, last),)))
    if offer.available_to is not None:
        said = message("check.no_longer_available", allowed=Day(offer.available_to))
        found.append(Bound(said, ((first, offer.available_to),)))
    for name in facts.conditions(offer, need):
        said = message("check.condition_not_in_force", condition=words.condition(name))
        found.append(Bound(said, facts.periods_of_condition(name, need)))
    permits = facts.permits(offer, need)
    if permits is not None:
        who = {"partner": words.partner(offer.partner), "place": words.place(need.place)}
        said = message("check.no_permit", **who)
        found.append(Bound(said, tuple((row.from_day, row.to_day) for row in permits)))
    for caveat in facts.caveats(offer, need, CaveatEffect.FORBIDS):
        if not caveat.other_partner and (caveat.from_day, caveat.to_day) != (None, None):
            before = (first, first if caveat.from_day is None else caveat.from_day)
            after = (last if caveat.to_day is None else caveat.to_day, last)
            said = message("check.caveat_period", caveat=words.caveat(caveat.id))
            found.append(Bound(said, (before, after)))
    return found


def pair_breaches(case: PairCase, stay: Stay) -> list[Message]:
    """Name every rule about its pair that an allocation breaks."""
    said = [*case.obstacles]
    said += [bound.said for bound in case.bounds if not bound.allows(stay.from_day, stay.to_day)]
    most = stay.offer.max_stay_days
    if most is not None and stay.to_day - stay.from_day > most:
        said.append(message("check.stay_too_long", allowed=most, found=stay.to_day - stay.from_day))
    return [words.about(one.code, words.PAIR_RULE, stay, **one.values) for one in said]
