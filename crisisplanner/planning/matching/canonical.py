"""One order of rows for every order that comes in.

What is equal in content keeps its order by id, so ids decide nothing but the last ties.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields, replace
from functools import cache
from typing import Any

from crisisplanner.domain.problem import OfferRow, Problem, RequirementRow


def canonical(problem: Problem) -> Problem:
    """Sort all rows by content: weight, day, partner, type first, ids last."""
    held: dict[str, list[tuple[float, int, int]]] = defaultdict(list)
    for row in problem.commitments:
        held[row.offer].append((row.quantity, row.from_day, row.to_day))
    offers = sorted(problem.offers, key=lambda offer: _offer_key(offer, sorted(held[offer.id])))
    tables: dict[str, Any] = {
        field.name: tuple(sorted(getattr(problem, field.name), key=sortable))
        for field in fields(problem)
        if isinstance(getattr(problem, field.name), tuple)
        and field.name not in ("offers", "requirements", "pairs")
    }
    tables["offers"] = tuple(offers)
    tables["requirements"] = tuple(sorted(problem.requirements, key=_requirement_key))
    return replace(problem, **tables)


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
