"""Write the first migration step from the tables as they are described now.

Only until the first release: afterwards a step never changes, and a changed entity brings a new
one. Run: ``python -m tests.storage.write_first_step``.
"""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Index
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from crisisplanner.storage import steps
from crisisplanner.storage.tables import workspace_tables

HEAD = '''"""Make all tables of version 1."""

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


def first_step() -> str:
    """Give the text of the step."""
    dialect = sqlite.dialect()
    parts = []
    for table in workspace_tables().metadata.sorted_tables:
        parts.append(str(CreateTable(table).compile(dialect=dialect)))
        parts += [
            str(CreateIndex(index).compile(dialect=dialect)) for index in _in_order(table.indexes)
        ]
    written = []
    for part in parts:
        lines = [line.rstrip() for line in part.strip().splitlines()]
        written.append('    """\n' + "\n".join(lines).replace("\t", "    ") + '\n""",\n')
    return HEAD + "".join(written) + TAIL


def _in_order(indexes: Iterable[Index]) -> list[Index]:
    return sorted(indexes, key=lambda index: str(index.name))


if __name__ == "__main__":
    target = Path(steps.__path__[0]) / "step_0001_first.py"
    target.write_text(first_step(), "utf-8")
