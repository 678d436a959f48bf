"""The start page: what needs you, where to continue, cases to start from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLayout, QScrollArea, QWidget

from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.services.built_in_cases import cases
from crisisplanner.ui.home.cards import Act, case_card, needs_card, progress_card, recent_card
from crisisplanner.ui.pages import Page, PageContext
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.panels import EmptyPage, column, row
from crisisplanner.ui.widgets.text import Text

if TYPE_CHECKING:
    from crisisplanner.services.session import Session
    from crisisplanner.ui.home.overview import NeedOfYou, Overview

JOB = "overview"
MARGIN_PX = 32
GAP_PX = 32
TWO_COLUMNS_FROM_PX = 1000
RIGHT_PX = 472
ANY_PX = 16_777_215
CASE_COLUMNS = 3
CASE_LEAST_PX = 240
NOON, EVENING = 12, 18


class HomePage(Page):
    """Show what a person can do first."""

    def __init__(self, context: PageContext, clock: Callable[[], datetime] | None = None) -> None:
        super().__init__()
        self._context = context
        self._clock = clock or _local_now
        self._overview: Overview | None = None
        self._left, self._right = QWidget(), QWidget()
        self._left_column, self._right_column = column(self._left), column(self._right)
        body = QWidget()
        outer = column(body, gap=24)
        outer.setContentsMargins(MARGIN_PX, 24, MARGIN_PX, 24)
        self._head = QWidget()
        self._head_row = row(self._head, gap=8)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(GAP_PX)
        self._columns.addWidget(self._left, 8)
        self._columns.addWidget(self._right, 5)
        outer.addWidget(self._head)
        outer.addLayout(self._columns)
        outer.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        area.setAccessibleName(context.words.say("page.home"))
        column(self).addWidget(area)
        self._place()
        context.room.changed.connect(self._on_room_changed)
        context.room.left.connect(self._on_room_left)

    def enter(self, _argument: object) -> None:
        self._show()
        self._read()

    def _read(self) -> None:
        session = self._context.room.session
        if session is None:
            return
        self._context.jobs.start(
            JOB,
            message("home.reading"),
            partial(_overview_of, session),
            on_done=self._on_read,
            on_failed=self._context.fail,
        )

    def _on_read(self, overview: Overview) -> None:
        self._overview = overview
        self._show()

    def _show(self) -> None:
        _clear(self._left_column)
        _clear(self._right_column)
        _clear(self._head_row)
        self._show_head()
        self._show_needs()
        self._show_cases()
        self._show_continue()
        self._left_column.addStretch()
        self._right_column.addStretch()

    def _show_head(self) -> None:
        words, look = self._context.words, self._context.look
        hour = self._clock().hour
        part = "morning" if hour < NOON else "afternoon" if hour < EVENING else "evening"
        editor = self._context.settings.editor
        name = _called(editor.name) if editor is not None else ""
        code = f"home.good_{part}" if name else "home.welcome"
        texts = column(gap=2)
        texts.addWidget(Text(look, words.say(code, name=name), "h1", wrap=True))
        texts.addWidget(Text(look, self._sentence(), "body", "text_2", wrap=True))
        self._head_row.addLayout(texts, 1)
        for action in ("offers.import", "file.open", "file.new"):
            if self._context.room.session is not None or action != "offers.import":
                self._head_row.addWidget(ActionButton(look, self._context.board, action))

    def _sentence(self) -> str:
        words = self._context.words
        if self._context.room.session is None:
            return words.say("home.nothing_open")
        if self._overview is None:
            return words.say("home.reading")
        return words.say("home.n_needs", n=len(self._overview.needs))

    def _show_needs(self) -> None:
        words = self._context.words
        if self._overview is None or self._context.room.session is None:
            return
        self._left_column.addLayout(self._title(words.say("home.needs"), words.say("home.order")))
        self._left_column.addSpacing(12)
        card = needs_card(self._context, self._overview.needs, self._act_on)
        self._left_column.addWidget(card)
        self._left_column.addSpacing(24)

    def _show_cases(self) -> None:
        words = self._context.words
        note = words.say("home.cases_note")
        self._left_column.addLayout(self._title(words.say("home.cases"), note))
        self._left_column.addSpacing(12)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(16)
        for number, case in enumerate(cases()):
            card = case_card(self._context, case)
            card.setMinimumWidth(CASE_LEAST_PX)
            begin = partial(self._context.begin_case, case.id, case.title)
            card.clicked.connect(begin)
            grid.addWidget(card, number // CASE_COLUMNS, number % CASE_COLUMNS)
        for place in range(CASE_COLUMNS):
            grid.setColumnStretch(place, 1)
        self._left_column.addWidget(holder)

    def _show_continue(self) -> None:
        words, look = self._context.words, self._context.look
        session = self._context.room.session
        self._right_column.addLayout(self._title(words.say("home.continue"), ""))
        self._right_column.addSpacing(12)
        here = session.path.absolute() if session is not None else None
        if session is not None:
            plans = self._overview.plans if self._overview is not None else None
            card = progress_card(self._context, session.workspace().name, plans)
            card.clicked.connect(partial(self._context.navigate, "match", None))
            self._right_column.addWidget(card)
            self._right_column.addSpacing(16)
        others = [r for r in self._context.settings.recent if r.path != here]
        for recent in others:
            opened = datetime.fromisoformat(recent.opened_at)
            card = recent_card(self._context, recent, words.formats.date(opened.date()))
            card.clicked.connect(partial(self._context.open_path, recent.path))
            self._right_column.addWidget(card)
            self._right_column.addSpacing(8)
        if session is None and not others:
            empty = EmptyPage(
                look,
                icon="folder-open",
                title=words.say("home.nothing_yet"),
                sentence=words.say("home.nothing_yet_why"),
            )
            self._right_column.addWidget(empty)

    def _title(self, title: str, note: str) -> QHBoxLayout:
        look = self._context.look
        line = row(gap=8)
        line.addWidget(Text(look, title, "h2"))
        line.addStretch()
        if note:
            line.addWidget(Text(look, note, "small", "text_3", elide=True))
        return line

    def _act_on(self, need: NeedOfYou) -> Act:
        def act() -> None:
            if need.action in self._context.board.specs:
                if need.page:
                    self._context.navigate(need.page, need.argument)
                self._context.board.action(need.action).trigger()
            else:
                self._context.navigate(need.page or "requirements", need.argument)

        return act

    def _place(self) -> None:
        """Stand side by side where there is room, one above the other where not."""
        is_wide = self.width() >= TWO_COLUMNS_FROM_PX
        side, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(side if is_wide else down)
        self._right.setMaximumWidth(RIGHT_PX if is_wide else ANY_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @Slot(object)
    def _on_room_changed(self, _changes: object) -> None:
        if self.isVisible():
            self._read()

    @Slot()
    def _on_room_left(self) -> None:
        self._overview = None
        if self.isVisible():
            self._show()


def _overview_of(session: Session, _watcher: Watcher) -> Overview:
    from crisisplanner.ui.home.overview import read_overview

    return read_overview(session)


def _called(name: str) -> str:
    """Give the first name of a first and a last one; a name with a rank or more parts stays whole."""
    parts = name.split()
    return parts[0] if len(parts) == 2 else name


def _local_now() -> datetime:
    return datetime.now().astimezone()


def _clear(layout: QLayout) -> None:
    """Take everything out of a layout; what was shown is deleted."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            _clear(inner)
