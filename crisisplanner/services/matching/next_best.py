"""Who would come instead of those who serve a requirement, and at what price."""

from __future__ import annotations

from dataclasses import replace

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import Cancelled
from crisisplanner.domain.levers import Alternative
from crisisplanner.domain.messages import Message
from crisisplanner.domain.progress import Unwatched, Watcher
from crisisplanner.services.matching.what_if import prepare_what_if
from crisisplanner.services.naming import Names
from crisisplanner.services.session import Session

LEAST_TOLD = 5e-4
"""The least loss of coverage that shows in a figure."""


def next_best_for(
    session: Session,
    plan_id: EntityId,
    requirement: EntityId,
    watcher: Watcher | None = None,
) -> tuple[Message, ...]:
    """Say for each allocation to a requirement which free offer is next best, and its price.

    The rest of the plan stays as it is, also that of plans matched together. Refused without a
    match, or if its inputs changed since; raises ``Cancelled`` when the watcher wants to stop.
    """
    from crisisplanner.planning.eligibility import judge_pairs
    from crisisplanner.planning.explanation.alternatives import next_best
    from crisisplanner.planning.matching.stopping import Stopped

    what_if = prepare_what_if(session, plan_id)
    names = Names(session, plan_id)
    table = judge_pairs(what_if.problem)
    try:
        found = next_best(table, what_if.kept, requirement, (watcher or Unwatched()).is_cancelled)
    except Stopped as stopped:
        raise Cancelled from stopped
    return tuple(dict.fromkeys(names.in_message(_said(one)) for one in found))


def _said(one: Alternative) -> Message:
    """Say in words where so little is lost that no figure shows it."""
    if one.instead is None and one.coverage_loss < LEAST_TOLD:
        return replace(one.sentence, code="alternative.none_lost")
    return one.sentence
