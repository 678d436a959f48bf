"""A child process that works in a workspace until it is killed.

Run: ``python -m tests.storage.killed_child WORK PATH``. It says on standard output what is stored,
after it is stored. Lives here: the work; the killing is in ``test_killing``.
"""

import itertools
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

from crisisplanner.domain.changes import Change, Create, Remove, Update
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.requirements import Allocation
from crisisplanner.storage.tables import SCHEMA_VERSION
from crisisplanner.storage.workspace import WorkspaceFile, open_file

AUTHOR = "Killed"
N_IMPORTED = 400
N_ALLOCATED = 100


def opened(path: Path) -> WorkspaceFile:
    """Open the workspace, without automatic backups of another run in the way."""
    return open_file(
        path,
        clock=lambda: datetime.now(UTC),
        new_id=lambda: str(uuid.uuid4()),
        backup_folder=path.parent / "backups",
    )


def edit(path: Path) -> None:
    """Count up in one cell."""
    with opened(path) as workspace:
        start = int(getattr(workspace.get("offer", "offer-fra"), "description", "") or 0)
        say("opened")
        for number in itertools.count(start + 1):
            change = Update("offer", "offer-fra", {"description": str(number)})
            workspace.write(message("edit"), [change], author=AUTHOR)
            say(str(number))


def import_offers(path: Path) -> None:
    """Import many offers in one group, again and again."""
    with opened(path) as workspace:
        say("opened")
        for round_ in itertools.count(1):
            changes = [
                Create(
                    Offer(
                        id=str(uuid.uuid4()),
                        partner="fra",
                        type="inf",
                        quantity=Figure(number, "unit"),
                    )
                )
                for number in range(N_IMPORTED)
            ]
            workspace.write(message("import"), changes, author=AUTHOR)
            say(str(round_))


def match(path: Path) -> None:
    """Adopt one result after another: a kept run, and all allocations anew in one group."""
    with opened(path) as workspace:
        say("opened")
        for round_ in itertools.count(1):
            workspace.keep_run(f"run-{round_}", "{}" * 5_000, datetime.now(UTC))
            changes: list[Change] = [
                Remove("allocation", allocation.id) for allocation in workspace.all("allocation")
            ]
            changes += [
                Create(
                    Allocation(
                        id=str(uuid.uuid4()),
                        offer="offer-fra",
                        requirement="need",
                        quantity=1.0,
                        from_day=number,
                        to_day=number + 1,
                    )
                )
                for number in range(N_ALLOCATED)
            ]
            workspace.write(message("match"), changes, author=AUTHOR)
            say(str(round_))


def migrate(path: Path) -> None:
    """Bring the file from one version to another and back, again and again."""
    from crisisplanner.storage.migrating import Step
    from crisisplanner.storage.migrating import migrate as migrate_file

    def next_version(op: object) -> None:
        getattr(op, "execute")("CREATE INDEX ix_offer_code ON offer (code)")  # noqa: B009 - Alembic's, untyped here

    def back(op: object) -> None:
        getattr(op, "execute")("DROP INDEX ix_offer_code")  # noqa: B009 - as above

    opened(path).close()
    say("opened")
    for round_ in itertools.count(1):
        migrate_file(path, SCHEMA_VERSION, [Step(SCHEMA_VERSION + 1, next_version)])
        migrate_file(path, 0, [Step(SCHEMA_VERSION, back)])
        say(str(round_))


def open_and_close(path: Path) -> None:
    """Open, edit once and close, again and again."""
    say("opened")
    for round_ in itertools.count(1):
        with opened(path) as workspace:
            change = Update("offer", "offer-fra", {"code": uuid.uuid4().hex})
            workspace.write(message("edit"), [change], author=AUTHOR)
        say(str(round_))


def say(text: str) -> None:
    """Tell the parent at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


WORKS = {
    "edit": edit,
    "import": import_offers,
    "match": match,
    "migrate": migrate,
    "open": open_and_close,
}

if __name__ == "__main__":
    WORKS[sys.argv[1]](Path(sys.argv[2]))
