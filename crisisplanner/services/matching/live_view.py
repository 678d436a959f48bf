"""A plan that a run found on its way, as the match page shows it; nothing of it is stored.

What needs the end of a run (reasons, levers, alternatives) is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.match import Coverage, Match, PlannedAllocation
from crisisplanner.domain.messages import Ref, RefKind
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services.matching.competing import match_of_plan
from crisisplanner.services.matching.match_view import (
    AllocationView,
    FigureChanges,
    LevelStep,
    MatchView,
    NeedGroup,
    NeedView,
    PartnerName,
    PlanFigures,
    Standing,
)
from crisisplanner.services.matching.problem_building import weight_of
from crisisplanner.services.matching.running import PreparedMatch, adopted_match
from crisisplanner.services.matching.view_figures import (
    changes_since,
    coverage_curve,
    first_to_come,
    is_in_place,
    plan_figures,
)
from crisisplanner.services.matching.view_pairs import partner_names
from crisisplanner.services.naming import Names
from crisisplanner.services.session import Session

PLAN_SCOPE = "plan"


class LiveReader:
    """Show the plans of one run on the page of one of its plans."""

    def __init__(self, session: Session, prepared: PreparedMatch, base: MatchView) -> None:
        """Look names up once; ``base`` is what the page showed before the run."""
        self._session, self._prepared, self._base = session, prepared, base
        plan = session.get(Plan, base.plan)
        self._part = next(part for part in prepared.parts if part.plan.id == plan.id)
        self._names = Names(session)
        self._partners = partner_names(session.all(Partner, include_retired=True))
        self._requirements = session.select(Requirement, plan=plan.id, retired=False)
        self._weights = {row.id: weight_of(plan, row) for row in self._requirements}
        problem = prepared.problem
        self._partner_of = {row.id: row.partner for row in problem.offers}
        self._locked = {(row.offer, row.requirement) for row in problem.locks}
        adopted = adopted_match(session, plan)
        self._before = None if adopted is None else adopted.match
        self._in_place: dict[EntityId, bool] = {}

    def view(self, joint: Match) -> MatchView:
        """Show a plan that the run found. O(allocations + requirements)."""
        match = joint
        if len(self._prepared.parts) > 1:
            match = match_of_plan(joint, self._part, self._prepared.parts)
        coverage = {row.requirement: row for row in match.coverage}
        sent: dict[EntityId, list[PlannedAllocation]] = {}
        for row in match.allocations:
            sent.setdefault(row.requirement, []).append(row)
        factor = self._effectiveness(joint)
        groups = tuple(
            self._group(
                group,
                tuple(
                    self._need(need, coverage.get(need.id), sent.get(need.id, ()), factor)
                    for need in group.needs
                ),
            )
            for group in self._base.groups
        )
        return replace(
            self._base,
            standing=Standing.RUNNING,
            groups=groups,
            figures=self._figures(match),
            changes=self._changes(match),
            curve=coverage_curve(match, self._weights),
            changed_by=(),
            warnings=(),
        )

    def _effectiveness(self, joint: Match) -> Mapping[tuple[str, str], float]:
        from crisisplanner.planning.matching.solving import effectiveness_of

        return effectiveness_of(self._prepared.problem, joint.allocations)

    def _need(
        self,
        need: NeedView,
        found: Coverage | None,
        sent: Iterable[PlannedAllocation],
        factor: Mapping[tuple[str, str], float],
    ) -> NeedView:
        if found is None:
            return need
        quantity = need.quantity or 1.0
        rows = sorted(sent, key=lambda row: (row.from_day, -row.quantity, row.offer))
        return replace(
            need,
            coverage=found.coverage,
            allocations=tuple(
                self._allocation(row, quantity, factor.get((row.offer, row.requirement), 1.0))
                for row in rows
            ),
            steps=tuple(
                LevelStep(step.from_day, step.to_day, step.level / quantity, step.credit)
                for step in found.steps
            ),
            causes=(),
            alternatives=(),
        )

    def _allocation(
        self, row: PlannedAllocation, quantity: float, effectiveness: float
    ) -> AllocationView:
        return AllocationView(
            # The same from one plan to the next, so that what is chosen stays chosen.
            id=f"{row.offer}:{row.requirement}:{row.from_day}:{row.to_day}",
            offer=row.offer,
            offer_title=self._names.name_of(Ref(RefKind.OFFER, row.offer)),
            partner=self._partner(row.offer),
            quantity=row.quantity,
            share=row.quantity * effectiveness / quantity,
            from_day=row.from_day,
            to_day=row.to_day,
            is_locked=(row.offer, row.requirement) in self._locked,
        )

    def _partner(self, offer: EntityId) -> PartnerName:
        partner = self._partner_of.get(offer, offer)
        return self._partners.get(partner) or PartnerName(partner, partner)

    def _group(self, group: NeedGroup, needs: tuple[NeedView, ...]) -> NeedGroup:
        known = [
            (self._weights.get(need.id, 0.0), need.coverage)
            for need in needs
            if need.coverage is not None
        ]
        total = sum(weight for weight, _ in known)
        share = sum(weight * share for weight, share in known) / total if total else None
        return replace(group, coverage=share, needs=needs)

    def _figures(self, match: Match) -> PlanFigures:
        in_place = self._offers_in_place(match)
        first = first_to_come(match, in_place)
        problem = self._part.problem
        return plan_figures(
            match,
            self._requirements,
            self._partners,
            first_by="" if first is None else self._partner(first.offer).name,
            currency=problem.currency or self._session.workspace().base_currency,
            budget=next((row.amount for row in problem.budgets if row.scope == PLAN_SCOPE), None),
            n_offering=max(len(match.partners), len({row.partner for row in problem.offers})),
            in_place=in_place,
        )

    def _changes(self, match: Match) -> FigureChanges:
        if self._before is None:
            return FigureChanges()
        in_place = self._offers_in_place(self._before) | self._offers_in_place(match)
        return changes_since(self._before, match, self._requirements, in_place)

    def _offers_in_place(self, match: Match) -> frozenset[EntityId]:
        for name in {row.offer for row in match.allocations} - self._in_place.keys():
            offer = self._session.find(Offer, name)
            self._in_place[name] = offer is not None and is_in_place(offer)
        return frozenset(row.offer for row in match.allocations if self._in_place[row.offer])
