"""Give new partners the number of the colour that they keep in the whole workspace.

Numbers from 1 to 12 are colours of their own, further ones repeat them with a pattern. So those who
bring most come first, and the smallest free numbers are taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.changes import Change, Create
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.offers import Offer


def has_uncoloured(changes: Sequence[Change]) -> bool:
    """Tell whether a new partner among changes has no colour yet."""
    return any(_new_partner(change) is not None for change in changes)


def coloured(changes: Sequence[Change], known: Iterable[Partner]) -> Sequence[Change]:
    """Number the new partners among changes that have no colour yet, largest contributors first."""
    new = [partner for change in changes if (partner := _new_partner(change)) is not None]
    brought = _brought(changes)
    ranked = sorted(new, key=lambda one: (-brought.get(one.id, 0.0), one.name, one.id))
    free = _free(changes, known)
    numbers = {partner.id: next(free) for partner in ranked}
    return [
        change
        if (partner := _new_partner(change)) is None
        else Create(replace(partner, colour=numbers[partner.id]))
        for change in changes
    ]


def _new_partner(change: Change) -> Partner | None:
    if isinstance(change, Create) and isinstance(change.entity, Partner):
        return change.entity if change.entity.colour is None else None
    return None


def _brought(changes: Sequence[Change]) -> Mapping[EntityId, float]:
    """Sum what partners offer among the changes: people where they are known, else units."""
    sums: dict[EntityId, float] = defaultdict(float)
    for change in changes:
        if isinstance(change, Create) and isinstance(change.entity, Offer):
            offer = change.entity
            sums[offer.partner] += (offer.quantity.value or 0.0) * (offer.personnel.value or 1.0)
    return sums


def _free(changes: Sequence[Change], known: Iterable[Partner]) -> Iterator[int]:
    taken = {partner.colour for partner in known}
    for change in changes:
        if isinstance(change, Create) and isinstance(change.entity, Partner):
            taken.add(change.entity.colour)
    return (number for number in count(1) if number not in taken)
