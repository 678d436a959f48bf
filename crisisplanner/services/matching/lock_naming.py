"""Name the locks that a plan can't keep, or that none was found for, and the rules they clash with."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from crisisplanner.domain.errors import Cancelled
from crisisplanner.domain.problem import LockRow, Problem
from crisisplanner.domain.progress import Unwatched, Watcher

if TYPE_CHECKING:
    from crisisplanner.planning.locks_together import Answer, Clash

MOST_SECONDS_NAMING = 30.0
MOST_WORK_A_QUESTION = 50_000.0


def lock_clash(
    problem: Problem,
    watcher: Watcher | None = None,
    limit_s: float = MOST_SECONDS_NAMING,
    clock: Callable[[], float] = time.monotonic,
    *,
    is_proven: bool = False,
) -> Clash | None:
    """Name the fewest locks that no plan keeps, and what they clash with; None if a plan keeps all.

    Where nothing is decided within the limit, the rule that is nearest to its limit is named. The
    same within the limit on every machine: each question has its own limit of work. Raises
    ``Cancelled`` when the watcher wants to stop. ``is_proven`` says that no plan keeps all is known.
    """
    from crisisplanner.planning.locks_together import find_clash
    from crisisplanner.planning.matching.highs import SolveLimits
    from crisisplanner.planning.matching.lock_answers import answer, suspects

    watched = watcher or Unwatched()
    ends_at = clock() + limit_s

    def should_stop() -> bool:
        return watched.is_cancelled() or clock() >= ends_at

    limits = SolveLimits(
        work=MOST_WORK_A_QUESTION,
        should_stop=should_stop,
        seconds_left=lambda: max(0.0, ends_at - clock()),
    )

    def ask(asked: Problem) -> Answer:
        found = answer(asked, limits)
        if watched.is_cancelled():
            raise Cancelled
        return found

    def suspect(asked: Problem) -> tuple[LockRow, ...]:
        return suspects(asked, limits)

    return find_clash(problem, ask, suspect, is_proven=is_proven)
