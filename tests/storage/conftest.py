"""Fixtures of the storage tests: an open workspace with a little content."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crisisplanner.storage.workspace import WorkspaceFile
from tests.storage.workspaces import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Make and open workspaces in a folder of this test."""
    return Desk(tmp_path)


@pytest.fixture
def workspace(desk: Desk) -> Iterator[WorkspaceFile]:
    """Lend an open workspace with a little content."""
    with desk.create_with_content() as opened:
        yield opened
