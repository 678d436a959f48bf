"""Partners, inbox: what waits for partners, the longest overdue first, and what waits for us."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.services.inbox import Inbox, read_inbox
from crisisplanner.services.session import Session
from crisisplanner.ui.jobs import Work
from crisisplanner.ui.pages import Page, PageContext
from crisisplanner.ui.partners.requests.request_deeds import RequestDeeds
from crisisplanner.ui.partners.requests.request_rows import WaitingRow, offer_row, request_row
from crisisplanner.ui.partners.requests.waiting_card import WaitingCard
from crisisplanner.ui.reading import LatestReading, PageReading
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.card_columns import CardColumns
from crisisplanner.ui.widgets.panels import EmptyPage, column
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


class InboxPage(Page):
    """Show what waits for whom, each with its next step."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        look, words = context.look, context.words
        self.inbox: Inbox | None = None
        self._n_shown: dict[str, int] = {}
        self._shown_cards: list[WaitingCard] = []
        latest = LatestReading(context, JOB, message("inbox.reading"), self._on_read)
        self._reading = PageReading(self, context, latest, READ_FROM, _reading_of, waits=True)
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

    def verbs(self) -> Mapping[str, Callable[[], None]]:
        return {ASK: self._ask}

    def enter(self, _argument: object) -> None:
        self._reading.begin()

    def leave(self) -> None:
        self._reading.end()

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
        self._shown_cards = []
        self.cards.show_cards(
            [partial(self._section, "inbox.for_partners", theirs)],
            [partial(self._section, "inbox.for_us", ours)],
        )

    def _section(self, code: str, makes: Sequence[Callable[[], WaitingRow]]) -> WaitingCard:
        """Show one side; as many rows as were looked at before stay open."""
        before = self._n_shown.get(code)
        card = WaitingCard(self._context, code, makes, 0 if before is None else before)
        card.more.clicked.connect(partial(self._keep_shown, code, card))
        self._shown_cards.append(card)
        return card

    @property
    def rows(self) -> list[WaitingRow]:
        """Give the rows that are shown."""
        return [row for card in self._shown_cards for row in card.rows]

    def _keep_shown(self, code: str, card: WaitingCard, *_: object) -> None:
        self._n_shown[code] = len(card.rows)


def _reading_of(session: Session) -> Work:
    return partial(_read, session)


def _read(session: Session, _watcher: Watcher) -> Inbox:
    return read_inbox(session)
