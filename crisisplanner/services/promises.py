"""The guard against promising twice: a plan is not agreed while it counts on what others were promised.

What is promised twice otherwise, by drafts or by promises that partners made elsewhere, is a fact that
has to be kept; ``availability`` names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.changes import Change, Update
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import CrisisPlannerError, ErrorKind
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Allocation, Requirement
from crisisplanner.domain.terms import PlanState
from crisisplanner.services.session import Session

AGREED = frozenset({PlanState.APPROVED, PlanState.ACTIVATED})


def refuse_double_promise(session: Session, changes: Sequence[Change]) -> None:
    """Refuse to approve or activate a plan that sends more of an offer than is left of it."""
    for change in changes:
        if not isinstance(change, Update) or change.kind != Plan.KIND:
            continue
        plan = session.find(Plan, change.id)
        if plan is None or change.fields.get("state") not in AGREED or plan.state in AGREED:
            continue
        faults = tuple(double_promises_of(session, plan))
        if faults:
            raise CrisisPlannerError(faults, ErrorKind.REFUSED)


def double_promises_of(session: Session, plan: Plan) -> Iterator[Message]:
    """Name each offer of which a plan sends more than agreed plans and commitments leave."""
    from crisisplanner.planning.availability import Promise, promised_twice
    from crisisplanner.services.availability import OfferNames, day_or_start
    from crisisplanner.services.matching.calendar import Calendar
    from crisisplanner.services.matching.money_rules import Rates
    from crisisplanner.services.matching.offer_rows import OfferBuilder

    own = [
        Promise(one.offer, one.quantity, one.from_day, one.to_day, plan.title)
        for one in _allocations(session, plan)
    ]
    if not own:
        return
    types = {kind.id: kind for kind in session.all(CapabilityType, include_retired=True)}
    # An "if" that the plan counts on is a promise as soon as it is agreed.
    axis = replace(plan, include_if=True)
    builder = OfferBuilder(session, axis, Calendar(axis), Rates(session), types)
    rows = builder.rows()
    promises = [
        Promise(row.offer, row.quantity, row.from_day, row.to_day, row.where)
        for row in builder.commitments()
    ]
    found = promised_twice(
        {row.id: row.quantity for row in rows if row.is_quantity_known},
        [*own, *promises],
        {row.id: row.group or "" for row in rows},
    )
    names = OfferNames(session, types, session.all(Offer))
    for one in found:
        if plan.title in one.wheres:
            partner, kind = names.of(one.offer)
            yield message(
                "promise.twice",
                plan=plan.title,
                partner=partner,
                type=kind,
                promised=one.promised,
                quantity=one.quantity,
                day=day_or_start(one.from_day),
                wheres=tuple(where for where in one.wheres if where != plan.title) or (plan.title,),
            )


def _allocations(session: Session, plan: Plan) -> list[Allocation]:
    needs: set[EntityId] = {
        need.id for need in session.select(Requirement, plan=plan.id, retired=False)
    }
    return [one for one in session.all(Allocation) if one.requirement in needs]
