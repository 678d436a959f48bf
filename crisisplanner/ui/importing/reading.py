"""The work of the import page beside the window: reading, writing, looking up names."""

from __future__ import annotations

import gc
import pickle
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from crisisplanner.domain.account import ImportOptions, SavedMapping
from crisisplanner.domain.changes import Changes
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.progress import Watcher
from crisisplanner.services import importing
from crisisplanner.services.importing import PreparedImport
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import open_workspace
from crisisplanner.ui.processes import run_in_process

IN_A_PIECE = 50
"""So many things are unpacked in a moment, in which the window can't answer."""


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
    if in_process:
        task = SheetTask(session.path, session.author, path, options, may_guess)
        pieces = run_in_process(read_packed, task, watcher=watcher)
        # Searching these many new things for cycles would hold the window up; they have none.
        gc.disable()
        try:
            return _unpacked(pieces)
        finally:
            gc.freeze()
            gc.enable()
    return _read_here(session, path, options, watcher, may_guess=may_guess)


@dataclass(frozen=True, slots=True)
class SheetTask:
    """Say what a process is to read; what the workspace knows it reads there itself.

    Packing that for it would hold the window up.
    """

    workspace: Path
    author: str
    path: Path
    options: ImportOptions
    may_guess: bool


def read_packed(task: SheetTask, watcher: Watcher) -> tuple[bytes, ...]:
    """Account for a sheet, in pieces: unpacking it whole would hold the window up."""
    with open_workspace(task.workspace, author=task.author, read_only=True) as session:
        prepared = _read_here(session, task.path, task.options, watcher, may_guess=task.may_guess)
    account = prepared.account
    bare = replace(account, rows=(), remarks=(), faults=(), open_names=())
    lists = (
        *(account.rows, account.remarks, account.faults),
        *(account.open_names, prepared.changes),
    )
    pieces = [pickle.dumps(replace(prepared, account=bare, changes=()))]
    for number, things in enumerate(lists):
        pieces += [
            pickle.dumps((number, things[start : start + IN_A_PIECE]))
            for start in range(0, len(things), IN_A_PIECE)
        ]
    return tuple(pieces)


def _read_here(
    session: Session, path: Path, options: ImportOptions, watcher: Watcher, *, may_guess: bool
) -> PreparedImport:
    if may_guess:
        likelier = importing.likelier_kind(path, options)
        if likelier is not None:
            # What was said of columns holds for the other kind only.
            said = options.mapping or SavedMapping()
            kept = SavedMapping(header_row=said.header_row, encoding=said.encoding)
            options = replace(options, kind=likelier, mapping=kept)
    return importing.prepare_import(session, path, options, watcher)


def _unpacked(pieces: tuple[bytes, ...]) -> PreparedImport:
    lists: list[list[Any]] = [[] for _ in range(5)]
    bare: PreparedImport = pickle.loads(pieces[0])  # noqa: S301 - packed by our own process
    for piece in pieces[1:]:
        number, things = pickle.loads(piece)  # noqa: S301 - packed by our own process
        lists[number] += things
    rows, remarks, faults, open_names, changes = (tuple(things) for things in lists)
    account = replace(
        bare.account, rows=rows, remarks=remarks, faults=faults, open_names=open_names
    )
    return replace(bare, account=account, changes=changes)


def write(session: Session, prepared: PreparedImport, _watcher: Watcher) -> Changes:
    """Write what was understood as one step."""
    return importing.write_import(session, prepared)


def look_up(session: Session, kind: str, _watcher: Watcher) -> tuple[tuple[EntityId, str], ...]:
    """List everything that a name may mean."""
    return importing.things_called(session, kind)
