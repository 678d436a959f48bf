"""Which locks can't be kept together, and the limits that they clash with: found by asking for plans.

What follows from single rules is told by ``lock_clashes``, at once. Here the fewest locks and limits
are sought of which a solver says that no plan keeps them, or finds none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar

from crisisplanner.domain.messages import Message
from crisisplanner.domain.problem import LockRow, Problem
from crisisplanner.planning.lock_clashes import lock_findings, nearest_limit
from crisisplanner.planning.lock_limits import WEEKS_WITHOUT_LIFT, Limit, limits_of, without
from crisisplanner.planning.lock_words import locks_said
from crisisplanner.planning.needed_by_locks import needed_by_locks

T = TypeVar("T")
FEW_LOCKS = 4


class Answer(Enum):
    """Say what a solver found when it was asked for a plan that keeps the locks."""

    KEPT = "kept"
    NOT_FOUND = "not found"
    IMPOSSIBLE = "impossible"
    OUT_OF_TIME = "out of time"


Ask = Callable[[Problem], Answer]
Suspect = Callable[[Problem], tuple[LockRow, ...]]


@dataclass(frozen=True)
class Clash:
    """Hold the sentence that names locks and limits; ``is_proven``: that no plan keeps them."""

    said: Message
    is_proven: bool


def find_clash(
    problem: Problem, ask: Ask, suspect: Suspect, *, is_proven: bool = False
) -> Clash | None:
    """Name the fewest locks, then the fewest limits, that leave no plan; None if a plan keeps all.

    Where that no plan keeps all locks is proven, so is what is named. Where none was found, what is
    named is what none was found for. Where the time is over, the rule is named that is nearest to
    its limit. ``suspect`` gives locks that may well leave no plan by themselves, to begin with. ``is_proven`` says that no plan keeps all is known already. About 2 k log(n / k)
    questions for k of n. (QuickXplain; Junker 2004.)
    """
    if not problem.locks:
        return None
    for said in lock_findings(problem):
        return Clash(said, is_proven=True)
    answer = Answer.IMPOSSIBLE if is_proven else ask(problem)
    if answer is Answer.KEPT:
        return None
    if answer is Answer.OUT_OF_TIME:
        return nearest_clash(problem, problem.locks, is_proven=False)
    locks = problem.locks
    if answer is Answer.IMPOSSIBLE and len(locks) > FEW_LOCKS:
        few = suspect(problem)
        if ask(replace(problem, locks=few)) is Answer.IMPOSSIBLE:
            locks = few
    return _Naming(problem, locks, ask, is_proven=answer is Answer.IMPOSSIBLE).clash()


def nearest_clash(problem: Problem, locks: Sequence[LockRow], *, is_proven: bool) -> Clash:
    """Name the rule that some locks bring nearest to its limit, and those that do, without solving."""
    indices = frozenset(n for n, row in enumerate(problem.locks) if row in locks)
    nearest = nearest_limit(problem, indices)
    own = [problem.locks[index] for index in nearest.locks]
    code = "problem.locks_nearest_limit" if is_proven else "match.locks_nearest_limit"
    return Clash(locks_said(problem, own, code, nearest.limits), is_proven)


class _Naming:
    """Seek the fewest, asking one question after the other, till the time is over."""

    def __init__(
        self, problem: Problem, locks: Sequence[LockRow], ask: Ask, *, is_proven: bool
    ) -> None:
        self._problem = problem
        self._locks = tuple(locks)
        self._ask = ask
        self._is_proven = is_proven
        self._is_over = False
        self._is_fewest = is_proven

    def clash(self) -> Clash:
        """Name what was found, as far as the time allows."""
        locks = _fewest(self._locks, self._is_clash_of_locks)
        if self._is_over:
            return nearest_clash(self._problem, self._locks, is_proven=self._is_proven)
        locked = replace(self._problem, locks=tuple(locks))
        is_fewest = self._is_fewest
        needs = (
            {row.id for row in locked.requirements} if locked.shares else needed_by_locks(locked)
        )
        limits = tuple(limits_of(locked, needs))

        def is_clash(kept: Sequence[Limit]) -> bool:
            return self._is_clash(without(locked, limits, kept))

        has_none = is_clash(())
        found = [] if has_none else [limit.said for limit in _fewest(limits, is_clash)]
        if self._is_over or (has_none and not self._is_proven):
            return nearest_clash(self._problem, locks, is_proven=self._is_proven)
        return self._said(locks, _with_lift_once(found), is_fewest=is_fewest)

    def _is_clash_of_locks(self, kept: Sequence[LockRow]) -> bool:
        return bool(kept) and self._is_clash(replace(self._problem, locks=tuple(kept)))

    def _is_clash(self, asked: Problem) -> bool:
        """Tell whether it is proven that no plan keeps the locks; where nothing is, that none is found."""
        if self._is_over:
            return False
        answer = self._ask(asked)
        self._is_over = answer is Answer.OUT_OF_TIME
        self._is_fewest &= answer in (Answer.KEPT, Answer.IMPOSSIBLE)
        if self._is_proven:
            return answer is Answer.IMPOSSIBLE
        return answer in (Answer.IMPOSSIBLE, Answer.NOT_FOUND)

    def _said(
        self, locks: Sequence[LockRow], limits: Sequence[Message], *, is_fewest: bool
    ) -> Clash:
        code = "match.locks_not_kept"
        if self._is_proven and is_fewest:
            code = "problem.locks_against_limits" if limits else "problem.locks_leave_no_plan"
        elif self._is_proven:
            code = "problem.locks_against_rules" if limits else "problem.locks_against_units"
        return Clash(locks_said(self._problem, locks, code, limits), self._is_proven)


def _fewest(members: Sequence[T], is_clash: Callable[[Sequence[T]], bool]) -> tuple[T, ...]:
    """Give the fewest of some members that clash; all together do, none does not."""
    return _fewest_with((), (), tuple(members), is_clash)


def _fewest_with(
    kept: Sequence[T],
    added: Sequence[T],
    members: Sequence[T],
    is_clash: Callable[[Sequence[T]], bool],
) -> tuple[T, ...]:
    """Give the fewest of some members that clash together with those kept; some are needed."""
    if added and is_clash(kept):
        return ()
    if len(members) <= 1:
        return tuple(members)
    half = len(members) // 2
    first, second = members[:half], members[half:]
    of_second = _fewest_with((*kept, *first), first, second, is_clash)
    of_first = _fewest_with((*kept, *of_second), of_second, first, is_clash)
    return (*of_first, *of_second)


def _with_lift_once(found: Sequence[Message]) -> tuple[Message, ...]:
    """Drop that lift is nil where none is listed beside a row that is listed."""
    named = [said for said in found if said.code != WEEKS_WITHOUT_LIFT]
    has_lift = any(said.values.get("table") == "lift" for said in named)
    return tuple(named if has_lift else found)
