"""That worker processes change no result, stop when asked to, and fail in clear words."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass, replace
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.instances import InstanceSize, generate
from crisisplanner.domain.match import MatchStatus
from crisisplanner.planning.checker.checking import check_plan
from crisisplanner.planning.matching.canonical import canonical
from crisisplanner.planning.matching.instance import Instance, make_instance
from crisisplanner.planning.matching.settings import BetterPlan, MatchOptions, Method, never
from crisisplanner.planning.matching.shared_memory import attach, share
from crisisplanner.planning.matching.solving import solve
from crisisplanner.planning.matching.workers import (
    Bench,
    ProcessWorkers,
    Task,
    WorkerLostError,
    run_all,
)
from crisisplanner.wording.catalogue import Wording
from tests.planning.test_matching_properties import shuffled

SOME_SIZE = InstanceSize("some", 16, 60, 10, 4, 6, 1)


@dataclass(frozen=True)
class Count:
    """Give a number and what the instance has of offers."""

    number: int

    def run(self, bench: Bench) -> tuple[int, int]:
        return self.number, bench.instance.n_offers


@dataclass(frozen=True)
class Fail:
    """Fail."""

    def run(self, bench: Bench) -> Any:
        raise ValueError(f"Expected an even number of offers, got {bench.instance.n_offers}")


@dataclass(frozen=True)
class Vanish:
    """End the process."""

    def run(self, bench: Bench) -> Any:
        os._exit(1 if bench.instance.n_offers else 0)


@dataclass(frozen=True)
class Endless:
    """Go on until told to stop."""

    def run(self, bench: Bench) -> str:
        while not bench.should_stop():
            pass
        return "stopped"


def instance() -> Instance:
    return make_instance(canonical(generate(SOME_SIZE, 1)))


def shared_blocks() -> set[Path]:
    """Name the blocks of shared memory that this process holds."""
    lines = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    return {Path(line.split()[-1]) for line in lines if "/psm_" in line}


def searched(n_workers: int, *, is_shuffled: bool = False) -> Any:
    problem = generate(SOME_SIZE, 2)
    options = MatchOptions(
        gap=0.0, work=3_000, seed=3, method=Method.NEIGHBOURHOODS, workers=n_workers
    )
    return solve(shuffled(problem, 1) if is_shuffled else problem, options)


def test_two_workers_find_the_plan_that_one_finds_and_the_order_of_rows_changes_nothing() -> None:
    alone, together = searched(1), searched(2)
    assert alone == together
    assert searched(2, is_shuffled=True).allocations == alone.allocations
    assert check_plan(generate(SOME_SIZE, 2), alone.allocations).broken == ()


@pytest.mark.parametrize("work", [40.0, 100.0, 250.0, 600.0])
def test_the_same_work_gives_the_same_plan_however_many_workers_there_are(work: float) -> None:
    problem = generate(SOME_SIZE, 3)
    options = MatchOptions(gap=0.0, work=work, seed=3, method=Method.NEIGHBOURHOODS)
    found = [solve(problem, replace(options, workers=n_workers)) for n_workers in (1, 2, 3)]
    assert found[0] == found[1] == found[2]


def test_results_come_in_the_order_of_the_tasks() -> None:
    known = instance()
    with ProcessWorkers(known, 2, never) as workers:
        found = run_all(workers, [Count(number) for number in range(7)])
    assert found == [(number, known.n_offers) for number in range(7)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_an_interrupt_ends_no_worker_not_even_one_that_begins() -> None:
    known = instance()
    with ProcessWorkers(known, 2, never) as workers:
        for process in active_children():
            assert process.pid is not None
            os.kill(process.pid, signal.SIGINT)
        found = run_all(workers, [Count(number) for number in range(4)])
    assert found == [(number, known.n_offers) for number in range(4)]


@pytest.mark.parametrize(
    ("task", "words"), [(Fail(), "even number"), (Vanish(), "it gave no answer")]
)
def test_a_worker_that_fails_is_reported(task: Task, words: str) -> None:
    with ProcessWorkers(instance(), 1, never) as workers, pytest.raises(WorkerLostError) as caught:
        run_all(workers, [task])
    assert words in Wording().message(caught.value.messages[0])


def test_workers_stop_when_told() -> None:
    with ProcessWorkers(instance(), 2, lambda: True) as workers:
        assert run_all(workers, [Endless(), Endless(), Endless()]) == ["stopped"] * 3


@pytest.mark.skipif(sys.platform != "linux", reason="Linux lists what is held in /proc")
def test_the_shared_memory_is_gone_afterwards() -> None:
    with ProcessWorkers(instance(), 1, never):
        (block,) = shared_blocks()
        assert block.exists()
    assert shared_blocks() == set()
    assert not block.exists()


def test_an_instance_is_the_same_in_shared_memory() -> None:
    known = instance()
    block, shared = share(known)
    try:
        view, copy = attach(shared)
        assert copy.problem == known.problem
        assert np.array_equal(copy.capacity, known.capacity)
        assert np.array_equal(copy.window_start, known.window_start)
        del copy
        view.close()
    finally:
        block.close()
        block.unlink()


def test_stopping_a_search_with_workers_keeps_the_best_plan() -> None:
    problem = generate(SOME_SIZE, 4)
    seen: list[BetterPlan] = []
    options = MatchOptions(
        gap=0.0,
        method=Method.NEIGHBOURHOODS,
        workers=2,
        should_stop=lambda: len(seen) > 1,
    )
    match = solve(problem, options, seen.append)
    assert match.weighted_coverage >= seen[0].weighted_coverage
    assert check_plan(problem, match.allocations).broken == ()


def test_a_killed_worker_costs_neither_the_best_plan_nor_its_bound() -> None:
    problem = generate(SOME_SIZE, 4)
    seen: list[BetterPlan] = []
    killed: list[str] = []

    def kill_one() -> bool:
        if not killed and (workers := active_children()):
            killed.append(workers[0].name)
            workers[0].kill()
        return False

    options = MatchOptions(
        gap=0.0, method=Method.NEIGHBOURHOODS, workers=2, should_stop=kill_one, seed=1
    )
    match = solve(problem, options, seen.append)
    assert killed
    assert [said.code for said in match.warnings] == ["match.worker_lost"]
    assert match.status is MatchStatus.STOPPED
    assert seen[0].weighted_coverage <= match.weighted_coverage <= match.bound <= 1.0
    assert check_plan(problem, match.allocations).broken == ()
    assert active_children() == []


def test_the_last_seed_is_as_good_as_any() -> None:
    options = MatchOptions(seed=2**31 - 1, method=Method.NEIGHBOURHOODS, work=600.0)
    match = solve(generate(SOME_SIZE, 3), options)
    assert match.weighted_coverage > 0


def test_no_loss_is_told_of_a_run_that_was_stopped() -> None:
    is_stopped: list[bool] = []

    def kill_and_stop() -> bool:
        if not is_stopped and (workers := active_children()):
            is_stopped.append(True)
            workers[0].kill()
        return bool(is_stopped)

    options = MatchOptions(
        gap=0.0, method=Method.NEIGHBOURHOODS, workers=2, should_stop=kill_and_stop
    )
    assert solve(generate(SOME_SIZE, 4), options).warnings == ()


@pytest.mark.parametrize(
    ("is_over", "left_s", "has_workers"),
    [(True, 9.0, False), (False, 0.5, False), (False, 9.0, True)],
)
def test_no_worker_is_started_for_a_run_that_is_over_or_almost(
    is_over: bool, left_s: float, has_workers: bool
) -> None:
    seen: set[int] = set()

    def should_stop() -> bool:
        seen.add(len(active_children()))
        return is_over

    options = MatchOptions(
        work=100.0,
        method=Method.NEIGHBOURHOODS,
        workers=2,
        should_stop=should_stop,
        seconds_left=lambda: left_s,
    )
    match = solve(generate(SOME_SIZE, 4), options)
    assert match.weighted_coverage > 0
    assert (max(seen) > 0) == has_workers
