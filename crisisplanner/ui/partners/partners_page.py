"""Partners: the register of who may bring something, and for one what it brings and belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crisisplanner.domain.actors import FocalPoint, Institution, Membership, Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.offers import Caveat, DecisionStep, Offer
from crisisplanner.domain.table_query import Sort
from crisisplanner.services.tables import TABLES
from crisisplanner.ui.inspecting.blocks import Blocks, Inspection
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.tables.cells import PILLS
from crisisplanner.ui.tables.columns import column_of
from crisisplanner.ui.tables.page import TablePage, TablePageParts
from crisisplanner.ui.tables.panel import TableSetup
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.panels import EmptyPage

ASKED = ("name", "code", "partner_kind", "iso3", "ring")
WATCHED = frozenset({"offer", "focal_point", "membership", "decision_step", "caveat"})
MOST_OFFERS = 40


def make_partners_page(context: PageContext) -> TablePage:
    """Build the page."""
    words = context.words
    steps = [
        ActionButton(context.look, context.board, action)
        for action in ("partners.import", "partners.add")
    ]
    setup = TableSetup(
        kind=Partner.KIND,
        title=words.say("page.partners"),
        columns=[column_of(c, Partner.KIND, words) for c in TABLES[Partner.KIND].columns],
        sort=Sort("name"),
        empty=EmptyPage(
            context.look,
            icon="users-group",
            title=words.say("partners.empty"),
            sentence=words.say("partners.empty_why"),
            steps=steps,
        ),
    )
    inspector = _Inspector(context)
    return TablePage(context, TablePageParts(setup, inspector.inspect, _verbs, WATCHED))


def _verbs(page: TablePage) -> Mapping[str, Callable[[], None]]:
    context = page.context

    def add() -> None:
        dialog = NewThing(context, Partner, ASKED, page)
        dialog.made.connect(page.panel.go_to)
        dialog.open()

    def bring_in() -> None:
        context.navigate("import", "partners")

    return {"partners.add": add, "partners.import": bring_in}


class _Inspector:
    """Show a partner: its offers, its people, its own decisions and limits, its institutions."""

    def __init__(self, context: PageContext) -> None:
        self._context = context

    def inspect(self, partner_id: EntityId) -> Inspection | None:
        session, words = self._context.session, self._context.words
        partner = session.find(Partner, partner_id)
        if partner is None:
            return None
        body = Blocks(self._context.look, words)
        kind = words.say(f"word.PartnerKind.{partner.partner_kind.value}")
        self._add_offers(body, partner)
        self._add_people(body, partner)
        self._add_conditions(body, partner)
        self._add_institutions(body, partner)
        body.section(words.say("partners.capacity"))
        for name in ("gdp", "oda", "military_expenditure", "population"):
            body.figure(words.say(f"label.{name}"), getattr(partner, name))
        subtitle = words.say("partners.subtitle", code=partner.code, kind=kind)
        return Inspection(partner.name, subtitle, body)

    def _add_offers(self, body: Blocks, partner: Partner) -> None:
        session, words = self._context.session, self._context.words
        offers = session.select(Offer, partner=partner.id)
        body.section(words.say("page.offers"), words.say("partners.n_offers", n=len(offers)))
        if not offers:
            body.nothing(words.say("partners.no_offers"))
        names = {t.id: t.name for t in session.all(CapabilityType, include_retired=True)}
        for offer in offers[:MOST_OFFERS]:
            state = words.say(f"word.OfferState.{offer.state.value}")
            body.item(
                offer.description or names.get(offer.type, offer.label()),
                words.figure(offer.quantity),
                pill=(state, PILLS["OfferState"][offer.state.value]),
            )
        if len(offers) > MOST_OFFERS:
            body.nothing(words.say("partners.more_offers", n=len(offers) - MOST_OFFERS))

    def _add_people(self, body: Blocks, partner: Partner) -> None:
        session, words = self._context.session, self._context.words
        people = session.select(FocalPoint, partner=partner.id)
        body.section(words.say("partners.people"))
        if not people:
            body.nothing(words.say("partners.no_people"))
        for person in people:
            body.item(
                person.name, " · ".join(filter(None, (person.role, person.contact))), icon="user"
            )

    def _add_conditions(self, body: Blocks, partner: Partner) -> None:
        session, words = self._context.session, self._context.words
        steps = session.select(DecisionStep, partner=partner.id)
        caveats = session.select(Caveat, partner=partner.id)
        body.section(words.say("partners.conditions"))
        if not steps and not caveats:
            body.nothing(words.say("partners.no_conditions"))
        for step in steps:
            body.item(step.name, icon="gavel", end=words.figure(step.duration))
        for caveat in caveats:
            effect = words.say(f"word.CaveatKind.{caveat.effect.value}")
            body.item(caveat.text or effect, effect, icon="hand-stop", tone="warning")

    def _add_institutions(self, body: Blocks, partner: Partner) -> None:
        if not partner.iso3:
            return
        session, words = self._context.session, self._context.words
        named = {i.id: i.name for i in session.all(Institution)}
        found = session.select(Membership, member_iso3=partner.iso3)
        body.section(words.say("partners.institutions"))
        if not found:
            body.nothing(words.say("partners.no_institutions"))
        for membership in found:
            status = words.say(f"word.MemberStatus.{membership.status.value}")
            since = membership.from_date
            code = "partners.member_since" if since else "partners.member_undated"
            detail = words.say(code, status=status, since=since)
            body.item(named.get(membership.institution, ""), detail, icon="building-bank")
