"""What holds for every test: nothing it started may be left when it ends.

Lives here: fixtures for all packages. Those of one package live in its folder.
"""

import gc
import os
import sys
import threading
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests import leaks

# Tests paint in memory, also where there is a display; both are read when Qt starts.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

# The same examples on every run, and no test asserts a time.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def connection_log() -> leaks.ConnectionLog:
    """Hear of every SQLite connection that any test opens."""
    log = leaks.ConnectionLog()
    log.listen()
    return log


@pytest.fixture(scope="session", autouse=True)
def _data_folder_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep automatic backups and settings of tests out of the home of who runs them."""
    folder = str(tmp_path_factory.mktemp("user-data"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", folder)
        patch.setenv("LOCALAPPDATA", folder)
        yield


@pytest.fixture(autouse=True)
def _nothing_is_left_behind(
    request: pytest.FixtureRequest,
    connection_log: leaks.ConnectionLog,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Fail a test that leaves a thread, process, timer, connection or file open."""
    scratch = tmp_path_factory.getbasetemp()
    threads = threading.enumerate()
    files = leaks.files_open_below(scratch)
    connection_log.take_open()
    # What exists now is no leak of this test: set aside, it need not be searched afterwards.
    gc.freeze()
    yield
    found = leaks.collect(
        {
            "threads": lambda: leaks.threads_left(threads),
            "processes": leaks.processes_left,
            "Qt": lambda: leaks.qt_work_left() if _has_qt(request) else [],
            "connections": lambda: leaks.names_of_files(connection_log.take_open()),
            "files": lambda: leaks.files_open_below(scratch) - files,
        }
    )
    gc.unfreeze()
    if found:
        pytest.fail("The test left behind\n  " + "\n  ".join(found), pytrace=False)


def _has_qt(request: pytest.FixtureRequest) -> bool:
    # The scan for timers takes milliseconds, so tests without Qt are spared it.
    return "PySide6.QtCore" in sys.modules and "qapp" in request.fixturenames
