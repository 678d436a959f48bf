"""Which locks can't be kept together where no single rule says it: found by solving.

What follows from single rules is told by ``lock_clashes``, at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.problem import LockRow, Problem
from crisisplanner.planning.checker import words
from crisisplanner.planning.coverage import enabling_requirements

IsPossible = Callable[[Problem], bool]


def clashing_locks(problem: Problem, is_possible: IsPossible) -> tuple[LockRow, ...]:
    """Give locks that can't be kept together, though all but any one of them can; none if all can.

    One question to ``is_possible`` for each lock, and two more, of the requirements that locks
    touch alone where that decides it. (Deletion filter; Chinneck 2008, doi:10.1007/978-0-387-74932-7.)
    """
    asked = _around_locks(problem)
    if is_possible(asked):
        asked = problem
        if is_possible(asked):
            return ()
    kept: Sequence[LockRow] = asked.locks
    for lock in asked.locks:
        rest = tuple(one for one in kept if one is not lock)
        if not is_possible(replace(asked, locks=rest)):
            kept = rest
    return tuple(kept)


def clash_finding(problem: Problem, locks: Sequence[LockRow]) -> Message:
    """Name locks that can't be kept together."""
    partner_of = {row.id: row.partner for row in problem.offers}
    return message(
        "problem.locks_leave_no_plan",
        n=len(locks),
        locks=tuple(
            message(
                "problem.lock_named",
                quantity=lock.quantity,
                offer=words.offer(lock.offer),
                partner=words.partner(partner_of[lock.offer]),
                requirement=words.need(lock.requirement),
            )
            for lock in locks
        ),
        offers=tuple(words.offer(name) for name in sorted({lock.offer for lock in locks})),
        requirements=tuple(
            words.need(name) for name in sorted({lock.requirement for lock in locks})
        ),
    )


def _around_locks(problem: Problem) -> Problem:
    """Leave out the requirements that nothing locked waits for or counts by.

    Where a partner's share of the cost is capped all of them stay: others make it smaller.
    """
    if problem.shares:
        return problem
    needs = {row.id: row for row in problem.requirements}
    enabling = enabling_requirements(problem)
    kept: set[str] = set()
    waiting = [lock.requirement for lock in problem.locks]
    while waiting:
        name = waiting.pop()
        if name in needs and name not in kept:
            kept.add(name)
            waiting.extend(needs[name].prerequisites)
            waiting.extend(other for group in enabling.get(name, ()) for other in group)
    rows = tuple(row for row in problem.requirements if row.id in kept)
    return replace(problem, requirements=rows)
