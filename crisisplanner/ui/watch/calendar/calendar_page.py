"""Watch, calendar: dates to come by month, with the days to go; add, change, remove, export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from crisisplanner.domain.account import ImportKind
from crisisplanner.domain.actors import ChairTerm
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.monitoring import CalendarEvent, CalendarKind
from crisisplanner.domain.plans import Plan
from crisisplanner.services.crisis_views.calendar_files import (
    SUFFIX,
    Written,
    export_calendar,
    export_plan_dates,
)
from crisisplanner.services.crisis_views.coming_dates import ComingDate, ComingDates, coming_dates
from crisisplanner.services.session import Session
from crisisplanner.ui.inspecting.blocks import Blocks
from crisisplanner.ui.pages import Heading, Page, PageContext
from crisisplanner.ui.painting.marks import PillStyle
from crisisplanner.ui.tables.chips import Chip
from crisisplanner.ui.watch.calendar import calendar_actions as do
from crisisplanner.ui.watch.calendar.plan_dialog import PlanDialog
from crisisplanner.ui.watch.crisis_frame import CrisisFrame, Reading, crisis_field
from crisisplanner.ui.watch.thing_deeds import ThingDeeds
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.file_dialog import ask_where
from crisisplanner.ui.widgets.panels import EmptyPage, column, row
from crisisplanner.ui.widgets.text import Text

KINDS = frozenset({"calendar_event", "chair_term", "institution", "country", "plan", "scenario"})
ICONS: Mapping[CalendarKind, str] = {
    CalendarKind.ELECTION: "users",
    CalendarKind.ANNIVERSARY: "history",
    CalendarKind.VERDICT: "gavel",
    CalendarKind.SUMMIT: "building-bank",
    CalendarKind.CHAIR_HANDOVER: "user-circle",
    CalendarKind.RAINS: "droplet",
    CalendarKind.OTHER: "calendar",
}
SOON_DAYS = 30
MOST_SHOWN = 150
WIDEST_PX = 980


class CalendarPage(Page):
    """Show the dates of one crisis, or of all."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        look, words = context.look, context.words
        self.view: ComingDates | None = None
        self.deeds = ThingDeeds(context, self)
        self.headline = Text(look, "", "h2", wrap=True)
        self.every = Chip(look, words.say("calendar.every_crisis"))
        self.passed = Chip(look, words.say("calendar.passed"))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        crises = crisis_field(context)
        self._main = main = QWidget()
        layout = column(main, gap=12)
        layout.setContentsMargins(24, 16, 24, 0)
        head = row(gap=8)
        head.addWidget(crises)
        head.addWidget(self.every)
        head.addWidget(self.passed)
        head.addStretch()
        layout.addLayout(head)
        layout.addWidget(self.headline)
        layout.addWidget(self.area, 1)
        self._empty = EmptyPage(
            look,
            icon="calendar",
            title=words.say("calendar.empty"),
            sentence=words.say("calendar.empty_why"),
            steps=[
                ActionButton(look, context.board, do.ADD),
                ActionButton(look, context.board, do.ADD_CHAIR),
                ActionButton(look, context.board, do.IMPORT),
            ],
        )
        reading = Reading(do.PAGE, KINDS, _read, self.every.isChecked)
        self.frame = CrisisFrame(context, reading, main, crises)
        self.frame.add_face(self._empty)
        column(self).addWidget(self.frame)
        self.frame.was_read.connect(self._on_frame_was_read)
        self.frame.emptied.connect(self.heading_changed)
        self.every.toggled.connect(self.frame.refresh)
        self.passed.toggled.connect(self._show)

    def heading(self) -> Heading | None:
        return self.frame.heading()

    def verbs(self) -> Mapping[str, Callable[[], None]]:
        return {
            do.ADD: self._ask_date,
            do.ADD_CHAIR: self._ask_term,
            do.IMPORT: partial(self._context.navigate, "import", ImportKind.CALENDAR.value),
            do.EXPORT: partial(self._ask_where, "action.calendar.export", self.export),
            do.EXPORT_PLAN: self._ask_plan,
        }

    def enter(self, argument: object) -> None:
        self.frame.enter(argument)
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.frame.leave()
        for condition in (do.HAS_DATES, do.HAS_PLAN):
            self._context.board.hold(condition, holds=False)

    @Slot(object)
    def _on_frame_was_read(self, view: ComingDates) -> None:
        self.view = view
        n_dated = len(view.ahead) + len(view.passed)
        self._context.board.hold(do.HAS_DATES, holds=n_dated > 0)
        self._context.board.hold(do.HAS_PLAN, holds=bool(view.plans))
        self.passed.show_count(self._context.words.formats.number(len(view.passed)))
        self._show()
        if not view.every:
            self.frame.show_face(self._empty)
        self.heading_changed.emit()

    @Slot()
    def _show(self) -> None:
        view, words = self.view, self._context.words
        if view is None:
            return
        self.headline.setText(self._sentence(view))
        body = Blocks(self._context.look, words)
        shown = (*view.passed, *view.ahead) if self.passed.isChecked() else view.ahead
        self._write_months(body, shown[:MOST_SHOWN])
        if len(shown) > MOST_SHOWN:
            body.nothing(words.say("triggers.more", n=len(shown) - MOST_SHOWN))
        if view.undated:
            body.section(words.say("calendar.undated"), words.formats.number(len(view.undated)))
            for one in view.undated[:MOST_SHOWN]:
                self._write(body, one)
        place = self.area.verticalScrollBar().value()
        card = QFrame()
        card.setProperty("card", "true")
        card.setMaximumWidth(WIDEST_PX)
        column(card, margin=1).addWidget(body)
        holder = QWidget()
        holder.setAutoFillBackground(False)
        parts = column(holder)
        parts.setContentsMargins(0, 0, 12, 16)
        parts.addWidget(card)
        # Free height stands below the card, never inside it.
        parts.addStretch(1)
        self.area.setWidget(holder)
        self.area.verticalScrollBar().setValue(place)

    def _sentence(self, view: ComingDates) -> str:
        words = self._context.words
        if not view.ahead:
            return words.say("calendar.nothing_ahead")
        first = view.ahead[0]
        n_soon = sum(1 for one in view.ahead if (one.days_to_go or 0) <= SOON_DAYS)
        return words.say(
            "calendar.headline",
            n=n_soon,
            days=SOON_DAYS,
            title=first.title,
            to_go=words.say("calendar.days_to_go", n=first.days_to_go),
        )

    def _write_months(self, body: Blocks, dates: Iterable[ComingDate]) -> None:
        words = self._context.words
        for month, found in groupby(dates, key=lambda one: one.on and one.on.replace(day=1)):
            of_month = list(found)
            if month is not None:
                n = words.say("calendar.n_dates", n=len(of_month))
                body.section(words.formats.month(month), n)
            for one in of_month:
                self._write(body, one)

    def _write(self, body: Blocks, one: ComingDate) -> None:
        words = self._context.words
        title = words.value(one.title)
        kind = words.say(f"word.CalendarKind.{one.calendar_kind.value}")
        of = [one.crisis, one.institution if one.thing_kind == CalendarEvent.KIND else ""]
        again = ""
        if one.first_on is not None:
            again = words.say("calendar.every_year", first=one.first_on)
        on = words.value(one.on) if one.on else ""
        detail = [on, again, *of, one.country, one.note, one.source]
        body.item(
            title,
            " · ".join(part for part in detail if part),
            icon=ICONS[one.calendar_kind],
            pill=(kind, PillStyle("text_2")),
            end=self._to_go(one),
            deeds=self.deeds.buttons(one.thing_kind, one.thing_id, title),
        )

    def _to_go(self, one: ComingDate) -> str:
        words, days = self._context.words, one.days_to_go
        if days is None:
            return words.say("calendar.day_unknown")
        if days == 0:
            return words.say("calendar.today")
        if days < 0:
            return words.say("calendar.days_ago", n=-days)
        return words.say("calendar.days_to_go", n=days)

    def _ask_date(self) -> None:
        self.deeds.ask_new(CalendarEvent, {}, {"crisis": self.frame.crisis_id})

    def _ask_term(self) -> None:
        self.deeds.ask_new(ChairTerm, {})

    def _ask_plan(self) -> None:
        """Ask which plan, where there are several."""
        plans = self._plans()
        if len(plans) == 1:
            self.ask_where_for(plans[0].id)
        elif plans:
            dialog = PlanDialog(self._context, self, plans)
            # The first dialog closes before the second opens.
            dialog.chosen.connect(self.ask_where_for, Qt.ConnectionType.QueuedConnection)
            dialog.open()

    @Slot(str)
    def ask_where_for(self, plan_id: EntityId) -> None:
        """Ask where the dates of a plan go."""
        self._ask_where("action.calendar.export_plan", partial(self.export_plan, plan_id))

    def _plans(self) -> tuple[Plan, ...]:
        return self.view.plans if self.view is not None else ()

    def _ask_where(self, title: str, write: Callable[[Path], None]) -> None:
        words = self._context.words
        ask_where(self, words.say(title), [words.say("calendar.files")], write, suffix=SUFFIX)

    def export(self, path: Path) -> None:
        """Write what is shown to an iCalendar file."""
        session, words = self._context.session, self._context.words
        crisis = None if self.every.isChecked() else self.frame.crisis_id or None
        self._write_file(path, lambda: export_calendar(session, path, words, crisis_id=crisis))

    def export_plan(self, plan_id: EntityId, path: Path) -> None:
        """Write the dates of a plan to an iCalendar file."""
        session, words = self._context.session, self._context.words
        self._write_file(path, lambda: export_plan_dates(session, plan_id, path, words))

    def _write_file(self, path: Path, write: Callable[[], Written]) -> None:
        context = self._context
        try:
            done = write()
        except (CrisisPlannerError, OSError) as error:
            context.fail(error)
            return
        said = context.words.say("calendar.exported", n=done.n_dates, file=path.name)
        if done.n_without_day:
            said += " " + context.words.say("cli.export.without_day", n=done.n_without_day)
        context.say(said)


def _read(session: Session, crisis_id: EntityId, every: object) -> ComingDates:
    return coming_dates(session, None if every else crisis_id)
