"""What the lanes of access say: rows with their bars and sentences, and the first sentence."""

from __future__ import annotations

from collections.abc import Iterator

from crisisplanner.domain.situation import AccessPermit, Authority
from crisisplanner.services.crisis_views.access_view import (
    AccessLane,
    AccessView,
    PlaceAccess,
    SeenAuthority,
)
from crisisplanner.ui.watch.access.lanes import Bar, LaneRow, LanesFace
from crisisplanner.wording.catalogue import Wording

AUTHORITIES = "authorities"
LANE = "lane"


def first_sentence(view: AccessView, words: Wording) -> str:
    """Say which places may be entered and which not by all, and what is in force."""
    stopped = tuple(one.place.name for one in view.places if one.n_stopped)
    is_open = tuple(one.place.name for one in view.places if one.lanes and not one.n_stopped)
    parts = []
    if stopped:
        parts.append(words.say("access.stopped", n=len(stopped), places=stopped))
    if is_open:
        parts.append(words.say("access.all_open", n=len(is_open), places=is_open))
    unsaid = tuple(p.place.name for p in view.places if not p.lanes and not p.areas)
    if unsaid:
        parts.append(words.say("access.unsaid", n=len(unsaid), places=unsaid))
    parts.append(words.say("access.n_authorities", n=len(view.authorities)))
    if view.d_plan:
        parts.append(words.say("access.days_of", plan=view.d_plan, on=view.d_date))
    return " ".join(parts)


def lanes_face(view: AccessView, words: Wording) -> LanesFace:
    """Write places with their lanes, then authorities."""
    rows = [row for place in view.places for row in _rows_of_place(place, words)]
    if view.authorities:
        said = words.say("access.authorities_said")
        n = words.say("access.n_authorities", n=len(view.authorities))
        rows.append(LaneRow(AUTHORITIES, words.say("crises.authorities"), n, said, is_head=True))
        rows += [_row_of_authority(one, words) for one in view.authorities]
    return LanesFace(tuple(rows), view.first_day, view.last_day, view.today_day)


def lane_id(lane: AccessLane) -> str:
    """Name a lane by its place and first permit's guest."""
    permit = lane.permits[0].permit
    who = permit.partner or permit.ring or ""
    return "/".join((LANE, lane.place.id, who, permit.asset_class or ""))


def lane_title(lane: AccessLane, words: Wording) -> str:
    """Say who with which class of asset."""
    return words.say("access.lane", who=lane.who, asset=lane.asset)


def period_of(thing: AccessPermit | Authority, words: Wording) -> str:
    """Write from when to when; open ends say so."""
    return words.say(
        "access.period",
        start=thing.from_when if thing.from_when is not None else words.say("access.from_ever"),
        end=thing.to_when if thing.to_when is not None else words.say("access.to_ever"),
    )


def _rows_of_place(place: PlaceAccess, words: Wording) -> Iterator[LaneRow]:
    said = [
        words.say(
            "access.stop",
            lane=lane_title(lane, words),
            stops=" ".join(words.message(stop) for stop in lane.stops),
        )
        for lane in place.lanes
        if lane.stops
    ]
    if not place.lanes:
        sentence = " ".join(words.message(rule) for rule in place.rules)
    else:
        sentence = " ".join(said) or words.say("access.nothing_stops")
    note = words.say("access.n_requirements", n=place.n_requirements)
    yield LaneRow("place/" + place.place.id, place.place.name, note, sentence, is_head=True)
    for lane in place.lanes:
        bars = tuple(
            Bar(
                seen.permit.state.value,
                _bar_word(seen.permit, words),
                seen.from_day,
                seen.to_day,
            )
            for seen in lane.permits
            if seen.is_placed
        )
        sentence = " ".join(words.message(stop) for stop in lane.stops)
        yield LaneRow(
            lane_id(lane),
            lane_title(lane, words),
            "",
            sentence or words.say("access.nothing_stops"),
            is_head=False,
            bars=bars,
            is_closed_without=True,
        )


def _bar_word(permit: AccessPermit, words: Wording) -> str:
    state = words.say(f"word.PermitState.{permit.state.value}")
    return words.say("access.bar", state=state, name=permit.name) if permit.name else state


def _row_of_authority(seen: SeenAuthority, words: Wording) -> LaneRow:
    one = seen.authority
    kind = words.say(f"word.AuthorityKind.{one.authority_kind.value}")
    bars = (Bar("authority", kind, seen.from_day, seen.to_day),) if seen.is_placed else ()
    said = words.say("access.authority_said", kind=kind, period=period_of(one, words))
    return LaneRow("authority/" + one.id, one.name, kind, said, is_head=False, bars=bars)
