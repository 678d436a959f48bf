"""Workspaces with many offers, beside the same work done the plain way.

Run: ``python -m benchmarks.storage_speed``. Both ways run in one process on the same file, so that
the ratio holds on any machine. The plain way is what a program does that loads all rows as ORM objects
and lets Qt's proxy model sort them.
"""

from __future__ import annotations

import gc
import random
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from sqlalchemy import select
from sqlalchemy.orm import Session, registry

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.changes import Create, Update
from crisisplanner.domain.days import Day
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.table_query import Sort, TableQuery
from crisisplanner.domain.terms import OfferState
from crisisplanner.storage import sqlite
from crisisplanner.storage.rows import row_form
from crisisplanner.storage.sqlite import Access
from crisisplanner.storage.tables import workspace_tables
from crisisplanner.storage.workspace import WorkspaceFile, create_file, open_file

N_OFFERS = 20_000
N_IMPORTED = 30_000
PAGE_ROWS = 100
RUNS = 3
AUTHOR = "Benchmark"
SHOWN = TableQuery(
    "offer",
    ("partner.name", "type.name", "code", "quantity", "state", "notice", "available_from"),
    sort=(Sort("partner.name"),),
)

ModelIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Measured:
    """Hold one line of the table: seconds of ours, of the plain way, and the limit."""

    what: str
    seconds: float
    plain_way: str
    plain_seconds: float | None
    limit_s: float | None

    @property
    def ratio(self) -> float | None:
        """Tell how many times longer the plain way takes."""
        return None if self.plain_seconds is None else self.plain_seconds / self.seconds


class OfferObject:
    """Be what SQLAlchemy's ORM makes of a row of offers."""


class ObjectsModel(QAbstractTableModel):
    """Show objects as a plain table model does: all of them, cell by cell."""

    def __init__(self, objects: list[Any], partner_names: dict[str, str]) -> None:
        """Show these."""
        super().__init__()
        self._objects = objects
        self._partner_names = partner_names

    def rowCount(self, parent: ModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._objects)

    def columnCount(self, parent: ModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(SHOWN.columns)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        shown = self._objects[index.row()]
        if index.column() == 0:
            return self._partner_names[shown.partner]
        return getattr(shown, SHOWN.columns[index.column()].partition(".")[0])


def offers(n_offers: int, rng: random.Random) -> list[Offer]:
    """Make offers of a hundred partners in all types."""
    return [
        Offer(
            id=str(uuid.UUID(int=rng.getrandbits(128))),
            code=f"O-{number}",
            partner=f"partner-{rng.randrange(100)}",
            type=f"type-{rng.randrange(160)}",
            quantity=Figure(
                rng.randint(1, 90), "unit", basis=Basis.SOURCED, source=f"Letter {number % 400}"
            ),
            notice=Figure(rng.randint(1, 40), "d"),
            setup=Figure(rng.randint(0, 5), "d", basis=Basis.STANDARD),
            state=rng.choice(list(OfferState)),
            available_from=Day(rng.randint(-5, 60)),
        )
        for number in range(n_offers)
    ]


def create(path: Path) -> WorkspaceFile:
    """Make a workspace with partners and types."""
    workspace = create_file(path, clock=_now, new_id=_new_id, backup_folder=path.parent / "backups")
    partners = [Partner(id=f"partner-{n}", code=f"P{n}", name=f"Partner {n}") for n in range(100)]
    types = [CapabilityType(id=f"type-{n}", code=f"T{n}", name=f"Type {n}") for n in range(160)]
    changes = [Create(entity) for entity in (*partners, *types)]
    workspace.write(message("journal.workspace_created", name="x"), changes, author=AUTHOR)
    return workspace


def rows(n_offers: int = N_OFFERS, n_imported: int = N_IMPORTED) -> tuple[Measured, ...]:
    """Measure everything; gives the lines of the table."""
    _ = QCoreApplication.instance() or QCoreApplication([])
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "many.crisis"
        with create(path) as workspace:
            changes = [Create(offer) for offer in offers(n_offers, random.Random(1))]
            workspace.write(message("journal.imported"), changes, author=AUTHOR)
        mapped = registry()
        mapped.map_imperatively(OfferObject, workspace_tables().entities["offer"])
        try:
            return (
                _opening(path, n_offers),
                *_sorting_and_paging(path, n_offers),
                _editing(path),
                _importing(Path(name) / "import.crisis", n_imported),
            )
        finally:
            mapped.dispose()


def _opening(path: Path, n_offers: int) -> Measured:
    def ours() -> None:
        with _opened(path) as workspace:
            ids = workspace.query_ids(SHOWN)
            workspace.query_rows(SHOWN, ids[:PAGE_ROWS])

    def plain() -> None:
        _load_objects(path)

    return Measured(
        f"open a workspace with {n_offers:,} offers, first page shown",
        _best(ours),
        "load them as ORM objects",
        _best(plain),
        1.0,
    )


def _sorting_and_paging(path: Path, n_offers: int) -> tuple[Measured, Measured]:
    objects, names = _load_objects(path)
    model = ObjectsModel(objects, names)
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)

    def plain() -> None:
        proxy.sort(-1)
        proxy.sort(0, Qt.SortOrder.DescendingOrder)

    with _opened(path) as workspace:
        ids = workspace.query_ids(SHOWN)
        sorting = Measured(
            f"sort {n_offers:,} offers by partner",
            _best(lambda: workspace.query_ids(SHOWN)),
            "a proxy model over ORM objects",
            _best(plain),
            0.2,
        )
        middle = ids[len(ids) // 2 :][:PAGE_ROWS]
        paging = Measured(
            f"read a page of {PAGE_ROWS} rows",
            _best(lambda: workspace.query_rows(SHOWN, middle)),
            "",
            None,
            0.016,
        )
    return sorting, paging


def _editing(path: Path) -> Measured:
    with _opened(path) as workspace:
        edited = workspace.query_ids(SHOWN)[:20]
        numbers = iter(range(10_000))

        def edit() -> None:
            for id_ in edited:
                change = Update("offer", id_, {"code": f"edited {next(numbers)}"})
                workspace.write(message("edit"), [change], author=AUTHOR)

        seconds = _best(edit) / len(edited)
    return Measured("edit one cell, stored and journalled", seconds, "", None, 0.05)


def _importing(path: Path, n_imported: int) -> Measured:
    new = offers(n_imported, random.Random(2))
    changes = [Create(offer) for offer in new]
    with create(path) as workspace:
        ours = _timed(lambda: workspace.write(message("journal.imported"), changes, author=AUTHOR))
    plain_path = path.with_name("plain.crisis")
    create(plain_path).close()
    form = row_form("offer")
    cells = [dict(zip(form.columns, form.to_row(offer), strict=True)) for offer in new]
    engine = sqlite.make_engine(plain_path, Access.WRITE)

    def plain() -> None:
        with Session(engine) as session:
            for row in cells:
                shown = OfferObject()
                for column, cell in row.items():
                    setattr(shown, column, cell)
                session.add(shown)
            session.commit()

    try:
        plain_seconds = _timed(plain)
    finally:
        engine.dispose()
    return Measured(
        f"check and store {n_imported:,} offers in one step",
        ours,
        "ORM add, unchecked and without journal",
        plain_seconds,
        3.0,
    )


def _load_objects(path: Path) -> tuple[list[Any], dict[str, str]]:
    engine = sqlite.make_engine(path, Access.READ)
    partner = workspace_tables().entities["partner"]
    try:
        with Session(engine) as session:
            objects = list(session.scalars(select(OfferObject)))
            names = {
                row[0]: row[1] for row in session.execute(select(partner.c.id, partner.c.name))
            }
            session.expunge_all()
            return objects, names
    finally:
        engine.dispose()


def _opened(path: Path) -> WorkspaceFile:
    return open_file(path, clock=_now, new_id=_new_id, backup_folder=path.parent / "backups")


def _now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    return str(uuid.uuid4())


def _best(work: Callable[[], object]) -> float:
    return min(_timed(work) for _ in range(RUNS))


def _timed(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    """Print the table."""
    for measured in rows():
        limit = f" (limit {measured.limit_s:g} s)" if measured.limit_s is not None else ""
        line = f"{measured.what}: {measured.seconds:.3f} s{limit}"
        if measured.ratio is not None:
            line += (
                f"; {measured.plain_way}: {measured.plain_seconds:.3f} s,"
                f" {measured.ratio:.1f} times as long"
            )
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
