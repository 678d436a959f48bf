"""Erased for good: no byte of it is left in the file or the backups, only who, when and why."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from crisisplanner.domain.actors import FocalPoint
from crisisplanner.domain.changes import Create, Erased, Remove, Update
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.messages import message
from crisisplanner.domain.plain import canonical_json, entity_to_plain
from crisisplanner.storage.erasing import BLACKED_OUT
from crisisplanner.storage.workspace import WorkspaceFile
from tests.storage.workspaces import AUTHOR, OTHER_AUTHOR, START, Counting, Desk, content

READER = """
import sqlite3, sys
sys.stdin.readline()
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN")
connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
print("reads", flush=True)
sys.stdin.readline()
connection.close()
"""
NAME = "Witness Zawadi Kahindo"
OLDER_NAME = "Zawadi K."


def name_the_witness(workspace: WorkspaceFile) -> None:
    """Write the name everywhere where a name comes to stand."""
    for name in (OLDER_NAME, NAME):
        what = message("journal.field_changed", kind="", label=name, field="name")
        change = Update("focal_point", "focal", {"name": name})
        workspace.write(what, [change], author=AUTHOR, why=f"{name} asked for it")
    plain = entity_to_plain(workspace.get("focal_point", "focal"))
    snapshot = canonical_json({"focal_point": [plain], "said": [NAME]})
    workspace.keep_snapshot(hashlib.sha256(snapshot.encode()).hexdigest(), snapshot)
    workspace.keep_run("run", canonical_json({"warning": NAME}), START)


def leftovers(folder: Path) -> list[str]:
    """Name the files that hold the name, below a folder."""
    return [
        str(path)
        for path in folder.rglob("*")
        if path.is_file() and any(name.encode() in path.read_bytes() for name in (NAME, OLDER_NAME))
    ]


def test_no_byte_of_it_is_left_in_file_or_backups(desk: Desk) -> None:
    desk.create_with_content().close()
    for _ in range(2):
        with desk.open() as workspace:
            name_the_witness(workspace)
    assert leftovers(desk.folder)
    with desk.open() as workspace:
        workspace.erase("focal_point", "focal", ["name"], author=OTHER_AUTHOR, why="asked to")
        found = workspace.get("focal_point", "focal")
        assert isinstance(found, FocalPoint)
        assert (found.name, found.contact) == (BLACKED_OUT, "+33 1 23 45")
        assert workspace.check() == ()
    assert leftovers(desk.folder) == []
    with desk.open() as workspace:
        assert workspace.check() == ()


def test_backups_of_where_the_workspace_lay_before_go_too(desk: Desk) -> None:
    desk.create_with_content().close()
    with desk.open() as workspace:
        name_the_witness(workspace)
    other = Desk(desk.folder, new_id=Counting("other"))
    with other.create(desk.folder / "Other.crisis") as workspace:
        workspace.write(message("made"), [Create(one) for one in content()], author=AUTHOR)
    kept = workspace.backups.listed()
    moved = desk.path.rename(desk.folder / "Renamed.crisis")
    with desk.open(moved) as workspace:
        workspace.erase("focal_point", "focal", ["name"], author=OTHER_AUTHOR, why="asked to")
    assert leftovers(desk.folder) == []
    assert kept
    assert other_backups(desk, "Other") == [path.name for path in kept]


def test_backups_of_an_older_program_go_too(desk: Desk) -> None:
    desk.create_with_content().close()
    with desk.open() as workspace:
        name_the_witness(workspace)
    (folder,) = desk.backup_folder.iterdir()
    older = folder.rename(folder.with_name(folder.name.partition("-of-")[0]))
    assert workspace.backups.listed()
    (older / "damaged.crisis").write_text(NAME)
    moved = desk.path.rename(desk.folder / "Renamed.crisis")
    with desk.open(moved) as workspace:
        workspace.erase("focal_point", "focal", ["name"], author=OTHER_AUTHOR, why="asked to")
    # What can't be read is of no known workspace; at its own path it goes.
    assert leftovers(desk.folder) == [str(older / "damaged.crisis")]
    moved.rename(desk.path)
    with desk.open() as workspace:
        workspace.erase("focal_point", "focal", ["contact"], author=OTHER_AUTHOR, why="asked to")
    assert leftovers(desk.folder) == []


def other_backups(desk: Desk, stem: str) -> list[str]:
    """Name the backups of one workspace, newest first."""
    found = desk.backup_folder.glob(f"{stem}-*/*.crisis")
    return sorted((path.name for path in found), reverse=True)


def test_who_erases_is_told_where_another_reader_keeps_the_old_pages(desk: Desk) -> None:
    desk.create_with_content().close()
    with desk.open() as workspace:
        name_the_witness(workspace)
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(desk.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with desk.open() as workspace, reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        reader.stdin.write("read\n")
        reader.stdin.flush()
        assert reader.stdout.readline() == "reads\n"
        with pytest.raises(CrisisPlannerError, match=r"storage\.erased_not_compacted"):
            workspace.erase("focal_point", "focal", ["name"], author=AUTHOR, why="asked to")
        assert isinstance(workspace.get("focal_point", "focal"), FocalPoint)
        assert NAME not in repr(workspace.get("focal_point", "focal"))
        assert not workspace.backups.listed()
        reader.communicate("end\n")
    assert leftovers(desk.folder) == []


def test_a_backup_that_cannot_be_removed_is_told_of_once_all_else_is_erased(desk: Desk) -> None:
    with desk.create_with_content() as workspace:
        name_the_witness(workspace)
    with desk.open() as workspace:
        (backup,) = workspace.backups.listed()
        # In order it comes before the backup, and a folder can't be removed like a file.
        backup.with_name("0.crisis").mkdir()
        with pytest.raises(CrisisPlannerError, match=r"storage\.erased_backups_left"):
            workspace.erase("focal_point", "focal", ["name"], author=AUTHOR, why="asked to")
        assert not backup.exists()
        backup.with_name("0.crisis").rmdir()
    assert leftovers(desk.folder) == []


def test_the_journal_keeps_who_erased_when_and_why(workspace: WorkspaceFile) -> None:
    name_the_witness(workspace)
    workspace.erase("focal_point", "focal", ["name"], author=OTHER_AUTHOR, why="asked to")
    group = workspace.groups(limit=1)[0]
    assert (group.author, group.why, group.what.code) == (
        OTHER_AUTHOR,
        "asked to",
        "journal.erased",
    )
    for _, entry in workspace.history("focal")[1:]:
        assert entry.before == {"name": Erased(group.id)}
        assert entry.after == {"name": Erased(group.id)}
    for said in workspace.groups():
        assert NAME not in f"{said.what} {said.why}"


def test_a_snapshot_that_was_erased_in_says_so_and_no_more_proves(
    workspace: WorkspaceFile,
) -> None:
    name_the_witness(workspace)
    plain = {"focal_point": [entity_to_plain(workspace.get("focal_point", "focal"))]}
    digest = hashlib.sha256(canonical_json({**plain, "said": [NAME]}).encode()).hexdigest()
    workspace.erase("focal_point", "focal", ["name"], author=AUTHOR, why="asked to")
    kept = workspace.snapshot(digest)
    assert kept is not None
    assert NAME not in kept
    assert '"contact":"+33 1 23 45"' in kept
    assert workspace.run("run") is None
    assert workspace.check() == ()


def test_what_was_erased_can_not_be_brought_back(workspace: WorkspaceFile) -> None:
    name_the_witness(workspace)
    workspace.erase("focal_point", "focal", ["name"], author=AUTHOR, why="asked to")
    for group in workspace.groups(limit=2):
        with pytest.raises(CrisisPlannerError, match=r"journal\.(erased_since|touched_later)"):
            workspace.take_back(group.id, AUTHOR)


def test_the_name_of_someone_removed_long_ago_is_erased_too(desk: Desk) -> None:
    with desk.create_with_content() as workspace:
        name_the_witness(workspace)
        what = message("journal.entity_removed", kind="", label=NAME)
        workspace.write(what, [Remove("focal_point", "focal")], author=AUTHOR)
        removed = workspace.groups(limit=1)[0]
        workspace.erase("focal_point", "focal", ["name"], author=AUTHOR, why="asked to")
        assert workspace.check() == ()
        with pytest.raises(CrisisPlannerError, match=r"journal\.erased_since"):
            workspace.take_back(removed.id, AUTHOR)
    assert leftovers(desk.folder) == []


def test_other_things_of_the_same_name_stay(workspace: WorkspaceFile) -> None:
    name_the_witness(workspace)
    namesake = FocalPoint(id="namesake", partner="swe", name=NAME)
    workspace.write(message("added"), [Create(namesake)], author=AUTHOR)
    workspace.erase("focal_point", "focal", ["name"], author=AUTHOR, why="asked to")
    assert workspace.get("focal_point", "namesake") == namesake


@pytest.mark.parametrize(
    ("kind", "thing", "field", "code"),
    [
        ("offer", "offer-fra", "partner", "storage.not_erasable"),
        ("offer", "offer-fra", "colour", "storage.unknown_field"),
    ],
)
def test_what_can_not_be_empty_is_not_erased(
    workspace: WorkspaceFile, kind: str, thing: str, field: str, code: str
) -> None:
    with pytest.raises(CrisisPlannerError, match=code):
        workspace.erase(kind, thing, [field], author=AUTHOR, why="")
    assert workspace.position() == 1
