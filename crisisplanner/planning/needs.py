"""Needs: from a caseload that grows and planning factors to units needed, step by step.

Unknown people, arrivals or factors leave the need unknown. Ranges go through every sum by their
ends. Nothing here knows of plans, offers or of what was derived before.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from crisisplanner.domain.capabilities import PlanningFactor
from crisisplanner.domain.caseload import (
    AgeBand,
    Caseload,
    CaseloadGroup,
    Counted,
    FactorForm,
    Rounding,
)
from crisisplanner.domain.derivations import Arithmetic
from crisisplanner.domain.figures import Basis, Figure, total, unknown
from crisisplanner.domain.messages import Message, message

DAYS_PER_STEP = 30
SERVED = frozenset(
    {
        CaseloadGroup.DISPLACED,
        CaseloadGroup.RETURNED,
        CaseloadGroup.HOST,
        CaseloadGroup.BESIEGED,
    }
)
ON_THE_MOVE = frozenset({CaseloadGroup.DISPLACED, CaseloadGroup.RETURNED})
GROUPS: Mapping[Counted, frozenset[CaseloadGroup]] = MappingProxyType(
    {
        Counted.PEOPLE: SERVED,
        Counted.HOUSEHOLDS: SERVED,
        Counted.UNDER_FIVE: SERVED,
        Counted.DISPLACED: ON_THE_MOVE,
        Counted.DISPLACED_HOUSEHOLDS: ON_THE_MOVE,
        Counted.URBAN_AT_RISK: frozenset({CaseloadGroup.URBAN_AT_RISK}),
        Counted.DEPLOYED: frozenset({CaseloadGroup.DEPLOYED}),
    }
)
IN_HOUSEHOLDS = frozenset({Counted.HOUSEHOLDS, Counted.DISPLACED_HOUSEHOLDS})


@dataclass(frozen=True, slots=True)
class Shares:
    """Hold what turns people into households and children.

    ``household_size`` in people a household, ``under_five`` as a share from 0 to 1.
    """

    household_size: Figure
    under_five: Figure


@dataclass(frozen=True, slots=True)
class Layer:
    """Hold what one step adds: units needed from its first day until the end of the plan."""

    number: int
    from_day: int
    to_day: int
    quantity: Figure
    arithmetic: Arithmetic


@dataclass(frozen=True, slots=True)
class CurveStep:
    """Hold the people on one day, until the next step."""

    day: int
    people: Figure


def divided(figure: Figure, by: Figure, unit: str) -> Figure:
    """Divide by a figure whose ends are above 0; the lowest comes from the highest divisor."""
    return figure.scaled(_reciprocal(by), unit)


def _reciprocal(figure: Figure) -> Figure:
    def turned(end: float | None) -> float | None:
        return None if end is None else 1 / end

    return replace(
        figure, value=turned(figure.value), low=turned(figure.high), high=turned(figure.low)
    )


def counted_number(value: float) -> Figure:
    """Make a number that is exact, such as a count of days."""
    return Figure(value, "1", basis=Basis.MEASURED)


def people_on(part: Caseload, day: int) -> Figure:
    """Count one part of a caseload on a day; before the first arrivals as on D."""
    start = part.arrivals_from or 0
    if part.arrivals.value is None:
        is_open = part.arrivals_from is not None or part.arrivals_to is not None
        return unknown("person") if is_open and day > start else part.people
    last = day if part.arrivals_to is None else min(day, part.arrivals_to)
    n_days = max(0, last - start)
    if n_days == 0:
        return part.people
    return part.people + part.arrivals.scaled(counted_number(n_days), "person")


def heads_on(
    caseload: Iterable[Caseload], counted: Counted, day: int, shares: Shares
) -> Figure | None:
    """Count heads of one kind on a day; None where the caseload has no part of that kind.

    Children under five are those of the parts that name them, and a share of the parts of all ages.
    Nobody is served by half: what a division or a share leaves of a head counts as a whole one.
    """
    parts = [part for part in caseload if part.caseload_group in GROUPS[counted]]
    if counted is Counted.UNDER_FIVE:
        return _children_on(parts, day, shares.under_five)
    if not parts:
        return None
    people = total((people_on(part, day) for part in parts), "person")
    if counted in IN_HOUSEHOLDS:
        if not shares.household_size.value:
            return unknown("household")
        return rounded(divided(people, shares.household_size, "household"), Rounding.UP)
    return rounded(people, Rounding.UP)


def _children_on(parts: Sequence[Caseload], day: int, share: Figure) -> Figure | None:
    named = [people_on(part, day) for part in parts if part.age is AgeBand.UNDER_5]
    mixed = [people_on(part, day) for part in parts if part.age is AgeBand.ALL]
    counted = [*named, *(people.scaled(share, "person") for people in mixed)]
    return rounded(total(counted, "person"), Rounding.UP) if counted else None


def why_not(factor: PlanningFactor) -> Message | None:
    """Say why nothing can be derived from a factor; None where something can."""
    if factor.counts is None or factor.yields_type is None:
        return message("needs.skipped.not_derived", reason=factor.reason)
    if factor.value.value is None:
        return message("needs.skipped.value_unknown")
    if factor.unit_capacity.value is None:
        return message("needs.skipped.capacity_unknown")
    divisors = [factor.unit_capacity]
    divisors.append(factor.value if factor.form is FactorForm.HEADS_PER_ONE else _per(factor))
    for divisor in divisors:
        ends = (divisor.value, divisor.low, divisor.high)
        if any(end is not None and end <= 0 for end in ends):
            return message("needs.skipped.divided_by_zero")
    return None


def _per(factor: PlanningFactor) -> Figure:
    return factor.per_heads if factor.per_heads.value is not None else counted_number(1)


def units_for(factor: PlanningFactor, heads: Figure) -> Figure:
    """Compute units before rounding; ``why_not`` must have said nothing."""
    if factor.form is FactorForm.HEADS_PER_ONE:
        asked = divided(heads, factor.value, "unit")
    else:
        asked = divided(heads.scaled(factor.value, "unit"), _per(factor), "unit")
    return divided(asked, factor.unit_capacity, "unit")


def rounded(figure: Figure, rounding: Rounding) -> Figure:
    """Round value and ends alike."""

    def whole(end: float | None) -> float | None:
        if end is None or rounding is Rounding.NONE:
            return end
        if rounding is Rounding.NEAREST:
            return float(math.floor(end + 0.5))
        # A sum of parts is not rounded up for what binary fractions add to it.
        return float(math.ceil(end - 1e-9 * max(1.0, abs(end))))

    return replace(
        figure, value=whole(figure.value), low=whole(figure.low), high=whole(figure.high)
    )


def steps_between(
    from_day: int, to_day: int, boundaries: Iterable[int] = ()
) -> tuple[tuple[int, int], ...]:
    """Cut a time into steps at the given days, or every 30 days where there are none."""
    inner = sorted({day for day in boundaries if from_day < day < to_day})
    if not inner:
        inner = list(range(from_day + DAYS_PER_STEP, to_day, DAYS_PER_STEP))
    days = [from_day, *inner, to_day]
    return tuple(pairwise(days))


def layers_of(
    factor: PlanningFactor,
    caseload: Sequence[Caseload],
    shares: Shares,
    steps: Sequence[tuple[int, int]],
) -> tuple[Layer, ...]:
    """Derive what each step adds to the need; each is sized for the last day of its step.

    Units stay until the end, so a layer is what is needed more than before. A step whose people are
    not known adds a layer of unknown quantity, and ends the sequence. No layers where the caseload
    has nobody whom the factor counts.
    """
    counted = factor.counts
    if counted is None:
        return ()
    found: list[Layer] = []
    before = Figure(0.0, "unit", basis=Basis.MEASURED)
    end = steps[-1][1] if steps else 0
    for number, (start, stop) in enumerate(steps):
        heads = heads_on(caseload, counted, stop - 1, shares)
        if heads is None:
            return ()
        sums = _arithmetic(factor, heads, before, stop - 1)
        more = _more_than(sums.total, before)
        if more.value is None or more.value > 0:
            found.append(Layer(number, start, end, _with_each_source_once(more), sums))
            before = sums.total
        if more.value is None:
            break
    return tuple(found)


def _with_each_source_once(figure: Figure) -> Figure:
    parts = [part for source in figure.source.split("; ") if (part := source.strip())]
    return replace(figure, source="; ".join(dict.fromkeys(parts)))


def _arithmetic(factor: PlanningFactor, heads: Figure, before: Figure, on_day: int) -> Arithmetic:
    exact = units_for(factor, heads)
    return Arithmetic(
        counted=factor.counts or Counted.PEOPLE,
        heads=heads,
        form=factor.form,
        amount=factor.value,
        amount_unit=factor.unit_text,
        counts_in=factor.counts_in,
        per_heads=_per(factor),
        capacity=factor.unit_capacity,
        one=factor.unit_one,
        many=factor.unit_many,
        rounding=factor.rounding,
        exact=exact,
        total=rounded(exact, factor.rounding),
        before=before,
        on_day=on_day,
    )


def _more_than(needed: Figure, before: Figure) -> Figure:
    """Subtract what was needed before; the ends are those of the same case, high with high."""
    if needed.value is None or before.value is None:
        return replace(needed, value=None, low=None, high=None)
    more = needed.value - before.value
    if needed.low is None and needed.high is None:
        return replace(needed, value=more)
    low = _end(needed.low, needed.value) - _end(before.low, before.value)
    high = _end(needed.high, needed.value) - _end(before.high, before.value)
    return replace(needed, value=more, low=max(0.0, min(low, more)), high=max(high, more))


def _end(end: float | None, value: float) -> float:
    return value if end is None else end


def displacement_curve(
    caseload: Sequence[Caseload], from_day: int, to_day: int
) -> tuple[CurveStep, ...]:
    """List the people to serve from day to day, a step where their number changes."""
    served = [part for part in caseload if part.caseload_group in SERVED]
    if not served:
        return ()
    steps: list[CurveStep] = []
    for day in range(from_day, to_day):
        people = total((people_on(part, day) for part in served), "person")
        if not steps or steps[-1].people != people:
            steps.append(CurveStep(day, people))
    return tuple(steps)
