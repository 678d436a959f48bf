"""That the guard of conftest.py finds each kind of leak."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QThread, QThreadPool, QTimer

from tests import leaks

AT_ONCE_S = 0.01


def test_a_thread_that_does_not_end_is_named() -> None:
    before = threading.enumerate()
    may_end = threading.Event()
    thread = threading.Thread(target=may_end.wait, name="forgotten")
    thread.start()
    try:
        assert leaks.threads_left(before, AT_ONCE_S) == ["forgotten"]
    finally:
        may_end.set()
        thread.join()
    assert leaks.threads_left(before) == []


@pytest.mark.usefixtures("qapp")
def test_a_timer_that_still_runs_is_named_and_stopped() -> None:
    timer = QTimer()
    timer.setObjectName("pulse")
    timer.start(5000)
    assert leaks.qt_work_left() == ["timer 'pulse' every 5000 ms"]
    assert leaks.qt_work_left() == []


@pytest.mark.usefixtures("qapp")
def test_a_qthread_that_still_runs_is_named() -> None:
    thread = QThread()
    thread.setObjectName("worker")
    thread.start()
    try:
        assert leaks.qt_work_left(AT_ONCE_S) == ["QThread 'worker'"]
    finally:
        thread.quit()
        thread.wait()
    assert leaks.qt_work_left() == []


@pytest.mark.usefixtures("qapp")
def test_work_in_the_global_pool_is_reported() -> None:
    may_end = threading.Event()
    QThreadPool.globalInstance().start(may_end.wait)
    try:
        assert leaks.qt_work_left(AT_ONCE_S) == ["work in the global thread pool"]
    finally:
        may_end.set()
    assert leaks.qt_work_left() == []


def test_an_open_connection_is_named_by_its_file(
    connection_log: leaks.ConnectionLog, tmp_path: Path
) -> None:
    file = tmp_path / "left.crisis"
    connection = sqlite3.connect(file)
    left = connection_log.take_open()
    assert left == [connection]
    assert leaks.names_of_files(left) == [str(file)]
    assert not leaks.is_open(connection)


def test_a_closed_connection_is_no_leak(connection_log: leaks.ConnectionLog) -> None:
    with closing(sqlite3.connect(":memory:")):
        pass
    assert connection_log.take_open() == []


def test_an_open_file_is_named(tmp_path: Path) -> None:
    if not Path("/proc/self/fd").is_dir():
        return
    file = tmp_path / "offers.csv"
    with file.open("w"):
        assert leaks.files_open_below(tmp_path) == {str(file)}
    assert leaks.files_open_below(tmp_path) == set()
