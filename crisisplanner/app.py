"""The composition root: decide between window and command line, and start it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from crisisplanner.cli.parser import COMMANDS


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; without a command the window opens, on a workspace if one is given."""
    words = list(sys.argv[1:] if argv is None else argv)
    if _wants_window(words):
        return _open_window(Path(words[0]) if words else None)
    if words[0] == "demo" and "--window" in words:
        return _open_example(words)
    from crisisplanner.cli.main import run

    return run(words)


def _wants_window(words: Sequence[str]) -> bool:
    if not words:
        return True
    return len(words) == 1 and not words[0].startswith("-") and words[0] not in COMMANDS


def _open_example(words: Sequence[str]) -> int:
    from crisisplanner.cli.main import prepare_example

    outcome = prepare_example(words)
    return outcome if isinstance(outcome, int) else _open_window(outcome)


def _open_window(workspace: Path | None) -> int:
    from crisisplanner.ui.application import run_window

    return run_window(workspace)
