"""The composition root: decide between window and command line, and start it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from crisisplanner.cli.parser import COMMANDS
from crisisplanner.domain.errors import ErrorKind
from crisisplanner.domain.file_names import WORKSPACE_SUFFIX

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


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
    if len(words) > 1 or words[0].startswith("-") or words[0] in COMMANDS:
        return False
    # A mistyped command is none of a file's names.
    return words[0].endswith(WORKSPACE_SUFFIX) or Path(words[0]).exists()


def _open_example(words: Sequence[str]) -> int:
    from crisisplanner.cli.main import prepare_example

    outcome = prepare_example(words)
    return outcome if isinstance(outcome, int) else _open_window(outcome)


def _has_display(environment: Mapping[str, str]) -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(environment.get(name) for name in DISPLAYS)


def _open_window(workspace: Path | None) -> int:
    if not _has_display(os.environ):
        from crisisplanner.wording.catalogue import Wording

        sys.stderr.write(Wording().say("cli.no_display") + "\n")
        return ErrorKind.BAD_INPUT.value
    from crisisplanner.ui.application import run_window

    return run_window(workspace)
