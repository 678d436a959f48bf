"""Help and about: the first steps, keys, version, licences and the log file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtWidgets import QScrollArea, QWidget

from crisisplanner.resource_files import ResourceMissingError, resource_path
from crisisplanner.services.session import PROGRAM_VERSION
from crisisplanner.ui.actions import ActionSpec
from crisisplanner.ui.pages import Page, PageContext
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.flow import FlowLayout
from crisisplanner.ui.widgets.panels import Card, column, row
from crisisplanner.ui.widgets.text import Text

WIDTH_PX = 768
KEY_PX = 330
KEYS_PX = 116
PLACES = ("parts", "new_plan", "inbox", "presence", "map", "calendar", "columns")
STEPS = ("open", "look", "import", "match", "print")
TABLE_KEYS = ("edit", "remove", "copy", "find", "open", "sort", "map")
LICENCES = (
    ("ibm_plex", "fonts/LICENSE-OFL-IBMPlex.txt"),
    ("noto", "fonts/LICENSE-OFL-NotoSans.txt"),
    ("tabler", "icons/LICENSE"),
    ("natural_earth", "map/LICENSE-ISC-world-atlas.txt"),
)


class HelpPage(Page):
    """Show what helps."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        look, words = context.look, context.words
        body = QWidget()
        layout = column(body, margin=24, gap=16)
        layout.addWidget(Text(look, words.say("page.help"), "h1"))
        for card in (self._steps(), self._places(), self._keys(), self._about()):
            layout.addWidget(card)
        layout.addStretch()
        # A bound on the cards themselves would let their heights be reckoned for the whole width.
        body.setMaximumWidth(WIDTH_PX)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        area.setAccessibleName(words.say("page.help"))
        column(self).addWidget(area)

    def _steps(self) -> Card:
        look, words = self._context.look, self._context.words
        card = Card()
        card.body.addWidget(Text(look, words.say("help.steps"), "h3"))
        for number, step in enumerate(STEPS, 1):
            line = row(gap=12)
            count = Text(look, words.value(number), "h3", "accent")
            count.setFixedWidth(16)
            line.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Text(look, words.say(f"help.step.{step}"), "body", wrap=True), 1)
            card.body.addLayout(line)
        return card

    def _places(self) -> Card:
        look, words = self._context.look, self._context.words
        card = Card()
        card.body.addWidget(Text(look, words.say("help.places"), "h3"))
        for place in PLACES:
            card.body.addSpacing(6)
            card.body.addWidget(Text(look, words.say(f"help.place.{place}"), "body_medium"))
            said = words.say(f"help.place.{place}.does")
            card.body.addWidget(Text(look, said, "body", "text_2", wrap=True))
        return card

    def _keys(self) -> Card:
        look, words, board = self._context.look, self._context.words, self._context.board
        card = Card()
        card.body.addWidget(Text(look, words.say("help.keys"), "h3"))
        rows = [
            (self._said(spec), board.title(spec.id))
            for spec in board.specs.values()
            if spec.shortcut
        ]
        rows += [
            (words.say(f"help.key.{key}"), words.say(f"help.key.{key}.does")) for key in TABLE_KEYS
        ]
        lines = FlowLayout(gap=4)
        for keys, title in rows:
            lines.addWidget(self._key(keys, title))
        card.body.addLayout(lines)
        return card

    def _said(self, spec: ActionSpec) -> str:
        """Write the keys of an action as this system does."""
        native = QKeySequence.SequenceFormat.NativeText
        keys = (spec.shortcut, *spec.other_shortcuts)
        return self._context.words.value([QKeySequence(one).toString(native) for one in keys])

    def _key(self, keys: str, title: str) -> QWidget:
        """Make one line; lines are of one width, so that they stand in columns."""
        look, line = self._context.look, QWidget()
        line.setFixedWidth(KEY_PX)
        layout = row(line, gap=12)
        pressed = Text(look, keys, "body_medium", wrap=True)
        pressed.setFixedWidth(KEYS_PX)
        layout.addWidget(pressed, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(Text(look, title, "body", "text_2", wrap=True), 1)
        return line

    def _about(self) -> Card:
        look, words = self._context.look, self._context.words
        card = Card()
        version = words.say("help.version", version=PROGRAM_VERSION)
        card.body.addWidget(Text(look, version, "h3"))
        card.body.addWidget(Text(look, words.say("help.licence"), "body", wrap=True))
        for name, _ in LICENCES:
            text = words.say(f"help.licence.{name}")
            card.body.addWidget(Text(look, text, "small", "text_2", wrap=True))
        card.body.addWidget(Text(look, words.say("help.boundaries"), "small", "text_2", wrap=True))
        buttons = FlowLayout()
        buttons.setContentsMargins(0, 8, 0, 0)
        for name, path in LICENCES:
            button = Button(look, words.say(f"help.read.{name}"), small=True)
            button.clicked.connect(_Open(path))
            buttons.addWidget(button)
        card.body.addLayout(buttons)
        if self._context.log_file is not None:
            log = words.say("help.log", path=str(self._context.log_file))
            card.body.addWidget(Text(look, log, "small", "text_2", wrap=True))
            show = Button(look, words.say("help.show_log"), icon="external-link", small=True)
            show.clicked.connect(self._on_show_log_clicked)
            line = row()
            line.addWidget(show)
            line.addStretch()
            card.body.addLayout(line)
        return card

    @Slot()
    def _on_show_log_clicked(self) -> None:
        if self._context.log_file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._context.log_file.parent)))


class _Open:
    """Open a shipped text with the system's own program."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)

    def __call__(self, *_: object) -> None:
        try:
            file = resource_path(*self._path.parts)
        except ResourceMissingError:
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
