"""``crisisplanner match``: find the best plan for a workspace or for tables."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace

from crisisplanner.cli.author import author_of
from crisisplanner.cli.backup_notes import note_backup_fault
from crisisplanner.cli.commands.match_summary import show_match, show_plan_table
from crisisplanner.cli.console import Console
from crisisplanner.cli.search_progress import SearchProgress
from crisisplanner.domain.errors import ErrorKind, bad_input, bad_inputs
from crisisplanner.domain.match import Match, MatchStatus
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plans import Plan
from crisisplanner.services.matching.running import (
    adopt_match,
    adopted_match,
    better_standing,
    prepare_match,
    refuse_unmeasurable_aims,
    standing_allocations,
)
from crisisplanner.services.matching.solving import AIMS, MatchWish, solve_match
from crisisplanner.services.matching.table_runs import match_tables
from crisisplanner.services.workspaces import find_plan, open_workspace

COVERAGE, CHANGES = "coverage", "changes"


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Match, adopt or write the result, and sum it up; exit 3 if a limit or a person stopped it."""
    if (arguments.tables is None) == (arguments.workspace is None):
        found = "both" if arguments.tables is not None else "neither"
        raise bad_input("cli.match.one_source", found=message("cli.found." + found))
    refused = [*_options_without_use(arguments), *_options_missing(arguments)]
    if refused:
        raise bad_inputs(refused)
    wish = _wish(arguments)
    watcher = SearchProgress(console)
    try:
        with watcher.hearing_interrupts():
            if arguments.tables is not None:
                match = _match_tables(arguments, wish, console, watcher)
            else:
                match = _match_workspace(arguments, wish, console, watcher)
    finally:
        watcher.clear()
    return ErrorKind.STOPPED.value if match.status is MatchStatus.STOPPED else 0


def _options_without_use(arguments: argparse.Namespace) -> Iterator[Message]:
    useless: tuple[str, ...] = ("out", "keep")
    where = message("cli.where.tables")
    if arguments.tables is not None:
        useless, where = ("plan",), message("cli.where.workspace")
        if arguments.keep is not None and CHANGES not in _aims(arguments):
            yield message("cli.match.keep_unused")
    for option in useless:
        if getattr(arguments, option) is not None:
            yield message("cli.option_not_here", option=option, where=where)


def _options_missing(arguments: argparse.Namespace) -> Iterator[Message]:
    """Name what tables can't be matched without."""
    if arguments.tables is None:
        return
    if arguments.out is None:
        yield message("cli.match.out_needed")
    if arguments.keep is None and CHANGES in _aims(arguments):
        yield message("cli.match.keep_needed")
    if not arguments.tables.is_dir():
        yield message("tables.missing_folder", folder=str(arguments.tables))


def _aims(arguments: argparse.Namespace) -> tuple[str, ...]:
    return tuple((arguments.aims or COVERAGE).split(","))


def _wish(arguments: argparse.Namespace) -> MatchWish:
    defaults = MatchWish()
    aims = _aims(arguments)
    for aim in aims:
        if aim not in AIMS:
            raise bad_input("cli.match.unknown_aim", found=aim, known=AIMS)
    if COVERAGE in aims[1:]:
        raise bad_input("cli.match.coverage_first", found=aims[0])
    limit_s: float | None = arguments.time_limit
    if limit_s is not None and not limit_s >= 0:
        raise bad_input("match.option_out_of_range", option="time-limit", value=limit_s)
    return MatchWish(
        gap=defaults.gap if arguments.gap is None else arguments.gap,
        time_limit_s=limit_s,
        work_limit=arguments.work,
        seed=arguments.seed,
        aims=aims,
        tolerance=arguments.tolerance or 0.0,
    )


def _match_tables(
    arguments: argparse.Namespace, wish: MatchWish, console: Console, watcher: SearchProgress
) -> Match:
    match = match_tables(
        arguments.tables, arguments.out, wish, arguments.keep, console.words.message, watcher
    )
    watcher.clear()
    for warning in match.warnings:
        console.note(warning)
    show_match(console, match, was_asked=watcher.was_stopped)
    console.say("cli.match.written", path=str(arguments.out))
    return match


def _match_workspace(
    arguments: argparse.Namespace, wish: MatchWish, console: Console, watcher: SearchProgress
) -> Match:
    with open_workspace(arguments.workspace, author=author_of(arguments)) as session:
        # Before the work, not after it.
        session.refuse_unless_writable()
        plans = [find_plan(session, wanted) for wanted in arguments.plan or (None,)]
        prepared = prepare_match(session, *dict.fromkeys(plan.id for plan in plans))
        refuse_unmeasurable_aims(session, prepared, wish.aims)
        if CHANGES in wish.aims:
            wish = replace(wish, keep=standing_allocations(session, prepared))
        match = solve_match(prepared.problem, wish, watcher)
        watcher.clear()
        better = better_standing(session, prepared, match)
        if better is None:
            adopt_match(session, prepared, match)
        for warning in (*prepared.warnings, *match.warnings):
            console.note(warning)
        for plan in plans:
            adopted = adopted_match(session, session.get(Plan, plan.id))
            if adopted is not None:
                if len(plans) > 1:
                    console.say("cli.match.of_plan", title=plan.title)
                show_plan_table(console, session, plan.id, adopted.match)
        show_match(console, match, session, was_asked=watcher.was_stopped)
        if better is None:
            console.say("cli.match.adopted")
        else:
            console.say("cli.match.kept_better", coverage=better)
    note_backup_fault(console, session.backup_fault)
    return match
