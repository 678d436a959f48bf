"""A small dialog that asks for a few words: a challenge, an indicator, a reader, a note."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.theme.focus_ring import FocusRing
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import FieldBox, LineField
from crisisplanner.ui.widgets.panels import column, row
from crisisplanner.ui.widgets.text import Text

WIDTH_PX = 460
FIELD_PX = 110


class SayDialog(QDialog):
    """Ask for a text; what was said comes with a signal."""

    said = Signal(str)

    def __init__(
        self,
        context: PageContext,
        parent: QWidget,
        *,
        title: str,
        about: str,
        label: str,
        button: str,
        text: str = "",
        is_line: bool = False,
        may_be_empty: bool = False,
    ) -> None:
        super().__init__(parent)
        look, words = context.look, context.words
        self._empty_words = "" if may_be_empty else words.say("risk.say_something")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH_PX)
        self.setWindowTitle(title)
        self.field: LineField | QPlainTextEdit
        if is_line:
            self.field = LineField(look, text)
        else:
            self.field = QPlainTextEdit(text)
            self.field.setFixedHeight(FIELD_PX)
            self.field.setTabChangesFocus(True)
        self._box = FieldBox(look, label, self.field)
        cancel = Button(look, words.say("inspect.cancel"))
        cancel.clicked.connect(self.reject)
        self.accept_button = Button(look, button, kind="primary")
        self.accept_button.clicked.connect(self._on_accept_button_clicked)
        layout = column(self, margin=24, gap=12)
        layout.addWidget(Text(look, title, "h2", wrap=True))
        layout.addWidget(Text(look, about, "body", "text_2", wrap=True))
        layout.addWidget(self._box)
        buttons = row(gap=8)
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.accept_button)
        layout.addLayout(buttons)
        FocusRing(look, self)

    @Slot()
    def _on_accept_button_clicked(self) -> None:
        field = self.field
        text = field.text() if isinstance(field, LineField) else field.toPlainText()
        if self._empty_words and not text.strip():
            self._box.show_fault(self._empty_words)
            return
        self.said.emit(text.strip())
        self.accept()
