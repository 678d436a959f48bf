"""The catalogue of capability types: what a unit of each is, needs and costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.table_query import Sort
from crisisplanner.services.tables import TABLES
from crisisplanner.ui.inspecting.blocks import Blocks, Inspection
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.tables.columns import column_of
from crisisplanner.ui.tables.page import TablePage, TablePageParts
from crisisplanner.ui.tables.panel import TableSetup
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.panels import EmptyPage

ADD = "catalogue.add"
ASKED = ("code", "family", "name", "unit_of_measure", "capacity_text", "personnel", "divisible")
FIGURES = (
    "capacity",
    "personnel",
    "days_to_depart",
    "load_days",
    "setup_days",
    "self_sufficient_days",
    "endurance_days",
    "lift",
    "cost_per_day",
    "speed",
)


def make_catalogue_page(context: PageContext) -> TablePage:
    """Build the page."""
    words, kind = context.words, CapabilityType.KIND
    setup = TableSetup(
        kind=kind,
        title=words.say("page.catalogue"),
        columns=[column_of(c, kind, words) for c in TABLES[kind].columns],
        sort=Sort("code"),
        empty=EmptyPage(
            context.look,
            icon="package",
            title=words.say("catalogue.empty"),
            sentence=words.say("catalogue.empty_why"),
            steps=[ActionButton(context.look, context.board, ADD)],
        ),
    )
    inspector = _Inspector(context)
    return TablePage(context, TablePageParts(setup, inspector.inspect, _verbs, frozenset()))


def _verbs(page: TablePage) -> Mapping[str, Callable[[], None]]:
    def add() -> None:
        dialog = NewThing(page.context, CapabilityType, ASKED, page)
        dialog.made.connect(page.panel.go_to)
        dialog.open()

    return {ADD: add}


class _Inspector:
    """Show a type: its unit and every planning figure with its basis."""

    def __init__(self, context: PageContext) -> None:
        self._context = context

    def inspect(self, type_id: EntityId) -> Inspection | None:
        session, words = self._context.session, self._context.words
        found = session.find(CapabilityType, type_id)
        if found is None:
            return None
        body = Blocks(self._context.look, words)
        body.section(words.say("catalogue.unit"))
        body.value(words.say("label.unit_of_measure"), found.unit_of_measure)
        if found.capacity_text:
            body.value(words.say("label.capacity_text"), found.capacity_text)
        body.section(words.say("catalogue.figures"))
        for name in FIGURES:
            body.figure(words.say("label." + name), getattr(found, name))
        if found.source:
            body.section(words.say("label.source"))
            body.paragraph(found.source, "text_2")
        return Inspection(found.name, found.code, body)
