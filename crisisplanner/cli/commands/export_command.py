"""``crisisplanner export``: print a document of a plan to a file."""

from __future__ import annotations

import argparse

from crisisplanner.cli.author import author_of
from crisisplanner.cli.console import Console
from crisisplanner.domain.errors import bad_input
from crisisplanner.services.publishing import DOCUMENTS, PAPERS, export_plan
from crisisplanner.services.workspaces import find_plan, open_workspace

LANGUAGES = ("en",)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the document and say where it is."""
    _refuse_unknown("document", arguments.document, DOCUMENTS)
    _refuse_unknown("paper", arguments.paper, PAPERS)
    _refuse_unknown("language", arguments.language, LANGUAGES)
    with open_workspace(
        arguments.workspace, author=author_of(arguments), read_only=True
    ) as session:
        plan = find_plan(session, arguments.plan)
        watcher = console.progress()
        try:
            export_plan(
                session,
                plan.id,
                arguments.out,
                words=console.words,
                paper=arguments.paper,
                reader=arguments.reader,
                watcher=watcher,
            )
        finally:
            watcher.clear()
    console.say("cli.export.done", path=str(arguments.out))
    console.data({"document": str(arguments.out), "plan": plan.id})
    return 0


def _refuse_unknown(option: str, found: str, known: tuple[str, ...]) -> None:
    if found not in known:
        raise bad_input("cli.unknown_choice", option=option, found=found, known=known)
