"""One order of rows for every order that comes in, and one offer for many that are the same.

What is equal in content keeps its order by id, so ids decide nothing but the last ties.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.problem import CaveatEffect, OfferRow, Problem, RequirementRow

WHOLE = 1e-9


def canonical(problem: Problem) -> Problem:
    """Sort all rows by content: weight, day, partner, type first, ids last."""
    held: dict[str, list[tuple[float, int, int]]] = defaultdict(list)
    for row in problem.commitments:
        held[row.offer].append((row.quantity, row.from_day, row.to_day))
    offers = sorted(problem.offers, key=lambda offer: _offer_key(offer, sorted(held[offer.id])))
    tables: dict[str, Any] = {
        field.name: tuple(sorted(getattr(problem, field.name), key=_sortable))
        for field in fields(problem)
        if isinstance(getattr(problem, field.name), tuple)
        and field.name not in ("offers", "requirements", "pairs")
    }
    tables["offers"] = tuple(offers)
    tables["requirements"] = tuple(sorted(problem.requirements, key=_requirement_key))
    return replace(problem, **tables)


def _sortable(value: Any) -> Any:
    """Make a key that compares numbers, words, lists and what is missing."""
    match value:
        case None:
            return (0,)
        case bool() | int() | float():
            return (1, value)
        case str():
            return (2, value)
        case tuple() | list():
            return (3, tuple(_sortable(item) for item in value))
        case _:
            return (4, tuple(_sortable(getattr(value, name)) for name in _names(value.__class__)))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _offer_key(offer: OfferRow, commitments: list[tuple[float, int, int]]) -> Any:
    return (
        offer.available_from,
        offer.partner,
        offer.type,
        -offer.quantity,
        _offer_content(offer),
        commitments,
        offer.id,
    )


def _offer_content(offer: OfferRow) -> Any:
    """Give everything about an offer but its id and quantity, comparable."""
    return tuple(
        _sortable(getattr(offer, name))
        for name in _names(OfferRow)
        if name not in ("id", "quantity")
    )


def _quick_content(offer: OfferRow) -> Any:
    """Give a few figures that the same offers have in common."""
    return (
        offer.partner,
        offer.type,
        offer.available_from,
        offer.available_to,
        offer.lift_t,
        offer.daily_cost,
        offer.mobilisation_cost,
        offer.notice.days,
        offer.transit.days,
    )


def _requirement_key(need: RequirementRow) -> Any:
    names = ("id", "prerequisites")
    content = tuple(
        _sortable(getattr(need, name)) for name in _names(RequirementRow) if name not in names
    )
    return (-need.weight, need.from_day, need.type, content, need.id)


@dataclass(frozen=True)
class Merged:
    """Hold a problem in which identical offers are one, and whose they were.

    ``members[id]`` lists (id, whole units) of the offers behind a merged one.
    """

    problem: Problem
    members: dict[str, tuple[tuple[str, int], ...]]


def merge_identical_offers(problem: Problem) -> Merged:
    """Make one offer of those that differ in id and quantity only.

    Exact: units of a sum of identical offers can always be handed to single ones, since journeys
    are intervals. Divisible offers, members of groups, and offers that a lock, a commitment or a
    caveat names stay apart. Offers in equal pair rows merge too.
    """
    apart = {row.offer for row in problem.locks} | {row.offer for row in problem.commitments}
    apart |= {row.offer for row in problem.caveats if row.effect is not CaveatEffect.DELAYS}
    apart |= {row.offer for row in problem.caveats}
    named: dict[str, list[Any]] = defaultdict(list)
    for pair in problem.pairs:
        named[pair.offer].append(
            _sortable((pair.requirement, pair.usable_day, pair.effectiveness, pair.unit_cost))
        )
    for row in problem.forbidden:
        named[row.offer].append((9, row.requirement))
    groups: dict[Any, list[OfferRow]] = {}
    # Most offers have no double; for these the quick comparison is enough.
    alike = Counter(_quick_content(offer) for offer in problem.offers)
    for offer in problem.offers:
        is_single = offer.divisible or offer.group is not None or offer.id in apart
        if is_single or alike[_quick_content(offer)] == 1:
            groups.setdefault(offer.id, []).append(offer)
            continue
        content = (_offer_content(offer), tuple(sorted(named[offer.id])))
        groups.setdefault(content, []).append(offer)
    members: dict[str, tuple[tuple[str, int], ...]] = {}
    merged: list[OfferRow] = []
    for offers in groups.values():
        if len(offers) == 1:
            merged.append(offers[0])
            continue
        units = tuple((offer.id, int(offer.quantity + WHOLE)) for offer in offers)
        members[offers[0].id] = units
        merged.append(replace(offers[0], quantity=float(sum(count for _, count in units))))
    if not members:
        return Merged(problem, {})
    return Merged(_without_dropped(problem, merged), members)


def _without_dropped(problem: Problem, merged: list[OfferRow]) -> Problem:
    kept = {offer.id for offer in merged}
    return replace(
        problem,
        offers=tuple(merged),
        pairs=tuple(row for row in problem.pairs if row.offer in kept),
        forbidden=tuple(row for row in problem.forbidden if row.offer in kept),
    )


@dataclass(frozen=True)
class Journey:
    """An allocation with the days on which its units are away."""

    allocation: PlannedAllocation
    leaves: int
    is_back: int


def split_merged(merged: Merged, journeys: Sequence[Journey]) -> tuple[PlannedAllocation, ...]:
    """Hand the units of merged offers to the offers behind them.

    In the order of departure each unit goes to the first that is free: since journeys are intervals,
    that never takes more units than are there.
    """
    rows: list[PlannedAllocation] = []
    by_offer: dict[str, list[Journey]] = defaultdict(list)
    for journey in journeys:
        if journey.allocation.offer in merged.members:
            by_offer[journey.allocation.offer].append(journey)
        else:
            rows.append(journey.allocation)
    for offer, own in by_offer.items():
        owners = [name for name, count in merged.members[offer] for _ in range(count)]
        is_free_from = [-(1 << 30)] * len(owners)
        for journey in sorted(
            own, key=lambda one: (one.leaves, one.is_back, _sortable(one.allocation))
        ):
            taken: dict[str, int] = defaultdict(int)
            wanted = round(journey.allocation.quantity)
            for unit, owner in enumerate(owners):
                if wanted and is_free_from[unit] <= journey.leaves:
                    is_free_from[unit] = journey.is_back
                    taken[owner] += 1
                    wanted -= 1
            rows.extend(
                replace(journey.allocation, offer=owner, quantity=float(count))
                for owner, count in taken.items()
            )
    return tuple(rows)
