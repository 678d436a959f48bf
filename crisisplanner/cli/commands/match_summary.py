"""What the command line says of a match: a table of requirements, then the figures."""

from __future__ import annotations

from typing import Any

from crisisplanner.cli.console import Console
from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.match import Match, MatchStatus
from crisisplanner.domain.structures import to_structure
from crisisplanner.services.matching.summary import requirement_lines
from crisisplanner.services.session import Session


def show_plan_table(console: Console, session: Session, plan_id: EntityId, match: Match) -> None:
    """Write a line a requirement: need, days, coverage, status, first reason."""
    say = console.words.say
    heads = [
        say("cli.match.head.requirement"),
        say("cli.match.head.needed"),
        say("cli.match.head.days"),
        say("cli.match.head.coverage"),
        say("cli.match.head.status"),
        say("cli.match.head.why"),
    ]
    rows = []
    for line in requirement_lines(session, plan_id, match):
        days = (
            f"{console.words.value(Day(line.from_day))} – {console.words.value(Day(line.to_day))}"
        )
        rows.append(
            [
                line.title,
                console.words.value(line.quantity),
                days,
                console.words.formats.percent(line.coverage),
                say("coverage." + line.status),
                "" if line.first_reason is None else console.words.message(line.first_reason),
            ]
        )
    console.table(heads, rows, right=(1, 3))


def show_match(console: Console, match: Match) -> None:
    """Write the figures of a match, and all of it as JSON if asked for."""
    console.say(
        "cli.match.done",
        coverage=match.weighted_coverage,
        bound=match.bound,
        gap=match.gap,
        n_allocations=len(match.allocations),
        n_partners=len(match.partners),
    )
    if match.status is MatchStatus.STOPPED:
        console.say("cli.match.stopped")
    if console.as_json:
        plain: dict[str, Any] = to_structure(match)
        console.data(plain)
