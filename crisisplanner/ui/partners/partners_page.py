"""Partners: the register of who may bring something, and for one what it brings and belongs to."""

from __future__ import annotations

from functools import partial

from crisisplanner.domain.actors import FocalPoint, Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.offers import Caveat, DecisionStep, Offer
from crisisplanner.services.memberships import belongings_on, day_of_planning
from crisisplanner.services.parts import in_order, parts_of
from crisisplanner.ui.inspecting.field_form import Asked
from crisisplanner.ui.inspecting.inspector import Inspector
from crisisplanner.ui.inspecting.part_list import ShownPart
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.partners.file.register_cards import belonging_text
from crisisplanner.ui.tables.cells import PILLS
from crisisplanner.ui.tables.page import TablePage, TablePageParts
from crisisplanner.ui.widgets.buttons import Button

MOST_OFFERS = 40


class _Inspector(Inspector[Partner]):
    """Show a partner: its offers, its people, its own decisions and limits, its institutions."""

    def write(self) -> tuple[str, str]:
        partner, words = self.thing, self.words
        self._write_way_to_file()
        self._write_offers()
        people = parts_of(self.session, partner, FocalPoint)
        self.parts.section(
            FocalPoint,
            words.say("partners.people"),
            words.say("partners.no_people"),
            [ShownPart(p, p.name, " · ".join(filter(None, (p.role, p.contact)))) for p in people],
        )
        self.parts.section(
            DecisionStep,
            words.say("partners.decisions"),
            words.say("partners.no_decisions"),
            map(self.texts.step, in_order(parts_of(self.session, partner, DecisionStep))),
        )
        self.parts.section(
            Caveat,
            words.say("partners.caveats"),
            words.say("partners.no_caveats"),
            map(self.texts.caveat, parts_of(self.session, partner, Caveat)),
        )
        self._write_institutions()
        self.body.section(words.say("partners.capacity"))
        self.write_figures("gdp", "oda", "military_expenditure", "population")
        kind = self.word("PartnerKind", partner.partner_kind.value)
        return partner.name, words.say("partners.subtitle", code=partner.code, kind=kind)

    def _write_way_to_file(self) -> None:
        said = self.words.say("partners.open_file")
        button = Button(self.context.look, said, icon="folder-open", kind="link")
        button.clicked.connect(partial(_open_file, self.context, self.thing.id))
        self.body.add_beginning(button)

    def _write_offers(self) -> None:
        session, words, body = self.session, self.words, self.body
        offers = session.select(Offer, partner=self.thing.id)
        body.section(words.say("page.offers"), words.say("partners.n_offers", n=len(offers)))
        if not offers:
            body.nothing(words.say("partners.no_offers"))
        types = {t.id: t for t in session.all(CapabilityType, include_retired=True)}
        for offer in offers[:MOST_OFFERS]:
            state = self.word("OfferState", offer.state.value)
            body.item(
                offer.description or types[offer.type].name,
                words.amount(offer.quantity, types[offer.type].unit_of_measure),
                pill=(state, PILLS["OfferState"][offer.state.value]),
            )
        if len(offers) > MOST_OFFERS:
            body.nothing(words.say("partners.more_offers", n=len(offers) - MOST_OFFERS))

    def _write_institutions(self) -> None:
        session, words, body = self.session, self.words, self.body
        if not self.thing.iso3:
            return
        day = day_of_planning(session)
        found = belongings_on(session, self.thing, day)
        body.section(words.say("partners.institutions"), words.say("partners.as_of", day=day))
        if not found:
            body.nothing(words.say("partners.no_institutions"))
        for one in found:
            if one.holds:
                body.item(one.institution_name, belonging_text(one, words), icon="building-bank")
        n_open = sum(one.holds is None for one in found)
        if n_open:
            body.nothing(words.say("partners.n_not_known", n=n_open))


def _open_file(context: PageContext, partner: EntityId, *_: object) -> None:
    context.navigate("partner", partner)


PARTNERS = TablePageParts(
    page="partners",
    entity_type=Partner,
    icon="users-group",
    inspector=_Inspector,
    asked=Asked(
        rows=(("name",), ("code",), ("partner_kind",), ("iso3",), ("ring",)),
        hints={"iso3": "table.hint.iso3", "ring": "table.hint.ring"},
    ),
    is_imported=True,
    watched=frozenset({"offer", "focal_point", "membership", "decision_step", "caveat"}),
)


def make_partners_page(context: PageContext) -> TablePage:
    """Build the page."""
    return TablePage(context, PARTNERS)
