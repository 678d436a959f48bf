"""Watch, crises: the table of crises, and for one its facts, permits and authorities."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.register import Place
from crisisplanner.domain.situation import AccessPermit, Authority, Crisis, CrisisFact, Scenario
from crisisplanner.services.parts import parts_of
from crisisplanner.ui.inspecting.inspector import Inspector
from crisisplanner.ui.inspecting.part_list import PartList, ShownPart
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.reading_only import hold_back
from crisisplanner.ui.tables.cells import PILLS
from crisisplanner.ui.tables.page import TablePage, TablePageParts
from crisisplanner.ui.watch.crisis_places import ask_crisis, ask_places
from crisisplanner.ui.widgets.buttons import Button

SCENARIO_FIGURES = ("people_affected", "people_displaced", "displacement_per_day", "duration")


class _Inspector(Inspector[Crisis]):
    """Show a crisis: what happens, how it may go on, who consents, what makes acts lawful."""

    def write(self) -> tuple[str, str]:
        crisis, words = self.thing, self.words
        places = [p.name for p in self.session.all(Place) if p.id in crisis.places]
        kind = self.word("CrisisType", crisis.crisis_type.value)
        nothing = words.say("crises.no_summary")
        self.write_text(words.say("crises.situation"), crisis.summary, nothing)
        self._write_places(places)
        self._write_facts()
        self._write_scenarios()
        authorities = parts_of(self.session, crisis, Authority)
        self.parts.section(
            Authority,
            words.say("crises.authorities"),
            words.say("crises.no_authorities"),
            map(self.texts.authority, authorities),
        )
        self.write_text(words.say("label.actors"), crisis.actors, tone="text_2")
        if not places:
            return crisis.name, kind
        where = words.formats.listed(places)
        return crisis.name, words.say("crises.kind_in", kind=kind, places=where)

    def _write_places(self, names: list[str]) -> None:
        words, body = self.words, self.body
        body.section(words.say("label.places"), words.formats.number(len(names)))
        for name in names:
            body.paragraph(name)
        if not names:
            body.nothing(words.say("crises.no_places"))
        change = Button(self.context.look, words.say("crises.change_places"), kind="link")
        change.setObjectName("change.places")
        hold_back(self.context, change)
        change.clicked.connect(partial(_ask_places, self.context, body, self.thing.id))
        body.add(change)

    def _write_facts(self) -> None:
        words = self.words
        facts = parts_of(self.session, self.thing, CrisisFact)
        ordered = sorted(facts, key=lambda f: (f.from_date is None, f.from_date, f.when_text))
        shown = []
        for fact in ordered:
            graded = fact.grade or self.word("Basis", fact.basis.value)
            detail = words.say("crises.fact", when=fact.when_text, grade=graded)
            shown.append(ShownPart(fact, fact.text or fact.when_text, detail))
        self.body.section(words.say("crises.facts"), words.say("crises.n_facts", n=len(facts)))
        self.parts.items(CrisisFact, words.say("crises.no_facts"), shown)

    def _write_scenarios(self) -> None:
        words = self.words
        scenarios = parts_of(self.session, self.thing, Scenario)
        kinds = [self.word("ScenarioKind", one.scenario_kind.value) for one in scenarios]
        self.parts.section(
            Scenario,
            words.say("crises.scenarios"),
            words.say("crises.no_scenarios"),
            [ShownPart(s, s.name, kind) for s, kind in zip(scenarios, kinds, strict=True)],
        )
        for scenario, kind in zip(scenarios, kinds, strict=True):
            self.body.section(words.say("crises.scenario", name=scenario.name), kind)
            self.write_figures(*SCENARIO_FIGURES, of=scenario)
            permits = parts_of(self.session, scenario, AccessPermit)
            n_permits = words.say("crises.n_permits", n=len(permits))
            self.body.section(words.say("crises.permits"), n_permits)
            PartList(self.context, self.body, scenario).items(
                AccessPermit, words.say("crises.no_permits"), map(self._permit, permits)
            )

    def _permit(self, permit: AccessPermit) -> ShownPart:
        words = self.words
        place = self.session.get(Place, permit.place).name
        period = self.texts.period(permit.from_when, permit.to_when)
        return ShownPart(
            permit,
            permit.name or place,
            words.say("crises.permit", place=place, period=period),
            pill=(
                self.word("PermitState", permit.state.value),
                PILLS["PermitState"][permit.state.value],
            ),
        )


CRISES = TablePageParts(
    page="crises",
    entity_type=Crisis,
    icon="radar",
    inspector=_Inspector,
    add=ask_crisis,
    watched=frozenset({"crisis_fact", "scenario", "access_permit", "authority", "place"}),
)


class CrisesPage(TablePage):
    """Show the table; the crisis selected in it is the one that other pages show, and the reverse."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, CRISES)
        self.panel.current_changed.connect(self._on_panel_selected)

    def enter(self, argument: object) -> None:
        super().enter(argument or self.context.room.crisis or None)

    @Slot(str)
    def _on_panel_selected(self, crisis_id: str) -> None:
        if crisis_id:
            self.context.room.crisis = crisis_id


def make_crises_page(context: PageContext) -> CrisesPage:
    """Build the page."""
    return CrisesPage(context)


def _ask_places(context: PageContext, body: QWidget, crisis_id: str, *_: object) -> None:
    ask_places(context, body.window(), crisis_id)
