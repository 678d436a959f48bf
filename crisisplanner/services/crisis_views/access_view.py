"""Access: who may be where in which days, what stops each place, and what makes acts lawful."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.days import Day, When, day_number
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.register import Place
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import AccessPermit, Authority, Crisis, Scenario
from crisisplanner.domain.terms import PermitState
from crisisplanner.services.session import Session

USUAL_DAYS = 30
AROUND_DAYS = 5


@dataclass(frozen=True, slots=True)
class SeenPermit:
    """Show a permit in days from D; an open end is None, ``is_placed`` False if D has no date."""

    permit: AccessPermit
    from_day: int | None
    to_day: int | None
    is_placed: bool


@dataclass(frozen=True, slots=True)
class AccessLane:
    """Show the permits of one place for one kind of guest: who and which class of asset."""

    place: Place
    who: str | Message
    asset: Message
    permits: tuple[SeenPermit, ...]
    stops: tuple[Message, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether something is granted."""
        return any(one.permit.state is PermitState.GRANTED for one in self.permits)


@dataclass(frozen=True, slots=True)
class PlaceAccess:
    """Show one place: its lanes, and how many requirements of plans are there."""

    place: Place
    lanes: tuple[AccessLane, ...]
    n_requirements: int
    areas: tuple[str, ...] = ()
    """The areas around it that have permits, which hold here too."""

    @property
    def rules(self) -> tuple[Message, ...]:
        """Say what the match makes of the permits of the place."""
        if not self.lanes and not self.areas:
            return (message("access.no_permit_here"),)
        found = []
        if self.lanes:
            classes = {
                str(one.permit.asset_class) if one.permit.asset_class else ""
                for lane in self.lanes
                for one in lane.permits
            }
            if "" in classes:
                found.append(message("access.all_limited"))
            else:
                named = tuple(message(f"word.AssetClass.{one}") for one in sorted(classes))
                found.append(message("access.limited", assets=named))
        if self.areas:
            found.append(message("access.as_areas", areas=self.areas))
        return tuple(found)

    @property
    def n_stopped(self) -> int:
        """Count the lanes on which nothing is granted."""
        return sum(1 for lane in self.lanes if not lane.is_open)


@dataclass(frozen=True, slots=True)
class SeenAuthority:
    """Show an authority in days from D."""

    authority: Authority
    from_day: int | None
    to_day: int | None
    is_placed: bool


@dataclass(frozen=True, slots=True)
class AccessView:
    """Show the access of one scenario; days run from ``first_day`` to ``last_day``, exclusive."""

    crisis: Crisis
    scenarios: tuple[Scenario, ...]
    scenario: Scenario | None
    d_date: date | None
    d_plan: str
    """The plan with the latest D, which counts, where plans of the scenario differ in it."""
    places: tuple[PlaceAccess, ...]
    authorities: tuple[SeenAuthority, ...]
    first_day: int
    last_day: int
    today_day: int | None

    @property
    def is_empty(self) -> bool:
        """Tell whether neither permit nor authority is recorded."""
        return not self.authorities and not any(place.lanes for place in self.places)


def access_view(
    session: Session, crisis_id: EntityId, scenario_id: EntityId = "", today: date | None = None
) -> AccessView:
    """Read the access of a scenario; one that is gone gives way to the first."""
    scenarios = tuple(
        sorted(session.select(Scenario, crisis=crisis_id, retired=False), key=lambda s: s.name)
    )
    chosen = next((s for s in scenarios if s.id == scenario_id), None)
    scenario = chosen or (scenarios[0] if scenarios else None)
    plans = session.select(Plan, scenario=scenario.id, retired=False) if scenario else ()
    dated = [(one.d_date, one.title, one.id) for one in plans if one.d_date is not None]
    d_date, d_title, _ = max(dated, default=(None, "", ""))
    permits = session.select(AccessPermit, scenario=scenario.id, retired=False) if scenario else ()
    authorities = tuple(
        sorted(
            (
                SeenAuthority(one, *_days(one.from_when, one.to_when, d_date))
                for one in session.select(Authority, crisis=crisis_id, retired=False)
            ),
            key=lambda one: (one.from_day or 0, one.authority.name, one.authority.id),
        )
    )
    seen = [SeenPermit(one, *_days(one.from_when, one.to_when, d_date)) for one in permits]
    places = _places(session, seen, [p.id for p in plans])
    everything: list[SeenPermit | SeenAuthority] = [*seen, *authorities]
    ends = [
        day
        for one in everything
        if one.is_placed
        for day in (one.from_day, one.to_day)
        if day is not None
    ]
    now = today or session.outside.now().date()
    return AccessView(
        crisis=session.get(Crisis, crisis_id),
        scenarios=scenarios,
        scenario=scenario,
        d_date=d_date,
        d_plan=d_title if len({on for on, *_ in dated}) > 1 else "",
        places=places,
        authorities=authorities,
        first_day=min([0, *ends]) - AROUND_DAYS,
        last_day=max([USUAL_DAYS, *ends]) + AROUND_DAYS,
        today_day=day_number(now, d_date),
    )


def _days(
    start: When | None, end: When | None, d_date: date | None
) -> tuple[int | None, int | None, bool]:
    """Count both ends from D; not placed if one is a date and D has none."""
    days = [None if when is None else day_number(when, d_date) for when in (start, end)]
    is_placed = all(
        when is None or day is not None for when, day in zip((start, end), days, strict=True)
    )
    return days[0], days[1], is_placed


def _places(
    session: Session, seen: Sequence[SeenPermit], plan_ids: Sequence[EntityId]
) -> tuple[PlaceAccess, ...]:
    known = {one.id: one for one in session.all(Place, include_retired=True)}
    partners = {one.id: one.name for one in session.all(Partner, include_retired=True)}
    needed: dict[EntityId, int] = {}
    for plan_id in plan_ids:
        for need in session.select(Requirement, plan=plan_id, retired=False):
            if need.place is not None:
                needed[need.place] = needed.get(need.place, 0) + 1
    by_place: dict[EntityId, list[SeenPermit]] = {place: [] for place in needed}
    for one in seen:
        by_place.setdefault(one.permit.place, []).append(one)
    with_permits = {place for place, permits in by_place.items() if permits}
    found = [
        PlaceAccess(
            known[place],
            _lanes(known[place], permits, partners),
            needed.get(place, 0),
            tuple(one.name for one in _around(known[place], known) if one.id in with_permits),
        )
        for place, permits in by_place.items()
        if place in known
    ]
    return tuple(sorted(found, key=lambda one: (not one.lanes, one.place.name, one.place.id)))


def _around(place: Place, known: Mapping[EntityId, Place]) -> list[Place]:
    """List the areas that a place is in, from the smallest."""
    found: list[Place] = []
    area = known.get(place.within or "")
    while area is not None and area not in found and area.id != place.id:
        found.append(area)
        area = known.get(area.within or "")
    return found


def _lanes(
    place: Place, permits: Iterable[SeenPermit], partners: Mapping[EntityId, str]
) -> tuple[AccessLane, ...]:
    groups: dict[tuple[str, str], list[SeenPermit]] = {}
    for one in permits:
        permit = one.permit
        who = permit.partner or permit.ring
        groups.setdefault((who, permit.asset_class or ""), []).append(one)
    lanes = []
    for (_, asset), of_lane in sorted(groups.items()):
        of_lane.sort(key=lambda one: (one.from_day is not None, one.from_day or 0, one.permit.id))
        first = of_lane[0].permit
        lanes.append(
            AccessLane(
                place=place,
                who=_who(first, partners),
                asset=message(f"word.AssetClass.{asset}" if asset else "access.every_asset"),
                permits=tuple(of_lane),
                stops=tuple(_stops(of_lane)),
            )
        )
    return tuple(lanes)


def _who(permit: AccessPermit, partners: Mapping[EntityId, str]) -> str | Message:
    if permit.partner:
        return partners.get(permit.partner, permit.partner)
    if permit.ring:
        return message("access.ring", ring=permit.ring)
    return message("access.everybody")


def _stops(permits: Sequence[SeenPermit]) -> Iterable[Message]:
    """Say what stops guests: what is not granted, and where what is granted begins and ends."""
    for one in permits:
        permit = one.permit
        if permit.state is not PermitState.GRANTED:
            code = f"access.{permit.state.value}"
            start = (
                permit.from_when if permit.from_when is not None else message("access.from_ever")
            )
            end = permit.to_when if permit.to_when is not None else message("access.to_ever")
            yield message(code, start=start, end=end)
    granted = [one for one in permits if one.permit.state is PermitState.GRANTED]
    starts = [one.from_day for one in granted]
    ends = [one.to_day for one in granted]
    if granted and None not in starts:
        yield message("access.not_before", day=Day(min(day for day in starts if day is not None)))
    if granted and None not in ends:
        yield message("access.not_from", day=Day(max(day for day in ends if day is not None)))
