"""Imports from a file's path to proposed changes and the account of them; nothing is written here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from crisisplanner.domain.account import Account, ImportKind, ImportOptions, OpenName
from crisisplanner.domain.changes import Change
from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.errors import Cancelled, bad_input
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Progress, Unwatched, Watcher
from crisisplanner.exchange.accounting import account_of, kind_of_change, sample_of
from crisisplanner.exchange.building import Builder, Draft, KindRules, NewId
from crisisplanner.exchange.choosing import chosen_table, columns_lacking, parted_rows
from crisisplanner.exchange.contributions import ContributionBuilder
from crisisplanner.exchange.csv_reading import read_pasted
from crisisplanner.exchange.grid import Grid, GridRow, Sheet, SheetGrid
from crisisplanner.exchange.headers import HeaderReading
from crisisplanner.exchange.kind_rules import OfferRules, PartnerRules, RequirementRules
from crisisplanner.exchange.known import Register
from crisisplanner.exchange.open_names import names_of_faults, open_list
from crisisplanner.exchange.opening import open_grid
from crisisplanner.exchange.parsing import NameBook, ParsedRow, RowParser
from crisisplanner.exchange.record_kinds import record_drafts
from crisisplanner.exchange.records import Material
from crisisplanner.exchange.targets import Target, target_of

_ROWS_BETWEEN_REPORTS = 500
_READING_SHARE = 0.3
_PARSING_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Import:
    """Hold what an import would write, and the account of it; empty changes if it is refused."""

    account: Account
    changes: tuple[Change, ...]


def read_import(
    path: Path,
    options: ImportOptions,
    register: Register,
    *,
    new_id: NewId,
    watcher: Watcher | None = None,
) -> Import:
    """Read a file and propose what it means for the workspace.

    What is wrong with rows stands in the account, all of it; a file that can't be read at all, or
    has nothing of this kind, raises a coded error. Writes nothing.
    """
    encoding = options.mapping.encoding if options.mapping is not None else ""
    grid = open_grid(path, encoding=encoding, most_rows=options.most_rows)
    return _import_of(grid, path.name, options, register, new_id, watcher or Unwatched())


def read_paste(
    text: str,
    name: str,
    options: ImportOptions,
    register: Register,
    *,
    new_id: NewId,
    watcher: Watcher | None = None,
) -> Import:
    """Do the same with cells pasted from a spreadsheet; ``name`` stands for the file's name."""
    if not text.strip():
        raise bad_input("import.empty_file", file=name)
    grid = SheetGrid(read_pasted(text, name))
    return _import_of(grid, name, options, register, new_id, watcher or Unwatched())


def _import_of(
    grid: Grid,
    file: str,
    options: ImportOptions,
    register: Register,
    new_id: NewId,
    watcher: Watcher,
) -> Import:
    target = target_of(options.kind)
    _report(watcher, 0.0)
    sheet, header = chosen_table(grid, target, options, file)
    parted = parted_rows(sheet, header, target, options.mapping, file)
    data = parted.data[: options.most_rows or None]
    names = NameBook(register)
    parser = _parser(file, sheet, header, names, target, options)
    lacking = columns_lacking(sheet, header, target, file)
    if lacking is not None:
        account = account_of(grid, parser, options, parted, data, register, fault=lacking)
        return Import(account, ())
    rows = _parsed(parser, data, watcher)
    sample = sample_of(parser, rows)
    open_names: tuple[OpenName, ...] = ()
    if target.leaves_open:
        source = options.source or file
        material = Material(
            parser,
            names,
            register,
            new_id,
            source,
            options.as_of,
            today=options.today,
            country=options.country,
        )
        drafts = record_drafts(options.kind, material, rows)
        first: tuple[Change, ...] = ()
        open_names = material.open_list()
    else:
        drafts, first = _drafts(options, parser, names, register, new_id, rows)
        open_names = open_list(names, names_of_faults(drafts), is_kept=False)
    changes = _ordered((*first, *(change for draft in drafts for change in draft.changes)))
    _report(watcher, 1.0)
    account = account_of(
        grid,
        parser,
        options,
        parted,
        data,
        register,
        drafts=drafts,
        changes=changes,
        sample=sample,
        open_names=open_names,
    )
    return Import(account, () if account.is_refused else changes)


def _parser(
    file: str,
    sheet: Sheet,
    header: HeaderReading,
    names: NameBook,
    target: Target,
    options: ImportOptions,
) -> RowParser:
    mapping = options.mapping
    return RowParser(
        file,
        sheet,
        header,
        names,
        own_kind=target.entity_type.KIND if target.entity_type is not None else "",
        date_order=options.date_order or (mapping.date_order if mapping else None),
        leaves_open=target.leaves_open,
    )


def _parsed(parser: RowParser, data: Sequence[GridRow], watcher: Watcher) -> list[ParsedRow]:
    rows: list[ParsedRow] = []
    for number, row in enumerate(data):
        if number % _ROWS_BETWEEN_REPORTS == 0:
            _report(watcher, _READING_SHARE + _PARSING_SHARE * number / len(data))
        rows.append(parser.parse(row))
    return rows


def _report(watcher: Watcher, share: float) -> None:
    if watcher.is_cancelled():
        raise Cancelled
    watcher.report(Progress(message("import.progress"), share))


def _drafts(
    options: ImportOptions,
    parser: RowParser,
    names: NameBook,
    register: Register,
    new_id: NewId,
    rows: list[ParsedRow],
) -> tuple[list[Draft], tuple[Change, ...]]:
    if options.kind is ImportKind.CONTRIBUTIONS:
        contributions = ContributionBuilder(parser, names, register, new_id)
        drafts = contributions.build(rows)
        has_taken = any(draft.changes for draft in drafts)
        return drafts, contributions.type_changes if has_taken else ()
    rules = _rules(options, names, register)
    known = [e for e in register.of(rules.entity_type.KIND) if not e.retired]
    return Builder(rules, parser, new_id).build(rows, known), ()


def _rules(options: ImportOptions, names: NameBook, register: Register) -> KindRules:
    if options.kind is ImportKind.PARTNERS:
        return PartnerRules(names, register)
    if options.kind is ImportKind.OFFERS:
        return OfferRules(names)
    return RequirementRules(register, options.plan)


def _ordered(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Put what others refer to first."""
    place = {kind: number for number, kind in enumerate(ENTITY_TYPES)}
    return tuple(sorted(changes, key=lambda change: place[kind_of_change(change)]))
