"""Rows of what waits: who, what, since when, and the next steps as buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.requests import RequestState
from crisisplanner.services.availability import day_or_start
from crisisplanner.services.inbox import PARTNERS_TURN, Waiting, WaitingOffer, WaitingRequest
from crisisplanner.services.naming import measure_of
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.painting.marks import PillStyle
from crisisplanner.ui.partners.requests.request_deeds import RequestDeeds
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.flow import FlowLayout
from crisisplanner.ui.widgets.marks import IconTile, Pill
from crisisplanner.ui.widgets.panels import column, row
from crisisplanner.ui.widgets.text import Text

LOOKS = {
    Waiting.OVERDUE: ("hourglass", "open"),
    Waiting.ASKED: ("hourglass", "accent"),
    Waiting.OFFERED: ("package", "covered"),
    Waiting.DECLINED: ("ban", "warning"),
    Waiting.TWICE: ("copy", "open"),
    Waiting.EXPIRING: ("calendar-off", "warning"),
}
STATE_LOOKS = {
    RequestState.REQUESTED: PillStyle("accent", "message"),
    RequestState.ACKNOWLEDGED: PillStyle("accent", "check"),
    RequestState.OFFERED: PillStyle("covered", "package"),
    RequestState.DECLINED: PillStyle("warning", "ban"),
    RequestState.CANCELLED: PillStyle("text_2", "x"),
}
Step = tuple[str, Callable[[], object]]


class WaitingRow(QWidget):
    """Show one thing that waits, with its next steps."""

    def __init__(
        self,
        context: PageContext,
        look: tuple[str, str],
        title: str,
        details: Sequence[str],
        pill: tuple[str, PillStyle] | None,
        steps: Sequence[Step],
        thing: EntityId,
    ) -> None:
        """Show it; ``thing`` ends the names of the buttons, by which the keyboard finds them."""
        super().__init__()
        words = context.words
        self.title = title
        self.details = tuple(details)
        self.buttons: dict[str, Button] = {}
        layout = row(self, gap=12)
        layout.setContentsMargins(0, 8, 0, 8)
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(IconTile(context.look, *look), 0, top)
        texts = column(gap=2)
        head = row(gap=8)
        head.addWidget(Text(context.look, title, "body_medium", wrap=True), 1)
        if pill is not None:
            head.addWidget(Pill(context.look, *pill), 0, top)
        texts.addLayout(head)
        for detail in details:
            texts.addWidget(Text(context.look, detail, "small", "text_2", wrap=True))
        line = FlowLayout(gap=4)
        for code, act in steps:
            said = words.say(f"requests.step.{code}")
            button = Button(context.look, said, small=True, name=said + ": " + title)
            button.setObjectName(f"{code}.{thing}")
            button.clicked.connect(partial(_without_argument, act))
            self.buttons[code] = button
            line.addWidget(button)
        texts.addSpacing(4)
        texts.addLayout(line)
        layout.addLayout(texts, 1)
        self.setAccessibleName(title)


def _without_argument(act: Callable[[], object], *_: object) -> None:
    act()


def request_row(context: PageContext, deeds: RequestDeeds, waiting: WaitingRequest) -> WaitingRow:
    """Make the row of a request, open or closed."""
    words, request = context.words, waiting.request
    title = words.say(
        "requests.row",
        partner=waiting.partner,
        type=waiting.type,
        quantity=words.amount(request.quantity, measure_of(context.session, request.type)),
    )
    details = [_since(context, waiting)]
    if waiting.need:
        details.append(words.say("requests.for_need", need=waiting.need))
    if request.answer:
        details.append(words.say("requests.answered", answer=request.answer))
    if waiting.offer is not None:
        measure = measure_of(context.session, waiting.offer.type)
        offered = words.amount(waiting.offer.quantity, measure)
        details.append(words.say("requests.offered", quantity=offered))
    if not request.closed:
        details.append(words.say(f"requests.next.{waiting.waiting.value}"))
    state = words.say(f"word.RequestState.{request.state.value}")
    style = STATE_LOOKS[request.state]
    if waiting.waiting is Waiting.OVERDUE:
        state, style = words.say("requests.overdue"), PillStyle("open", "hourglass")
    is_open = not request.closed and not context.session.is_read_only
    steps = _steps(context, deeds, waiting) if is_open else []
    return WaitingRow(
        context, LOOKS[waiting.waiting], title, details, (state, style), steps, request.id
    )


def offer_row(context: PageContext, waiting: WaitingOffer) -> WaitingRow:
    """Make the row of an offer that is promised twice or ends soon."""
    words = context.words
    show: Step = ("show_offer", partial(context.navigate, "offers", waiting.offer))
    title = words.say("requests.offer_row", partner=waiting.partner, type=waiting.type)
    if waiting.waiting is Waiting.EXPIRING:
        details = [
            words.say("requests.expires", on=waiting.on, n=waiting.days_left or 0),
            words.say("requests.next.expiring"),
        ]
        return WaitingRow(
            context, LOOKS[waiting.waiting], title, details, None, [show], waiting.offer
        )
    code = "requests.twice" if waiting.is_agreed else "requests.twice_by_drafts"
    details = [
        words.say(
            code,
            promised=waiting.promised,
            quantity=waiting.quantity,
            day=day_or_start(waiting.from_day or 0),
            wheres=waiting.wheres,
        ),
        words.say("requests.next.twice"),
    ]
    steps: list[Step] = [
        show,
        ("show_availability", partial(context.navigate, "availability", None)),
    ]
    return WaitingRow(context, LOOKS[waiting.waiting], title, details, None, steps, waiting.offer)


def _since(context: PageContext, waiting: WaitingRequest) -> str:
    words, request = context.words, waiting.request
    if waiting.waiting not in PARTNERS_TURN:
        code = "requests.answered_on" if request.answered_on else "requests.answered_undated"
        return words.say(code, on=request.answered_on, n=waiting.days)
    said = words.say("requests.asked_on", on=request.asked_on, by=request.asked_by, n=waiting.days)
    if waiting.days_over is not None:
        return said + " " + words.say("requests.due_ago", n=waiting.days_over)
    if request.answer_by is not None:
        return said + " " + words.say("requests.due", on=request.answer_by)
    return said


def _steps(context: PageContext, deeds: RequestDeeds, waiting: WaitingRequest) -> list[Step]:
    if waiting.waiting in PARTNERS_TURN:
        steps: list[Step] = []
        if waiting.request.state is RequestState.REQUESTED:
            steps.append(("acknowledge", partial(deeds.acknowledge, waiting)))
        steps.append(("offer", partial(deeds.take_offer, waiting)))
        if context.session.select(Offer, partner=waiting.request.partner, retired=False):
            steps.append(("link", partial(deeds.link_offer, waiting)))
        steps.append(("decline", partial(deeds.decline, waiting)))
        steps.append(("cancel", partial(deeds.cancel, waiting)))
        return steps
    if waiting.offer is not None:
        return [
            ("accept", partial(deeds.accept, waiting)),
            ("turn_down", partial(deeds.turn_down, waiting)),
            ("show_offer", partial(context.navigate, "offers", waiting.offer.id)),
        ]
    return [("close", partial(deeds.close, waiting))]
