"""The actions of the print page, as data."""

from __future__ import annotations

from crisisplanner.ui.actions import WORKSPACE, WRITABLE, ActionSpec

PAGE = "document"
EXPORT = "document.export"
NAME_VERSION = "document.name_version"

PRINT_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(NAME_VERSION, "archive", "", frozenset({WRITABLE}), PAGE),
    ActionSpec(EXPORT, "file-export", "Ctrl+P", frozenset({WORKSPACE}), PAGE, is_primary=True),
)
