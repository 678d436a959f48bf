"""Opening files: ours, not ours, newer, damaged; who may write; what is left when closed."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crisisplanner.domain.changes import Create, Update
from crisisplanner.domain.errors import CrisisPlannerError, ErrorKind
from crisisplanner.domain.messages import message
from crisisplanner.domain.register import Place
from crisisplanner.storage import write_lock
from crisisplanner.storage.workspace import WorkspaceFile
from tests.storage.workspaces import AUTHOR, Desk, content, everything, files_beside, offer

CHECKOUT = Path(__file__).resolve().parents[2]
EDIT = message("journal.entity_changed", kind="", label="")


def set_code(workspace: WorkspaceFile, code: str) -> None:
    """Change the code of an offer."""
    workspace.write(EDIT, [Update("offer", "offer-fra", {"code": code})], author=AUTHOR)


def refusal(desk: Desk, path: Path | None = None) -> CrisisPlannerError:
    """Give the error that opening raises."""
    with pytest.raises(CrisisPlannerError) as caught:
        desk.open(path).close()
    return caught.value


def code_of(error: CrisisPlannerError) -> str:
    """Give the code of an error with one message."""
    (said,) = error.messages
    return said.code


def test_what_was_written_is_there_after_closing_and_opening(desk: Desk) -> None:
    desk.create_with_content().close()
    with desk.open() as workspace:
        assert everything(workspace) == {f"{e.KIND} {e.id}": e for e in content()}
        assert workspace.check() == ()


def test_closing_leaves_exactly_one_file(desk: Desk) -> None:
    with desk.create_with_content() as workspace:
        set_code(workspace, "x")
        assert len(list(files_beside(desk.path))) > 1
    assert list(files_beside(desk.path)) == [desk.path.name]


def test_a_closed_workspace_answers_no_more(desk: Desk) -> None:
    workspace = desk.create_with_content()
    workspace.close()
    workspace.close()
    with pytest.raises(CrisisPlannerError, match=r"storage\.closed"):
        workspace.all("offer")
    with pytest.raises(CrisisPlannerError, match=r"storage\.closed"):
        set_code(workspace, "x")


def test_a_workspace_is_never_made_over_a_file(desk: Desk) -> None:
    desk.path.write_text("notes")
    with pytest.raises(CrisisPlannerError, match=r"storage\.already_a_file"):
        desk.create()
    assert desk.path.read_text() == "notes"
    assert list(files_beside(desk.path)) == [desk.path.name]


def test_a_folder_that_is_not_there_is_named(desk: Desk) -> None:
    with pytest.raises(CrisisPlannerError, match="missing"):
        desk.create(desk.folder / "missing" / "a.crisis")


def other_database(path: Path) -> None:
    """Make a database of another program, with an open write-ahead log as its header says."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE offer (id TEXT)")
        connection.commit()


def truncated(path: Path) -> None:
    """Cut a workspace in the middle of a page."""
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2 + 100])


def cut_to_header(path: Path) -> None:
    """Leave the first hundred bytes of a workspace."""
    path.write_bytes(path.read_bytes()[:100])


def scrambled(path: Path) -> None:
    """Overwrite some pages in the middle of a workspace."""
    whole = bytearray(path.read_bytes())
    middle = len(whole) // 2 // 4096 * 4096
    whole[middle : middle + 4 * 4096] = os.urandom(4 * 4096)
    path.write_bytes(bytes(whole))


def newer(path: Path) -> None:
    """Say that a workspace is of a newer version."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")
        connection.commit()


def without_a_table(path: Path) -> None:
    """Take a table away."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE commitment")
        connection.commit()


def with_a_trigger(path: Path) -> None:
    """Put a program into the schema, as a crafted file may."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE TRIGGER quietly AFTER INSERT ON partner BEGIN DELETE FROM partner; END"
        )
        connection.commit()


def replaced_by_another(path: Path) -> None:
    """Put a database of another program in its place."""
    path.unlink()
    other_database(path)


def replaced_by(content: bytes) -> Callable[[Path], object]:
    """Put other content in its place."""
    return lambda path: path.write_bytes(content)


BAD_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (replaced_by(b"partner;quantity\nFRA;4\n" * 50), "storage.not_a_workspace"),
    "empty": (replaced_by(b""), "storage.not_a_workspace"),
    "spreadsheet": (replaced_by(b"PK\x03\x04" * 3000), "storage.not_a_workspace"),
    "other database": (replaced_by_another, "storage.not_a_workspace"),
    "truncated": (truncated, "storage.damaged"),
    "cut to its header": (cut_to_header, "storage.damaged"),
    "scrambled": (scrambled, "storage.damaged"),
    "newer": (newer, "storage.newer_version"),
    "without a table": (without_a_table, "storage.other_tables"),
    "with a trigger": (with_a_trigger, "storage.other_tables"),
}


@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to read"])
def test_a_bad_file_is_refused_and_left_untouched(desk: Desk, name: str, read_only: bool) -> None:
    desk.create_with_content().close()
    spoil, code = BAD_FILES[name]
    spoil(desk.path)
    before = desk.path.read_bytes()
    with pytest.raises(CrisisPlannerError) as caught:
        desk.open(read_only=read_only)
    assert code_of(caught.value) == code
    assert desk.path.read_bytes() == before
    assert list(files_beside(desk.path)) == [desk.path.name]


def test_a_newer_file_is_refused_not_called_damaged(desk: Desk) -> None:
    desk.create_with_content().close()
    newer(desk.path)
    error = refusal(desk)
    assert error.kind is ErrorKind.REFUSED
    assert error.messages[0].values["found"] == 999


def test_a_missing_file_and_a_folder_are_told_apart(desk: Desk) -> None:
    assert code_of(refusal(desk)) == "storage.no_file"
    assert code_of(refusal(desk, desk.folder)) == "storage.is_a_folder"


def test_the_second_opener_reads_what_the_first_writes_and_is_told_who(desk: Desk) -> None:
    with desk.create_with_content() as first:
        first.close()
        with desk.open() as writing, desk.open() as reading:
            assert (writing.is_read_only, reading.is_read_only) == (False, True)
            assert reading.writer is not None
            assert (reading.writer.person, reading.writer.process) == (AUTHOR, os.getpid())
            set_code(writing, "seen at once")
            assert offer(reading).code == "seen at once"
            with pytest.raises(CrisisPlannerError, match=r"storage\.other_writes"):
                set_code(reading, "y")
            set_code(writing, "and again")
            assert offer(reading).code == "and again"


def test_the_lock_is_free_again_after_closing(desk: Desk) -> None:
    desk.create_with_content().close()
    for code in ("a", "b"):
        with desk.open() as workspace:
            set_code(workspace, code)


@pytest.mark.parametrize("last", ["writer", "reader"])
def test_whoever_closes_last_leaves_one_file(desk: Desk, last: str) -> None:
    desk.create_with_content().close()
    writing, reading = desk.open(), desk.open()
    set_code(writing, "x")
    assert offer(reading).code == "x"
    for workspace in (reading, writing) if last == "writer" else (writing, reading):
        workspace.close()
    assert list(files_beside(desk.path)) == [desk.path.name]
    with desk.open() as workspace:
        assert offer(workspace).code == "x"
        assert workspace.check() == ()


def test_a_lock_that_a_dead_process_left_keeps_nobody_out(desk: Desk) -> None:
    desk.create_with_content().close()
    write_lock.lock_path_of(desk.path).write_text('{"person": "Gone"}')
    with desk.open() as workspace:
        assert not workspace.is_read_only
        set_code(workspace, "x")
    assert list(files_beside(desk.path)) == [desk.path.name]


def test_another_process_finds_the_file_locked_and_reads_it(desk: Desk) -> None:
    with desk.create_with_content() as workspace:
        set_code(workspace, "from here")
        code = (
            "import sys, uuid; from pathlib import Path; from datetime import datetime, UTC\n"
            "from crisisplanner.storage.workspace import open_file\n"
            "with open_file(Path(sys.argv[1]), clock=lambda: datetime.now(UTC),"
            " new_id=lambda: str(uuid.uuid4())) as w:\n"
            "    print(w.is_read_only, w.get('offer', 'offer-fra').code)\n"
        )
        ran = subprocess.run(
            [sys.executable, "-c", code, str(desk.path)], capture_output=True, text=True, check=True
        )
        assert ran.stdout.split(maxsplit=1) == ["True", "from here\n"]
        set_code(workspace, "still mine")


OPEN_AND_CLOSE = (
    "import sys; from pathlib import Path\n"
    "from tests.storage.workspaces import Desk\n"
    "with Desk(Path(sys.argv[1])).open() as w: print(w.is_read_only, w.check())\n"
)


def test_a_second_opener_in_this_process_drops_no_lock_of_the_first(desk: Desk) -> None:
    with desk.create_with_content() as workspace:
        set_code(workspace, "before")
        log = Path(f"{desk.path}-wal")
        inode = log.stat().st_ino
        desk.open().close()
        # Had the locks been dropped, the other process would take itself for the last one and
        # remove the log under us.
        ran = subprocess.run(
            [sys.executable, "-c", OPEN_AND_CLOSE, str(desk.folder)],
            capture_output=True,
            text=True,
            cwd=CHECKOUT,
        )
        assert ran.stdout == "True ()\n", ran.stderr
        assert log.stat().st_ino == inode
        set_code(workspace, "after")
    with desk.open() as workspace:
        assert offer(workspace).code == "after"
        assert workspace.check() == ()


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_a_link_to_an_open_workspace_finds_the_same_lock(desk: Desk) -> None:
    link = desk.folder / "link.crisis"
    link.symlink_to(desk.path)
    with desk.create_with_content(), desk.open(link) as second:
        assert second.is_read_only
        assert second.writer is not None


def test_asked_to_read_only_it_takes_no_lock(desk: Desk) -> None:
    desk.create_with_content().close()
    with desk.open(read_only=True) as reading, desk.open() as writing:
        assert not writing.is_read_only
        assert reading.writer is None
        with pytest.raises(CrisisPlannerError, match=r"storage\.read_only"):
            set_code(reading, "x")


def test_what_a_crash_left_is_recovered(desk: Desk) -> None:
    with desk.create_with_content() as workspace:
        set_code(workspace, "newest")
        # What lies on the disk if the process ends here.
        crashed = desk.folder / "crashed"
        crashed.mkdir()
        for name in files_beside(desk.path):
            shutil.copy(desk.folder / name, crashed / name)
    with desk.open(crashed / desk.path.name) as recovered:
        assert offer(recovered).code == "newest"
        assert recovered.check() == ()
    assert list(files_beside(crashed / desk.path.name)) == [desk.path.name]


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_killed_while_the_log_came_into_the_file_it_opens_whole(desk: Desk, share: float) -> None:
    with desk.create_with_content() as workspace:
        old = desk.path.read_bytes()
        places = [Place(id=f"p{n}", name="Place " * 50) for n in range(2_000)]
        workspace.write(EDIT, [Create(place) for place in places], author=AUTHOR)
        log = Path(f"{desk.path}-wal").read_bytes()
    # Some pages of the new file, the first among them, over the old one; the log beside it.
    new = desk.path.read_bytes()
    assert len(new) > len(old)
    page = 4096
    end = max(page, int(len(new) * share) // page * page)
    desk.path.write_bytes(new[:end] + old[end:])
    Path(f"{desk.path}-wal").write_bytes(log)
    for read_only in (True, False):
        with desk.open(read_only=read_only) as workspace:
            assert workspace.count("place") == 2_001
            assert workspace.check() == ()
    assert list(files_beside(desk.path)) == [desk.path.name]


def test_a_change_of_the_file_that_was_killed_half_way_is_rolled_back(desk: Desk) -> None:
    with desk.create_with_content() as workspace:
        places = [Place(id=f"p{n}", name="Place " * 50) for n in range(2_000)]
        workspace.write(EDIT, [Create(place) for place in places], author=AUTHOR)
    crashed = desk.folder / "crashed"
    crashed.mkdir()
    with contextlib.closing(sqlite3.connect(desk.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 5")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE place SET name = 'half'")
        connection.execute("DELETE FROM journal_entry")
        # What lies on the disk if the process ends here: some pages new, the old in the journal.
        for ending in ("", "-journal"):
            shutil.copy(f"{desk.path}{ending}", f"{crashed / desk.path.name}{ending}")
        connection.execute("ROLLBACK")
    assert b"half" in (crashed / desk.path.name).read_bytes()
    with desk.open(crashed / desk.path.name) as workspace:
        assert workspace.check() == ()
        assert workspace.select("place", name="half") == ()
    assert list(files_beside(crashed / desk.path.name)) == [desk.path.name]


def test_a_file_that_was_replaced_while_open_takes_no_more_edits(desk: Desk) -> None:
    with desk.create_with_content() as workspace:
        desk.path.rename(desk.folder / "moved.crisis")
        with pytest.raises(CrisisPlannerError, match=r"storage\.file_moved"):
            set_code(workspace, "x")
        (desk.folder / "moved.crisis").rename(desk.path)
        set_code(workspace, "x")


AS_NOBODY = """
import os, shutil, sys, tempfile, traceback, uuid
from datetime import UTC, datetime
from pathlib import Path
from crisisplanner.domain.changes import Create, Update
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.messages import message
from crisisplanner.storage.workspace import open_file
if os.getuid() == 0:
    # What is imported late is imported now: nobody may not read every Python.
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(sys.argv[1], folder))
        copy.chmod(0o600)
        with open_file(copy, clock=lambda: datetime.now(UTC),
                       new_id=lambda: str(uuid.uuid4()), backup_folder=Path(folder) / "b") as w:
            w.get("offer", "offer-fra"), w.check()
            w.write(message("x"), [Update("offer", "offer-fra", {"code": "x"})], author="a")
    os.setgid(65534); os.setuid(65534)
try:
    with open_file(Path(sys.argv[1]), clock=lambda: datetime.now(UTC),
                   new_id=lambda: str(uuid.uuid4())) as w:
        print(w.is_read_only, w.get("offer", "offer-fra").code, w.check())
        w.write(message("x"), [Update("offer", "offer-fra", {"code": "x"})], author="a")
except CrisisPlannerError as error:
    print(error.messages[0].code)
"""


def run_as_nobody(path: Path) -> list[str]:
    """Open a workspace as a user without permission to write it."""
    # The folders above are those of who runs the tests; whoever it is may pass through.
    for folder in (path.parent, *path.parent.parents):
        if folder.stat().st_uid == os.getuid() and str(folder).startswith("/tmp/"):  # noqa: S108 - pytest's own
            folder.chmod(folder.stat().st_mode | 0o055)
    path.parent.chmod(0o555)
    ran = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(path)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    path.parent.chmod(0o755)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


@pytest.mark.skipif(os.name == "nt", reason="permissions of files are those of Unix")
def test_without_permission_to_write_it_is_read(desk: Desk) -> None:
    desk.create_with_content().close()
    desk.path.chmod(0o444)
    before = desk.path.read_bytes()
    assert run_as_nobody(desk.path) == ["True FRA-1 ()", "storage.read_only"]
    assert desk.path.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="permissions of files are those of Unix")
def test_without_permission_to_read_it_is_refused(desk: Desk) -> None:
    desk.create_with_content().close()
    desk.path.chmod(0o000)
    if os.getuid() != 0:
        assert code_of(refusal(desk)) == "storage.no_permission"
        return
    assert run_as_nobody(desk.path) == ["storage.no_permission"]
