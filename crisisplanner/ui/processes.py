"""Work that holds the interpreter, in a process of its own, behind the job that asked for it.

Everything goes through one pipe: progress and the result out, the wish to stop in. What is run must
be a function at the top of a module, and all it takes and gives can be pickled.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from crisisplanner.domain.errors import Cancelled, CrisisPlannerError
from crisisplanner.domain.progress import Progress, Watcher

R = TypeVar("R")
POLL_S = 0.02
END_S = 5.0
STOP = "stop"


class WorkLostError(RuntimeError):
    """Report that a process failed or ended without a result."""


class _PipeWatcher:
    """Send progress to the asking process and hear from it whether to stop."""

    def __init__(self, connection: Connection[Any, Any]) -> None:
        self._connection = connection
        self._is_cancelled = False

    def report(self, progress: Progress) -> None:
        """Send one report."""
        self._connection.send(("progress", progress))

    def is_cancelled(self) -> bool:
        """Tell whether the wish to stop has come."""
        while not self._is_cancelled and self._connection.poll():
            try:
                self._is_cancelled = self._connection.recv() == STOP
            except EOFError:
                # Who asked is gone.
                self._is_cancelled = True
        return self._is_cancelled


def run_in_process(function: Callable[..., R], *arguments: Any, watcher: Watcher) -> R:
    """Run ``function(*arguments, watcher)`` in a spawned process and give its result.

    A cancelled function may still return, as the best found so far, or raise ``Cancelled``. Errors
    with a code arrive as they were raised; others as ``WorkLostError`` with type and text.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    # Not a daemon, which could have no processes of its own: a large match divides its work.
    process = context.Process(
        target=_child, args=(theirs, function, arguments), name=function.__name__, daemon=False
    )
    process.start()
    theirs.close()
    try:
        kind, value = _answer(ours, watcher)
    finally:
        ours.close()
        process.join(END_S)
        if process.is_alive():
            process.kill()
            process.join()
        process.close()
    match kind:
        case "done":
            result: R = value
            return result
        case "refused":
            raise CrisisPlannerError(*value)
        case "cancelled":
            raise Cancelled
        case _:
            raise WorkLostError(value)


def _answer(connection: Connection[Any, Any], watcher: Watcher) -> tuple[str, Any]:
    has_stopped = False
    while True:
        if watcher.is_cancelled() and not has_stopped:
            has_stopped = True
            # A process that has just ended hears nothing any more; its answer is in the pipe.
            with contextlib.suppress(OSError):
                connection.send(STOP)
        if not connection.poll(POLL_S):
            continue
        try:
            kind, value = connection.recv()
        except EOFError:
            return "lost", "the process ended without a result"
        if kind != "progress":
            return kind, value
        watcher.report(value)


def _child(
    connection: Connection[Any, Any], function: Callable[..., Any], arguments: tuple[Any, ...]
) -> None:
    try:
        answer = ("done", function(*arguments, _PipeWatcher(connection)))
    except CrisisPlannerError as error:
        answer = ("refused", (error.messages, error.kind))
    except Cancelled:
        answer = ("cancelled", None)
    except Exception as error:  # noqa: BLE001 - every failure is handed to the asking process
        answer = ("failed", f"{type(error).__name__}: {error}")
    connection.send(answer)
    connection.close()
