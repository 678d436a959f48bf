"""The historical cases that a person can start from, before one is opened."""

from __future__ import annotations

from dataclasses import dataclass

from crisisplanner.exchange.shipped_content.case_list import shipped_cases


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """Describe a built-in case on the start page."""

    id: str
    title: str
    teaser: str
    crisis_type: str


def cases() -> tuple[CaseSummary, ...]:
    """List the historical cases that are built in."""
    return tuple(
        CaseSummary(case.id, case.title, case.teaser, case.crisis_type) for case in shipped_cases()
    )
