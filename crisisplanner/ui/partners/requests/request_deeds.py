"""What a person does with a request: ask, note the answer, judge it; each with a dialog if need be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.requests import CapabilityRequest
from crisisplanner.services import requests
from crisisplanner.services.editing import entered_value
from crisisplanner.services.inbox import WaitingRequest
from crisisplanner.services.naming import Names, measure_of
from crisisplanner.ui.inspecting.asking import AskingDialog
from crisisplanner.ui.inspecting.field_form import Asked, FieldForm
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import ChoiceField, FieldBox, TextField
from crisisplanner.ui.widgets.text import Text

WHAT = (
    ("type",),
    ("quantity",),
    ("place",),
    ("needed_from", "needed_to"),
    ("answer_by",),
    ("text",),
)
QUANTITY = frozenset({"quantity"})
HINTS = {
    "quantity": "requests.hint.quantity",
    "answer_by": "requests.hint.answer_by",
    "needed_from": "requests.hint.days",
}
ASKED = Asked(rows=(("partner",), *WHAT), may_be_unknown=QUANTITY, hints=HINTS)
ASKED_OF_ONE = Asked(rows=WHAT, may_be_unknown=QUANTITY, hints=HINTS)
OFFERED = Asked(
    rows=(
        ("type",),
        ("quantity",),
        ("description",),
        ("origin",),
        ("available_from", "available_to"),
        ("notice", "max_stay"),
    ),
    may_be_unknown=QUANTITY,
)
DECLINED = Asked(rows=(("answer",),))


class RequestDeeds:
    """Do what the buttons of a request say."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        self._context, self._parent = context, parent

    def ask(self, partner: EntityId | None = None) -> NewThing:
        """Ask for a new request, of one partner or of any."""
        session, words = self._context.session, self._context.words
        asked_of = None if partner is None else session.find(Partner, partner)
        title = "" if asked_of is None else words.say("requests.new_to", partner=asked_of.name)
        dialog = NewThing(
            self._context,
            CapabilityRequest,
            ASKED if partner is None else ASKED_OF_ONE,
            self._parent.window(),
            {} if partner is None else {"partner": partner},
            lambda thing: requests.send_request(session, cast("CapabilityRequest", thing)),
            title,
        )
        dialog.open()
        return dialog

    def acknowledge(self, waiting: WaitingRequest) -> None:
        """Note that the partner has the request."""
        self._do(partial(requests.acknowledge, self._context.session, waiting.request.id))

    def take_offer(self, waiting: WaitingRequest) -> OfferDialog:
        """Ask what the partner offers."""
        dialog = OfferDialog(self._context, self._parent.window(), waiting)
        dialog.open()
        return dialog

    def link_offer(self, waiting: WaitingRequest) -> LinkDialog:
        """Ask which offer of the register is the answer."""
        dialog = LinkDialog(self._context, self._parent.window(), waiting)
        dialog.open()
        return dialog

    def decline(self, waiting: WaitingRequest) -> DeclineDialog:
        """Ask why the partner declines."""
        dialog = DeclineDialog(self._context, self._parent.window(), waiting)
        dialog.open()
        return dialog

    def cancel(self, waiting: WaitingRequest) -> None:
        """Take the request back."""
        self._do(partial(requests.cancel, self._context.session, waiting.request.id))

    def accept(self, waiting: WaitingRequest) -> None:
        """Accept the offer and close the request."""
        deed = partial(requests.judge, self._context.session, waiting.request.id, takes_offer=True)
        self._do(deed)

    def turn_down(self, waiting: WaitingRequest) -> None:
        """Turn the offer down and close the request."""
        self._do(partial(requests.turn_down, self._context.session, waiting.request.id))

    def close(self, waiting: WaitingRequest) -> None:
        """Close an answered request."""
        self._do(partial(requests.judge, self._context.session, waiting.request.id))

    def _do(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except CrisisPlannerError as error:
            self._context.fail(error)


def _title(context: PageContext, code: str, waiting: WaitingRequest) -> str:
    return context.words.say(code, partner=waiting.partner, type=waiting.type)


class OfferDialog(AskingDialog):
    """Ask what a partner offers in answer; the type that was asked for stands there already."""

    def __init__(self, context: PageContext, parent: QWidget, waiting: WaitingRequest) -> None:
        request = waiting.request
        act = Button(context.look, context.words.say("requests.note_offer"), kind="primary")
        draft = Offer(
            id=context.session.outside.new_id(),
            partner=request.partner,
            type=request.type,
            quantity=request.quantity,
        )
        form = FieldForm(context, Offer, OFFERED, draft)
        title = _title(context, "requests.title.offer", waiting)
        super().__init__(context, parent, title, act, form=form)
        self.field = form.field
        self.answer = TextField(context.look, n_lines=2)
        self.body.addWidget(FieldBox(context.look, context.words.say("label.answer"), self.answer))
        self._waiting, self._draft = waiting, draft
        act.clicked.connect(self._on_act_clicked)

    @Slot()
    def _on_act_clicked(self) -> None:
        self.hand_over(self._store)

    def _store(self, entered: dict[str, Any]) -> None:
        session = self.context.session
        values = {
            name: entered_value(session, self._draft, name, value)
            for name, value in entered.items()
        }
        offer = replace(self._draft, **values)
        text = self.answer.toPlainText()
        requests.take_offer(session, self._waiting.request.id, offer, text)


class LinkDialog(AskingDialog):
    """Ask which offer of the partner is the answer."""

    def __init__(self, context: PageContext, parent: QWidget, waiting: WaitingRequest) -> None:
        words, session = context.words, context.session
        act = Button(context.look, words.say("requests.note_offer"), kind="primary")
        title = _title(context, "requests.title.link", waiting)
        super().__init__(context, parent, title, act)
        names = Names(session)
        offers = session.select(Offer, partner=waiting.request.partner, retired=False)
        # Offers of what was asked for stand first.
        ordered = sorted(offers, key=lambda one: (one.type != waiting.request.type, one.id))
        pairs = [
            (
                one.id,
                words.say(
                    "requests.offer",
                    name=names.offer_title(one),
                    quantity=words.amount(one.quantity, measure_of(session, one.type)),
                ),
            )
            for one in ordered
        ]
        self.offers = ChoiceField(context.look, pairs)
        self.body.addWidget(FieldBox(context.look, words.say("label.offer"), self.offers))
        self._waiting = waiting
        act.setEnabled(bool(pairs))
        act.clicked.connect(self._on_act_clicked)

    @Slot()
    def _on_act_clicked(self) -> None:
        request = self._waiting.request.id
        try:
            requests.link_offer(self.context.session, request, self.offers.value())
        except CrisisPlannerError as error:
            self.show_faults(error.messages)
            return
        self.accept()


class DeclineDialog(AskingDialog):
    """Ask why a partner declines."""

    def __init__(self, context: PageContext, parent: QWidget, waiting: WaitingRequest) -> None:
        words = context.words
        act = Button(context.look, words.say("requests.note_decline"), kind="primary")
        form = FieldForm(context, CapabilityRequest, DECLINED, waiting.request)
        title = _title(context, "requests.title.decline", waiting)
        super().__init__(context, parent, title, act, form=form)
        self.body.addWidget(
            Text(context.look, words.say("requests.why_reason"), "body", "text_2", wrap=True)
        )
        self.field = form.field
        self._waiting = waiting
        act.clicked.connect(self._on_act_clicked)

    @Slot()
    def _on_act_clicked(self) -> None:
        self.hand_over(self._store)

    def _store(self, entered: dict[str, Any]) -> None:
        reason = str(entered.get("answer") or "")
        requests.decline(self.context.session, self._waiting.request.id, reason)
