"""Import sheets: read and account for them first, then write them as one step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from crisisplanner.domain.account import Account, ImportKind, ImportOptions, SavedMapping
from crisisplanner.domain.changes import Change, Changes
from crisisplanner.domain.errors import bad_input, bad_inputs
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.services.session import Session

if TYPE_CHECKING:
    from crisisplanner.exchange.known import Register


@dataclass(frozen=True, slots=True)
class PreparedImport:
    """Hold the account of an import and what it would write."""

    account: Account
    changes: tuple[Change, ...]
    position: int


def import_kind(word: str) -> ImportKind:
    """Read a kind of import; raises a coded error that lists the known ones."""
    known = tuple(kind.value for kind in ImportKind)
    if word not in known:
        raise bad_input("cli.unknown_choice", option="as", found=word, known=known)
    return ImportKind(word)


def saved_mapping(path: Path, kind: ImportKind) -> SavedMapping:
    """Read a file that says which column is which field."""
    from crisisplanner.exchange.mapping_files import read_mapping

    return read_mapping(path, kind)


def prepare_import(
    session: Session, path: Path, options: ImportOptions, watcher: Watcher | None = None
) -> PreparedImport:
    """Read a file and account for every row; nothing is written."""
    from crisisplanner.exchange.importing import read_import

    position = session.file.position()
    register = register_for(session, options.kind)
    found = read_import(path, options, register, new_id=session.outside.new_id, watcher=watcher)
    return PreparedImport(found.account, found.changes, position)


def register_for(session: Session, kind: ImportKind) -> Register:
    """Collect what the rows of a table may refer to, retired things too."""
    from crisisplanner.exchange.known import Register, kinds_needed

    return Register(
        {needed: session.file.all(needed, include_retired=True) for needed in kinds_needed(kind)}
    )


def write_import(session: Session, prepared: PreparedImport) -> Changes:
    """Write a prepared import as one step of the journal.

    Raises a coded error with all faults if rows can't be taken, or if the workspace changed since.
    """
    account = prepared.account
    if account.is_refused:
        raise bad_inputs(fault.as_message() for fault in account.faults)
    if session.file.position() != prepared.position:
        raise bad_input("import.workspace_changed", file=account.file)
    what = message("import." + account.kind.value, file=account.file)
    return session.write(what, prepared.changes)
