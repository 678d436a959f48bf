"""Killed at any moment, a workspace opens again and lacks at most the edit in hand."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.changes import Create
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import Crisis, Scenario
from crisisplanner.storage import sqlite
from crisisplanner.storage.tables import SCHEMA_VERSION
from tests.storage.killed_child import N_ALLOCATED, N_IMPORTED
from tests.storage.workspaces import AUTHOR, Desk, files_beside, offer

CHECKOUT = Path(__file__).resolve().parents[2]
LONGEST_WORK_S = 0.25


def prepare(desk: Desk) -> None:
    """Make a workspace with what the child's work needs."""
    with desk.create_with_content() as workspace:
        workspace.write(
            message("needs"),
            [
                Create(Crisis(id="crisis", name="Bunia")),
                Create(Scenario(id="scenario", crisis="crisis", name="Most likely")),
                Create(Plan(id="plan", scenario="scenario", title="Plan")),
                Create(CapabilityType(id="tents", code="H-SHL-01", name="Tents")),
                Create(
                    Requirement(
                        id="need",
                        plan="plan",
                        type="inf",
                        quantity=Figure(4, "unit"),
                        from_day=0,
                        to_day=90,
                    )
                ),
            ],
            author=AUTHOR,
        )


def work_until_killed(work: str, path: Path, moments: random.Random) -> list[str]:
    """Let a child work, kill it at a random moment; gives what it said was stored."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.killed_child", work, str(path)],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stderr is not None
    first = child.stdout.readline()
    if first:
        with suppress(subprocess.TimeoutExpired):
            child.wait(moments.random() * LONGEST_WORK_S)
    with closing(child.stdout), closing(child.stderr):
        os.kill(child.pid, signal.SIGKILL)
        said, complaint = child.stdout.read(), child.stderr.read()
    assert child.wait() == -signal.SIGKILL, complaint
    return [line for line in said.splitlines(keepends=True) if line.endswith("\n")]


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of Unix")
@pytest.mark.parametrize("work", ["edit", "import", "match", "migrate", "open"])
def test_a_killed_workspace_lacks_at_most_the_edit_in_hand(desk: Desk, work: str) -> None:
    prepare(desk)
    moments = random.Random(work)
    for _ in range(5):
        with desk.open() as workspace:
            before = workspace.position()
        said = work_until_killed(work, desk.path, moments)
        if work == "migrate":
            back_to_known_version(desk.path)
        with desk.open() as workspace:
            assert not workspace.is_read_only
            assert workspace.check() == ()
            if work == "migrate":
                assert workspace.position() == before
            else:
                assert workspace.position() - before in (len(said), len(said) + 1)
            if work == "edit" and said:
                assert int(offer(workspace).description) >= int(said[-1])
            assert (workspace.count("offer") - 2) % N_IMPORTED == 0
            assert workspace.count("allocation") in (0, N_ALLOCATED)
        assert list(files_beside(desk.path)) == [desk.path.name]


def back_to_known_version(path: Path) -> None:
    """Undo the child's own migration, which no program knows; refuse a mixture."""
    version = sqlite.read_stamp(path).schema_version
    with closing(sqlite3.connect(path)) as connection:
        names = {name for _, name in sqlite.schema_of(connection)}
        assert ("ix_offer_code" in names) == (version == SCHEMA_VERSION + 1)
        if version != SCHEMA_VERSION:
            connection.execute("DROP INDEX ix_offer_code")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            connection.commit()
