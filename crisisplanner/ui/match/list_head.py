"""The head of the requirement list: its name, all or gaps only, a text filter, add."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame

from crisisplanner.services.matching.match_view import MatchView
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import LineField
from crisisplanner.ui.widgets.panels import column, row
from crisisplanner.ui.widgets.text import Text

NARROW_PX = 310


class FilterField(LineField):
    """The text filter; Escape clears and closes it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ListHead(QFrame):
    """Filter the list and add to it."""

    gaps_only_chosen = Signal(bool)
    text_chosen = Signal(str)
    add_asked = Signal()
    list_wanted = Signal()

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases
        self.setProperty("bar", "bottom")
        self.setFixedHeight(look.theme.size("axis"))
        self.all = Button(look, " ", small=True)
        self.gaps = Button(look, " ", small=True)
        for button in (self.all, self.gaps):
            button.setCheckable(True)
        self.all.setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self.all)
        group.addButton(self.gaps)
        self.gaps.toggled.connect(self.gaps_only_chosen)
        self.filter = Button(look, icon="filter", name=phrases.code("filter"), small=True)
        self.filter.setCheckable(True)
        self.filter.toggled.connect(self._on_filter_toggled)
        self.add = Button(look, phrases.code("add"), icon="plus", small=True)
        self.add.setToolTip(phrases.code("add_hint"))
        self.add.clicked.connect(self.add_asked)
        self.title = Text(look, phrases.code("requirements"), "h3")
        self.field = FilterField(look)
        self.field.setProperty("small", "true")
        self.field.setPlaceholderText(phrases.code("filter_hint"))
        self.field.setAccessibleName(phrases.code("filter"))
        self.field.textChanged.connect(self.text_chosen)
        self.field.left.connect(self._on_field_left)
        self.field.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        layout = column(self, gap=4)
        layout.setContentsMargins(16, 8, 12, 7)
        top = row(gap=8)
        top.addWidget(self.title)
        top.addWidget(self.field, 1)
        top.addStretch()
        layout.addLayout(top)
        bottom = row(gap=0)
        bottom.addWidget(self.all)
        bottom.addSpacing(6)
        bottom.addWidget(self.gaps)
        bottom.addStretch()
        bottom.addWidget(self.filter)
        bottom.addSpacing(6)
        bottom.addWidget(self.add)
        layout.addLayout(bottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_PX
        self.add.setText("" if is_narrow else self._phrases.code("add"))

    def show_view(self, view: MatchView, *, can_add: bool) -> None:
        """Count what there is."""
        needs = view.needs
        self.all.setText(self._phrases.code("all", n=len(needs)))
        self.gaps.setText(self._phrases.code("gaps_only", n=sum(need.is_gap for need in needs)))
        for button in (self.all, self.gaps):
            button.setAccessibleName(button.text())
        self.add.setEnabled(can_add)

    def open_filter(self) -> None:
        """Show the text filter and give it the keyboard."""
        self.filter.setChecked(True)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        """Take all filters off."""
        self.field.clear()
        self.filter.setChecked(False)
        self.all.setChecked(True)

    @Slot(bool)
    def _on_filter_toggled(self, is_on: bool) -> None:
        self.field.setVisible(is_on)
        self.title.setVisible(not is_on)
        if is_on:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.field.clear()

    @Slot()
    def _on_field_left(self) -> None:
        if not self.field.text():
            self.filter.setChecked(False)
        self.list_wanted.emit()
