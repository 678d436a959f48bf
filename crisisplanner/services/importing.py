"""Import sheets: read and account for them first, then write them as one step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crisisplanner.domain.account import (
    Account,
    FieldChoice,
    ImportKind,
    ImportOptions,
    Recognition,
    SavedMapping,
)
from crisisplanner.domain.changes import Change, Changes, Create, Update
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.errors import bad_input, bad_inputs
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.domain.register import Country
from crisisplanner.domain.sources import ImportSource, NameAlias
from crisisplanner.services.new_names import thing_named
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
    options = replace(
        options, today=session.outside.now().date(), country=_country(session, options)
    )
    position = session.file.position()
    register = register_for(session, options.kind)
    learnt: tuple[Change, ...] = ()
    if options.names:
        register, learnt = _with_names(session, register, options, path.name)
    new_id = session.outside.new_id
    found = read_import(path, options, register, new_id=new_id, watcher=watcher)
    return PreparedImport(found.account, (*learnt, *found.changes), position, options)


def _country(session: Session, options: ImportOptions) -> str:
    """Read the country that is said for rows without one, by code or name."""
    wanted = options.country.strip()
    if not wanted:
        return ""
    if options.kind not in _MAY_LACK_COUNTRY:
        kinds = tuple(kind.value for kind in _MAY_LACK_COUNTRY)
        raise bad_input("import.country_not_for", kind=options.kind.value, kinds=kinds)
    for country in session.all(Country):
        if wanted.casefold() in (country.iso3.casefold(), country.name.casefold()):
            return country.iso3
    raise bad_input("import.country_unknown", found=wanted)


_MAY_LACK_COUNTRY = (ImportKind.ACTIVITIES, ImportKind.EVENTS)


def _with_names(
    session: Session, register: Register, options: ImportOptions, file: str
) -> tuple[Register, tuple[Change, ...]]:
    """Let names mean what a person said, new things too; also give what keeps that."""
    from crisisplanner.exchange.known import Register

    aliases = {alias.id: alias for alias in session.all(NameAlias, include_retired=True)}
    by_name = {alias.name.casefold(): alias for alias in aliases.values()}
    learnt: list[Change] = []
    made_new: dict[str, list[Entity]] = {}
    for choice in options.names:
        if not choice.id:
            thing = thing_named(session, choice, options.source or file)
            made_new.setdefault(choice.kind, []).append(thing)
            learnt.append(Create(thing))
            continue
        meant = session.file.get(choice.kind, choice.id)
        said: dict[str, Any] = {"stands_for": meant.label(), choice.kind: choice.id}
        known = by_name.get(choice.text.casefold())
        if known is not None:
            aliases[known.id] = replace(known, **said)
            learnt.append(Update(NameAlias.KIND, known.id, said))
            continue
        made = NameAlias(
            id=session.outside.new_id(),
            name=choice.text,
            source=options.source or file,
            **said,
        )
        aliases[made.id] = made
        learnt.append(Create(made))
    known_now = {kind: (*register.of(kind), *things) for kind, things in made_new.items()}
    known_now[NameAlias.KIND] = tuple(aliases.values())
    return Register({**register.known, **known_now}), tuple(learnt)


def likelier_kind(path: Path, options: ImportOptions) -> ImportKind | None:
    """Tell what the rows of a file plainly are, if not what was asked for; None if unsure."""
    from crisisplanner.exchange.kind_guessing import likelier_kind as guess

    return guess(path, options)


def fields_of(kind: ImportKind) -> tuple[FieldChoice, ...]:
    """List the fields that columns of a kind may fill, those that are needed first."""
    from crisisplanner.exchange.column_readings import field_choices

    return field_choices(kind)


def known_sources(session: Session, kind: ImportKind) -> tuple[str, ...]:
    """Name the senders whose sheets of a kind were read before."""
    kept = (s for s in session.all(ImportSource) if s.import_kind == kind.value)
    return tuple(sorted({source.name for source in kept}, key=str.casefold))


def things_called(session: Session, kind: str) -> tuple[tuple[EntityId, str], ...]:
    """List everything of a kind that a name in a file may mean, by name."""
    found = ((e.id, _label(e)) for e in session.file.all(kind, include_retired=False))
    return tuple(sorted(found, key=lambda pair: pair[1].casefold()))


def _label(entity: Entity) -> str:
    code = str(getattr(entity, "code", ""))
    label = entity.label()
    return code + " " + label if code and code != label else label


def _with_kept_mapping(session: Session, options: ImportOptions) -> ImportOptions:
    """Read the files of a source as the last time; what is said now goes before."""
    from crisisplanner.exchange.mapping_files import mapping_of

    source = _kept_source(session, options)
    if source is None:
        return options
    kept = mapping_of(source.mapping, options.kind, source.name)
    return replace(options, mapping=options.mapping.over(kept) if options.mapping else kept)


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
        c.key: c.field
        for c in account.columns
        if c.field and c.key and c.recognised_by not in _NOT_KEPT and "." not in c.field
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
    changes = (*prepared.changes, *_keeping(session, prepared))
    return session.write(what, changes, at_position=prepared.position)
