"""``crisisplanner verify``: check a plan with the independent checker."""

from __future__ import annotations

import argparse
from pathlib import Path

from crisisplanner.cli.author import author_of
from crisisplanner.cli.console import Console
from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.money import Money
from crisisplanner.services.matching.table_runs import verify_tables
from crisisplanner.services.matching.verifying import Verification, verify_plan
from crisisplanner.services.workspaces import find_plan, open_workspace

BROKEN = 1


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Write a line for each broken rule and false figure, then the coverage that the checker computes."""
    if (arguments.tables is None) == (arguments.workspace is None):
        found = "both" if arguments.tables is not None else "neither"
        raise bad_input("cli.match.one_source", found=message("cli.found." + found))
    if arguments.tables is not None:
        if arguments.plan is None:
            raise bad_input("cli.verify.result_needed")
        result = verify_tables(arguments.tables, Path(arguments.plan))
    else:
        with open_workspace(
            arguments.workspace, author=author_of(arguments), read_only=True
        ) as session:
            result = verify_plan(session, find_plan(session, arguments.plan))
    _show(result, console)
    return BROKEN if result.broken or result.misstated else 0


def _show(result: Verification, console: Console) -> None:
    for found in (*result.broken, *result.misstated):
        console.show(found)
    coverage, cost = result.weighted_coverage, Money(round(result.cost), result.currency)
    if result.broken:
        console.say("cli.verify.broken", n=len(result.broken), coverage=coverage)
    elif result.misstated:
        n = len(result.misstated)
        console.say("cli.verify.misstated", n=n, coverage=coverage, cost=cost)
    else:
        console.say("cli.verify.accepted", coverage=coverage, cost=cost)
    console.data(
        {
            "accepted": not result.broken and not result.misstated,
            "broken": _plain(result.broken, console),
            "misstated": _plain(result.misstated, console),
            "weighted_coverage": result.weighted_coverage,
            "cost": result.cost,
            "currency": result.currency or None,
        }
    )


def _plain(found: tuple[Message, ...], console: Console) -> list[dict[str, str]]:
    return [{"code": each.code, "text": console.words.message(each)} for each in found]
