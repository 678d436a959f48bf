"""How locks are named in a sentence about what they clash with."""

from __future__ import annotations

from collections.abc import Sequence

from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.problem import LockRow, Problem
from crisisplanner.planning.checker import words
from crisisplanner.planning.row_checks import at


def locks_said(
    problem: Problem, locks: Sequence[LockRow], code: str, limits: Sequence[Message]
) -> Message:
    """Name locks and the limits that they clash with, at the row of the last lock."""
    partner_of = {row.id: row.partner for row in problem.offers}
    return at(
        "locks",
        max((index for index, row in enumerate(problem.locks) if row in locks), default=0),
        "offer",
        code,
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
