"""``crisisplanner export``: print a document of a plan, or write a table or calendar, to a file."""

from __future__ import annotations

import argparse

from crisisplanner.cli.author import author_of
from crisisplanner.cli.console import Console
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.messages import message
from crisisplanner.services.crisis_views.calendar_files import (
    CALENDAR,
    CALENDARS_OUT,
    PLAN_DATES,
    Written,
    export_calendar,
    export_plan_dates,
)
from crisisplanner.services.exporting import TABLES_OUT, export_table
from crisisplanner.services.publishing import DOCUMENTS, PAPERS, export_plan
from crisisplanner.services.session import Session
from crisisplanner.services.versions import find_version
from crisisplanner.services.workspaces import find_plan, open_workspace

LANGUAGES = ("en",)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Write the document or table and say where it is."""
    _refuse_unknown("document", arguments.document, DOCUMENTS + TABLES_OUT + CALENDARS_OUT)
    _refuse_unknown("paper", arguments.paper, PAPERS)
    _refuse_unknown("language", arguments.language, LANGUAGES)
    if arguments.document not in DOCUMENTS and arguments.plan_version is not None:
        where = message("cli.where.plan")
        raise bad_input("cli.option_not_here", option="plan-version", where=where)
    with open_workspace(
        arguments.workspace, author=author_of(arguments), read_only=True
    ) as session:
        written = {"document": str(arguments.out)}
        if arguments.document in TABLES_OUT:
            export_table(session, arguments.document, arguments.out, reader=arguments.reader)
        elif arguments.document == CALENDAR:
            done = export_calendar(session, arguments.out, console.words, reader=arguments.reader)
            _say_left_out(done, console)
        elif arguments.document == PLAN_DATES:
            written["plan"] = _write_plan_dates(arguments, session, console)
        else:
            written["plan"] = _print_plan(arguments, session, console)
    console.say("cli.export.done", path=str(arguments.out))
    console.data(written)
    return 0


def _print_plan(arguments: argparse.Namespace, session: Session, console: Console) -> EntityId:
    plan = find_plan(session, arguments.plan)
    wanted = arguments.plan_version
    version = None if wanted is None else find_version(session, plan.id, wanted)
    watcher = console.progress()
    try:
        export_plan(
            session,
            plan.id,
            arguments.out,
            words=console.words,
            paper=arguments.paper,
            reader=arguments.reader,
            version=version,
            watcher=watcher,
        )
    finally:
        watcher.clear()
    return plan.id


def _write_plan_dates(
    arguments: argparse.Namespace, session: Session, console: Console
) -> EntityId:
    plan = find_plan(session, arguments.plan)
    done = export_plan_dates(
        session, plan.id, arguments.out, console.words, reader=arguments.reader
    )
    _say_left_out(done, console)
    return plan.id


def _say_left_out(done: Written, console: Console) -> None:
    if done.n_without_day:
        console.say("cli.export.without_day", n=done.n_without_day)


def _refuse_unknown(option: str, found: str, known: tuple[str, ...]) -> None:
    if found not in known:
        raise bad_input("cli.unknown_choice", option=option, found=found, known=known)
