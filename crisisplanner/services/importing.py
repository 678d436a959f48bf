"""Import sheets: read and account for them first, then write them as one step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from crisisplanner.domain.account import (
    Account,
    ImportKind,
    ImportOptions,
    Recognition,
    SavedMapping,
)
from crisisplanner.domain.changes import Change, Changes, Create, Update
from crisisplanner.domain.errors import bad_input, bad_inputs
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.domain.sources import ImportSource
from crisisplanner.services.session import Session
from crisisplanner.wording.catalogue import Wording

if TYPE_CHECKING:
    from crisisplanner.exchange.known import Register


@dataclass(frozen=True, slots=True)
class PreparedImport:
    """Hold the account of an import and what it would write."""

    account: Account
    changes: tuple[Change, ...]
    position: int
    options: ImportOptions


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

    options = _with_kept_mapping(session, options)
    position = session.file.position()
    register = register_for(session, options.kind)
    found = read_import(path, options, register, new_id=session.outside.new_id, watcher=watcher)
    return PreparedImport(found.account, found.changes, position, options)


def _with_kept_mapping(session: Session, options: ImportOptions) -> ImportOptions:
    """Read the files of a source as the last time, unless a mapping is given."""
    from crisisplanner.exchange.mapping_files import mapping_of

    source = _kept_source(session, options)
    if source is None or options.mapping is not None:
        return options
    mapping = mapping_of(source.mapping, options.kind, source.name)
    return replace(options, mapping=mapping)


def _kept_source(session: Session, options: ImportOptions) -> ImportSource | None:
    for source in session.all(ImportSource) if options.source else ():
        is_same = source.name.casefold() == options.source.casefold()
        if is_same and source.import_kind == options.kind.value:
            return source
    return None


def _keeping(session: Session, prepared: PreparedImport) -> tuple[Change, ...]:
    """Keep how the columns of a named source were read, for its next file."""
    from crisisplanner.exchange.mapping_files import mapping_text

    options, account = prepared.options, prepared.account
    if not options.source:
        return ()
    given = options.mapping or SavedMapping()
    used = {
        c.header: c.field
        for c in account.columns
        if c.field and c.header and c.recognised_by not in _NOT_KEPT
    }
    mapping = replace(
        given,
        columns=tuple({**dict(given.columns), **used}.items()),
        date_order=options.date_order or given.date_order,
    )
    text = mapping_text(mapping)
    known = _kept_source(session, options)
    if known is None:
        made = ImportSource(
            id=session.outside.new_id(),
            name=options.source,
            import_kind=options.kind.value,
            mapping=text,
        )
        return (Create(made),)
    if known.mapping == text:
        return ()
    return (Update(known.KIND, known.id, {"mapping": text}),)


_NOT_KEPT = frozenset({Recognition.SERIES, Recognition.NOT_USED})


def write_report(prepared: PreparedImport, path: Path, words: Wording) -> None:
    """Write what became of every row, and why, as a table (CSV, XLSX or ODS)."""
    from crisisplanner.exchange.import_reports import write_report as write

    write(path, prepared.account, words)


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
    return session.write(what, (*prepared.changes, *_keeping(session, prepared)))
