"""What must hold of a problem before it may be solved; everything that does not, at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from crisisplanner.domain.days import Day
from crisisplanner.domain.messages import Message, Ref, RefKind, message
from crisisplanner.domain.problem import Problem
from crisisplanner.planning.lock_clashes import lock_findings
from crisisplanner.planning.row_checks import at, circle_of, row_findings
from crisisplanner.planning.tolerance import slack

_KEYS: Mapping[str, Callable[[Any], Hashable]] = MappingProxyType(
    {
        "offers": lambda row: row.id,
        "requirements": lambda row: row.id,
        "substitutes": lambda row: (row.required_type, row.offered_type),
        "pairs": lambda row: (row.offer, row.requirement),
        "budgets": lambda row: row.scope,
        "shares": lambda row: row.partner,
        "partners": lambda row: row.partner,
        "places": lambda row: row.id,
    }
)
"""What may occur once only in a table; the column that is named is the first of the key."""

_KEY_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "substitutes": "offered_type",
        "pairs": "requirement",
        "budgets": "scope",
        "shares": "partner",
        "partners": "partner",
    }
)

_MENTIONS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "commitments": (("offer", "offers"),),
        "pairs": (("offer", "offers"), ("requirement", "requirements")),
        "caveats": (("offer", "offers"),),
        "locks": (("offer", "offers"), ("requirement", "requirements")),
        "forbidden": (("offer", "offers"), ("requirement", "requirements")),
    }
)
"""Which columns must name a row of another table."""


def check_problem(problem: Problem) -> tuple[Message, ...]:
    """Name everything for which a problem can't be solved; empty if it can.

    A finding about a row has the parameters ``table`` (the field of ``Problem``), ``index`` (from 0)
    and ``column``. Locks are judged only where all else is well, since their days follow from it.
    O(rows log rows).
    """
    findings = [
        *_size_findings(problem),
        *check_rows(problem),
        *_unknown_ids(problem),
        *_prerequisite_findings(problem),
        *_weight_findings(problem),
        *_commitment_findings(problem),
        *_scope_findings(problem),
        *_incompatible_findings(problem),
    ]
    if not findings:
        findings.extend(lock_findings(problem))
    return tuple(findings)


def check_rows(problem: Problem) -> tuple[Message, ...]:
    """Name what is wrong within single tables, as ``check_problem`` does where all are known."""
    return (*row_findings(problem), *_twice(problem))


def _size_findings(problem: Problem) -> Iterator[Message]:
    if not problem.requirements:
        yield message("problem.no_requirements", table="requirements")


def _twice(problem: Problem) -> Iterator[Message]:
    for table, key_of in _KEYS.items():
        seen: set[Hashable] = set()
        column = _KEY_COLUMNS.get(table, "id")
        for index, row in enumerate(getattr(problem, table)):
            key = key_of(row)
            if key in seen:
                found = tuple(key) if isinstance(key, tuple) else (key,)
                yield at(table, index, column, "problem.twice", found=found)
            seen.add(key)


def _unknown_ids(problem: Problem) -> Iterator[Message]:
    known = {
        "offers": {row.id for row in problem.offers},
        "requirements": {row.id for row in problem.requirements},
    }
    for table, columns in _MENTIONS.items():
        for index, row in enumerate(getattr(problem, table)):
            for column, other in columns:
                name = getattr(row, column)
                if name not in known[other]:
                    yield at(table, index, column, f"problem.unknown_{column}", found=name)
    for index, need in enumerate(problem.requirements):
        for name in need.prerequisites:
            if name not in known["requirements"]:
                code = "problem.unknown_requirement"
                yield at("requirements", index, "prerequisites", code, found=name)


def _prerequisite_findings(problem: Problem) -> Iterator[Message]:
    """Name each circle of requirements that wait for each other once."""
    waits_for: dict[str, Sequence[str]] = {
        row.id: row.prerequisites for row in problem.requirements
    }
    index_of = {row.id: index for index, row in enumerate(problem.requirements)}
    while circle := circle_of(waits_for):
        yield at(
            "requirements",
            index_of[circle[0]],
            "prerequisites",
            "problem.prerequisites_in_a_circle",
            circle=tuple(Ref(RefKind.REQUIREMENT, name) for name in circle),
        )
        for name in circle:
            waits_for[name] = ()


def _weight_findings(problem: Problem) -> Iterator[Message]:
    if problem.requirements and all(row.weight == 0 for row in problem.requirements):
        yield message("problem.no_weight", table="requirements")


def _commitment_findings(problem: Problem) -> Iterator[Message]:
    """Refuse commitments above an offer's quantity, on the first such day.

    Of several offers of one id the first counts; a quantity below 0 is named by itself.
    """
    quantities: dict[str, float] = {}
    for offer in problem.offers:
        if offer.is_quantity_known:
            quantities.setdefault(offer.id, offer.quantity)
    by_offer: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(problem.commitments):
        if quantities.get(row.offer, -1.0) >= 0:
            by_offer[row.offer].append(index)
    for name, indices in sorted(by_offer.items()):
        rows = [problem.commitments[index] for index in indices]
        for day in sorted({row.from_day for row in rows}):
            on_it = [i for i in indices if _is_on(problem.commitments[i], day)]
            total = sum(problem.commitments[i].quantity for i in on_it)
            if total > quantities[name] + slack(quantities[name]):
                yield at(
                    "commitments",
                    max(on_it),
                    "quantity",
                    "problem.committed_too_much",
                    offer=Ref(RefKind.OFFER, name),
                    day=Day(day),
                    found=total,
                    allowed=quantities[name],
                )
                break


def _is_on(row: Any, day: int) -> bool:
    return bool(row.from_day <= day < row.to_day)


def _scope_findings(problem: Problem) -> Iterator[Message]:
    """Refuse budgets whose scope could mean two things."""
    partners = {row.partner for row in problem.offers}
    crises = {row.crisis for row in problem.requirements}
    both = (partners & crises) | ({"plan"} & (partners | crises))
    for index, row in enumerate(problem.budgets):
        if row.scope in both:
            yield at("budgets", index, "scope", "problem.scope_has_two_meanings", found=row.scope)


def _incompatible_findings(problem: Problem) -> Iterator[Message]:
    for index, row in enumerate(problem.incompatible):
        if row.partner_a == row.partner_b:
            yield at(
                "incompatible",
                index,
                "partner_b",
                "problem.incompatible_with_itself",
                partner=Ref(RefKind.PARTNER, row.partner_a),
            )
