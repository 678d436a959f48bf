"""Planning factors: the table from which needs are derived, and for one what it yields and why."""

from __future__ import annotations

from crisisplanner.domain.capabilities import CapabilityType, PlanningFactor
from crisisplanner.ui.inspecting.inspector import Inspector
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.tables.page import TablePage, TablePageParts


class _Inspector(Inspector[PlanningFactor]):
    """Show a factor: its value and source, what it yields, and why it is used so."""

    def write(self) -> tuple[str, str]:
        factor, body, words = self.thing, self.body, self.words
        body.section(words.say("factors.value"))
        self.write_figures("value")
        body.value(words.say("label.unit_text"), factor.unit_text)
        if factor.value_text:
            body.value(words.say("factors.as_published"), factor.value_text)
        body.section(words.say("factors.yields"))
        kind = self.session.find(CapabilityType, factor.yields_type)
        if kind is None or factor.counts is None:
            body.nothing(words.say("factors.yields_nothing"))
        else:
            body.value(words.say("label.counts"), self.word("Counted", factor.counts.value))
            body.value(words.say("label.yields_type"), kind.name, note=kind.code)
            self.write_figures("unit_capacity")
        self.write_text(words.say("label.reason"), factor.reason, words.say("factors.no_reason"))
        self.write_text(
            words.say("label.source"), factor.source or self._no_source(), tone="text_2"
        )
        return factor.name, factor.unit_text

    def _no_source(self) -> str:
        """Say whose the value is, where nobody said where it comes from."""
        value, words = self.thing.value, self.words
        if value.value is None:
            return ""
        if not value.source:
            return words.say("factors.no_source")
        return words.say("factors.changed_by", who=value.source, on=value.as_of)


FACTORS = TablePageParts(
    page="factors",
    entity_type=PlanningFactor,
    icon="adjustments-horizontal",
    inspector=_Inspector,
    asked=(
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
        "source",
        "reason",
    ),
    watched=frozenset({"capability_type"}),
)


def make_factors_page(context: PageContext) -> TablePage:
    """Build the page."""
    return TablePage(context, FACTORS)
