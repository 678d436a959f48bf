"""``crisisplanner check``: look for faults in a workspace or a printed document."""

from __future__ import annotations

import argparse

from crisisplanner.cli.author import author_of
from crisisplanner.cli.console import Console
from crisisplanner.services.workspaces import check_workspace, open_workspace

FOUND = 1


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Write a line for each fault; exit 1 if there is any."""
    with open_workspace(
        arguments.workspace, author=author_of(arguments), read_only=True
    ) as session:
        faults = check_workspace(session)
        if arguments.document is not None:
            from crisisplanner.services.publishing import check_document

            faults += check_document(session, arguments.document)
    for fault in faults:
        console.show(fault)
    if not faults:
        console.say("cli.check.clean", path=str(arguments.workspace))
    console.data([{"code": f.code, "text": console.words.message(f)} for f in faults])
    return FOUND if faults else 0
