"""From the OR-Library's text of generalised assignment problems to our tables.

Beasley (1990), doi:10.1057/jors.1990.166. A job is a requirement of one unit with minimum share 1 and
a single lead, an agent an offer of its capacity; a job that weighs w on an agent is served by w units
of effectiveness 1/w. Cost per unit is cost / w, so that a served job costs what it should.

    python -m benchmarks.or_library gap1.txt OUT [--maximise]
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from crisisplanner.domain.problem import OfferRow, PairRow, Problem, RequirementRow


@dataclass(frozen=True)
class Assignment:
    """A generalised assignment problem: ``cost`` and ``weight`` by agent and job."""

    cost: tuple[tuple[int, ...], ...]
    weight: tuple[tuple[int, ...], ...]
    capacity: tuple[int, ...]

    @property
    def n_jobs(self) -> int:
        """Count the jobs."""
        return len(self.cost[0])


class NoAssignmentsError(ValueError):
    """Say where a file is no text of assignment problems: line, what was expected, what came."""


def read_assignments(text: str) -> tuple[Assignment, ...]:
    """Read all problems of a file: their number, then agents, jobs, costs, weights, capacities.

    Raises ``NoAssignmentsError`` with the line where it is something else.
    """
    numbers = _Numbers(text)
    found = []
    for _ in range(numbers.take("the number of problems", least=1)):
        n_agents = numbers.take("the number of agents", least=1)
        n_jobs = numbers.take("the number of jobs", least=1)
        cost = numbers.rows("a cost", n_agents, n_jobs)
        weight = numbers.rows("a weight", n_agents, n_jobs, least=1)
        found.append(Assignment(cost, weight, numbers.rows("a capacity", 1, n_agents)[0]))
    numbers.expect_end()
    return tuple(found)


class _Numbers:
    """Read whole numbers one after the other, and know the line of each."""

    def __init__(self, text: str) -> None:
        lines = text.splitlines()
        self._words = iter(
            [(number, word) for number, line in enumerate(lines, start=1) for word in line.split()]
        )
        self._last = max(1, len(lines))

    def take(self, what: str, *, least: int = 0) -> int:
        """Take the next number, which is at least as large as said."""
        line, word = next(self._words, (self._last, ""))
        if not word:
            raise NoAssignmentsError(f"line {line}: expected {what}, found the end of the file")
        if not re.fullmatch(r"[+-]?\d{1,15}", word, re.ASCII):
            raise NoAssignmentsError(
                f"line {line}: expected {what}, a whole number, found {word[:40]!r}"
            )
        if int(word) < least:
            raise NoAssignmentsError(
                f"line {line}: expected {what} of at least {least}, found {word}"
            )
        return int(word)

    def rows(
        self, what: str, count: int, width: int, *, least: int = 0
    ) -> tuple[tuple[int, ...], ...]:
        """Take rows of numbers."""
        return tuple(
            tuple(self.take(what, least=least) for _ in range(width)) for _ in range(count)
        )

    def expect_end(self) -> None:
        """Refuse what follows the last problem."""
        line, word = next(self._words, (0, ""))
        if word:
            raise NoAssignmentsError(
                f"line {line}: expected the end of the file, found {word[:40]!r}"
            )


def highest_cost(assignment: Assignment) -> int:
    """Give the cost above which gains are counted when they are to be maximised."""
    return max(max(row) for row in assignment.cost)


def as_problem(assignment: Assignment, *, maximises: bool = False) -> Problem:
    """Write an assignment problem as a matching problem; gains become lost gains."""
    top = highest_cost(assignment)
    offers = tuple(
        OfferRow(f"agent{i}", f"P{i}", "work", float(capacity))
        for i, capacity in enumerate(assignment.capacity)
    )
    requirements = tuple(
        RequirementRow(f"job{j}", "all", "job", 1.0, 0, 1, minimum_share=1.0, single_lead=True)
        for j in range(assignment.n_jobs)
    )
    pairs = tuple(
        PairRow(
            f"agent{i}",
            f"job{j}",
            effectiveness=1.0 / weight,
            unit_cost=((top - cost) if maximises else cost) / weight,
        )
        for i, (costs, weights) in enumerate(zip(assignment.cost, assignment.weight, strict=True))
        for j, (cost, weight) in enumerate(zip(costs, weights, strict=True))
    )
    return Problem(offers=offers, requirements=requirements, pairs=pairs, only_listed_pairs=True)


def write_tables(problem: Problem, folder: Path) -> None:
    """Write the tables of an assignment problem into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(
        folder / "offers.csv",
        ("id", "partner", "type", "quantity"),
        ((o.id, o.partner, o.type, f"{o.quantity:g}") for o in problem.offers),
    )
    _write(
        folder / "requirements.csv",
        ("id", "crisis", "type", "quantity", "from_day", "to_day", "minimum_share", "single_lead"),
        ((r.id, r.crisis, r.type, 1, 0, 1, 1, 1) for r in problem.requirements),
    )
    _write(
        folder / "pairs.csv",
        ("offer", "requirement", "effectiveness", "unit_cost", "only"),
        (
            (p.offer, p.requirement, repr(p.effectiveness), repr(p.unit_cost), 1 if first else "")
            for p, first in zip(
                problem.pairs, (True, *(False for _ in problem.pairs[1:])), strict=True
            )
        ),
    )


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    """Convert every problem of a file into a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--maximise", action="store_true")
    wish = parser.parse_args()
    try:
        problems = read_assignments(wish.file.read_text(encoding="ascii"))
    except OSError as error:
        parser.error(f"{wish.file} can't be read: {error.strerror}")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        parser.error(f"{wish.file}, line {line}: expected whole numbers, found other bytes")
    except NoAssignmentsError as error:
        parser.error(f"{wish.file}, {error}")
    for number, one in enumerate(problems, start=1):
        write_tables(as_problem(one, maximises=wish.maximise), wish.out / f"{number}")


if __name__ == "__main__":
    main()
