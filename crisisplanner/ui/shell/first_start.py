"""The first start: who works here, asked once, without holding up the program."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from crisisplanner.ui.settings import Editor
from crisisplanner.ui.theme.focus_ring import FocusRing
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import ChoiceField, FieldBox, LineField
from crisisplanner.ui.widgets.panels import column, row
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

WIDTH_PX = 440
LANGUAGES = ("en",)


class FirstStart(QDialog):
    """Ask for name, organisation and language."""

    answered = Signal(object)

    def __init__(
        self, look: Look, words: Wording, parent: QWidget, editor: Editor | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self.setWindowTitle(words.say("window.first.window_title"))
        self.setFixedWidth(WIDTH_PX)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = LineField(look, editor.name if editor else "")
        self.organisation = LineField(look, editor.organisation if editor else "")
        self.language = ChoiceField(look, [(c, words.say(f"language.{c}")) for c in LANGUAGES])
        self._name_box = FieldBox(look, words.say("window.first.name"), self.name)
        self.begin = Button(look, words.say("window.first.begin"), kind="primary")
        self.begin.clicked.connect(self._on_begin_clicked)
        for field in (self.name, self.organisation):
            field.returnPressed.connect(self._on_begin_clicked)
        layout = column(self, margin=24, gap=16)
        texts = column(gap=4)
        texts.addWidget(Text(look, words.say("window.first.title"), "h1"))
        texts.addWidget(Text(look, words.say("window.first.why"), "body", "text_2", wrap=True))
        layout.addLayout(texts)
        layout.addWidget(self._name_box)
        layout.addWidget(FieldBox(look, words.say("window.first.organisation"), self.organisation))
        layout.addWidget(FieldBox(look, words.say("window.first.language"), self.language))
        buttons = row()
        buttons.addStretch()
        buttons.addWidget(self.begin)
        layout.addLayout(buttons)
        FocusRing(look, self)
        self._name_box.edited.connect(self._fit)
        self._fit()
        self.name.setFocus()

    @Slot()
    def _fit(self) -> None:
        """Take the height that wrapped texts need at this width."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(layout.heightForWidth(WIDTH_PX))

    @Slot()
    def _on_begin_clicked(self) -> None:
        name = self.name.text().strip()
        if not name:
            self._name_box.show_fault(self._words.say("window.first.name_missing"))
            self._fit()
            self.name.setFocus()
            return
        self.answered.emit(Editor(name, self.organisation.text().strip()))
        self.accept()
