"""The focus ring: one frame, 2 px outside whatever has the keyboard, above its neighbours."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QScrollArea, QWidget
from shiboken6 import isValid

from crisisplanner.ui.theme.look import Look

_FOLLOWED = frozenset(
    {
        QEvent.Type.Move,
        QEvent.Type.Resize,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.ParentChange,
    }
)
OWN_RING = "draws_own_focus"
"""The property of widgets that show the keyboard's place themselves."""


BY_KEYBOARD = "focused_by_keyboard"


class FocusRing(QWidget):
    """Draw the ring of one window."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._followed: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    @property
    def reach_px(self) -> int:
        """Give how far the ring goes beyond the widget."""
        return self._look.theme.size("focus_gap") + self._look.theme.focus_width

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._follow(new if new is not None and self._is_ringed(new) else None)

    def _is_ringed(self, widget: QWidget) -> bool:
        return (
            widget.window() is self.parentWidget()
            and not isinstance(widget, QAbstractItemView | QScrollArea | QMenu)
            and not widget.property(OWN_RING)
            and widget.property(BY_KEYBOARD) != "no"
        )

    def _follow(self, widget: QWidget | None) -> None:
        for followed in self._followed:
            # An inspector's body goes while one of its buttons is followed.
            if isValid(followed):
                followed.removeEventFilter(self)
        self._followed = []
        step = widget
        while step is not None and step is not self.parentWidget():
            step.installEventFilter(self)
            self._followed.append(step)
            step = step.parentWidget()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        widget = self._followed[0] if self._followed else None
        window = self.parentWidget()
        if (
            widget is None
            or not isValid(widget)
            or window is None
            or widget.visibleRegion().isEmpty()
        ):
            self.hide()
            return
        reach = self.reach_px
        place = QRect(widget.mapTo(window, QPoint()), widget.size())
        self.setGeometry(place.adjusted(-reach, -reach, reach, reach))
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self._look.theme.focus_width
        painter.setPen(QPen(self._look.colour("focus"), width))
        radius = self._look.theme.radius("button") + self.reach_px / 2
        frame = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(frame, radius, radius)


def remember_reason(widget: QWidget, event: QFocusEvent) -> None:
    """Note how a widget got the keyboard; a click on a button asks for no ring."""
    is_click = event.reason() in (
        Qt.FocusReason.MouseFocusReason,
        Qt.FocusReason.ActiveWindowFocusReason,
    )
    widget.setProperty(BY_KEYBOARD, "no" if is_click else "yes")
