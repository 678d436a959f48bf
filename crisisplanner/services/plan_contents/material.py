"""What a plan's document is made of: everything that is read from the workspace, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from crisisplanner.domain.actors import FocalPoint, Partner
from crisisplanner.domain.capabilities import CapabilityType, Enabler, Substitute
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.limits import Budget, Incompatibility, LiftPool, Node, ShareCap
from crisisplanner.domain.markings import TLP_LEVELS, Marking
from crisisplanner.domain.match import Match
from crisisplanner.domain.offers import Caveat, Commitment, DecisionStep, Offer
from crisisplanner.domain.plans import (
    Assumption,
    DecisionPoint,
    Phase,
    Plan,
    PlanText,
    PlanVersion,
)
from crisisplanner.domain.register import Place, Rate, Workspace
from crisisplanner.domain.requirements import ForbiddenPair, OpenGap, Requirement
from crisisplanner.domain.situation import (
    AccessPermit,
    Authority,
    Crisis,
    CrisisFact,
    Scenario,
)
from crisisplanner.services.matching.match_view import MatchView
from crisisplanner.services.matching.problem_building import BuiltProblem
from crisisplanner.services.plan_contents.labels import Labels
from crisisplanner.services.plan_contents.registers import Registers
from crisisplanner.services.session import Session


@dataclass(frozen=True)
class Material:
    """Hold a plan with all that it refers to, its match, and the document's registers."""

    session: Session
    plan: Plan
    view: MatchView
    match: Match | None
    built: BuiltProblem | None
    n_changes_since: int
    registers: Registers = field(default_factory=Registers)

    @cached_property
    def labels(self) -> Labels:
        """Name things."""
        return Labels(self.session)

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
    def offers(self) -> tuple[Offer, ...]:
        """List the offers whose type some requirement can use, by code."""
        fitting = {requirement.type for requirement in self.requirements}
        needed = frozenset(fitting)
        for substitute in self.session.all(Substitute):
            if substitute.required_type in needed:
                fitting.add(substitute.offered_type)
        found = (offer for offer in self.session.all(Offer) if offer.type in fitting)
        return tuple(sorted(found, key=lambda one: (one.code, one.description, one.id)))

    @cached_property
    def partners(self) -> tuple[Partner, ...]:
        """List the partners of these offers by name."""
        ids = {offer.partner for offer in self.offers}
        found = (self.session.find(Partner, partner_id) for partner_id in ids)
        return tuple(sorted((p for p in found if p is not None), key=lambda p: (p.name, p.id)))

    @cached_property
    def types(self) -> tuple[CapabilityType, ...]:
        """List the capability types of requirements and offers by code."""
        ids = {one.type for one in self.requirements} | {one.type for one in self.offers}
        found = (self.session.find(CapabilityType, type_id) for type_id in ids)
        return tuple(sorted((t for t in found if t is not None), key=lambda t: (t.code, t.id)))

    @cached_property
    def authorities(self) -> tuple[Authority, ...]:
        """List the authorities of the crisis and those that anything here needs."""
        needed = {a for requirement in self.requirements for a in requirement.needs}
        needed |= {a for offer in self.offers for a in offer.needs}
        needed |= {caveat.authority for caveat in self.caveats if caveat.authority is not None}
        found = (
            authority
            for authority in self.session.all(Authority)
            if authority.id in needed or authority.crisis == self.crisis.id
        )
        return tuple(sorted(found, key=lambda one: (str(one.from_when), one.name, one.id)))

    @cached_property
    def permits(self) -> tuple[AccessPermit, ...]:
        """List the access permits of the scenario."""
        return self.session.select(AccessPermit, scenario=self.scenario.id, retired=False)

    @cached_property
    def caveats(self) -> tuple[Caveat, ...]:
        """List the caveats of these offers and their partners."""
        return tuple(one for one in self.session.all(Caveat) if self._is_owned(one))

    @cached_property
    def decision_steps(self) -> tuple[DecisionStep, ...]:
        """List the decision steps of these offers and their partners."""
        return tuple(one for one in self.session.all(DecisionStep) if self._is_owned(one))

    @cached_property
    def commitments(self) -> tuple[Commitment, ...]:
        """List what these offers have promised elsewhere."""
        ids = {offer.id for offer in self.offers}
        return tuple(one for one in self.session.all(Commitment) if one.offer in ids)

    @cached_property
    def focal_points(self) -> tuple[FocalPoint, ...]:
        """List whom to call at these partners."""
        ids = {partner.id for partner in self.partners}
        return tuple(one for one in self.session.all(FocalPoint) if one.partner in ids)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """List the entry nodes at the places of the crisis and of the requirements."""
        wanted = {r.place for r in self.requirements} | set(self.crisis.places)
        places = {place.id: place for place in self.session.all(Place)}
        around = {p.within for p in places.values() if p.id in wanted}
        found = (n for n in self.session.all(Node) if n.place in wanted or n.place in around)
        return tuple(sorted(found, key=lambda node: (node.name, node.id)))

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """List the places of crisis, requirements and offers."""
        wanted = {r.place for r in self.requirements} | set(self.crisis.places)
        wanted |= {offer.origin for offer in self.offers} | {node.place for node in self.nodes}
        found = (self.session.find(Place, place) for place in wanted)
        return tuple(sorted((p for p in found if p is not None), key=lambda p: (p.name, p.id)))

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
    def rates(self) -> tuple[Rate, ...]:
        """List the exchange rates."""
        return self.session.all(Rate)

    @cached_property
    def open_gaps(self) -> Mapping[EntityId, tuple[OpenGap, ...]]:
        """List what was decided about gaps, by requirement."""
        found: dict[EntityId, list[OpenGap]] = defaultdict(list)
        for gap in self.session.all(OpenGap):
            found[gap.requirement].append(gap)
        return {requirement: tuple(gaps) for requirement, gaps in found.items()}

    @cached_property
    def rules(self) -> tuple[Entity, ...]:
        """List substitutes, enablers, forbidden pairs and incompatibilities that bear on the plan."""
        types = {one.id for one in self.types}
        needs = {one.id for one in self.requirements}
        partners = {one.id for one in self.partners}
        substitutes = (
            s for s in self.session.all(Substitute) if {s.required_type, s.offered_type} <= types
        )
        enablers = (e for e in self.session.all(Enabler) if e.enabled_type in types)
        forbidden = (f for f in self.session.all(ForbiddenPair) if f.requirement in needs)
        apart = (
            i
            for i in self.session.all(Incompatibility)
            if i.partner_a in partners and i.partner_b in partners
        )
        return (*substitutes, *enablers, *forbidden, *apart)

    @cached_property
    def versions(self) -> tuple[PlanVersion, ...]:
        """List the plan's versions, newest first."""
        found = self.session.select(PlanVersion, plan=self.plan.id)
        return tuple(sorted(found, key=lambda version: -version.number))

    @property
    def marking(self) -> Marking:
        """Give the plan's own marking, else the workspace's."""
        return self.plan.marking or self.workspace.marking or Marking()

    def highest_level(self) -> str:
        """Give the most closed level of all that is printed; other schemes keep the plan's."""
        own = self.marking.level
        if own not in TLP_LEVELS:
            return own
        levels = [own, *(marking.level for marking in self._markings())]
        return max((one for one in levels if one in TLP_LEVELS), key=TLP_LEVELS.index)

    def _markings(self) -> Iterable[Marking]:
        groups: tuple[Iterable[Entity], ...] = (
            (self.crisis, self.scenario),
            self.facts,
            (text for texts in self.texts.values() for text in texts),
            self.decision_points,
            self.assumptions,
            self.requirements,
            self.offers,
            self.partners,
            self.authorities,
            self.permits,
            self.caveats,
            self.commitments,
            self.focal_points,
            (gap for gaps in self.open_gaps.values() for gap in gaps),
        )
        for group in groups:
            for entity in group:
                marking = getattr(entity, "marking", None)
                if isinstance(marking, Marking):
                    yield marking

    def _is_owned(self, part: Caveat | DecisionStep) -> bool:
        offers = {offer.id for offer in self.offers}
        partners = {offer.partner for offer in self.offers}
        return part.offer in offers or part.partner in partners
