"""Whether what a reason holds back could really come without it: other rules may bind as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from crisisplanner.planning.explanation.idle_units import IdleUnits, Sending
from crisisplanner.planning.explanation.one_more import (
    Part,
    days_of_parts,
    one_more_each,
)
from crisisplanner.planning.explanation.rooms import OneMore
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray

MOST_TRIED = 2
"""How many offers of a cause are tried, those that could mend most first."""


class Claim(NamedTuple):
    """Hold what one reason is said to keep away: units[i, t] of the pairs at[i].

    ``lifted`` is what is supposed not to be in the way.
    """

    at: IntArray
    held: FloatArray
    lifted: str = ""


class Share(NamedTuple):
    """Hold a part of a claim, and the rules that would keep it away as well."""

    codes: tuple[str, ...]
    at: IntArray
    held: FloatArray


class SoleClaims:
    """Try what some reasons keep from a requirement against the rules of the plan."""

    def __init__(self, idle: IdleUnits, claims: Sequence[Claim]) -> None:
        self._idle, self._claims = idle, claims
        self.asked: list[OneMore] = []
        if not claims:
            return
        at = np.concatenate([claim.at[:MOST_TRIED] for claim in claims])
        held = np.concatenate([claim.held[:MOST_TRIED] for claim in claims])
        lifted = [claim.lifted for claim in claims for _ in claim.at[:MOST_TRIED]]
        each = one_more_each(idle.plan, idle.need, at, held > 0)
        for more, units, name in zip(each, held, lifted, strict=True):
            own = more._replace(lifted=name) if name else more
            self.asked.append(_together(idle, own, units))

    def shares(self, parts: Iterable[list[Part]]) -> Iterator[list[Share]]:
        """Part each claim by the rules that would keep its units away as well.

        The first pairs are tried; the others are taken to be as most of those are.
        """
        tried = zip(self.asked, parts, strict=True)
        for claim in self._claims:
            own = list(islice(tried, min(MOST_TRIED, len(claim.at))))
            yield _shares(self._idle, claim, own)


def _together(idle: IdleUnits, more: OneMore, held: FloatArray) -> OneMore:
    """Take as many units as have to come at once."""
    if idle.joint.least <= 0 or more.moved is not None:
        return more
    package = idle.joint.package(held > 0, float(idle.need.factor[more.at]))
    if package <= 1.0:
        return more
    could_come = held + idle.idle_units(more.at)
    return more._replace(units=max(1.0, min(package, float(could_come[held > 0].max()))))


def _shares(
    idle: IdleUnits, claim: Claim, tried: Sequence[tuple[OneMore, list[Part]]]
) -> list[Share]:
    at, held = claim.at, claim.held
    groups: dict[bool, dict[int, FloatArray | None]] = {True: {}, False: {}}
    codes: dict[str, None] = {}
    for row, (more, parts) in enumerate(tried):
        if len(parts) == 1:
            groups[not parts[0].rooms][row] = None
            codes.update(dict.fromkeys(parts[0].codes))
            continue
        for part, on in days_of_parts(idle.need, more, parts):
            units = np.where(on, held[row], 0.0)
            if np.count_nonzero(units):
                group = groups[not part.rooms]
                before = group.get(row)
                group[row] = units if before is None else before + units
                codes.update(dict.fromkeys(part.codes))
    if len(at) > MOST_TRIED:
        is_like = len(groups[True]) >= len(groups[False])
        groups[is_like].update(dict.fromkeys(range(MOST_TRIED, len(at))))
    return [
        Share(
            _joint(idle, own_at, own_held) if is_free else tuple(codes),
            own_at,
            own_held,
        )
        for is_free, rows in groups.items()
        if rows
        for own_at, own_held in (_held(claim, rows),)
    ]


def _held(claim: Claim, rows: dict[int, FloatArray | None]) -> tuple[IntArray, FloatArray]:
    if len(rows) == len(claim.at) and not any(units is not None for units in rows.values()):
        return claim.at, claim.held
    places = list(rows)
    at, held = claim.at[places], claim.held[places]
    for place, units in enumerate(rows.values()):
        if units is not None:
            held[place] = units
    return at, held


def _joint(idle: IdleUnits, at: IntArray, held: FloatArray) -> tuple[str, ...]:
    """Name what the requirement would still lack if these came, with all that nothing keeps away."""
    if not idle.joint.can_bind:
        return ()
    need = idle.need
    sent = map(Sending, need.offers[at].tolist(), need.factor[at][:, None] * held)
    found = idle.lacking(sent, np.logical_or.reduce(held, axis=0))
    return tuple(room.code for room in found)
