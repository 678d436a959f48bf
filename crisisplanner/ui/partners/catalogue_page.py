"""The catalogue of capability types: what a unit of each is, needs and costs."""

from __future__ import annotations

from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.ui.inspecting.inspector import Inspector
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.tables.page import TablePage, TablePageParts

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


class _Inspector(Inspector[CapabilityType]):
    """Show a type: its unit and every planning figure with its basis."""

    def write(self) -> tuple[str, str]:
        found, body, words = self.thing, self.body, self.words
        body.section(words.say("catalogue.unit"))
        body.value(words.say("label.unit_of_measure"), found.unit_of_measure)
        if found.capacity_text:
            body.value(words.say("label.capacity_text"), found.capacity_text)
        body.section(words.say("catalogue.figures"))
        self.write_figures(*FIGURES)
        self.write_text(words.say("label.source"), found.source, tone="text_2")
        return found.name, found.code


CATALOGUE = TablePageParts(
    page="catalogue",
    entity_type=CapabilityType,
    icon="package",
    inspector=_Inspector,
    asked=("code", "family", "name", "unit_of_measure", "capacity_text", "personnel", "divisible"),
)


def make_catalogue_page(context: PageContext) -> TablePage:
    """Build the page."""
    return TablePage(context, CATALOGUE)
