"""Arrivals of pairs as stretches of days that follow each other."""

from __future__ import annotations

from collections.abc import Iterable

from crisisplanner.domain.match import Arrival, ArrivalTerm
from crisisplanner.domain.messages import Ref, RefKind, message
from crisisplanner.domain.problem import ArrivalPart
from crisisplanner.services.matching.match_view import ArrivalStretch, ArrivalView, PartnerName
from crisisplanner.services.naming import Names

PARALLEL = (ArrivalPart.AVAILABLE, ArrivalPart.DECISION, ArrivalPart.CAVEAT)
# Below this a difference of days is one of floating numbers.
HARDLY_ANY = 1e-6
_REF_KINDS = {
    ArrivalPart.CAVEAT: RefKind.CAVEAT,
    ArrivalPart.CONDITION: RefKind.CONDITION,
}


def arrival_view(
    arrival: Arrival,
    names: Names,
    *,
    partner: PartnerName,
    offer_title: str,
    quantity: float | None,
    needed_day: int,
) -> ArrivalView:
    """Show an arrival: what releases it, then notice, load, transit, queue and set-up."""
    stretches = _stretches(arrival, names)
    return ArrivalView(
        partner=partner,
        offer_title=offer_title,
        quantity=quantity,
        needed_day=needed_day,
        usable_day=arrival.usable_day,
        stretches=stretches,
        dominant=_longest_part(stretches, arrival.dominant),
        unknown=tuple(
            message(f"match_page.field.{name}")
            for name in dict.fromkeys(f.partition(":")[0] for f in arrival.unknown_fields)
        ),
    )


def _binding(terms: Iterable[ArrivalTerm]) -> list[ArrivalTerm]:
    """Leave out what runs beside the part that releases the offer last."""
    found = list(terms)
    ends = {
        part: max((t.ends_on for t in found if t.part is part), default=None) for part in PARALLEL
    }
    known = {part: end for part, end in ends.items() if end is not None}
    last = max(known, key=lambda part: known[part], default=None)
    return [term for term in found if term.part not in PARALLEL or term.part is last]


def _stretches(arrival: Arrival, names: Names) -> tuple[ArrivalStretch, ...]:
    """Lay the parts end to end from D on, in tenths of a day, up to the usable day.

    Units count from whole days on: the last part that ends within a day lasts to the end of it.
    """
    terms = _binding(arrival.terms)
    days = [term.days_from_d for term in terms]
    rest = 0.0 if arrival.usable_day is None else max(0, arrival.usable_day) - sum(days)
    within = -1
    if rest > HARDLY_ANY:
        within = max((n for n, one in enumerate(days) if _has_fraction(one)), default=-1)
        days[within] += rest
    found: list[ArrivalStretch] = []
    begin = end = 0.0
    for n, (term, own) in enumerate(zip(terms, days, strict=True)):
        end += own
        if round(end, 1) > begin:
            span = (begin, round(end, 1))
            found.append(_stretch(term, names, span, is_whole=n == within))
            begin = span[1]
    return tuple(found)


def _longest_part(
    stretches: tuple[ArrivalStretch, ...], otherwise: ArrivalPart | None
) -> ArrivalPart | None:
    """Name the part with the most of the shown days; of equals the one that was found to be it."""
    days: dict[ArrivalPart, float] = {}
    for one in stretches:
        days[one.part] = days.get(one.part, 0.0) + one.days
    if not days:
        return otherwise
    longest = round(max(days.values()), 1)
    equals = [part for part, own in days.items() if round(own, 1) >= longest]
    return otherwise if otherwise in equals else equals[0]


def _has_fraction(days: float) -> bool:
    return abs(days - round(days)) > HARDLY_ANY


def _stretch(
    term: ArrivalTerm, names: Names, span: tuple[float, float], *, is_whole: bool
) -> ArrivalStretch:
    name = term.name
    if name and term.part in _REF_KINDS:
        name = names.name_of(Ref(_REF_KINDS[term.part], name))
    return ArrivalStretch(
        part=term.part,
        from_day=span[0],
        to_day=span[1],
        name=name,
        is_assumed=term.is_assumed,
        is_wait=term.is_wait,
        is_whole=is_whole,
    )
