"""Watch, triggers: deaths by week, what each trigger waits for, its firings, broken chains."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Slot
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from crisisplanner.domain.changes import Changes
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.plans import DecisionPoint, Plan
from crisisplanner.domain.situation import Crisis, Scenario
from crisisplanner.domain.warning import Trigger, TriggerCondition, TriggerFiring, Verdict
from crisisplanner.services import editing, warning
from crisisplanner.services.warning_series import DeathsByWeek, deaths_by_week
from crisisplanner.ui.actions import WRITABLE
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.pages import Page, PageContext
from crisisplanner.ui.watch.warning import warning_actions as do
from crisisplanner.ui.watch.warning.trigger_card import TriggerCard, TriggerDeeds
from crisisplanner.ui.watch.warning.week_chart import WeekChart
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.fields import ChoiceField
from crisisplanner.ui.widgets.panels import Card, EmptyPage, column
from crisisplanner.ui.widgets.text import Text

WATCHED = frozenset(
    {
        "crisis",
        "trigger",
        "trigger_condition",
        "trigger_firing",
        "event",
        "indicator_value",
        "calendar_event",
        "indicator_rating",
        "decision_point",
    }
)
ASKED = ("name", "leads_to", "leads_to_text", "sustained_days")
ASKED_OF_CONDITION = (
    "condition_kind",
    "at_least",
    "period_days",
    "n_periods",
    "factors",
    "state",
    "n_indicators",
    "calendar_kinds",
    "within_days",
)
WIDEST_PX = 900


class TriggersPage(Page):
    """Show the triggers of one crisis."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.context = context
        look, words = context.look, context.words
        self._crisis: EntityId = ""
        self.cards: list[TriggerCard] = []
        self.crises = ChoiceField(look)
        self.crises.setAccessibleName(words.say("kind.crisis"))
        self.crises.currentIndexChanged.connect(self._on_crises_current_index_changed)
        self.summary = Text(look, "", "h2", wrap=True)
        self._body = QWidget()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        main = QWidget()
        layout = column(main, gap=12)
        layout.setContentsMargins(24, 16, 24, 0)
        layout.addWidget(self.crises, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.summary)
        layout.addWidget(self._area, 1)
        self._main = main
        self._empty = self._build_empty("triggers.empty", "triggers.empty_why", do.DEFAULTS)
        self._no_crisis = self._build_empty("crises.empty", "crises.empty_why", "crises.add")
        self._faces = QStackedWidget()
        for face in (main, self._empty, self._no_crisis):
            self._faces.addWidget(face)
        column(self).addWidget(self._faces)
        # A card must not be taken away while it still tells of its own click.
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(0)
        self._pause.timeout.connect(self._read)
        context.room.changed.connect(self._on_room_changed)

    def _build_empty(self, title: str, why: str, action: str) -> EmptyPage:
        words, look = self.context.words, self.context.look
        step = ActionButton(look, self.context.board, action)
        return EmptyPage(
            look, icon="bolt", title=words.say(title), sentence=words.say(why), steps=[step]
        )

    def verbs(self) -> Mapping[str, Callable[[], None]]:
        return {do.ADD: self._ask_trigger, do.DEFAULTS: self._add_defaults, do.EVALUATE: self._log}

    def enter(self, argument: object) -> None:
        if isinstance(argument, str):
            self._crisis = argument
        self._read()

    def leave(self) -> None:
        self._pause.stop()

    @Slot()
    def _read(self) -> None:
        if self.context.room.session is None:
            return
        session = self.context.session
        crises = sorted(session.all(Crisis), key=lambda c: c.name)
        if not crises:
            self._faces.setCurrentWidget(self._no_crisis)
            return
        if self._crisis not in [c.id for c in crises]:
            self._crisis = crises[0].id
        with QSignalBlocker(self.crises):
            self.crises.clear()
            for crisis in crises:
                self.crises.addItem(crisis.name, crisis.id)
            self.crises.choose(self._crisis)
        self.crises.setVisible(len(crises) > 1)
        seen = warning.triggers_of(session, self._crisis)
        series = deaths_by_week(session, self._crisis)
        if not seen and not series.weeks:
            self._faces.setCurrentWidget(self._empty)
            return
        self._faces.setCurrentWidget(self._main)
        n_broken = sum(1 for one in seen if one.broken is not None)
        n_open = sum(1 for one in seen if one.open_firing is not None)
        self.summary.setText(
            self.context.words.say("triggers.summary", n=len(seen), open=n_open, broken=n_broken)
        )
        self._show(seen, series)

    def _show(self, seen: tuple[warning.SeenTrigger, ...], series: DeathsByWeek) -> None:
        look, words, session = self.context.look, self.context.words, self.context.session
        body = QWidget()
        body.setMaximumWidth(WIDEST_PX)
        layout = column(body, gap=12)
        layout.setContentsMargins(0, 0, 12, 16)
        if series.weeks:
            card = Card(name=words.say("triggers.chart", n=len(series.weeks)))
            card.body.addWidget(Text(look, words.say("triggers.deaths_by_week"), "h3"))
            card.body.addWidget(WeekChart(look, words, series))
            layout.addWidget(card)
        scenarios = {s.id for s in session.select(Scenario, crisis=self._crisis)}
        plans = {p.id for p in session.all(Plan) if p.scenario in scenarios}
        points = [p for p in session.all(DecisionPoint) if p.plan in plans]
        deeds = TriggerDeeds(self._acknowledge, self._judge, self._tie)
        is_writable = self.context.board.holds(WRITABLE)
        self.cards = [
            TriggerCard(look, words, one, points, deeds, is_writable=is_writable) for one in seen
        ]
        for trigger_card in self.cards:
            layout.addWidget(trigger_card)
        layout.addStretch()
        place = self._area.verticalScrollBar().value()
        body.setAutoFillBackground(False)
        self._area.setWidget(body)
        self._area.viewport().setAutoFillBackground(False)
        self._area.verticalScrollBar().setValue(place)

    def _do(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except CrisisPlannerError as error:
            self.context.fail(error)

    def _acknowledge(self, firing_id: str) -> None:
        self._do(lambda: warning.acknowledge(self.context.session, firing_id))

    def _judge(self, firing_id: str, verdict: Verdict) -> None:
        self._do(lambda: warning.judge_firing(self.context.session, firing_id, verdict))

    def _tie(self, trigger_id: str, point_id: str) -> None:
        session = self.context.session
        self._do(
            lambda: editing.change_field(
                session, Trigger.KIND, trigger_id, "decision_point", point_id or None
            )
        )

    def _add_defaults(self) -> None:
        if self._crisis:
            self._do(lambda: warning.add_default_triggers(self.context.session, self._crisis))

    def _log(self) -> None:
        if not self._crisis:
            return

        def evaluate() -> None:
            fired: tuple[TriggerFiring, ...]
            fired = warning.log_firings(self.context.session, self._crisis)
            self.context.say(self.context.words.say("triggers.evaluated", n=len(fired)))

        self._do(evaluate)

    def _ask_trigger(self) -> None:
        dialog = NewThing(self.context, Trigger, ASKED, self, {"crisis": self._crisis})
        dialog.made.connect(self._ask_condition)
        dialog.open()

    @Slot(str)
    def _ask_condition(self, trigger_id: str) -> None:
        given = {"trigger": trigger_id}
        dialog = NewThing(self.context, TriggerCondition, ASKED_OF_CONDITION, self, given)
        QTimer.singleShot(0, dialog, partial(dialog.open))

    @Slot()
    def _on_crises_current_index_changed(self) -> None:
        self._crisis = self.crises.value()
        self._read()

    @Slot(object)
    def _on_room_changed(self, changes: Changes) -> None:
        if changes.kinds & WATCHED and self.isVisible():
            self._pause.start()
