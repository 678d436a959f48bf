"""One offer for many that are the same: merged before the search, split again in what is given out.

Real registers hold many identical offers; as one they make a smaller problem with the same plans.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.problem import OfferRow, Problem
from crisisplanner.planning.matching.canonical import offer_content, sortable
from crisisplanner.planning.tolerance import TOLERANCE


@dataclass(frozen=True)
class Merged:
    """Hold a problem in which identical offers are one, and whose they were.

    ``members[id]`` lists (id, whole units) of the offers behind a merged one.
    """

    problem: Problem
    members: dict[str, tuple[tuple[str, int], ...]]


def merge_identical_offers(problem: Problem, kept_apart: Collection[str] = ()) -> Merged:
    """Make one offer of those that differ in id and quantity only.

    Exact: units of a sum of identical offers can always be handed to single ones, since journeys
    are intervals. Divisible offers, members of groups, and offers that a lock, a commitment or a
    caveat names stay apart, and those ``kept_apart``: where some journeys must go to certain offers,
    the rest can't always be handed out. Offers in equal pair rows merge too.
    """
    apart = {row.offer for row in problem.locks} | {row.offer for row in problem.commitments}
    apart |= {row.offer for row in problem.caveats}
    apart.update(kept_apart)
    named: dict[str, list[Any]] = defaultdict(list)
    for pair in problem.pairs:
        named[pair.offer].append(
            sortable((pair.requirement, pair.usable_day, pair.effectiveness, pair.unit_cost))
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
        content = (offer_content(offer), tuple(sorted(named[offer.id])))
        groups.setdefault(content, []).append(offer)
    members: dict[str, tuple[tuple[str, int], ...]] = {}
    merged: list[OfferRow] = []
    for offers in groups.values():
        if len(offers) == 1:
            merged.append(offers[0])
            continue
        units = tuple((offer.id, int(offer.quantity + TOLERANCE)) for offer in offers)
        members[offers[0].id] = units
        merged.append(replace(offers[0], quantity=float(sum(count for _, count in units))))
    if not members:
        return Merged(problem, {})
    return Merged(_without_dropped(problem, merged), members)


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
    leaves_on: int
    back_on: int


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
            own, key=lambda one: (one.leaves_on, one.back_on, sortable(one.allocation))
        ):
            taken: dict[str, int] = defaultdict(int)
            wanted = round(journey.allocation.quantity)
            for unit, owner in enumerate(owners):
                if wanted and is_free_from[unit] <= journey.leaves_on:
                    is_free_from[unit] = journey.back_on
                    taken[owner] += 1
                    wanted -= 1
            rows.extend(
                replace(journey.allocation, offer=owner, quantity=float(count))
                for owner, count in taken.items()
            )
    return tuple(rows)
