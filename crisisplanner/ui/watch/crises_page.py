"""Watch, crises: the table of crises, and for one its facts, permits and authorities."""

from __future__ import annotations

from crisisplanner.domain.register import Place
from crisisplanner.domain.situation import AccessPermit, Authority, Crisis, CrisisFact, Scenario
from crisisplanner.services.parts import parts_of
from crisisplanner.ui.inspecting.inspector import Inspector
from crisisplanner.ui.inspecting.part_list import PartList, ShownPart
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.tables.cells import PILLS
from crisisplanner.ui.tables.page import TablePage, TablePageParts

SCENARIO_FIGURES = ("people_affected", "people_displaced", "displacement_per_day", "duration")


class _Inspector(Inspector[Crisis]):
    """Show a crisis: what happens, how it may go on, who consents, what makes acts lawful."""

    def write(self) -> tuple[str, str]:
        crisis, words = self.thing, self.words
        places = [p.name for p in self.session.all(Place) if p.id in crisis.places]
        kind = self.word("CrisisType", crisis.crisis_type.value)
        nothing = words.say("crises.no_summary")
        self.write_text(words.say("crises.situation"), crisis.summary, nothing)
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
        return crisis.name, words.formats.listed([kind, *places])

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
    asked=("name", "crisis_type", "status", "onset", "summary"),
    watched=frozenset({"crisis_fact", "scenario", "access_permit", "authority", "place"}),
)


def make_crises_page(context: PageContext) -> TablePage:
    """Build the page."""
    return TablePage(context, CRISES)
