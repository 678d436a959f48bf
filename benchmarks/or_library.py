"""From the OR-Library's text of generalised assignment problems to our tables.

Beasley (1990), doi:10.1057/jors.1990.166. A job is a requirement of one unit with minimum share 1 and
a single lead, an agent an offer of its capacity; a job that weighs w on an agent is served by w units
of effectiveness 1/w. Cost per unit is cost / w, so that a served job costs what it should.

    python -m benchmarks.or_library gap1.txt OUT [--maximise]
"""

from __future__ import annotations

import argparse
import csv
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


def read_assignments(text: str) -> tuple[Assignment, ...]:
    """Read all problems of a file: their number, then agents, jobs, costs, weights, capacities."""
    numbers = iter(int(word) for word in text.split())

    def rows(count: int, width: int) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(next(numbers) for _ in range(width)) for _ in range(count))

    found = []
    for _ in range(next(numbers)):
        n_agents, n_jobs = next(numbers), next(numbers)
        cost = rows(n_agents, n_jobs)
        weight = rows(n_agents, n_jobs)
        found.append(Assignment(cost, weight, rows(1, n_agents)[0]))
    return tuple(found)


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
    for number, one in enumerate(read_assignments(wish.file.read_text(encoding="ascii")), start=1):
        write_tables(as_problem(one, maximises=wish.maximise), wish.out / f"{number}")


if __name__ == "__main__":
    main()
