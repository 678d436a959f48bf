"""Work in a process of its own: result, progress, stop, errors, sudden death."""

import os
import time

import pytest

from benchmarks.instances import InstanceSize, generate
from crisisplanner.domain.errors import Cancelled, CrisisPlannerError, ErrorKind, refused
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Progress, Watcher
from crisisplanner.planning.matching.settings import MatchOptions, Method
from crisisplanner.planning.matching.solving import solve
from crisisplanner.ui.processes import WorkLostError, run_in_process


class Onlooker:
    """Note progress, and ask to stop after the first report if told to."""

    def __init__(self, *, stops: bool = False) -> None:
        self.shares: list[float | None] = []
        self._stops = stops

    def report(self, progress: Progress) -> None:
        """Note one report."""
        self.shares.append(progress.share)

    def is_cancelled(self) -> bool:
        """Ask to stop once something was reported."""
        return self._stops and bool(self.shares)


def add(first: int, second: int, watcher: Watcher) -> tuple[int, int]:
    """Add two numbers and tell in which process."""
    watcher.report(Progress(message("match.running"), 0.5))
    return first + second, os.getpid()


def until_stopped(watcher: Watcher) -> str:
    """Report, and return only when asked to stop."""
    watcher.report(Progress(message("match.running")))
    ends_at = time.monotonic() + 60
    while not watcher.is_cancelled() and time.monotonic() < ends_at:
        pass
    return "best so far"


def give_up(watcher: Watcher) -> None:
    """Report, and raise when asked to stop."""
    until_stopped(watcher)
    raise Cancelled


def match_with_workers(seed: int, _watcher: Watcher) -> float:
    """Search with worker processes of its own."""
    problem = generate(InstanceSize("some", 12, 40, 8, 3, 5, 1), seed)
    options = MatchOptions(method=Method.NEIGHBOURHOODS, workers=2, work=500)
    return solve(problem, options).weighted_coverage


def refuse(_watcher: Watcher) -> None:
    """Refuse in words."""
    raise refused("plan.none")


def fail(_watcher: Watcher) -> None:
    """Fail by our fault."""
    raise ZeroDivisionError("nothing to share by")


def die(_watcher: Watcher) -> None:
    """End at once, as when the system kills a process."""
    os._exit(9)


def test_the_result_and_its_progress_come_from_another_process() -> None:
    onlooker = Onlooker()
    result, process = run_in_process(add, 2, 3, watcher=onlooker)
    assert result == 5
    assert process != os.getpid()
    assert onlooker.shares == [0.5]


def test_a_stopped_function_hands_over_its_best() -> None:
    assert run_in_process(until_stopped, watcher=Onlooker(stops=True)) == "best so far"


def test_a_function_that_gives_up_is_cancelled() -> None:
    with pytest.raises(Cancelled):
        run_in_process(give_up, watcher=Onlooker(stops=True))


def test_a_refusal_keeps_its_messages_and_kind() -> None:
    with pytest.raises(CrisisPlannerError) as caught:
        run_in_process(refuse, watcher=Onlooker())
    assert caught.value.messages == (message("plan.none"),)
    assert caught.value.kind is ErrorKind.REFUSED


def test_a_failure_of_ours_says_what_it_was() -> None:
    with pytest.raises(WorkLostError, match="ZeroDivisionError: nothing to share by"):
        run_in_process(fail, watcher=Onlooker())


def test_a_process_that_dies_is_noticed() -> None:
    with pytest.raises(WorkLostError):
        run_in_process(die, watcher=Onlooker())


def test_work_in_a_process_may_have_worker_processes_of_its_own() -> None:
    found = run_in_process(match_with_workers, 1, watcher=Onlooker())
    assert found == match_with_workers(1, Onlooker()) > 0
