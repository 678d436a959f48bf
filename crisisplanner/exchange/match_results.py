"""A match as ``result.json``: written whole or not at all, and read back as a plan to check."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from crisisplanner.domain.errors import bad_input, bad_inputs, refused
from crisisplanner.domain.match import Coverage, Gap, Match, PlannedAllocation, Reason
from crisisplanner.domain.messages import Message, message
from crisisplanner.finished_file import write_finished

MAX_FILE_BYTES = 512 * 1024 * 1024
_FARTHEST_DAY = 1_000_000
_SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class PlanFile:
    """Hold what a result file says of a plan; None where it says nothing."""

    allocations: tuple[PlannedAllocation, ...]
    weighted_coverage: float | None = None
    bound: float | None = None
    cost: float | None = None


def write_result(path: Path, match: Match, say: Callable[[Message], str]) -> None:
    """Write a match; ``say`` makes the sentences of its reasons. An old file is kept on failure."""
    text = json.dumps(plain_result(match, say), indent=1, ensure_ascii=False, allow_nan=False)
    try:
        write_finished(path, (text + "\n").encode("utf-8"))
    except OSError as error:
        raise refused(
            "tables.cannot_write", file=str(path), reason=error.strerror or str(error)
        ) from error


def plain_result(match: Match, say: Callable[[Message], str]) -> dict[str, Any]:
    """Give a match as plain values, as ``result.json`` holds it."""
    gaps = {gap.requirement: gap for gap in match.gaps}
    return {
        "status": match.status.value,
        "weighted_coverage": _finite(match.weighted_coverage),
        "bound": _finite(match.bound),
        "gap": _finite(match.gap),
        "cost": _finite(match.cost),
        "aims": [
            {"aim": one.aim, "standing": one.standing.value, "value": one.value}
            for one in match.aims
        ],
        "allocations": [
            {
                "offer": row.offer,
                "requirement": row.requirement,
                "quantity": row.quantity,
                "from_day": row.from_day,
                "to_day": row.to_day,
            }
            for row in match.allocations
        ],
        "requirements": [
            _plain_requirement(row, gaps.get(row.requirement), say) for row in match.coverage
        ],
        "partners": [
            {"id": row.partner, "cost": _finite(row.cost), "units": _finite(row.units)}
            for row in match.partners
        ],
        "warnings": [{"code": said.code, "sentence": say(said)} for said in match.warnings],
        "provenance": {
            "input_hash": match.provenance.input_hash,
            "seed": match.provenance.seed,
            "program_version": match.provenance.program_version,
            "solver": match.provenance.solver,
            "method": match.provenance.method,
            "options": dict(match.provenance.options),
        },
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _plain_requirement(
    row: Coverage, gap: Gap | None, say: Callable[[Message], str]
) -> dict[str, Any]:
    return {
        "id": row.requirement,
        "coverage": row.coverage,
        "missing_unit_days": _finite(gap.missing_unit_days) if gap else 0.0,
        "reasons": [_plain_reason(reason, say) for reason in gap.reasons] if gap else [],
    }


def _plain_reason(reason: Reason, say: Callable[[Message], str]) -> dict[str, Any]:
    return {
        "code": reason.code,
        "units": _finite(reason.units),
        "unit_days": _finite(reason.unit_days),
        "is_sole": reason.is_sole,
        "others": list(reason.others),
        "offers": list(reason.offers),
        "subject": list(reason.subject),
        "sentence": say(reason.sentence),
    }


def read_result(path: Path) -> PlanFile:
    """Read the plan in a result file; coded errors say what is not as expected, all at once."""
    content = _content_of(path)
    found = content.get("allocations") if isinstance(content, dict) else None
    if not isinstance(content, dict) or not isinstance(found, list):
        raise bad_input("tables.no_allocations", file=path.name)
    errors: list[Message] = []
    allocations = [_allocation(path, index, row, errors) for index, row in enumerate(found)]
    if errors:
        raise bad_inputs(errors)
    return PlanFile(
        tuple(row for row in allocations if row is not None),
        _stated(content, "weighted_coverage"),
        _stated(content, "bound"),
        _stated(content, "cost"),
    )


def _content_of(path: Path) -> Any:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise bad_input(
                "tables.file_too_large", file=path.name, limit_mb=MAX_FILE_BYTES // 1024**2
            )
        text = path.read_bytes().decode("utf-8-sig")
        return json.loads(text, parse_constant=_no_number)
    except FileNotFoundError:
        raise bad_input("tables.missing_file", file=path.name) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise bad_input("tables.unreadable_file", file=path.name, reason=reason) from error
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        raise bad_input("tables.not_utf8", file=path.name, row=row) from error
    except json.JSONDecodeError as error:
        raise bad_input(
            "tables.not_json", file=path.name, row=error.lineno, column=error.colno
        ) from error
    except (ValueError, RecursionError) as error:
        raise bad_input("tables.not_json", file=path.name, row=1, column=1) from error


def _no_number(text: str) -> float:
    raise ValueError(text)


def _stated(content: Mapping[str, Any], name: str) -> float | None:
    value = content.get(name)
    return float(value) if _is_number(value) else None


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300


def _is_day(value: Any) -> bool:
    return _is_number(value) and abs(value) <= _FARTHEST_DAY and value == int(value)


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


_FIELDS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "offer": (_is_id, "tables.expected.text"),
    "requirement": (_is_id, "tables.expected.text"),
    "quantity": (_is_number, "tables.expected.number"),
    "from_day": (_is_day, "tables.expected.whole_number"),
    "to_day": (_is_day, "tables.expected.whole_number"),
}


def _allocation(
    path: Path, index: int, row: Any, errors: list[Message]
) -> PlannedAllocation | None:
    if not isinstance(row, dict):
        errors.append(message("tables.allocation_not_an_object", file=path.name, n=index + 1))
        return None
    n_errors = len(errors)
    for name, (is_good, expected) in _FIELDS.items():
        if not is_good(row.get(name)):
            found = str(row[name])[:_SHOWN_CHARACTERS] if name in row else message("tables.nothing")
            errors.append(
                message(
                    "tables.bad_allocation",
                    file=path.name,
                    n=index + 1,
                    column=name,
                    expected=message(expected),
                    found=found,
                )
            )
    if len(errors) > n_errors:
        return None
    return PlannedAllocation(
        row["offer"],
        row["requirement"],
        float(row["quantity"]),
        int(row["from_day"]),
        int(row["to_day"]),
    )
