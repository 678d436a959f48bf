"""Arrivals of pairs as stretches of days that follow each other."""

from __future__ import annotations

from collections.abc import Iterable

from crisisplanner.domain.match import Arrival, ArrivalTerm
from crisisplanner.domain.messages import Ref, RefKind, message
from crisisplanner.domain.problem import ArrivalPart
from crisisplanner.services.matching.match_view import ArrivalStretch, ArrivalView, PartnerName
from crisisplanner.services.naming import Names

PARALLEL = (ArrivalPart.AVAILABLE, ArrivalPart.DECISION, ArrivalPart.CAVEAT)
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
    return ArrivalView(
        partner=partner,
        offer_title=offer_title,
        quantity=quantity,
        needed_day=needed_day,
        usable_day=arrival.usable_day,
        stretches=tuple(_stretch(term, names) for term in _binding(arrival.terms)),
        dominant=arrival.dominant,
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


def _stretch(term: ArrivalTerm, names: Names) -> ArrivalStretch:
    name = term.name
    if name and term.part in _REF_KINDS:
        name = names.name_of(Ref(_REF_KINDS[term.part], name))
    return ArrivalStretch(
        part=term.part,
        from_day=term.ends_on - term.days,
        to_day=term.ends_on,
        name=name,
        is_assumed=term.is_assumed,
    )
