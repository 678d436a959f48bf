"""Partners, who does what where: the matrix of a country, over its activities, overlaps and holes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QStackedWidget, QWidget

from crisisplanner.domain.activities import Activity
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.domain.table_query import Filter, Relation, Sort
from crisisplanner.services.presence.matrix import (
    Counted,
    PresenceView,
    PresenceWish,
    activities_in,
    read_presence,
)
from crisisplanner.services.presence.placing import countryless_sources, set_country
from crisisplanner.services.session import Session
from crisisplanner.services.tables import TABLES
from crisisplanner.ui.actions import WRITABLE
from crisisplanner.ui.jobs import Work
from crisisplanner.ui.pages import Page, PageContext
from crisisplanner.ui.presence.country_dialog import CountryDialog
from crisisplanner.ui.presence.findings import FindingList, hole_findings, overlap_findings
from crisisplanner.ui.presence.matrix_widget import PresenceMatrix
from crisisplanner.ui.presence.presence_head import PresenceHead
from crisisplanner.ui.reading import LatestReading, PageReading
from crisisplanner.ui.tables.chips import Chip
from crisisplanner.ui.tables.columns import column_of
from crisisplanner.ui.tables.panel import TablePanel, TableSetup
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.panels import EmptyPage, column, row

JOB = "presence.read"
CELL_JOB = "presence.cell"
COUNTRY_JOB = "presence.country"
IMPORT = "presence.import"
READ_FROM = frozenset({"activity", "caseload", "place", "severity", "response_plan"})
ACTIVITIES, OVERLAPS, HOLES = range(3)
CHIPS = ("activities", "overlaps", "holes")
MATRIX_PX, TABLE_PX = 430, 220


class PresencePage(Page):
    """Show who is reported where; a cell leaves the activities behind it."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        look, words = context.look, context.words
        self.view: PresenceView | None = None
        latest = LatestReading(context, JOB, message("presence.reading"), self._on_read)
        self._reading = PageReading(self, context, latest, READ_FROM, self._work)
        self.head = PresenceHead(look, words)
        self.matrix = PresenceMatrix(look, words)
        self.chips = [Chip(look, words.say(f"presence.chip.{name}")) for name in CHIPS]
        self.panel = TablePanel(context, self._setup())
        self.overlaps = self._findings("overlaps")
        self.holes = self._findings("holes")
        self._build()
        self._connect()

    def enter(self, argument: object) -> None:
        if isinstance(argument, str):
            # An empty one asks for what names no country.
            self.head.wish = replace(self.head.wish, country=argument)
        self._reading.begin()
        self.matrix.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self._reading.end()

    def verbs(self) -> Mapping[str, Callable[[], None]]:
        return {IMPORT: partial(self._context.navigate, "import", "activities")}

    def _work(self, session: Session) -> Work:
        return partial(_read, session, self.head.wish)

    def choose(self, kind: int) -> None:
        """Show the activities, the overlaps or the holes below the matrix."""
        for number, chip in enumerate(self.chips):
            chip.setChecked(number == kind)
        self._lists.setCurrentIndex(kind)

    def _findings(self, name: str) -> FindingList:
        words = self._context.words
        return FindingList(
            self._context.look,
            words,
            words.say(f"presence.chip.{name}"),
            words.say(f"presence.no_{name}"),
        )

    def _setup(self) -> TableSetup:
        words, kind = self._context.words, Activity.KIND
        return TableSetup(
            kind=kind,
            title=words.say("presence.chip.activities"),
            columns=[column_of(c, kind, words) for c in TABLES[kind].columns],
            sort=Sort("organisation"),
            empty=EmptyPage(
                self._context.look,
                icon="filter",
                title=words.say("presence.none_such"),
                sentence=words.say("presence.none_such_why"),
            ),
        )

    def _build(self) -> None:
        look, words = self._context.look, self._context.words
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.matrix)
        self.area.setMinimumHeight(160)
        self.area.viewport().setAutoFillBackground(False)
        upper = _surface()
        parts = column(upper)
        parts.addWidget(self.head)
        parts.addWidget(self.area, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(upper)
        split.addWidget(self._lower())
        split.setSizes([MATRIX_PX, TABLE_PX])
        whole = QScrollArea()
        whole.setWidgetResizable(True)
        whole.setWidget(split)
        self.empty = EmptyPage(
            look,
            icon="users-group",
            title=words.say("presence.empty"),
            sentence=words.say("presence.empty_why"),
            steps=[ActionButton(look, self._context.board, IMPORT)],
        )
        self.faces = QStackedWidget()
        self.faces.addWidget(whole)
        self.faces.addWidget(self.empty)
        column(self).addWidget(self.faces)

    def _lower(self) -> QWidget:
        lower = _surface()
        parts = column(lower)
        chips = row(gap=8)
        chips.setContentsMargins(20, 10, 16, 4)
        for number, chip in enumerate(self.chips):
            chip.clicked.connect(partial(self._on_chip_clicked, number))
            chips.addWidget(chip)
        chips.addStretch()
        parts.addLayout(chips)
        self._lists = QStackedWidget()
        for part in (self.panel, self.overlaps, self.holes):
            self._lists.addWidget(part)
        self._lists.setMinimumHeight(TABLE_PX)
        parts.addWidget(self._lists, 1)
        self.choose(ACTIVITIES)
        return lower

    def _connect(self) -> None:
        self.head.wished.connect(self._on_head_wished)
        self.head.country_asked.connect(self._on_head_country_asked)
        self.head.counted_changed.connect(self._on_head_counted_changed)
        self.matrix.chosen.connect(self._on_matrix_chosen)
        for one in (self.overlaps, self.holes):
            one.chosen.connect(self._on_finding_chosen)
        for bar in (self.area.horizontalScrollBar(), self.area.verticalScrollBar()):
            bar.valueChanged.connect(self._on_bar_value_changed)

    def _on_read(self, view: PresenceView) -> None:
        is_other = self.view is None or self.view.country != view.country
        self.view = view
        self.faces.setCurrentIndex(0 if view.countries else 1)
        self.head.show_view(view)
        self.head.set_country.setEnabled(self._context.board.holds(WRITABLE))
        self.matrix.show_view(view)
        words = self._context.words
        self.overlaps.show_findings(overlap_findings(view, words))
        self.holes.show_findings(hole_findings(view, words))
        self.chips[ACTIVITIES].show_count(words.formats.number(view.n_activities))
        self.chips[OVERLAPS].show_count(str(len(view.overlaps)))
        self.chips[HOLES].show_count(str(len(view.holes)))
        marked = self.matrix.marked
        self._ask_cell(*(("", "") if is_other or marked is None else marked))

    def _ask_cell(self, sector: str, area: str) -> None:
        """Leave the activities of a cell; without one those of the country."""
        view = self.view
        if view is None:
            return
        self.matrix.mark((sector, area) if sector and area else None)
        session = self._context.session
        self._context.jobs.start(
            CELL_JOB,
            message("presence.reading"),
            partial(_ids, session, self.head.wish, view.country, sector, area),
            on_done=self._on_ids,
            on_failed=self._context.fail,
        )

    def _on_ids(self, ids: tuple[str, ...]) -> None:
        fixed = (Filter("id", Relation.ONE_OF, ids),)
        wish = self.panel.model.wish
        if wish.fixed_filters != fixed:
            self.panel.model.show(replace(wish, fixed_filters=fixed))

    @Slot(int, int)
    def _on_matrix_chosen(self, number: int, column_number: int) -> None:
        self.choose(ACTIVITIES)
        self._context.say(self.matrix.sentence(number, column_number))
        key = self.matrix.key_at(number, column_number)
        self._ask_cell(*(("", "") if self.matrix.marked == key else key))

    @Slot(object)
    def _on_finding_chosen(self, key: tuple[str, str]) -> None:
        self.choose(ACTIVITIES)
        self._ask_cell(*key)

    def _on_chip_clicked(self, number: int, *_: object) -> None:
        self.choose(number)
        if number == ACTIVITIES and self.matrix.marked is not None:
            self._ask_cell("", "")

    @Slot(object)
    def _on_head_wished(self, _wish: PresenceWish) -> None:
        self._reading.ask()

    @Slot()
    def _on_head_country_asked(self) -> None:
        """Count by source what has no country; that takes a while."""
        session = self._context.session
        self._context.jobs.start(
            COUNTRY_JOB,
            message("presence.reading"),
            lambda _watcher: countryless_sources(session),
            on_done=self._ask_country,
            on_failed=self._context.fail,
        )

    def _ask_country(self, sources: tuple[tuple[str, int], ...]) -> None:
        if self._reading.is_shown and sources:
            dialog = CountryDialog(self._context, self, sources)
            dialog.chosen.connect(self._on_country_chosen)
            dialog.open()

    @Slot(str, object)
    def _on_country_chosen(self, country: str, source: str | None) -> None:
        """Place them beside the window, then look at that country."""
        session = self._context.session
        self.head.wish = replace(self.head.wish, country=country)
        self._context.jobs.start(
            COUNTRY_JOB,
            message("presence.setting_country"),
            lambda _watcher: set_country(session, country, source),
            on_done=self._on_country_set,
            on_failed=self._context.fail,
        )

    def _on_country_set(self, n: int) -> None:
        self._context.say(self._context.words.say("presence.country_was_set", n=n))

    @Slot(object)
    def _on_head_counted_changed(self, counted: Counted) -> None:
        self.matrix.show_counted(counted)

    @Slot()
    def _on_bar_value_changed(self) -> None:
        across, down = self.area.horizontalScrollBar(), self.area.verticalScrollBar()
        self.matrix.show_from(across.value(), down.value())


def _surface() -> QFrame:
    frame = QFrame()
    frame.setProperty("ground", "surface")
    frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return frame


def _read(session: Session, wish: PresenceWish, _watcher: Watcher) -> PresenceView:
    return read_presence(session, wish)


def _ids(
    session: Session, wish: PresenceWish, country: str, sector: str, area: str, _watcher: Watcher
) -> tuple[str, ...]:
    return activities_in(session, wish, country, sector, area)
