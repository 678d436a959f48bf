"""Sessions on real workspace files, with a clock and ids of the tests' own."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crisisplanner.services.session import Outside, Session
from crisisplanner.services.workspaces import create_workspace

START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def counted_outside(backups: Path, namespace: str = "test") -> Outside:
    """Give a clock that ticks a second a call and ids that come in one order."""
    seconds = itertools.count()
    numbers = itertools.count()
    space = uuid.uuid5(uuid.NAMESPACE_URL, namespace)
    return Outside(
        now=lambda: START + timedelta(seconds=next(seconds)),
        new_id=lambda: str(uuid.uuid5(space, str(next(numbers)))),
        backup_folder=backups,
    )


@pytest.fixture
def outside(tmp_path: Path) -> Outside:
    return counted_outside(tmp_path / "backups")


@pytest.fixture
def bunia(tmp_path: Path, outside: Outside) -> Iterator[Session]:
    """Open the built-in case in a new file."""
    with create_workspace(
        tmp_path / "bunia.crisis", author="Maya", case="bunia-2003", outside=outside
    ) as session:
        yield session


@pytest.fixture
def empty(tmp_path: Path, outside: Outside) -> Iterator[Session]:
    """Open a workspace with the catalogue only."""
    with create_workspace(tmp_path / "empty.crisis", author="Maya", outside=outside) as session:
        yield session


@pytest.fixture
def reopen(outside: Outside) -> Callable[[Session], Session]:
    """Close a session and open its file again."""
    from crisisplanner.services.workspaces import open_workspace

    def close_and_open(session: Session) -> Session:
        session.close()
        return open_workspace(session.path, author=session.author, outside=outside)

    return close_and_open
