"""The map as a table: everything on it with its place, for the keyboard and the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSignalBlocker,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from crisisplanner.domain.problem import GeoPoint
from crisisplanner.services.watch.marks import Layer
from crisisplanner.services.watch.watch_view import CountryRisk, WatchView
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.watch.map.phrases import MapPhrases
from crisisplanner.ui.watch.map.picks import Pick, PickKind, pick_country, pick_crisis
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.panels import column, row
from crisisplanner.ui.widgets.text import Text

COLUMNS = ("layer", "name", "what", "latitude", "longitude")
WIDTHS_PX = {"layer": 130, "name": 210, "what": 380, "latitude": 84, "longitude": 84}
NUMBERS = frozenset({"latitude", "longitude"})
ROW_PX = 28
PAD_PX = 12
Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Thing:
    """One line: what it is, what is said of it, where, and what choosing it chooses.

    There may be thousands, so what is said is made where it is seen.
    """

    layer: str
    name: str
    tell: Callable[[], str]
    point: GeoPoint | None
    pick: Pick

    @property
    def what(self) -> str:
        """Say what it is."""
        return self.tell()


def things_of(view: WatchView, layers: frozenset[Layer], phrases: MapPhrases) -> list[Thing]:
    """List what the map shows: crises in order, countries, then marks by layer."""
    say = phrases.words.say
    found = []
    if Layer.CRISES in layers:
        word = say("watch.map.layer.crises")
        for one in view.rows:
            pick = pick_crisis(view, one.id)
            if pick is not None:
                tell = partial(phrases.spoken, one, with_name=False)
                found.append(Thing(word, one.standing.crisis.name, tell, one.area.middle, pick))
    if Layer.RISK in layers:
        word = say("watch.table.country")
        for country in view.countries.values():
            tell = partial(_said_of_country, phrases, country)
            found.append(
                Thing(word, country.name, tell, None, pick_country(view, country.iso3, None))
            )
    for layer in (one for one in Layer if one in layers):
        word = say(f"watch.map.layer.{layer.value}")
        for mark in view.of_layer(layer):
            pick = Pick(PickKind.MARK, mark.id, mark.name, mark.point, mark)
            tell = partial(phrases.words.message, mark.said)
            found.append(Thing(word, mark.name, tell, mark.point, pick))
    return found


def _said_of_country(phrases: MapPhrases, country: CountryRisk) -> str:
    state = phrases.words.say(f"word.IndicatorState.{country.state.value}")
    return ", ".join([state, *phrases.country_details(country)])


class ThingsModel(QAbstractTableModel):
    """Hold the lines."""

    def __init__(self, phrases: MapPhrases, parent: QObject) -> None:
        super().__init__(parent)
        self._words = phrases.words
        self.things: list[Thing] = []

    def show_things(self, things: list[Thing]) -> None:
        """Take other lines."""
        self.beginResetModel()
        self.things = things
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.things)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        name = COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(self.things[index.row()], name)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(name)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.say(f"watch.table.{COLUMNS[section]}")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(COLUMNS[section])
        return None

    def _text(self, thing: Thing, name: str) -> str:
        if name in NUMBERS:
            point = thing.point
            return (
                ""
                if point is None
                else self._words.say("watch.table.degrees", n=getattr(point, name))
            )
        return str(getattr(thing, name))


def _aligned(name: str) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if name in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return Qt.AlignmentFlag.AlignVCenter | side


class ThingsDelegate(QStyledItemDelegate):
    """Write a cell in line with its head."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = self._look, QRectF(option.rect)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, look.colour("selected" if is_chosen else "surface"))
        line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(line, look.colour("line"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            width = look.theme.focus_width
            painter.setPen(QPen(look.colour("focus"), width))
            painter.drawRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2 - 1))
        name = COLUMNS[index.column()]
        painter.setFont(look.font("body_medium" if name == "name" else "body"))
        painter.setPen(look.colour("text"))
        inner = rect.adjusted(PAD_PX, 0, -PAD_PX, 0)
        metrics = QFontMetricsF(painter.font())
        text = metrics.elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, index.data(Qt.ItemDataRole.TextAlignmentRole), text)
        painter.restore()


class ThingsView(QTableView):
    """The table; T or Escape goes back, Enter opens, Ctrl+C copies the chosen cells."""

    left = Signal()
    opened = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_T, Qt.Key.Key_Escape):
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the chosen cells on the clipboard, with tabs and line ends."""
        chosen = self.selectionModel().selectedIndexes()
        lines: dict[int, list[str]] = {}
        for index in sorted(chosen, key=lambda i: (i.row(), i.column())):
            lines.setdefault(index.row(), []).append(str(index.data()))
        QGuiApplication.clipboard().setText("\n".join("\t".join(c) for c in lines.values()))


class ThingsPanel(QFrame):
    """The table with a way back."""

    left = Signal()
    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look, phrases: MapPhrases) -> None:
        super().__init__()
        self._phrases = phrases
        self._is_told = True
        self.setProperty("ground", "surface")
        self.model = ThingsModel(phrases, self)
        self.table = ThingsView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(phrases.words.say("watch.table"))
        self.table.setShowGrid(False)
        self.table.setItemDelegate(ThingsDelegate(look, self.table))
        self.table.setWordWrap(False)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for number, name in enumerate(COLUMNS):
            self.table.setColumnWidth(number, WIDTHS_PX[name])
        back = Button(look, phrases.words.say("watch.table.back"), kind="link")
        back.clicked.connect(self.left)
        self.table.left.connect(self.left)
        self.table.opened.connect(self._on_table_opened)
        self.table.selectionModel().currentChanged.connect(self._on_current_changed)
        head = row(gap=8)
        head.setContentsMargins(16, 8, 12, 8)
        head.addWidget(Text(look, phrases.words.say("watch.table"), "h3"))
        head.addStretch()
        head.addWidget(back)
        layout = column(self)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def show_view(self, view: WatchView, layers: frozenset[Layer]) -> None:
        """Write what is on the map."""
        with QSignalBlocker(self.table.selectionModel()):
            self.model.show_things(things_of(view, layers, self._phrases))

    def mark(self, pick: Pick | None) -> None:
        """Put the keyboard on what is chosen, or on the first line, and choose nothing anew."""
        found = (
            number
            for number, thing in enumerate(self.model.things)
            if pick is not None and (thing.pick.kind, thing.pick.id) == (pick.kind, pick.id)
        )
        self._is_told = False
        self.table.setCurrentIndex(self.model.index(next(found, 0), 0))
        self._is_told = True

    def _on_current_changed(self, index: QModelIndex) -> None:
        if index.isValid() and self._is_told:
            self.chosen.emit(self.model.things[index.row()].pick)

    @Slot(int)
    def _on_table_opened(self, number: int) -> None:
        if 0 <= number < len(self.model.things):
            self.opened.emit(self.model.things[number].pick)
