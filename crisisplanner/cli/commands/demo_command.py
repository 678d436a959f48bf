"""``crisisplanner demo``: the whole main job on the built-in example."""

from __future__ import annotations

import argparse

from crisisplanner.cli.author import author_of
from crisisplanner.cli.backup_notes import note_backup_fault
from crisisplanner.cli.commands.match_summary import show_match, show_plan_table
from crisisplanner.cli.console import Console
from crisisplanner.services.demo import run_demo
from crisisplanner.services.workspaces import open_workspace


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Create, match and print the example, then sum it up."""
    watcher = console.progress()
    author = author_of(arguments)
    try:
        demo = run_demo(arguments.out, author=author, words=console.words, watcher=watcher)
    finally:
        watcher.clear()
    with open_workspace(demo.workspace, author=author, read_only=True) as session:
        show_plan_table(console, session, demo.plan_id, demo.match)
    show_match(console, demo.match)
    note_backup_fault(console, demo.backup_fault)
    console.say("cli.demo.made", workspace=str(demo.workspace), document=str(demo.document))
    return 0
