"""What must hold of each row of a problem by itself: signs, limits, order of days.

Nothing here compares rows; ``validation`` does.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from crisisplanner.domain.messages import Message, Parameter, message
from crisisplanner.domain.problem import (
    CaveatEffect,
    CaveatRow,
    OfferRow,
    Problem,
    RequirementRow,
)

FARTHEST_DAY = 40_000
"""A hundred years and some, so that open ends may be written as a day."""
LARGEST_NUMBER = 1e12
RELATIONS = ("≥", "≤", "=")
POOL = "*"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound one number of a row; None is allowed where the row's type allows it."""

    column: str
    least: float = 0.0
    most: float = LARGEST_NUMBER
    read: Callable[[Any], float | None] | None = None
    is_above: bool = False

    def value(self, row: Any) -> float | None:
        """Read the number from a row."""
        found: float | None = getattr(row, self.column) if self.read is None else self.read(row)
        return found


def _day(column: str) -> Limits:
    return Limits(column, -FARTHEST_DAY, FARTHEST_DAY)


def _share(column: str) -> Limits:
    return Limits(column, 0.0, 1.0)


_FROM_TO = (_day("from_day"), _day("to_day"))

LIMITS: Mapping[str, tuple[Limits, ...]] = MappingProxyType(
    {
        "offers": (
            Limits("quantity"),
            _day("available_from"),
            _day("available_to"),
            _day("decision_days"),
            Limits("notice_days", 0, FARTHEST_DAY, lambda row: row.notice.days),
            Limits("load_days", 0, FARTHEST_DAY, lambda row: row.load.days),
            Limits("transit_days", 0, FARTHEST_DAY, lambda row: row.transit.days),
            Limits("setup_days", 0, FARTHEST_DAY, lambda row: row.setup.days),
            Limits("max_stay_days", 1, 10 * FARTHEST_DAY),
            Limits("lift_t"),
            Limits("mobilisation_cost"),
            Limits("daily_cost"),
            _share("probability"),
            Limits("speed_km_per_day", 0, is_above=True),
            Limits("personnel_per_unit"),
        ),
        "requirements": (
            Limits("quantity", 1e-6, is_above=True),
            *_FROM_TO,
            Limits("weight"),
            _share("minimum_share"),
            Limits("min_partners"),
            Limits("max_partners", 1),
        ),
        "substitutes": (_share("effectiveness"),),
        "conditions": _FROM_TO,
        "permits": _FROM_TO,
        "commitments": (Limits("quantity"), *_FROM_TO),
        "pairs": (_day("usable_day"), _share("effectiveness"), Limits("unit_cost")),
        "caveats": (*_FROM_TO, Limits("quantity"), _day("days")),
        "lift": (*_FROM_TO, Limits("tonnes")),
        "nodes": (Limits("capacity_t_per_day"), *_FROM_TO),
        "budgets": (Limits("amount"),),
        "shares": (_share("cap"),),
        "locks": (Limits("quantity", 1e-6, is_above=True), *_FROM_TO),
        "ceilings": (Limits("personnel"),),
        "partners": (Limits("capacity"),),
    }
)

ENDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "offers": ("available_from", "available_to"),
        **dict.fromkeys(
            (
                "requirements",
                "conditions",
                "commitments",
                "caveats",
                "lift",
                "nodes",
                "locks",
            ),
            ("from_day", "to_day"),
        ),
    }
)
"""Columns whose second must be later than the first, where both are given."""

MUST_BE_NAMED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "offers": ("id", "partner", "type"),
        "requirements": ("id", "type"),
        "conditions": ("id",),
        "substitutes": ("required_type", "offered_type"),
        "lift": ("partner",),
        "budgets": ("scope",),
        "shares": ("partner",),
        "partners": ("partner",),
    }
)


def row_findings(problem: Problem) -> Iterator[Message]:
    """Name everything that is wrong with a row by itself."""
    for table, limits in LIMITS.items():
        rows: Sequence[Any] = getattr(problem, table)
        for index, row in enumerate(rows):
            for limit in limits:
                yield from _beyond(table, index, row, limit)
            yield from _out_of_order(table, index, row)
    for table, columns in MUST_BE_NAMED.items():
        for index, row in enumerate(getattr(problem, table)):
            for column in columns:
                if not getattr(row, column):
                    yield at(table, index, column, "problem.no_name", column=column)
    for index, need in enumerate(problem.requirements):
        yield from _partner_numbers(index, need)
        yield from _criteria(index, need)
    for index, offer in enumerate(problem.offers):
        yield from _offer_findings(index, offer)
    for index, caveat in enumerate(problem.caveats):
        yield from _caveat_findings(index, caveat)


def at(table: str, index: int, column: str, code: str, /, **params: Parameter) -> Message:
    """Say something of a row: its table, its index from 0, its column."""
    return message(code, **{**params, "table": table, "index": index, "column": column})


def _beyond(table: str, index: int, row: Any, limit: Limits) -> Iterator[Message]:
    value = limit.value(row)
    if value is None:
        return
    if not math.isfinite(value):
        yield at(table, index, limit.column, "problem.not_finite", found=str(value))
    elif value < limit.least or (limit.is_above and value <= limit.least):
        code = "problem.not_above" if limit.is_above else "problem.too_small"
        least = 0.0 if limit.is_above else limit.least
        yield at(table, index, limit.column, code, found=value, allowed=least)
    elif value > limit.most:
        yield at(table, index, limit.column, "problem.too_large", found=value, allowed=limit.most)


def _out_of_order(table: str, index: int, row: Any) -> Iterator[Message]:
    if table not in ENDS:
        return
    first, last = ENDS[table]
    start, end = getattr(row, first), getattr(row, last)
    if start is not None and end is not None and end <= start:
        yield at(table, index, last, "problem.ends_too_early", first=first, start=start, found=end)


def _partner_numbers(index: int, need: RequirementRow) -> Iterator[Message]:
    most = need.max_partners
    if most is not None and most < need.min_partners:
        yield at(
            "requirements",
            index,
            "max_partners",
            "problem.max_below_min",
            found=most,
            allowed=need.min_partners,
        )
    if need.single_lead and need.min_partners > 1:
        yield at(
            "requirements",
            index,
            "min_partners",
            "problem.lead_with_partners",
            found=need.min_partners,
        )


def _criteria(index: int, need: RequirementRow) -> Iterator[Message]:
    for criterion in need.criteria:
        if criterion.relation not in RELATIONS:
            yield at(
                "requirements",
                index,
                "criteria",
                "problem.unknown_relation",
                found=criterion.relation,
                expected=RELATIONS,
            )
        if not math.isfinite(criterion.value):
            yield at(
                "requirements",
                index,
                "criteria",
                "problem.not_finite",
                found=str(criterion.value),
            )


def _offer_findings(index: int, offer: OfferRow) -> Iterator[Message]:
    if offer.partner == POOL:
        yield at("offers", index, "partner", "problem.partner_is_pool")
    ids = [step.id for step in offer.decision_steps]
    for step in offer.decision_steps:
        days = step.duration.days
        if days is not None and not 0 <= days <= FARTHEST_DAY:
            yield at("offers", index, "decision_steps", "problem.step_days", found=days)
        if abs(step.begins_on) > FARTHEST_DAY:
            yield at("offers", index, "decision_steps", "problem.step_days", found=step.begins_on)
        for before in sorted(set(step.after) - set(ids)):
            yield at(
                "offers",
                index,
                "decision_steps",
                "problem.unknown_step",
                step=step.id,
                found=before,
            )
    if len(set(ids)) < len(ids):
        yield at("offers", index, "decision_steps", "problem.step_twice")
    elif circle := circle_of({step.id: step.after for step in offer.decision_steps}):
        yield at("offers", index, "decision_steps", "problem.steps_in_a_circle", circle=circle)


def _caveat_findings(index: int, row: CaveatRow) -> Iterator[Message]:
    if row.effect is CaveatEffect.CAPS and row.quantity is None:
        yield at("caveats", index, "quantity", "problem.caveat_lacks", column="quantity")
    if row.effect is CaveatEffect.NEEDS and not row.condition:
        yield at("caveats", index, "condition", "problem.caveat_lacks", column="condition")


def circle_of(waits_for: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Find a circle of things that wait for each other: a, b, c, a; empty if there is none.

    The smallest name on the first circle found begins it. Depth first in the order of names, O(n).
    """
    done: set[str] = set()
    for root in sorted(waits_for):
        path: list[str] = []
        ahead: list[tuple[str, Iterator[str]]] = []
        if root not in done:
            path.append(root)
            ahead.append((root, iter(waits_for[root])))
        while ahead:
            name, following = ahead[-1]
            before = next(following, None)
            if before is None:
                done.add(name)
                ahead.pop()
                path.pop()
            elif before in path:
                circle = path[path.index(before) :]
                first = circle.index(min(circle))
                return (*circle[first:], *circle[:first], circle[first])
            elif before in waits_for and before not in done:
                path.append(before)
                ahead.append((before, iter(waits_for[before])))
    return ()
