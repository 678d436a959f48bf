"""Plan, requirements: the table of what a plan needs, and for one why and on which conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.days import Day
from crisisplanner.domain.derivations import derivation_from_text
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.messages import Ref, RefKind
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.register import Place
from crisisplanner.domain.requirements import Allocation, Requirement
from crisisplanner.domain.situation import Authority
from crisisplanner.domain.table_query import Sort
from crisisplanner.services.naming import Names
from crisisplanner.services.needs.deriving import is_overridden
from crisisplanner.services.tables import TABLES
from crisisplanner.ui.inspecting.blocks import Blocks, Inspection
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.plan.new_plan import open_new_plan
from crisisplanner.ui.tables.columns import column_of
from crisisplanner.ui.tables.page import TablePage, TablePageParts
from crisisplanner.ui.tables.panel import TableSetup
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.panels import EmptyPage

ASKED = ("title", "type", "quantity", "place", "from_day", "to_day", "priority")
WATCHED = frozenset({"allocation", "authority", "offer", "partner", "plan"})


def make_requirements_page(context: PageContext) -> TablePage:
    """Build the page."""
    words = context.words
    steps = [
        ActionButton(context.look, context.board, action)
        for action in ("plans.add", "requirements.import", "requirements.add")
    ]
    kind = Requirement.KIND
    setup = TableSetup(
        kind=kind,
        title=words.say("page.requirements"),
        columns=[column_of(c, kind, words) for c in TABLES[kind].columns],
        sort=Sort("code"),
        empty=EmptyPage(
            context.look,
            icon="puzzle",
            title=words.say("requirements.empty"),
            sentence=words.say("requirements.empty_why"),
            steps=steps,
        ),
    )
    inspector = _Inspector(context)
    return TablePage(context, TablePageParts(setup, inspector.inspect, _verbs, WATCHED))


def _verbs(page: TablePage) -> Mapping[str, Callable[[], None]]:
    context = page.context

    def add() -> None:
        plans = context.session.all(Plan)
        if not plans:
            open_new_plan(context, page, for_plan)
        elif len(plans) == 1:
            for_plan(plans[0].id)
        else:
            ask(("plan", *ASKED), {})

    def for_plan(plan: EntityId) -> None:
        ask(ASKED, {"plan": plan})

    def ask(asked: Sequence[str], given: Mapping[str, EntityId]) -> None:
        dialog = NewThing(context, Requirement, asked, page, given)
        dialog.made.connect(page.panel.go_to)
        dialog.open()

    def bring_in() -> None:
        context.navigate("import", "requirements")

    return {"requirements.add": add, "requirements.import": bring_in}


class _Inspector:
    """Show a requirement: what, where, when, why, on which conditions, and who serves it."""

    def __init__(self, context: PageContext) -> None:
        self._context = context

    def inspect(self, requirement_id: EntityId) -> Inspection | None:
        session, words = self._context.session, self._context.words
        need = session.find(Requirement, requirement_id)
        if need is None:
            return None
        kind = session.get(CapabilityType, need.type)
        place = session.find(Place, need.place)
        body = Blocks(self._context.look, words)
        body.section(words.say("requirements.what"))
        body.value(words.say("label.type"), kind.name, note=kind.code)
        body.figure(words.say("label.quantity"), need.quantity)
        body.value(
            words.say("label.place"),
            place.name if place is not None else words.say("value.none"),
            is_known=place is not None,
        )
        period = words.say(
            "requirements.days",
            start=Day(need.from_day),
            end=Day(need.to_day),
            n=need.to_day - need.from_day,
        )
        body.value(words.say("requirements.when"), period)
        priority = words.say(f"word.Priority.{need.priority.value}")
        body.value(words.say("label.priority"), priority)
        self._add_derivation(body, need)
        self._add_conditions(body, need)
        self._add_allocations(body, need)
        body.section(words.say("label.justification"))
        if need.justification:
            body.paragraph(need.justification)
        else:
            body.nothing(words.say("requirements.no_justification"))
        plan = session.get(Plan, need.plan)
        subtitle = words.say("requirements.subtitle", code=need.code, plan=plan.title)
        return Inspection(need.title or kind.name, subtitle, body)

    def _add_derivation(self, body: Blocks, need: Requirement) -> None:
        words = self._context.words
        kept = derivation_from_text(need.derived_by)
        if kept is None:
            return
        body.section(words.say("requirements.derived"))
        if kept.arithmetic is not None:
            body.paragraph(words.message(kept.arithmetic.said()))
        else:
            body.paragraph(words.say("requirements.from_template"))
        if is_overridden(need, kept):
            body.item(
                words.say("needs.overridden", derived=words.value(kept.quantity.value)),
                icon="pencil",
                tone="accent",
            )

    def _add_conditions(self, body: Blocks, need: Requirement) -> None:
        session, words = self._context.session, self._context.words
        body.section(words.say("requirements.conditions"))
        if not need.needs and not need.prerequisites:
            body.nothing(words.say("requirements.no_conditions"))
        for authority_id in need.needs:
            authority = session.find(Authority, authority_id)
            if authority is not None:
                period = words.say(
                    "offers.period", start=authority.from_when, end=authority.to_when
                )
                body.item(authority.name, period, icon="gavel")
        names = Names(session)
        for other_id in need.prerequisites:
            other = session.find(Requirement, other_id)
            if other is not None:
                title = words.say("requirements.needs_first", title=names.requirement_title(other))
                body.item(title, icon="arrow-right")

    def _add_allocations(self, body: Blocks, need: Requirement) -> None:
        session, words = self._context.session, self._context.words
        allocations = session.select(Allocation, requirement=need.id)
        body.section(words.say("requirements.covered_by"))
        if not allocations:
            body.nothing(words.say("requirements.not_covered"))
        names = Names(session)
        for allocation in sorted(allocations, key=lambda a: (a.from_day, a.offer)):
            offer = session.get(Offer, allocation.offer)
            start, end = Day(allocation.from_day), Day(allocation.to_day)
            partner = names.name_of(Ref(RefKind.PARTNER, offer.partner))
            body.item(
                names.offer_title(offer),
                words.say("requirements.allocated", partner=partner, start=start, end=end),
                icon="lock" if allocation.locked else "package",
                end=words.formats.number(allocation.quantity),
            )
