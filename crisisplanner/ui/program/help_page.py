"""Help and about: the first steps, keys, version, licences and the log file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from crisisplanner.resource_files import ResourceMissingError, resource_path
from crisisplanner.services.session import PROGRAM_VERSION
from crisisplanner.ui.pages import Page, PageContext
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.flow import FlowLayout
from crisisplanner.ui.widgets.panels import Card, column, row
from crisisplanner.ui.widgets.text import Text

WIDTH_PX = 720
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
        for card in (self._steps(), self._keys(), self._about()):
            card.setMaximumWidth(WIDTH_PX)
            layout.addWidget(card)
        layout.addStretch()
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

    def _keys(self) -> Card:
        look, words, board = self._context.look, self._context.words, self._context.board
        card = Card()
        card.body.addWidget(Text(look, words.say("help.keys"), "h3"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        native = QKeySequence.SequenceFormat.NativeText
        rows = [
            (QKeySequence(spec.shortcut).toString(native), board.title(spec.id))
            for spec in board.specs.values()
            if spec.shortcut
        ]
        rows += [
            (words.say(f"help.key.{key}"), words.say(f"help.key.{key}.does")) for key in TABLE_KEYS
        ]
        for number, (keys, title) in enumerate(rows):
            place = 2 * (number % 2)
            grid.addWidget(Text(look, keys, "body_medium"), number // 2, place)
            grid.addWidget(Text(look, title, "body", "text_2"), number // 2, place + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        card.body.addLayout(grid)
        return card

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
