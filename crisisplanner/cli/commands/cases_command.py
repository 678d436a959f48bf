"""``crisisplanner cases``: list the built-in cases."""

from __future__ import annotations

import argparse

from crisisplanner.cli.console import Console
from crisisplanner.services.built_in_cases import cases


def run(_arguments: argparse.Namespace, console: Console) -> int:
    """Write a line for each case."""
    found = cases()
    heads = [
        console.words.say("cli.cases.id"),
        console.words.say("cli.cases.title"),
        console.words.say("cli.cases.teaser"),
    ]
    console.table(heads, [[case.id, case.title, case.teaser] for case in found], right=())
    console.data([{"id": case.id, "title": case.title, "teaser": case.teaser} for case in found])
    return 0
