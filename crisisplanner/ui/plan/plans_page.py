"""Plan, plans: the table of plans, and for one what it is for, its time and what is in it."""

from __future__ import annotations

from functools import partial

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.limits import Budget, LiftPool, ShareCap
from crisisplanner.domain.plans import Assumption, DecisionPoint, Phase, Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import Crisis, Scenario
from crisisplanner.services.matching.running import adopted_match
from crisisplanner.services.parts import parts_of
from crisisplanner.ui.inspecting.inspector import Inspector
from crisisplanner.ui.inspecting.part_list import ShownPart
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.plan.new_plan import open_new_plan
from crisisplanner.ui.tables.page import TablePage, TablePageParts
from crisisplanner.ui.widgets.buttons import Button


class _Inspector(Inspector[Plan]):
    """Show a plan: what it is for, when, what is in it, and the way to its match."""

    def write(self) -> tuple[str, str] | None:
        plan, body, words = self.thing, self.body, self.words
        scenario = self.session.find(Scenario, plan.scenario)
        crisis = self.session.find(Crisis, scenario.crisis) if scenario is not None else None
        if scenario is None or crisis is None:
            # Undo takes them away beside the window, while this is read.
            return None
        body.section(words.say("plans.for"))
        body.value(words.say("plans.crisis"), crisis.name)
        body.value(words.say("plans.scenario"), scenario.name)
        body.section(words.say("plans.time"))
        d_date = plan.d_date
        date = words.say("plans.d_unknown") if d_date is None else words.formats.date(d_date)
        body.value(words.say("label.d_date"), date, is_known=d_date is not None)
        meaning = plan.d_meaning or words.say("value.none")
        body.value(words.say("label.d_meaning"), meaning, is_known=bool(plan.d_meaning))
        self._write_contents()
        self._write_phases()
        self._write_decision_points()
        self._write_assumptions()
        self._write_limits()
        state = self.word("PlanState", plan.state.value)
        subtitle = words.say("plans.subtitle", number=plan.number, state=state)
        return plan.title, subtitle if plan.number else state

    def _write_contents(self) -> None:
        plan, body, words = self.thing, self.body, self.words
        n = len(self.session.select(Requirement, plan=plan.id, retired=False))
        note = words.say("plans.n_requirements", n=n) if n else ""
        body.section(words.say("plans.contents"), note)
        adopted = adopted_match(self.session, plan)
        if not n:
            body.nothing(words.say("plans.no_requirements"))
        elif adopted is None:
            body.nothing(words.say("plans.not_matched"))
        else:
            share = words.formats.percent(adopted.match.weighted_coverage)
            body.value(words.say("plans.coverage"), share)
        button = Button(self.context.look, words.say("plans.open_match"), icon="wand")
        button.setObjectName("plan.open_match")
        button.clicked.connect(partial(_open_match, self.context, plan.id))
        body.add(button)

    def _write_phases(self) -> None:
        words = self.words
        phases = sorted(parts_of(self.session, self.thing, Phase), key=lambda p: p.from_day)
        shown = []
        for phase in phases:
            start, end = Day(phase.from_day), Day(phase.to_day)
            n_days = phase.to_day - phase.from_day
            days = words.say("requirements.days", start=start, end=end, n=n_days)
            shown.append(ShownPart(phase, phase.name, days))
        nothing = words.say("plans.no_phases")
        self.parts.section(Phase, words.say("plans.phases"), nothing, shown)

    def _write_decision_points(self) -> None:
        words = self.words
        points = parts_of(self.session, self.thing, DecisionPoint)
        shown = []
        for point in sorted(points, key=lambda p: p.latest_day):
            latest = words.say("plans.latest", day=Day(point.latest_day))
            shown.append(
                ShownPart(point, point.name, " · ".join(filter(None, (latest, point.decider))))
            )
        nothing = words.say("plans.no_decision_points")
        self.parts.section(DecisionPoint, words.say("plans.decision_points"), nothing, shown)

    def _write_assumptions(self) -> None:
        words = self.words
        found = parts_of(self.session, self.thing, Assumption)
        shown = []
        for one in sorted(found, key=lambda a: (len(a.number), a.number)):
            state = self.word("AssumptionState", one.state.value)
            detail = " · ".join(filter(None, (one.number, state)))
            shown.append(ShownPart(one, one.text or words.say("parts.unnamed"), detail))
        nothing = words.say("plans.no_assumptions")
        self.parts.section(Assumption, words.say("plans.assumptions"), nothing, shown)

    def _write_limits(self) -> None:
        session, plan, words = self.session, self.thing, self.words
        names = {p.id: p.name for p in session.all(Partner, include_retired=True)}
        lift = [
            ShownPart(
                pool,
                names.get(pool.partner or "", words.say("plans.lift_of_all")),
                words.say(
                    "parts.when",
                    said=words.figure(pool.tonnes_per_week),
                    period=self.texts.period(pool.from_when, pool.to_when),
                ),
            )
            for pool in parts_of(session, plan, LiftPool)
        ]
        budgets = [
            ShownPart(
                budget,
                names.get(budget.partner or "", self.word("BudgetScope", budget.scope.value)),
                " ".join(filter(None, (words.figure(budget.amount), budget.currency))),
            )
            for budget in parts_of(session, plan, Budget)
        ]
        caps = [
            ShownPart(
                cap,
                names.get(cap.partner or "", words.say("plans.cap_of_others")),
                words.say("plans.cap", share=cap.cap),
            )
            for cap in parts_of(session, plan, ShareCap)
        ]
        self.body.section(words.say("plans.limits"))
        if not lift and not budgets and not caps:
            self.body.nothing(words.say("plans.no_limits"))
        self.parts.items(LiftPool, "", lift)
        self.parts.items(Budget, "", budgets)
        self.parts.items(ShareCap, "", caps)


def _open_match(context: PageContext, plan: EntityId, *_: object) -> None:
    context.navigate("match", plan)


def _add(page: TablePage) -> None:
    open_new_plan(page.context, page, page.panel.go_to)


PLANS = TablePageParts(
    page="plans",
    entity_type=Plan,
    icon="puzzle",
    inspector=_Inspector,
    add=_add,
    watched=frozenset(
        {
            "crisis",
            "scenario",
            "requirement",
            "allocation",
            "phase",
            "decision_point",
            "assumption",
            "lift_pool",
            "budget",
            "share_cap",
            "partner",
        }
    ),
)


def make_plans_page(context: PageContext) -> TablePage:
    """Build the page."""
    return TablePage(context, PLANS)
