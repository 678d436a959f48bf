"""The availability of offers by type and week, what is promised twice, and what soon expires.

Weeks are counted from one plan's D; other plans are placed by their calendar dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.days import DAYS_PER_WEEK, Day, When, whole_days
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.offers import Commitment, Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.problem import OfferRow
from crisisplanner.domain.requirements import Allocation, Requirement
from crisisplanner.domain.table_query import Filter, Relation, TableQuery
from crisisplanner.domain.terms import PlanState
from crisisplanner.planning.availability import (
    Presence,
    Promise,
    Twice,
    Want,
    WeekCell,
    promised_twice,
    weeks_of,
)
from crisisplanner.planning.timing import decision_of
from crisisplanner.services.matching.calendar import FAR_DAY, Calendar
from crisisplanner.services.matching.money_rules import Rates
from crisisplanner.services.matching.offer_rows import OfferBuilder
from crisisplanner.services.promises import AGREED
from crisisplanner.services.session import Session

USUAL_WEEKS = 16
MOST_WEEKS = 52
EXPIRING_DAYS = 30
OVER = frozenset({PlanState.SUPERSEDED, PlanState.EXPIRED})


@dataclass(frozen=True, slots=True)
class HeatCell:
    """Show one type in one week, in units."""

    week: int
    have: float
    promised: float
    free: float
    needed: float
    is_short: bool
    is_need_unknown: bool


@dataclass(frozen=True, slots=True)
class HeatRow:
    """Show one type over all weeks."""

    type_id: EntityId
    code: str
    name: str
    unit: str
    most_needed: float
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class PromisedTwice:
    """Name an offer that more people count on than it can serve."""

    offer_id: EntityId
    partner: str
    type: str
    quantity: float
    promised: float
    from_day: int
    wheres: tuple[str, ...]
    is_agreed: bool


@dataclass(frozen=True, slots=True)
class Expiring:
    """Name an offer whose time ends soon."""

    offer_id: EntityId
    partner: str
    type: str
    on: date
    days_left: int


@dataclass(frozen=True, slots=True)
class AvailabilityView:
    """Show what is there, promised and needed, week by week from one plan's D."""

    plan_id: EntityId
    plan_title: str
    weeks: tuple[int, ...]
    rows: tuple[HeatRow, ...]
    twice: tuple[PromisedTwice, ...]
    expiring: tuple[Expiring, ...]
    plans: tuple[tuple[EntityId, str], ...]
    unplaced: tuple[str, ...]
    """Plans and offers with calendar dates or days that can't be placed from this D."""
    n_with_unknown_days: int
    """Offers that count from the days that are known, because others are not."""
    d_date: date | None = None
    """The day from which the weeks count; None where D has no date."""


def read_availability(session: Session, plan_id: EntityId = "") -> AvailabilityView:
    """Read the availability of all offers; without a plan, weeks begin today."""
    plans, chosen, axis = _axis(session, plan_id)
    today = session.outside.now().date()
    calendar = Calendar(axis)
    types = {kind.id: kind for kind in session.all(CapabilityType, include_retired=True)}
    builder = OfferBuilder(session, axis, calendar, Rates(session), types)
    rows = builder.rows()
    presences = [_presence(row) for row in rows]
    reading = _Plans(session, plans, chosen)
    promises = [*_committed(builder), *reading.drafts()]
    wants = list(reading.wants())
    weeks = _weeks(wants)
    found = weeks_of(presences, promises, wants, weeks)
    offers = session.all(Offer)
    names = OfferNames(session, types, offers)
    twice = promised_twice(
        {row.id: row.quantity for row in rows if row.is_quantity_known},
        promises,
        {row.id: row.group or "" for row in rows},
    )
    return AvailabilityView(
        plan_id="" if chosen is None else chosen.id,
        plan_title="" if chosen is None else chosen.title,
        weeks=tuple(weeks),
        rows=_heat_rows(found, types),
        twice=_named(twice, names),
        expiring=tuple(_expiring(axis, today, offers, names)),
        plans=tuple((plan.id, plan.title) for plan in plans),
        unplaced=(*reading.unplaced, *_labels_without_d(calendar)),
        n_with_unknown_days=sum(_has_unknown_days(row) for row in rows),
        d_date=axis.d_date,
    )


@dataclass(frozen=True, slots=True)
class OffersAtRisk:
    """Hold the offers that are promised twice, and those that soon expire."""

    twice: tuple[PromisedTwice, ...]
    expiring: tuple[Expiring, ...]


def read_offers_at_risk(session: Session) -> OffersAtRisk:
    """Read what ``read_availability`` names, of the few offers that somebody counts on or that end.

    The days are those of the first plan's D.
    """
    plans, chosen, axis = _axis(session, "")
    types = {kind.id: kind for kind in session.all(CapabilityType, include_retired=True)}
    offers = _promised_offers(session)
    builder = OfferBuilder(session, axis, Calendar(axis), Rates(session), types, offers=offers)
    promises = [*_committed(builder), *_Plans(session, plans, chosen).drafts()]
    counting = [
        offer
        for offer in offers
        if offer.state.counts or (axis.include_if and offer.state.counts_if)
    ]
    quantities = {o.id: o.quantity.value for o in counting if o.quantity.value is not None}
    twice = promised_twice(quantities, promises, {o.id: o.exclusive_group for o in offers})
    ending = _offers_with(session, Filter("available_to", Relation.IS_GIVEN))
    names = OfferNames(session, types, (*offers, *ending))
    today = session.outside.now().date()
    return OffersAtRisk(_named(twice, names), tuple(_expiring(axis, today, ending, names)))


def _promised_offers(session: Session) -> tuple[Offer, ...]:
    """List the offers that anybody counts on, with those of their exclusive groups."""
    wanted = {one.offer for one in session.all(Commitment)}
    wanted |= {one.offer for one in session.all(Allocation)}
    own = cast("tuple[Offer, ...]", session.file.many(Offer.KIND, sorted(wanted)))
    groups = {offer.exclusive_group for offer in own if offer.exclusive_group}
    grouped = _offers_with(session, Filter("exclusive_group", Relation.IS_GIVEN)) if groups else ()
    found = {offer.id: offer for offer in own if not offer.retired}
    found |= {offer.id: offer for offer in grouped if offer.exclusive_group in groups}
    return tuple(found[key] for key in sorted(found))


def _offers_with(session: Session, wanted: Filter) -> tuple[Offer, ...]:
    query = TableQuery(Offer.KIND, (), filters=(wanted,), include_retired=False)
    found = session.file.many(Offer.KIND, session.file.query_ids(query))
    return cast("tuple[Offer, ...]", found)


def _axis(session: Session, plan_id: EntityId) -> tuple[list[Plan], Plan | None, Plan]:
    """Give the plans, the one that is looked from, and a plan to which all of them are others.

    So that agreed allocations of every plan are promises.
    """
    plans = sorted(session.all(Plan), key=lambda plan: (plan.number, plan.title, plan.id))
    chosen = next((plan for plan in plans if plan.id == plan_id), plans[0] if plans else None)
    axis = Plan(
        id="",
        scenario="",
        title="",
        d_date=session.outside.now().date() if chosen is None else chosen.d_date,
        include_if=chosen is not None and chosen.include_if,
    )
    return plans, chosen, axis


def _named(twice: Iterable[Twice], names: OfferNames) -> tuple[PromisedTwice, ...]:
    return tuple(
        PromisedTwice(
            one.offer,
            *names.of(one.offer),
            one.quantity,
            one.promised,
            one.from_day,
            one.wheres,
            one.is_agreed,
        )
        for one in twice
    )


def _committed(builder: OfferBuilder) -> Iterator[Promise]:
    for row in builder.commitments():
        yield Promise(row.offer, row.quantity, row.from_day, row.to_day, row.where)


class _Plans:
    """Place the needs and allocations of all plans on one plan's days."""

    def __init__(self, session: Session, plans: list[Plan], chosen: Plan | None) -> None:
        self._session, self._chosen = session, chosen
        self.unplaced: list[str] = []
        self._placed: list[tuple[Plan, int]] = []
        for plan in plans:
            if plan.state in OVER:
                continue
            shift = self._shift(plan)
            if shift is None:
                self.unplaced.append(plan.title)
            else:
                self._placed.append((plan, shift))

    def _shift(self, plan: Plan) -> int | None:
        if self._chosen is None or plan.id == self._chosen.id:
            return 0
        if plan.d_date is None or self._chosen.d_date is None:
            return None
        return (plan.d_date - self._chosen.d_date).days

    def wants(self) -> Iterator[Want]:
        for plan, shift in self._placed:
            for need in self._session.select(Requirement, plan=plan.id, retired=False):
                yield Want(
                    need.type, need.quantity.value, need.from_day + shift, need.to_day + shift
                )

    def drafts(self) -> Iterator[Promise]:
        drafts = {
            plan.id: (plan, shift) for plan, shift in self._placed if plan.state not in AGREED
        }
        plan_of = {
            need.id: drafts[need.plan]
            for need in self._session.all(Requirement)
            if need.plan in drafts
        }
        for allocation in self._session.all(Allocation):
            if allocation.requirement in plan_of:
                plan, shift = plan_of[allocation.requirement]
                yield Promise(
                    allocation.offer,
                    allocation.quantity,
                    allocation.from_day + shift,
                    allocation.to_day + shift,
                    plan.title,
                    is_agreed=False,
                )


def _presence(row: OfferRow) -> Presence:
    decided = decision_of(row).day
    released = max(float(row.available_from), decided if decided is not None else 0.0)
    parts = (row.notice, row.load, row.transit, row.setup)
    usable = whole_days(released + sum(part.days or 0.0 for part in parts))
    end = FAR_DAY if row.available_to is None else row.available_to
    if row.max_stay_days is not None:
        end = min(end, usable + row.max_stay_days)
    return Presence(row.id, row.type, row.quantity, usable, end, row.group or "")


def _has_unknown_days(row: OfferRow) -> bool:
    parts = (row.notice, row.load, row.transit, row.setup)
    return decision_of(row).day is None or any(part.days is None for part in parts)


def _weeks(wants: list[Want]) -> range:
    if not wants:
        return range(USUAL_WEEKS)
    first = min(0, min(want.from_day for want in wants) // DAYS_PER_WEEK)
    last = max(1, -(-max(want.to_day for want in wants) // DAYS_PER_WEEK))
    return range(max(first, last - MOST_WEEKS), last)


def _heat_rows(
    found: Mapping[EntityId, tuple[WeekCell, ...]], types: Mapping[EntityId, CapabilityType]
) -> tuple[HeatRow, ...]:
    """Order types by what is needed of them first, then by code."""
    rows = [
        HeatRow(
            type_id=type_id,
            code=types[type_id].code,
            name=types[type_id].name,
            unit=types[type_id].unit_of_measure,
            most_needed=max((cell.needed for cell in cells), default=0.0),
            cells=tuple(_heat_cell(cell) for cell in cells),
        )
        for type_id, cells in found.items()
    ]
    return tuple(sorted(rows, key=lambda row: (not _is_needed(row), row.code)))


def _is_needed(row: HeatRow) -> bool:
    return row.most_needed > 0 or any(cell.is_need_unknown for cell in row.cells)


def _heat_cell(cell: WeekCell) -> HeatCell:
    return HeatCell(
        cell.week,
        cell.have,
        cell.promised,
        cell.free,
        cell.needed,
        cell.is_short,
        cell.is_need_unknown,
    )


class OfferNames:
    """Name offers by partner and type."""

    def __init__(
        self,
        session: Session,
        types: Mapping[EntityId, CapabilityType],
        offers: Iterable[Offer],
    ) -> None:
        self._types = types
        self._partners = {p.id: p.name for p in session.all(Partner, include_retired=True)}
        self._offers = {offer.id: offer for offer in offers}

    def of(self, offer_id: EntityId) -> tuple[str, str]:
        """Give the names of an offer's partner and type."""
        offer = self._offers[offer_id]
        return self._partners[offer.partner], self._types[offer.type].name


def _expiring(
    axis: Plan, today: date, offers: Iterable[Offer], names: OfferNames
) -> Iterator[Expiring]:
    for offer in offers:
        if offer.available_to is None or not (offer.state.counts or offer.state.counts_if):
            continue
        on = _date_of(offer.available_to, axis.d_date)
        if on is None:
            continue
        left = (on - today).days
        if 0 <= left <= EXPIRING_DAYS:
            yield Expiring(offer.id, *names.of(offer.id), on, left)


def day_or_start(day: int) -> Day | Message:
    """Give a day to be said; what is promised without a first day is so from the start."""
    return Day(day) if day > -FAR_DAY else message("availability.the_start")


def _date_of(when: When, d_day: date | None) -> date | None:
    """Give a moment's date; None for a day of a plan whose D has none."""
    if isinstance(when, Day):
        return None if d_day is None else when.on_calendar(d_day)
    return when


def _labels_without_d(calendar: Calendar) -> tuple[str, ...]:
    found: list[str] = []
    for said in calendar.warnings():
        labels = said.values["labels"]
        if isinstance(labels, tuple):
            found += [str(label) for label in labels]
    return tuple(found)
