"""Whether what a reason holds back could really come without it: other rules may bind as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from crisisplanner.domain.match import ReasonCode
from crisisplanner.planning.explanation.idle_units import IdleUnits
from crisisplanner.planning.explanation.one_more import (
    days_of_parts,
    one_more_each,
    parts_of,
)
from crisisplanner.planning.explanation.pair_causes import PairCause
from crisisplanner.planning.explanation.rooms import PROMISED
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray

MOST_TRIED = 2
"""How many offers of a cause are tried, those that could mend most first."""


def parted(
    idle: IdleUnits, causes: Iterable[PairCause]
) -> Iterator[tuple[PairCause, tuple[str, ...]]]:
    """Part what one reason holds back by the rules of the plan that would keep it away as well."""
    for cause in causes:
        if not cause.is_sole:
            yield cause, ()
            continue
        lifted = PROMISED if cause.code is ReasonCode.COMMITTED else ""
        for codes, at, held in parted_units(idle, cause.at, cause.held, lifted):
            yield cause._replace(is_sole=not codes, at=at, held=held), codes


def parted_units(
    idle: IdleUnits, at: IntArray, held: FloatArray, lifted: str
) -> Iterator[tuple[tuple[str, ...], IntArray, FloatArray]]:
    """Part units[i, t] of pairs at[i] by the rules that would keep them away without ``lifted``.

    The first pairs are tried; the others are taken to be as most of those are.
    """
    groups: dict[bool, dict[int, FloatArray | None]] = {True: {}, False: {}}
    codes: dict[str, None] = {}
    each = one_more_each(idle.plan, idle.need, at[:MOST_TRIED], held[:MOST_TRIED] > 0)
    for row, more in enumerate(each):
        own = more._replace(lifted=lifted)
        if idle.joint.least > 0 and more.moved is None:
            on = held[row] > 0
            package = idle.joint.package(on, float(idle.need.factor[more.at]))
            own = own._replace(units=max(1.0, min(package, float(held[row].max()))))
        parts = parts_of(idle.limits, own)
        if len(parts) == 1:
            groups[not parts[0].rooms][row] = None
            codes.update(dict.fromkeys(parts[0].codes))
            continue
        for part, on in days_of_parts(idle.need, own, parts):
            units = np.where(on, held[row], 0.0)
            if units.any():
                group = groups[not part.rooms]
                before = group.get(row)
                group[row] = units if before is None else before + units
                codes.update(dict.fromkeys(part.codes))
    if len(at) > MOST_TRIED:
        is_like = len(groups[True]) >= len(groups[False])
        groups[is_like].update(dict.fromkeys(range(MOST_TRIED, len(at))))
    for is_free, rows in groups.items():
        if rows:
            places = list(rows)
            own_at, own_held = at[places], held[places]
            for place, some in enumerate(rows.values()):
                if some is not None:
                    own_held[place] = some
            others = _joint(idle, own_at, own_held) if is_free else tuple(codes)
            yield others, own_at, own_held


def _joint(idle: IdleUnits, at: IntArray, held: FloatArray) -> tuple[str, ...]:
    """Name what the requirement would still lack if these came, with all that nothing keeps away."""
    if not idle.joint.can_bind:
        return ()
    need, free = idle.need, frozenset[str]()
    level = idle.level_with(free) + need.factor[at] @ held
    offers = idle.plan.problem.offers
    partners = {offers[number].partner for number in need.offers[at].tolist()}
    found = idle.joint.lacking(
        level, partners | idle.partners_with(free), np.logical_or.reduce(held, axis=0)
    )
    return tuple(room.code for room in found)
