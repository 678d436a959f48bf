"""Jobs: work that would hold up the window, with progress, cancel and newest wins.

Lives here: threads. Work that holds the interpreter runs in a process, see processes.py.
Handlers are arguments of `start`: connected later, a short job's result would be lost.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from crisisplanner.domain.errors import Cancelled
from crisisplanner.domain.messages import Message
from crisisplanner.domain.progress import Progress, Watcher

Work = Callable[[Watcher], Any]


@dataclass(eq=False)
class Job:
    """One piece of work: what it is called, who hears of it, whether it is to stop."""

    key: str
    title: Message
    on_done: Callable[[Any], None]
    on_failed: Callable[[Exception], None]
    on_progress: Callable[[Progress], None] | None
    send: Callable[[Job, Progress], None]
    stop: threading.Event = field(default_factory=threading.Event)
    keep_best: bool = False
    """Whether stopping keeps what was found so far, so that Stop can say it."""
    is_kept: bool = False
    """Whether it goes on to its end, as the closing of a file does, whatever else is stopped."""

    def report(self, progress: Progress) -> None:
        """Take a report, in the worker's thread."""
        self.send(self, progress)

    def is_cancelled(self) -> bool:
        """Tell the work whether to stop."""
        return self.stop.is_set()


class Jobs(QObject):
    """Run jobs beside the window; all handlers are called in the window's thread."""

    started = Signal(object)
    progressed = Signal(object, object)
    ended = Signal(object)
    finished = Signal()
    """All has ended, because the workspace closes; what has to be done before that is done now."""
    _came = Signal(object, object)
    _done = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: dict[str, Job] = {}
        self._threads: list[threading.Thread] = []
        self._came.connect(self._on_came, Qt.ConnectionType.QueuedConnection)
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        key: str,
        title: Message,
        work: Work,
        *,
        on_done: Callable[[Any], None],
        on_failed: Callable[[Exception], None],
        on_progress: Callable[[Progress], None] | None = None,
        keep_best: bool = False,
        is_kept: bool = False,
    ) -> Job:
        """Start work; an earlier job of the same key is cancelled and not heard of again."""
        self.cancel(key, forget=True)
        job = Job(key, title, on_done, on_failed, on_progress, self._came.emit)
        job.keep_best, job.is_kept = keep_best, is_kept
        self._running[key] = job
        self.started.emit(job)
        thread = threading.Thread(target=self._run, args=(job, work), name=_thread_name(key))
        self._threads = [known for known in self._threads if known.is_alive()]
        self._threads.append(thread)
        thread.start()
        return job

    def cancel(self, key: str, *, forget: bool = False) -> None:
        """Ask a job to stop; its handlers still hear of it unless it is forgotten."""
        job = self._running.get(key)
        if job is None:
            return
        job.stop.set()
        if forget:
            del self._running[key]
            self.ended.emit(job)

    def finish(self, key: str | None = None) -> None:
        """Stop a job, or all but kept ones, and wait; nothing more is heard of it."""
        self._end(key)
        if key is None:
            self.finished.emit()
            # Pages that heard of what was done then began to read anew.
            self._end(None)

    def _end(self, key: str | None) -> None:
        kept = {known for known, job in self._running.items() if job.is_kept and known != key}
        for known in [key] if key is not None else self._running.keys() - kept:
            self.cancel(known, forget=True)
        staying = set(map(_thread_name, kept))
        for thread in self._threads:
            if thread.name == _thread_name(key) if key is not None else thread.name not in staying:
                thread.join()

    @property
    def is_idle(self) -> bool:
        """Tell whether nothing runs."""
        return not self._running

    def is_running(self, key: str) -> bool:
        """Tell whether a job of this key runs."""
        return key in self._running

    def close(self) -> None:
        """Stop everything and wait for it; nothing is heard of it any more."""
        self.finish()
        for known in list(self._running):
            self._end(known)
        self._threads = []

    def _run(self, job: Job, work: Work) -> None:
        result: Any = None
        error: Exception | None = None
        try:
            result = work(job)
        except Exception as caught:  # noqa: BLE001 - every failure is handed to the job's handler
            error = caught
        self._done.emit(job, result, error)

    @Slot(object, object)
    def _on_came(self, job: Job, progress: Progress) -> None:
        if self._running.get(job.key) is not job:
            return
        self.progressed.emit(job, progress)
        if job.on_progress is not None:
            job.on_progress(progress)

    @Slot(object, object, object)
    def _on_done(self, job: Job, result: Any, error: Exception | None) -> None:
        if self._running.get(job.key) is not job:
            return
        del self._running[job.key]
        self.ended.emit(job)
        if error is None:
            job.on_done(result)
        elif not isinstance(error, Cancelled):
            job.on_failed(error)


def _thread_name(key: str) -> str:
    return "job " + key
