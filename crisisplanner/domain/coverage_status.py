"""Covered, partly or open: from which share of a need each word holds."""

from __future__ import annotations

COVERED_FROM = 0.945
"""Shown as 95 % and more."""
OPEN_BELOW = 0.005
"""Shown as 0 %."""


def coverage_status(share: float) -> str:
    """Give the word for a coverage from 0 to 1: covered, partly or open."""
    if share >= COVERED_FROM:
        return "covered"
    return "open" if share < OPEN_BELOW else "partly"
