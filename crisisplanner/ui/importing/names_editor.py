"""Names in a sheet that nobody here knows: what each may mean, to be chosen by a click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.account import CAN_BE_ADDED, OpenName
from crisisplanner.domain.entity import EntityId
from crisisplanner.ui.importing.columns_editor import CalmChoice
from crisisplanner.ui.importing.slices import Slices
from crisisplanner.ui.tables.editors import ReferenceField
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.marks import IconMark
from crisisplanner.ui.widgets.panels import Card, Rule, column, row
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

KEPT, ANOTHER = "", "*"
NEW = ""
"""What a name means that is to be added."""
MOST_NAMES = 60
HEAD_LINES = 2
MEANING_PX = 300
CAN_BE_KEPT = frozenset({"partner", "place", "capability_type"})
"""Kinds whose other names a workspace keeps."""
Chosen = Mapping[tuple[str, str], tuple[EntityId, str]]


class NameLine(QWidget):
    """One name, with what it may mean."""

    meant = Signal(str, str, str, str)
    another_wanted = Signal(object)

    def __init__(self, look: Look, words: Wording, name: OpenName) -> None:
        super().__init__()
        self._look, self._words, self.name = look, words, name
        self.found: ReferenceField | None = None
        code = "importing.name_in_rows"
        kind = words.say("kind." + name.kind)
        said = column(gap=2)
        said.addWidget(Text(look, name.text, "body_medium", wrap=True))
        said.addWidget(
            Text(look, words.say(code, kind=kind, n=name.n_rows), "small", "text_2", wrap=True)
        )
        self._line = row(self, gap=12)
        self._line.setContentsMargins(0, 8, 0, 8)
        self._line.addWidget(IconMark(look, "alert-triangle", "warning", 16))
        self._line.addLayout(said, 1)
        self.choice = CalmChoice(look, [(KEPT, words.say("importing.name_kept"))])
        for identity, label in zip(name.candidate_ids, name.candidates, strict=True):
            self.choice.addItem(label, identity)
        self.choice.addItem(words.say("importing.name_another"), ANOTHER)
        self.choice.setFixedWidth(MEANING_PX)
        self.choice.setAccessibleName(words.say("importing.name_means", name=name.text))
        self.choice.currentIndexChanged.connect(self._on_choice_changed)
        self._line.addWidget(self.choice)
        self.choice.setVisible(name.kind in CAN_BE_KEPT)
        self.add = self._add_button()
        self._line.addWidget(self.add)

    def _add_button(self) -> Button:
        """Offer to add the thing, where its name is enough and no other is called so."""
        words, name = self._words, self.name
        can = name.kind in CAN_BE_ADDED
        title = words.say(f"importing.name_add.{name.kind}") if can else " "
        button = Button(self._look, title, icon="plus", small=True)
        button.setAccessibleName(words.say("importing.name_add_of", add=title, name=name.text))
        text = name.text.casefold()
        is_there = any(text in (c.casefold(), c.casefold().split(" ")[0]) for c in name.candidates)
        button.setVisible(can and not is_there)
        button.clicked.connect(self._on_add_clicked)
        return button

    def offer_all(self, things: Sequence[tuple[EntityId, str]]) -> None:
        """Let anything of the kind be found by typing part of its name."""
        field = ReferenceField(self._look, things)
        field.setCurrentIndex(-1)
        field.setFixedWidth(MEANING_PX)
        field.setAccessibleName(self._words.say("importing.name_means", name=self.name.text))
        field.activated.connect(self._on_found)
        self.choice.hide()
        self._line.addWidget(field)
        self.found = field
        field.setFocus()

    def _on_add_clicked(self) -> None:
        name = self.name
        label = self._words.say(f"importing.name_new.{name.kind}")
        self.meant.emit(name.kind, name.text, NEW, label)

    def _on_choice_changed(self, _index: int) -> None:
        if self.choice.value() == ANOTHER:
            with QSignalBlocker(self.choice):
                self.choice.setCurrentIndex(0)
            self.another_wanted.emit(self)
        elif self.choice.value() != KEPT:
            name = self.name
            self.meant.emit(name.kind, name.text, self.choice.value(), self.choice.currentText())

    def _on_found(self, _index: int) -> None:
        identity = self.found.typed() if self.found is not None else None
        if identity and self.found is not None:
            name = self.name
            self.meant.emit(name.kind, name.text, identity, self.found.currentText())


class NamesEditor(Card):
    """List the names that are not known, and those that a person said the meaning of."""

    meant = Signal(str, str, str, str)
    taken_back = Signal(str, str)
    another_wanted = Signal(object)

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        self._look, self._words = look, words
        self.lines: list[NameLine] = []
        self._slices = Slices(self)

    def show_names(
        self, names: Sequence[OpenName], chosen: Chosen, *, are_looked_up: bool = True
    ) -> None:
        """Show what is open, most frequent first, below what was said."""
        look, words = self._look, self._words
        while item := self.body.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = []
        if are_looked_up:
            self.body.addWidget(Text(look, words.say("import.open_names", n=len(names)), "h3"))
        hint = words.say("importing.names_hint" if names or chosen else "importing.names_none")
        if not are_looked_up:
            hint = words.say("importing.names_later")
        self.body.addWidget(Text(look, hint, "small", "text_2", wrap=True))
        for (kind, text), (_, label) in chosen.items():
            self.body.addWidget(self._said(kind, text, label))
        made = [partial(self._add, name) for name in names[:MOST_NAMES]]
        if len(names) > MOST_NAMES:
            made.append(partial(self._add_more, len(names) - MOST_NAMES))
        self._slices.run(made)

    @property
    def is_filling(self) -> bool:
        """Tell whether lines are still to come."""
        return self._slices.is_busy

    def _add(self, name: OpenName) -> None:
        if self.body.count() > HEAD_LINES:
            self.body.addWidget(Rule())
        line = NameLine(self._look, self._words, name)
        line.meant.connect(self.meant)
        line.another_wanted.connect(self.another_wanted)
        self.lines.append(line)
        self.body.addWidget(line)

    def _add_more(self, n_more: int) -> None:
        more = self._words.say("importing.more", n=n_more)
        self.body.addWidget(Text(self._look, more, "small", "text_2"))

    def _said(self, kind: str, text: str, label: str) -> QWidget:
        look, words = self._look, self._words
        holder = QWidget()
        line = row(holder, gap=12)
        line.setContentsMargins(0, 8, 0, 8)
        line.addWidget(IconMark(look, "check", "covered", 16))
        said = words.say("importing.name_said", name=text, meant=label)
        line.addWidget(Text(look, said, "body", wrap=True), 1)
        back = Button(look, words.say("importing.name_take_back"), small=True)
        back.setAccessibleName(words.say("importing.name_take_back_of", name=text))
        back.clicked.connect(lambda: self.taken_back.emit(kind, text))
        line.addWidget(back)
        return holder
