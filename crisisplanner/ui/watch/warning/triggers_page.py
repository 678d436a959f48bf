"""Watch, triggers: deaths by week, what each trigger waits for, its firings, broken chains."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QScrollArea, QWidget

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.messages import message
from crisisplanner.domain.warning import LeadsTo, Trigger, TriggerCondition, TriggerFiring, Verdict
from crisisplanner.services import editing, warning
from crisisplanner.services.crisis_views.trigger_board import TriggerBoard, trigger_board
from crisisplanner.services.session import Session
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.pages import Heading, Page, PageContext
from crisisplanner.ui.watch.crisis_frame import CrisisFrame, Reading, crisis_field
from crisisplanner.ui.watch.thing_deeds import ThingDeeds
from crisisplanner.ui.watch.warning import warning_actions as do
from crisisplanner.ui.watch.warning.broken_card import BrokenCard
from crisisplanner.ui.watch.warning.judge_dialog import JudgeDialog
from crisisplanner.ui.watch.warning.trigger_card import TriggerCard, TriggerDeeds
from crisisplanner.ui.watch.warning.week_chart import WeekChart
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.panels import Card, EmptyPage, column
from crisisplanner.ui.widgets.text import Text

KINDS = frozenset(
    {
        "trigger",
        "trigger_condition",
        "trigger_firing",
        "event",
        "indicator_value",
        "calendar_event",
        "indicator_rating",
        "decision_point",
        "task",
    }
)
EVALUATE_JOB = "triggers.evaluate"
WIDEST_PX = 900


class TriggersPage(Page):
    """Show the triggers of one crisis."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.context = context
        look = context.look
        self.view: TriggerBoard | None = None
        self.cards: list[TriggerCard] = []
        self.deeds = ThingDeeds(context, self)
        self.crises = crisis_field(context)
        self.summary = Text(look, "", "h2", wrap=True)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        main = QWidget()
        layout = column(main, gap=12)
        layout.setContentsMargins(24, 16, 24, 0)
        layout.addWidget(self.crises, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.summary)
        layout.addWidget(self._area, 1)
        self._empty = self._build_empty()
        self.frame = CrisisFrame(context, Reading(do.PAGE, KINDS, _read), main, self.crises)
        self.frame.add_face(self._empty)
        column(self).addWidget(self.frame)
        self.frame.was_read.connect(self._on_frame_was_read)
        self.frame.emptied.connect(self.heading_changed)

    def _build_empty(self) -> EmptyPage:
        words, look, board = self.context.words, self.context.look, self.context.board
        return EmptyPage(
            look,
            icon="bolt",
            title=words.say("triggers.empty"),
            sentence=words.say("triggers.empty_why"),
            steps=[ActionButton(look, board, one) for one in (do.DEFAULTS, do.ADD)],
        )

    def heading(self) -> Heading | None:
        return self.frame.heading()

    def verbs(self) -> Mapping[str, Callable[[], None]]:
        return {do.ADD: self._ask_trigger, do.DEFAULTS: self._add_defaults, do.EVALUATE: self._log}

    def enter(self, argument: object) -> None:
        self.frame.enter(argument)
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.frame.leave()

    @Slot(object)
    def _on_frame_was_read(self, view: TriggerBoard) -> None:
        self.view = view
        self.summary.setText(self._sentence(view))
        self._show(view)
        if view.is_empty:
            self.frame.show_face(self._empty)
        self.heading_changed.emit()

    def _sentence(self, view: TriggerBoard) -> str:
        """Sum up, and say what fires now and stands in no log yet."""
        words = self.context.words
        n_open = sum(1 for one in view.triggers if one.open_firing is not None)
        n_due = sum(1 for one in view.triggers if one.is_due)
        said = words.say(
            "triggers.summary", n=len(view.triggers), open=n_open, broken=len(view.broken)
        )
        return said + " " + words.say("triggers.due_now", n=n_due) if n_due else said

    def _show(self, view: TriggerBoard) -> None:
        look, words = self.context.look, self.context.words
        body = QWidget()
        body.setMaximumWidth(WIDEST_PX)
        layout = column(body, gap=12)
        layout.setContentsMargins(0, 0, 12, 16)
        if view.broken:
            change = partial(self.deeds.ask_change, Trigger.KIND)
            layout.addWidget(BrokenCard(self.context, view.broken, change))
        if view.series.weeks:
            card = Card(name=words.say("triggers.chart", n=len(view.series.weeks)))
            card.body.addWidget(Text(look, words.say("triggers.deaths_by_week"), "h3"))
            card.body.addWidget(WeekChart(look, words, view.series))
            layout.addWidget(card)
        deeds = TriggerDeeds(
            acknowledge=self._acknowledge,
            judge=self._judge,
            tie=self._tie,
            change=self.deeds.ask_change,
            remove=self._remove,
            add_condition=self._ask_condition,
        )
        why_not = self.context.board.why_not(do.ADD)
        self.cards = [
            TriggerCard(look, words, one, view, deeds, why_not=why_not) for one in view.triggers
        ]
        for trigger_card in self.cards:
            layout.addWidget(trigger_card)
        layout.addStretch()
        place = self._area.verticalScrollBar().value()
        body.setAutoFillBackground(False)
        self._area.setWidget(body)
        self._area.verticalScrollBar().setValue(place)

    def _do(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except CrisisPlannerError as error:
            self.context.fail(error)

    def _acknowledge(self, firing_id: str) -> None:
        self._do(lambda: warning.acknowledge(self.context.session, firing_id))

    def _judge(self, firing_id: str, verdict: Verdict) -> None:
        JudgeDialog(self.context, self, firing_id, verdict).open()

    def _tie(self, trigger_id: str, point_id: str) -> None:
        session = self.context.session
        self._do(
            lambda: editing.change_field(
                session, Trigger.KIND, trigger_id, "decision_point", point_id or None
            )
        )

    def _remove(self, kind: str, thing_id: EntityId) -> None:
        """Take a trigger or a condition away; a trigger that has a log is retired with it."""
        session = self.context.session
        if kind == Trigger.KIND and session.select(TriggerFiring, trigger=thing_id):
            name = session.get(Trigger, thing_id).name
            self._do(lambda: editing.retire_entity(session, kind, thing_id))
            self.context.say(self.context.words.say("triggers.kept_log", name=name))
        else:
            self.deeds.remove(kind, thing_id)

    def _add_defaults(self) -> None:
        crisis = self.frame.crisis_id
        if crisis:
            session = self.context.session
            self._do(lambda: self._say_added(warning.add_default_triggers(session, crisis)))

    def _say_added(self, added: tuple[Trigger, ...]) -> None:
        """Say what came, and what of it leads nowhere until somebody ties it."""
        words = self.context.words
        n_loose = sum(1 for one in added if one.leads_to is LeadsTo.DECISION_POINT)
        said = words.say("triggers.defaults_added", n=len(added))
        if n_loose:
            said += " " + words.say("triggers.to_be_tied", n=n_loose)
        self.context.say(said)

    def _log(self) -> None:
        """Log for the crisis that is chosen, which may still be being read."""
        crisis, session = self.context.room.crisis or self.frame.crisis_id, self.context.session
        if crisis:
            self.context.jobs.start(
                EVALUATE_JOB,
                message("triggers.evaluating"),
                lambda _watcher: warning.log_firings(session, crisis),
                on_done=self._on_logged,
                on_failed=self.context.fail,
            )

    def _on_logged(self, fired: tuple[TriggerFiring, ...]) -> None:
        self.context.say(self.context.words.say("triggers.evaluated", n=len(fired)))

    def _ask_trigger(self) -> None:
        crisis = self.frame.crisis_id
        if crisis:
            dialog = self.deeds.ask_new(Trigger, {"crisis": crisis})
            # The first dialog closes before the second opens.
            dialog.made.connect(self._on_trigger_made, Qt.ConnectionType.QueuedConnection)

    @Slot(str)
    def _on_trigger_made(self, trigger_id: str) -> None:
        self._ask_condition(trigger_id)

    def _ask_condition(self, trigger_id: EntityId) -> NewThing:
        return self.deeds.ask_new(TriggerCondition, {"trigger": trigger_id})


def _read(session: Session, crisis_id: EntityId, _wish: object) -> TriggerBoard:
    return trigger_board(session, crisis_id)
