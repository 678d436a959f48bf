"""Tasks on one instance, here or in worker processes; the results are the same and in order.

Workers are spawned, so that this works on every system, and end with their parent, as their pipe
closes then. Tasks are values with a ``run`` that needs the bench only.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, Protocol, Self

from crisisplanner.domain.errors import CrisisPlannerError, ErrorKind
from crisisplanner.domain.messages import Message, message
from crisisplanner.planning.matching.clusters import Cluster, clusters_of
from crisisplanner.planning.matching.coupling import Coupling
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.shared_memory import SharedInstance, attach, share

POLL_S = 0.05
END_S = 3.0
STOP = "stop"
END = "end"


class WorkerLostError(CrisisPlannerError):
    """Tell that a worker process failed or ended without an answer; the search goes on without."""

    def __init__(self, reason: Message) -> None:
        super().__init__([message("match.worker_lost", reason=reason)], ErrorKind.REFUSED)


@dataclass(frozen=True)
class Bench:
    """Hold what tasks work on; derived things are computed once."""

    instance: Instance
    should_stop: Callable[[], bool]

    @cached_property
    def coupling(self) -> Coupling:
        """Give the coupling limits."""
        return Coupling(self.instance)

    @cached_property
    def clusters(self) -> list[Cluster]:
        """Give the clusters."""
        return clusters_of(self.instance)


class Task(Protocol):
    """Something to be computed from an instance."""

    def run(self, bench: Bench) -> Any:
        """Compute it."""


Make = Callable[[int], Task | None]
Take = Callable[[int, Any], None]


class Workers(Protocol):
    """Run tasks and hand back their results in the order of the tasks."""

    def stream(self, make: Make, take: Take, lag: int) -> None:
        """Run the tasks that ``make(number)`` gives until it gives None.

        Task n is made when the results up to n - ``lag`` have been taken and no other, however many
        workers there are, so the results don't depend on who is quicker.
        """

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def run_all(workers: Workers, tasks: Sequence[Task]) -> list[Any]:
    """Run tasks that don't depend on each other; give their results in order."""
    results: list[Any] = []

    def make(number: int) -> Task | None:
        return tasks[number] if number < len(tasks) else None

    workers.stream(make, lambda _, result: results.append(result), max(1, len(tasks)))
    return results


def make_workers(instance: Instance, n_workers: int, should_stop: Callable[[], bool]) -> Workers:
    """Give workers: this process itself for one, spawned processes for more."""
    if n_workers <= 1:
        return InlineWorkers(instance, should_stop)
    return ProcessWorkers(instance, n_workers, should_stop)


class InlineWorkers:
    """Run tasks one after the other in this process."""

    def __init__(self, instance: Instance, should_stop: Callable[[], bool]) -> None:
        self._bench = Bench(instance, should_stop)

    def stream(self, make: Make, take: Take, lag: int) -> None:
        """Run each task when it is made; keep its result until its turn."""
        made, taken = 0, 0
        results: list[Any] = []
        while (task := make(made)) is not None:
            results.append(task.run(self._bench))
            made += 1
            if made - taken == lag:
                take(taken, results.pop(0))
                taken += 1
        for result in results:
            take(taken, result)
            taken += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None


class ProcessWorkers:
    """Run tasks in spawned processes that share the instance; whoever is free takes the next."""

    def __init__(self, instance: Instance, n_workers: int, should_stop: Callable[[], bool]) -> None:
        self._should_stop = should_stop
        self._has_stopped = False
        self._at_work: dict[int, int] = {}
        self._block, shared = share(instance)
        self._processes: list[SpawnProcess] = []
        self._pipes: list[Connection[Any, Any]] = []
        try:
            with _interrupts_kept_back():
                for number in range(n_workers):
                    self._start(number)
            # Not with the start: that would wait for ever for a process that ended before it read.
            for pipe in self._pipes:
                self._send(pipe, shared)
        except BaseException:
            self._close()
            raise

    def _start(self, number: int) -> None:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_work, args=(theirs,), name=f"matching {number}", daemon=True
        )
        process.start()
        theirs.close()
        self._processes.append(process)
        self._pipes.append(ours)

    def stream(self, make: Make, take: Take, lag: int) -> None:
        """Run tasks side by side; raises ``WorkerLostError`` if a worker fails."""
        waiting: list[tuple[int, Task]] = []
        results: dict[int, Any] = {}
        made, taken, is_done = 0, 0, False
        while True:
            while not is_done and made - taken < lag:
                task = make(made)
                is_done = task is None
                if task is not None:
                    waiting.append((made, task))
                    made += 1
            if is_done and taken == made:
                return
            self._hand_out(waiting)
            if taken in results:
                take(taken, results.pop(taken))
                taken += 1
            else:
                self._listen(results)

    def _hand_out(self, waiting: list[tuple[int, Task]]) -> None:
        """Give tasks to workers that have none."""
        for place, pipe in enumerate(self._pipes):
            if waiting and place not in self._at_work:
                number, task = waiting.pop(0)
                self._send(pipe, task)
                if self._has_stopped:
                    self._send(pipe, STOP)
                self._at_work[place] = number

    def _listen(self, results: dict[int, Any]) -> None:
        """Wait a moment for answers; tell the workers if they are to stop."""
        if not self._has_stopped and self._should_stop():
            self._has_stopped = True
            for place in self._at_work:
                self._send(self._pipes[place], STOP)
        busy = {id(self._pipes[place]): place for place in self._at_work}
        for ready in wait([self._pipes[place] for place in self._at_work], POLL_S):
            place = busy[id(ready)]
            results[self._at_work.pop(place)] = self._answer(self._pipes[place])

    def _send(self, pipe: Connection[Any, Any], value: object) -> None:
        try:
            pipe.send(value)
        except OSError as error:
            raise WorkerLostError(message("match.worker.ended")) from error

    def _answer(self, pipe: Connection[Any, Any]) -> Any:
        try:
            kind, value = pipe.recv()
        except (EOFError, OSError) as error:
            raise WorkerLostError(message("match.worker.gave_no_answer")) from error
        if kind != "done":
            raise WorkerLostError(message("match.worker.failed", reason=str(value)))
        return value

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def _close(self) -> None:
        for pipe in self._pipes:
            with contextlib.suppress(OSError):
                pipe.send(END)
            pipe.close()
        ends_at = time.monotonic() + END_S
        for process in self._processes:
            process.join(max(0.0, ends_at - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()
            process.close()
        self._pipes, self._processes = [], []
        self._block.close()
        with contextlib.suppress(FileNotFoundError):
            self._block.unlink()


class _PipeEar:
    """Hear over the pipe whether to stop; a closed pipe means that nobody waits any more."""

    def __init__(self, pipe: Connection[Any, Any]) -> None:
        self._pipe = pipe
        self.is_stopped = False
        self.is_ended = False
        self.waiting: list[Any] = []

    def should_stop(self) -> bool:
        """Tell whether the task at work is to stop."""
        try:
            while self._pipe.poll():
                self._take(self._pipe.recv())
        except (EOFError, OSError):
            self.is_stopped = self.is_ended = True
        return self.is_stopped

    def next_task(self) -> Any:
        """Wait for a task; None at the end."""
        self.is_stopped = False
        while not self.is_ended and not self.waiting:
            try:
                self._take(self._pipe.recv())
            except (EOFError, OSError):
                self.is_ended = True
        return None if self.is_ended else self.waiting.pop(0)

    def _take(self, value: Any) -> None:
        if value == STOP:
            self.is_stopped = True
        elif value == END:
            self.is_stopped = self.is_ended = True
        else:
            self.waiting.append(value)


@contextlib.contextmanager
def _interrupts_kept_back() -> Iterator[None]:
    """Start processes that no interrupt ends before they ignore it; ours comes afterwards."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(pipe: Connection[Any, Any]) -> None:
    # Who starts the workers decides when to end: an interrupt goes to all processes at once.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        shared = pipe.recv()
    except (EOFError, OSError):
        return
    if not isinstance(shared, SharedInstance):
        # The end: another one could not be started.
        return
    ear = _PipeEar(pipe)
    block, instance = attach(shared)
    bench = Bench(instance, ear.should_stop)
    # The arrays of the instance lie in the block, so it can't be closed while they live: at the end
    # of the process the system does that.
    block.close = _nothing  # type: ignore[method-assign] # see above
    while (task := ear.next_task()) is not None:
        try:
            answer = ("done", task.run(bench))
        except Exception as error:  # noqa: BLE001 - every failure is handed to the asking process
            answer = ("failed", f"{type(error).__name__}: {error}")
        try:
            pipe.send(answer)
        except OSError:
            break


def _nothing() -> None:
    """Leave the block open."""
