"""The sections of the overview: what happens, risk, triggers, dates, plans, facts, unknowns."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from crisisplanner.domain.risk import IndicatorState
from crisisplanner.services.crisis_views.crisis_overview import CrisisOverview, Judged
from crisisplanner.services.risk_view import SeenFactor
from crisisplanner.services.warning import SeenTrigger
from crisisplanner.ui.inspecting.blocks import Blocks
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.tables.cells import PILLS
from crisisplanner.ui.watch.overview.risk_strip import Course, Squares
from crisisplanner.ui.watch.overview.sentences import basis_of
from crisisplanner.ui.watch.warning.trigger_card import REACH_LOOK
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.panels import row
from crisisplanner.ui.widgets.text import Text

MOST_DATES = 5
MOST_FACTS = 8
MOST_TRIGGERS = 6


class Sections:
    """Write one crisis into two columns."""

    def __init__(self, context: PageContext, view: CrisisOverview) -> None:
        self._context, self._view = context, view
        self._words, self._look = context.words, context.look

    def first_column(self) -> Blocks:
        """Write what happens and how risky it is."""
        body = self._column()
        self._add_summary(body)
        self._add_severity(body)
        self._add_people(body)
        self._add_risk(body)
        self._add_facts(body)
        return body

    def second_column(self) -> Blocks:
        """Write what calls for a decision, what comes, and what nobody knows."""
        body = self._column()
        self._add_unknown(body)
        self._add_triggers(body)
        self._add_dates(body)
        self._add_plans(body)
        return body

    def _column(self) -> Blocks:
        return Blocks(self._look, self._words)

    def _link(self, body: Blocks, page: str) -> None:
        """Lead to the page that says more."""
        words, crisis = self._words, self._view.crisis
        title = words.say("overview.open", page=words.say(f"page.{page}"))
        argument = None if page == "plans" else crisis.id
        button = Button(self._look, title, icon="arrow-right", kind="link")
        button.clicked.connect(self._go(page, argument))
        holder = QWidget()
        line = row(holder)
        line.addWidget(button)
        line.addStretch()
        body.add(holder)

    def _go(self, page: str, argument: str | None) -> Callable[[], None]:
        return partial(self._context.navigate, page, argument)

    def _add_summary(self, body: Blocks) -> None:
        words, crisis = self._words, self._view.crisis
        body.section(words.say("crises.situation"), crisis.source)
        if crisis.summary:
            body.paragraph(crisis.summary)
        else:
            body.nothing(words.say("crises.no_summary"))
        if crisis.actors:
            body.paragraph(crisis.actors, "text_2")
        self._link(body, "actors")

    def _add_severity(self, body: Blocks) -> None:
        words, known = self._words, self._view.severities
        if not known:
            return
        body.section(words.say("overview.severity"), words.say("overview.n_months", n=len(known)))
        said = [words.say("overview.month", on=one.as_of, severity=one.severity) for one in known]
        values = [(one.as_of, one.severity) for one in known]
        body.add(Course(self._look, values, "\n".join(said)))
        ends = QWidget()
        line = row(ends)
        line.addWidget(Text(self._look, words.value(known[0].as_of), "micro", "text_2"))
        line.addStretch()
        line.addWidget(Text(self._look, words.value(known[-1].as_of), "micro", "text_2"))
        body.add(ends)

    def _add_people(self, body: Blocks) -> None:
        words = self._words
        body.section(words.say("overview.people"))
        if not self._view.people:
            body.nothing(words.say("overview.no_people"))
        for one in self._view.people:
            notes = [words.say("overview.as_of", on=one.as_of)] if one.as_of else []
            notes.append(basis_of(one.figure, words))
            title = words.say("overview.figure", what=one.title, figure=words.figure(one.figure))
            body.item(title, " · ".join(notes))

    def _add_risk(self, body: Blocks) -> None:
        words, risk = self._words, self._view.risk
        profile = risk.profile
        said = words.say("overview.rated", n=profile.n_rated, of=profile.n_indicators)
        body.section(words.say("overview.risk"), said)
        for judged in self._view.judged:
            body.item(self._judgement(judged), self._by(judged), icon="scale")
        if risk.is_empty:
            body.nothing(words.say("overview.not_rated"))
        else:
            body.add(self._factors())
        self._link(body, "risk")

    def _judgement(self, judged: Judged) -> str:
        if judged.likelihood is None or judged.impact is None:
            return self._words.say("overview.half_judged")
        return self._words.say(
            "overview.judged",
            likelihood=judged.likelihood,
            impact=judged.impact,
            band=self._words.say(f"risk.band.{judged.band}"),
        )

    def _by(self, judged: Judged) -> str:
        code = "overview.agreed_by" if judged.is_agreed else "overview.judged_by"
        return self._words.say(code, name=judged.assessor, on=judged.on)

    def _factors(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        top = Qt.AlignmentFlag.AlignTop
        for line, factor in enumerate(self._view.risk.factors):
            number = self._words.formats.number(factor.factor.number)
            grid.addWidget(Text(self._look, number, "small_medium", "text_2"), line, 0, top)
            grid.addWidget(Text(self._look, factor.factor.title, "small", wrap=True), line, 1)
            grid.addWidget(self._squares(factor), line, 2)
        return holder

    def _squares(self, factor: SeenFactor) -> Squares:
        words = self._words
        counts = [
            words.say(
                "overview.state_count",
                n=factor.profile.counts[state],
                state=words.say(f"word.IndicatorState.{state.value}"),
            )
            for state in reversed(IndicatorState)
            if factor.profile.counts[state]
        ]
        said = words.say(
            "overview.factor", title=factor.factor.title, states=words.formats.listed(counts)
        )
        states = [one.state.value for one in factor.gravest_first()]
        return Squares(self._look, states, said)

    def _add_facts(self, body: Blocks) -> None:
        words, facts = self._words, self._view.facts
        body.section(words.say("crises.facts"), words.say("overview.n_facts", n=len(facts)))
        if not facts:
            body.nothing(words.say("crises.no_facts"))
        for fact in facts[-MOST_FACTS:]:
            basis = words.say(f"word.Basis.{fact.basis.value}")
            graded = words.say("crises.fact", when=fact.when_text, grade=fact.grade or basis)
            body.item(fact.text, " · ".join(p for p in (graded, fact.source) if p))
        if len(facts) > MOST_FACTS:
            body.nothing(words.say("overview.earlier_facts", n=len(facts) - MOST_FACTS))
        self._link(body, "crises")

    def _add_unknown(self, body: Blocks) -> None:
        words, unknown = self._words, self._view.unknown
        body.section(words.say("overview.unknown"), words.formats.number(len(unknown)))
        if not unknown:
            body.nothing(words.say("overview.nothing_unknown"))
        for one in unknown:
            body.item(words.message(one), icon="question-mark", tone="text_3")

    def _add_triggers(self, body: Blocks) -> None:
        words, view = self._words, self._view
        body.section(words.say("page.triggers"), words.formats.number(len(view.triggers)))
        if not view.triggers:
            body.nothing(words.say("overview.no_triggers"))
        ordered = sorted(view.triggers, key=lambda one: -int(one.reach))
        for seen in ordered[:MOST_TRIGGERS]:
            pill = (words.say(f"trigger.reach.{seen.reach.name}"), REACH_LOOK[seen.reach.name])
            body.item(seen.trigger.name, self._trigger_detail(seen), icon="bolt", pill=pill)
        if len(ordered) > MOST_TRIGGERS:
            body.nothing(words.say("triggers.more", n=len(ordered) - MOST_TRIGGERS))
        self._link(body, "triggers")

    def _trigger_detail(self, seen: SeenTrigger) -> str:
        words, said = self._words, []
        if seen.open_firing is not None:
            said.append(words.say("triggers.fired_on", on=seen.open_firing.fired_on))
            if not seen.open_firing.acknowledged_by:
                said.append(words.say("overview.nobody_noted"))
        if seen.broken is not None:
            said.append(words.message(seen.broken))
        elif seen.trigger.leads_to_text:
            said.append(words.say("triggers.leads_to", text=seen.trigger.leads_to_text))
        return " · ".join(said)

    def _add_dates(self, body: Blocks) -> None:
        words, dates = self._words, self._view.dates
        body.section(words.say("overview.next_dates"), words.say("overview.in_a_year"))
        if not dates:
            body.nothing(words.say("overview.no_dates"))
        for one in dates[:MOST_DATES]:
            end = words.say("calendar.days_to_go", n=one.days_to_go)
            body.item(words.value(one.title), words.value(one.on), icon="calendar", end=end)
        if len(dates) > MOST_DATES:
            body.nothing(words.say("triggers.more", n=len(dates) - MOST_DATES))
        self._link(body, "calendar")

    def _add_plans(self, body: Blocks) -> None:
        words = self._words
        body.section(words.say("page.plans"))
        if not self._view.plans:
            body.nothing(words.say("overview.no_plan"))
        for one in self._view.plans:
            state = words.say(f"word.PlanState.{one.plan.state.value}")
            pill = (state, PILLS["PlanState"][one.plan.state.value])
            code = "overview.not_matched" if one.coverage is None else "overview.coverage"
            body.item(
                one.plan.title,
                words.say(code, share=one.coverage),
                icon="puzzle",
                pill=pill,
            )
        self._link(body, "plans")
        self._link(body, "access")
