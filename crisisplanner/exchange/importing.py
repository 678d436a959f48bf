"""Imports from a file's path to proposed changes and the account of them; nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from crisisplanner.domain.account import Account, ImportKind, ImportOptions, OpenName
from crisisplanner.domain.changes import Change
from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.errors import Cancelled, bad_input
from crisisplanner.domain.messages import Message, Parameter, message
from crisisplanner.domain.progress import Progress, Unwatched, Watcher
from crisisplanner.exchange.accounting import account_of, kind_of_change, sample_of
from crisisplanner.exchange.building import Builder, Draft, KindRules, NewId
from crisisplanner.exchange.contributions import ContributionBuilder
from crisisplanner.exchange.csv_reading import read_pasted
from crisisplanner.exchange.grid import Grid, GridRow, Sheet, SheetGrid, SheetInfo
from crisisplanner.exchange.headers import HeaderReading, is_tag_row, missing_groups, read_header
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
_ROWS_OF_TAGS = 3
_MOST_HEADERS_SHOWN = 12


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
    sheet, header = _chosen(grid, target, options, file)
    tags, data = _data_rows(sheet, header, file)
    if options.most_rows:
        data = data[: options.most_rows]
    names = NameBook(register)
    mapping = options.mapping
    parser = RowParser(
        file,
        sheet,
        header,
        names,
        own_kind=target.entity_type.KIND if target.entity_type is not None else "",
        date_order=options.date_order or (mapping.date_order if mapping else None),
        leaves_open=target.leaves_open,
    )
    rows = _parsed(parser, data, watcher)
    sample = sample_of(parser, rows)
    open_names: tuple[OpenName, ...] = ()
    if target.leaves_open:
        material = Material(parser, names, register, new_id, options.source or file)
        drafts = record_drafts(options.kind, material, rows)
        first: tuple[Change, ...] = ()
        open_names = material.open_list()
    else:
        drafts, first = _drafts(options, parser, names, register, new_id, rows)
        open_names = open_list(names, names_of_faults(drafts))
    changes = _ordered((*first, *(change for draft in drafts for change in draft.changes)))
    _report(watcher, 1.0)
    account = account_of(
        grid, sheet, parser, options, drafts, tags, changes, sample, register, data, open_names
    )
    return Import(account, () if account.is_refused else changes)


def _data_rows(
    sheet: Sheet, header: HeaderReading, file: str
) -> tuple[list[GridRow], list[GridRow]]:
    """Part the rows below the header into rows of tags and rows of data."""
    tags = [row for row in sheet.rows if row.number == header.tag_row]
    below = [row for row in sheet.rows if row.number > header.last_row]
    stray = [row for row in below[:_ROWS_OF_TAGS] if is_tag_row(row)]
    data = [row for row in below if row not in stray] if stray else below
    tags += stray
    if not data:
        raise bad_input("import.no_rows", file=_place(file, sheet), row=str(header.row))
    return tags, data


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


def _place(file: str, sheet: Sheet) -> Parameter:
    if not sheet.name:
        return file
    return message("import.sheet_of_file", file=file, sheet=sheet.name)


def _chosen(
    grid: Grid, target: Target, options: ImportOptions, file: str
) -> tuple[Sheet, HeaderReading]:
    """Take the sheet that is asked for, else the first visible one that has the columns."""
    best: tuple[Sheet, HeaderReading] | None = None
    for info in _candidates(grid, options, file):
        sheet = grid.sheet(info.name)
        if not sheet.rows:
            continue
        header = read_header(sheet, target, options.mapping, file)
        if best is None or len(header.columns) > len(best[1].columns):
            best = (sheet, header)
        if not _missing(header, target):
            return sheet, header
    if best is None:
        raise bad_input("import.empty_sheet", file=file)
    sheet, header = best
    headers = tuple(text for text in header.headers if text)[:_MOST_HEADERS_SHOWN]
    missing = _missing(header, target)
    if not header.columns:
        raise bad_input(
            "import.no_columns",
            file=_place(file, sheet),
            row=str(header.row),
            headers=headers,
            expected=missing,
        )
    raise bad_input(
        "import.columns_missing",
        file=_place(file, sheet),
        row=str(header.row),
        headers=headers,
        expected=missing,
    )


def _candidates(grid: Grid, options: ImportOptions, file: str) -> Sequence[SheetInfo]:
    asked = options.sheet or (options.mapping.sheet if options.mapping is not None else "")
    if asked and isinstance(grid, SheetGrid):
        return grid.sheets
    if asked:
        for info in grid.sheets:
            if info.name.strip().casefold() == asked.strip().casefold():
                return (info,)
        names = tuple(info.name for info in grid.sheets)
        raise bad_input("import.no_such_sheet", file=file, found=asked, sheets=names)
    visible = tuple(info for info in grid.sheets if not info.is_hidden)
    if not visible:
        names = tuple(info.name for info in grid.sheets)
        raise bad_input("import.all_hidden", file=file, sheets=names)
    return visible


def _missing(header: HeaderReading, target: Target) -> tuple[Message, ...]:
    lacking = missing_groups(header, target)
    return tuple(dict.fromkeys(message(_NEEDED.get(g[0], "label." + g[0])) for g in lacking))


_NEEDED: Mapping[str, str] = MappingProxyType(
    {
        "iso3": "import.needed.country",
        "total": "import.needed.people",
        "date": "import.needed.date",
    }
)


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
