"""The rail: the ink column of places at the start of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from crisisplanner.ui.pages import FOOT_PLACES, PLACE_ICONS, Place
from crisisplanner.ui.theme.focus_ring import BY_KEYBOARD, OWN_RING, remember_reason
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.panels import column
from crisisplanner.wording.catalogue import Wording

ITEM_PX = 56
ITEM_COMPACT_PX = 40
LOW_PX = 500
ICON_PX = 20
LOGO_PX = 32


class RailItem(QAbstractButton):
    """One place: icon, word, and how many things there need someone."""

    def __init__(self, look: Look, icon: str, title: str, hint: str) -> None:
        super().__init__()
        self._look = look
        self._icon = icon
        self._count = 0
        self.is_compact = False
        self.setText(title)
        self.setToolTip(hint)
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setProperty(OWN_RING, "true")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_count(self, count: int, description: str) -> None:
        """Show how many things need someone; zero shows nothing."""
        self._count = count
        self.setAccessibleDescription(description)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        remember_reason(self, event)
        super().focusInEvent(event)

    def sizeHint(self) -> QSize:
        height = ITEM_COMPACT_PX if self.is_compact else ITEM_PX
        return QSize(self._look.theme.size("rail"), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look
        is_lit = self.isChecked() or self.underMouse()
        tile = QRectF(self.rect()).adjusted(8, 2, -8, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        if is_lit:
            painter.setBrush(look.colour("rail_selected"))
            painter.setOpacity(1.0 if self.isChecked() else 0.6)
            painter.drawRoundedRect(tile, 8, 8)
            painter.setOpacity(1.0)
        if self.isChecked():
            painter.setBrush(look.theme.partner(2).fill)
            painter.drawRoundedRect(QRectF(0, tile.top() + 12, 3, tile.height() - 24), 1.5, 1.5)
        ink = look.colour("rail_text_on" if self.isChecked() else "rail_text")
        place = QRectF(0, 0, ICON_PX, ICON_PX)
        place.moveCenter(tile.center())
        if not self.is_compact:
            place.moveTop(tile.top() + 8)
        place.moveTopLeft(place.topLeft().toPoint())
        look.icons.paint(painter, place, self._icon, ink)
        if not self.is_compact:
            painter.setPen(ink)
            painter.setFont(look.font("micro_bold" if self.isChecked() else "micro"))
            words = QRectF(0, place.bottom() + 3, self.width(), 16)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if self._count:
            self._paint_count(painter, place)
        if self.hasFocus() and self.property(BY_KEYBOARD) != "no":
            painter.setPen(look.colour("rail_text_on"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(tile.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _paint_count(self, painter: QPainter, icon: QRectF) -> None:
        badge = QRectF(icon.right() - 5, icon.top() - 6, 15, 15)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("warning_fill"))
        painter.drawEllipse(badge)
        painter.setPen(self._look.colour("rail"))
        painter.setFont(self._look.font("micro_bold"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(min(self._count, 9)))


class Rail(QWidget):
    """All places; the shown one is checked."""

    chosen = Signal(str)

    def __init__(self, look: Look, words: Wording, places: Iterable[Place]) -> None:
        super().__init__()
        self._look = look
        self.setFixedWidth(look.theme.size("rail"))
        self.setAccessibleName(words.say("window.rail"))
        self.items: dict[Place, RailItem] = {}
        layout = column(self)
        layout.addSpacing(LOGO_PX + 20)
        is_foot = False
        for number, place in enumerate(places, 1):
            if place in FOOT_PLACES and not is_foot:
                layout.addStretch()
                is_foot = True
            title = words.say(f"place.{place.value}")
            hint = words.say("window.hint_with_keys", title=title, keys=f"Alt+{number}")
            item = RailItem(look, PLACE_ICONS[place], title, hint)
            # A button's own shortcut would wait for the animation of its press.
            QShortcut(QKeySequence(f"Alt+{number}"), self, item.click)
            item.clicked.connect(_Chosen(self.chosen.emit, place))
            item.is_compact = is_foot
            self.items[place] = item
            layout.addWidget(item)
        if not is_foot:
            layout.addStretch()
        layout.addSpacing(8)
        look.changed.connect(self.update)

    def show_place(self, place: Place) -> None:
        """Mark the place that is shown."""
        for known, item in self.items.items():
            item.setChecked(known is place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        is_low = self.height() < LOW_PX
        for place, item in self.items.items():
            item.is_compact = is_low or place in FOOT_PLACES
            item.updateGeometry()
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._look.colour("rail"))
        tile = QRectF((self.width() - LOGO_PX) / 2, 10, LOGO_PX, LOGO_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("accent"))
        painter.drawRoundedRect(tile, 8, 8)
        logo = QRectF(0, 0, 20, 20)
        logo.moveCenter(tile.center())
        self._look.icons.paint(painter, logo, "shield-half-filled", self._look.colour("on_accent"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


class _Chosen:
    """Send a place when its item is clicked."""

    def __init__(self, send: Callable[[str], None], place: Place) -> None:
        self._send = send
        self._place = place

    def __call__(self, *_: object) -> None:
        self._send(self._place.value)
