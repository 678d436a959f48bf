"""What a screen reader says of a painted widget, whose cells and marks it can't see."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def tell_current(widget: QWidget, sentence: str) -> None:
    """Describe the widget by its current part, and say it at once where the keyboard is on it."""
    if widget.accessibleDescription() == sentence:
        return
    widget.setAccessibleDescription(sentence)
    if sentence and QAccessible.isActive() and widget.hasFocus():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
