"""Partners: the register of who may bring something, and for one what it brings and belongs to."""

from __future__ import annotations

from crisisplanner.domain.actors import FocalPoint, Institution, Membership, Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.offers import Caveat, DecisionStep, Offer
from crisisplanner.services.parts import in_order, parts_of
from crisisplanner.ui.inspecting.inspector import Inspector
from crisisplanner.ui.inspecting.part_list import ShownPart
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.tables.cells import PILLS
from crisisplanner.ui.tables.page import TablePage, TablePageParts

MOST_OFFERS = 40


class _Inspector(Inspector[Partner]):
    """Show a partner: its offers, its people, its own decisions and limits, its institutions."""

    def write(self) -> tuple[str, str]:
        partner, words = self.thing, self.words
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

    def _write_offers(self) -> None:
        session, words, body = self.session, self.words, self.body
        offers = session.select(Offer, partner=self.thing.id)
        body.section(words.say("page.offers"), words.say("partners.n_offers", n=len(offers)))
        if not offers:
            body.nothing(words.say("partners.no_offers"))
        names = {t.id: t.name for t in session.all(CapabilityType, include_retired=True)}
        for offer in offers[:MOST_OFFERS]:
            state = self.word("OfferState", offer.state.value)
            body.item(
                offer.description or names.get(offer.type, offer.label()),
                words.figure(offer.quantity),
                pill=(state, PILLS["OfferState"][offer.state.value]),
            )
        if len(offers) > MOST_OFFERS:
            body.nothing(words.say("partners.more_offers", n=len(offers) - MOST_OFFERS))

    def _write_institutions(self) -> None:
        session, words, body = self.session, self.words, self.body
        if not self.thing.iso3:
            return
        named = {i.id: i.name for i in session.all(Institution)}
        found = session.select(Membership, member_iso3=self.thing.iso3)
        body.section(words.say("partners.institutions"))
        if not found:
            body.nothing(words.say("partners.no_institutions"))
        for membership in found:
            status = self.word("MemberStatus", membership.status.value)
            since = membership.from_date
            code = "partners.member_since" if since else "partners.member_undated"
            detail = words.say(code, status=status, since=since)
            body.item(named.get(membership.institution, ""), detail, icon="building-bank")


PARTNERS = TablePageParts(
    page="partners",
    entity_type=Partner,
    icon="users-group",
    inspector=_Inspector,
    asked=("name", "code", "partner_kind", "iso3", "ring"),
    is_imported=True,
    watched=frozenset({"offer", "focal_point", "membership", "decision_step", "caveat"}),
)


def make_partners_page(context: PageContext) -> TablePage:
    """Build the page."""
    return TablePage(context, PARTNERS)
