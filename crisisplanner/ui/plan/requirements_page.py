"""Plan, requirements: the table of what a plan needs, and for one why and on which conditions."""

from __future__ import annotations

from functools import partial

from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.days import Day
from crisisplanner.domain.derivations import derivation_from_text
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import Ref, RefKind
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.register import Place
from crisisplanner.domain.requirements import Allocation, Requirement
from crisisplanner.domain.situation import Authority
from crisisplanner.services.naming import Names, measure_of
from crisisplanner.services.needs.deriving import is_overridden
from crisisplanner.services.parts import may_come_before, parts_of
from crisisplanner.ui.inspecting.field_form import Asked
from crisisplanner.ui.inspecting.inspector import Inspector
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.plan.new_plan import open_new_plan
from crisisplanner.ui.tables.page import TablePage, TablePageParts

ASKED = ("title", "type", "quantity", "place", "from_day", "to_day", "priority", "area")


class _Inspector(Inspector[Requirement]):
    """Show a requirement: what, where, when, why, on which conditions, and who serves it."""

    def write(self) -> tuple[str, str]:
        need, session, body, words = self.thing, self.session, self.body, self.words
        kind = session.get(CapabilityType, need.type)
        place = session.find(Place, need.place)
        body.section(words.say("requirements.what"))
        body.value(words.say("label.type"), kind.name, note=kind.code)
        self.body.figure(
            words.say("label.quantity"),
            need.quantity,
            words.amount(need.quantity, kind.unit_of_measure),
        )
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
        body.value(words.say("label.priority"), self.word("Priority", need.priority.value))
        self._write_derivation()
        self._write_conditions()
        self._write_allocations()
        nothing = words.say("requirements.no_justification")
        self.write_text(words.say("label.justification"), need.justification, nothing)
        plan = session.get(Plan, need.plan)
        subtitle = words.say("requirements.subtitle", code=need.code, plan=plan.title)
        return need.title or kind.name, subtitle

    def _write_derivation(self) -> None:
        words, body = self.words, self.body
        kept = derivation_from_text(self.thing.derived_by)
        if kept is None:
            return
        body.section(words.say("requirements.derived"))
        if kept.arithmetic is not None:
            body.paragraph(words.message(kept.arithmetic.said()))
        else:
            body.paragraph(words.say("requirements.from_template"))
        if is_overridden(self.thing, kept):
            body.item(
                words.say("needs.overridden", derived=self._amount(kept.quantity, self.thing.type)),
                icon="pencil",
                tone="accent",
            )

    def _amount(self, quantity: Figure | float, type_id: EntityId) -> str:
        return self.words.amount(quantity, measure_of(self.session, type_id))

    def _write_conditions(self) -> None:
        need, session, body, words = self.thing, self.session, self.body, self.words
        body.section(words.say("requirements.conditions"))
        if not need.needs and not need.prerequisites:
            body.nothing(words.say("requirements.no_conditions"))
        for authority_id in need.needs:
            authority = session.find(Authority, authority_id)
            if authority is not None:
                shown = self.texts.authority(authority)
                body.item(shown.title, shown.detail, icon="gavel")
        names = Names(session)
        for other_id in need.prerequisites:
            other = session.find(Requirement, other_id)
            if other is not None:
                title = words.say("requirements.needs_first", title=names.requirement_title(other))
                body.item(title, icon="arrow-right")
        plan = session.get(Plan, need.plan)
        asked = partial(self._conditions, plan)
        self.parts.change_button(words.say("requirements.change_conditions"), plan, asked)

    def _conditions(self, plan: Plan) -> Asked:
        names = Names(self.session)
        siblings = parts_of(self.session, plan, Requirement)
        others = may_come_before(siblings, "prerequisites", self.thing)
        first = [(other.id, names.requirement_title(other)) for other in others]
        offered = {"needs": self.texts.authorities(), "prerequisites": first}
        rows = tuple((name,) for name, things in offered.items() if things)
        return Asked(
            rows=(*rows, ("task_type",)),
            offered=offered,
            hints={name: f"parts.hint.{name}" for name in (*offered, "task_type")},
        )

    def _write_allocations(self) -> None:
        session, body, words = self.session, self.body, self.words
        allocations = session.select(Allocation, requirement=self.thing.id)
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
                end=self._amount(allocation.quantity, offer.type),
            )


def _add(page: TablePage) -> None:
    """Ask for a plan first where there is none, and for whose it is where there are several."""
    plans = page.context.session.all(Plan)
    if not plans:
        open_new_plan(page.context, page, partial(_add_to, page))
    elif len(plans) == 1:
        _add_to(page, plans[0].id)
    else:
        page.ask_new(("plan", *ASKED))


def _add_to(page: TablePage, plan: EntityId) -> None:
    page.ask_new(given={"plan": plan})


REQUIREMENTS = TablePageParts(
    page="requirements",
    entity_type=Requirement,
    icon="puzzle",
    inspector=_Inspector,
    asked=ASKED,
    add=_add,
    is_imported=True,
    first_steps=("plans.add",),
    first_kind=Plan.KIND,
    watched=frozenset({"allocation", "authority", "offer", "partner", "plan"}),
)


def make_requirements_page(context: PageContext) -> TablePage:
    """Build the page."""
    return TablePage(context, REQUIREMENTS)
