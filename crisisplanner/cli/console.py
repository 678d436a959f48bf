"""What the command line writes: sentences, tables, JSON and progress."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from crisisplanner.domain.messages import Message
from crisisplanner.domain.progress import Progress
from crisisplanner.wording.catalogue import Wording

BAR_WIDTH = 24


@dataclass
class Console:
    """Write results on standard output, all else on standard error."""

    words: Wording
    out: TextIO
    err: TextIO
    as_json: bool = False
    is_quiet: bool = False
    is_verbose: bool = False

    def say(self, code: str, /, **params: object) -> None:
        """Write a sentence for a person, unless JSON or silence is asked for."""
        if not self.as_json and not self.is_quiet:
            self.out.write(self.words.say(code, **params) + "\n")

    def show(self, message: Message) -> None:
        """Write a message as a result line, also when quiet."""
        if not self.as_json:
            self.out.write(self.words.message(message) + "\n")

    def note(self, message: Message) -> None:
        """Write a message beside the result, on standard error."""
        if not self.is_quiet:
            self.err.write(self.words.message(message) + "\n")

    def complain(self, message: Message) -> None:
        """Write what stood in the way, on standard error."""
        self.err.write(self.words.message(message) + "\n")

    def data(self, plain: Any) -> None:
        """Write a result as JSON, if that is asked for."""
        if self.as_json:
            # Whole or not at all: half an object is worse than none.
            text = json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True)
            self.out.write(text + "\n")

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int]
    ) -> None:
        """Write a table with columns as wide as they need; ``right`` are numbers' columns."""
        if self.as_json or self.is_quiet:
            return
        widths = [max(len(row[i]) for row in (heads, *rows)) for i in range(len(heads))]
        for row in (heads, *rows):
            cells = [
                cell.rjust(width) if i in right else cell.ljust(width)
                for i, (cell, width) in enumerate(zip(row, widths, strict=True))
            ]
            self.out.write("  ".join(cells).rstrip() + "\n")

    def progress(self) -> ConsoleProgress:
        """Make a watcher that draws a bar on a terminal."""
        return ConsoleProgress(self)


class ConsoleProgress:
    """Draw progress in one line of a terminal; elsewhere a line a step, if asked to say more."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._draws = console.err.isatty() and not console.is_quiet
        self._tells = console.is_verbose and not self._draws
        self._said = ""
        self._width = 0

    def report(self, progress: Progress) -> None:
        """Draw the bar anew, or write what is new."""
        if not (self._draws or self._tells):
            return
        text = self._console.words.message(progress.what)
        if self._tells:
            if text != self._said:
                self._console.err.write(text + "\n")
            self._said = text
            return
        if progress.share is not None:
            done = round(progress.share * BAR_WIDTH)
            text = "█" * done + "░" * (BAR_WIDTH - done) + " " + text
        self._console.err.write("\r" + text.ljust(self._width))
        self._console.err.flush()
        self._width = max(self._width, len(text))

    def is_cancelled(self) -> bool:
        """Never stop: a person presses Ctrl+C."""
        return False

    def clear(self) -> None:
        """Wipe the line before results are written."""
        if self._draws and self._width:
            self._console.err.write("\r" + " " * self._width + "\r")
            self._console.err.flush()
