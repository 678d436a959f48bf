"""Words around a reason: how many units of how many on offer, and what else is in the way."""

from __future__ import annotations

from collections.abc import Iterable

from crisisplanner.domain.messages import Message, Parameter, message
from crisisplanner.planning.explanation.plan_days import OpenNeed, PlanDays
from crisisplanner.planning.explanation.problem_facts import ProblemFacts
from crisisplanner.planning.explanation.rooms import OneMore
from crisisplanner.planning.periods import IntArray
from crisisplanner.planning.tolerance import TOLERANCE


def group_words(plan: PlanDays, need: OpenNeed, offers: IntArray, units: float) -> Message:
    """Say how many units there are of all that are offered: the only one, both, all, or some."""
    total = need.total_units
    code = "reason.units"
    if units >= total - TOLERANCE:
        code = "reason.units.only" if total <= 1 + TOLERANCE else "reason.units.all"
        code = "reason.units.both" if total == 2 else code
    return message(
        code,
        units=units,
        total=total,
        type=plan.facts.type_refs[plan.problem.offers[offers[0]].type],
        n=len(offers),
    )


def with_others(said: Message, others: Iterable[str]) -> Message:
    """Add what else is in the way, if anything is."""
    names = tuple(message("reason.name." + code) for code in others)
    return message("reason.among_others", first=said, others=names) if names else said


def said_of(facts: ProblemFacts, code: str, more: OneMore, /, **params: Parameter) -> Message:
    """Say something about a unit: with its partner, type and requirement."""
    return message(
        code,
        partner=facts.partner_refs[more.offer.partner],
        type=facts.type_refs[more.offer.type],
        requirement=more.need.ref,
        **params,
    )
