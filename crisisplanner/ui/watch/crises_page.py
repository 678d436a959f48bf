"""Watch, crises: the table of crises, and for one its facts, permits and authorities."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.register import Place
from crisisplanner.domain.situation import AccessPermit, Authority, Crisis, CrisisFact, Scenario
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

ASKED = ("name", "crisis_type", "status", "onset", "summary")
WATCHED = frozenset({"crisis_fact", "scenario", "access_permit", "authority", "place"})
SCENARIO_FIGURES = ("people_affected", "people_displaced", "displacement_per_day", "duration")


def make_crises_page(context: PageContext) -> TablePage:
    """Build the page."""
    words = context.words
    setup = TableSetup(
        kind=Crisis.KIND,
        title=words.say("page.crises"),
        columns=[column_of(c, Crisis.KIND, words) for c in TABLES[Crisis.KIND].columns],
        sort=Sort("name"),
        empty=EmptyPage(
            context.look,
            icon="radar",
            title=words.say("crises.empty"),
            sentence=words.say("crises.empty_why"),
            steps=[ActionButton(context.look, context.board, "crises.add")],
        ),
    )
    inspector = _Inspector(context)
    return TablePage(context, TablePageParts(setup, inspector.inspect, _verbs, WATCHED))


def _verbs(page: TablePage) -> Mapping[str, Callable[[], None]]:
    def add() -> None:
        dialog = NewThing(page.context, Crisis, ASKED, page)
        dialog.made.connect(page.panel.go_to)
        dialog.open()

    return {"crises.add": add}


class _Inspector:
    """Show a crisis: what happens, how it may go on, who consents, what makes acts lawful."""

    def __init__(self, context: PageContext) -> None:
        self._context = context

    def inspect(self, crisis_id: EntityId) -> Inspection | None:
        session, words = self._context.session, self._context.words
        crisis = session.find(Crisis, crisis_id)
        if crisis is None:
            return None
        body = Blocks(self._context.look, words)
        places = [p.name for p in session.all(Place) if p.id in crisis.places]
        kind = words.say(f"word.CrisisType.{crisis.crisis_type.value}")
        subtitle = words.formats.listed([kind, *places])
        body.section(words.say("crises.situation"))
        if crisis.summary:
            body.paragraph(crisis.summary)
        else:
            body.nothing(words.say("crises.no_summary"))
        self._add_facts(body, crisis)
        self._add_scenarios(body, crisis)
        self._add_authorities(body, crisis)
        if crisis.actors:
            body.section(words.say("label.actors"))
            body.paragraph(crisis.actors, "text_2")
        return Inspection(crisis.name, subtitle, body)

    def _add_facts(self, body: Blocks, crisis: Crisis) -> None:
        words = self._context.words
        facts = self._context.session.select(CrisisFact, crisis=crisis.id)
        ordered = sorted(facts, key=lambda f: (f.from_date is None, f.from_date, f.when_text))
        body.section(words.say("crises.facts"), words.say("crises.n_facts", n=len(facts)))
        if not facts:
            body.nothing(words.say("crises.no_facts"))
        for fact in ordered:
            basis = words.say(f"word.Basis.{fact.basis.value}")
            graded = fact.grade or basis
            body.item(fact.text, words.say("crises.fact", when=fact.when_text, grade=graded))

    def _add_scenarios(self, body: Blocks, crisis: Crisis) -> None:
        session, words = self._context.session, self._context.words
        for scenario in session.select(Scenario, crisis=crisis.id):
            kind = words.say(f"word.ScenarioKind.{scenario.scenario_kind.value}")
            body.section(words.say("crises.scenario", name=scenario.name), kind)
            for name in SCENARIO_FIGURES:
                body.figure(words.say(f"label.{name}"), getattr(scenario, name))
            permits = session.select(AccessPermit, scenario=scenario.id)
            body.section(words.say("crises.permits"), words.say("crises.n_permits", n=len(permits)))
            if not permits:
                body.nothing(words.say("crises.no_permits"))
            for permit in permits:
                state = words.say(f"word.PermitState.{permit.state.value}")
                place = session.find(Place, permit.place)
                named = place.name if place is not None else ""
                period = words.say("offers.period", start=permit.from_when, end=permit.to_when)
                body.item(
                    permit.name or named,
                    words.say("crises.permit", place=named, period=period),
                    icon="key",
                    pill=(state, PILLS["PermitState"][permit.state.value]),
                )

    def _add_authorities(self, body: Blocks, crisis: Crisis) -> None:
        words = self._context.words
        found = self._context.session.select(Authority, crisis=crisis.id)
        body.section(words.say("crises.authorities"))
        if not found:
            body.nothing(words.say("crises.no_authorities"))
        for authority in found:
            period = words.say("offers.period", start=authority.from_when, end=authority.to_when)
            kind = words.say(f"word.AuthorityKind.{authority.authority_kind.value}")
            detail = words.say("crises.authority", kind=kind, period=period)
            body.item(authority.name, detail, icon="gavel")
