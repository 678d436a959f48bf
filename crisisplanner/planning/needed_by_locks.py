"""What a plan that keeps the locks can't do without: for the engine, and for naming locks that clash."""

from __future__ import annotations

from dataclasses import replace

from crisisplanner.domain.problem import Problem
from crisisplanner.planning.coverage import enabling_requirements


def needed_by_locks(problem: Problem) -> frozenset[str]:
    """Name the requirements with locks, and those that must be met before or beside them."""
    needs = {row.id: row for row in problem.requirements}
    enabling = enabling_requirements(problem)
    found: set[str] = set()
    waiting = [lock.requirement for lock in problem.locks]
    while waiting:
        name = waiting.pop()
        if name in needs and name not in found:
            found.add(name)
            waiting.extend(needs[name].prerequisites)
            waiting.extend(other for group in enabling.get(name, ()) for other in group)
    return frozenset(found)


def alone_with_locks(problem: Problem) -> Problem:
    """Leave out the requirements that nothing locked waits for or counts by.

    Any plan of what is left keeps every rule of the whole, too; and there is one if the whole has
    one, but where a partner's share of the cost is capped: there others make the share smaller.
    """
    kept = needed_by_locks(problem)
    rows = tuple(row for row in problem.requirements if row.id in kept)
    return replace(problem, requirements=rows)
