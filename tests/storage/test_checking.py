"""The check finds what should never be: damage, lost rows, a journal that tells another story."""

import sqlite3
from contextlib import closing

import pytest

from crisisplanner.domain.changes import Remove, Update
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import Message, message
from crisisplanner.storage.workspace import WorkspaceFile
from crisisplanner.wording.catalogue import Wording
from tests.storage.workspaces import AUTHOR, Desk


def prepare(desk: Desk) -> None:
    """Make a closed workspace with some history."""
    with desk.create_with_content() as workspace:
        for days in (8, 9):
            change = Update("offer", "offer-fra", {"notice": Figure(days, "d")})
            workspace.write(message("journal.entity_changed"), [change], author=AUTHOR)
        removal = [Remove("partner", "civ")]
        workspace.write(message("journal.entity_removed"), removal, author=AUTHOR)
        workspace.keep_snapshot(
            "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", "{}"
        )


def found_after(desk: Desk, *statements: str) -> list[str]:
    """Tamper with the file, then list the codes that the check finds."""
    with closing(sqlite3.connect(desk.path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    with desk.open() as workspace:
        said = workspace.check()
    wording = Wording()
    assert all(wording.message(one) for one in said)
    return [inner_code(one) for one in said]


def inner_code(said: Message) -> str:
    """Give the code of a fault of a thing, else the message's own."""
    fault = said.values.get("fault")
    return fault.code if isinstance(fault, Message) else said.code


@pytest.mark.parametrize(
    ("tampering", "codes"),
    [
        ("UPDATE offer SET notice = 5 WHERE id = 'offer-fra'", ["integrity.row_differs"]),
        ("UPDATE offer SET notice = -5 WHERE id = 'offer-fra'", ["integrity.damage"]),
        ("UPDATE offer SET partner = 'nobody' WHERE id = 'offer-fra'", ["integrity.foreign_key"]),
        ("DELETE FROM place", ["integrity.foreign_key"]),
        ("DELETE FROM commitment", ["integrity.row_missing"]),
        ("UPDATE commitment SET id = 'x'",
         ["integrity.row_missing", "integrity.row_not_in_journal"]),
        ("UPDATE offer SET needs = '[\"gone\"]' WHERE id = 'offer-swe'",
         ["integrity.points_nowhere"]),
        ("UPDATE offer SET available_to = 'D0900000' WHERE id = 'offer-fra'",
         ["interval.end_before_start"]),
        ("UPDATE offer SET marking = 'no json' WHERE id = 'offer-fra'", ["integrity.unreadable"]),
        ("UPDATE journal_entry SET after = replace(after, '8', '7') WHERE position = 2",
         ["integrity.journal_broken"]),
        ("DELETE FROM journal_entry WHERE position = 4",
         ["integrity.row_missing"]),
        ("INSERT INTO journal_entry (position,kind,entity,after) VALUES (4,'place','bunia','{}')",
         ["integrity.journal_order"]),
        ("UPDATE journal_group SET position = 9 WHERE position = 4; ", ["integrity.foreign_key"]),
        ("UPDATE kept_snapshot SET content = '[]'", ["integrity.snapshot"]),
    ],
)  # fmt: skip
def test_the_check_names_what_was_tampered_with(
    desk: Desk, tampering: str, codes: list[str]
) -> None:
    prepare(desk)
    assert sorted(found_after(desk, tampering)) == codes


def test_a_missing_group_is_named(desk: Desk) -> None:
    prepare(desk)
    assert found_after(
        desk,
        "DELETE FROM journal_entry WHERE position = 3",
        "DELETE FROM journal_group WHERE position = 3",
    ) == ["integrity.group_missing", "integrity.row_differs"]


def test_a_sound_workspace_has_nothing_to_find(workspace: WorkspaceFile) -> None:
    assert workspace.check() == ()
