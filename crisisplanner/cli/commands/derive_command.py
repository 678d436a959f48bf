"""``crisisplanner derive``: requirements of a plan from its scenario's caseload, each with its sum."""

from __future__ import annotations

import argparse

from crisisplanner.cli.author import author_of
from crisisplanner.cli.backup_notes import note_backup_fault
from crisisplanner.cli.console import Console
from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.situation import Scenario
from crisisplanner.domain.structures import to_structure
from crisisplanner.services.needs.deriving import Outcome, Preview, derive, preview_derivation
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import find_plan, open_workspace


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Derive, or show what would be derived."""
    with open_workspace(
        arguments.workspace, author=author_of(arguments), read_only=arguments.dry_run
    ) as session:
        plan = _plan(session, arguments)
        found = (preview_derivation if arguments.dry_run else derive)(session, plan.id)
        _show(found, console)
        console.data({"plan": plan.id, "outcomes": [to_structure(one) for one in found.outcomes]})
    if arguments.dry_run:
        console.say("cli.derive.dry_run")
    else:
        note_backup_fault(console, session.backup_fault)
        console.say("cli.derive.done" if found.changes else "cli.derive.nothing_new")
    return 0


def _plan(session: Session, arguments: argparse.Namespace) -> Plan:
    """Find the plan: as it is named, else the only one of the scenario that is named."""
    if arguments.scenario is None:
        return find_plan(session, arguments.plan)
    wanted = arguments.scenario.strip().casefold()
    scenarios = session.all(Scenario)
    named = {s.id for s in scenarios if wanted in (s.id.casefold(), s.name.casefold())}
    plans = [plan for plan in session.all(Plan) if plan.scenario in named]
    if arguments.plan is not None:
        plan = find_plan(session, arguments.plan)
        plans = [one for one in plans if one.id == plan.id]
    if len(plans) == 1:
        return plans[0]
    known = tuple(sorted(scenario.name for scenario in scenarios))
    if not named:
        raise bad_input("cli.unknown_choice", option="scenario", found=wanted, known=known)
    titles = tuple(plan.title for plan in plans)
    raise bad_input("cli.derive.which_plan", scenario=arguments.scenario, plans=titles or "")


def _show(found: Preview, console: Console) -> None:
    for one in found.outcomes:
        console.say(
            "cli.derive.outcome",
            effect=console.words.say(f"cli.derive.effect.{one.effect.value}"),
            title=one.title,
            sum=_sum(one, console),
        )
    for skipped in found.skipped:
        console.say("cli.derive.skipped", name=skipped.name, reason=skipped.reason)


def _sum(one: Outcome, console: Console) -> str:
    sums = one.derivation.arithmetic if one.derivation is not None else None
    if sums is not None:
        return console.words.message(sums.said())
    return console.words.value(one.after)
