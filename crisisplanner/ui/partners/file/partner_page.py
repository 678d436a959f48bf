"""Partners, the file of one: who it is, whom to call, what it belongs to, brought and promised."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.services import editing
from crisisplanner.services.fulfilments import take_suggestion
from crisisplanner.services.memberships import day_of_planning
from crisisplanner.services.partner_file import PartnerFile, read_partner
from crisisplanner.services.session import Session
from crisisplanner.ui.inspecting.change_dialog import ChangeDialog
from crisisplanner.ui.inspecting.field_form import Asked
from crisisplanner.ui.jobs import Work
from crisisplanner.ui.pages import Heading, Page, PageContext
from crisisplanner.ui.partners.file import register_cards, work_cards
from crisisplanner.ui.partners.requests.request_deeds import RequestDeeds
from crisisplanner.ui.partners.requests.request_rows import WaitingRow
from crisisplanner.ui.reading import LatestReading, PageReading
from crisisplanner.ui.widgets.card_columns import CardColumns
from crisisplanner.ui.widgets.fields import ChoiceField
from crisisplanner.ui.widgets.marks import Tag
from crisisplanner.ui.widgets.panels import Card, Rule, column, row
from crisisplanner.ui.widgets.text import Text

JOB = "partner.read"
EDIT, ASK = "partner.edit", "partner.ask"
READ_FROM = frozenset(
    {
        "capability_request",
        "caveat",
        "decision_step",
        "focal_point",
        "fulfilment",
        "institution",
        "membership",
        "offer",
        "partner",
    }
)
ASKED = Asked(
    rows=(
        ("name", "code"),
        ("partner_kind", "ring"),
        ("iso3", "classification_ceiling"),
        ("languages",),
        ("gdp", "oda"),
        ("military_expenditure", "population"),
        ("source",),
    )
)


class PartnerPage(Page):
    """Show everything that is known of one partner, to add and change."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.context = context
        look, words = context.look, context.words
        self.filed: PartnerFile | None = None
        self.requests: list[WaitingRow] = []
        self._wanted: EntityId = ""
        self._day: date | None = None
        latest = LatestReading(context, JOB, message("partner.reading"), self._on_read)
        self._reading = PageReading(self, context, latest, READ_FROM, self._work, waits=True)
        self._deeds = RequestDeeds(context, self)
        self.name = Text(look, "", "h2", wrap=True)
        self._kind = Tag(look, "")
        self.partners = ChoiceField(look)
        self.partners.setAccessibleName(words.say("page.partners"))
        self.cards = CardColumns()
        head = row(gap=12)
        head.setContentsMargins(24, 12, 24, 10)
        head.addWidget(self.name, 1)
        head.addWidget(self._kind)
        head.addWidget(self.partners)
        layout = column(self)
        layout.addLayout(head)
        below = column()
        below.setContentsMargins(24, 0, 0, 0)
        below.addWidget(self.cards)
        layout.addLayout(below, 1)
        self.partners.activated.connect(self._on_partners_activated)

    def heading(self) -> Heading | None:
        if self.filed is None:
            return None
        words = self.context.words
        return Heading((words.say("page.partners"), self.filed.partner.name))

    def verbs(self) -> Mapping[str, Callable[[], None]]:
        return {EDIT: self._edit, ASK: self._ask}

    def enter(self, argument: object) -> None:
        if isinstance(argument, str):
            self._wanted = argument
        self._reading.begin()

    def leave(self) -> None:
        self._reading.end()

    def _work(self, session: Session) -> Work:
        return partial(_read, session, self._wanted, self._day)

    def choose_day(self, day: date) -> None:
        """Tell memberships as of another day."""
        self._day = day
        self._reading.ask_soon()

    def _on_read(self, found: tuple[tuple[tuple[EntityId, str], ...], PartnerFile | None]) -> None:
        partners, filed = found
        words = self.context.words
        self.partners.clear()
        for key, name in partners:
            self.partners.addItem(name, key)
        if filed is None or self.filed is None or filed.partner.id != self.filed.partner.id:
            # Another partner is read from its top.
            self.cards.verticalScrollBar().setValue(0)
        self.filed = filed
        self.heading_changed.emit()
        if filed is None:
            self.name.setText(words.say("partners.empty"))
            self._kind.set_text("")
            self.cards.clear()
            return
        partner = filed.partner
        self._wanted = partner.id
        self.partners.choose(partner.id)
        self.name.setText(partner.name)
        self._kind.set_text(words.say(f"word.PartnerKind.{partner.partner_kind.value}"))
        self._show(filed)

    def _show(self, filed: PartnerFile) -> None:
        context = self.context
        left = [
            partial(register_cards.people_blocks, context, filed),
            partial(register_cards.register_blocks, context, filed),
            partial(register_cards.membership_blocks, context, filed, self.choose_day),
            partial(register_cards.conditions_blocks, context, filed),
        ]
        right = [
            partial(work_cards.offers_blocks, context, filed),
            partial(work_cards.record_blocks, context, filed, self._take),
            partial(work_cards.history_blocks, context, filed),
        ]
        self.cards.show_cards(
            [partial(self._card, make) for make in left],
            [
                partial(self._request_card, filed),
                *(partial(self._card, make) for make in right),
            ],
        )

    def _card(self, make: Callable[[], QWidget]) -> Card:
        card = Card()
        blocks = make()
        blocks.setAutoFillBackground(False)
        card.body.addWidget(blocks)
        return card

    def _request_card(self, filed: PartnerFile) -> Card:
        look, words = self.context.look, self.context.words
        card = Card(name=words.say("partner.requests"))
        card.body.addWidget(Text(look, words.say("partner.requests"), "h3"))
        self.requests = list(work_cards.request_rows(self.context, self._deeds, filed))
        if not self.requests:
            said = words.say("partner.no_requests")
            card.body.addWidget(Text(look, said, "small", "text_3", wrap=True))
        for number, one in enumerate(self.requests):
            if number:
                card.body.addWidget(Rule())
            card.body.addWidget(one)
        return card

    def _edit(self) -> None:
        if self.filed is None:
            return
        partner = self.filed.partner
        ChangeDialog(self.context, self.window(), partner, ASKED, self._store).open()

    def _store(self, entered: dict[str, Any]) -> None:
        session, partner = self.context.session, self.context.session.get(Partner, self._wanted)
        values = {
            name: editing.entered_value(session, partner, name, value)
            for name, value in entered.items()
        }
        changed = {name: v for name, v in values.items() if v != getattr(partner, name)}
        if changed:
            editing.change_fields(session, Partner.KIND, partner.id, changed)

    def _ask(self) -> None:
        if self.filed is not None:
            self._deeds.ask(self.filed.partner.id)

    def _take(self, source: str) -> None:
        try:
            take_suggestion(self.context.session, self._wanted, source)
        except CrisisPlannerError as error:
            self.context.fail(error)

    @Slot(int)
    def _on_partners_activated(self, _number: int) -> None:
        self._wanted = self.partners.value()
        self._reading.ask()


def _read(
    session: Session, wanted: EntityId, day: date | None, _watcher: Watcher
) -> tuple[tuple[tuple[EntityId, str], ...], PartnerFile | None]:
    """Read the partner; another one where it is gone, none where there is no partner at all."""
    partners = sorted(session.all(Partner), key=lambda one: (one.name.casefold(), one.id))
    found = session.find(Partner, wanted) or next(iter(partners), None)
    names = tuple((one.id, one.name) for one in partners)
    if found is None:
        return names, None
    return names, read_partner(session, found.id, day or day_of_planning(session))
