"""The frame of the window: a workspace of an exercise can't be mistaken for a real one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.panels import row


class ExerciseBand(QWidget):
    """The word at the top middle, over everything else."""

    def __init__(self, look: Look, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._text = text
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(text)
        width = QFontMetricsF(look.font("micro_bold")).horizontalAdvance(text) + 24
        self.resize(round(width), 18)
        self.hide()

    def place(self) -> None:
        """Stand at the top middle of the window."""
        parent = self.parentWidget()
        if parent is not None:
            self.move((parent.width() - self.width()) // 2, 0)
            self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("exercise_fill"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, -6, 0, 0), 4, 4)
        painter.setPen(self._look.colour("on_exercise"))
        painter.setFont(self._look.font("micro_bold"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._text)


class WindowFrame(QWidget):
    """Hold the window's content inside the exercise's border, if it is one."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__()
        self._look = look
        self._is_exercise = False
        self._band = ExerciseBand(look, text, self)
        self.content: QHBoxLayout = row(self, gap=0)
        look.changed.connect(self.update)

    @property
    def is_exercise(self) -> bool:
        """Tell whether the frame is shown."""
        return self._is_exercise

    def show_exercise(self, *, is_exercise: bool) -> None:
        """Draw the border and the word, or take them away."""
        self._is_exercise = is_exercise
        width = self._look.theme.size("exercise_frame") if is_exercise else 0
        self.content.setContentsMargins(width, width, width, width)
        self._band.setVisible(is_exercise)
        self._band.place()
        self.update()

    def resizeEvent(self, _event: object) -> None:
        self._band.place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = "exercise_fill" if self._is_exercise else "app"
        painter.fillRect(self.rect(), self._look.colour(ground))
