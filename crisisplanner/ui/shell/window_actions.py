"""The window's own actions: files, undo, search, appearance, leaving."""

from __future__ import annotations

from crisisplanner.ui.actions import CAN_REDO, CAN_UNDO, WORKSPACE, ActionSpec

IN_WORKSPACE = frozenset({WORKSPACE})

WINDOW_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("file.new", "folder-plus", "Ctrl+N"),
    ActionSpec("file.open", "folder-open", "Ctrl+O"),
    ActionSpec(
        "file.save_copy", "copy", "Ctrl+Shift+S", IN_WORKSPACE, why_not="window.no_workspace"
    ),
    ActionSpec("file.close", "x", "Ctrl+W", IN_WORKSPACE, why_not="window.no_workspace"),
    ActionSpec(
        "edit.undo",
        "arrow-back-up",
        "Ctrl+Z",
        frozenset({CAN_UNDO}),
        why_not="window.nothing_to_undo",
    ),
    ActionSpec(
        "edit.redo",
        "arrow-forward-up",
        "Ctrl+Shift+Z",
        frozenset({CAN_REDO}),
        why_not="window.nothing_to_redo",
        other_shortcuts=("Ctrl+Y",),
    ),
    ActionSpec("view.search", "search", "Ctrl+K"),
    ActionSpec("view.light", "sun"),
    ActionSpec("view.dark", "moon"),
    ActionSpec("view.system", "contrast"),
    ActionSpec("view.compact", "list"),
    ActionSpec("view.normal", "list"),
    ActionSpec("view.comfortable", "list"),
    ActionSpec("help.open", "help", "F1"),
    ActionSpec("file.quit", "x", "Ctrl+Q"),
)
