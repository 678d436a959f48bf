"""A plan that a run found on its way, as the match page shows it; nothing of it is stored.

What needs the end of a run (reasons, levers, alternatives) is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.match import Coverage, Match, MatchStatus, PlannedAllocation, Provenance
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services.matching.asked_elsewhere import asked_elsewhere
from crisisplanner.services.matching.competing import match_of_plan
from crisisplanner.services.matching.match_view import (
    AllocationView,
    CompetingPlan,
    FigureChanges,
    JointFigures,
    LevelStep,
    MatchView,
    NeedGroup,
    NeedView,
    PartnerName,
    PlanFigures,
    Standing,
)
from crisisplanner.services.matching.open_costs import CostReader
from crisisplanner.services.matching.plan_aims import COVERAGE_ALONE, PlanAims
from crisisplanner.services.matching.plan_stream import NeedSoFar, PlanSoFar
from crisisplanner.services.matching.problem_building import weight_of
from crisisplanner.services.matching.running import PreparedMatch, adopted_match
from crisisplanner.services.matching.view_figures import (
    changes_since,
    coverage_curve,
    first_to_come,
    offers_in_place,
    plan_figures,
)
from crisisplanner.services.matching.view_pairs import partner_names
from crisisplanner.services.matching.view_reading import read_unmatched
from crisisplanner.services.naming import Names
from crisisplanner.services.session import PROGRAM_VERSION, Session

PLAN_SCOPE = "plan"


class LiveReader:
    """Show the plans of one run on the page of one of its plans."""

    def __init__(
        self,
        session: Session,
        prepared: PreparedMatch,
        base: MatchView,
        aims: PlanAims = COVERAGE_ALONE,
    ) -> None:
        """Look names up once; ``base`` is what the page showed before the run for these ``aims``."""
        if base.standing is Standing.STALE:
            # What a run finds is of the plan as it is now, not as it was matched before.
            base = read_unmatched(session, base.plan)
        self._session, self._prepared = session, prepared
        others = (
            CompetingPlan(part.plan.title, part.plan.priority)
            for part in prepared.parts
            if part.plan.id != base.plan
        )
        self._base = replace(base, aims=aims, together=tuple(others))
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
        self._offers = {row.id: row for row in session.all(Offer)}
        self._costs = CostReader(session, self._offers, self._names.offer_title)
        self._asked = asked_elsewhere(session, plan)
        self._so_far: dict[EntityId, NeedSoFar] = {}
        self._needs = {need.id: need for need in base.needs}

    def view(self, news: PlanSoFar) -> MatchView:
        """Show the best plan so far. O(allocations + requirements), most of it for what changed."""
        for one in news.changed:
            self._so_far[one.coverage.requirement] = one
        match = self._match(news)
        self._read_needs(news, match)
        return replace(
            self._base,
            standing=Standing.RUNNING,
            groups=tuple(self._group(group) for group in self._base.groups),
            figures=self._figures(match),
            changes=self._changes(match),
            curve=coverage_curve(match, self._weights),
            changed_by=(),
            warnings=(),
            joint=self._joint(news),
        )

    def _joint(self, news: PlanSoFar) -> JointFigures | None:
        if len(self._prepared.parts) == 1:
            return None
        return JointFigures(news.weighted_coverage, news.bound)

    def _match(self, news: PlanSoFar) -> Match:
        """Put the plan together, in its own days."""
        joint = Match(
            status=MatchStatus.STOPPED,
            weighted_coverage=news.weighted_coverage,
            bound=news.bound,
            gap=news.gap,
            cost=news.cost,
            allocations=tuple(row for one in self._so_far.values() for row in one.allocations),
            coverage=tuple(one.coverage for one in self._so_far.values()),
            gaps=(),
            partners=news.partners,
            without_cost=news.without_cost,
            provenance=Provenance("", 0, PROGRAM_VERSION, "", ()),
        )
        if len(self._prepared.parts) == 1:
            return joint
        return match_of_plan(joint, self._part, self._prepared.parts)

    def _read_needs(self, news: PlanSoFar, match: Match) -> None:
        changed = {one.coverage.requirement for one in news.changed}
        sent: dict[EntityId, list[PlannedAllocation]] = {}
        for row in match.allocations:
            if row.requirement in changed:
                sent.setdefault(row.requirement, []).append(row)
        factor = self._effectiveness(row for rows in sent.values() for row in rows)
        for found in match.coverage:
            need = self._needs.get(found.requirement)
            if need is not None and need.id in changed:
                self._needs[need.id] = self._need(need, found, sent.get(need.id, ()), factor)

    def _effectiveness(self, rows: Iterable[PlannedAllocation]) -> Mapping[tuple[str, str], float]:
        from crisisplanner.planning.pairs import effectiveness_of

        return effectiveness_of(self._prepared.problem, rows)

    def _need(
        self,
        need: NeedView,
        found: Coverage,
        sent: Iterable[PlannedAllocation],
        factor: Mapping[tuple[str, str], float],
    ) -> NeedView:
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
            offer_title=self._title(row.offer),
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

    def _group(self, group: NeedGroup) -> NeedGroup:
        needs = tuple(self._needs[need.id] for need in group.needs)
        known = [
            (self._weights.get(need.id, 0.0), need.coverage)
            for need in needs
            if need.coverage is not None
        ]
        total = sum(weight for weight, _ in known)
        share = sum(weight * share for weight, share in known) / total if total else None
        return replace(group, coverage=share, needs=needs)

    def _figures(self, match: Match) -> PlanFigures:
        in_place = offers_in_place(self._offers, match)
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
            asked=self._asked,
            in_place=in_place,
            offers=self._offers,
            costs=self._costs,
        )

    def _changes(self, match: Match) -> FigureChanges:
        if self._before is None:
            return FigureChanges()
        in_place = offers_in_place(self._offers, self._before) | offers_in_place(
            self._offers, match
        )
        return changes_since(self._before, match, self._requirements, in_place)

    def _title(self, name: EntityId) -> str:
        offer = self._offers.get(name)
        return name if offer is None else self._names.offer_title(offer)
