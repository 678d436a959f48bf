"""Partners, offers: the table of all offers, and for one how and when it may come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.entity import field_specs
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.offers import Caveat, Commitment, DecisionStep, Offer
from crisisplanner.domain.register import Place
from crisisplanner.domain.situation import Authority
from crisisplanner.domain.table_query import Filter, Relation
from crisisplanner.domain.terms import OfferState
from crisisplanner.services.parts import decision_days, decision_path, in_order, parts_of
from crisisplanner.services.tables import TABLES
from crisisplanner.ui.inspecting.blocks import ArrivalBar, Stretch
from crisisplanner.ui.inspecting.field_form import Asked
from crisisplanner.ui.inspecting.inspector import Inspector
from crisisplanner.ui.inspecting.part_list import ShownPart
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.tables.columns import Column, column_of, readiness_column
from crisisplanner.ui.tables.page import TablePage, TablePageParts
from crisisplanner.ui.widgets.buttons import Button

READINESS = ("readiness_equipment", "readiness_people", "readiness_funding")
LATER = frozenset({"notice", "transit", "available_from", "available_to", "source"})
USUAL: Mapping[str, str] = MappingProxyType(
    {"notice": "days_to_depart", "load": "load_days", "setup": "setup_days"}
)
"""Times of an offer, and the catalogue's figure of its type that stands in for each."""
TIMES = ("notice", "load", "transit", "setup")
TIME_HINTS: Mapping[str, str] = MappingProxyType(
    {
        "origin": "offers.hint.origin",
        "notice": "offers.hint.notice",
        "transit": "offers.hint.transit",
    }
)
NEW = Asked(
    rows=(
        ("partner",),
        ("type",),
        ("quantity", "state"),
        ("description",),
        ("origin",),
        ("notice", "transit"),
    ),
    hints=TIME_HINTS,
)
WAY = Asked(
    rows=(
        ("origin",),
        ("notice", "load"),
        ("transit", "setup"),
        ("available_from", "available_to"),
        ("max_stay",),
    ),
    hints=TIME_HINTS,
)


def offer_columns(context: PageContext, kind: str = Offer.KIND) -> list[Column]:
    """List the columns of a table of offers."""
    columns: list[Column] = []
    known = sorted(TABLES[kind].columns, key=lambda c: c.path in LATER)
    for described in known:
        made = column_of(described, kind, context.words)
        if described.path == READINESS[0]:
            spec = field_specs(Offer)[described.path]
            columns.append(readiness_column(context.words, spec))
        columns.append(made.hidden() if described.path in READINESS else made)
    return columns


class _Inspector(Inspector[Offer]):
    """Show an offer: its quantity, its way, its limits, what is promised already."""

    def write(self) -> tuple[str, str]:
        offer, session, words = self.thing, self.session, self.words
        self._partner = session.get(Partner, offer.partner)
        self._type = kind = session.get(CapabilityType, offer.type)
        self._write_way()
        self._write_decisions()
        self._write_needs()
        self._write_caveats()
        self.parts.section(
            Commitment,
            words.say("offers.commitments"),
            words.say("offers.no_commitments"),
            map(self.texts.commitment, parts_of(session, offer, Commitment)),
        )
        self.body.section(words.say("offers.more"))
        self.write_figures(
            "personnel", "unit_lift", "mobilisation_cost", "daily_cost", "probability"
        )
        if offer.source:
            self.body.value(words.say("label.source"), offer.source)
        subtitle = words.say(
            "offers.subtitle",
            partner=self._partner.name,
            code=kind.code,
            quantity=words.amount(offer.quantity, kind.unit_of_measure),
        )
        return offer.description or kind.name, subtitle

    def _write_way(self) -> None:
        offer, words = self.thing, self.words
        path = decision_path(self.session, offer)
        stretches = [Stretch("decision", decision_days(self.session, path))]
        times = {name: self._usual(name) for name in TIMES}
        stretches += [Stretch(name, figure.value) for name, (figure, _) in times.items()]
        known = sum(s.days or 0 for s in stretches)
        has_all = all(s.days is not None for s in stretches)
        code = "offers.days_known" if has_all else "offers.days_at_least"
        sentence = words.say(code, n=known)
        self.body.section(words.say("offers.way"), sentence)
        self.body.add(ArrivalBar(self.context.look, stretches, sentence))
        origin = self.session.find(Place, offer.origin)
        if origin is not None:
            self.body.value(words.say("label.origin"), origin.name)
        for name, (figure, is_usual) in times.items():
            self._write_time(name, figure, is_usual=is_usual)
        self.write_figures("max_stay")
        start, end = offer.available_from, offer.available_to
        is_open = start is None and end is None
        period = words.say("offers.any_time") if is_open else self.texts.period(start, end)
        self.body.value(words.say("offers.available"), period)
        if offer.transit.value is None and not self._can_be_derived(origin):
            self.body.nothing(words.say("offers.no_transit"))
        title = words.say("offers.change_way")
        self.parts.change_button(title, self._partner, lambda: WAY, "way")

    def _usual(self, name: str) -> tuple[Figure, bool]:
        """Give a time of the offer; the type's where it is not known, and that it is so."""
        own: Figure = getattr(self.thing, name)
        if own.value is not None or name not in USUAL:
            return own, False
        usual: Figure = getattr(self._type, USUAL[name])
        return usual, usual.value is not None

    def _write_time(self, name: str, figure: Figure, *, is_usual: bool) -> None:
        words, label = self.words, self.words.say(f"label.{name}")
        if is_usual:
            hint = words.say("offers.usual_hint", type=self._type.name)
            usual = words.say("offers.usual")
            self.body.value(label, words.figure(figure), end=usual, hint=hint)
        elif name == "transit" and figure.value is None and self._can_be_derived():
            self.body.value(label, words.say("offers.from_distance"))
        else:
            self.body.figure(label, figure)

    def _can_be_derived(self, origin: Place | None = None) -> bool:
        """Tell whether distance and speed give the transit to a place on the map."""
        origin = origin or self.session.find(Place, self.thing.origin)
        has_point = origin is not None and origin.latitude is not None
        return has_point and self._type.speed.value is not None

    def _write_decisions(self) -> None:
        words = self.words
        own = parts_of(self.session, self.thing, DecisionStep)
        of_partner = self.session.select(DecisionStep, partner=self._partner.id, retired=False)
        is_replaced = any(not step.retired for step in own)
        self.body.section(words.say("offers.decisions"))
        nothing = "" if of_partner else words.say("offers.no_decisions")
        self.parts.items(DecisionStep, nothing, map(self.texts.step, in_order(own)))
        if not of_partner:
            return
        code = "parts.replaced_path" if is_replaced else "parts.partner_path"
        self.body.nothing(words.say(code, partner=self._partner.name))
        if not is_replaced:
            self._write_of_partner(
                [self.texts.step(step) for step in in_order(of_partner)], "gavel"
            )
        self._add_way_to_partner("steps")

    def _write_needs(self) -> None:
        words = self.words
        self.body.section(words.say("offers.needs"))
        found = [self.session.find(Authority, one) for one in self.thing.needs]
        for authority in found:
            if authority is not None:
                shown = self.texts.authority(authority)
                self.body.item(shown.title, shown.detail, icon="gavel")
        if not any(found):
            self.body.nothing(words.say("offers.no_needs"))
        title = words.say("offers.change_needs")
        self.parts.change_button(title, self._partner, self._authorities)

    def _authorities(self) -> Asked:
        offered = {"needs": self.texts.authorities()}
        return Asked(rows=(("needs",),), offered=offered, hints={"needs": "parts.hint.needs"})

    def _write_caveats(self) -> None:
        words = self.words
        own = parts_of(self.session, self.thing, Caveat)
        of_partner = self.session.select(Caveat, partner=self._partner.id, retired=False)
        nothing = "" if of_partner else words.say("offers.no_caveats")
        caveats = map(self.texts.caveat, own)
        self.parts.section(Caveat, words.say("offers.caveats"), nothing, caveats)
        if of_partner:
            shown = [self.texts.caveat(caveat) for caveat in of_partner]
            self._write_of_partner(shown, "hand-stop", "warning")
            self._add_way_to_partner("caveats")

    def _write_of_partner(self, shown: list[ShownPart], icon: str, tone: str = "text_2") -> None:
        """Show what belongs to the partner; it is changed there, as it holds for other offers."""
        whose = self.words.say("parts.of_partner", partner=self._partner.name)
        for one in shown:
            detail = " · ".join(filter(None, (one.detail, whose)))
            self.body.item(one.title, detail, icon=icon, tone=tone)

    def _add_way_to_partner(self, name: str) -> None:
        title = self.words.say("parts.open_partner")
        button = Button(self.context.look, title, icon="arrow-right", kind="link")
        button.setObjectName(f"partner.{name}")
        button.clicked.connect(partial(_open_partner, self.context, self._partner))
        self.body.add_beginning(button)


KNOWN_ENOUGH = (
    Filter("quantity", Relation.IS_GIVEN),
    Filter("transit", Relation.ANY_GIVEN, ("origin.latitude",)),
    Filter("transit", Relation.ANY_GIVEN, ("type.speed",)),
    *(Filter(name, Relation.ANY_GIVEN, (f"type.{usual}",)) for name, usual in USUAL.items()),
)
"""What a plan must know of an offer: how much, and each part of its way, if only assumed."""


def _open_partner(context: PageContext, partner: Partner, *_: object) -> None:
    context.navigate("partners", partner.id)


def _states(fits: Callable[[OfferState], bool]) -> tuple[Filter, ...]:
    states = tuple(state for state in OfferState if fits(state))
    return (Filter("state", Relation.ONE_OF, states),)


OFFERS = TablePageParts(
    page="offers",
    entity_type=Offer,
    icon="table-import",
    inspector=_Inspector,
    asked=NEW,
    is_imported=True,
    columns=offer_columns,
    choices=(
        ("offers.all", ()),
        ("offers.counting", (*_states(lambda state: state.counts), *KNOWN_ENOUGH)),
        ("offers.if_only", _states(lambda state: state.counts_if)),
        ("offers.unknown_quantity", (Filter("quantity", Relation.IS_EMPTY),)),
    ),
    watched=frozenset(
        {
            "partner",
            "capability_type",
            "decision_step",
            "caveat",
            "commitment",
            "institution",
            "authority",
            "place",
        }
    ),
)


def make_offers_page(context: PageContext) -> TablePage:
    """Build the page."""
    return TablePage(context, OFFERS)
