"""Levers on limits, by their prices: what more of one may bring, and lift that moves between weeks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from crisisplanner.domain.levers import Lever, LeverKind
from crisisplanner.domain.messages import message
from crisisplanner.planning.explanation.limit_prices import LimitPrices

BETWEEN = ">"
MOST_GIVING = 2
LEAST_MOVED_T = 1.0


def price_of(lever: Lever, prices: LimitPrices) -> float | None:
    """Give the price of what a lever adds; None if it adds to no limit that has one."""
    match lever.kind:
        case LeverKind.ADD_LIFT:
            return prices.pool.get(int(lever.subject), 0.0)
        case LeverKind.ADD_NODE_CAPACITY:
            return prices.node.get(lever.subject, 0.0)
        case LeverKind.ADD_BUDGET:
            return prices.budget.get(lever.subject, 0.0)
        case _:
            return None


def at_price(lever: Lever, prices: LimitPrices) -> Lever:
    """Hope for no more than the price says: each further tonne brings no more than the first."""
    price = price_of(lever, prices)
    if price is None:
        return lever
    return replace(lever, hoped_gain=min(lever.hoped_gain, price * lever.amount))


def moves_of_lift(levers: Iterable[Lever], prices: LimitPrices) -> Iterator[Lever]:
    """Yield for each week that lacks lift the weeks nearest to it whose shared lift lies idle."""
    for lever in levers:
        if lever.kind is not LeverKind.ADD_LIFT or lever.day is None or lever.hoped_gain <= 0:
            continue
        week = lever.day
        own = prices.pool.get(week, 0.0)
        giving = [
            other
            for other, tonnes in prices.free.items()
            if other != week and tonnes >= LEAST_MOVED_T and prices.pool.get(other, 0.0) < own
        ]
        giving.sort(key=lambda other: (abs(other - week), other))
        for other in giving[:MOST_GIVING]:
            # Whole tonnes: nobody asks for parts of one.
            amount = float(int(min(prices.free[other], lever.amount)))
            said = message("lever.move_lift", amount=amount, from_week=other, week=week)
            yield replace(
                lever,
                kind=LeverKind.MOVE_LIFT,
                subject=f"{other}{BETWEEN}{week}",
                amount=amount,
                hoped_gain=lever.hoped_gain * amount / lever.amount,
                sentence=said,
            )


def weeks_of(lever: Lever) -> tuple[int, int]:
    """Give the week that gives lift and the one that gets it."""
    giving, _, getting = lever.subject.partition(BETWEEN)
    return int(giving), int(getting)
