"""Run one command: read the words, call the service, turn errors into exit codes."""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TextIO

from crisisplanner.cli.author import author_of
from crisisplanner.cli.console import Console
from crisisplanner.cli.parser import build_parser
from crisisplanner.domain.errors import Cancelled, CrisisPlannerError, ErrorKind
from crisisplanner.domain.messages import message
from crisisplanner.services.session import PROGRAM_VERSION
from crisisplanner.wording.catalogue import Wording

EXIT_OUR_FAULT = 70
EXIT_CANCELLED = 130

CommandRun = Callable[[argparse.Namespace, Console], int]


def run(
    argv: Sequence[str],
    *,
    words: Wording | None = None,
    out: TextIO | None = None,
    err: TextIO | None = None,
) -> int:
    """Run a command and give its exit code.

    0 done; 1 done, but something was found; 2 bad input, nothing written; 3 stopped by a limit, best
    result written; 4 refused; 70 our fault, with the place of the report file.
    """
    words = words or Wording()
    console = Console(words, out or _writable(sys.stdout), err or _writable(sys.stderr))
    # Words that are not understood are answered in the form that is asked for, too.
    console.as_json = "--json" in argv
    try:
        return _answer(argv, words, console)
    except BrokenPipeError:
        return _leave_closed_pipe()
    except Exception:  # noqa: BLE001 - the last line of defence writes a report
        report = _write_report(argv)
        console.complain(message("cli.our_fault", report=str(report)))
        return EXIT_OUR_FAULT


def _answer(argv: Sequence[str], words: Wording, console: Console) -> int:
    try:
        arguments = build_parser(words).parse_args(argv)
        console.is_quiet = getattr(arguments, "quiet", False)
        console.is_verbose = getattr(arguments, "verbose", False)
        if arguments.version:
            console.out.write(words.say("cli.version", version=PROGRAM_VERSION) + "\n")
            return 0
        if arguments.command is None:
            build_parser(words).print_help(console.out)
            return ErrorKind.BAD_INPUT.value
        return _command(arguments.command)(arguments, console)
    except CrisisPlannerError as error:
        return _complain(console, error)
    except (KeyboardInterrupt, Cancelled):
        console.complain(message("cli.cancelled"))
        return EXIT_CANCELLED


def _writable(stream: TextIO) -> TextIO:
    """Let a stream write what its encoding lacks as escapes, such as names of odd files."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return stream


def prepare_example(argv: Sequence[str], *, words: Wording | None = None) -> Path | int:
    """Create the example anew for the window: its path, or the exit code of what went wrong."""
    from crisisplanner.services.demo import prepare_demo

    words = words or Wording()
    console = Console(words, _writable(sys.stdout), _writable(sys.stderr))
    try:
        arguments = build_parser(words).parse_args(argv)
        return prepare_demo(arguments.out, author=author_of(arguments), keeps_edited=True)
    except CrisisPlannerError as error:
        return _complain(console, error)


def _command(name: str) -> CommandRun:
    module = import_module(f"crisisplanner.cli.commands.{name.replace('-', '_')}_command")
    command: CommandRun = module.run
    return command


def _complain(console: Console, error: CrisisPlannerError) -> int:
    if console.as_json:
        console.data(
            {"errors": [{"code": m.code, "text": console.words.message(m)} for m in error.messages]}
        )
    for each in error.messages:
        console.complain(each)
    return error.kind.value


def _leave_closed_pipe() -> int:
    # The reader went away: point standard output at nothing, so that leaving does not fail again.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _write_report(argv: Sequence[str]) -> Path:
    """Write what failed to a file of its own; arguments are kept, contents never."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="crisisplanner-", suffix=".txt", delete=False
    ) as report:
        report.write(f"crisisplanner {PROGRAM_VERSION}\n{sys.version}\n{list(argv)}\n\n")
        report.write(traceback.format_exc())
    return Path(report.name)
