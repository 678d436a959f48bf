"""The work of the import page beside the window: reading, writing, looking up names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from crisisplanner.domain.account import ImportOptions
from crisisplanner.domain.changes import Changes
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.progress import Watcher
from crisisplanner.services import importing
from crisisplanner.services.importing import PreparedImport, read_sheet
from crisisplanner.services.session import Session
from crisisplanner.ui.processes import run_in_process


def read(
    session: Session,
    path: Path,
    options: ImportOptions,
    watcher: Watcher,
    *,
    may_guess: bool,
    in_process: bool,
) -> PreparedImport:
    """Account for a sheet; a large one in a process, so that the window answers meanwhile."""
    if may_guess:
        likelier = importing.likelier_kind(path, options)
        if likelier is not None:
            options = replace(options, kind=likelier, mapping=None)
    task = importing.sheet_task(session, path, options)
    if in_process:
        return run_in_process(read_sheet, task, watcher=watcher)
    return read_sheet(task, watcher)


def write(session: Session, prepared: PreparedImport, _watcher: Watcher) -> Changes:
    """Write what was understood as one step."""
    return importing.write_import(session, prepared)


def look_up(session: Session, kind: str, _watcher: Watcher) -> tuple[tuple[EntityId, str], ...]:
    """List everything that a name may mean."""
    return importing.things_called(session, kind)
