"""Two matches of one plan side by side: per requirement before and after, who comes, who goes.

``MatchDifference`` holds ids and may be kept; ``ComparisonView`` is the same with today's names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.match import Coverage, Match, PlannedAllocation
from crisisplanner.domain.messages import Ref, RefKind
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services.matching.match_view import PartnerName
from crisisplanner.services.matching.view_pairs import partner_names
from crisisplanner.services.naming import Names
from crisisplanner.services.session import Session

SMALLEST_CHANGE = 1e-6


@dataclass(frozen=True, slots=True)
class Move:
    """Hold what one allocation was and is; one of the two is None if it comes or goes."""

    was: PlannedAllocation | None
    now: PlannedAllocation | None

    @property
    def row(self) -> PlannedAllocation:
        """Give the allocation as it is, or as it was if it is gone."""
        row = self.now if self.now is not None else self.was
        if row is None:
            raise ValueError("Expected a move with an allocation, got none")
        return row


@dataclass(frozen=True, slots=True)
class NeedDifference:
    """Compare one requirement: coverage, the most units more on a day and from when, moves.

    ``is_steady``: as many more on every later day of the need.
    ``before`` or ``after`` is None where that match does not speak of it.
    """

    requirement: EntityId
    before: float | None
    after: float | None
    units: float
    from_day: int | None
    is_steady: bool
    moves: tuple[Move, ...]

    @property
    def gain(self) -> float:
        """Give what the requirement gains; below 0 what it loses."""
        return (self.after or 0.0) - (self.before or 0.0)


@dataclass(frozen=True, slots=True)
class MatchDifference:
    """Compare two matches; ``needs`` lists what changes, the largest gain first."""

    before: float
    after: float
    bound: float
    cost_before: float
    cost_after: float
    needs: tuple[NeedDifference, ...]
    n_same: int
    without_cost_before: tuple[EntityId, ...] = ()
    """The offers used at a cost not wholly known; the sums are then least amounts."""
    without_cost_after: tuple[EntityId, ...] = ()

    @property
    def gain(self) -> float:
        """Give what the plan gains in weighted coverage."""
        return self.after - self.before


def compare_matches(before: Match, after: Match) -> MatchDifference:
    """Compare two matches of one plan. O(allocations log allocations + days)."""
    was, now = _by_need(before.coverage), _by_need(after.coverage)
    sent_before, sent_after = _sent(before.allocations), _sent(after.allocations)
    needs = []
    names = tuple(dict.fromkeys((*now, *was)))
    for name in names:
        moves = tuple(_moves(sent_before.get(name, ()), sent_after.get(name, ())))
        old, new = was.get(name), now.get(name)
        if moves or _share(old) != _share(new):
            more = _units_more(old, new)
            needs.append(NeedDifference(name, _share(old), _share(new), *more, moves))
    needs.sort(key=lambda need: (-need.gain, need.requirement))
    return MatchDifference(
        before.weighted_coverage,
        after.weighted_coverage,
        after.bound,
        before.cost,
        after.cost,
        tuple(needs),
        len(names) - len(needs),
        before.without_cost,
        after.without_cost,
    )


def _by_need(rows: Iterable[Coverage]) -> dict[EntityId, Coverage]:
    return {row.requirement: row for row in rows}


def _sent(rows: Iterable[PlannedAllocation]) -> Mapping[EntityId, Sequence[PlannedAllocation]]:
    found: dict[EntityId, list[PlannedAllocation]] = {}
    for row in rows:
        found.setdefault(row.requirement, []).append(row)
    return found


def _share(row: Coverage | None) -> float | None:
    return None if row is None else row.coverage


def _moves(
    before: Sequence[PlannedAllocation], after: Sequence[PlannedAllocation]
) -> Iterable[Move]:
    offers = sorted({row.offer for row in (*before, *after)})
    for offer in offers:
        was = [row for row in before if row.offer == offer]
        now = [row for row in after if row.offer == offer]
        for row in tuple(was):
            same = next((other for other in now if _is_same(row, other)), None)
            if same is not None:
                was.remove(row)
                now.remove(same)
        was.sort(key=lambda row: (row.from_day, row.to_day, row.quantity))
        now.sort(key=lambda row: (row.from_day, row.to_day, row.quantity))
        for old, new in zip_longest(was, now):
            yield Move(old, new)


def _is_same(one: PlannedAllocation, other: PlannedAllocation) -> bool:
    return (one.from_day, one.to_day) == (other.from_day, other.to_day) and abs(
        one.quantity - other.quantity
    ) <= SMALLEST_CHANGE


def _units_more(old: Coverage | None, new: Coverage | None) -> tuple[float, int | None, bool]:
    """Give the most units that are there more on a day, the first day with more, whether they stay."""
    days = sorted({s.from_day for row in (old, new) if row is not None for s in row.steps})
    more = [(day, _level(new, day) - _level(old, day)) for day in days]
    first = next((day for day, units in more if units > SMALLEST_CHANGE), None)
    most = max((units for _, units in more), default=0.0)
    later = [units for day, units in more if first is not None and day >= first]
    return most, first, all(units > most - SMALLEST_CHANGE for units in later)


def _level(row: Coverage | None, day: int) -> float:
    if row is None:
        return 0.0
    return next((s.level for s in row.steps if s.from_day <= day < s.to_day), 0.0)


class MoveKind(StrEnum):
    """Tell what becomes of an allocation."""

    COMES = "comes"
    GOES = "goes"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class MoveView:
    """Show what becomes of an allocation of one offer."""

    kind: MoveKind
    partner: PartnerName
    offer_title: str
    row: PlannedAllocation
    was: PlannedAllocation | None = None


@dataclass(frozen=True, slots=True)
class NeedChangeView:
    """Show what changes for one requirement."""

    id: EntityId
    title: str
    unit: str
    before: float | None
    after: float | None
    units: float
    from_day: int | None
    is_steady: bool
    moves: tuple[MoveView, ...]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Show two matches side by side, with names."""

    before: float
    after: float
    bound: float
    cost_before: float
    cost_after: float
    currency: str
    needs: tuple[NeedChangeView, ...]
    n_same: int
    partners_come: tuple[PartnerName, ...] = ()
    """Who newly serves a requirement that changes, and serves none of them before."""
    partners_go: tuple[PartnerName, ...] = ()
    is_least_before: bool = False
    """Some of the cost is not known: the sum is a least amount."""
    is_least_after: bool = False

    def need(self, need_id: EntityId) -> NeedChangeView | None:
        """Give what changes for one requirement, None if nothing does."""
        return next((need for need in self.needs if need.id == need_id), None)


class DifferenceNaming:
    """Put names into differences."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._names = Names(session)
        self._partners = partner_names(session.all(Partner, include_retired=True))
        self._types = {t.id: t for t in session.all(CapabilityType, include_retired=True)}
        self._currency = session.workspace().base_currency

    def view(self, difference: MatchDifference) -> ComparisonView:
        """Show a difference with names."""
        needs = tuple(self._need(need) for need in difference.needs)
        moves = [move for need in needs for move in need.moves]
        after = {m.partner.id: m.partner for m in moves if m.kind is not MoveKind.GOES}
        before = {m.partner.id: m.partner for m in moves if m.kind is not MoveKind.COMES}
        return ComparisonView(
            difference.before,
            difference.after,
            difference.bound,
            difference.cost_before,
            difference.cost_after,
            self._currency,
            needs,
            difference.n_same,
            tuple(one for key, one in after.items() if key not in before),
            tuple(one for key, one in before.items() if key not in after),
            bool(difference.without_cost_before),
            bool(difference.without_cost_after),
        )

    def _need(self, need: NeedDifference) -> NeedChangeView:
        found = self._session.find(Requirement, need.requirement)
        return NeedChangeView(
            need.requirement,
            self._names.name_of(Ref(RefKind.REQUIREMENT, need.requirement)),
            "" if found is None else self._types[found.type].unit_of_measure,
            need.before,
            need.after,
            need.units,
            need.from_day,
            need.is_steady,
            tuple(self._move(move) for move in need.moves),
        )

    def _move(self, move: Move) -> MoveView:
        row = move.row
        offer = self._session.find(Offer, row.offer)
        partner = row.offer if offer is None else offer.partner
        kind = MoveKind.CHANGES
        if move.was is None:
            kind = MoveKind.COMES
        elif move.now is None:
            kind = MoveKind.GOES
        return MoveView(
            kind,
            self._partners.get(partner) or PartnerName(partner, partner),
            self._names.name_of(Ref(RefKind.OFFER, row.offer)),
            row,
            move.was if kind is MoveKind.CHANGES else None,
        )
