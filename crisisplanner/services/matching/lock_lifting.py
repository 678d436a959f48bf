"""Lift the locks that stand against the rules of their plans, in one step of the journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crisisplanner.domain.changes import Change, Changes
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import CrisisPlannerError, refused
from crisisplanner.domain.messages import Message, Ref, RefKind, message
from crisisplanner.domain.requirements import Allocation
from crisisplanner.services.matching.lock_naming import lock_clash
from crisisplanner.services.matching.running import lock_lifting, read_problem
from crisisplanner.services.session import Session

CODES = ("problem.lock_", "problem.locks_")
Pair = tuple[EntityId, EntityId]


def names_a_lock(error: Exception) -> bool:
    """Tell whether an error says that a lock can't be kept."""
    found = error.messages if isinstance(error, CrisisPlannerError) else ()
    return any(said.code.startswith(CODES) for said in found)


def lift_impossible_locks(session: Session, *plan_ids: EntityId) -> Changes:
    """Let go of every lock that a match of these plans would refuse; refused if there is none."""
    from crisisplanner.planning.validation import check_problem

    _, problem, _ = read_problem(session, plan_ids)
    faults = [said for said in check_problem(problem) if said.code.startswith(CODES)]
    if not faults:
        clash = lock_clash(problem)
        faults = [clash.said] if clash is not None and clash.is_proven else []
    locked = {(a.offer, a.requirement) for a in session.select(Allocation, locked=True)}
    pairs = dict.fromkeys(pair for fault in faults for pair in _meant(fault, sorted(locked)))
    changes: list[Change] = [one for pair in pairs for one in lock_lifting(session, *pair)]
    if not changes:
        raise refused("match.no_lock_to_lift")
    return session.write(message("journal.locks_lifted", n=len(changes)), changes)


def _meant(fault: Message, locked: Iterable[Pair]) -> Iterator[Pair]:
    """Give the locked pairs that a fault names: all of the requirements, of the offers if any."""
    values = fault.values
    needs = set(_ids(RefKind.REQUIREMENT, values.get("requirement"), values.get("requirements")))
    offers = set(_ids(RefKind.OFFER, values.get("offer"), values.get("offers")))
    for offer, need in locked:
        if (not needs or need in needs) and (not offers or offer in offers):
            yield offer, need


def _ids(kind: RefKind, *named: object) -> Iterator[EntityId]:
    for one in named:
        if isinstance(one, Ref) and one.kind is kind:
            yield one.id
        elif isinstance(one, tuple):
            yield from _ids(kind, *one)
