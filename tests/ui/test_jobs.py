"""Jobs: handlers in the window's thread, newest wins, nothing is left at the end."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crisisplanner.domain.errors import Cancelled, refused
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Progress, Watcher
from crisisplanner.ui.jobs import Jobs
from crisisplanner.ui.reading import LatestReading
from crisisplanner.ui.shell.main_window import MainWindow

TITLE = message("match.running")


def unwanted(came: object) -> None:
    """Fail where a handler must not be called."""
    pytest.fail(str(came))


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    assert qapp is not None
    runner = Jobs()
    yield runner
    runner.close()


def test_the_result_arrives_in_the_windows_thread(jobs: Jobs, qtbot: QtBot) -> None:
    heard: list[tuple[object, bool]] = []

    def done(result: object) -> None:
        heard.append((result, threading.current_thread() is threading.main_thread()))

    jobs.start("a", TITLE, lambda _watcher: 42, on_done=done, on_failed=unwanted)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(42, True)]
    assert jobs.is_idle


def test_a_failure_goes_to_its_own_handler(jobs: Jobs, qtbot: QtBot) -> None:
    failures: list[Exception] = []

    def work(_watcher: Watcher) -> None:
        raise ValueError("no")

    jobs.start("a", TITLE, work, on_done=unwanted, on_failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert str(failures[0]) == "no"


def test_progress_is_heard_before_the_result(jobs: Jobs, qtbot: QtBot) -> None:
    heard: list[object] = []

    def work(watcher: Watcher) -> str:
        watcher.report(Progress(TITLE, 0.5))
        return "done"

    jobs.start(
        "a",
        TITLE,
        work,
        on_done=heard.append,
        on_failed=unwanted,
        on_progress=lambda progress: heard.append(progress.share),
    )
    qtbot.waitUntil(lambda: "done" in heard)
    assert heard == [0.5, "done"]


def test_the_newest_job_of_a_key_is_the_one_that_is_heard(jobs: Jobs, qtbot: QtBot) -> None:
    may_end = threading.Event()
    heard: list[object] = []

    def slow(_watcher: Watcher) -> str:
        may_end.wait()
        return "old"

    jobs.start("a", TITLE, slow, on_done=heard.append, on_failed=unwanted)
    jobs.start("a", TITLE, lambda _watcher: "new", on_done=heard.append, on_failed=unwanted)
    qtbot.waitUntil(lambda: bool(heard))
    may_end.set()
    jobs.close()
    assert heard == ["new"]


def test_a_cancelled_job_is_neither_done_nor_failed(jobs: Jobs, qtbot: QtBot) -> None:
    def work(watcher: Watcher) -> None:
        waiting = threading.Event()
        while not watcher.is_cancelled():
            waiting.wait(0.001)
        raise Cancelled

    with qtbot.waitSignal(jobs.ended):
        jobs.start("a", TITLE, work, on_done=unwanted, on_failed=unwanted)
        jobs.cancel("a")
    assert jobs.is_idle


def test_a_stopped_job_may_still_hand_over_its_best(jobs: Jobs, qtbot: QtBot) -> None:
    heard: list[object] = []

    def work(watcher: Watcher) -> str:
        waiting = threading.Event()
        while not watcher.is_cancelled():
            waiting.wait(0.001)
        return "best so far"

    jobs.start("a", TITLE, work, on_done=heard.append, on_failed=unwanted, keep_best=True)
    jobs.cancel("a")
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["best so far"]


def test_closing_waits_for_work_and_drops_its_result(jobs: Jobs, qtbot: QtBot) -> None:
    heard: list[object] = []

    def work(watcher: Watcher) -> str:
        waiting = threading.Event()
        while not watcher.is_cancelled():
            waiting.wait(0.001)
        return "late"

    jobs.start("a", TITLE, work, on_done=heard.append, on_failed=unwanted)
    jobs.close()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert heard == []


def test_only_what_a_page_asked_last_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    shown: list[object] = []
    go_on = threading.Event()

    def slow(_watcher: Watcher) -> str:
        go_on.wait()
        return "first"

    reading = LatestReading(window.context, "test.reading", TITLE, shown.append)
    reading.ask(slow)
    reading.ask(lambda _watcher: "second")
    reading.ask(lambda _watcher: "third")
    go_on.set()
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == ["third"]
    assert window.jobs.is_idle


def test_a_failed_reading_is_said_and_what_was_asked_meanwhile_is_still_read(
    window: MainWindow, qtbot: QtBot
) -> None:
    shown: list[object] = []
    go_on = threading.Event()

    def failing(_watcher: Watcher) -> None:
        go_on.wait()
        raise refused("match.inputs_changed_meanwhile")

    reading = LatestReading(window.context, "test.reading", TITLE, shown.append)
    reading.ask(failing)
    reading.ask(lambda _watcher: "second")
    go_on.set()
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == ["second"]
    assert window.error.isVisible()
