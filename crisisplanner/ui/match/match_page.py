"""The match page: figures, requirements and time chart on shared rows, and why something is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services.matching.match_view import MatchView, Standing
from crisisplanner.services.matching.view_reading import MatchReading
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.match.aiming import MatchAiming
from crisisplanner.ui.match.arrival_tip import ArrivalTip
from crisisplanner.ui.match.board import MatchBoard
from crisisplanner.ui.match.board_keys import BoardKeys
from crisisplanner.ui.match.chart_pointer import ChartPointer
from crisisplanner.ui.match.coverage_curve import CurvePanel
from crisisplanner.ui.match.deeds import MatchDeeds
from crisisplanner.ui.match.desk import MatchDesk
from crisisplanner.ui.match.figures import FiguresRow
from crisisplanner.ui.match.inspector import Inspector
from crisisplanner.ui.match.lever_phrases import LeverPhrases
from crisisplanner.ui.match.match_actions import AIMS, IMPROVE, MATCH
from crisisplanner.ui.match.numbers_table import NumbersPanel
from crisisplanner.ui.match.partner_asking import PartnerAsking
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.match.plan_bar import PlanBar
from crisisplanner.ui.match.standing_strip import StandingStrip
from crisisplanner.ui.match.studies import MatchStudies
from crisisplanner.ui.pages import Heading, Page, PageContext
from crisisplanner.ui.plan.requirements_page import ASKED
from crisisplanner.ui.shell.side_pane import PaneSplit
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.panels import EmptyPage, column

BOARD = 0


class MatchPage(Page):
    """Show a plan's match, and change what it is made from."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.phrases = Phrases(context.words)
        self.desk = MatchDesk(context, self)
        self._view: MatchView | None = None
        self._is_unfolded = False
        self._wanted = ""
        self.setProperty("ground", "surface")
        look = context.look
        self.figures = FiguresRow(look, self.phrases)
        self.strip = StandingStrip(look, self.phrases)
        self.board = MatchBoard(look, self.phrases)
        self.table = NumbersPanel(look, self.phrases)
        self.curve = CurvePanel(look, self.phrases)
        self.inspector = Inspector(look, self.phrases)
        self.plans = PlanBar(look, self.phrases)
        self._faces = QStackedWidget()
        self.split = PaneSplit(look, self._faces, self.inspector)
        self._stack = QStackedWidget()
        self.empty: EmptyPage | None = None
        self.tip = ArrivalTip(look, self.phrases, self)
        self.deeds = MatchDeeds(look, self.phrases, self.board, self.desk, self)
        self.pointer = ChartPointer(self.board.chart, self.tip, self.phrases, self.deeds.refusal)
        self.aiming = MatchAiming(context, self.desk, self)
        self.asking = PartnerAsking(context, self.phrases, self)
        self._keys = BoardKeys(self.board, self.deeds, self.pointer, self)
        words = LeverPhrases(self.phrases)
        self.studies = MatchStudies(context, words, self.desk, self.split, self.inspector, self)
        self._build()
        self._connect()

    def heading(self) -> Heading | None:
        view = self._view
        session = self._context.room.session
        if view is None or session is None:
            return None
        title = view.title
        if view.number:
            title = self.phrases.code("plan_title", number=view.number, title=view.title)
        return Heading((session.workspace().name, title))

    def verbs(self) -> Mapping[str, Callable[[], None]]:
        return {
            MATCH: self.desk.match,
            IMPROVE: self.desk.improve,
            AIMS: self.aiming.open,
            **self.studies.verbs(),
        }

    def enter(self, argument: object) -> None:
        self.desk.want(is_wanted=True)
        self.desk.show_plan(argument if isinstance(argument, str) else self.desk.plan_id)
        self.board.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.desk.want(is_wanted=False)
        self.pointer.give_up()

    def show_reading(self, reading: MatchReading | None) -> None:
        """Show what was read."""
        view = None if reading is None else reading.view
        live = self.desk.live.view
        if view is not None and live is not None and live.plan == view.plan:
            self.show_live(live)
            return
        self._view = view
        if view is None or view.standing is Standing.EMPTY:
            self._show_empty(view)
            self.heading_changed.emit()
            return
        self._show_parts(view, is_writable=not view.is_read_only)
        self._stack.setCurrentIndex(0)
        if view.need(self._wanted) is not None:
            self.board.open_need(self._wanted)
            self._wanted = ""
        self._show_need()
        self.heading_changed.emit()

    @Slot(object)
    def show_live(self, view: MatchView) -> None:
        """Show a plan of a run that goes on; nothing of it is stored, so nothing can be edited."""
        if not self.isVisible() or view.plan != self.desk.plan_id:
            # Another page or another plan is looked at; it comes back with the plan.
            return
        self._view = view
        before = self.inspector.need
        self._show_parts(view, is_writable=False)
        if self.board.need != before:
            self._show_need()

    @Slot(object)
    def _on_desk_live_told(self, view: MatchView) -> None:
        """Show the figures at once: they are those that the status row says of the same plan."""
        if self.isVisible() and view.plan == self.desk.plan_id:
            self.figures.show_view(view)
            self.strip.show_view(view, can_match=False)

    def _show_parts(self, view: MatchView, *, is_writable: bool) -> None:
        self.pointer.is_writable = self.deeds.is_writable = is_writable
        self.figures.show_view(view)
        self.strip.show_view(view, can_match=is_writable)
        self.board.show_view(view, is_writable=is_writable)
        self.table.show_view(view)
        self.curve.show_view(view)

    def _build(self) -> None:
        for face in (self.board, self.table, self.curve):
            self._faces.addWidget(face)
        work = QWidget()
        parts = column(work)
        for part in (self.plans, self.figures, self.strip):
            parts.addWidget(part)
        parts.addWidget(self.split, 1)
        self.split.cover(work)
        self._stack.addWidget(work)
        column(self).addWidget(self._stack)

    def _connect(self) -> None:
        board, pointer = self.board, self.pointer
        self.desk.came.connect(self.show_reading)
        self.desk.plans_came.connect(self._on_desk_plans_came)
        self.plans.field.activated.connect(self._on_plans_activated)
        self.desk.live.came.connect(self.show_live)
        self.desk.live.told.connect(self._on_desk_live_told)
        self.strip.match_asked.connect(self.desk.match)
        self.strip.stop_asked.connect(self.desk.stop)
        self.strip.discard_asked.connect(self.desk.discard)
        board.need_opened.connect(self._show_need)
        board.need_entered.connect(self._on_board_need_entered)
        board.need_unfolded.connect(board.open_need)
        board.need_unfolded.connect(self.split.unfold)
        board.key_asked.connect(self._keys.press)
        self._keys.face_asked.connect(self.show_face)
        board.head.add_asked.connect(self._on_head_add_asked)
        board.buttons.lock_asked.connect(self.deeds.lock_chosen)
        board.buttons.forbid_asked.connect(self.deeds.forbid_chosen)
        board.buttons.partner_asked.connect(self.deeds.ask_for_chosen)
        board.buttons.menu_asked.connect(self.deeds.open_chosen_menu)
        pointer.need_chosen.connect(board.open_need)
        pointer.need_chosen.connect(self._on_pointer_need_chosen)
        pointer.allocation_chosen.connect(board.chart.select_allocation)
        pointer.lock_asked.connect(self.deeds.toggle_lock)
        pointer.wish_asked.connect(self.deeds.ask)
        pointer.menu_asked.connect(self.deeds.open_menu_of)
        pointer.group_asked.connect(board.toggle_group_at)
        self.deeds.need_edit_asked.connect(partial(self._context.navigate, "requirements"))
        self.deeds.face_asked.connect(self.show_face)
        self.deeds.partner_asked.connect(self.asking.open)
        self.inspector.partner_asked.connect(self.asking.open)
        self.inspector.all_blocked_asked.connect(self._on_inspector_all_blocked_asked)
        self.table.left.connect(self.show_board)
        self.table.need_chosen.connect(board.open_need)
        self.curve.left.connect(self.show_board)

    @Slot()
    def show_board(self) -> None:
        """Go back to list and chart."""
        self._faces.setCurrentIndex(BOARD)
        self.board.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def shown_face(self) -> QWidget:
        """Give what is shown: the board, the table of numbers or the curve."""
        return (self.board, self.table, self.curve)[self._faces.currentIndex()]

    @Slot(int)
    def show_face(self, face: int) -> None:
        """Show the table of numbers or the curve, or go back from it."""
        if self._faces.currentIndex() == face:
            self.show_board()
            return
        self._faces.setCurrentIndex(face)
        self.shown_face.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _show_need(self) -> None:
        view, need = self._view, self.board.need
        if view is None or need is None:
            self.split.fold()
            return
        self.inspector.show_need(view, need, all_blocked=self.board.choice.all_blocked)
        if not self._is_unfolded and not self.split.is_drawer:
            self._is_unfolded = True
            self.split.unfold()

    def _show_empty(self, view: MatchView | None) -> None:
        code = "empty.no_plan" if view is None else "empty.no_needs"
        if self.empty is not None:
            self._stack.removeWidget(self.empty)
            self.empty.deleteLater()
        steps: list[Button] = []
        if view is None:
            steps.append(ActionButton(self._context.look, self._context.board, "plans.add"))
        else:
            step = Button(self._context.look, self.phrases.code("add_need"), icon="plus")
            step.clicked.connect(self._on_head_add_asked)
            steps.append(step)
        self.empty = EmptyPage(
            self._context.look,
            icon="puzzle",
            title=self.phrases.code(code),
            sentence=self.phrases.code(f"{code}.sentence"),
            steps=steps,
        )
        self._stack.addWidget(self.empty)
        self._stack.setCurrentWidget(self.empty)

    @Slot(str)
    def _on_board_need_entered(self, need_id: str) -> None:
        if self.pointer.wishing.drop():
            return
        self.board.open_need(need_id)
        if self.inspector.isHidden():
            self.split.unfold()
        elif self.split.is_drawer:
            self.split.fold()

    @Slot()
    def _on_head_add_asked(self) -> None:
        dialog = NewThing(self._context, Requirement, ASKED, self, {"plan": self.desk.plan_id})
        dialog.made.connect(self._on_dialog_made)
        dialog.open()

    @Slot(str)
    def _on_dialog_made(self, need_id: str) -> None:
        self._wanted = need_id

    @Slot()
    def _on_pointer_need_chosen(self) -> None:
        self.board.list.setFocus(Qt.FocusReason.MouseFocusReason)

    @Slot()
    def _on_inspector_all_blocked_asked(self) -> None:
        self.board.show_all_blocked()
        self._show_need()

    @Slot(object)
    def _on_desk_plans_came(self, plans: tuple[Plan, ...]) -> None:
        self.plans.show_plans(((plan.id, plan.title) for plan in plans), self.desk.plan_id)

    @Slot()
    def _on_plans_activated(self) -> None:
        self.desk.show_plan(self.plans.field.value())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.split.is_drawer and self._is_unfolded:
            # What stood beside the chart would cover it now.
            self._is_unfolded = False
            self.split.fold()
        elif not self.split.is_drawer and not self._is_unfolded:
            self._show_need()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.pointer.give_up()
        if event.matches(QKeySequence.StandardKey.Find):
            self.board.head.open_filter()
            return
        super().keyPressEvent(event)
