"""A damaged or lost workspace is found again in its automatic backups."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.services import editing
from crisisplanner.services.session import Outside
from crisisplanner.services.workspace_backups import backups_for, copy_backup, list_backups
from crisisplanner.services.workspaces import create_workspace, open_workspace

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def kept(tmp_path: Path, outside: Outside) -> Path:
    """Close a workspace with one change of a person in it, so that a backup is made."""
    path = tmp_path / "kept.crisis"
    with create_workspace(path, author="Maya", case="bunia-2003", outside=outside) as session:
        partner = session.all(Partner)[0]
        editing.change_field(session, "partner", partner.id, "name", "Kept in the backup")
    return path


def test_a_damaged_file_is_answered_with_its_backups(kept: Path, outside: Outside) -> None:
    kept.write_bytes(b"not a workspace any more")
    with pytest.raises(CrisisPlannerError) as caught:
        open_workspace(kept, author="Maya", outside=outside)
    found = backups_for(kept, caught.value, outside.backup_folder)
    assert found
    assert list(found) == sorted(found, key=lambda one: one.made_at, reverse=True)
    assert found[0].made_at.tzinfo is not None
    copy = copy_backup(found[0], kept)
    assert copy.parent == kept.parent
    assert kept.read_bytes() == b"not a workspace any more"
    with open_workspace(copy, author="Maya", outside=outside) as session:
        assert "Kept in the backup" in {partner.name for partner in session.all(Partner)}


FULL_DISK = """
import resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.services.workspace_backups import Backup, copy_backup

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
try:
    copy_backup(Backup(Path(sys.argv[1]), datetime.now(UTC)), Path(sys.argv[2]))
except CrisisPlannerError as error:
    print(error.messages[0].code)
"""


@pytest.mark.skipif(os.name == "nt", reason="limits on file sizes are of Unix")
def test_a_backup_that_the_disk_has_no_room_for_leaves_no_half_copy(
    kept: Path, outside: Outside
) -> None:
    (backup, *_) = list_backups(kept, outside.backup_folder)
    before = sorted(kept.parent.iterdir())
    ran = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(backup.path), str(kept)],
        capture_output=True,
        text=True,
        cwd=CHECKOUT,
    )
    assert ran.stdout.split() == ["storage.disk_failed"], ran.stderr
    assert sorted(kept.parent.iterdir()) == before


def test_a_copy_of_a_backup_that_was_worked_in_is_opened_as_it_is(
    kept: Path, outside: Outside
) -> None:
    (backup, *_) = list_backups(kept, outside.backup_folder)
    copy = copy_backup(backup, kept)
    with open_workspace(copy, author="Maya", outside=outside) as session:
        partner = session.all(Partner)[0]
        editing.change_field(session, "partner", partner.id, "name", "Changed since")
    assert copy_backup(backup, kept) == copy
    with open_workspace(copy, author="Maya", outside=outside) as session:
        assert session.get(Partner, partner.id).name == "Changed since"


def test_an_error_that_is_not_about_the_file_offers_no_backup(kept: Path, outside: Outside) -> None:
    assert backups_for(kept, ValueError("ours"), outside.backup_folder) == ()


def test_a_foreign_file_among_the_backups_is_left_out(kept: Path, outside: Outside) -> None:
    before = list_backups(kept, outside.backup_folder)
    (before[0].path.parent / "notes.crisis").write_text("mine", encoding="utf-8")
    assert list_backups(kept, outside.backup_folder) == before
