"""Match and verify tables of a folder, without a workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from crisisplanner.domain.match import Match
from crisisplanner.domain.messages import Message
from crisisplanner.domain.problem import Problem
from crisisplanner.domain.progress import Watcher
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.matching.verifying import Verification
from crisisplanner.services.outgoing_files import OutgoingKind, refuse_other_file


@dataclass(frozen=True, slots=True)
class TableRun:
    """Hold the result of matching tables, with what was remarkable in them."""

    match: Match
    warnings: tuple[Message, ...]


def match_tables(
    folder: Path,
    out: Path,
    wish: MatchWish,
    keep: Path | None,
    say: Callable[[Message], str],
    watcher: Watcher,
) -> TableRun:
    """Read tables, match them and write ``result.json``.

    Raises a coded error with everything that is wrong in the tables, by file, row and column;
    nothing is written then. Only an earlier result is replaced at ``out``.
    """
    from dataclasses import replace

    from crisisplanner.exchange.match_results import read_result, write_result

    refuse_other_file(out, OutgoingKind.JSON)
    problem, warnings = _read(folder)
    if keep is not None:
        wish = replace(wish, keep=read_result(keep).allocations)
    match = solve_match(problem, wish, watcher)
    write_result(out, replace(match, warnings=(*match.warnings, *warnings)), say)
    return TableRun(match, warnings)


def verify_tables(folder: Path, result: Path) -> Verification:
    """Check a result file against its tables with the independent checker."""
    from crisisplanner.exchange.match_results import read_result
    from crisisplanner.planning.checker.checking import check_plan

    problem, _ = _read(folder)
    checked = check_plan(problem, read_result(result).allocations)
    return Verification(checked.broken, checked.weighted_coverage, checked.cost)


def _read(folder: Path) -> tuple[Problem, tuple[Message, ...]]:
    from crisisplanner.exchange.matching_tables import read_problem
    from crisisplanner.planning.validation import check_problem, check_rows

    read = read_problem(folder)
    read.refuse_bad((check_problem if read.is_whole else check_rows)(read.problem))
    return read.problem, read.warnings
