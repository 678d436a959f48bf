"""Rules on the partners of a requirement: lead, most, least, and who may not meet (H7 to H9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from crisisplanner.domain.problem import CaveatEffect
from crisisplanner.planning.matching.arcs import Arcs
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.model.linear import INFINITY, LinearModel
from crisisplanner.planning.matching.model.linking import add_linking_rows
from crisisplanner.planning.pair_timing import scoped_pairs
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import FIRST_DAY, LAST_DAY, IntArray

COUNTED_SHARE = 0.01


@dataclass(frozen=True)
class PartnerColumns:
    """Hold column ``y[r, partner]``: the partner sends something to the requirement."""

    y: dict[tuple[int, int], int]


@dataclass(frozen=True)
class Shunning:
    """A caveat: these arcs may not share their requirement with a partner."""

    arcs: IntArray
    partner: int


def shunned_partners(arcs: Arcs) -> Iterator[Shunning]:
    """List the arcs whose caveats forbid to share a requirement with a partner."""
    instance = arcs.instance
    table = instance.table
    for row in instance.problem.caveats:
        partner = instance.partner_number.get(row.other_partner, -1)
        if row.effect is not CaveatEffect.FORBIDS or partner < 0:
            continue
        if row.offer not in instance.offer_number:
            continue
        in_scope = table.scopes.requirements_of(row)
        own = scoped_pairs(table.pairs, instance.offer_number[row.offer], in_scope)
        start = FIRST_DAY if row.from_day is None else row.from_day
        end = LAST_DAY if row.to_day is None else row.to_day
        touches = (arcs.start < end) & (arcs.end > start)
        yield Shunning(
            np.flatnonzero(touches & np.isin(instance.pair_row[arcs.pair], own)), partner
        )


def add_partner_rows(
    model: LinearModel,
    arcs: Arcs,
    upper: FloatArray,
    requirements: IntArray,
    *,
    counts_all: bool = False,
) -> PartnerColumns:
    """Add y columns where a rule needs them, and the rows of the rules."""
    instance = arcs.instance
    shunned = list(shunned_partners(arcs))
    y: dict[tuple[int, int], int] = {}
    for need in requirements.tolist():
        row = instance.problem.requirements[need]
        own = np.flatnonzero(arcs.requirement == need)
        present = set(arcs.partner[own].tolist())
        asked = _asked_partners(instance, need, present, counts_all=counts_all)
        for shunning in shunned:
            if (arcs.requirement[shunning.arcs] == need).any():
                asked.add(shunning.partner)
        _add_presence(model, arcs, upper, own[np.isin(arcs.partner[own], sorted(asked))], y)
        _add_limits(model, instance, need, y)
        if row.min_partners > 0:
            _add_minimum(model, arcs, upper, need)
    for shunning in shunned:
        for arc in shunning.arcs.tolist():
            if arcs.partner[arc] == shunning.partner:
                model.add_rows(1, 0.0, 0.0, (_one(0), _one(arc), 1.0))
            elif (int(arcs.requirement[arc]), shunning.partner) in y:
                column = y[int(arcs.requirement[arc]), shunning.partner]
                most = float(upper[arc])
                model.add_rows(
                    1, -INFINITY, most, (_one(0), _one(arc), 1.0), (_one(0), _one(column), most)
                )
    return PartnerColumns(y)


def _one(value: int) -> IntArray:
    return np.array([value], dtype=np.int64)


def _asked_partners(
    instance: Instance, need: int, present: set[int], *, counts_all: bool
) -> set[int]:
    """List the partners of whom it matters whether they serve a requirement."""
    row = instance.problem.requirements[need]
    most = 1 if row.single_lead else row.max_partners
    if counts_all or (most is not None and len(present) > most):
        return set(present)
    asked: set[int] = set()
    for pair in instance.problem.incompatible:
        both = {instance.partner_number.get(name, -1) for name in (pair.partner_a, pair.partner_b)}
        if len(both) > 1 and both <= present:
            asked |= both
    return asked


def _add_presence(
    model: LinearModel, arcs: Arcs, upper: FloatArray, own: IntArray, y: dict[tuple[int, int], int]
) -> None:
    """Add y with x ≤ upper × y for some arcs of one requirement."""
    if not len(own):
        return
    need = int(arcs.requirement[own[0]])
    partners = np.unique(arcs.partner[own])
    columns = model.add_columns(len(partners), 0.0, 1.0, is_integer=True)
    y.update(
        {
            (need, partner): column
            for partner, column in zip(partners.tolist(), columns.tolist(), strict=True)
        }
    )
    add_linking_rows(model, arcs, upper, own, columns[np.searchsorted(partners, arcs.partner[own])])


def _add_limits(
    model: LinearModel, instance: Instance, need: int, y: dict[tuple[int, int], int]
) -> None:
    """H7, H8 (most), H9 for one requirement."""
    row = instance.problem.requirements[need]
    columns = np.array([column for (r, _), column in y.items() if r == need], dtype=np.int64)
    most = 1 if row.single_lead else row.max_partners
    if most is not None and len(columns) > most:
        nothing = np.zeros(len(columns), dtype=np.int64)
        model.add_rows(1, -INFINITY, float(most), (nothing, columns, np.ones(len(columns))))
    for pair in instance.problem.incompatible:
        first = y.get((need, instance.partner_number.get(pair.partner_a, -1)))
        second = y.get((need, instance.partner_number.get(pair.partner_b, -1)))
        if first is not None and second is not None and first != second:
            both = np.array([first, second], dtype=np.int64)
            model.add_rows(1, -INFINITY, 1.0, (np.zeros(2, dtype=np.int64), both, np.ones(2)))


def _add_minimum(model: LinearModel, arcs: Arcs, upper: FloatArray, need: int) -> None:
    """H8 (least): partners that count ≥ minimum, or nothing is sent.

    A partner counts by a whole unit, or by one allocation of 1 % of the quantity if divisible.
    """
    instance = arcs.instance
    own = np.flatnonzero(arcs.requirement == need)
    least = float(instance.problem.requirements[need].min_partners)
    if not len(own) or (least == 1 and not arcs.is_divisible[own].any()):
        return
    partners, which = np.unique(arcs.partner[own], return_inverse=True)
    served = model.add_columns(1, 0.0, 1.0, is_integer=True)
    counts = model.add_columns(len(partners), 0.0, 1.0, is_integer=False)
    add_linking_rows(model, arcs, upper, own, np.repeat(served, len(own)))
    parts = np.flatnonzero(arcs.is_divisible[own])
    share = COUNTED_SHARE * float(instance.quantity[need])
    reaches_it = (upper[own[parts]] >= share).astype(np.float64)
    big = model.add_columns(len(parts), 0.0, reaches_it, is_integer=True)
    of_parts = np.arange(len(parts))
    model.add_rows(
        len(parts),
        0.0,
        INFINITY,
        (of_parts, own[parts], np.ones(len(parts))),
        (of_parts, big, -share),
    )
    whole = np.flatnonzero(~arcs.is_divisible[own])
    model.add_rows(
        len(partners),
        -INFINITY,
        0.0,
        (np.arange(len(partners)), counts, np.ones(len(partners))),
        (which[whole], own[whole], -np.ones(len(whole))),
        (which[parts], big, -np.ones(len(parts))),
    )
    nothing = np.zeros(len(partners), dtype=np.int64)
    model.add_rows(
        1, 0.0, INFINITY, (nothing, counts, np.ones(len(partners))), (_one(0), served, -least)
    )
