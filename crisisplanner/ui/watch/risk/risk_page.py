"""Watch, risk: the factors of a crisis, one square per indicator, rated alone and jointly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.risk import IndicatorState, RiskAssessment
from crisisplanner.services import assessing
from crisisplanner.services.risk_view import JOINT, RiskView, ratings_of_indicator, risk_view
from crisisplanner.services.session import Session
from crisisplanner.ui.actions import WRITABLE
from crisisplanner.ui.pages import Heading, Page, PageContext
from crisisplanner.ui.shell.side_pane import PaneSplit, SidePane
from crisisplanner.ui.watch.crisis_frame import CrisisFrame, Reading, crisis_field, fill_choices
from crisisplanner.ui.watch.risk import risk_actions as do
from crisisplanner.ui.watch.risk.board import RiskBoard
from crisisplanner.ui.watch.risk.rating_panel import RatingPanel
from crisisplanner.ui.watch.risk.risk_deeds import RiskDeeds
from crisisplanner.ui.watch.risk.summary import RiskSummary
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import ChoiceField
from crisisplanner.ui.widgets.panels import EmptyPage, column, row
from crisisplanner.ui.widgets.text import Text

KINDS = frozenset(
    {
        "risk_factor",
        "risk_indicator",
        "risk_assessment",
        "indicator_rating",
        "dissent",
        "evidence",
        "rating_evidence",
    }
)
MARGIN_PX = 24


class RiskPage(Page):
    """Show the risk of one crisis and rate it."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.context = context
        look, words = context.look, context.words
        self.view: RiskView | None = None
        self._shown: EntityId = JOINT
        self._is_begun = self._wants_next = False
        self._wanted: EntityId = ""
        self.deeds = RiskDeeds(context, self)
        self.crises = crisis_field(context)
        self.pictures = ChoiceField(look)
        self.summary = RiskSummary(look, words)
        self.board = RiskBoard(look, words)
        self.panel = RatingPanel(look, words)
        self.pane = SidePane(look, words)
        self.pane.show_body("", "", self.panel)
        self.split = PaneSplit(look, self._build_main(), self.pane)
        self._empty = self._build_empty()
        reading = Reading(do.PAGE, KINDS, _read, lambda: self._shown)
        self.frame = CrisisFrame(context, reading, self.split, self.crises)
        self.frame.add_face(self._empty)
        column(self).addWidget(self.frame)
        self._connect()

    def _connect(self) -> None:
        self.frame.was_read.connect(self._on_frame_was_read)
        self.frame.emptied.connect(self._on_frame_emptied)
        self.pictures.currentIndexChanged.connect(self._on_pictures_current_index_changed)
        self.board.factors.moved.connect(self._on_factors_moved)
        self.board.factors.rated.connect(self._on_factors_rated)
        self.panel.stepped.connect(self.board.factors.step)
        self.panel.rated.connect(self._on_panel_rated)
        self.panel.judged.connect(self.deeds.judge_cell)
        self.panel.horizon_chosen.connect(self.deeds.judge_horizon)
        self.panel.evidence_asked.connect(self.deeds.ask_evidence)
        self.panel.challenge_asked.connect(self.deeds.ask_challenge)

    def _build_main(self) -> QWidget:
        look, words = self.context.look, self.context.words
        main = QWidget()
        layout = column(main, gap=12)
        layout.setContentsMargins(MARGIN_PX, 12, MARGIN_PX, 8)
        self.pictures.setAccessibleName(words.say("risk.picture"))
        head = row(gap=8)
        head.addWidget(self.crises)
        head.addStretch()
        head.addWidget(Text(look, words.say("risk.picture"), "small", "text_2"))
        head.addWidget(self.pictures)
        self.pictures.setSizeAdjustPolicy(
            ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.pictures.setMinimumContentsLength(14)
        layout.addLayout(head)
        layout.addWidget(self.summary)
        layout.addWidget(self.board, 1)
        main.setFocusProxy(self.board.factors)
        return main

    def _build_empty(self) -> EmptyPage:
        words, look = self.context.words, self.context.look
        step: list[Button] = [ActionButton(look, self.context.board, do.NEXT)]
        return EmptyPage(
            look,
            icon="radar",
            title=words.say("risk.empty"),
            sentence=words.say("risk.empty_why"),
            steps=step,
        )

    def heading(self) -> Heading | None:
        return self.frame.heading()

    def verbs(self) -> Mapping[str, Callable[[], None]]:
        return {
            do.NEXT: self._rate_next,
            do.AGREE: self.deeds.ask_agreement,
            do.ADD: self.deeds.ask_indicator,
            do.SHARE: self.deeds.ask_reader,
            do.RECEIVE: self.deeds.ask_file,
        }

    def enter(self, argument: object) -> None:
        if isinstance(argument, str):
            self._shown = JOINT
        self.frame.enter(argument)
        self.board.factors.setFocus()

    def leave(self) -> None:
        self.frame.leave()
        for condition in (do.HAS_ASSESSMENT, do.SEVERAL):
            self.context.board.hold(condition, holds=False)

    @property
    def crisis(self) -> EntityId:
        """Give the crisis that is shown."""
        return self.frame.crisis_id

    @property
    def shown(self) -> EntityId:
        """Give the assessment whose picture is shown, or none for the joint one."""
        return self._shown

    def look_at(self, indicator: EntityId) -> None:
        """Go to an indicator, as soon as it was read where it is new."""
        self._is_begun = True
        self._wanted = indicator
        self.board.factors.go_to(indicator)

    def current_factor(self) -> EntityId:
        """Give the factor that the keyboard is on."""
        seen = self.board.factors.model_of_factors.factor(self.board.factors.currentIndex())
        return seen.factor.id if seen is not None else ""

    def own(self) -> RiskAssessment | None:
        """Give one's own assessment of the crisis."""
        author = self.context.session.author
        if self.view is None:
            return None
        return next((a for a in self.view.assessors if a.assessor == author), None)

    @Slot()
    def _on_frame_emptied(self) -> None:
        self.view = None
        self.heading_changed.emit()

    @Slot(object)
    def _on_frame_was_read(self, view: RiskView) -> None:
        self.view = view
        fill_choices(self.pictures, self._picture_names(view), view.shown)
        self.summary.show_view(view)
        self.board.show_view(view)
        is_begun = self._is_begun or not view.is_empty
        self.frame.show_face(self.split if is_begun else self._empty)
        self.context.board.hold(do.HAS_ASSESSMENT, holds=not view.is_empty)
        self.context.board.hold(do.SEVERAL, holds=len(view.assessors) > 1)
        if is_begun:
            self._show_current()
        if self._wanted:
            self.board.factors.go_to(self._wanted)
            if self.board.factors.current == self._wanted:
                self._wanted = ""
        self.heading_changed.emit()
        if self._wants_next:
            self._rate_next()

    def _picture_names(self, view: RiskView) -> list[tuple[str, str]]:
        words = self.context.words
        names = [(JOINT, words.say("risk.joint"))]
        names += [(a.id, a.assessor) for a in view.assessors]
        names += [(a.id, words.say("risk.agreed_version", on=a.assessed_on)) for a in view.agreed]
        return names

    def _show_current(self) -> None:
        factors, view = self.board.factors, self.view
        if view is None:
            return
        if not factors.current and view.factors and view.factors[0].indicators:
            factors.go_to(view.factors[0].indicators[0].indicator.id)
            return
        for factor in view.factors:
            for seen in factor.indicators:
                if seen.indicator.id == factors.current:
                    said = ratings_of_indicator(self.context.session, view, factors.current)
                    title = self.context.words.say(
                        "risk.factor_title", number=factor.factor.number, title=factor.factor.title
                    )
                    self.pane.retitle(title, self._agreement_said(view, factor.factor.id))
                    self.panel.show_indicator(factor, seen, said, self.own())
                    self.panel.show_overall(view, self.own())
                    self.panel.setEnabled(self.context.board.holds(WRITABLE))
                    if not self.split.is_drawer:
                        self.split.unfold()

    def _agreement_said(self, view: RiskView, factor_id: EntityId) -> str:
        factor = next(f for f in view.factors if f.factor.id == factor_id)
        words, found = self.context.words, factor.agreement
        if found.mean_distance is None:
            return ""
        code = "risk.far_apart" if found.is_far_apart else "risk.near"
        return words.say(code, steps=found.mean_distance, n=found.n_compared)

    def _rate_next(self) -> None:
        """Go to the next indicator that is unknown in the shown picture."""
        view = self.view
        # Asked for before the first reading came: it is done when that is there.
        self._wants_next = view is None
        if view is None:
            return
        self._is_begun = True
        self.frame.show_face(self.split)
        every = [i for f in view.factors for i in f.indicators]
        ids = [one.indicator.id for one in every]
        factors = self.board.factors
        here = ids.index(factors.current) if factors.current in ids else -1
        ordered = every[here + 1 :] + every[: here + 1]
        unknown = [i for i in ordered if i.state is IndicatorState.UNKNOWN]
        if here == 0 and every[0].state is IndicatorState.UNKNOWN:
            unknown.insert(0, every[0])
        if unknown:
            factors.go_to(unknown[0].indicator.id)
            self.split.unfold()
        else:
            self.context.say(self.context.words.say("risk.all_rated"))
        factors.setFocus(Qt.FocusReason.OtherFocusReason)

    def rate(self, fields: dict[str, Any]) -> None:
        """Rate the current indicator in one's own assessment."""
        current = self.board.factors.current
        if not current:
            return
        own = self.own()
        if self._shown != JOINT and (own is None or self._shown != own.id):
            # What is rated must be seen: another's picture gives way to the joint one.
            self._shown = JOINT
        try:
            assessing.rate(self.context.session, self.crisis, current, **fields)
        except CrisisPlannerError as error:
            self.context.fail(error)
            self.frame.refresh()

    @Slot(str)
    def _on_factors_moved(self, _indicator: str) -> None:
        self.panel.note.setModified(False)
        self._show_current()

    @Slot(str)
    def _on_factors_rated(self, state: str) -> None:
        if self.context.board.holds(WRITABLE):
            self.rate({"state": IndicatorState(state)})

    @Slot(str, object)
    def _on_panel_rated(self, field: str, value: object) -> None:
        self.rate({field: value})

    @Slot()
    def _on_pictures_current_index_changed(self) -> None:
        self._shown = self.pictures.value()
        self.frame.refresh()


def _read(session: Session, crisis_id: EntityId, shown: EntityId) -> RiskView:
    return risk_view(session, crisis_id, shown)
