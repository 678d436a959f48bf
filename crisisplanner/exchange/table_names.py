"""What a table names that must stand in another one, and is not there."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.problem import Problem
from crisisplanner.exchange.matching_columns import ALL_TABLES
from crisisplanner.exchange.strict_tables import TableRows

PLAN_SCOPE = "plan"
POOL = "*"
MOST_NEAREST = 50
"""How many unknown names get the nearest known one: the search takes a while among many."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """Describe what may be named: where it stands, and what else may be written."""

    code: str
    sources: tuple[tuple[str, str], ...]
    also: tuple[str, ...] = ()


_OFFER = _Kind("offer", (("offers", "id"),))
_REQUIREMENT = _Kind("requirement", (("requirements", "id"),))
_CRISIS = _Kind("crisis", (("requirements", "crisis"),))
_PARTNER = _Kind("partner", (("offers", "partner"),))
_PARTNER_OR_ALL = _Kind("partner_or_all", (("offers", "partner"),), (POOL,))
_SCOPE = _Kind("scope", (("requirements", "crisis"), ("offers", "partner")), (PLAN_SCOPE,))

_NAMED: Mapping[str, tuple[tuple[str, _Kind], ...]] = MappingProxyType(
    {
        "offers": (("excludes", _CRISIS),),
        "requirements": (("prerequisites", _REQUIREMENT),),
        "commitments": (("offer", _OFFER),),
        "pairs": (("offer", _OFFER), ("requirement", _REQUIREMENT)),
        "lift": (("partner", _PARTNER_OR_ALL),),
        "budgets": (("scope", _SCOPE),),
        "shares": (("partner", _PARTNER_OR_ALL),),
        "incompatible": (("partner_a", _PARTNER), ("partner_b", _PARTNER)),
        "locks": (("offer", _OFFER), ("requirement", _REQUIREMENT)),
        "forbidden": (("offer", _OFFER), ("requirement", _REQUIREMENT)),
        "partners": (("partner", _PARTNER),),
    }
)
"""Which columns name what; a condition that nobody lists is never in force, and may be named."""

JUDGED_HERE = frozenset({"problem.unknown_offer", "problem.unknown_requirement"})
"""What ``planning`` finds, too: here it is said with what was expected and the nearest name."""


def unknown_names(problem: Problem, tables: Mapping[str, TableRows]) -> Iterator[Message]:
    """Refuse names that stand nowhere: what they limit would be dropped in silence.

    Where a column that makes names known could not be read at all, any name may be one of it.
    """
    nearest = _Nearest()
    for table, columns in _NAMED.items():
        for column, kind in columns:
            if not all(_is_sure(tables[other], source) for other, source in kind.sources):
                continue
            known = _known(problem, kind)
            for index, row in enumerate(getattr(problem, table)):
                if column in tables[table].misread.get(index, ()):
                    continue
                for name in _names(getattr(row, column)):
                    if name not in known:
                        yield message(
                            "tables.unknown_name",
                            file=ALL_TABLES[table].file,
                            row=tables[table].row_numbers[index],
                            column=column,
                            expected=message("tables.named." + kind.code),
                            found=name,
                            nearest=nearest.of(name, known),
                        )


def _is_sure(table: TableRows, column: str) -> bool:
    is_misread = len(table.misread) == len(table.values) and all(
        column in cells for cells in table.misread.values()
    )
    return table.is_readable and not (table.values and is_misread)


def _known(problem: Problem, kind: _Kind) -> frozenset[str]:
    found = {
        getattr(row, column) for table, column in kind.sources for row in getattr(problem, table)
    }
    return frozenset(found | set(kind.also))


def _names(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


class _Nearest:
    """Find the nearest known names, for as many unknown ones as a person may read."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, frozenset[str]], Message] = {}

    def of(self, name: str, known: frozenset[str]) -> Message:
        """Say which known name was perhaps meant."""
        key = (name, known)
        if key not in self._said:
            if len(self._said) >= MOST_NEAREST:
                return message("tables.no_nearest")
            near = difflib.get_close_matches(name, sorted(known), n=1)
            self._said[key] = (
                message("tables.nearest", name=near[0]) if near else message("tables.no_nearest")
            )
        return self._said[key]
