"""Write the newest migration step: from the tables of the steps before it to the present ones.

Only until the release that ships it: afterwards the step never changes, and a changed entity brings
a new one (raise SCHEMA_VERSION, name it in NEWEST). A table that is new is made; one that changed is
made anew and its rows carried over; constants fill new columns that may not be empty.
Run: ``python -m tests.storage.write_newest_step``.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Column, Index, Table, Text
from sqlalchemy.dialects import sqlite as dialects
from sqlalchemy.schema import CreateIndex, CreateTable

from crisisplanner.storage import sqlite, steps
from crisisplanner.storage.migrating import migrate, shipped_steps
from crisisplanner.storage.sqlite import Access
from crisisplanner.storage.tables import SCHEMA_VERSION, workspace_tables

NEWEST = Path(steps.__path__[0]) / "step_0002_situation.py"

HEAD = '''"""Bring the tables of version {before} to version {version}."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

STATEMENTS = (
'''
TAIL = ''')


def upgrade(op: Operations) -> None:
    """Take the step."""
    for statement in STATEMENTS:
        op.execute(statement)
'''


def newest_step() -> str:
    """Give the text of the newest step."""
    with TemporaryDirectory() as folder:
        before = _tables_before(Path(folder) / "before.crisis")
    statements = [
        statement
        for table in workspace_tables().metadata.sorted_tables
        for statement in _statements(table, before)
    ]
    head = HEAD.format(before=SCHEMA_VERSION - 1, version=SCHEMA_VERSION)
    return head + "".join(_quoted(statement) for statement in statements) + TAIL


def plain_sql(sql: str) -> str:
    """Give a statement without what SQLite writes differently: spaces, quotes of names."""
    return " ".join(sql.replace("(", " ( ").replace('"', "").split())


def _tables_before(path: Path) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Give the SQL and the columns of each table as the steps before the newest leave it."""
    with closing(sqlite.connect(path, Access.NEW)) as connection:
        sqlite.write_stamp(connection, 0)
    migrate(path, 0, [step for step in shipped_steps() if step.version < SCHEMA_VERSION])
    with closing(sqlite3.connect(path)) as connection:
        columns = sqlite.columns_by_table(connection)
        schema = sqlite.schema_of(connection)
    return {name: (schema["table", name], columns[name]) for name in columns}


def _statements(table: Table, before: dict[str, tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    create = str(CreateTable(table).compile(dialect=dialects.dialect()))
    old = before.get(table.name)
    if old is not None and plain_sql(old[0]) == plain_sql(create):
        return
    if old is None:
        yield create
    else:
        yield from _made_anew(table, create, old[1])
    for index in sorted(table.indexes, key=_name):
        yield str(CreateIndex(index).compile(dialect=dialects.dialect()))


def _made_anew(table: Table, create: str, old_columns: tuple[str, ...]) -> Iterator[str]:
    new = f"new_{table.name}"
    yield re.sub(r'CREATE TABLE ("?)\w+\1 ', f"CREATE TABLE {new} ", create, count=1)
    names = ", ".join(column.name for column in table.columns)
    values = ", ".join(
        column.name if column.name in old_columns else _constant(column) for column in table.columns
    )
    yield f'INSERT INTO {new} ({names})\nSELECT {values} FROM "{table.name}"'
    yield f'DROP TABLE "{table.name}"'
    yield f'ALTER TABLE {new} RENAME TO "{table.name}"'


def _constant(column: Column[object]) -> str:
    if column.nullable:
        return "NULL"
    return "''" if isinstance(column.type, Text) else "0"


def _quoted(statement: str) -> str:
    lines = [line.rstrip() for line in statement.strip().splitlines()]
    return '    """\n' + "\n".join(lines).replace("\t", "    ") + '\n""",\n'


def _name(index: Index) -> str:
    return str(index.name)


if __name__ == "__main__":
    NEWEST.write_text(newest_step(), "utf-8")
