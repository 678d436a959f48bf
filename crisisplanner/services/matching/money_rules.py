"""Money and lift of one plan: rates, budgets, tonnes per week."""

from __future__ import annotations

from crisisplanner.domain.errors import bad_inputs
from crisisplanner.domain.limits import Budget, LiftPool
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.money import Money
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.problem import BudgetRow, LiftRow
from crisisplanner.domain.register import Rate
from crisisplanner.domain.situation import Scenario
from crisisplanner.domain.terms import BudgetScope
from crisisplanner.services.matching.calendar import FAR_DAY, Calendar
from crisisplanner.services.session import Session

CATALOGUE_CURRENCY = "USD"
"""What the usual costs of the capability catalogue are in."""


class Rates:
    """Convert amounts to the workspace's base currency by its dated rates."""

    def __init__(self, session: Session) -> None:
        self.base = session.workspace().base_currency
        self._per_base: dict[str, float] = {self.base: 1.0}
        newest_first = sorted(
            session.all(Rate),
            key=lambda rate: (rate.as_of is not None, rate.as_of or 0),
            reverse=True,
        )
        for rate in newest_first:
            if rate.per_base is not None:
                self._per_base.setdefault(rate.currency, rate.per_base)

    def in_base(self, money: Money) -> float | None:
        """Give the amount in the base currency; None without a rate."""
        per_base = self._per_base.get(money.currency or self.base)
        return None if per_base is None else money.amount / per_base

    def has(self, currency: str) -> bool:
        """Tell whether amounts in a currency can be converted; without one they are in the base."""
        return (currency or self.base) in self._per_base


def budget_rows(
    session: Session, plan: Plan, scenario: Scenario, rates: Rates
) -> tuple[BudgetRow, ...]:
    """Build the budgets of a plan; raises a coded error for one without a rate or amount."""
    rows: list[BudgetRow] = []
    faults: list[Message] = []
    for budget in session.select(Budget, plan=plan.id, retired=False):
        scope = {
            BudgetScope.PLAN: "plan",
            BudgetScope.CRISIS: scenario.crisis,
            BudgetScope.PARTNER: budget.partner or "",
        }[budget.scope]
        value = budget.amount.value
        amount = None if value is None else rates.in_base(Money(value, budget.currency))
        if amount is None:
            faults.append(
                message("match.budget_without_rate", currency=budget.currency, base=rates.base)
            )
        else:
            rows.append(BudgetRow(scope, amount))
    if faults:
        raise bad_inputs(faults)
    return tuple(rows)


def lift_rows(session: Session, plan: Plan, calendar: Calendar) -> tuple[LiftRow, ...]:
    """Build the weekly lift of a plan; lift of unknown size or time carries nothing."""
    rows: list[LiftRow] = []
    for pool in session.select(LiftPool, plan=plan.id, retired=False):
        start = calendar.day(pool.from_when, pool.label(), if_open=-FAR_DAY)
        end = calendar.day(pool.to_when, pool.label(), if_open=FAR_DAY)
        tonnes = pool.tonnes_per_week.value or 0.0
        if start is None or end is None:
            # Without any row lift would be free.
            start, end, tonnes = -FAR_DAY, FAR_DAY, 0.0
        rows.append(LiftRow(pool.partner or "*", start, end, tonnes))
    return tuple(rows)
