"""Planning factors: the table from which needs are derived, and for one what it yields and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crisisplanner.domain.capabilities import CapabilityType, PlanningFactor
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.table_query import Sort
from crisisplanner.services.tables import TABLES
from crisisplanner.ui.inspecting.blocks import Blocks, Inspection
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.needs.needs_actions import ADD_FACTOR
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.tables.columns import column_of
from crisisplanner.ui.tables.page import TablePage, TablePageParts
from crisisplanner.ui.tables.panel import TableSetup
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.panels import EmptyPage

ASKED = (
    "name",
    "value",
    "unit_text",
    "counts",
    "form",
    "yields_type",
    "unit_capacity",
    "counts_in",
    "unit_one",
    "unit_many",
    "reason",
)
WATCHED = frozenset({"capability_type"})


def make_factors_page(context: PageContext) -> TablePage:
    """Build the page."""
    words, kind = context.words, PlanningFactor.KIND
    setup = TableSetup(
        kind=kind,
        title=words.say("page.factors"),
        columns=[column_of(c, kind, words) for c in TABLES[kind].columns],
        sort=Sort("name"),
        empty=EmptyPage(
            context.look,
            icon="adjustments-horizontal",
            title=words.say("factors.empty"),
            sentence=words.say("factors.empty_why"),
            steps=[ActionButton(context.look, context.board, ADD_FACTOR)],
        ),
    )
    inspector = _Inspector(context)
    return TablePage(context, TablePageParts(setup, inspector.inspect, _verbs, WATCHED))


def _verbs(page: TablePage) -> Mapping[str, Callable[[], None]]:
    def add() -> None:
        dialog = NewThing(page.context, PlanningFactor, ASKED, page)
        dialog.made.connect(page.panel.go_to)
        dialog.open()

    return {ADD_FACTOR: add}


class _Inspector:
    """Show a factor: its value and source, what it yields, and why it is used so."""

    def __init__(self, context: PageContext) -> None:
        self._context = context

    def inspect(self, factor_id: EntityId) -> Inspection | None:
        session, words = self._context.session, self._context.words
        factor = session.find(PlanningFactor, factor_id)
        if factor is None:
            return None
        body = Blocks(self._context.look, words)
        body.section(words.say("factors.value"))
        body.figure(words.say("label.value"), factor.value)
        body.value(words.say("label.unit_text"), factor.unit_text)
        if factor.value_text:
            body.value(words.say("factors.as_published"), factor.value_text)
        body.section(words.say("factors.yields"))
        kind = session.find(CapabilityType, factor.yields_type)
        if kind is None or factor.counts is None:
            body.nothing(words.say("factors.yields_nothing"))
        else:
            counts = words.say(f"word.Counted.{factor.counts.value}")
            body.value(words.say("label.counts"), counts)
            body.value(words.say("label.yields_type"), kind.name, note=kind.code)
            body.figure(words.say("label.unit_capacity"), factor.unit_capacity)
        body.section(words.say("label.reason"))
        if factor.reason:
            body.paragraph(factor.reason)
        else:
            body.nothing(words.say("factors.no_reason"))
        if factor.source:
            body.section(words.say("label.source"))
            body.paragraph(factor.source, "text_2")
        return Inspection(factor.name, factor.unit_text, body)
