"""Partners, inbox: what waits for partners, the longest overdue first, and what waits for us."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from crisisplanner.domain.changes import Changes
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.services.inbox import Inbox, read_inbox
from crisisplanner.services.session import Session
from crisisplanner.ui.pages import Page, PageContext
from crisisplanner.ui.partners.requests.request_deeds import RequestDeeds
from crisisplanner.ui.partners.requests.request_rows import WaitingRow, offer_row, request_row
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.card_columns import CardColumns
from crisisplanner.ui.widgets.panels import Card, EmptyPage, Rule, column
from crisisplanner.ui.widgets.text import Text

JOB = "inbox.read"
ASK = "inbox.add"
READ_FROM = frozenset(
    {
        "allocation",
        "capability_request",
        "capability_type",
        "commitment",
        "offer",
        "partner",
        "plan",
        "requirement",
    }
)
MOST_ROWS = 20


class InboxPage(Page):
    """Show what waits for whom, each with its next step."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        look, words = context.look, context.words
        self.inbox: Inbox | None = None
        self.rows: list[WaitingRow] = []
        self._is_wanted = False
        self._deeds = RequestDeeds(context, self)
        self.headline = Text(look, "", "h2", wrap=True)
        self.cards = CardColumns()
        main = QWidget()
        layout = column(main, gap=12)
        layout.setContentsMargins(24, 16, 0, 0)
        layout.addWidget(self.headline)
        layout.addWidget(self.cards, 1)
        self.empty = EmptyPage(
            look,
            icon="message-dots",
            title=words.say("inbox.empty"),
            sentence=words.say("inbox.empty_why"),
            steps=[ActionButton(look, context.board, ASK)],
        )
        self.faces = QStackedWidget()
        self.faces.addWidget(main)
        self.faces.addWidget(self.empty)
        column(self).addWidget(self.faces)
        # A row must not be taken away while it still tells of its own click.
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(0)
        self._pause.timeout.connect(self.refresh)
        context.room.changed.connect(self._on_room_changed)

    def verbs(self) -> Mapping[str, Callable[[], None]]:
        return {ASK: self._ask}

    def enter(self, _argument: object) -> None:
        self._is_wanted = True
        self.refresh()

    def leave(self) -> None:
        self._is_wanted = False
        self._pause.stop()

    @Slot()
    def refresh(self) -> None:
        """Read everything anew beside the window."""
        session = self._context.room.session
        if session is not None:
            self._context.jobs.start(
                JOB,
                message("inbox.reading"),
                partial(_read, session),
                on_done=self._on_read,
                on_failed=self._context.fail,
            )

    def _ask(self) -> None:
        self._deeds.ask()

    def _on_read(self, inbox: Inbox) -> None:
        self.inbox = inbox
        words, context = self._context.words, self._context
        n_waiting = len(inbox.for_partners)
        self.faces.setCurrentIndex(0 if n_waiting or inbox.n_for_us else 1)
        self.headline.setText(
            words.say(
                "inbox.headline",
                partners=words.say("inbox.n_for_partners", n=n_waiting),
                overdue=words.say("inbox.n_overdue", n=inbox.n_overdue),
                us=words.say("inbox.n_for_us", n=inbox.n_for_us),
            )
        )
        deeds = self._deeds
        theirs = [partial(request_row, context, deeds, one) for one in inbox.for_partners]
        ours = [partial(request_row, context, deeds, one) for one in inbox.answers]
        ours += [partial(offer_row, context, one) for one in inbox.offers]
        self.rows = []
        self.cards.show_cards(
            [partial(self._section, "inbox.for_partners", theirs)],
            [partial(self._section, "inbox.for_us", ours)],
        )

    def _section(self, code: str, makes: Sequence[Callable[[], WaitingRow]]) -> Card:
        look, words = self._context.look, self._context.words
        title = words.say(code)
        card = Card(name=title)
        card.body.addWidget(Text(look, title, "h3"))
        if not makes:
            card.body.addWidget(Text(look, words.say(code + "_none"), "small", "text_3", wrap=True))
        for number, make in enumerate(makes[:MOST_ROWS]):
            if number:
                card.body.addWidget(Rule())
            row = make()
            self.rows.append(row)
            card.body.addWidget(row)
        if len(makes) > MOST_ROWS:
            said = words.say("inbox.more", n=len(makes) - MOST_ROWS)
            card.body.addWidget(Text(look, said, "small", "text_3", wrap=True))
        return card

    @Slot(object)
    def _on_room_changed(self, changes: Changes) -> None:
        if self._is_wanted and changes.kinds & READ_FROM:
            self._pause.start()


def _read(session: Session, _watcher: Watcher) -> Inbox:
    return read_inbox(session)
