"""One order of rows for every order that comes in.

What is equal in content keeps its order by id, so ids decide nothing but the last ties.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from crisisplanner.domain.problem import OfferRow, Problem, RequirementRow


def canonical(problem: Problem) -> Problem:
    """Sort all rows, and what they list, by content: weight, day, partner, type first, ids last."""
    tables: dict[str, Any] = {
        field.name: _listing_in_order(getattr(problem, field.name))
        for field in fields(problem)
        if isinstance(getattr(problem, field.name), tuple)
    }
    held: dict[str, list[tuple[float, int, int]]] = defaultdict(list)
    for row in problem.commitments:
        held[row.offer].append((row.quantity, row.from_day, row.to_day))
    keys: dict[str, Callable[[Any], Any]] = {
        "offers": lambda offer: _offer_key(offer, sorted(held[offer.id])),
        "requirements": _requirement_key,
        "pairs": lambda pair: (pair.requirement, pair.offer),
    }
    ordered: dict[str, Any] = {
        name: tuple(sorted(rows, key=keys.get(name, sortable))) for name, rows in tables.items()
    }
    return replace(problem, **ordered)


def _listing_in_order(rows: tuple[Any, ...]) -> tuple[Any, ...]:
    """Sort what each row lists, which stands in any order: conditions, prerequisites, steps."""
    if not rows or not is_dataclass(rows[0]) or not _lists(rows[0].__class__):
        return rows
    return tuple(_with_lists_in_order(row) for row in rows)


def _with_lists_in_order(row: Any) -> Any:
    changed = {}
    for name in _lists(row.__class__):
        listed = getattr(row, name)
        ordered = _listing_in_order(listed)
        if len(ordered) > 1:
            ordered = tuple(sorted(ordered, key=sortable))
        if ordered != listed:
            changed[name] = ordered
    return replace(row, **changed) if changed else row


@cache
def _lists(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.default == ())


def sortable(value: Any) -> Any:
    """Make a key that compares numbers, words, lists and what is missing."""
    match value:
        case None:
            return (0,)
        case bool() | int() | float():
            return (1, value)
        case str():
            return (2, value)
        case tuple() | list():
            return (3, tuple(sortable(item) for item in value))
        case _:
            return (4, tuple(sortable(getattr(value, name)) for name in _names(value.__class__)))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _offer_key(offer: OfferRow, commitments: list[tuple[float, int, int]]) -> Any:
    return (
        offer.available_from,
        offer.partner,
        offer.type,
        -offer.quantity,
        offer_content(offer),
        commitments,
        offer.id,
    )


def offer_content(offer: OfferRow) -> Any:
    """Give everything about an offer but its id and quantity, comparable."""
    return tuple(
        sortable(getattr(offer, name))
        for name in _names(OfferRow)
        if name not in ("id", "quantity")
    )


def _requirement_key(need: RequirementRow) -> Any:
    names = ("id", "prerequisites")
    content = tuple(
        sortable(getattr(need, name)) for name in _names(RequirementRow) if name not in names
    )
    return (-need.weight, need.from_day, need.type, content, need.id)
