"""Watch, overview: what a crisis is and where it stands, on one page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from crisisplanner.domain.entity import EntityId
from crisisplanner.services.crisis_views.crisis_overview import CrisisOverview, crisis_overview
from crisisplanner.services.session import Session
from crisisplanner.ui.pages import Heading, Page, PageContext
from crisisplanner.ui.watch.crisis_frame import CrisisFrame, Reading, crisis_field
from crisisplanner.ui.watch.overview.figure_row import FigureRow
from crisisplanner.ui.watch.overview.sections import Sections
from crisisplanner.ui.watch.overview.sentences import first_sentence, headlines
from crisisplanner.ui.widgets.panels import column, row
from crisisplanner.ui.widgets.text import Text

KINDS = frozenset(
    {
        "access_permit",
        "calendar_event",
        "chair_term",
        "crisis_actor",
        "crisis_fact",
        "decision_point",
        "event",
        "indicator_rating",
        "indicator_value",
        "plan",
        "response_plan",
        "risk_assessment",
        "risk_indicator",
        "scenario",
        "severity",
        "task",
        "trigger",
        "trigger_condition",
        "trigger_firing",
    }
)
TWO_COLUMNS_FROM_PX = 860
MARGIN_PX = 24


class OverviewPage(Page):
    """Show one crisis."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        look = context.look
        self.view: CrisisOverview | None = None
        self.headline = Text(look, "", "h2", wrap=True)
        self._columns: QBoxLayout | None = None
        crises = crisis_field(context)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        main = QWidget()
        layout = column(main, gap=8)
        layout.setContentsMargins(0, 12, 0, 0)
        head = row()
        head.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, 0)
        head.addWidget(crises)
        head.addWidget(self.headline, 1)
        layout.addLayout(head)
        layout.addWidget(self.area, 1)
        reading = Reading("overview", KINDS, _read)
        self.frame = CrisisFrame(context, reading, main, crises)
        column(self).addWidget(self.frame)
        self.frame.was_read.connect(self._on_frame_was_read)
        self.frame.emptied.connect(self.heading_changed)

    def heading(self) -> Heading | None:
        return self.frame.heading()

    def enter(self, argument: object) -> None:
        self.frame.enter(argument)
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.frame.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    @Slot(object)
    def _on_frame_was_read(self, view: CrisisOverview) -> None:
        self.view = view
        words = self._context.words
        place = self.area.verticalScrollBar().value()
        self.headline.setText(first_sentence(view, words))
        # A new body is laid out at once; one that is filled anew would be for one frame too low.
        body = QWidget()
        body.setAutoFillBackground(False)
        layout = column(body, gap=12)
        layout.setContentsMargins(MARGIN_PX, 4, MARGIN_PX, 16)
        figures = FigureRow(self._context.look)
        figures.show_figures(headlines(view, words))
        layout.addWidget(figures)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        layout.addLayout(self._columns)
        layout.addStretch()
        sections = Sections(self._context, view)
        for blocks, share in ((sections.first_column(), 3), (sections.second_column(), 2)):
            self._columns.addWidget(self._framed(blocks), share)
        self._turn()
        self.area.setWidget(body)
        self.area.verticalScrollBar().setValue(place)
        self.heading_changed.emit()

    def _turn(self) -> None:
        """Stand columns beside each other where there is room."""
        if self._columns is not None:
            is_wide = self.width() >= TWO_COLUMNS_FROM_PX
            direction = QBoxLayout.Direction
            self._columns.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)

    def _framed(self, blocks: QWidget) -> QWidget:
        card = QFrame()
        card.setProperty("card", "true")
        column(card, margin=1).addWidget(blocks)
        # An alignment would keep the card from being asked for its height at its width.
        holder = QWidget()
        parts = column(holder)
        parts.addWidget(card)
        parts.addStretch()
        return holder


def _read(session: Session, crisis_id: EntityId, _wish: object) -> CrisisOverview:
    return crisis_overview(session, crisis_id)
