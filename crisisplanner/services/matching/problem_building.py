"""Build a matching problem from a plan of a workspace.

Here a plan's D turns dates into days, currencies into the base currency and the catalogue's figures
fill what an offer leaves unknown. What can't be computed is named in a warning, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType, Enabler, Substitute
from crisisplanner.domain.days import day_number
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.limits import Incompatibility, Node, ShareCap
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.problem import (
    CeilingRow,
    ConditionRow,
    EnablerRow,
    ForbiddenRow,
    IncompatibleRow,
    LockRow,
    NodeRow,
    PartnerRow,
    PermitRow,
    Problem,
    RequirementRow,
    ShareRow,
    SubstituteRow,
)
from crisisplanner.domain.register import Place
from crisisplanner.domain.requirements import Allocation, ForbiddenPair, Requirement
from crisisplanner.domain.situation import AccessPermit, Authority, Scenario
from crisisplanner.domain.terms import AuthorityKind, PermitState, Priority
from crisisplanner.services.matching.calendar import FAR_DAY, Calendar
from crisisplanner.services.matching.geography import Geography
from crisisplanner.services.matching.money_rules import Rates, budget_rows, lift_rows
from crisisplanner.services.matching.offer_rows import OfferBuilder
from crisisplanner.services.session import Session

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class BuiltProblem:
    """Hold a plan's problem, and what had to be left out of it."""

    plan: Plan
    problem: Problem
    warnings: tuple[Message, ...]


def build_problem(
    session: Session, plan: Plan, together: frozenset[EntityId] = frozenset()
) -> BuiltProblem:
    """Build the problem of one plan.

    Allocations of approved and activated plans are commitments, unless they are matched
    ``together`` with this one; drafts of other plans don't count.
    """
    calendar = Calendar(plan)
    rates = Rates(session)
    scenario = session.get(Scenario, plan.scenario)
    requirements = session.select(Requirement, plan=plan.id, retired=False)
    types = _by_id(session.all(CapabilityType, include_retired=True))
    offers = OfferBuilder(session, plan, calendar, rates, types, together)
    permits = session.select(AccessPermit, scenario=scenario.id, retired=False)
    authorities = _authorities_in_use(session, requirements, offers.authorities_needed())
    rows = tuple(
        row
        for requirement in requirements
        if (row := _requirement_row(plan, scenario, requirement)) is not None
    )
    offer_rows = offers.rows()
    problem = Problem(
        offers=offer_rows,
        requirements=rows,
        substitutes=_substitutes(session),
        conditions=tuple(_conditions(authorities, calendar)),
        permits=tuple(_permits(permits, session.all(Partner), calendar)),
        commitments=tuple(offers.commitments()),
        caveats=tuple(offers.caveats(requirements, scenario)),
        lift=lift_rows(session, plan, calendar),
        nodes=tuple(_nodes(session, plan.d_date)),
        budgets=budget_rows(session, plan, scenario, rates),
        shares=tuple(
            ShareRow(share.partner or "*", share.cap)
            for share in session.select(ShareCap, plan=plan.id, retired=False)
        ),
        incompatible=tuple(
            IncompatibleRow(pair.partner_a, pair.partner_b) for pair in session.all(Incompatibility)
        ),
        locks=_locks(session, requirements),
        forbidden=_forbidden(session, requirements),
        enablers=tuple(EnablerRow(e.enabled_type, e.needs_type) for e in session.all(Enabler)),
        ceilings=tuple(
            CeilingRow(a.id, a.ceiling.value) for a in authorities if a.ceiling.value is not None
        ),
        partners=tuple(_capacities(session.all(Partner))),
        places=Geography(session.all(Place, include_retired=True)).rows(),
        currency=rates.base,
    )
    unknown = (
        message("match.requirement_quantity_unknown", title=r.title or r.code)
        for r in requirements
        if r.quantity.value is None
    )
    closed = _closed_nodes(session, plan.d_date)
    return BuiltProblem(
        plan, problem, (*offers.warnings(), *unknown, *closed, *calendar.warnings())
    )


def _by_id(entities: Iterable[E]) -> Mapping[EntityId, E]:
    return {entity.id: entity for entity in entities}


def _requirement_row(
    plan: Plan, scenario: Scenario, requirement: Requirement
) -> RequirementRow | None:
    quantity = requirement.quantity.value
    if quantity is None:
        return None
    return RequirementRow(
        id=requirement.id,
        crisis=scenario.crisis,
        type=requirement.type,
        quantity=quantity,
        from_day=requirement.from_day,
        to_day=requirement.to_day,
        weight=weight_of(plan, requirement),
        minimum_share=requirement.minimum_share,
        prerequisites=requirement.prerequisites,
        needs=requirement.needs,
        single_lead=requirement.single_lead,
        min_partners=requirement.min_partners,
        max_partners=requirement.max_partners,
        place=requirement.place or "",
        plan=plan.id,
        phase=requirement.phase or "",
        task_type=requirement.task_type,
    )


def weight_of(plan: Plan, requirement: Requirement) -> float:
    """Give how much a requirement counts: its own weight, or the plan's for its priority."""
    if requirement.weight is not None:
        return requirement.weight
    return {
        Priority.ESSENTIAL: plan.weight_essential,
        Priority.IMPORTANT: plan.weight_important,
        Priority.USEFUL: plan.weight_useful,
    }[requirement.priority]


def _authorities_in_use(
    session: Session, requirements: Iterable[Requirement], offered: set[EntityId]
) -> tuple[Authority, ...]:
    needed = offered.union(*(requirement.needs for requirement in requirements))
    return tuple(a for a in session.all(Authority, include_retired=True) if a.id in needed)


def _conditions(authorities: Iterable[Authority], calendar: Calendar) -> Iterable[ConditionRow]:
    for authority in authorities:
        start = calendar.day(authority.from_when, authority.label())
        if start is None or authority.retired:
            continue
        end = calendar.day(authority.to_when, authority.label(), if_open=FAR_DAY)
        if end is None:
            continue
        kind = "consent" if authority.authority_kind is AuthorityKind.HOST_CONSENT else "authority"
        yield ConditionRow(authority.id, start, end, kind)


def _permits(
    permits: Iterable[AccessPermit], partners: Iterable[Partner], calendar: Calendar
) -> Iterable[PermitRow]:
    all_partners = tuple(partners)
    for permit in permits:
        start, end = _permit_period(permit, calendar)
        if permit.partner:
            names = [permit.partner]
        elif permit.ring:
            # A ring without partners still closes the place to all others.
            names = [p.id for p in all_partners if p.ring == permit.ring] or [""]
        else:
            names = ["*"]
        for name in names:
            asset_class = str(permit.asset_class) if permit.asset_class else "*"
            yield PermitRow(permit.id, permit.place, name, asset_class, start, end)


def _permit_period(permit: AccessPermit, calendar: Calendar) -> tuple[int, int]:
    """Give the days of a permit; one that is not granted names its place and opens nothing."""
    if permit.state is not PermitState.GRANTED:
        return 0, 0
    label = permit.name or permit.id
    start = calendar.day(permit.from_when, label, if_open=-FAR_DAY)
    end = calendar.day(permit.to_when, label, if_open=FAR_DAY)
    return (0, 0) if start is None or end is None else (start, end)


def _nodes(session: Session, d_date: date | None) -> Iterable[NodeRow]:
    for node in session.all(Node):
        start, end = (
            None if when is None else day_number(when, d_date)
            for when in (node.from_when, node.to_when)
        )
        if _has_no_place_in_time(node, d_date):
            # Days that are not known must not become every day: the node counts as closed.
            start, end = FAR_DAY, None
        yield NodeRow(
            id=node.id,
            place=node.place,
            capacity_t_per_day=node.capacity.value,
            from_day=start,
            to_day=end,
            refuses=node.refuses,
        )


def _closed_nodes(session: Session, d_date: date | None) -> Iterable[Message]:
    names = tuple(n.name for n in session.all(Node) if _has_no_place_in_time(n, d_date))
    if names:
        yield message("match.nodes_count_as_closed", names=names, n=len(names))


def _has_no_place_in_time(node: Node, d_date: date | None) -> bool:
    days = (when for when in (node.from_when, node.to_when) if when is not None)
    return any(day_number(when, d_date) is None for when in days)


def _substitutes(session: Session) -> tuple[SubstituteRow, ...]:
    return tuple(
        SubstituteRow(s.required_type, s.offered_type, s.factor.value)
        for s in session.all(Substitute)
        if s.factor.value is not None
    )


def _locks(session: Session, requirements: Iterable[Requirement]) -> tuple[LockRow, ...]:
    own = {requirement.id for requirement in requirements}
    return tuple(
        LockRow(a.offer, a.requirement, a.quantity, a.from_day, a.to_day)
        for a in session.select(Allocation, locked=True, retired=False)
        if a.requirement in own
    )


def _forbidden(session: Session, requirements: Iterable[Requirement]) -> tuple[ForbiddenRow, ...]:
    own = {requirement.id for requirement in requirements}
    return tuple(
        ForbiddenRow(pair.offer, pair.requirement)
        for pair in session.all(ForbiddenPair)
        if pair.requirement in own
    )


def _capacities(partners: Iterable[Partner]) -> Iterable[PartnerRow]:
    """Measure capacity by GDP, for all alike; partners without one are named where shares are to be fair."""
    for partner in partners:
        if partner.gdp.value is not None:
            yield PartnerRow(partner.id, partner.gdp.value)
