"""What may stand against locks: the limits of a problem, one by one, and the problem without some.

A limit is one cell of one row that could be wider: tonnes, an amount, a minimum. What is there at
all (units, days, periods) is no limit.
Listed are H2, H4 to H10, H12, H14, enablers and caveats that cap or keep from company; ``locks_together`` asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from crisisplanner.domain.days import Day
from crisisplanner.domain.messages import Message, Ref, RefKind, message
from crisisplanner.domain.problem import CaveatEffect, Problem, RequirementRow
from crisisplanner.planning.checker import words
from crisisplanner.planning.row_checks import POOL, at

ENOUGH_TONNES = 1e9
WEEKS_WITHOUT_LIFT = "problem.limit.no_lift"
NOWHERE = -1
"""The place of what stands in no row: that lift is nil where none is listed."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Hold a limit: where it stands, how it is said, and what its row is without it.

    Without ``wider`` the row is left out.
    """

    table: str
    place: int
    said: Message
    wider: Callable[[Any], Any] | None = None


def without(problem: Problem, limits: Sequence[Limit], kept: Sequence[Limit]) -> Problem:
    """Give a problem without the limits listed but not kept."""
    stay = {id(limit) for limit in kept}
    tables: dict[str, dict[int, Any]] = {}
    for limit in limits:
        if id(limit) not in stay:
            rows = tables.setdefault(limit.table, dict(enumerate(getattr(problem, limit.table))))
            if limit.place == NOWHERE:
                rows.clear()
            elif limit.wider is None:
                del rows[limit.place]
            elif limit.place in rows:
                rows[limit.place] = limit.wider(rows[limit.place])
    wider: dict[str, Any] = {name: tuple(rows.values()) for name, rows in tables.items()}
    return replace(problem, **wider)


def limits_of(problem: Problem, needs: Container[str]) -> Iterator[Limit]:
    """List the limits of a problem; of requirements, those of some."""
    yield from _lift_limits(problem)
    yield from _shared_limits(problem)
    for place, need in enumerate(problem.requirements):
        if need.id not in needs:
            continue
        for column, said, wider in _need_limits(need):
            yield _limit("requirements", place, column, said, wider)
    for place, offer in enumerate(problem.offers):
        if offer.group:
            group = Ref(RefKind.GROUP, offer.group)
            said = message("problem.limit.group", offer=words.offer(offer.id), group=group)
            yield _limit("offers", place, "group", said, lambda row: replace(row, group=None))


def _limit(
    table: str, place: int, column: str, said: Message, wider: Callable[[Any], Any] | None = None
) -> Limit:
    return Limit(table, place, at(table, place, column, said.code, **said.values), wider)


def _lift_limits(problem: Problem) -> Iterator[Limit]:
    if not problem.lift:
        return
    weight = {row.id: row.lift_t or 0.0 for row in problem.offers}
    found = sum(lock.quantity * weight[lock.offer] for lock in problem.locks)
    yield Limit("lift", NOWHERE, message(WEEKS_WITHOUT_LIFT, found=found))
    for place, row in enumerate(problem.lift):
        said = message(
            "problem.limit.pool" if row.partner == POOL else "problem.limit.lift",
            partner=words.partner(row.partner),
            from_day=Day(row.from_day),
            to_day=Day(row.to_day),
            tonnes=row.tonnes,
            found=found,
        )
        yield _limit("lift", place, "tonnes", said, lambda r: replace(r, tonnes=ENOUGH_TONNES))


def _shared_limits(problem: Problem) -> Iterator[Limit]:
    """Yield the limits that are rows of their own."""
    partners = {row.partner for row in problem.offers}
    for place, budget in enumerate(problem.budgets):
        scope = words.scope(budget.scope, partners)
        said = message("problem.limit.budget", scope=scope, allowed=budget.amount)
        yield _limit("budgets", place, "amount", said)
    for place, share in enumerate(problem.shares):
        code = "problem.limit.other_shares" if share.partner == POOL else "problem.limit.share"
        said = message(code, partner=words.partner(share.partner), allowed=share.cap)
        yield _limit("shares", place, "cap", said, lambda row: replace(row, cap=1.0))
    for place, pair in enumerate(problem.incompatible):
        a, b = words.partner(pair.partner_a), words.partner(pair.partner_b)
        said = message("problem.limit.incompatible", partner=a, other=b)
        yield _limit("incompatible", place, "partner_b", said)
    for place, ban in enumerate(problem.forbidden):
        offer, need = words.offer(ban.offer), words.need(ban.requirement)
        said = message("problem.limit.forbidden", offer=offer, requirement=need)
        yield _limit("forbidden", place, "offer", said)
    for place, promise in enumerate(problem.commitments):
        said = message(
            "problem.limit.commitment",
            offer=words.offer(promise.offer),
            quantity=promise.quantity,
            from_day=Day(promise.from_day),
            to_day=Day(promise.to_day),
        )
        yield _limit("commitments", place, "quantity", said)
    yield from _limits_of_places(problem)


def _limits_of_places(problem: Problem) -> Iterator[Limit]:
    """Yield what only a workspace limits."""
    for place, node in enumerate(problem.nodes):
        if node.capacity_t_per_day is not None:
            name = Ref(RefKind.NODE, node.id)
            said = message("problem.limit.node", node=name, allowed=node.capacity_t_per_day)
            yield _limit(
                "nodes", place, "id", said, lambda row: replace(row, capacity_t_per_day=None)
            )
    for place, ceiling in enumerate(problem.ceilings):
        name = words.condition(ceiling.condition)
        said = message("problem.limit.ceiling", condition=name, allowed=ceiling.personnel)
        yield _limit("ceilings", place, "personnel", said)
    for place, caveat in enumerate(problem.caveats):
        if caveat.effect is CaveatEffect.CAPS and caveat.quantity is not None:
            said = message(
                "problem.limit.caveat",
                caveat=words.caveat(caveat.id),
                offer=words.offer(caveat.offer),
                allowed=caveat.quantity,
            )
            yield _limit("caveats", place, "quantity", said)
        if caveat.effect is CaveatEffect.FORBIDS and caveat.other_partner:
            said = message(
                "problem.limit.company",
                caveat=words.caveat(caveat.id),
                offer=words.offer(caveat.offer),
                other=words.partner(caveat.other_partner),
            )
            yield _limit("caveats", place, "other_partner", said)
    for place, enabler in enumerate(problem.enablers):
        said = message(
            "problem.limit.enabler",
            type=words.type_(enabler.type),
            needed=words.type_(enabler.needs_type),
        )
        yield _limit("enablers", place, "needs_type", said)


def _need_limits(need: RequirementRow) -> Iterator[tuple[str, Message, Callable[[Any], Any]]]:
    """Yield what a requirement asks for beyond its quantity: column, sentence, row without it."""
    name = words.need(need.id)
    if need.minimum_share > 0:
        said = message(
            "problem.limit.minimum_share",
            requirement=name,
            share=need.minimum_share,
            allowed=need.minimum_share * need.quantity,
            quantity=need.quantity,
        )
        yield "minimum_share", said, lambda row: replace(row, minimum_share=0.0)
    if need.prerequisites:
        before = tuple(words.need(one) for one in need.prerequisites)
        said = message("problem.limit.prerequisites", requirement=name, before=before)
        yield "prerequisites", said, lambda row: replace(row, prerequisites=())
    if need.single_lead:
        said = message("problem.limit.single_lead", requirement=name)
        yield "single_lead", said, lambda row: replace(row, single_lead=False)
    if need.min_partners > 1:
        said = message("problem.limit.min_partners", requirement=name, allowed=need.min_partners)
        yield "min_partners", said, lambda row: replace(row, min_partners=0)
    if need.max_partners is not None:
        said = message("problem.limit.max_partners", requirement=name, n=need.max_partners)
        yield "max_partners", said, lambda row: replace(row, max_partners=None)
