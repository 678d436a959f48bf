"""Match and verify tables of a folder, without a workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.match import Match
from crisisplanner.domain.messages import Message
from crisisplanner.domain.progress import Watcher
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.matching.stated_figures import misstatements
from crisisplanner.services.matching.verifying import Verification
from crisisplanner.services.outgoing_files import OutgoingKind, refuse_other_file

if TYPE_CHECKING:
    from crisisplanner.exchange.matching_tables import ReadProblem


def match_tables(
    folder: Path,
    out: Path,
    wish: MatchWish,
    keep: Path | None,
    say: Callable[[Message], str],
    watcher: Watcher,
) -> Match:
    """Read tables, match them and write ``result.json``; its warnings name what is odd in them too.

    Raises a coded error with everything that is wrong in the tables, by file, row and column;
    nothing is written then. Only an earlier result is replaced at ``out``.
    """
    from crisisplanner.exchange.match_results import write_result
    from crisisplanner.exchange.plan_files import read_plan_file
    from crisisplanner.planning.odd_input import warn_about

    refuse_other_file(out, OutgoingKind.JSON)
    read = _read(folder)
    if keep is not None:
        wish = replace(wish, keep=read_plan_file(keep).allocations)
    try:
        match = solve_match(read.problem, wish, watcher)
    except CrisisPlannerError as error:
        raise CrisisPlannerError(map(read.placed, error.messages), error.kind) from error
    odd = map(read.placed, warn_about(read.problem))
    match = replace(match, warnings=(*match.warnings, *read.warnings, *odd))
    write_result(out, match, say)
    return match


def verify_tables(folder: Path, result: Path) -> Verification:
    """Check a result file against its tables with the independent checker.

    The checker's own figures count; where the file states others, that is named.
    """
    from crisisplanner.exchange.plan_files import read_plan_file
    from crisisplanner.planning.checker.checking import PlanChecker

    plan = read_plan_file(result)
    checker = PlanChecker(_read(folder).problem)
    checked = checker.check(plan.allocations)
    figures = checker.figures(plan.allocations)
    return Verification(
        checked.broken,
        checked.weighted_coverage,
        checked.cost,
        misstated=tuple(misstatements(result.name, plan, checked, figures)),
    )


def _read(folder: Path) -> ReadProblem:
    from crisisplanner.exchange.matching_tables import read_problem
    from crisisplanner.planning.validation import check_problem, check_rows

    read = read_problem(folder)
    read.refuse_bad((check_problem if read.is_whole else check_rows)(read.problem))
    return read
