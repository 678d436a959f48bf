"""What a person says of the sheet that is being imported, until it is written or another is chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from crisisplanner.domain.account import (
    DateOrder,
    ImportKind,
    ImportOptions,
    NameChoice,
    SavedMapping,
)
from crisisplanner.domain.entity import EntityId

AUTO = ""


@dataclass(slots=True)
class Wishes:
    """Hold every choice of the import page; columns are named as their readings name them."""

    kind: ImportKind = ImportKind.PARTNERS
    path: Path | None = None
    may_guess: bool = True
    """Nobody chose the kind by hand: a file that is plainly another may change it."""
    sheet: str = AUTO
    header_row: int | None = None
    source: str = ""
    encoding: str = AUTO
    skip_bad: bool = False
    columns: dict[str, str] = field(default_factory=dict)
    orders: dict[str, DateOrder] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    names: dict[tuple[str, str], tuple[EntityId, str]] = field(default_factory=dict)
    """Kind and name in the file → what it means: id and label."""

    def take(self, path: Path) -> None:
        """Begin with a file; only kind and source go on."""
        self.path = path
        self.sheet, self.encoding, self.header_row = AUTO, AUTO, None
        self.names.clear()
        self.forget_columns()

    def forget_columns(self) -> None:
        """Forget what was said of columns, as they are others now."""
        self.columns.clear()
        self.orders.clear()
        self.units.clear()

    def options(self, plan: EntityId | None) -> ImportOptions:
        """Give what the services need to know."""
        mapping = SavedMapping(
            columns=tuple(self.columns.items()),
            header_row=self.header_row,
            encoding=self.encoding,
            date_orders=tuple(self.orders.items()),
            units=tuple(self.units.items()),
        )
        return ImportOptions(
            kind=self.kind,
            sheet=self.sheet,
            mapping=None if mapping == SavedMapping() else mapping,
            skip_bad=self.skip_bad,
            plan=plan,
            source=self.source.strip(),
            names=tuple(NameChoice(*name, meant) for name, (meant, _) in self.names.items()),
        )
