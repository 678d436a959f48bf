"""Watch, entry nodes: airfields, ports and crossings, and for one what it takes and refuses."""

from __future__ import annotations

from crisisplanner.domain.airfields import Runway
from crisisplanner.domain.limits import Node
from crisisplanner.domain.register import Place
from crisisplanner.domain.terms import AssetClass
from crisisplanner.services.parts import parts_of
from crisisplanner.ui.inspecting.inspector import Inspector
from crisisplanner.ui.inspecting.part_list import ShownPart
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.tables.page import TablePage, TablePageParts

KNOWN_CLASSES = frozenset(AssetClass)


class _Inspector(Inspector[Node]):
    """Show a node: where and when it is open, what a day brings through it, its runways."""

    def write(self) -> tuple[str, str]:
        node, body, words = self.thing, self.body, self.words
        place = self.session.get(Place, node.place).name
        body.section(words.say("nodes.takes"))
        self.write_figures("capacity", "runway_length")
        classes = [
            self.word("AssetClass", code) if code in KNOWN_CLASSES else code
            for code in node.refuses
        ]
        refused = words.formats.listed(classes) if classes else words.say("nodes.refuses_nothing")
        body.value(words.say("label.refuses"), refused)
        body.value(words.say("nodes.open"), self.texts.period(node.from_when, node.to_when))
        self.parts.section(
            Runway,
            words.say("nodes.runways"),
            words.say("nodes.no_runways"),
            map(self._runway, parts_of(self.session, node, Runway)),
        )
        self.write_text(words.say("label.note"), node.note)
        self.write_text(words.say("label.source"), node.source, tone="text_2")
        kind = self.word("NodeKind", node.node_kind.value)
        return node.name, words.say("nodes.subtitle", kind=kind, place=place)

    def _runway(self, runway: Runway) -> ShownPart:
        words = self.words
        details = [words.figure(runway.length)]
        if runway.surface is not None:
            details.append(self.word("Surface", runway.surface.value))
        if runway.closed:
            details.append(words.say("nodes.closed"))
        return ShownPart(runway, runway.name or runway.code, " · ".join(details))


NODES = TablePageParts(
    page="nodes",
    entity_type=Node,
    icon="plane",
    inspector=_Inspector,
    asked=("name", "code", "node_kind", "place", "capacity", "runway_length"),
    watched=frozenset({"runway", "place"}),
)


def make_nodes_page(context: PageContext) -> TablePage:
    """Build the page."""
    return TablePage(context, NODES)
