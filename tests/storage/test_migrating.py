"""Migrations: their schema is the created one; they run on a copy; nothing is lost."""

import ast
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.warning import Trigger
from crisisplanner.storage import sqlite, steps
from crisisplanner.storage.migrating import Step, migrate, shipped_steps
from crisisplanner.storage.opening import NEW_ENDING
from crisisplanner.storage.sqlite import Access
from crisisplanner.storage.tables import SCHEMA_VERSION
from tests.storage.workspaces import Desk, content, everything, files_beside
from tests.storage.write_newest_step import NEWEST, newest_step, plain_sql


def make_empty(path: Path) -> None:
    """Make a file of ours from before the first step."""
    with closing(sqlite.connect(path, Access.NEW)) as connection:
        sqlite.write_stamp(connection, 0)


def schema_of(path: Path) -> dict[tuple[str, str], str]:
    """Give every table and index with its SQL, spaces apart."""
    with closing(sqlite3.connect(path)) as connection:
        found = sqlite.schema_of(connection)
    return {name: plain_sql(sql) for name, sql in found.items()}


def test_the_migrated_schema_is_the_created_one_with_all_constraints(desk: Desk) -> None:
    desk.create().close()
    migrated = desk.folder / "migrated.crisis"
    make_empty(migrated)
    migrate(migrated, 0, shipped_steps())
    assert schema_of(migrated) == schema_of(desk.path)
    assert sum(" CHECK " in sql for sql in schema_of(migrated).values()) > 30
    assert sqlite.read_stamp(migrated) == sqlite.read_stamp(desk.path)


def test_the_newest_step_is_what_the_tables_say() -> None:
    assert NEWEST.read_text("utf-8") == newest_step(), (
        "run python -m tests.storage.write_newest_step"
    )


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


def test_a_trigger_of_version_1_is_kept_when_it_may_lead_to_a_task(desk: Desk) -> None:
    make_empty(desk.path)
    migrate(desk.path, 0, shipped_steps()[:1])
    with closing(sqlite3.connect(desk.path)) as connection:
        connection.executemany(
            "INSERT INTO crisis (id, retired, name, crisis_type, places, status, summary, actors, source)"
            " VALUES (?, 0, ?, 'complex', '[]', 'watch', '', '', '')",
            [("c1", "Ituri")],
        )
        connection.execute(
            'INSERT INTO "trigger" (id, retired, crisis, name, sustained_days, quiet_days,'
            " leads_to_text, basis, source) VALUES ('t1', 0, 'c1', 'Deaths', 3, 30, 'Call', 'assumption', '')"
        )
        connection.commit()
    with desk.open() as workspace:
        trigger = workspace.get("trigger", "t1")
    assert isinstance(trigger, Trigger)
    assert (trigger.name, trigger.sustained_days, trigger.leads_to_text) == ("Deaths", 3, "Call")
    assert trigger.task is None


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
    migrate(desk.path, SCHEMA_VERSION, [*shipped_steps(), Step(SCHEMA_VERSION + 1, _RoomyOffers())])
    with closing(sqlite3.connect(desk.path)) as connection:
        assert connection.execute("SELECT DISTINCT rooms FROM offer").fetchall() == [(1,)]
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("ALTER TABLE offer DROP COLUMN rooms")
        connection.commit()
    with desk.open() as workspace:
        assert everything(workspace) == {f"{e.KIND} {e.id}": e for e in content()}


def _fail(_: object) -> None:
    raise sqlite3.OperationalError("no such column: colour")


def test_a_step_that_fails_leaves_the_file_as_it_was(desk: Desk) -> None:
    desk.create_with_content().close()
    before = desk.path.read_bytes()
    later = [Step(SCHEMA_VERSION + 1, _RoomyOffers()), Step(SCHEMA_VERSION + 2, _fail)]
    with pytest.raises(sqlite3.OperationalError):
        migrate(desk.path, SCHEMA_VERSION, later)
    assert desk.path.read_bytes() == before
    assert list(files_beside(desk.path)) == [desk.path.name]


def test_a_step_that_leaves_references_to_nothing_is_not_taken(desk: Desk) -> None:
    desk.create_with_content().close()

    def orphan(op: object) -> None:
        getattr(op, "execute")("DELETE FROM partner")  # noqa: B009 - as above

    with pytest.raises(CrisisPlannerError, match=r"storage\.damaged"):
        migrate(desk.path, SCHEMA_VERSION, [Step(SCHEMA_VERSION + 1, orphan)])
    with desk.open() as workspace:
        assert workspace.count("partner") == 3


def test_what_a_killed_migration_left_is_cleared_away(desk: Desk) -> None:
    desk.create_with_content().close()
    Path(f"{desk.path}{NEW_ENDING}").write_bytes(b"half of a copy")
    desk.open().close()
    assert list(files_beside(desk.path)) == [desk.path.name]
