"""Plan, scenario and needs: the caseload, how it grows, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QStackedWidget, QWidget

from crisisplanner.domain.caseload import Caseload
from crisisplanner.domain.changes import Changes
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.domain.table_query import Filter, Relation, Sort
from crisisplanner.services.needs import deriving
from crisisplanner.services.needs.deriving import Effect, Preview
from crisisplanner.services.needs.needs_view import NeedsView, read_needs
from crisisplanner.services.session import Session
from crisisplanner.services.tables import TABLES
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.jobs import Work
from crisisplanner.ui.needs.need_phrases import headline, standing
from crisisplanner.ui.needs.needs_actions import ADD, DERIVE, FACTORS, HAS_PLAN, TEMPLATE
from crisisplanner.ui.needs.needs_box import NeedsBox
from crisisplanner.ui.needs.people_curve import PeopleCurve
from crisisplanner.ui.needs.preview_dialogs import DeriveDialog, PreviewDialog, TemplateDialog
from crisisplanner.ui.pages import Heading, Page, PageContext
from crisisplanner.ui.reading import LatestReading, PageReading
from crisisplanner.ui.tables.columns import column_of
from crisisplanner.ui.tables.panel import TablePanel, TableSetup
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import ChoiceField
from crisisplanner.ui.widgets.panels import EmptyPage, column, row
from crisisplanner.ui.widgets.text import Text

JOB = "needs.read"
ASKED = ("caseload_group", "sex", "age", "people", "arrivals", "arrivals_from", "arrivals_to")
READ_FROM = frozenset(
    {"caseload", "planning_factor", "capability_type", "scenario", "plan", "phase", "requirement"}
)
BESIDE_FROM_PX = 1000
TABLE_PX = 250


class NeedsPage(Page):
    """Show whom a plan serves and what that asks for."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        look, words = context.look, context.words
        self._view: NeedsView | None = None
        self._plan_id = ""
        said = message("needs.reading")
        latest = LatestReading(context, JOB, said, self._on_read)
        self._reading = PageReading(self, context, latest, READ_FROM, self._work)
        self.caseload: TablePanel | None = None
        self._caseload_of = ("", False)
        self.headline = Text(look, "", "h2", wrap=True)
        self.standing = Text(look, "", "small", "text_2", wrap=True)
        self.plans = ChoiceField(look)
        self.curve = PeopleCurve(look, words)
        self.box = NeedsBox(context)
        self.no_plan = EmptyPage(
            look,
            icon="puzzle",
            title=words.say("needs.no_plan"),
            sentence=words.say("needs.no_plan_why"),
        )
        self._build()
        self.box.opened.connect(self._on_box_opened)
        self.box.restore_asked.connect(self._on_box_restore_asked)
        self.plans.activated.connect(self._on_plans_activated)

    def heading(self) -> Heading | None:
        view = self._view
        session = self._context.room.session
        if view is None or session is None:
            return None
        return Heading((session.workspace().name, view.plan_title))

    def verbs(self) -> Mapping[str, Callable[[], None]]:
        return {
            FACTORS: partial(self._context.navigate, "factors", None),
            ADD: self.add_part,
            TEMPLATE: self.choose_template,
            DERIVE: self.derive,
        }

    def enter(self, argument: object) -> None:
        if isinstance(argument, str):
            self._plan_id = argument
        self._hold()
        self._reading.begin()

    def leave(self) -> None:
        self._reading.end()

    def add_part(self) -> None:
        """Ask for a part of the caseload."""
        if self._view is None:
            return
        given = {"scenario": self._view.scenario_id}
        NewThing(self._context, Caseload, ASKED, self, given).open()

    def derive(self) -> None:
        """Show what deriving would do."""
        if self._view is not None:
            self._open(DeriveDialog(self._context, self._view.plan_id, self))

    def choose_template(self) -> None:
        """Show the templates of measures."""
        if self._view is not None:
            self._open(TemplateDialog(self._context, self._view.plan_id, self))

    def _work(self, session: Session) -> Work:
        return partial(_read, session, self._plan_id)

    def _build(self) -> None:
        look, words = self._context.look, self._context.words
        self.plans.hide()
        self.plans.setAccessibleName(words.say("needs.plans"))
        head = column(gap=2)
        head.setContentsMargins(24, 14, 24, 12)
        line = row(gap=12)
        line.addWidget(self.headline, 1)
        line.addWidget(self.plans)
        head.addLayout(line)
        head.addWidget(self.standing)
        self._upper = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._upper.setContentsMargins(0, 0, 0, 0)
        self._upper.setSpacing(0)
        chart = QWidget()
        chart_parts = column(chart, gap=4)
        chart_parts.setContentsMargins(20, 12, 20, 8)
        chart_parts.addWidget(Text(look, words.say("needs.curve"), "h3"))
        chart_parts.addWidget(self.curve, 1)
        self._upper.addWidget(_framed(chart), 2)
        body = QWidget()
        parts = column(body)
        parts.addLayout(head)
        parts.addLayout(self._upper)
        parts.addWidget(self.box, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        self._stack = QStackedWidget()
        self._stack.addWidget(area)
        self._stack.addWidget(self.no_plan)
        column(self).addWidget(self._stack)

    def _on_read(self, view: NeedsView | None) -> None:
        self._view = view
        self._hold()
        if view is None:
            self._stack.setCurrentWidget(self.no_plan)
        else:
            self._plan_id = view.plan_id
            self._show(view)
            self._stack.setCurrentIndex(0)
        self.heading_changed.emit()

    def _show(self, view: NeedsView) -> None:
        words = self._context.words
        said = headline(view, words)
        self.headline.setText(said)
        self.standing.setText(standing(view, words))
        self.standing.setVisible(bool(self.standing.text()))
        if [value for value, _ in view.plans] != [
            self.plans.itemData(number) for number in range(self.plans.count())
        ]:
            self.plans.clear()
            for value, title in view.plans:
                self.plans.addItem(title, value)
        self.plans.choose(view.plan_id)
        self.plans.setVisible(len(view.plans) > 1)
        self._show_caseload(view)
        self.curve.show_view(view, said)
        self.box.show_view(view)

    def _show_caseload(self, view: NeedsView) -> None:
        # An empty table offers the scenario's figures, once there are any.
        shown = (view.scenario_id, view.has_scenario_figures)
        if self.caseload is not None and self._caseload_of == shown:
            return
        if self.caseload is not None:
            frame = self.caseload.parentWidget()
            self.caseload.deleteLater()
            if frame is not None:
                frame.deleteLater()
        self._caseload_of = shown
        self.caseload = TablePanel(
            self._context, caseload_setup(self._context, view, self._on_take_asked)
        )
        self.caseload.setMinimumHeight(TABLE_PX)
        self._upper.insertWidget(0, _framed(self.caseload), 3)
        self._arrange()

    def _open(self, dialog: PreviewDialog) -> None:
        dialog.done_with.connect(self._on_dialog_done_with)
        dialog.open()

    def _hold(self) -> None:
        self._context.board.hold(HAS_PLAN, holds=self._view is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        is_wide = self.width() >= BESIDE_FROM_PX
        self._upper.setDirection(
            QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        )

    @Slot(object)
    def _on_dialog_done_with(self, done: Preview) -> None:
        words = self._context.words
        self._context.say(
            words.say(
                "needs.done",
                added=len(done.of(Effect.ADDED)),
                changed=len(done.of(Effect.CHANGED)),
                removed=len(done.of(Effect.REMOVED)),
            )
        )

    def _on_take_asked(self) -> None:
        self._edit(lambda session: deriving.take_scenario_figures(session, self._plan_id))

    @Slot(str)
    def _on_box_restore_asked(self, requirement_id: str) -> None:
        if requirement_id:
            self._edit(lambda session: deriving.take_derived_value(session, requirement_id))

    def _edit(self, edit: Callable[[Session], Changes]) -> None:
        try:
            edit(self._context.session)
        except CrisisPlannerError as error:
            self._context.fail(error)

    @Slot(str)
    def _on_box_opened(self, requirement_id: str) -> None:
        self._context.navigate("requirements", requirement_id)

    @Slot(int)
    def _on_plans_activated(self, _number: int) -> None:
        self._plan_id = self.plans.value()
        self._reading.ask()


def _read(session: Session, plan_id: str, _watcher: Watcher) -> NeedsView | None:
    return read_needs(session, plan_id)


def _framed(inner: QWidget) -> QFrame:
    frame = QFrame()
    frame.setProperty("ground", "surface")
    frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column(frame).addWidget(inner)
    return frame


def caseload_setup(context: PageContext, view: NeedsView, take: Callable[[], None]) -> TableSetup:
    """Describe the table of a scenario's caseload; empty, it offers the scenario's figures."""
    look, words = context.look, context.words
    kind = Caseload.KIND
    steps: list[Button] = []
    if view.has_scenario_figures and not context.session.is_read_only:
        button = Button(look, words.say("needs.take_scenario"))
        button.clicked.connect(take)
        steps.append(button)
    steps.append(ActionButton(look, context.board, ADD))
    return TableSetup(
        kind=kind,
        title=words.say("needs.caseload"),
        columns=[column_of(c, kind, words) for c in TABLES[kind].columns],
        sort=Sort("caseload_group"),
        empty=EmptyPage(
            look,
            icon="users",
            title=words.say("needs.no_caseload"),
            sentence=words.say("needs.no_caseload_why"),
            steps=steps,
        ),
        fixed_filters=(Filter("scenario", Relation.EQUALS, view.scenario_id),),
    )
