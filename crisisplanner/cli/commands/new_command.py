"""``crisisplanner new``: create a workspace, empty or with a built-in case."""

from __future__ import annotations

import argparse

from crisisplanner.cli.author import author_of
from crisisplanner.cli.backup_notes import note_backup_fault
from crisisplanner.cli.console import Console
from crisisplanner.services.workspaces import create_workspace


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Create the workspace and say where it is."""
    with create_workspace(
        arguments.workspace, author=author_of(arguments), case=arguments.case
    ) as session:
        name = session.workspace().name
        console.say("cli.new.done", name=name, path=str(session.path))
        console.data({"workspace": str(session.path), "name": name})
    note_backup_fault(console, session.backup_fault)
    return 0
