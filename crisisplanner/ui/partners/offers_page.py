"""Partners, offers: the table of all offers, and for one how and when it may come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.entity import Entity, EntityId, field_specs
from crisisplanner.domain.offers import Caveat, Commitment, DecisionStep, Offer
from crisisplanner.domain.table_query import Filter, Relation, Sort
from crisisplanner.domain.terms import OfferState
from crisisplanner.services.session import Session
from crisisplanner.services.tables import TABLES
from crisisplanner.ui.inspecting.blocks import ArrivalBar, Blocks, Inspection, Stretch
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.tables.columns import Column, column_of, readiness_column
from crisisplanner.ui.tables.page import TablePage, TablePageParts
from crisisplanner.ui.tables.panel import TableSetup
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.panels import EmptyPage

READINESS = ("readiness_equipment", "readiness_people", "readiness_funding")
ASKED = ("partner", "type", "quantity", "description", "state", "notice")
WATCHED = frozenset({"partner", "capability_type", "decision_step", "caveat", "commitment"})
LATER = frozenset({"notice", "transit", "available_from", "available_to", "source"})
TIMES = ("notice", "load", "transit", "setup")


def make_offers_page(context: PageContext) -> TablePage:
    """Build the page."""
    words = context.words
    steps = [
        ActionButton(context.look, context.board, action)
        for action in ("offers.import", "offers.add")
    ]
    empty = EmptyPage(
        context.look,
        icon="table-import",
        title=words.say("offers.empty"),
        sentence=words.say("offers.empty_why"),
        steps=steps,
    )
    setup = TableSetup(
        kind=Offer.KIND,
        title=words.say("page.offers"),
        columns=offer_columns(context),
        sort=Sort("partner.name"),
        empty=empty,
        choices=(
            (words.say("offers.all"), ()),
            (words.say("offers.counting"), (_states(lambda state: state.counts),)),
            (words.say("offers.if_only"), (_states(lambda state: state.counts_if),)),
            (
                words.say("offers.unknown_quantity"),
                (Filter("quantity", Relation.IS_EMPTY),),
            ),
        ),
    )
    inspector = _Inspector(context)
    return TablePage(context, TablePageParts(setup, inspector.inspect, _verbs, WATCHED))


def _states(fits: Callable[[OfferState], bool]) -> Filter:
    return Filter("state", Relation.ONE_OF, tuple(state for state in OfferState if fits(state)))


def offer_columns(context: PageContext) -> list[Column]:
    """List the columns of a table of offers."""
    columns: list[Column] = []
    known = sorted(TABLES[Offer.KIND].columns, key=lambda c: c.path in LATER)
    for described in known:
        made = column_of(described, Offer.KIND, context.words)
        if described.path == READINESS[0]:
            spec = field_specs(Offer)[described.path]
            columns.append(readiness_column(context.words, spec))
        columns.append(made.hidden() if described.path in READINESS else made)
    return columns


def _verbs(page: TablePage) -> Mapping[str, Callable[[], None]]:
    context = page.context

    def add() -> None:
        dialog = NewThing(context, Offer, ASKED, page)
        dialog.made.connect(page.panel.go_to)
        dialog.open()

    def bring_in() -> None:
        context.navigate("import", "offers")

    return {"offers.add": add, "offers.import": bring_in}


class _Inspector:
    """Show an offer: its quantity, its way, its limits, what is promised already."""

    def __init__(self, context: PageContext) -> None:
        self._context = context

    def inspect(self, offer_id: EntityId) -> Inspection | None:
        session, words = self._context.session, self._context.words
        offer = session.find(Offer, offer_id)
        if offer is None:
            return None
        partner = session.get(Partner, offer.partner)
        kind = session.get(CapabilityType, offer.type)
        body = Blocks(self._context.look, words)
        title = offer.description or kind.name
        subtitle = words.say(
            "offers.subtitle", partner=partner.name, code=kind.code, quantity=offer.quantity
        )
        steps = _owned(session, DecisionStep, offer)
        self._add_way(body, offer, steps)
        self._add_decisions(body, steps)
        self._add_limits(body, session, offer)
        self._add_rest(body, offer)
        return Inspection(title, subtitle, body)

    def _add_way(self, body: Blocks, offer: Offer, steps: tuple[DecisionStep, ...]) -> None:
        words = self._context.words
        decided = _sum([step.duration.value for step in steps]) if steps else 0.0
        stretches = [Stretch("decision", decided)]
        stretches += [Stretch(name, getattr(offer, name).value) for name in TIMES]
        known = sum(s.days or 0 for s in stretches)
        has_all = all(s.days is not None for s in stretches)
        code = "offers.days_known" if has_all else "offers.days_at_least"
        sentence = words.say(code, n=known)
        body.section(words.say("offers.way"), sentence)
        body.add(ArrivalBar(self._context.look, stretches, sentence))
        for name in TIMES:
            body.figure(words.say(f"label.{name}"), getattr(offer, name))
        body.figure(words.say("label.max_stay"), offer.max_stay)

    def _add_decisions(self, body: Blocks, steps: tuple[DecisionStep, ...]) -> None:
        words = self._context.words
        body.section(words.say("offers.decisions"))
        if not steps:
            body.nothing(words.say("offers.no_decisions"))
        for step in steps:
            begins = (
                "" if step.begins_on is None else words.say("offers.begins_on", day=step.begins_on)
            )
            body.item(step.name, begins, icon="gavel", end=words.figure(step.duration))

    def _add_limits(self, body: Blocks, session: Session, offer: Offer) -> None:
        words = self._context.words
        caveats = _owned(session, Caveat, offer)
        body.section(words.say("offers.caveats"))
        if not caveats:
            body.nothing(words.say("offers.no_caveats"))
        for caveat in caveats:
            effect = words.say(f"word.CaveatKind.{caveat.effect.value}")
            body.item(caveat.text or effect, effect, icon="hand-stop", tone="warning")
        commitments = session.select(Commitment, offer=offer.id)
        body.section(words.say("offers.commitments"))
        if not commitments:
            body.nothing(words.say("offers.no_commitments"))
        for commitment in commitments:
            period = words.say("offers.period", start=commitment.from_when, end=commitment.to_when)
            body.item(
                commitment.label(),
                period,
                icon="calendar-off",
                end=words.figure(commitment.quantity),
            )

    def _add_rest(self, body: Blocks, offer: Offer) -> None:
        words = self._context.words
        body.section(words.say("offers.more"))
        for name in ("personnel", "unit_lift", "mobilisation_cost", "daily_cost", "probability"):
            body.figure(words.say(f"label.{name}"), getattr(offer, name))
        if offer.source:
            body.value(words.say("label.source"), offer.source)


Part = TypeVar("Part", bound=Entity)


def _owned(session: Session, part: type[Part], offer: Offer) -> tuple[Part, ...]:
    """List what belongs to an offer, or to its partner and so to all its offers."""
    return (*session.select(part, offer=offer.id), *session.select(part, partner=offer.partner))


def _sum(values: list[float | None]) -> float | None:
    total = 0.0
    for value in values:
        if value is None:
            return None
        total += value
    return total
