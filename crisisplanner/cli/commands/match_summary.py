"""What the command line says of a match: a table of requirements, then the figures."""

from __future__ import annotations

from typing import Any

from crisisplanner.cli.console import Console
from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.match import Match, MatchStatus
from crisisplanner.domain.messages import message
from crisisplanner.domain.structures import to_structure
from crisisplanner.services.matching.aim_remarks import aim_remarks, gave_up_coverage
from crisisplanner.services.matching.summary import RequirementLine, requirement_lines
from crisisplanner.services.naming import names_of_ids
from crisisplanner.services.session import Session
from crisisplanner.wording.catalogue import Wording


def show_plan_table(console: Console, session: Session, plan_id: EntityId, match: Match) -> None:
    """Write a line a requirement, then the first reason of each that is not covered."""
    words = console.words
    lines = requirement_lines(session, plan_id, match)
    if not lines:
        console.say("cli.match.nothing_required")
        return
    heads = [
        words.say("cli.match.head." + name)
        for name in ("requirement", "needed", "days", "coverage", "status")
    ]
    console.table(heads, [_cells(line, words) for line in lines], right=(1, 3))
    reasons = [line for line in lines if line.first_reason is not None and line.status != "covered"]
    if reasons:
        console.say("cli.match.why_open")
    for line in reasons:
        console.say("cli.match.first_reason", title=line.title, reason=line.first_reason)


def _cells(line: RequirementLine, words: Wording) -> list[str]:
    days = f"{words.value(Day(line.from_day))} – {words.value(Day(line.to_day))}"
    return [
        line.title,
        words.value(line.quantity),
        days,
        words.formats.percent(line.coverage),
        words.say("coverage." + line.status),
    ]


def _why_stopped(match: Match, *, was_asked: bool) -> str:
    if was_asked:
        return "cli.match.stopped_as_asked"
    is_lost = any(said.code == "match.worker_lost" for said in match.warnings)
    return "cli.match.stopped_by_loss" if is_lost else "cli.match.stopped"


def show_match(
    console: Console, match: Match, session: Session | None = None, *, was_asked: bool = False
) -> None:
    """Write the figures of a match, and all of it as JSON if asked for.

    What a workspace knows by id has its code and name beside the match, under ``names``.
    ``was_asked``: a person asked to stop, not a limit.
    """
    done = "cli.match.done" if match.is_bound_for_all_days else "cli.match.done_tried"
    console.say(
        "cli.match.done_for_aims" if gave_up_coverage(match) else done,
        coverage=match.weighted_coverage,
        bound=match.bound,
        gap=match.gap,
        allocations=message("cli.match.allocations", n=len(match.allocations)),
        partners=message("cli.match.partners", n=len(match.partners)),
    )
    for remark in aim_remarks(match):
        console.say(remark.code, **remark.values)
    if match.status is MatchStatus.STOPPED:
        console.say(_why_stopped(match, was_asked=was_asked))
    if console.as_json:
        plain: dict[str, Any] = to_structure(match)
        if session is not None:
            plain["names"] = names_of_ids(session, plain)
        console.data(plain)
