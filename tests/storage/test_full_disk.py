"""A disk that takes no more: the edit is refused in words, what was there stays."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.storage.workspaces import Desk, everything, files_beside

CHECKOUT = Path(__file__).resolve().parents[2]

CHILD = """
import resource, signal, sys
from pathlib import Path
from crisisplanner.domain.changes import Create
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Unwatched
from crisisplanner.domain.register import Place
from tests.storage.workspaces import Counting, Desk
from crisisplanner.storage.workspace import create_file

desk = Desk(Path(sys.argv[1]), new_id=Counting("child"))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))

def attempt(verb):
    try:
        verb()
        print("done")
    except CrisisPlannerError as error:
        print(error.messages[0].code)

with desk.open() as workspace:
    places = [Create(Place(id=f"p{n}", name="x" * 400)) for n in range(3000)]
    limit(desk.path.stat().st_size + 200_000)
    attempt(lambda: workspace.write(message("import"), places, author="A"))
    print(workspace.count("place"), workspace.check())
    attempt(lambda: workspace.write(message("small"), places[:1], author="A"))
    limit(100_000)
    attempt(lambda: workspace.save_copy(desk.folder / "copy.crisis", Unwatched()))
    attempt(lambda: create_file(desk.folder / "new.crisis", clock=desk.clock, new_id=desk.new_id))
    limit(resource.RLIM_INFINITY)
    attempt(lambda: workspace.write(message("import"), places[1:], author="A"))
"""


ERASING = (
    CHILD[: CHILD.index("with desk.open()")]
    + """
with desk.open() as workspace:
    places = [Create(Place(id=f"p{n}", name="x" * 400)) for n in range(3000)]
    workspace.write(message("import"), places, author="A")
with desk.open() as workspace:
    limit(700_000)
    attempt(lambda: workspace.erase("focal_point", "focal", ["name"], author="A", why="asked"))
    limit(resource.RLIM_INFINITY)
"""
)


@pytest.mark.skipif(os.name == "nt", reason="limits on file sizes are of Unix")
def test_a_disk_too_full_to_compact_is_said_and_closing_removes_the_traces(desk: Desk) -> None:
    desk.create_with_content().close()
    name = "Camille Lefèvre".encode()
    assert name in desk.path.read_bytes()
    ran = subprocess.run(
        [sys.executable, "-c", ERASING, str(desk.folder)],
        capture_output=True,
        text=True,
        cwd=CHECKOUT,
    )
    assert ran.stdout.split() == ["storage.erased_not_compacted"], ran.stderr
    assert name not in desk.path.read_bytes()
    with desk.open() as workspace:
        assert workspace.check() == ()
        assert workspace.groups(limit=1)[0].what.code == "journal.erased"


@pytest.mark.skipif(os.name == "nt", reason="limits on file sizes are of Unix")
def test_a_full_disk_refuses_the_edit_and_keeps_the_rest(desk: Desk) -> None:
    desk.create_with_content().close()
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, str(desk.folder)],
        capture_output=True,
        text=True,
        cwd=CHECKOUT,
    )
    assert ran.returncode == 0, ran.stderr
    refused, state, small, copied, created, again = ran.stdout.splitlines()
    assert refused in ("storage.disk_full", "storage.disk_failed")
    assert state == "1 ()"
    assert small == "done"
    assert copied in ("storage.disk_full", "storage.disk_failed")
    assert created in ("storage.disk_full", "storage.disk_failed")
    assert again == "done"
    assert list(files_beside(desk.path)) == [desk.path.name]
    with desk.open() as workspace:
        assert workspace.check() == ()
        assert workspace.count("place") == 3_001
        assert len(everything(workspace)) > 3_000
