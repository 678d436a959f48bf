"""Migrations: their schema is the created one; they run on a copy; nothing is lost."""

import ast
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.storage import sqlite, steps
from crisisplanner.storage.migrating import Step, migrate, shipped_steps
from crisisplanner.storage.opening import NEW_ENDING
from crisisplanner.storage.sqlite import Access
from crisisplanner.storage.tables import SCHEMA_VERSION
from tests.storage.workspaces import Desk, content, everything, files_beside
from tests.storage.write_first_step import first_step


def make_empty(path: Path) -> None:
    """Make a file of ours from before the first step."""
    with closing(sqlite.connect(path, Access.NEW)) as connection:
        sqlite.write_stamp(connection, 0)


def schema_of(path: Path) -> dict[tuple[str, str], str]:
    """Give every table and index with its SQL, spaces apart."""
    with closing(sqlite3.connect(path)) as connection:
        found = sqlite.schema_of(connection)
    return {name: " ".join(sql.replace("(", " ( ").split()) for name, sql in found.items()}


def test_the_migrated_schema_is_the_created_one_with_all_constraints(desk: Desk) -> None:
    desk.create().close()
    migrated = desk.folder / "migrated.crisis"
    make_empty(migrated)
    migrate(migrated, 0, shipped_steps())
    assert schema_of(migrated) == schema_of(desk.path)
    assert sum(" CHECK " in sql for sql in schema_of(migrated).values()) > 30
    assert sqlite.read_stamp(migrated) == sqlite.read_stamp(desk.path)


def test_the_first_step_is_what_the_tables_say() -> None:
    # Until the first release; see write_first_step. Afterwards this test goes.
    step = Path(steps.__path__[0]) / "step_0001_first.py"
    assert step.read_text("utf-8") == first_step(), "run python -m tests.storage.write_first_step"


def test_the_last_step_leads_to_the_present_version() -> None:
    assert [step.version for step in shipped_steps()] == list(range(1, SCHEMA_VERSION + 1))


def test_a_step_imports_nothing_of_the_program() -> None:
    for path in Path(steps.__path__[0]).glob("step_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert not [name for name in names if name.startswith("crisisplanner")]


def test_an_older_file_is_brought_up_to_date_when_it_is_opened(desk: Desk) -> None:
    make_empty(desk.path)
    with desk.open() as workspace:
        assert workspace.count("offer") == 0
        assert workspace.check() == ()
        assert len(workspace.backups.listed()) == 1
    assert sqlite.read_stamp(desk.path).schema_version == SCHEMA_VERSION
    assert list(files_beside(desk.path)) == [desk.path.name]


def test_an_older_file_that_may_only_be_read_is_refused_untouched(desk: Desk) -> None:
    make_empty(desk.path)
    before = desk.path.read_bytes()
    with pytest.raises(CrisisPlannerError, match=r"storage\.older_version"):
        desk.open(read_only=True)
    assert desk.path.read_bytes() == before


@dataclass(frozen=True)
class _RoomyOffers:
    """A step as a later release may bring: a table made anew with one column more."""

    def __call__(self, op: object) -> None:
        """Take the step."""
        execute = getattr(op, "execute")  # noqa: B009 - Alembic's, untyped in tests
        with_column = "ALTER TABLE offer ADD COLUMN rooms INTEGER CHECK (rooms >= 0)"
        execute(with_column)
        execute("UPDATE offer SET rooms = 1")


def test_a_step_keeps_the_content_and_what_lay_in_the_log(desk: Desk) -> None:
    desk.create_with_content().close()
    migrate(desk.path, 1, [*shipped_steps(), Step(2, _RoomyOffers())])
    with closing(sqlite3.connect(desk.path)) as connection:
        assert connection.execute("SELECT DISTINCT rooms FROM offer").fetchall() == [(1,)]
        connection.execute("PRAGMA user_version = 1")
        connection.execute("ALTER TABLE offer DROP COLUMN rooms")
        connection.commit()
    with desk.open() as workspace:
        assert everything(workspace) == {f"{e.KIND} {e.id}": e for e in content()}


def _fail(_: object) -> None:
    raise sqlite3.OperationalError("no such column: colour")


def test_a_step_that_fails_leaves_the_file_as_it_was(desk: Desk) -> None:
    desk.create_with_content().close()
    before = desk.path.read_bytes()
    with pytest.raises(sqlite3.OperationalError):
        migrate(desk.path, 1, [Step(2, _RoomyOffers()), Step(3, _fail)])
    assert desk.path.read_bytes() == before
    assert list(files_beside(desk.path)) == [desk.path.name]


def test_a_step_that_leaves_references_to_nothing_is_not_taken(desk: Desk) -> None:
    desk.create_with_content().close()

    def orphan(op: object) -> None:
        getattr(op, "execute")("DELETE FROM partner")  # noqa: B009 - as above

    with pytest.raises(CrisisPlannerError, match=r"storage\.damaged"):
        migrate(desk.path, 1, [Step(2, orphan)])
    with desk.open() as workspace:
        assert workspace.count("partner") == 3


def test_what_a_killed_migration_left_is_cleared_away(desk: Desk) -> None:
    desk.create_with_content().close()
    Path(f"{desk.path}{NEW_ENDING}").write_bytes(b"half of a copy")
    desk.open().close()
    assert list(files_beside(desk.path)) == [desk.path.name]
