"""The parts of the arrival of every pair, as arrays; ``timing`` breaks down one pair in words.

Fractions are summed and rounded up once. Unknown parts are NaN.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crisisplanner.domain.match import ReasonCode
from crisisplanner.domain.problem import ArrivalPart, CaveatEffect, Duration, OfferRow
from crisisplanner.planning.pairs import CompatiblePairs, FloatArray
from crisisplanner.planning.periods import LAST_DAY, BoolArray, IntArray
from crisisplanner.planning.scopes import Scopes
from crisisplanner.planning.timing import PART_ORDER, ROUNDING, decision_of, queue_of, transit_of

NEVER = np.inf


@dataclass(frozen=True)
class PairTimes:
    """Hold when each pair is ready and what surrounds an allocation.

    ``ready_day[i]`` is the first day on which units are there and set up, before conditions
    (``LAST_DAY`` where it is unknown or never); ``Arrival.usable_day`` is the one after conditions. Units leave
    ``lead_days[i]`` before a start and are back ``return_days[i]`` after an end. ``reasons[i]`` holds UNKNOWN and PERMIT (no node takes the offer).
    """

    ready_day: IntArray
    lead_days: IntArray
    return_days: IntArray
    queue_days: IntArray
    setup_days: IntArray
    reasons: IntArray
    dominant: npt.NDArray[np.int8]


def no_pause() -> None:
    """Take the next step at once."""


def times_of_pairs(
    pairs: CompatiblePairs, scopes: Scopes, pause: Callable[[], None] = no_pause
) -> PairTimes:
    """Compute the arrival of every pair; loops over offers and distinct routes, not over pairs.

    ``pause`` is called between steps and may raise.
    """
    problem = pairs.problem
    offers = problem.offers
    notice = _durations([offer.notice for offer in offers])
    load = _durations([offer.load for offer in offers])
    setup = _durations([offer.setup for offer in offers])
    decisions = [decision_of(offer).day for offer in offers]
    decision = np.array([np.nan if day is None else day for day in decisions], dtype=np.float64)
    available = np.array([offer.available_from for offer in offers], dtype=np.float64)
    transit = _transits(pairs, scopes)
    queue = _queues(pairs, scopes)
    lifted = _lifted_days(pairs, scopes)
    pause()
    o = pairs.offer
    released = np.maximum(np.maximum(available, decision)[o], lifted)
    departs = released + notice[o]
    arrives = departs + load[o] + transit + queue
    ready = arrives + setup[o]
    parts = {
        ArrivalPart.AVAILABLE: np.where(available[o] >= released, released, 0.0),
        ArrivalPart.DECISION: np.where(
            (decision[o] >= released) & (available[o] < released), released, 0.0
        ),
        ArrivalPart.CAVEAT: np.where(
            (decision[o] < released) & (available[o] < released), released, 0.0
        ),
        ArrivalPart.NOTICE: notice[o],
        ArrivalPart.LOAD: load[o],
        ArrivalPart.TRANSIT: transit,
        ArrivalPart.QUEUE: queue,
        ArrivalPart.SETUP: setup[o],
    }
    _leave_out_before_d(parts, released)
    dominant = _longest(parts)
    pause()
    overridden, days = _ready_overrides(pairs)
    ready[overridden] = days
    dominant[overridden] = PART_ORDER.index(ArrivalPart.AVAILABLE)
    lead, back = setup[o] + transit, transit
    reasons = np.zeros(len(pairs), dtype=np.int32)
    reasons[np.isnan(ready) | np.isnan(lead) | np.isnan(back)] |= ReasonCode.UNKNOWN.value
    is_refused = np.isinf(queue)
    is_refused[overridden] = False
    reasons[is_refused] |= ReasonCode.PERMIT.value
    return PairTimes(
        _rounded(ready, LAST_DAY),
        _rounded(lead, 0),
        _rounded(back, 0),
        _rounded(queue, 0),
        _rounded(setup, 0)[o],
        reasons,
        dominant,
    )


def _durations(durations: Sequence[Duration]) -> FloatArray:
    days = [np.nan if duration.days is None else duration.days for duration in durations]
    return np.array(days, dtype=np.float64)


def _rounded(days: FloatArray, otherwise: int) -> IntArray:
    """Round days up to whole ones; what is unknown or never becomes ``otherwise``."""
    known = np.isfinite(days)
    return np.where(known, np.ceil(np.where(known, days, 0.0) - ROUNDING), otherwise).astype(
        np.int64
    )


def _leave_out_before_d(parts: dict[ArrivalPart, FloatArray], released: FloatArray) -> None:
    """Shorten the parts of what is released before D by the days that lie before D."""
    before = np.fmax(-released, 0.0)
    if not before.any():
        return
    for part in PART_ORDER[PART_ORDER.index(ArrivalPart.NOTICE) :]:
        if part in parts:
            cut = np.fmin(before, parts[part])
            parts[part] = parts[part] - cut
            before = before - cut


def _longest(parts: dict[ArrivalPart, FloatArray]) -> npt.NDArray[np.int8]:
    """Give the number of the longest part of each pair, the first of equals; -1 if all are 0."""
    n_pairs = len(parts[ArrivalPart.TRANSIT])
    best = np.zeros(n_pairs)
    number = np.full(n_pairs, -1, dtype=np.int8)
    for place, part in enumerate(PART_ORDER):
        if part in parts:
            longer = np.nan_to_num(parts[part]) > best
            best[longer] = parts[part][longer]
            number[longer] = place
    return number


def _ready_overrides(pairs: CompatiblePairs) -> tuple[IntArray, FloatArray]:
    rows = pairs.problem.pairs
    listed = np.flatnonzero(pairs.override >= 0)
    days = [rows[row].usable_day for row in pairs.override[listed]]
    known = np.array([day is not None for day in days], dtype=np.bool_)
    return listed[known], np.array([day for day in days if day is not None], dtype=np.float64)


def _transits(pairs: CompatiblePairs, scopes: Scopes) -> FloatArray:
    offers = pairs.problem.offers
    given = _durations([offer.transit for offer in offers])
    transit = given[pairs.offer]
    if not np.isnan(given).any():
        return transit
    places = [need.place for need in pairs.problem.requirements]
    keys = [
        (offer.origin, offer.speed_km_per_day) if np.isnan(days) else None
        for offer, days in zip(offers, given, strict=True)
    ]

    def days_between(offer: OfferRow, place: str) -> float:
        days = transit_of(offer, scopes.points.get(place)).days
        return np.nan if days is None else days

    asked = np.flatnonzero(np.isnan(transit))
    transit[asked] = _by_route(pairs, asked, keys, places, days_between)
    return transit


def _queues(pairs: CompatiblePairs, scopes: Scopes) -> FloatArray:
    problem = pairs.problem
    if not problem.nodes:
        return np.zeros(len(pairs))
    keys = [(offer.asset_class, offer.mode, offer.lift_t) for offer in problem.offers]
    places = [need.place for need in problem.requirements]
    nodes = {place: scopes.nodes_of(place) for place in set(places)}

    def days_in_queue(offer: OfferRow, place: str) -> float:
        queue = queue_of(offer, nodes[place])
        if queue is None:
            return NEVER
        return np.nan if queue.days is None else queue.days

    return _by_route(pairs, np.arange(len(pairs)), keys, places, days_in_queue)


def _by_route(
    pairs: CompatiblePairs,
    asked: IntArray,
    keys: Sequence[object],
    places: Sequence[str],
    days: Callable[[OfferRow, str], float],
) -> FloatArray:
    """Compute days once for each distinct (key of the offer, place) of the asked pairs."""
    key_numbers: dict[object, int] = {}
    key_of = np.array([key_numbers.setdefault(key, len(key_numbers)) for key in keys])
    place_numbers: dict[str, int] = {}
    place_of = np.array([place_numbers.setdefault(place, len(place_numbers)) for place in places])
    o, r = pairs.offer[asked], pairs.requirement[asked]
    if not len(asked):
        return np.zeros(0)
    route = place_of[r] * len(key_numbers) + key_of[o]
    _, first, which = np.unique(route, return_index=True, return_inverse=True)
    found = [
        days(pairs.problem.offers[o[example]], places[r[example]]) for example in first.tolist()
    ]
    return np.array(found, dtype=np.float64)[which]


def _lifted_days(pairs: CompatiblePairs, scopes: Scopes) -> FloatArray:
    """Give the day on which the last delaying caveat of each pair is lifted; -inf without one."""
    lifted = np.full(len(pairs), -np.inf)
    offer_number = {offer.id: number for number, offer in enumerate(pairs.problem.offers)}
    for caveat in pairs.problem.caveats:
        if caveat.effect is CaveatEffect.DELAYS and caveat.offer in offer_number:
            own = scoped_pairs(pairs, offer_number[caveat.offer], scopes.requirements_of(caveat))
            lifted[own] = np.maximum(lifted[own], caveat.days)
    return lifted


def scoped_pairs(pairs: CompatiblePairs, offer: int, in_scope: BoolArray) -> IntArray:
    """List the pairs of one offer whose requirement is marked."""
    own = pairs.of_offer(offer)
    return own[in_scope[pairs.requirement[own]]]
