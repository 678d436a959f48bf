"""When an offer can be on the spot: decision paths, transit, queue, the parts of an arrival.

One pair at a time, for explanation and print; ``eligibility`` computes the same for all pairs as
arrays from the same parts. Nothing here knows of windows or of other allocations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crisisplanner.domain.days import whole_days
from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.match import Arrival, ArrivalTerm
from crisisplanner.domain.problem import (
    ArrivalPart,
    DecisionStep,
    Duration,
    GeoPoint,
    NodeRow,
    OfferRow,
)
from crisisplanner.planning.distances import distance_km

PART_ORDER = tuple(ArrivalPart)
NO_DURATION = Duration()
# Days that differ by less are the same: sums of fractions are not exact.
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Decision:
    """Hold the day of the last decision and the steps that determine it, first to last.

    Where the first of them begins later than D, the wait for that day comes first.
    ``day`` is None where a step's duration is unknown; ``unknown_steps`` names those steps.
    """

    day: float | None
    critical_steps: tuple[ArrivalTerm, ...] = ()
    unknown_steps: tuple[str, ...] = ()


def decision_of(offer: OfferRow) -> Decision:
    """Find the day on which the last step of an offer's decision path is taken.

    Each step begins on its own day and after every step it waits for; steps that don't wait for
    each other run side by side. Longest path; ties go to the step that is listed first. Raises a
    coded error if a step waits for itself or for a step that is not there.
    """
    steps = {step.id: step for step in offer.decision_steps}
    if not steps:
        term = ArrivalTerm(ArrivalPart.DECISION, offer.decision_days, offer.decision_days)
        return Decision(offer.decision_days, (term,) if offer.decision_days else ())
    unknown = tuple(step.id for step in offer.decision_steps if step.duration.days is None)
    if unknown:
        return Decision(None, (), unknown)
    ends = _step_ends(offer.id, steps)
    last = max(steps, key=lambda step: ends[step])
    return Decision(ends[last], _critical_path(last, steps, ends))


def ends_of_steps(offer: OfferRow) -> dict[str, float]:
    """Give the day on which each step of an offer's decision path ends, by the step's id.

    An unknown length counts 0. Raises a coded error if a step waits for itself.
    """
    return _step_ends(offer.id, {step.id: step for step in offer.decision_steps})


def _step_ends(offer: str, steps: Mapping[str, DecisionStep]) -> dict[str, float]:
    ends: dict[str, float] = {}
    waiting = list(steps.values())
    while waiting:
        ready = [step for step in waiting if all(before in ends for before in step.after)]
        if not ready:
            raise bad_input(
                "match.decision_steps_wait_in_a_circle",
                offer=offer,
                steps=tuple(step.id for step in waiting),
            )
        for step in ready:
            begins = max([float(step.begins_on), *(ends[before] for before in step.after)])
            ends[step.id] = begins + (step.duration.days or 0.0)
        waiting = [step for step in waiting if step.id not in ends]
    return ends


def _critical_path(
    last: str, steps: Mapping[str, DecisionStep], ends: Mapping[str, float]
) -> tuple[ArrivalTerm, ...]:
    path: list[ArrivalTerm] = []
    current: str | None = last
    while current is not None:
        step = steps[current]
        days = step.duration.days or 0.0
        path.append(
            ArrivalTerm(
                ArrivalPart.DECISION, days, ends[current], step.decider, step.duration.is_assumed
            )
        )
        begins = ends[current] - days
        current = next((before for before in step.after if ends[before] >= begins - ROUNDING), None)
        if current is None and begins > ROUNDING:
            path.append(
                ArrivalTerm(ArrivalPart.DECISION, begins, begins, step.decider, is_wait=True)
            )
    return tuple(reversed(path))


def transit_of(offer: OfferRow, point: GeoPoint | None) -> Duration:
    """Give the transit to a point: as stated, else computed from distance and speed.

    A computed transit is marked as assumed; without origin, point or speed it is unknown.
    """
    if offer.transit.days is not None:
        return offer.transit
    if offer.origin is None or point is None or not offer.speed_km_per_day:
        return Duration(None)
    return Duration(distance_km(offer.origin, point) / offer.speed_km_per_day, is_assumed=True)


def admitting_nodes(offer: OfferRow, nodes: Iterable[NodeRow]) -> tuple[NodeRow, ...]:
    """List the nodes that refuse neither the offer's asset class nor its mode."""
    return tuple(
        node
        for node in nodes
        if not {offer.asset_class, offer.mode}.difference({""}).intersection(node.refuses)
    )


def node_capacity_t(nodes: Iterable[NodeRow]) -> float | None:
    """Sum the largest capacity of each node in tonnes a day; None is no limit."""
    largest: dict[str, float] = {}
    for node in nodes:
        if node.capacity_t_per_day is None:
            return None
        largest[node.id] = max(largest.get(node.id, 0.0), node.capacity_t_per_day)
    return sum(largest.values())


def queue_of(offer: OfferRow, nodes: Iterable[NodeRow]) -> Duration | None:
    """Give the days that one unit needs through the nodes of a place; None is never.

    ``Duration(None)`` where the unit's lift is unknown.
    """
    at_place = tuple(nodes)
    admitting = admitting_nodes(offer, at_place)
    if not at_place:
        return Duration()
    if not admitting:
        return None
    capacity = node_capacity_t(admitting)
    if capacity is None or offer.lift_t == 0:
        return Duration()
    if offer.lift_t is None:
        return Duration(None)
    return Duration(offer.lift_t / capacity) if capacity > 0 else None


@dataclass(frozen=True, slots=True)
class ArrivalInputs:
    """Gather what determines one pair's arrival.

    ``lifted_day`` is the day on which the last delaying caveat is lifted; ``queue`` None means that
    no node takes the offer; ``condition_day`` is the first day of all conditions together, None if
    it never comes or none is needed. ``usable_day`` replaces arrival and set-up.
    """

    offer: OfferRow
    requirement: str
    transit: Duration
    queue: Duration | None = NO_DURATION
    lifted_day: float | None = None
    lifted_caveat: str = ""
    condition_day: int | None = None
    condition: str = ""
    usable_day: int | None = None


def arrival_of(inputs: ArrivalInputs) -> Arrival:
    """Break the first usable day of a pair into its parts and name the dominant one.

    departs = max(available, decision, caveat lifted) + notice; arrives = departs + load + transit +
    queue; usable = arrives + set-up, rounded up once, then the first day of the conditions. The
    dominant part is the longest, from D on, of those that determine the day; ties go to the earlier
    part.
    """
    unknown = _unknown_fields(inputs)
    if inputs.usable_day is not None:
        terms = [
            ArrivalTerm(ArrivalPart.AVAILABLE, float(inputs.usable_day), float(inputs.usable_day))
        ]
        usable: int | None = None if unknown else inputs.usable_day
    elif unknown or inputs.queue is None:
        terms, usable = list(_release_terms(inputs)[0]), None
    else:
        terms, released = _release_terms(inputs)
        departs = _after(released, (ArrivalPart.NOTICE,), inputs, terms)
        on_the_way = (ArrivalPart.LOAD, ArrivalPart.TRANSIT, ArrivalPart.QUEUE)
        arrives = _after(departs, on_the_way, inputs, terms)
        usable = whole_days(_after(arrives, (ArrivalPart.SETUP,), inputs, terms))
    if usable is not None and inputs.condition_day is not None and inputs.condition_day > usable:
        waits = float(inputs.condition_day - usable)
        usable = inputs.condition_day
        terms.append(ArrivalTerm(ArrivalPart.CONDITION, waits, float(usable), inputs.condition))
    dominant = _dominant(inputs, terms)
    return Arrival(inputs.offer.id, inputs.requirement, usable, tuple(terms), dominant, unknown)


def _after(
    day: float, parts: Iterable[ArrivalPart], inputs: ArrivalInputs, terms: list[ArrivalTerm]
) -> float:
    """Give the day on which some parts of the way end that begin on a day, and note their terms."""
    moves = _moves(inputs)
    for part in parts:
        duration = moves[part]
        day += duration.days or 0.0
        terms.append(ArrivalTerm(part, duration.days or 0.0, day, is_assumed=duration.is_assumed))
    return day


def _moves(inputs: ArrivalInputs) -> dict[ArrivalPart, Duration]:
    offer = inputs.offer
    return {
        ArrivalPart.NOTICE: offer.notice,
        ArrivalPart.LOAD: offer.load,
        ArrivalPart.TRANSIT: inputs.transit,
        ArrivalPart.QUEUE: inputs.queue or Duration(),
        ArrivalPart.SETUP: offer.setup,
    }


def _unknown_fields(inputs: ArrivalInputs) -> tuple[str, ...]:
    """Name what is unknown and needed: with a usable day only what leaving takes."""
    moves = _moves(inputs)
    needed = (
        (ArrivalPart.TRANSIT, ArrivalPart.SETUP) if inputs.usable_day is not None else tuple(moves)
    )
    fields = [part.value for part in needed if moves[part].days is None]
    if inputs.usable_day is None:
        steps = decision_of(inputs.offer).unknown_steps
        fields = [*(f"decision:{step}" for step in steps), *fields]
    return tuple(fields)


def _release_terms(inputs: ArrivalInputs) -> tuple[list[ArrivalTerm], float]:
    """Give the parallel terms before departure, and the day on which the last of them ends."""
    offer = inputs.offer
    decision = decision_of(offer)
    available = float(offer.available_from)
    terms = [ArrivalTerm(ArrivalPart.AVAILABLE, available, available)]
    terms.extend(decision.critical_steps)
    end = max(available, decision.day if decision.day is not None else available)
    if inputs.lifted_day is not None:
        lifted = inputs.lifted_day
        terms.append(ArrivalTerm(ArrivalPart.CAVEAT, lifted, lifted, inputs.lifted_caveat))
        end = max(end, lifted)
    return terms, end


def _dominant(inputs: ArrivalInputs, terms: Iterable[ArrivalTerm]) -> ArrivalPart | None:
    days: dict[ArrivalPart, float] = {}
    for term in terms:
        days[term.part] = days.get(term.part, 0.0) + term.days_from_d
    if inputs.usable_day is None:
        _, released = _release_terms(inputs)
        decision = decision_of(inputs.offer).day
        binding = _binding_part(float(inputs.offer.available_from), decision, inputs.lifted_day)
        for part in (ArrivalPart.AVAILABLE, ArrivalPart.DECISION, ArrivalPart.CAVEAT):
            days[part] = released if part is binding else 0.0
    longest = max(PART_ORDER, key=lambda part: days.get(part, 0.0))
    return longest if days.get(longest, 0.0) > 0 else None


def _binding_part(available: float, decision: float | None, lifted: float | None) -> ArrivalPart:
    """Tell which of the parallel parts ends last; ties go to the earlier part."""
    ends = [(ArrivalPart.AVAILABLE, available)]
    if decision is not None:
        ends.append((ArrivalPart.DECISION, decision))
    if lifted is not None:
        ends.append((ArrivalPart.CAVEAT, lifted))
    return max(ends, key=lambda item: item[1])[0]
