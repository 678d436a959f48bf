"""Migrating: bringing an older file to the present schema, on a copy that then takes its place.

Each step is a module of ``steps``, named ``step_0001_…``, with a function ``upgrade(op)``; it
imports nothing of the program, so that later changes of the program don't change what it does. The
old file stays whole until the finished copy replaces it in one move.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from crisisplanner.domain.errors import bad_input, refused
from crisisplanner.storage import sqlite
from crisisplanner.storage.opening import NEW_ENDING, remove_leftovers
from crisisplanner.storage.sqlite import Access

if TYPE_CHECKING:
    from alembic.operations import Operations


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one step: the version it leads to and what it does."""

    version: int
    upgrade: Callable[[Operations], None]


def shipped_steps() -> tuple[Step, ...]:
    """List the steps that we ship, in order."""
    from crisisplanner.storage import steps

    found = []
    for module_info in iter_modules(steps.__path__, steps.__name__ + "."):
        number = re.search(r"step_(\d{4})_", module_info.name)
        if number is None:
            raise ValueError(f"Expected step_NNNN_…, got {module_info.name}")
        found.append(Step(int(number[1]), import_module(module_info.name).upgrade))
    return tuple(sorted(found, key=lambda step: step.version))


def migrate(path: Path, from_version: int, steps: Sequence[Step]) -> None:
    """Take the steps after a version on a copy, and put it in the file's place.

    The write lock is held and the file was examined. Raises coded errors; then the file is as it
    was.
    """
    new = Path(f"{path}{NEW_ENDING}")
    with sqlite.coded_errors(path):
        remove_leftovers(path)
        try:
            with closing(sqlite.connect(path, Access.WRITE)) as source:
                # A log that stayed beside the new file would be read into it.
                if not sqlite.end_log(source):
                    raise refused("storage.migration_while_read", path=str(path))
                sqlite.copy_into(source, new)
            _take_steps(new, [step for step in steps if step.version > from_version])
            _refuse_broken(path, new)
            sqlite.flush_to_disk(new)
            new.replace(path)
            sqlite.flush_to_disk(path)
        except BaseException:
            sqlite.remove_with_side_files(new)
            raise


def _take_steps(path: Path, steps: Sequence[Step]) -> None:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    engine = sqlite.make_engine(path, Access.WRITE)
    try:
        for step in steps:
            with engine.connect() as connection:
                # Tables are made anew and renamed; until then their references point nowhere.
                connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
                with connection.begin():
                    context = MigrationContext.configure(connection)
                    step.upgrade(Operations(context))
    finally:
        engine.dispose()
    if steps:
        with closing(sqlite.connect(path, Access.WRITE)) as raw:
            sqlite.write_stamp(raw, steps[-1].version)


def _refuse_broken(path: Path, new: Path) -> None:
    with closing(sqlite.connect(new, Access.READ)) as connection:
        damage = sqlite.integrity_faults(connection, quick=False)
        broken = sqlite.broken_references(connection)
    if damage or broken:
        detail = "; ".join((*damage, *(f"{b.table} {b.row_id} -> {b.target}" for b in broken)))
        raise bad_input("storage.damaged", path=str(path), detail=detail)


def newest_group_mark(path: Path) -> str:
    """Name the state of an older file for its backup, whatever its tables are."""
    try:
        with closing(sqlite.connect(path, Access.READ)) as connection:
            row = connection.execute(
                "SELECT position, id FROM journal_group ORDER BY position DESC LIMIT 1"
            ).fetchone()
    except sqlite3.OperationalError:
        return "0"
    return "0" if row is None else f"{row[0]:d}-{row[1][:8]}"
