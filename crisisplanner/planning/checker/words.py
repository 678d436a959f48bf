"""How the checker names what breaks a rule; the sentences are in ``wording``."""

from __future__ import annotations

from collections.abc import Container

from crisisplanner.domain.days import Day
from crisisplanner.domain.messages import Message, Parameter, Ref, RefKind, message
from crisisplanner.planning.checker.facts import Stay

PAIR_RULE = "pair"
PLAN_SCOPE = "plan"


def offer(name: str) -> Ref:
    """Mention an offer."""
    return Ref(RefKind.OFFER, name)


def need(name: str) -> Ref:
    """Mention a requirement."""
    return Ref(RefKind.REQUIREMENT, name)


def partner(name: str) -> Ref:
    """Mention a partner."""
    return Ref(RefKind.PARTNER, name)


def condition(name: str) -> Ref:
    """Mention a condition."""
    return Ref(RefKind.CONDITION, name)


def caveat(name: str) -> Ref:
    """Mention a caveat."""
    return Ref(RefKind.CAVEAT, name)


def type_(name: str) -> Ref:
    """Mention a type of capability."""
    return Ref(RefKind.TYPE, name)


def crisis(name: str) -> Ref:
    """Mention a crisis."""
    return Ref(RefKind.CRISIS, name)


def place(name: str) -> Ref:
    """Mention a place."""
    return Ref(RefKind.PLACE, name)


def scope(name: str, partners: Container[str]) -> Parameter:
    """Mention the scope of a budget: the whole plan, a partner or a crisis."""
    if name == PLAN_SCOPE:
        return message("check.whole_plan")
    return partner(name) if name in partners else crisis(name)


def about(code: str, rule: str, stay: Stay, **params: Parameter) -> Message:
    """Say that one allocation breaks a rule."""
    return message(
        code,
        rule=rule,
        offer=offer(stay.offer.id),
        requirement=need(stay.need.id),
        from_day=Day(stay.from_day),
        to_day=Day(stay.to_day),
        **params,
    )
