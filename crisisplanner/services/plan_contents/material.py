"""What a plan's document is made of: everything that is read from the workspace, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from crisisplanner.domain.actors import FocalPoint, Institution, Partner
from crisisplanner.domain.capabilities import CapabilityType, Enabler, Substitute
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.limits import Incompatibility, Node
from crisisplanner.domain.match import Match
from crisisplanner.domain.offers import Caveat, Commitment, DecisionStep, Offer
from crisisplanner.domain.plans import Plan, PlanText, PlanVersion
from crisisplanner.domain.register import Place, Rate
from crisisplanner.domain.requirements import Allocation, ForbiddenPair, OpenGap, Requirement
from crisisplanner.domain.situation import Authority
from crisisplanner.domain.tasks import Task
from crisisplanner.services.matching.match_view import MatchView
from crisisplanner.services.matching.problem_building import BuiltProblem
from crisisplanner.services.plan_contents.labels import Labels
from crisisplanner.services.plan_contents.plan_parts import PlanParts
from crisisplanner.services.plan_contents.registers import Registers
from crisisplanner.services.session import Session
from crisisplanner.services.versions import plan_versions
from crisisplanner.services.warning import SeenTrigger, triggers_of


@dataclass(frozen=True)
class Material(PlanParts):
    """Hold a plan with all that it refers to, its match, and the document's registers."""

    view: MatchView
    match: Match | None
    built: BuiltProblem | None
    n_changes_since: int
    version: PlanVersion | None = None
    """The version as which the document is printed, perhaps not stored yet."""
    registers: Registers = field(default_factory=Registers)
    then: Session | None = None
    """The workspace as it was matched, where the inputs changed since."""

    @cached_property
    def matched(self) -> Material:
        """Give what the parts about the match are made of: the plan as it was matched.

        What is written about it, decided and said as a reason is that of now.
        """
        if self.then is None:
            return self
        return _MatchedMaterial(
            self.then,
            self.then.find(Plan, self.plan.id) or self.plan,
            view=self.view,
            match=self.match,
            built=self.built,
            n_changes_since=self.n_changes_since,
            version=self.version,
            registers=self.registers,
            now=self,
        )

    @cached_property
    def printed_at(self) -> datetime:
        """Give the time that the document bears: its version's, else that of the last change."""
        if self.version is not None and self.version.made_at is not None:
            return self.version.made_at
        groups = self.session.file.groups(1)
        return groups[0].at if groups else datetime(1970, 1, 1, tzinfo=UTC)

    @cached_property
    def triggers(self) -> tuple[SeenTrigger, ...]:
        """Evaluate the triggers of the crisis on the day that the document bears."""
        return triggers_of(self.session, self.crisis.id, self.printed_at.date())

    @cached_property
    def tasks_led_to(self) -> tuple[Task, ...]:
        """List the tasks that these triggers lead to."""
        found = (self.session.find(Task, seen.trigger.task) for seen in self.triggers)
        return tuple(task for task in found if task is not None)

    @cached_property
    def gone_requirements(self) -> tuple[Requirement, ...]:
        """List what was matched and was taken out of the plan since."""
        own = {one.id for one in self.requirements}
        return tuple(one for one in self.matched.requirements if one.id not in own)

    @cached_property
    def labels(self) -> Labels:
        """Name things."""
        return Labels(self.session)

    @cached_property
    def versions(self) -> tuple[PlanVersion, ...]:
        """List the plan's versions, newest first; what is printed is the newest."""
        own = self.version
        earlier = plan_versions(self.session, self.plan.id)
        if own is None:
            return earlier
        return (own, *(one for one in earlier if one.number < own.number))

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
    def rates(self) -> tuple[Rate, ...]:
        """List the exchange rates."""
        return self.session.all(Rate)

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
    def institutions(self) -> tuple[Institution, ...]:
        """List the institutions through which this plan and its partners decide."""
        ids = {self.plan.mechanism} | {step.institution for step in self.decision_steps}
        ids |= {point.institution for point in self.decision_points}
        found = (self.session.find(Institution, one) for one in ids)
        return tuple(sorted((i for i in found if i is not None), key=lambda i: (i.name, i.id)))

    @cached_property
    def allocations(self) -> tuple[Allocation, ...]:
        """List the stored allocations of the plan."""
        ids = {one.id for one in self.requirements}
        found = (one for one in self.session.all(Allocation) if one.requirement in ids)
        return tuple(sorted(found, key=lambda a: (a.from_day, a.to_day, a.offer, a.id)))

    @cached_property
    def _owners(self) -> frozenset[EntityId]:
        offers = {offer.id for offer in self.offers}
        return frozenset(offers | {offer.partner for offer in self.offers})

    def _is_owned(self, part: Caveat | DecisionStep) -> bool:
        return part.offer in self._owners or part.partner in self._owners


@dataclass(frozen=True)
class _MatchedMaterial(Material):
    """Hold the plan as it was matched, with what people wrote about it until now."""

    now: Material | None = None

    @cached_property
    def texts(self) -> Mapping[str, tuple[PlanText, ...]]:
        """List the written parts as they are."""
        return {} if self.now is None else self.now.texts

    @cached_property
    def open_gaps(self) -> Mapping[EntityId, tuple[OpenGap, ...]]:
        """List what was decided about gaps until now."""
        return {} if self.now is None else self.now.open_gaps

    @cached_property
    def allocations(self) -> tuple[Allocation, ...]:
        """List what is stored now, with the reasons that people gave."""
        return () if self.now is None else self.now.allocations
