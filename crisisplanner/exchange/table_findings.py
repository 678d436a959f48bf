"""Findings about the content of tables, put into place: file, row, column, in their order.

What follows from a cell that could not be read is left out here; nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from crisisplanner.domain.messages import Message, Parameter, message
from crisisplanner.exchange.matching_columns import ALL_TABLES
from crisisplanner.exchange.strict_tables import TableRows

_LOCK_CODES = ("problem.lock_", "problem.locks_")

_JUDGED_WITH: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "problem.ends_too_early": frozenset({"available_from", "from_day"}),
        "problem.max_below_min": frozenset({"min_partners"}),
        "problem.lead_with_partners": frozenset({"single_lead"}),
        "problem.twice": frozenset({"offer", "required_type"}),
        "problem.committed_too_much": frozenset({"offer", "from_day", "to_day"}),
        "problem.incompatible_with_itself": frozenset({"partner_a"}),
    }
)
"""Which other cells of its row a finding follows from."""

_ORDER: Mapping[str, int] = MappingProxyType(
    {layout.file: index for index, layout in enumerate(ALL_TABLES.values())}
)


def place_findings(
    findings: Iterable[Message], tables: Mapping[str, TableRows]
) -> Iterator[Message]:
    """Say file, row and column of findings; leave out what follows from misread cells.

    A finding has the parameters ``table``, ``index`` and ``column`` if it is about a row. What is
    wrong with a lock may follow from any cell that was not read.
    """
    is_sure = not any(table.misread or not table.is_readable for table in tables.values())
    for said in findings:
        if not (_is_misread(said, tables) or (said.code.startswith(_LOCK_CODES) and not is_sure)):
            yield placed(said, tables)


def placed(said: Message, tables: Mapping[str, TableRows]) -> Message:
    """Put a finding, and those that it names, into their files and rows."""
    inner = Message(
        said.code, tuple((key, _placed_in(value, tables)) for key, value in said.params)
    )
    row = _row_of(said, tables)
    if row is None:
        return _in_file(said, inner)
    file = ALL_TABLES[str(said.values["table"])].file
    return message("tables.at", file=file, row=row, column=said.values.get("column"), said=inner)


def _in_file(said: Message, inner: Message) -> Message:
    """Put a finding about a whole table into its file."""
    table = said.values.get("table")
    if not isinstance(table, str) or table not in ALL_TABLES:
        return inner
    return message("tables.in_file", file=ALL_TABLES[table].file, said=inner)


def _placed_in(value: Parameter, tables: Mapping[str, TableRows]) -> Parameter:
    match value:
        case Message():
            return placed(value, tables)
        case tuple():
            return tuple(_placed_in(item, tables) for item in value)
        case _:
            return value


def _row_of(said: Message, tables: Mapping[str, TableRows]) -> int | None:
    table, index = _subject(said)
    return tables[table].row_numbers[index] if table in tables else None


def _subject(said: Message) -> tuple[str, int]:
    """Give the table and the index of the row that a finding is about, if it is about one."""
    table, index = said.values.get("table"), said.values.get("index")
    return (table, index) if isinstance(table, str) and isinstance(index, int) else ("", 0)


def _is_misread(said: Message, tables: Mapping[str, TableRows]) -> bool:
    table, index = _subject(said)
    if table not in tables:
        return False
    cells = tables[table].misread.get(index, set())
    judged = {said.values.get("column"), *_JUDGED_WITH.get(said.code, ())}
    return not cells.isdisjoint(judged)


def in_order(errors: Iterable[Message]) -> list[Message]:
    """Sort errors by file, in the order of the tables, and by row."""
    return sorted(errors, key=_place)


def _place(said: Message) -> tuple[int, int]:
    file, row = said.values.get("file"), said.values.get("row")
    return _ORDER.get(str(file), len(_ORDER)), row if isinstance(row, int) else 0
