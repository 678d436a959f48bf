"""A match as ``result.json``, written whole or not at all; ``plan_files`` reads it back."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crisisplanner.domain.errors import refused
from crisisplanner.domain.match import Coverage, Gap, Match, Reason
from crisisplanner.domain.messages import Message
from crisisplanner.finished_file import write_finished


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
