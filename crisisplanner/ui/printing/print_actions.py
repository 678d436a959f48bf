"""The actions of the print page, as data."""

from __future__ import annotations

from crisisplanner.ui.actions import WORKSPACE, ActionSpec

PAGE = "document"
EXPORT = "document.export"

PRINT_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(EXPORT, "file-export", "Ctrl+P", frozenset({WORKSPACE}), PAGE, is_primary=True),
)
