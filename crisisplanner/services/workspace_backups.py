"""Find the automatic backups of a workspace whose file can't be used, and open a copy of one."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crisisplanner.domain.errors import CrisisPlannerError, bad_input
from crisisplanner.finished_file import finished_file

MENDED_BY_A_BACKUP = frozenset(
    {
        "storage.no_file",
        "storage.damaged",
        "storage.not_a_workspace",
        "storage.other_tables",
        "storage.needs_recovery",
        "workspace.unfinished",
    }
)


@dataclass(frozen=True, slots=True)
class Backup:
    """Describe an automatic backup: its file, and when it was made."""

    path: Path
    made_at: datetime


def list_backups(workspace: Path, backup_folder: Path | None = None) -> tuple[Backup, ...]:
    """List the automatic backups of a workspace's path, newest first."""
    from crisisplanner.storage.backups import AutomaticBackups, default_backup_folder

    kept = AutomaticBackups(workspace.resolve(), backup_folder or default_backup_folder())
    found = []
    for path in kept.listed():
        try:
            made_at = datetime.strptime(
                path.name.partition("Z")[0] + "+0000", "%Y-%m-%dT%H-%M-%S.%f%z"
            )
        except ValueError:
            # A file that somebody put there is none of ours.
            continue
        found.append(Backup(path, made_at))
    return tuple(found)


def backups_for(
    workspace: Path, error: Exception, backup_folder: Path | None = None
) -> tuple[Backup, ...]:
    """List the backups that help against an error; none where the file is not the trouble."""
    codes = {m.code for m in error.messages} if isinstance(error, CrisisPlannerError) else set()
    if not codes & MENDED_BY_A_BACKUP:
        return ()
    return list_backups(workspace, backup_folder)


def copy_backup(backup: Backup, workspace: Path) -> Path:
    """Copy a backup beside the workspace under a name of its own; what is there stays untouched.

    The copy is complete before it has its name. Raises a coded error where it can't be made.
    """
    from crisisplanner.storage.sqlite import coded_errors

    day = backup.made_at.strftime("%Y-%m-%d-%H%M%S")
    target = workspace.with_name(f"{workspace.stem}-backup-{day}{workspace.suffix}")
    if not workspace.parent.is_dir():
        raise bad_input("storage.no_folder", path=str(workspace.parent))
    if not target.exists():
        with (
            coded_errors(target),
            backup.path.open("rb") as kept,
            finished_file(target) as copy,
        ):
            shutil.copyfileobj(kept, copy)
    return target
