"""A plan's own parts, read from the workspace once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from crisisplanner.domain.caseload import Caseload
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.limits import Budget, LiftPool, ShareCap
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.monitoring import CalendarEvent
from crisisplanner.domain.plan_document import Mark
from crisisplanner.domain.plans import (
    Assumption,
    DecisionPoint,
    Phase,
    Plan,
    PlanText,
)
from crisisplanner.domain.register import Workspace
from crisisplanner.domain.requirements import OpenGap, Requirement
from crisisplanner.domain.risk import Evidence
from crisisplanner.domain.situation import AccessPermit, Crisis, CrisisFact, Scenario
from crisisplanner.services.risk_view import RiskView, risk_view
from crisisplanner.services.session import Session


@dataclass(frozen=True)
class PlanParts:
    """Hold a plan with its crisis, scenario and all that belongs to it."""

    session: Session
    plan: Plan

    @cached_property
    def workspace(self) -> Workspace:
        """Give the workspace."""
        return self.session.workspace()

    @cached_property
    def scenario(self) -> Scenario:
        """Give the plan's scenario."""
        return self.session.get(Scenario, self.plan.scenario)

    @cached_property
    def crisis(self) -> Crisis:
        """Give the scenario's crisis."""
        return self.session.get(Crisis, self.scenario.crisis)

    @cached_property
    def facts(self) -> tuple[CrisisFact, ...]:
        """List the crisis's dated facts, oldest first."""
        facts = self.session.select(CrisisFact, crisis=self.crisis.id, retired=False)
        return tuple(
            sorted(facts, key=lambda f: (f.from_date is None, f.from_date or 0, f.when_text))
        )

    @cached_property
    def texts(self) -> Mapping[str, tuple[PlanText, ...]]:
        """List the written parts by section."""
        found: dict[str, list[PlanText]] = defaultdict(list)
        for text in self.session.select(PlanText, plan=self.plan.id, retired=False):
            if text.text.strip():
                found[text.section.strip()].append(text)
        return {section: tuple(texts) for section, texts in found.items()}

    @cached_property
    def phases(self) -> tuple[Phase, ...]:
        """List the phases by day."""
        phases = self.session.select(Phase, plan=self.plan.id, retired=False)
        return tuple(sorted(phases, key=lambda phase: (phase.from_day, phase.to_day, phase.name)))

    @cached_property
    def decision_points(self) -> tuple[DecisionPoint, ...]:
        """List the decision points by day."""
        points = self.session.select(DecisionPoint, plan=self.plan.id, retired=False)
        return tuple(sorted(points, key=lambda point: (point.latest_day, point.name)))

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """List the plan's assumptions by number."""
        found = self.session.select(Assumption, plan=self.plan.id, retired=False)
        return tuple(sorted(found, key=lambda one: (len(one.number), one.number, one.text)))

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """List the requirements by code."""
        found = self.session.select(Requirement, plan=self.plan.id, retired=False)
        return tuple(sorted(found, key=lambda one: (one.code, one.from_day, one.title, one.id)))

    @cached_property
    def permits(self) -> tuple[AccessPermit, ...]:
        """List the access permits of the scenario."""
        return self.session.select(AccessPermit, scenario=self.scenario.id, retired=False)

    @cached_property
    def caseload(self) -> tuple[Caseload, ...]:
        """List whom the scenario counts, by group."""
        parts = self.session.select(Caseload, scenario=self.scenario.id, retired=False)
        return tuple(sorted(parts, key=lambda p: (p.caseload_group, p.sex, p.age, p.name, p.id)))

    @cached_property
    def lift_pools(self) -> tuple[LiftPool, ...]:
        """List the plan's lift."""
        return self.session.select(LiftPool, plan=self.plan.id, retired=False)

    @cached_property
    def budgets(self) -> tuple[Budget, ...]:
        """List the plan's budgets."""
        return self.session.select(Budget, plan=self.plan.id, retired=False)

    @cached_property
    def share_caps(self) -> tuple[ShareCap, ...]:
        """List the caps on partners' shares."""
        return self.session.select(ShareCap, plan=self.plan.id, retired=False)

    @cached_property
    def open_gaps(self) -> Mapping[EntityId, tuple[OpenGap, ...]]:
        """List what was decided about gaps, by requirement."""
        found: dict[EntityId, list[OpenGap]] = defaultdict(list)
        for gap in self.session.all(OpenGap):
            found[gap.requirement].append(gap)
        return {requirement: tuple(gaps) for requirement, gaps in found.items()}

    @cached_property
    def risk(self) -> RiskView:
        """Give the joint picture of the crisis's risk; the newest agreed where nobody is alone."""
        joint = risk_view(self.session, self.crisis.id)
        if joint.assessors or not joint.agreed:
            return joint
        return risk_view(self.session, self.crisis.id, joint.agreed[-1].id)

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """List the evidence of the crisis, oldest first."""
        found = self.session.select(Evidence, crisis=self.crisis.id, retired=False)
        return tuple(sorted(found, key=lambda e: (str(e.observed_on or ""), e.title, e.id)))

    @cached_property
    def dates(self) -> tuple[CalendarEvent, ...]:
        """List the dates of the crisis, and those that belong to none."""
        found = self.session.select(CalendarEvent, retired=False)
        return tuple(one for one in found if one.crisis in (None, self.crisis.id))

    def evidence_marks(self, piece: Evidence) -> tuple[Mark, ...]:
        """Refer to a piece of evidence by its number; nothing where it is not listed."""
        if piece not in self.evidence:
            return ()
        number = "E" + str(self.evidence.index(piece) + 1)
        return (Mark(number, "evidence-" + number),)

    @property
    def marking(self) -> Marking:
        """Give the plan's own marking, else the workspace's."""
        return self.plan.marking or self.workspace.marking or Marking()
