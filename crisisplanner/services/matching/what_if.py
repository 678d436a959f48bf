"""What a plan would be if something were otherwise: levers proven, questions answered.

Nothing is written here. ``prepare_what_if`` needs the session; what it gives holds plain values, so
that proofs and answers can be worked out in a process of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import Cancelled, refused
from crisisplanner.domain.levers import Lever, LeverKind
from crisisplanner.domain.match import Match, PlannedAllocation
from crisisplanner.domain.messages import message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.problem import LockRow, Problem
from crisisplanner.domain.progress import Progress, Unwatched, Watcher
from crisisplanner.services.matching.comparison import MatchDifference, compare_matches
from crisisplanner.services.matching.competing import PlanPart, match_of_plan, moved_by
from crisisplanner.services.matching.running import adopted_match, inputs_hash, read_problem
from crisisplanner.services.matching.solving import MatchWish, search_match
from crisisplanner.services.session import Session

SMALLEST_GAIN = 1e-6
PROOF_LIMIT_S = 20.0
"""How long one proof may take; what it finds until then counts."""


class LeverStanding(StrEnum):
    """Tell what is known of a lever."""

    HOPED = "hoped"
    """Not tried."""
    PROVEN = "proven"
    """Brings more than any plan without it could, whatever its days."""
    FOUND = "found"
    """Brings more than the plan as it is; another search might find as much without it."""
    NOTHING = "nothing"
    """Searched to the end over all days: brings nothing."""
    NOTHING_TRIED = "nothing_tried"
    """Brings nothing with the start days that were tried; other days were not."""
    UNDECIDED = "undecided"
    """The search ended before it found or excluded a gain."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Hold what pulling a lever, or what a question supposes, does to the plan."""

    standing: LeverStanding
    difference: MatchDifference

    @property
    def gain(self) -> float:
        """Give the gain in weighted coverage."""
        return self.difference.gain


@dataclass(frozen=True, slots=True)
class ProvenLever:
    """Hold a lever that was tried, and what came of it."""

    lever: Lever
    proof: Proof


class QuestionKind(StrEnum):
    """Name what a person may suppose."""

    DECISION = "decision"
    """That a decision is taken on another day."""
    CAVEAT = "caveat"
    """That a caveat is lifted."""
    LIFT = "lift"
    """That a week has more lift, in tonnes."""
    MANDATE = "mandate"
    """That an authority or consent ends on another day."""


@dataclass(frozen=True, slots=True)
class Question:
    """Suppose one thing: ``subject`` is a decider, caveat, week or condition; ``value`` day or t."""

    kind: QuestionKind
    subject: str
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Hold a plan's problem and match in the plan's own days, and who else is matched with it.

    ``kept`` is what all these plans send: an answer changes no more of it than it must.
    """

    run: str
    part: PlanPart
    parts: tuple[PlanPart, ...]
    problem: Problem
    base: Match
    kept: tuple[PlannedAllocation, ...]


def prepare_what_if(session: Session, plan_id: EntityId) -> WhatIf:
    """Read a plan's problem with its adopted match.

    Locks and wishes that the match does not know of are left out, so that a comparison shows only
    what is supposed. Refused if there is no match, or if its inputs changed since.
    """
    plan = session.get(Plan, plan_id)
    adopted = adopted_match(session, plan)
    if adopted is None:
        raise refused("what_if.not_matched")
    parts, problem, _ = read_problem(session, adopted.together)
    if inputs_hash(problem) != adopted.inputs:
        raise refused("what_if.match_is_old")
    own = next(part for part in parts if part.plan.id == plan_id)
    kept: list[PlannedAllocation] = []
    for part in parts:
        other = adopted_match(session, session.get(Plan, part.plan.id))
        if other is not None:
            rows = other.match.allocations
            kept.extend(moved_by(row, part.shift_days - own.shift_days) for row in rows)
    problem = moved_by(problem, -own.shift_days)
    problem = replace(problem, locks=tuple(_kept_locks(problem.locks, kept)))
    return WhatIf(
        plan.match_run, replace(own, shift_days=0), parts, problem, adopted.match, tuple(kept)
    )


def _kept_locks(locks: Iterable[LockRow], kept: Sequence[PlannedAllocation]) -> Iterable[LockRow]:
    sent: dict[tuple[str, str], float] = {}
    for row in kept:
        pair = (row.offer, row.requirement)
        sent[pair] = sent.get(pair, 0.0) + row.quantity
    for lock in locks:
        if lock.quantity <= sent.get((lock.offer, lock.requirement), 0.0) + SMALLEST_GAIN:
            yield lock


def prove_levers(
    what_if: WhatIf, levers: Sequence[Lever], watcher: Watcher | None = None
) -> tuple[ProvenLever, ...]:
    """Solve the problem with each lever pulled; cancelling keeps those that were tried.

    With the report of the next one comes what was found of the one before.
    """
    from crisisplanner.planning.explanation.pulling import pull

    watcher = watcher or Unwatched()
    tried: list[ProvenLever] = []
    for number, lever in enumerate(levers):
        said = message("what_if.proving", number=number + 1, n=len(levers))
        found = tried[-1] if tried else None
        watcher.report(Progress(said, number / len(levers), found=found))
        try:
            proof = _prove(what_if, pull(what_if.problem, lever), watcher)
        except Cancelled:
            break
        tried.append(ProvenLever(lever, proof))
    return tuple(tried)


def answer(what_if: WhatIf, question: Question, watcher: Watcher | None = None) -> Proof:
    """Solve the problem as a person supposes it, and compare."""
    watcher = watcher or Unwatched()
    watcher.report(Progress(message("what_if.answering")))
    return _prove(what_if, supposed(what_if, question), watcher)


def supposed(what_if: WhatIf, question: Question) -> Problem:
    """Give the problem as a question supposes it; a day counts from the D of each plan."""
    from crisisplanner.planning.explanation.asking import with_condition_until, with_decision_on
    from crisisplanner.planning.explanation.pulling import pull

    problem = what_if.problem
    match question.kind:
        case QuestionKind.DECISION:
            return with_decision_on(problem, question.subject, question.value)
        case QuestionKind.MANDATE:
            days = _day_of_plans(what_if, round(question.value))
            return with_condition_until(problem, question.subject, lambda plan: days[plan])
        case QuestionKind.CAVEAT:
            kind, day = LeverKind.LIFT_CAVEAT, None
        case QuestionKind.LIFT:
            kind, day = LeverKind.ADD_LIFT, int(question.subject)
    said = message("what_if.supposed")
    return pull(problem, Lever(kind, question.subject, (), question.value, day, 0.0, said))


def _day_of_plans(what_if: WhatIf, day: int) -> dict[str, int]:
    """Give a day from each plan's D in the days of the plan that is asked about."""
    shift = {part.plan.id: part.shift_days for part in what_if.parts}
    own = shift[what_if.part.plan.id]
    return {"": day, **{plan: day + days - own for plan, days in shift.items()}}


def _prove(what_if: WhatIf, problem: Problem, watcher: Watcher) -> Proof:
    wish = MatchWish(aims=("coverage", "changes"), keep=what_if.kept, time_limit_s=PROOF_LIMIT_S)
    found = search_match(problem, wish, _Quiet(watcher))
    if watcher.is_cancelled():
        raise Cancelled
    match = _own(what_if, found)
    difference = compare_matches(what_if.base, match)
    standing = standing_of(what_if.base, match, difference.gain, is_alone=len(what_if.parts) == 1)
    return Proof(standing, difference)


class _Quiet:
    """Pass the wish to stop on, and keep the plans found on the way to itself."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher

    def report(self, progress: Progress) -> None:
        """Drop the report."""

    def is_cancelled(self) -> bool:
        """Tell whether the user asked to stop."""
        return self._watcher.is_cancelled()


def _own(what_if: WhatIf, match: Match) -> Match:
    if len(what_if.parts) == 1:
        return match
    return match_of_plan(match, what_if.part, what_if.parts)


def standing_of(base: Match, match: Match, gain: float, *, is_alone: bool) -> LeverStanding:
    """Tell what is known of a lever: ``match`` is what was found with it, ``base`` without.

    Only a bound that holds for all days excludes what no search has tried, and only the bound of a
    plan that is matched alone (``is_alone``): others could give way to it.
    """
    is_proof = is_alone and base.is_bound_for_all_days
    if is_proof and match.weighted_coverage > base.bound + SMALLEST_GAIN:
        return LeverStanding.PROVEN
    if gain > SMALLEST_GAIN:
        return LeverStanding.FOUND
    if not match.is_coverage_proven:
        return LeverStanding.UNDECIDED
    is_all = match.is_bound_for_all_days
    return LeverStanding.NOTHING if is_all else LeverStanding.NOTHING_TRIED
