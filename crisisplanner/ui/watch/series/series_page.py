"""Watch, events and indicators: a series with its band and thresholds, the numbers beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.messages import message
from crisisplanner.domain.monitoring import Event, IndicatorValue, MonitoringIndicator
from crisisplanner.services.crisis_views.series_view import (
    OF_CRISIS,
    Period,
    SeriesView,
    SeriesWish,
    new_indicator_code,
    series_view,
    tie_events,
)
from crisisplanner.services.session import Session
from crisisplanner.ui.pages import Heading, Page, PageContext
from crisisplanner.ui.tables.chips import Chip
from crisisplanner.ui.watch.crisis_frame import CrisisFrame, Reading, crisis_field, fill_choices
from crisisplanner.ui.watch.series import series_actions as do
from crisisplanner.ui.watch.series.sentences import first_sentence, notes
from crisisplanner.ui.watch.series.series_chart import SeriesChart
from crisisplanner.ui.watch.series.series_table import PointsTable
from crisisplanner.ui.watch.thing_deeds import ThingDeeds
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.panels import EmptyPage, column, row
from crisisplanner.ui.widgets.text import Text

KINDS = frozenset(
    {"event", "indicator_value", "monitoring_indicator", "trigger", "trigger_condition"}
)
TIE_JOB = "series.tie"
TABLE_PX = 420
FIELD_SIGNS = 26


class SeriesPage(Page):
    """Show one series of one crisis."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        look, words = context.look, context.words
        self.view: SeriesView | None = None
        self._wish = SeriesWish()
        self.deeds = ThingDeeds(context, self)
        self.headline = Text(look, "", "h2", wrap=True)
        self.notes = Text(look, "", "small", "text_2", wrap=True)
        self.series = crisis_field(context)
        self.series.setAccessibleName(words.say("series.which"))
        self.scopes = crisis_field(context)
        self.scopes.setAccessibleName(words.say("series.about"))
        for field in (self.series, self.scopes):
            field.setMinimumContentsLength(FIELD_SIGNS)
        self.periods = {
            period: Chip(look, words.say(f"series.period.{period.value}")) for period in Period
        }
        self.chart = SeriesChart(look, words)
        self.table = PointsTable(look, words)
        self.table.hide()
        self._empty = EmptyPage(
            look,
            icon="chart-line",
            title=words.say("series.empty"),
            sentence=words.say("series.empty_why"),
            steps=[
                ActionButton(look, context.board, one) for one in (do.VALUE, do.EVENT, do.INDICATOR)
            ],
        )
        crises = crisis_field(context)
        main = self._build_main(crises)
        reading = Reading(do.PAGE, KINDS, _read, lambda: self._wish)
        self.frame = CrisisFrame(context, reading, main, crises)
        column(self).addWidget(self.frame)
        self._connect()

    def _build_main(self, crises: QWidget) -> QWidget:
        main = QWidget()
        layout = column(main, gap=8)
        layout.setContentsMargins(24, 12, 24, 12)
        fields = row(gap=8)
        for field in (crises, self.series, self.scopes):
            fields.addWidget(field)
        fields.addStretch()
        chips = row(gap=8)
        for chip in self.periods.values():
            chips.addWidget(chip)
        chips.addStretch()
        layout.addLayout(fields)
        layout.addLayout(chips)
        layout.addWidget(self.headline)
        layout.addWidget(self.notes)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.chart)
        self._split.addWidget(self.table)
        self._split.setStretchFactor(0, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._split)
        self._stack.addWidget(self._empty)
        layout.addWidget(self._stack, 1)
        main.setFocusProxy(self.chart)
        return main

    def _connect(self) -> None:
        self.frame.was_read.connect(self._on_frame_was_read)
        self.frame.emptied.connect(self.heading_changed)
        self.series.currentIndexChanged.connect(self._on_series_current_index_changed)
        self.scopes.currentIndexChanged.connect(self._on_scopes_current_index_changed)
        for period, chip in self.periods.items():
            chip.clicked.connect(partial(self._choose_period, period))
        self.table.left.connect(self.turn_table)
        self.table.value_opened.connect(partial(self.deeds.ask_change, IndicatorValue.KIND))
        self.table.remove_asked.connect(partial(self.deeds.remove, IndicatorValue.KIND))

    def heading(self) -> Heading | None:
        return self.frame.heading()

    def verbs(self) -> Mapping[str, Callable[[], None]]:
        return {
            do.TABLE: self.turn_table,
            do.TIE: self._tie,
            do.EVENT: self._ask_event,
            do.INDICATOR: self._ask_indicator,
            do.VALUE: self._ask_value,
        }

    def enter(self, argument: object) -> None:
        self.frame.enter(argument)
        self.chart.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.frame.leave()
        for condition in (do.HAS_POINTS, do.OF_COUNTRY, do.OF_INDICATOR):
            self._context.board.hold(condition, holds=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_T and self.view is not None:
            self.turn_table()
        else:
            super().keyPressEvent(event)

    @Slot()
    def turn_table(self) -> None:
        """Put the table beside the chart, or away."""
        is_shown = self.table.isHidden()
        self.table.setVisible(is_shown)
        self._split.setSizes([max(1, self._split.width() - TABLE_PX), TABLE_PX])
        shown: QWidget = self.table if is_shown else self.chart
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_frame_was_read(self, view: SeriesView) -> None:
        self.view = view
        words, board = self._context.words, self._context.board
        fill_choices(
            self.series,
            [
                (one.id, words.say("series.named", name=one.name, n=one.n_values))
                for one in view.series
            ],
            view.chosen.id,
        )
        fill_choices(
            self.scopes, [(value, words.value(name)) for value, name in view.scopes], view.scope
        )
        self.series.show()
        self.scopes.setVisible(len(view.scopes) > 1)
        for period, chip in self.periods.items():
            chip.setVisible(view.is_of_events)
            chip.setChecked(period is view.period)
        said = first_sentence(view, words)
        self.headline.setText(said)
        more = notes(view, words)
        self.notes.setText(more)
        self.notes.setVisible(bool(more))
        self.chart.show_view(view, said)
        self.table.show_view(view)
        self._stack.setCurrentIndex(0 if view.points else 1)
        board.hold(do.HAS_POINTS, holds=bool(view.points))
        is_of_country = view.is_of_events and view.scope != OF_CRISIS and bool(view.points)
        board.hold(do.OF_COUNTRY, holds=is_of_country)
        board.hold(do.OF_INDICATOR, holds=not view.is_of_events)
        self.heading_changed.emit()

    def choose(self, wish: SeriesWish) -> None:
        """Show another series."""
        self._wish = wish
        self.frame.refresh()

    @Slot()
    def _on_series_current_index_changed(self) -> None:
        self.choose(SeriesWish(self.series.value(), period=self._wish.period))

    @Slot()
    def _on_scopes_current_index_changed(self) -> None:
        self.choose(SeriesWish(self._wish.series, self.scopes.value(), self._wish.period))

    def _choose_period(self, period: Period, *_: object) -> None:
        self.choose(SeriesWish(self._wish.series, self._wish.scope, period))

    def _tie(self) -> None:
        view = self.view
        if view is None or view.scope == OF_CRISIS:
            return
        session, crisis, scope = self._context.session, view.crisis.id, view.scope
        self._context.jobs.start(
            TIE_JOB,
            message("series.tying"),
            lambda _watcher: tie_events(session, crisis, scope),
            on_done=self._on_tied,
            on_failed=self._context.fail,
        )

    def _on_tied(self, n: int) -> None:
        self._context.say(self._context.words.say("series.tied", n=n))

    def _ask_event(self) -> None:
        crisis = self.frame.crisis_id
        if crisis:
            code = self._context.session.outside.new_id()
            self.deeds.ask_new(Event, {"code": code, "crisis": crisis})

    def _ask_indicator(self) -> None:
        given = {"code": new_indicator_code(self._context.session)}
        dialog = self.deeds.ask_new(MonitoringIndicator, given)
        dialog.made.connect(self._on_indicator_made)

    @Slot(str)
    def _on_indicator_made(self, indicator: str) -> None:
        self.choose(SeriesWish(indicator, period=self._wish.period))

    def _ask_value(self) -> None:
        view = self.view
        if view is not None and not view.is_of_events:
            self.deeds.ask_new(IndicatorValue, {"indicator": view.chosen.id})


def _read(session: Session, crisis_id: EntityId, wish: SeriesWish) -> SeriesView:
    return series_view(session, crisis_id, wish)
