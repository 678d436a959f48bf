"""The actions of the risk page, as data."""

from __future__ import annotations

from crisisplanner.ui.actions import WRITABLE, ActionSpec

PAGE = "risk"
NEXT = "risk.rate_next"
AGREE = "risk.agree"
ADD = "risk.add_indicator"
SHARE = "risk.share"
RECEIVE = "risk.receive"
HAS_ASSESSMENT = "has_assessment"
SEVERAL = "several_assessors"

RISK_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(ADD, "plus", "", frozenset({WRITABLE}), PAGE),
    ActionSpec(RECEIVE, "file-import", "", frozenset({WRITABLE}), PAGE),
    ActionSpec(
        SHARE, "file-export", "", frozenset({HAS_ASSESSMENT}), PAGE, why_not="risk.nothing_to_share"
    ),
    ActionSpec(
        AGREE, "users", "", frozenset({WRITABLE, SEVERAL}), PAGE, why_not="risk.too_few_to_agree"
    ),
    ActionSpec(NEXT, "pencil", "Ctrl+Shift+R", frozenset({WRITABLE}), PAGE, is_primary=True),
)
