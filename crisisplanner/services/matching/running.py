"""Match plans: prepare the problem, solve it, adopt the result.

The three steps are apart, so that a face can solve in a process of its own: ``prepare_match`` and
``adopt_match`` need the session, ``solve_match`` needs plain values only. Nothing is written until a
result is adopted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crisisplanner.domain.changes import Change, Changes, Create, Remove, Update
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import CrisisPlannerError, bad_inputs, refused
from crisisplanner.domain.match import Match, PlannedAllocation
from crisisplanner.domain.messages import Message, Ref, RefKind, message
from crisisplanner.domain.plain import canonical_json
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.problem import Problem
from crisisplanner.domain.requirements import Allocation, Requirement
from crisisplanner.domain.structures import from_structure, to_structure
from crisisplanner.services.matching.competing import (
    PlanPart,
    explained_for,
    joined,
    match_of_plan,
    moved_by,
    parts_on_one_axis,
)
from crisisplanner.services.matching.problem_building import build_problem
from crisisplanner.services.matching.solving import explain_gaps
from crisisplanner.services.naming import Names
from crisisplanner.services.session import PROGRAM_VERSION, Session

SMALLEST_QUANTITY = 1e-6
SMALLEST_GAIN = 1e-9


@dataclass(frozen=True, slots=True)
class PreparedMatch:
    """Hold what is solved for which plans, and the journal's position at which it was read."""

    parts: tuple[PlanPart, ...]
    problem: Problem
    warnings: tuple[Message, ...]
    position: int

    @property
    def plan_ids(self) -> tuple[EntityId, ...]:
        """List the plans that are matched together."""
        return tuple(part.plan.id for part in self.parts)


def prepare_match(session: Session, *plan_ids: EntityId) -> PreparedMatch:
    """Read the problem of one plan, or of several that compete for the same offers.

    Raises coded errors for all that is wrong with it.
    """
    from crisisplanner.planning.odd_input import warn_about
    from crisisplanner.planning.validation import check_problem

    position = session.file.position()
    parts, problem, warnings = read_problem(session, plan_ids)
    faults = check_problem(problem)
    names = Names(session)
    if faults:
        raise bad_inputs(names.in_message(fault) for fault in faults)
    said = (*warnings, *warn_about(problem))
    return PreparedMatch(
        parts, problem, tuple(names.in_message(warning) for warning in said), position
    )


def read_problem(
    session: Session, plan_ids: Sequence[EntityId]
) -> tuple[tuple[PlanPart, ...], Problem, tuple[Message, ...]]:
    """Build the problem of plans that are matched together, with their parts and warnings."""
    together = frozenset(plan_ids)
    built = [build_problem(session, session.get(Plan, name), together) for name in plan_ids]
    parts = parts_on_one_axis([(one.plan, one.problem) for one in built])
    problem, warnings = joined(parts)
    own = dict.fromkeys(warning for one in built for warning in one.warnings)
    return parts, problem, (*own, *warnings)


def refuse_unmeasurable_aims(
    session: Session, prepared: PreparedMatch, aims: Sequence[str]
) -> None:
    """Raise a coded error for aims that lack the figures they are measured by, before any search."""
    from crisisplanner.planning.matching.aim_values import refuse_unmeasurable
    from crisisplanner.planning.matching.settings import Aim

    try:
        refuse_unmeasurable(prepared.problem, tuple(Aim(aim) for aim in aims))
    except CrisisPlannerError as error:
        names = Names(session)
        raise bad_inputs(names.in_message(said) for said in error.messages) from error


def standing_allocations(
    session: Session, prepared: PreparedMatch
) -> tuple[PlannedAllocation, ...]:
    """List what the plans send now, in the days of the prepared problem: the plan to change least."""
    return tuple(
        moved_by(row, part.shift_days)
        for part in prepared.parts
        for row in planned_allocations(session, part.plan)
    )


def better_standing(session: Session, prepared: PreparedMatch, match: Match) -> float | None:
    """Give the weighted coverage of what stands, if a stopped run found less than that.

    Only a result for the very same inputs and plans is compared, and only if it keeps what was locked
    or asked for since; None means that ``match`` is no worse.
    """
    from crisisplanner.planning.checker.checking import check_plan

    if match.is_coverage_proven or len(prepared.parts) > 1:
        return None
    standing = adopted_match(session, session.get(Plan, prepared.plan_ids[0]))
    if standing is None or standing.inputs != inputs_hash(prepared.problem):
        return None
    coverage = standing.match.weighted_coverage
    if coverage <= match.weighted_coverage + SMALLEST_GAIN:
        return None
    kept = check_plan(prepared.problem, standing.match.allocations)
    return coverage if kept.is_accepted else None


def adopt_match(session: Session, prepared: PreparedMatch, match: Match) -> Changes:
    """Store a result as the allocations of its plans, in one step of the journal.

    Refused if the plans' inputs changed since it was prepared, or it breaks a lock made since.
    """
    inputs = inputs_hash(prepared.problem)
    position = session.file.position()
    if position != prepared.position:
        _, now, _ = read_problem(session, prepared.plan_ids)
        if inputs_hash(now) != inputs or _breaks_newer_locks(prepared.problem, now, match):
            raise refused("match.inputs_changed_meanwhile")
    changes: list[Change] = []
    for part in prepared.parts:
        plan = session.get(Plan, part.plan.id)
        own = _own_result(prepared, part, match)
        run_id = _keep_run(session, prepared, own, inputs)
        changes.extend(_allocation_changes(session, plan, own.allocations))
        fields = {"match_run": run_id, "matched_at": position + 1}
        changes.append(Update(Plan.KIND, plan.id, fields))
    return session.write(
        message("journal.match_adopted", coverage=match.weighted_coverage),
        changes,
        at_position=position,
    )


def _breaks_newer_locks(prepared: Problem, now: Problem, match: Match) -> bool:
    from crisisplanner.planning.checker.checking import check_plan

    newer = set(now.locks) - set(prepared.locks)
    return bool(newer) and not check_plan(now, match.allocations).is_accepted


def _own_result(prepared: PreparedMatch, part: PlanPart, match: Match) -> Match:
    if len(prepared.parts) == 1:
        return match
    own = match_of_plan(match, part, prepared.parts)
    return replace(own, gaps=explained_for(part, prepared.problem, match, explain_gaps))


def _keep_run(session: Session, prepared: PreparedMatch, own: Match, inputs: str) -> str:
    kept = {
        "match": to_structure(own),
        "warnings": to_structure((*prepared.warnings, *own.warnings)),
        "inputs": inputs,
        "together": list(prepared.plan_ids),
    }
    run_id = hashlib.sha256(canonical_json(kept).encode()).hexdigest()
    session.file.keep_run(run_id, json.dumps(kept), session.outside.now())
    return run_id


def inputs_hash(problem: Problem) -> str:
    """Give the SHA-256 of what a match depends on, locks apart.

    A lock on what the plan already does changes nothing, so it does not make a match old.
    """
    plain = to_structure(replace(problem, locks=()))
    return hashlib.sha256(canonical_json(plain).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class AdoptedMatch:
    """Hold a plan's adopted result, as it was found, with the hash of its inputs.

    ``together`` lists the plans that were matched in the same run, this one too.
    """

    match: Match
    warnings: tuple[Message, ...]
    inputs: str
    together: tuple[EntityId, ...]


def adopted_match(session: Session, plan: Plan) -> AdoptedMatch | None:
    """Give the result that a plan's allocations come from, if there is one."""
    return match_of_run(session, plan.match_run)


def match_of_run(session: Session, run_id: str) -> AdoptedMatch | None:
    """Give a kept result by its id.

    Sentences belong to the version of the program that found them: a result of another version
    comes without its reasons and warnings.
    """
    text = session.file.run(run_id) if run_id else None
    if text is None:
        return None
    plain = json.loads(text)
    made_by = plain["match"]["provenance"]["program_version"]
    if made_by != PROGRAM_VERSION:
        plain["match"] |= {"gaps": [], "warnings": []}
        plain["warnings"] = []
    return AdoptedMatch(
        from_structure(Match, plain["match"]),
        tuple(from_structure(Message, warning) for warning in plain["warnings"]),
        plain["inputs"],
        tuple(plain["together"]),
    )


def lock_allocations(session: Session, ids: Sequence[EntityId], *, locked: bool = True) -> Changes:
    """Keep allocations in every later match, or let them go, in one step named by the first pair.

    Locking what was forbidden allows it again in the same step.
    """
    held = [session.get(Allocation, one) for one in ids]
    pairs = dict.fromkeys((one.offer, one.requirement) for one in held)
    updates: list[Change] = [Update(Allocation.KIND, one, {"locked": locked}) for one in ids]
    allowing = [change for pair in pairs if locked for change in _allowing(session, *pair)]
    code = "locked_allowed" if allowing else "locked" if locked else "unlocked"
    (first, *others) = pairs
    what = _pair_message(session, code, *first)
    if others:
        what = message("journal.pair.and_others", first=what, n=len(others))
    return session.write(what, [*updates, *allowing])


def lock_wish(session: Session, wish: PlannedAllocation) -> Changes:
    """Ask that the next match sends at least this; an allocation that is locked."""
    entity = _allocation(session, wish, locked=True)
    allowing = _allowing(session, wish.offer, wish.requirement)
    code = "locked_allowed" if allowing else "locked"
    return session.write(
        _pair_message(session, code, wish.offer, wish.requirement), [Create(entity), *allowing]
    )


def forbid_pair(
    session: Session, offer: EntityId, requirement: EntityId, reason: str = ""
) -> Changes:
    """Keep an offer from a requirement in every later match.

    A lock of the pair is lifted in the same step, and what was only asked for is dropped.
    """
    from crisisplanner.domain.requirements import ForbiddenPair

    pair = ForbiddenPair(
        id=session.outside.new_id(), offer=offer, requirement=requirement, reason=reason
    )
    lifting = lock_lifting(session, offer, requirement)
    code = "forbidden_unlocked" if lifting else "forbidden"
    return session.write(_pair_message(session, code, offer, requirement), [*lifting, Create(pair)])


def allow_pair(session: Session, offer: EntityId, requirement: EntityId) -> Changes:
    """Let an offer serve a requirement again."""
    return session.write(
        _pair_message(session, "allowed", offer, requirement),
        _allowing(session, offer, requirement),
    )


def lock_lifting(
    session: Session, offer: EntityId, requirement: EntityId
) -> tuple[Update | Remove, ...]:
    """Give the changes that let the locks of a pair go; a wish is nothing without its lock."""
    adopted = adopted_match(session, session.get(Plan, session.get(Requirement, requirement).plan))
    planned = () if adopted is None else adopted.match.allocations
    days = {
        (row.from_day, row.to_day)
        for row in planned
        if (row.offer, row.requirement) == (offer, requirement)
    }
    locked = session.select(Allocation, offer=offer, requirement=requirement, locked=True)
    return tuple(
        Update(Allocation.KIND, one.id, {"locked": False})
        if (one.from_day, one.to_day) in days
        else Remove(Allocation.KIND, one.id)
        for one in locked
    )


def _allowing(session: Session, offer: EntityId, requirement: EntityId) -> list[Change]:
    from crisisplanner.domain.requirements import ForbiddenPair

    pairs = session.select(ForbiddenPair, offer=offer, requirement=requirement)
    return [Remove(ForbiddenPair.KIND, pair.id) for pair in pairs]


def _pair_message(session: Session, done: str, offer: EntityId, requirement: EntityId) -> Message:
    from crisisplanner.domain.offers import Offer

    names = Names(session)
    given = session.get(Offer, offer)
    return message(
        f"journal.pair.{done}",
        offer=names.offer_title(given),
        partner=names.name_of(Ref(RefKind.PARTNER, given.partner)),
        requirement=names.requirement_title(session.get(Requirement, requirement)),
    )


def _allocation_changes(
    session: Session, plan: Plan, found: Sequence[PlannedAllocation]
) -> Sequence[Change]:
    requirements = {r.id for r in session.select(Requirement, plan=plan.id)}
    stored = [a for a in session.all(Allocation) if a.requirement in requirements]
    locks: dict[tuple[EntityId, EntityId], float] = {}
    for allocation in stored:
        if allocation.locked:
            pair = (allocation.offer, allocation.requirement)
            locks[pair] = locks.get(pair, 0.0) + allocation.quantity
    changes: list[Change] = [Remove(Allocation.KIND, a.id) for a in stored]
    for row in found:
        changes.extend(Create(part) for part in _with_locks(session, row, locks))
    return changes


def _with_locks(
    session: Session,
    row: PlannedAllocation,
    locks: dict[tuple[EntityId, EntityId], float],
) -> Sequence[Allocation]:
    """Split an allocation into what was locked and what was not, both on the same days."""
    pair = (row.offer, row.requirement)
    locked = min(row.quantity, locks.get(pair, 0.0))
    parts: list[Allocation] = []
    if locked > SMALLEST_QUANTITY:
        locks[pair] -= locked
        parts.append(_allocation(session, replace(row, quantity=locked), locked=True))
    if row.quantity - locked > SMALLEST_QUANTITY:
        rest = replace(row, quantity=row.quantity - locked)
        parts.append(_allocation(session, rest, locked=False))
    return parts


def _allocation(session: Session, row: PlannedAllocation, *, locked: bool) -> Allocation:
    return Allocation(
        id=session.outside.new_id(),
        offer=row.offer,
        requirement=row.requirement,
        quantity=row.quantity,
        from_day=row.from_day,
        to_day=row.to_day,
        locked=locked,
    )


def planned_allocations(session: Session, plan: Plan) -> tuple[PlannedAllocation, ...]:
    """List the stored allocations of a plan."""
    requirements = {r.id for r in session.select(Requirement, plan=plan.id, retired=False)}
    return tuple(
        PlannedAllocation(a.offer, a.requirement, a.quantity, a.from_day, a.to_day)
        for a in session.all(Allocation)
        if a.requirement in requirements
    )
