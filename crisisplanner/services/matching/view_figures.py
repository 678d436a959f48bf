"""The five figures of a match, what changed since the one before, and the coverage by day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from crisisplanner.domain.coverage_status import COVERED_FROM
from crisisplanner.domain.figures import Basis
from crisisplanner.domain.match import Match, PlannedAllocation
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.terms import OfferState, Priority
from crisisplanner.services.matching.match_view import (
    AskedElsewhere,
    CurveStep,
    FigureChanges,
    PartnerName,
    PartnerShare,
    PlanFigures,
)
from crisisplanner.services.matching.open_costs import CostReader
from crisisplanner.services.matching.running import match_of_run
from crisisplanner.services.session import Session

GROUPS_READ = 200
ADOPTED = "journal.match_adopted"
ON_THE_SPOT = (OfferState.IN_THEATRE, OfferState.EXTENDED)


def plan_figures(
    match: Match,
    requirements: Iterable[Requirement],
    partners: Mapping[str, PartnerName],
    *,
    first_by: str,
    currency: str,
    budget: float | None,
    n_offering: int,
    asked: AskedElsewhere | None,
    in_place: frozenset[str],
    offers: Mapping[str, Offer],
    costs: CostReader,
) -> PlanFigures:
    """Sum a match up; offers that are ``in_place`` already do not arrive."""
    essential = _essential(match, requirements)
    coming = (row for row in match.allocations if row.offer not in in_place)
    arrivals = tuple(sorted({row.from_day for row in coming}))
    is_of_cost = match.cost > 0
    weights = {p.partner: p.cost if is_of_cost else p.units for p in match.partners}
    total = sum(weights.values())
    shares = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return PlanFigures(
        weighted_coverage=match.weighted_coverage,
        bound=match.bound,
        gap=match.gap,
        is_proven=match.is_coverage_proven,
        is_bound_for_all_days=match.is_bound_for_all_days,
        essential=essential,
        first_arrival=arrivals[0] if arrivals else None,
        first_arrival_by=first_by,
        arrivals=arrivals,
        cost=match.cost,
        currency=currency,
        budget=budget,
        shares=tuple(
            PartnerShare(partners[partner], weight / total if total else 0.0)
            for partner, weight in shares
            if partner in partners
        ),
        n_offering=n_offering,
        shares_are_of_cost=is_of_cost,
        is_cost_assumed=is_of_cost and _is_cost_assumed(match, offers),
        is_there_from_start=bool(match.allocations) and not arrivals,
        asked_elsewhere=asked,
        open_costs=costs.open_in(match.without_cost),
    )


def _is_cost_assumed(match: Match, offers: Mapping[str, Offer]) -> bool:
    """Tell whether anything that is used costs what its type usually does, or an assumed sum."""
    used = (offers[row.offer] for row in match.allocations if row.offer in offers)
    return any(
        one.daily_cost.value is None or one.daily_cost.basis is Basis.ASSUMPTION for one in used
    )


def offers_in_place(offers: Mapping[str, Offer], match: Match) -> frozenset[str]:
    """List the offers of a match that are on the spot already, or serve without travelling."""
    names = {row.offer for row in match.allocations}
    return frozenset(name for name in names if name in offers and _is_in_place(offers[name]))


def _is_in_place(offer: Offer) -> bool:
    return offer.state in ON_THE_SPOT or offer.transit.value == 0


def first_to_come(match: Match, in_place: frozenset[str]) -> PlannedAllocation | None:
    """Give the allocation that arrives first, of those that have to come."""
    return min(
        (row for row in match.allocations if row.offer not in in_place),
        key=lambda row: (row.from_day, row.offer, row.requirement),
        default=None,
    )


def changes_since(
    before: Match,
    now: Match,
    requirements: Sequence[Requirement],
    in_place: frozenset[str],
) -> FigureChanges:
    """Compare a match with the one before it; two least amounts of cost can't be compared."""
    is_known = not (before.without_cost or now.without_cost)
    was, first = first_to_come(before, in_place), first_to_come(now, in_place)
    return FigureChanges(
        weighted_coverage=now.weighted_coverage - before.weighted_coverage,
        essential_met=_n_met(_essential(now, requirements))
        - _n_met(_essential(before, requirements)),
        first_arrival=None if was is None or first is None else first.from_day - was.from_day,
        cost=now.cost - before.cost if is_known else None,
        partners=len(now.partners) - len(before.partners),
    )


def match_before(session: Session, plan: Plan) -> Match | None:
    """Find the result that was adopted before the one in force; None if there was none."""
    for group in session.file.groups(GROUPS_READ, None):
        if group.what.code != ADOPTED:
            continue
        for entry in session.file.entries(group.id):
            if entry.kind != Plan.KIND or entry.id != plan.id:
                continue
            after = entry.after or {}
            if after.get("match_run") == plan.match_run:
                run = (entry.before or {}).get("match_run")
                found = match_of_run(session, run) if isinstance(run, str) else None
                return None if found is None else found.match
    return None


def coverage_curve(match: Match, weights: Mapping[str, float]) -> tuple[CurveStep, ...]:
    """Give the weighted share of what is needed that is covered, day by day, in steps."""
    # What begins and what ends on each day: needs that count, their weight, what is covered of it.
    n_needs: dict[int, int] = {}
    wanted: dict[int, float] = {}
    covered: dict[int, float] = {}
    for coverage in match.coverage:
        weight = weights.get(coverage.requirement, 0.0)
        for step in coverage.steps:
            for day, sign in ((step.from_day, 1), (step.to_day, -1)):
                n_needs[day] = n_needs.get(day, 0) + sign * (weight > 0)
                wanted[day] = wanted.get(day, 0.0) + sign * weight
                covered[day] = covered.get(day, 0.0) + sign * weight * step.credit
    found = []
    n, total, share = 0, 0.0, 0.0
    for start, end in pairwise(sorted(n_needs)):
        n += n_needs[start]
        total += wanted[start]
        share += covered[start]
        part = min(1.0, max(0.0, share / total)) if n else None
        found.append(CurveStep(start, end, part))
    return tuple(found)


def _essential(match: Match, requirements: Iterable[Requirement]) -> tuple[float, ...]:
    coverage = {row.requirement: row.coverage for row in match.coverage}
    return tuple(
        coverage[r.id]
        for r in requirements
        if r.priority is Priority.ESSENTIAL and r.id in coverage
    )


def _n_met(shares: Iterable[float]) -> int:
    return sum(share >= COVERED_FROM for share in shares)
