"""A plan read from a result file, with every figure that the file states of it.

What of it is so, is judged by whoever has the tables, not here.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from crisisplanner.domain.errors import bad_input, bad_inputs
from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.messages import Message, Parameter, message

MAX_FILE_BYTES = 512 * 1024 * 1024
_FARTHEST_DAY = 1_000_000
_LARGEST_QUANTITY = 1e12
_LARGEST_FIGURE = 1e300
_SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class StatedAim:
    """Hold what a file says of an aim."""

    aim: str
    standing: str
    value: float | None


@dataclass(frozen=True, slots=True)
class StatedNeed:
    """Hold what a file says of a requirement."""

    id: str
    coverage: float | None
    missing_unit_days: float | None


@dataclass(frozen=True, slots=True)
class StatedPartner:
    """Hold what a file says of a partner."""

    id: str
    cost: float | None
    units: float | None


@dataclass(frozen=True, slots=True)
class PlanFile:
    """Hold what a result file says of a plan; None where it says nothing.

    ``asked_gap`` is the gap with which the plan was looked for.
    """

    allocations: tuple[PlannedAllocation, ...]
    status: str | None = None
    weighted_coverage: float | None = None
    bound: float | None = None
    gap: float | None = None
    cost: float | None = None
    asked_gap: float | None = None
    aims: tuple[StatedAim, ...] | None = None
    requirements: tuple[StatedNeed, ...] | None = None
    partners: tuple[StatedPartner, ...] | None = None


def read_plan_file(path: Path) -> PlanFile:
    """Read the plan in a result file; coded errors say what is not as expected, all at once."""
    content = _content_of(path)
    found = content.get("allocations") if isinstance(content, dict) else None
    if not isinstance(content, dict) or not isinstance(found, list):
        raise bad_input("tables.no_allocations", file=path.name)
    reader = _Reader(path.name, [])
    allocations = reader.allocations(found)
    stated = PlanFile(
        allocations,
        reader.text(content, "status"),
        reader.number(content, "weighted_coverage"),
        reader.number(content, "bound"),
        reader.number(content, "gap"),
        reader.number(content, "cost"),
        _asked_gap(content),
        reader.aims(content),
        reader.needs(content),
        reader.partners(content),
    )
    if reader.errors:
        raise bad_inputs(reader.errors)
    return stated


def _content_of(path: Path) -> Any:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise bad_input(
                "tables.file_too_large", file=path.name, limit_mb=MAX_FILE_BYTES // 1024**2
            )
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise bad_input("tables.missing_file", file=path.name) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise bad_input("tables.unreadable_file", file=path.name, reason=reason) from error
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        raise bad_input("tables.not_utf8", file=path.name, row=row) from error
    try:
        # NaN and infinity are read, to be named where they stand.
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise bad_input(
            "tables.not_json", file=path.name, row=error.lineno, column=error.colno
        ) from error
    except RecursionError as error:
        raise bad_input("tables.nested_too_deep", file=path.name) from error
    except ValueError as error:
        # A whole number of thousands of digits.
        raise bad_input("tables.number_too_long", file=path.name) from error


def _asked_gap(content: Mapping[str, Any]) -> float | None:
    provenance = content.get("provenance")
    options = provenance.get("options") if isinstance(provenance, dict) else None
    asked = options.get("gap") if isinstance(options, dict) else None
    try:
        found = float(asked) if isinstance(asked, str) else math.nan
    except ValueError:
        return None
    return found if 0 <= found < 1 else None


def _is_number(value: Any) -> TypeGuard[float]:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and abs(value) < _LARGEST_FIGURE


def _is_quantity(value: Any) -> bool:
    return _is_number(value) and abs(value) <= _LARGEST_QUANTITY


def _is_day(value: Any) -> bool:
    return _is_number(value) and abs(value) <= _FARTHEST_DAY and value == int(value)


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


_Fields = Mapping[str, tuple[Callable[[Any], bool], str]]

_ALLOCATION: _Fields = {
    "offer": (_is_id, "text"),
    "requirement": (_is_id, "text"),
    "quantity": (_is_quantity, "quantity"),
    "from_day": (_is_day, "day"),
    "to_day": (_is_day, "day"),
}


def _expected(kind: str) -> Message:
    match kind:
        case "quantity":
            return message("tables.expected.quantity", most=_LARGEST_QUANTITY)
        case "day":
            return message("tables.expected.day", most=_FARTHEST_DAY)
        case _:
            return message("tables.expected." + kind)


def _shown(value: Any) -> Parameter:
    """Show a value as it stands in the file: text in quotes."""
    if isinstance(value, str):
        return message("tables.quoted", text=value[:_SHOWN_CHARACTERS])
    return json.dumps(value, ensure_ascii=False)[:_SHOWN_CHARACTERS]


@dataclass(frozen=True)
class _Reader:
    """Read the parts of one file, and gather what is not as expected."""

    file: str
    errors: list[Message]

    def allocations(self, rows: Sequence[Any]) -> tuple[PlannedAllocation, ...]:
        """Read the allocations; those with errors are left out."""
        return tuple(
            PlannedAllocation(
                row["offer"],
                row["requirement"],
                float(row["quantity"]),
                int(row["from_day"]),
                int(row["to_day"]),
            )
            for row in self._rows("allocation", rows, _ALLOCATION)
        )

    def aims(self, content: Mapping[str, Any]) -> tuple[StatedAim, ...] | None:
        """Read what is said of aims."""
        rows = self._list(content, "aims")
        if rows is None:
            return None
        fields: _Fields = {"aim": (_is_id, "text"), "standing": (_is_id, "text")}
        return tuple(
            StatedAim(row["aim"], row["standing"], row.get("value"))
            for row in self._rows("aim", rows, fields, ("value",))
        )

    def needs(self, content: Mapping[str, Any]) -> tuple[StatedNeed, ...] | None:
        """Read what is said of requirements."""
        rows = self._list(content, "requirements")
        if rows is None:
            return None
        figures = ("coverage", "missing_unit_days")
        return tuple(
            StatedNeed(row["id"], row.get("coverage"), row.get("missing_unit_days"))
            for row in self._rows("requirement", rows, {"id": (_is_id, "text")}, figures)
        )

    def partners(self, content: Mapping[str, Any]) -> tuple[StatedPartner, ...] | None:
        """Read what is said of partners."""
        rows = self._list(content, "partners")
        if rows is None:
            return None
        return tuple(
            StatedPartner(row["id"], row.get("cost"), row.get("units"))
            for row in self._rows("partner", rows, {"id": (_is_id, "text")}, ("cost", "units"))
        )

    def number(self, content: Mapping[str, Any], name: str) -> float | None:
        """Read a figure of the whole plan."""
        value = content.get(name)
        if value is None or _is_number(value):
            return None if value is None else float(value)
        self._bad_field(name, "figure", value)
        return None

    def text(self, content: Mapping[str, Any], name: str) -> str | None:
        """Read a word of the whole plan."""
        value = content.get(name)
        if value is None or isinstance(value, str):
            return value
        self._bad_field(name, "text", value)
        return None

    def _list(self, content: Mapping[str, Any], name: str) -> Sequence[Any] | None:
        value = content.get(name)
        if value is None or isinstance(value, list):
            return value
        self._bad_field(name, "rows", value)
        return None

    def _bad_field(self, name: str, kind: str, value: Any) -> None:
        self.errors.append(
            message(
                "tables.bad_field",
                file=self.file,
                column=name,
                expected=_expected(kind),
                found=_shown(value),
            )
        )

    def _rows(
        self, part: str, rows: Sequence[Any], fields: _Fields, figures: Sequence[str] = ()
    ) -> list[dict[str, Any]]:
        """Give the rows that are as expected; ``figures`` may be left out or null."""
        return [
            row
            for number, row in enumerate(rows, 1)
            if self._is_good(part, number, row, fields, figures)
        ]

    def _is_good(
        self, part: str, number: int, row: Any, fields: _Fields, figures: Sequence[str]
    ) -> bool:
        where = message("tables.part." + part, n=number)
        if not isinstance(row, dict):
            self.errors.append(
                message("tables.not_an_object", file=self.file, where=where, found=_shown(row))
            )
            return False
        bad = [
            (name, kind) for name, (is_good, kind) in fields.items() if not is_good(row.get(name))
        ]
        bad += [
            (name, "figure")
            for name in figures
            if row.get(name) is not None and not _is_number(row[name])
        ]
        self.errors.extend(
            message(
                "tables.bad_part",
                file=self.file,
                where=where,
                column=name,
                expected=_expected(kind),
                found=_shown(row[name]) if name in row else message("tables.nothing"),
            )
            for name, kind in bad
        )
        return not bad
