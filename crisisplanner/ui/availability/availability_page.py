"""Partners, availability: what is there by type and week, over the offers behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QStackedWidget, QWidget

from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.progress import Watcher
from crisisplanner.domain.table_query import Filter, Relation, Sort
from crisisplanner.services.availability import AvailabilityView, day_or_start, read_availability
from crisisplanner.services.session import Session
from crisisplanner.ui.availability.heat_map import HeatMap, Measure
from crisisplanner.ui.availability.legend import HeatLegend, LegendMark
from crisisplanner.ui.jobs import Work
from crisisplanner.ui.pages import Page, PageContext
from crisisplanner.ui.partners.offers_page import offer_columns
from crisisplanner.ui.reading import LatestReading, PageReading
from crisisplanner.ui.tables.chips import Chip
from crisisplanner.ui.tables.panel import TablePanel, TableSetup
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.fields import ChoiceField
from crisisplanner.ui.widgets.flow import FlowLayout
from crisisplanner.ui.widgets.panels import EmptyPage, column, row
from crisisplanner.ui.widgets.text import Text

JOB = "availability.read"
READ_FROM = frozenset(
    {
        "allocation",
        "capability_type",
        "commitment",
        "decision_step",
        "institution",
        "offer",
        "partner",
        "plan",
        "requirement",
    }
)
ALL, TWICE, EXPIRING = range(3)
TYPE, TYPE_NAME = "type", "type.name"
MOST_NAMED = 3
MAP_PX = 330
TABLE_PX = 240


class AvailabilityPage(Page):
    """Show the heat map and the offers; a cell leaves the offers of its type."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        look, words = context.look, context.words
        self._view: AvailabilityView | None = None
        self._plan_id = ""
        said = message("availability.reading")
        latest = LatestReading(context, JOB, said, self._on_read)
        self._reading = PageReading(self, context, latest, READ_FROM, self._work)
        self._chosen_chip = ALL
        self.headline = Text(look, "", "h2", wrap=True)
        self.notes = Text(look, "", "small", "text_2", wrap=True)
        self.plans = ChoiceField(look)
        self.plans.setAccessibleName(words.say("availability.plans"))
        self.measure = ChoiceField(
            look, [(m.value, words.say(f"availability.measure.{m.value}")) for m in Measure]
        )
        self.measure.setAccessibleName(words.say("availability.measure"))
        self.map = HeatMap(look, words)
        self.chips = [
            Chip(look, words.say(f"availability.chip.{name}"))
            for name in ("all", "twice", "expiring")
        ]
        self.panel = TablePanel(context, self._setup())
        self.panel.setMinimumHeight(TABLE_PX)
        self.empty = EmptyPage(
            look,
            icon="calendar",
            title=words.say("availability.empty"),
            sentence=words.say("availability.empty_why"),
            steps=[
                ActionButton(look, context.board, action)
                for action in ("offers.import", "offers.add")
            ],
        )
        self._build()
        self._connect()

    def enter(self, argument: object) -> None:
        if isinstance(argument, str):
            self._plan_id = argument
        self._reading.begin()
        self.map.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self._reading.end()

    def _work(self, session: Session) -> Work:
        return partial(_read, session, self._plan_id)

    def _setup(self) -> TableSetup:
        words = self._context.words
        return TableSetup(
            kind=Offer.KIND,
            title=words.say("page.offers"),
            columns=[
                one.reading(TYPE) if one.path == TYPE_NAME else one
                for one in offer_columns(self._context)
            ],
            sort=Sort("partner.name"),
            empty=EmptyPage(
                self._context.look,
                icon="filter",
                title=words.say("availability.none_such"),
                sentence=words.say("availability.none_such_why"),
            ),
        )

    def _build(self) -> None:
        look, words = self._context.look, self._context.words
        head = column(gap=2)
        head.setContentsMargins(24, 12, 24, 10)
        line = row(gap=12)
        line.addWidget(self.headline, 1)
        line.addWidget(self.plans)
        line.addWidget(self.measure)
        head.addLayout(line)
        head.addWidget(self.notes)
        upper = QFrame()
        upper.setProperty("ground", "surface")
        upper.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        parts = column(upper)
        parts.addLayout(head)
        legend = FlowLayout(gap=16)
        legend.setContentsMargins(24, 0, 20, 6)
        legend.addWidget(Text(look, words.say("availability.map"), "h3"))
        legend.addWidget(HeatLegend(look, self._marks()))
        parts.addLayout(legend)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.map)
        area.setMinimumHeight(120)
        area.viewport().setAutoFillBackground(False)
        self._faces = QStackedWidget()
        self._faces.addWidget(area)
        self._faces.addWidget(self.empty)
        parts.addWidget(self._faces, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(upper)
        split.addWidget(self._lower())
        split.setSizes([MAP_PX + 90, TABLE_PX])
        whole = QScrollArea()
        whole.setWidgetResizable(True)
        whole.setWidget(split)
        column(self).addWidget(whole)

    def _marks(self) -> list[LegendMark]:
        say = self._context.words.say
        return [
            LegendMark(say("availability.legend.share")),
            LegendMark(say("availability.legend.none"), ground="open_tint", lines="open_hatch"),
            LegendMark(say("availability.legend.short"), corner="open_fill"),
        ]

    def _lower(self) -> QWidget:
        lower = QFrame()
        lower.setProperty("ground", "surface")
        lower.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        parts = column(lower)
        chips = row(gap=8)
        chips.setContentsMargins(20, 10, 16, 0)
        for number, chip in enumerate(self.chips):
            chip.clicked.connect(partial(self._choose, number))
            chips.addWidget(chip)
        chips.addStretch()
        parts.addLayout(chips)
        parts.addWidget(self.panel, 1)
        return lower

    def _connect(self) -> None:
        self.map.chosen.connect(self._on_map_chosen)
        self.plans.activated.connect(self._on_plans_activated)
        self.measure.activated.connect(self._on_measure_activated)
        self.panel.opened.connect(self._on_panel_opened)
        self.panel.model.reloaded.connect(self._on_model_reloaded)

    def _on_read(self, view: AvailabilityView) -> None:
        self._view = view
        self._plan_id = view.plan_id
        words = self._context.words
        self.headline.setText(self._headline(view))
        self.notes.setText("  ".join(self._notes(view)))
        self.notes.setVisible(bool(self.notes.text()))
        self.plans.clear()
        for value, title in view.plans:
            self.plans.addItem(words.say("availability.from_d", plan=title), value)
        self.plans.choose(view.plan_id)
        self.plans.setVisible(len(view.plans) > 1)
        self.map.show_view(view)
        self._faces.setCurrentIndex(0 if view.rows else 1)
        self.chips[TWICE].show_count(str(len(view.twice)))
        self.chips[EXPIRING].show_count(str(len(view.expiring)))
        self._choose(self._chosen_chip)

    def _headline(self, view: AvailabilityView) -> str:
        words = self._context.words
        short = [line for line in view.rows if any(cell.is_short for cell in line.cells)]
        needed = [line for line in view.rows if line.most_needed > 0]
        if not view.rows:
            return words.say("availability.nothing")
        if not needed:
            return words.say("availability.no_needs", n=len(view.rows))
        return words.say("availability.headline", n=len(short), all=len(needed))

    def _notes(self, view: AvailabilityView) -> list[str]:
        words = self._context.words
        notes = [
            words.say(
                "availability.twice" if one.is_agreed else "availability.twice_by_drafts",
                partner=one.partner,
                type=one.type,
                promised=one.promised,
                quantity=one.quantity,
                day=day_or_start(one.from_day),
                wheres=one.wheres,
            )
            for one in view.twice[:MOST_NAMED]
        ]
        notes += [
            words.say(
                "availability.expires",
                partner=one.partner,
                type=one.type,
                on=one.on,
                n=one.days_left,
            )
            for one in view.expiring[:MOST_NAMED]
        ]
        if view.unplaced:
            notes.append(words.say("availability.unplaced", names=view.unplaced))
        if view.n_with_unknown_days:
            notes.append(words.say("availability.unknown_days", n=view.n_with_unknown_days))
        return notes

    def _choose(self, number: int, *_: object) -> None:
        self._chosen_chip = number
        for other, chip in enumerate(self.chips):
            chip.setChecked(other == number)
        view = self._view
        ids: Sequence[str] = ()
        if view is not None and number == TWICE:
            ids = [one.offer_id for one in view.twice]
        elif view is not None and number == EXPIRING:
            ids = [one.offer_id for one in view.expiring]
        fixed = () if number == ALL else (Filter("id", Relation.ONE_OF, tuple(ids)),)
        wish = self.panel.model.wish
        if wish.fixed_filters != fixed:
            self.panel.model.show(replace(wish, fixed_filters=fixed))

    @Slot(int, int)
    def _on_map_chosen(self, number: int, column_number: int) -> None:
        view = self._view
        if view is None:
            return
        if self.map.marked == (number, column_number):
            self.panel.clear_filters()
            return
        self._choose(ALL)
        row_of_type = view.rows[number]
        # Two types may bear one name.
        wanted = Filter(TYPE, Relation.EQUALS, row_of_type.type_id, said=row_of_type.name)
        self.panel.show_filters([wanted])
        self.map.mark((number, column_number))
        self._context.say(self.map.sentence(number, column_number))

    @Slot()
    def _on_model_reloaded(self) -> None:
        if not any(f.column == TYPE for f in self.panel.model.wish.filters):
            self.map.mark(None)

    @Slot(str)
    def _on_panel_opened(self, offer_id: str) -> None:
        self._context.navigate("offers", offer_id)

    @Slot(int)
    def _on_plans_activated(self, _number: int) -> None:
        self._plan_id = self.plans.value()
        self._reading.ask()

    @Slot(int)
    def _on_measure_activated(self, _number: int) -> None:
        self.map.show_measure(Measure(self.measure.value()))


def _read(session: Session, plan_id: str, _watcher: Watcher) -> AvailabilityView:
    return read_availability(session, plan_id)
