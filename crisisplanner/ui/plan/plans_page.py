"""Plan, plans: the table of plans, and for one what it is for, its time and what is in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import Crisis, Scenario
from crisisplanner.domain.table_query import Sort
from crisisplanner.services.matching.running import adopted_match
from crisisplanner.services.tables import TABLES
from crisisplanner.ui.inspecting.blocks import Blocks, Inspection
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.plan.new_plan import open_new_plan
from crisisplanner.ui.tables.columns import column_of
from crisisplanner.ui.tables.page import TablePage, TablePageParts
from crisisplanner.ui.tables.panel import TableSetup
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.panels import EmptyPage

WATCHED = frozenset({"crisis", "scenario", "requirement", "allocation"})


def make_plans_page(context: PageContext) -> TablePage:
    """Build the page."""
    words = context.words
    setup = TableSetup(
        kind=Plan.KIND,
        title=words.say("page.plans"),
        columns=[column_of(c, Plan.KIND, words) for c in TABLES[Plan.KIND].columns],
        sort=Sort("number"),
        empty=EmptyPage(
            context.look,
            icon="puzzle",
            title=words.say("plans.empty"),
            sentence=words.say("plans.empty_why"),
            steps=[ActionButton(context.look, context.board, "plans.add")],
        ),
    )
    inspector = _Inspector(context)
    return TablePage(context, TablePageParts(setup, inspector.inspect, _verbs, WATCHED))


def _verbs(page: TablePage) -> Mapping[str, Callable[[], None]]:
    def add() -> None:
        open_new_plan(page.context, page, page.panel.go_to)

    return {"plans.add": add}


class _Inspector:
    """Show a plan: what it is for, when, what is in it, and the way to its match."""

    def __init__(self, context: PageContext) -> None:
        self._context = context

    def inspect(self, plan_id: EntityId) -> Inspection | None:
        session, words = self._context.session, self._context.words
        plan = session.find(Plan, plan_id)
        scenario = session.find(Scenario, plan.scenario) if plan is not None else None
        crisis = session.find(Crisis, scenario.crisis) if scenario is not None else None
        if plan is None or scenario is None or crisis is None:
            # Undo takes them away beside the window, while this is read.
            return None
        body = Blocks(self._context.look, words)
        body.section(words.say("plans.for"))
        body.value(words.say("plans.crisis"), crisis.name)
        body.value(words.say("plans.scenario"), scenario.name)
        body.section(words.say("plans.time"))
        d_date = plan.d_date
        date = words.say("plans.d_unknown") if d_date is None else words.formats.date(d_date)
        body.value(words.say("label.d_date"), date, is_known=d_date is not None)
        meaning = plan.d_meaning or words.say("value.none")
        body.value(words.say("label.d_meaning"), meaning, is_known=bool(plan.d_meaning))
        self._add_contents(body, plan)
        state = words.say(f"word.PlanState.{plan.state.value}")
        subtitle = words.say("plans.subtitle", number=plan.number, state=state)
        return Inspection(plan.title, subtitle if plan.number else state, body)

    def _add_contents(self, body: Blocks, plan: Plan) -> None:
        session, words = self._context.session, self._context.words
        n = len(session.select(Requirement, plan=plan.id, retired=False))
        note = words.say("plans.n_requirements", n=n) if n else ""
        body.section(words.say("plans.contents"), note)
        adopted = adopted_match(session, plan)
        if not n:
            body.nothing(words.say("plans.no_requirements"))
        elif adopted is None:
            body.nothing(words.say("plans.not_matched"))
        else:
            share = words.formats.percent(adopted.match.weighted_coverage)
            body.value(words.say("plans.coverage"), share)
        button = Button(self._context.look, words.say("plans.open_match"), icon="wand")
        button.clicked.connect(partial(_open_match, self._context, plan.id))
        body.add(button)


def _open_match(context: PageContext, plan: EntityId, *_: object) -> None:
    context.navigate("match", plan)
