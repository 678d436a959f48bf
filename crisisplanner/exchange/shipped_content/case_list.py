"""Which cases are built in and how they are announced; what is in one is read by `cases.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crisisplanner.exchange.shipped_content.reading import json_content
from crisisplanner.resource_files import resource_path

CASES = "cases"
ABOUT = "case.json"


@dataclass(frozen=True, slots=True)
class Case:
    """Describe a built-in case before it is opened."""

    id: str
    title: str
    teaser: str
    crisis_type: str


def shipped_cases() -> tuple[Case, ...]:
    """List the cases that are there as data, by id."""
    folders = sorted(path.parent.name for path in resource_path(CASES).glob("*/" + ABOUT))
    return tuple(_case(folder) for folder in folders)


def _case(case_id: str) -> Case:
    about: Mapping[str, Any] = json_content(CASES, case_id, ABOUT)
    return Case(case_id, about["title"], about["teaser"], about["crisis_type"])
