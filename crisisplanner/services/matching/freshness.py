"""Whether a plan's adopted match still answers the plan as it is now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from crisisplanner.domain.changes import Group
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.plans import Plan
from crisisplanner.services.earlier_session import session_as_of
from crisisplanner.services.matching.running import adopted_match, inputs_hash, read_problem
from crisisplanner.services.session import Session

INPUT_KINDS = frozenset(
    {
        "access_permit",
        "authority",
        "budget",
        "capability_type",
        "caveat",
        "commitment",
        "decision_step",
        "enabler",
        "forbidden_pair",
        "incompatibility",
        "institution",
        "lift_pool",
        "node",
        "offer",
        "partner",
        "phase",
        "place",
        "plan",
        "rate",
        "requirement",
        "scenario",
        "share_cap",
        "substitute",
    }
)


@dataclass(frozen=True, slots=True)
class Freshness:
    """Tell whether a plan was matched, and what changed its inputs since."""

    is_matched: bool
    is_current: bool
    changed_by: tuple[Group, ...] = ()

    @property
    def is_stale(self) -> bool:
        """Tell whether it was matched, and its inputs changed since."""
        return self.is_matched and not self.is_current


def freshness_of(session: Session, plan: Plan) -> Freshness:
    """Compare a plan's inputs now with those of its adopted match.

    Inputs that changed and were changed back count as the same. Takes as long as building the
    problem: not for the window's own thread in large workspaces.
    """
    adopted = adopted_match(session, plan)
    if adopted is None:
        return Freshness(is_matched=False, is_current=False)
    try:
        _, problem, _ = read_problem(session, adopted.together)
        is_current = inputs_hash(problem) == adopted.inputs
    except CrisisPlannerError:
        # Inputs that can't be matched any more are not those of the match.
        is_current = False
    if is_current:
        return Freshness(is_matched=True, is_current=True)
    return Freshness(is_matched=True, is_current=False, changed_by=_changing_groups(session, plan))


def as_matched(session: Session, plan: Plan) -> Session:
    """Give the workspace as it was when a plan's match was adopted: its numbers, names and days.

    What the match found is true of that alone: beside anything edited since it would be wrong.
    """
    return session if plan.matched_at is None else session_as_of(session, plan.matched_at)


def _changing_groups(session: Session, plan: Plan) -> tuple[Group, ...]:
    """List the edits since that are in effect: what was undone, and its undoing, come to nothing."""
    groups = session.file.groups_since(plan.matched_at or 0)
    chains: dict[str, list[Group]] = defaultdict(list)
    chain_of: dict[str, str] = {}
    for group in groups:
        start = group.id
        if group.undoes is not None:
            start = chain_of.get(group.undoes, group.undoes)
        chain_of[group.id] = start
        chains[start].append(group)
    return tuple(
        chain[0]
        for chain in chains.values()
        if len(chain) % 2
        and any(entry.kind in INPUT_KINDS for entry in session.file.entries(chain[0].id))
    )
