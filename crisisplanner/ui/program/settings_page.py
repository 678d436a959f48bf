"""Settings: who works here, how the window looks, the language."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QScrollArea, QWidget

from crisisplanner.ui.pages import Page, PageContext
from crisisplanner.ui.settings import DENSITIES, Editor
from crisisplanner.ui.shell.first_start import LANGUAGES
from crisisplanner.ui.theme.theme import Appearance
from crisisplanner.ui.widgets.fields import ChoiceField, FieldBox, LineField
from crisisplanner.ui.widgets.panels import Card, column
from crisisplanner.ui.widgets.text import Text

WIDTH_PX = 520


class SettingsPage(Page):
    """Show and change what the window remembers; each change holds at once."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        look, words = context.look, context.words
        self.name = LineField(look)
        self.organisation = LineField(look)
        self.appearance = ChoiceField(
            look, [(a.value, words.say(f"settings.{a.value}")) for a in Appearance]
        )
        self.density = ChoiceField(look, [(d, words.say(f"settings.{d}")) for d in DENSITIES])
        self.language = ChoiceField(look, [(c, words.say(f"language.{c}")) for c in LANGUAGES])
        self._name_box = FieldBox(look, words.say("window.first.name"), self.name)
        organisation = FieldBox(look, words.say("window.first.organisation"), self.organisation)
        body = QWidget()
        layout = column(body, margin=24, gap=16)
        layout.addWidget(Text(look, words.say("page.settings"), "h1"))
        layout.addWidget(self._card("settings.who", self._name_box, organisation))
        layout.addWidget(
            self._card(
                "settings.look",
                FieldBox(look, words.say("settings.appearance"), self.appearance),
                FieldBox(look, words.say("settings.density"), self.density),
            )
        )
        language = FieldBox(look, words.say("window.first.language"), self.language)
        layout.addWidget(self._card("settings.language", language))
        layout.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        column(self).addWidget(area)
        self.enter(None)
        self.name.editingFinished.connect(self._on_person_edited)
        self.organisation.editingFinished.connect(self._on_person_edited)
        self.appearance.currentIndexChanged.connect(self._on_appearance_changed)
        self.density.currentIndexChanged.connect(self._on_density_changed)

    def enter(self, _argument: object) -> None:
        editor = self._context.settings.editor or Editor("")
        self.name.setText(editor.name)
        self.organisation.setText(editor.organisation)
        self.appearance.choose(self._context.look.appearance.value)
        self.density.choose(self._context.look.density)

    def _card(self, title: str, *fields: FieldBox) -> Card:
        card = Card()
        card.setMaximumWidth(WIDTH_PX)
        card.body.setSpacing(14)
        card.body.addWidget(Text(self._context.look, self._context.words.say(title), "h3"))
        for field in fields:
            card.body.addWidget(field)
        card.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        return card

    @Slot()
    def _on_person_edited(self) -> None:
        name = self.name.text().strip()
        if not name:
            self._name_box.show_fault(self._context.words.say("window.first.name_missing"))
            return
        self._context.set_editor(Editor(name, self.organisation.text().strip()))

    @Slot()
    def _on_appearance_changed(self) -> None:
        self._context.settings.appearance = Appearance(self.appearance.value())
        self._context.look.set_appearance(Appearance(self.appearance.value()))

    @Slot()
    def _on_density_changed(self) -> None:
        self._context.settings.density = self.density.value()
        self._context.look.set_density(self.density.value())
