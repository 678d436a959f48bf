"""Copies: those a person saves, and the automatic backups."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from crisisplanner.domain.changes import Update
from crisisplanner.domain.errors import Cancelled, CrisisPlannerError
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Progress, Unwatched
from crisisplanner.storage.backups import BACKUPS_KEPT, default_backup_folder
from crisisplanner.storage.workspace import WorkspaceFile
from tests.storage.workspaces import AUTHOR, Desk, everything, files_beside, offer


def set_code(workspace: WorkspaceFile, code: str) -> None:
    """Change the code of an offer."""
    change = Update("offer", "offer-fra", {"code": code})
    workspace.write(message("edit"), [change], author=AUTHOR)


def copy_path(desk: Desk) -> Path:
    """Name a copy in a folder of its own."""
    folder = desk.folder / "stick"
    folder.mkdir()
    return folder / "Copy.crisis"


def test_a_copy_has_the_newest_rows_and_is_one_file(desk: Desk) -> None:
    target = copy_path(desk)
    with desk.create_with_content() as workspace:
        set_code(workspace, "newest")
        workspace.save_copy(target, Unwatched())
        set_code(workspace, "later")
        expected = workspace.position() - 1
        assert list(files_beside(target)) == [target.name]
        with desk.open(target) as copy:
            assert offer(copy).code == "newest"
            assert copy.position() == expected
            assert copy.check() == ()


def test_a_copy_takes_the_place_of_an_older_file(desk: Desk) -> None:
    target = copy_path(desk)
    target.write_text("old")
    with desk.create_with_content() as workspace:
        workspace.save_copy(target, Unwatched())
    with desk.open(target) as copy:
        assert copy.check() == ()


class Stopping:
    """Watch, and stop when it is half way."""

    def __init__(self) -> None:
        """Begin."""
        self.shares: list[float] = []

    def report(self, progress: Progress) -> None:
        """Note how far it is."""
        self.shares.append(progress.share or 0.0)

    def is_cancelled(self) -> bool:
        """Stop after the first report."""
        return bool(self.shares)


def test_a_cancelled_copy_leaves_nothing_and_the_older_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crisisplanner.storage import sqlite

    # Small steps, so that there is a second one to be stopped at.
    monkeypatch.setattr(sqlite.copy_into, "__defaults__", (None, 10))
    target = copy_path(desk)
    target.write_text("old")
    with desk.create_with_content() as workspace:
        with pytest.raises(Cancelled):
            workspace.save_copy(target, Stopping())
        set_code(workspace, "goes on")
    assert target.read_text() == "old"
    assert list(files_beside(target)) == [target.name]


def test_a_copy_onto_itself_or_an_open_workspace_is_refused(desk: Desk) -> None:
    target = copy_path(desk)
    with desk.create_with_content() as workspace:
        with pytest.raises(CrisisPlannerError, match=r"storage\.copy_onto_itself"):
            workspace.save_copy(desk.path, Unwatched())
        with pytest.raises(CrisisPlannerError, match=r"storage\.no_folder"):
            workspace.save_copy(desk.folder / "missing" / "a.crisis", Unwatched())
        with pytest.raises(CrisisPlannerError, match=r"storage\.is_a_folder"):
            workspace.save_copy(target.parent, Unwatched())
        workspace.save_copy(target, Unwatched())
        with (
            desk.open(target),
            pytest.raises(CrisisPlannerError, match=r"storage\.copy_onto_open"),
        ):
            workspace.save_copy(target, Unwatched())


def test_a_reader_may_save_a_copy_too(desk: Desk) -> None:
    target = copy_path(desk)
    with desk.create_with_content() as writing:
        set_code(writing, "newest")
        with desk.open() as reading:
            reading.save_copy(target, Unwatched())
    with desk.open(target) as copy:
        assert offer(copy).code == "newest"


def test_a_session_that_wrote_leaves_a_backup_of_its_end(desk: Desk) -> None:
    with desk.create_with_content() as workspace:
        set_code(workspace, "end")
        state = everything(workspace)
        backups = workspace.backups
    (newest,) = backups.listed()
    with desk.open(newest) as backup:
        assert everything(backup) == state
        assert backup.check() == ()


def test_a_session_that_only_looked_makes_no_backup(desk: Desk) -> None:
    desk.create_with_content().close()
    with desk.open() as workspace:
        before = workspace.backups.listed()
        workspace.all("offer")
    assert workspace.backups.listed() == before


def test_the_last_five_backups_are_kept(desk: Desk) -> None:
    desk.create_with_content().close()
    for n in range(BACKUPS_KEPT + 2):
        desk.clock.now += timedelta(days=1)
        with desk.open() as workspace:
            set_code(workspace, f"day {n}")
    listed = workspace.backups.listed()
    assert len(listed) == BACKUPS_KEPT
    codes = []
    for path in listed:
        with desk.open(path, read_only=True) as backup:
            codes.append(offer(backup).code)
    assert codes == [f"day {n}" for n in reversed(range(2, BACKUPS_KEPT + 2))]


def test_a_file_from_elsewhere_is_backed_up_before_its_first_edit(desk: Desk) -> None:
    desk.create_with_content().close()
    brought = copy_path(desk)
    shutil.copy(desk.path, brought)
    with desk.open(brought) as workspace:
        assert workspace.backups.listed() == ()
        set_code(workspace, "changed")
        (kept,) = workspace.backups.listed()
        with desk.open(kept, read_only=True) as backup:
            assert offer(backup).code == "FRA-1"


def test_where_no_backup_can_be_made_work_goes_on_and_it_is_said(desk: Desk) -> None:
    desk.backup_folder.write_text("in the way")
    with desk.create_with_content() as workspace:
        set_code(workspace, "x")
    assert workspace.backup_fault is not None
    assert workspace.backup_fault.code == "storage.no_backup"
    with desk.open() as workspace:
        assert offer(workspace).code == "x"


def test_backups_go_to_the_data_folder_of_the_user() -> None:
    folder = default_backup_folder({"XDG_DATA_HOME": "/data", "LOCALAPPDATA": "/data"})
    assert folder.parts[-2:] == ("crisisplanner", "backups")
