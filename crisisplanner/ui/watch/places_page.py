"""Watch, places: where something is needed or comes from, and for one what is there."""

from __future__ import annotations

from collections.abc import Sequence

from crisisplanner.domain.days import Day
from crisisplanner.domain.limits import Node
from crisisplanner.domain.messages import Ref, RefKind
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.problem import GeoPoint
from crisisplanner.domain.register import Place
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services.naming import Names
from crisisplanner.ui.inspecting.inspector import Inspector
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.tables.page import TablePage, TablePageParts
from crisisplanner.ui.watch.map.phrases import MapPhrases

MOST_LISTED = 20


class _Inspector(Inspector[Place]):
    """Show a place: where it is, its entry nodes, what is needed there and comes from there."""

    def write(self) -> tuple[str, str]:
        place, body, words = self.thing, self.body, self.words
        body.section(words.say("places.where"))
        if place.latitude is not None and place.longitude is not None:
            position = MapPhrases(words).position(GeoPoint(place.latitude, place.longitude))
            body.value(words.say("places.position"), position)
        else:
            body.nothing(words.say("places.no_position"))
        within = self.session.find(Place, place.within)
        if within is not None:
            body.value(words.say("label.within"), within.name)
        if place.iso3:
            body.value(words.say("label.iso3"), place.iso3)
        self._write_nodes()
        self._write_needs()
        self._write_offers()
        self.write_text(words.say("label.source"), place.source, tone="text_2")
        return place.name, self.word("PlaceKind", place.place_kind.value)

    def _write_nodes(self) -> None:
        place = self.thing
        at_place = self.session.select(Node, place=place.id, retired=False)
        named = [self.session.find(Node, one) for one in place.entry_nodes]
        nodes = {node.id: node for node in (*at_place, *named) if node is not None}
        if nodes:
            self.body.section(self.words.say("label.entry_nodes"))
        for node in nodes.values():
            self.body.item(node.name, self.word("NodeKind", node.node_kind.value), icon="plane")

    def _write_needs(self) -> None:
        words, names = self.words, Names(self.session)
        needs = self.session.select(Requirement, place=self.thing.id, retired=False)
        self.body.section(words.say("places.needed_here"))
        if not needs:
            self.body.nothing(words.say("places.nothing_needed"))
        for need in needs[:MOST_LISTED]:
            start, end = Day(need.from_day), Day(need.to_day)
            days = words.say("requirements.days", start=start, end=end, n=end.number - start.number)
            self.body.item(names.requirement_title(need), days, icon="puzzle")
        self._write_rest(needs)

    def _write_offers(self) -> None:
        words, names = self.words, Names(self.session)
        offers = self.session.select(Offer, origin=self.thing.id, retired=False)
        self.body.section(words.say("places.offers_from"))
        if not offers:
            self.body.nothing(words.say("places.nothing_from"))
        for offer in offers[:MOST_LISTED]:
            partner = names.name_of(Ref(RefKind.PARTNER, offer.partner))
            self.body.item(names.offer_title(offer), partner, icon="package")
        self._write_rest(offers)

    def _write_rest(self, things: Sequence[object]) -> None:
        if len(things) > MOST_LISTED:
            self.body.nothing(self.words.say("places.more", n=len(things) - MOST_LISTED))


PLACES = TablePageParts(
    page="places",
    entity_type=Place,
    icon="map-pin",
    inspector=_Inspector,
    asked=("name", "place_kind", "latitude", "longitude", "within"),
    watched=frozenset({"node", "offer", "requirement"}),
)


def make_places_page(context: PageContext) -> TablePage:
    """Build the page."""
    return TablePage(context, PLACES)
