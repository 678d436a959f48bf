"""Which locks can't be kept together where no single rule says it: found by solving.

What follows from single rules is told by ``lock_clashes``, at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.problem import LockRow, Problem
from crisisplanner.planning.checker import words
from crisisplanner.planning.limits_against_locks import IsPossible, limits_against
from crisisplanner.planning.needed_by_locks import alone_with_locks
from crisisplanner.planning.row_checks import at


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


def limits_of_clash(
    problem: Problem, locks: Sequence[LockRow], is_possible: IsPossible
) -> tuple[Message, ...]:
    """Name the limits that stand against locks which can't be kept together."""
    locked = replace(problem, locks=tuple(locks))
    asked = _around_locks(locked)
    if is_possible(asked):
        asked = locked
    place_of = {row.id: place for place, row in enumerate(problem.requirements)}
    found = limits_against(asked, is_possible)
    return tuple(
        _moved(said, place_of[asked.requirements[index].id])
        if said.values.get("table") == "requirements"
        and isinstance(index := said.values.get("index"), int)
        else said
        for said in found
    )


def _moved(said: Message, index: int) -> Message:
    return message(said.code, **{**said.values, "index": index})


def clash_finding(problem: Problem, locks: Sequence[LockRow], limits: Sequence[Message]) -> Message:
    """Name locks that can't be kept together, and the limits that they clash with."""
    partner_of = {row.id: row.partner for row in problem.offers}
    return at(
        "locks",
        max(index for index, row in enumerate(problem.locks) if row in locks),
        "offer",
        "problem.locks_against_limits" if limits else "problem.locks_leave_no_plan",
        n=len(locks),
        limits=tuple(limits),
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
    """Leave out what no lock needs; not where shares are capped, which others make smaller."""
    return problem if problem.shares else alone_with_locks(problem)
