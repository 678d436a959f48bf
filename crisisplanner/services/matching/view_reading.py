"""Read a plan, its match and its pairs into what the match page shows.

Takes as long as building the problem: not for the window's own thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.match import Gap, Match, PlanReasonCode, Reason, ReasonCode
from crisisplanner.domain.messages import Message, Ref, RefKind, message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.problem import OfferRow, Problem
from crisisplanner.domain.requirements import Allocation, Requirement
from crisisplanner.services.matching.asked_elsewhere import asked_elsewhere
from crisisplanner.services.matching.cause_sentences import folded
from crisisplanner.services.matching.freshness import Freshness, as_matched, freshness_of
from crisisplanner.services.matching.match_view import (
    AllocationView,
    CauseView,
    CompetingPlan,
    FigureChanges,
    LevelStep,
    Lever,
    MatchView,
    NeedGroup,
    NeedSince,
    NeedView,
    PartnerName,
    PlanFigures,
    Standing,
)
from crisisplanner.services.matching.open_costs import CostReader
from crisisplanner.services.matching.plan_aims import COVERAGE_ALONE, aims_of_match
from crisisplanner.services.matching.problem_building import build_problem, weight_of
from crisisplanner.services.matching.running import SMALLEST_QUANTITY, adopted_match
from crisisplanner.services.matching.view_figures import (
    changes_since,
    coverage_curve,
    first_to_come,
    match_before,
    offers_in_place,
    plan_figures,
)
from crisisplanner.services.matching.view_marks import day_marks
from crisisplanner.services.matching.view_pairs import LEVER_CODES, PairReader, partner_names
from crisisplanner.services.measures import counted
from crisisplanner.services.naming import Names
from crisisplanner.services.session import Session

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True)
class MatchReading:
    """Hold what the page shows, and who judges wishes; None while the plan can't be matched."""

    view: MatchView
    judge: PairReader | None = None


def read_match(session: Session, plan_id: EntityId) -> MatchReading:
    """Read all that the match page shows of a plan.

    A match whose inputs changed is shown as it was made: quantities, names, days, reasons and
    offers of then. Only what was entered since stands beside it, as not matched.
    """
    plan = session.get(Plan, plan_id)
    fresh = freshness_of(session, plan)
    then = as_matched(session, plan) if fresh.is_stale else session
    return _Reader(session, then, plan, fresh).read()


def read_unmatched(session: Session, plan_id: EntityId) -> MatchView:
    """Read a plan as it is now, without its match: what a run that goes on is shown on."""
    plan = session.get(Plan, plan_id)
    fresh = Freshness(is_matched=False, is_current=False)
    return _Reader(session, session, replace(plan, match_run=""), fresh).read().view


class _Reader:
    """Read one plan: as it is, or with the numbers and names ``then``, when it was matched."""

    def __init__(self, session: Session, then: Session, plan: Plan, fresh: Freshness) -> None:
        self._session, self._then, self._fresh = session, then, fresh
        self._rows: dict[EntityId, OfferRow] = {}
        self._plan = then.find(Plan, plan.id) or plan
        self._title, self._number = plan.title, plan.number
        self._names = Names(then, plan.id)
        self._partners = partner_names(_older_first(Partner, session, then))
        self._types = {t.id: t for t in _older_first(CapabilityType, session, then)}
        self._now = {r.id: r for r in session.select(Requirement, plan=plan.id, retired=False)}
        own = then.select(Requirement, plan=plan.id, retired=False)
        self._matched = {r.id: r for r in own}
        self._requirements = sorted(
            {**self._now, **self._matched}.values(),
            key=lambda r: (r.line_of_effort, r.code, r.from_day, r.title, r.id),
        )
        self._offers = {o.id: o for o in _older_first(Offer, session, then)}
        self._names.remember(RefKind.TYPE, self._types.values())
        self._names.remember(RefKind.OFFER, self._offers.values())
        self._names.remember(RefKind.REQUIREMENT, self._requirements)
        self._costs = CostReader(then, self._offers, self._names.offer_title)
        self._allocations = self._stored_allocations()
        adopted = adopted_match(session, plan)
        self._match: Match | None = None if adopted is None else adopted.match
        self._before = None if adopted is None else match_before(session, plan)
        self._warnings: tuple[Message, ...] = () if adopted is None else adopted.warnings
        together = () if adopted is None else adopted.together
        others = (then.find(Plan, name) for name in together if name != plan.id)
        self._together = tuple(
            CompetingPlan(other.title, other.priority) for other in others if other is not None
        )
        found = self._match
        self._covered = {row.requirement: row for row in (found.coverage if found else ())}
        self._gaps = {gap.requirement: gap for gap in (found.gaps if found else ())}
        self._planned = {
            (row.offer, row.requirement, row.from_day, row.to_day)
            for row in (self._match.allocations if self._match is not None else ())
        }

    def _stored_allocations(self) -> dict[EntityId, list[Allocation]]:
        """Read what is planned, locked and asked for now; of a requirement that is gone, of then."""
        found: dict[EntityId, list[Allocation]] = {}
        for allocation in self._session.all(Allocation):
            found.setdefault(allocation.requirement, []).append(allocation)
        if self._then is not self._session:
            for need in self._matched.keys() - self._now.keys() - found.keys():
                found[need] = list(self._then.select(Allocation, requirement=need))
        return found

    def read(self) -> MatchReading:
        """Put the view together."""
        problem = self._problem(self._then)
        self._rows = {row.id: row for row in problem.offers} if problem is not None else {}
        fresh = self._fresh
        shown = None if problem is None else self._judge(problem)
        needs = {r.id: self._need(r, shown) for r in self._requirements}
        last = max((r.to_day for r in self._requirements), default=10)
        first = min((r.from_day for r in self._requirements), default=0)
        view = MatchView(
            plan=self._plan.id,
            title=self._title,
            number=self._number,
            standing=self._standing(fresh),
            first_day=min(0, first),
            last_day=last,
            groups=tuple(self._groups(needs)),
            marks=day_marks(self._then, self._plan, min(0, first), last),
            figures=self._figures(problem),
            changes=self._changes(),
            curve=() if self._match is None else coverage_curve(self._match, self._weights()),
            changed_by=self._changed_by(fresh),
            n_offers=0 if problem is None else len(problem.offers),
            n_partners=0 if problem is None else len({row.partner for row in problem.offers}),
            warnings=tuple(self._names.in_message(warning) for warning in self._warnings),
            is_read_only=self._session.is_read_only,
            d_meaning=self._plan.d_meaning,
            priority=self._plan.priority,
            together=self._together,
            aims=COVERAGE_ALONE if self._match is None else aims_of_match(self._match),
        )
        return MatchReading(view, self._judge_of_wishes(shown))

    def _changed_by(self, fresh: Freshness) -> tuple[Message, ...]:
        names = Names(self._session)
        return tuple(names.in_message(group.what) for group in fresh.changed_by)

    def _judge_of_wishes(self, shown: PairReader | None) -> PairReader | None:
        """Judge what is asked of the next match by the plan as it is now."""
        if self._then is self._session:
            return shown
        problem = self._problem(self._session)
        return None if problem is None else self._judge(problem)

    def _problem(self, session: Session) -> Problem | None:
        if not self._requirements:
            return None
        try:
            return build_problem(session, session.get(Plan, self._plan.id)).problem
        except CrisisPlannerError:
            # What is wrong is said when it is matched; the page still shows what there is.
            return None

    def _judge(self, problem: Problem) -> PairReader:
        from crisisplanner.planning.eligibility import judge_pairs

        units = {kind.id: kind.unit_of_measure for kind in self._types.values()}
        return PairReader(judge_pairs(problem), self._match, self._names, self._partners, units)

    def _standing(self, fresh: Freshness) -> Standing:
        if not self._requirements:
            return Standing.EMPTY
        if not fresh.is_matched:
            return Standing.UNMATCHED
        return Standing.CURRENT if fresh.is_current else Standing.STALE

    def _weights(self) -> dict[EntityId, float]:
        return {r.id: weight_of(self._plan, r) for r in self._requirements}

    def _groups(self, needs: dict[EntityId, NeedView]) -> Iterable[NeedGroup]:
        grouped: dict[str, list[Requirement]] = {}
        for requirement in self._requirements:
            key = requirement.line_of_effort or f"area:{requirement.area.value}"
            grouped.setdefault(key, []).append(requirement)
        ordered = sorted(grouped.items(), key=lambda item: min(r.code or "~" for r in item[1]))
        for key, members in ordered:
            title: Message | str = key
            if not members[0].line_of_effort:
                title = message(f"word.Area.{members[0].area.value}")
            yield NeedGroup(
                key, title, self._coverage_of(members, needs), tuple(needs[r.id] for r in members)
            )

    def _coverage_of(
        self, members: Sequence[Requirement], needs: dict[EntityId, NeedView]
    ) -> float | None:
        weighted = [
            (weight_of(self._plan, r), share)
            for r in members
            if (share := needs[r.id].coverage) is not None
        ]
        total = sum(weight for weight, _ in weighted)
        return sum(weight * share for weight, share in weighted) / total if total else None

    def _need(self, requirement: Requirement, shown: PairReader | None) -> NeedView:
        kind = self._types[requirement.type]
        coverage, steps = self._coverage(requirement)
        gap = self._gaps.get(requirement.id)
        place = requirement.place
        return NeedView(
            id=requirement.id,
            title=self._names.requirement_title(requirement),
            type_code=kind.code,
            family=kind.family,
            quantity=requirement.quantity.value,
            unit=kind.unit_of_measure,
            priority=requirement.priority,
            place="" if place is None else self._names.name_of(Ref(RefKind.PLACE, place)),
            from_day=requirement.from_day,
            to_day=requirement.to_day,
            coverage=coverage,
            allocations=self._allocated(requirement, shown),
            steps=steps,
            blocked=() if shown is None else shown.blocked(requirement.id),
            causes=self._causes(requirement, coverage, gap),
            alternatives=() if shown is None else shown.alternatives(requirement.id),
            note=_note(requirement, gap, shown),
            minimum_share=requirement.minimum_share,
            since=self._since(requirement.id),
        )

    def _since(self, need: EntityId) -> NeedSince | None:
        now, then = self._now.get(need), self._matched.get(need)
        if then is None:
            return NeedSince.NEW
        if now is None:
            return NeedSince.GONE
        return None if now == then else NeedSince.CHANGED

    def _coverage(self, requirement: Requirement) -> tuple[float | None, tuple[LevelStep, ...]]:
        found = self._covered.get(requirement.id)
        if found is None:
            return None, ()
        quantity = requirement.quantity.value or 1.0
        steps = tuple(
            LevelStep(step.from_day, step.to_day, step.level / quantity, step.credit)
            for step in found.steps
        )
        return found.coverage, steps

    def _allocated(
        self, requirement: Requirement, shown: PairReader | None
    ) -> tuple[AllocationView, ...]:
        own = self._allocations.get(requirement.id, [])
        own.sort(key=lambda a: (a.from_day, -a.quantity, a.offer, a.id))
        return tuple(self._allocation(a, requirement, shown) for a in own)

    def _allocation(
        self, allocation: Allocation, requirement: Requirement, shown: PairReader | None
    ) -> AllocationView:
        quantity = requirement.quantity.value or allocation.quantity or 1.0
        verdict = None if shown is None else shown.verdict(allocation.offer, requirement.id)
        effectiveness = 1.0 if verdict is None else verdict.effectiveness or 1.0
        key = (allocation.offer, requirement.id, allocation.from_day, allocation.to_day)
        why, arrival = None, None
        if shown is not None and verdict is not None:
            days = allocation.to_day - allocation.from_day
            why = shown.why(allocation.offer, requirement.id, allocation.from_day, days)
            arrival = shown.arrival(verdict, allocation.quantity)
        return AllocationView(
            id=allocation.id,
            offer=allocation.offer,
            offer_title=self._names.name_of(Ref(RefKind.OFFER, allocation.offer)),
            partner=self._partner_of(allocation.offer),
            quantity=allocation.quantity,
            share=allocation.quantity * effectiveness / quantity,
            from_day=allocation.from_day,
            to_day=allocation.to_day,
            is_locked=allocation.locked,
            is_wish=key not in self._planned,
            why=why,
            arrival=arrival,
            unit=self._unit_of(allocation.offer),
        )

    def _unit_of(self, offer_id: EntityId) -> str:
        offer = self._offers.get(offer_id)
        kind = None if offer is None else self._types.get(offer.type)
        return "" if kind is None else kind.unit_of_measure

    def _partner_of(self, offer_id: EntityId) -> PartnerName:
        offer = self._offers.get(offer_id)
        partner = offer_id if offer is None else offer.partner
        return self._partners.get(partner) or PartnerName(partner, partner)

    def _causes(
        self, requirement: Requirement, coverage: float | None, gap: Gap | None
    ) -> tuple[CauseView, ...]:
        if gap is None or coverage is None:
            return ()
        shares = gap.shares_by_cause
        grouped: dict[str, list[Reason]] = {}
        for reason in gap.reasons:
            grouped.setdefault(reason.code, []).append(reason)
        return tuple(
            CauseView(
                code,
                tuple(dict.fromkeys(self._partner_of(o).name for r in found for o in r.offers)),
                folded(self._names.in_message(reason.sentence) for reason in found),
                self._lever(requirement, coverage, found),
                shares.get(code, 0.0),
            )
            for code, found in grouped.items()
        )

    def _lever(
        self, requirement: Requirement, coverage: float, reasons: Sequence[Reason]
    ) -> Lever | None:
        """Give what lifts a cause; figures entered lift nothing where what is known is late already."""
        if any(
            reason.code == ReasonCode.UNKNOWN.name.lower()
            and all(self._earliest(offer) >= requirement.to_day for offer in reason.offers)
            for reason in reasons
        ):
            return None
        return _lever(requirement, self._types[requirement.type], coverage, reasons)

    def _earliest(self, offer_id: EntityId) -> float:
        """Give the day before which an offer can't be usable, by what is known of it."""
        row = self._rows.get(offer_id)
        if row is None:
            return 0.0
        parts = (row.notice, row.load, row.transit, row.setup)
        return row.available_from + sum(part.days or 0.0 for part in parts)

    def _figures(self, problem: Problem | None) -> PlanFigures | None:
        match = self._match
        if match is None:
            return None
        in_place = offers_in_place(self._offers, match)
        first = first_to_come(match, in_place)
        by = ""
        if first is not None:
            by = self._partner_of(first.offer).name
        budgets = () if problem is None else problem.budgets
        return plan_figures(
            match,
            self._requirements,
            self._partners,
            first_by=by,
            currency=self._then.workspace().base_currency,
            budget=next((row.amount for row in budgets if row.scope == "plan"), None),
            n_offering=max(
                len(match.partners),
                0 if problem is None else len({row.partner for row in problem.offers}),
            ),
            asked=asked_elsewhere(self._session, self._plan),
            in_place=in_place,
            offers=self._offers,
            costs=self._costs,
        )

    def _changes(self) -> FigureChanges:
        if self._match is None:
            return FigureChanges()
        before = self._before
        if before is None:
            return FigureChanges()
        in_place = offers_in_place(self._offers, before) | offers_in_place(
            self._offers, self._match
        )
        return changes_since(before, self._match, self._requirements, in_place)


_NO_LEVER = frozenset({"reason.gone_undated"})
"""Sentences of causes that say themselves what is to be done."""


def _older_first(kind: type[E], session: Session, then: Session) -> tuple[E, ...]:
    """Give all things of a kind as they were; of those that are newer, as they are."""
    now = session.all(kind, include_retired=True)
    if then is session:
        return now
    found = {one.id: one for one in now}
    found |= {one.id: one for one in then.all(kind, include_retired=True)}
    return tuple(found.values())


def _lever(
    requirement: Requirement, kind: CapabilityType, coverage: float, reasons: Sequence[Reason]
) -> Lever | None:
    """Say what would follow at most if this cause alone were gone; None if others would remain."""
    sole = [
        reason
        for reason in reasons
        if reason.is_sole and reason.unit_days > 0 and reason.sentence.code not in _NO_LEVER
    ]
    quantity = requirement.quantity.value
    if not sole or not quantity or sole[0].code not in LEVER_CODES:
        return None
    days = requirement.to_day - requirement.from_day
    gained = max(reason.unit_days for reason in sole) / (quantity * days)
    after = min(1.0, coverage + gained)
    if after - coverage < 0.005:
        return None
    return Lever(
        condition=message(LEVER_CODES[sole[0].code]),
        gain=message(
            "match_page.lever.gain",
            amount=counted(max(reason.units for reason in sole), kind.unit_of_measure),
        ),
        before=coverage,
        after=after,
        is_bound=True,
    )


def _note(requirement: Requirement, gap: Gap | None, shown: PairReader | None) -> Message | None:
    if gap is None or not gap.reasons:
        return None
    never = next((r for r in gap.reasons if r.code == PlanReasonCode.NONE_OFFERED.value), None)
    needed = requirement.quantity.value
    if never is not None and (needed is None or never.units >= needed - SMALLEST_QUANTITY):
        return message("match_page.note.none_offered")
    if shown is not None and not shown.possible(requirement.id):
        return message("match_page.note.all_blocked", n=len(shown.blocked(requirement.id)))
    if never is not None:
        return message("match_page.note.some_never_offered", missing=never.units, needed=needed)
    return None
