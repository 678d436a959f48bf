"""The factors as a Qt model, so that keyboards and screen readers know them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crisisplanner.domain.entity import EntityId
from crisisplanner.services.risk_view import RiskView, SeenFactor
from crisisplanner.wording.catalogue import Wording

FACTOR_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class FactorModel(QAbstractListModel):
    """Hold the factors of a view, and which indicator the keyboard is on."""

    def __init__(self, words: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.view: RiskView | None = None
        self.current: EntityId = ""

    @property
    def factors(self) -> tuple[SeenFactor, ...]:
        """Give the factors by number."""
        return self.view.factors if self.view is not None else ()

    def show(self, view: RiskView) -> None:
        """Take another reading; the same factors keep selection and scroll."""
        is_same = [f.factor.id for f in self.factors] == [f.factor.id for f in view.factors]
        if is_same:
            self.view = view
            self.repaint_all()
            return
        self.beginResetModel()
        self.view = view
        self.endResetModel()

    def set_current(self, indicator: EntityId) -> None:
        """Put the keyboard on an indicator."""
        self.current = indicator
        self.repaint_all()

    def repaint_all(self) -> None:
        """Tell that every row may look different."""
        if self.factors:
            self.dataChanged.emit(self.index(0), self.index(len(self.factors) - 1))

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.factors)

    def factor(self, index: Index) -> SeenFactor | None:
        """Give the factor of an index."""
        return self.factors[index.row()] if index.isValid() else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        seen = self.factor(index)
        if seen is None:
            return None
        if role == FACTOR_ROLE:
            return seen
        if role == Qt.ItemDataRole.DisplayRole:
            return seen.factor.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.spoken(seen)
        return None

    def spoken(self, seen: SeenFactor) -> str:
        """Say a factor in one sentence: its counts by state, its trend, and who differs."""
        words, profile = self._words, seen.profile
        counts = [
            words.say("risk.n_in_state", n=n, state=words.say(f"word.IndicatorState.{state.value}"))
            for state, n in profile.counts.items()
            if n
        ]
        trend = words.say(f"word.Trend.{seen.trend.value}" if seen.trend else "risk.trend_unknown")
        code = "risk.factor_far_apart" if seen.agreement.is_far_apart else "risk.factor_spoken"
        return words.say(
            code,
            number=seen.factor.number,
            title=seen.factor.title,
            counts=tuple(counts),
            trend=trend,
        )
