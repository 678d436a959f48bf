"""Sums of money as the document says them: what is not known wholly is a least amount."""

from __future__ import annotations

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.messages import message
from crisisplanner.domain.money import Money
from crisisplanner.domain.plan_document import Value
from crisisplanner.services.matching.match_view import PlanFigures


def total_cost(figures: PlanFigures) -> Value:
    """Say what the plan costs."""
    return sum_of_money(figures.cost, figures.currency, is_known=not figures.open_costs.offers)


def partner_cost(figures: PlanFigures, partner: EntityId, amount: float) -> Value:
    """Say what a partner pays."""
    is_known = partner not in figures.open_costs.partners
    return sum_of_money(amount, figures.currency, is_known=is_known)


def sum_of_money(amount: float, currency: str, *, is_known: bool) -> Value:
    """Say a sum: whole, at least so much, or not known."""
    said = Money(amount, currency)
    if is_known:
        return said
    if amount > 0:
        return message("document.at_least", cost=said)
    return message("document.unknown_cost")
