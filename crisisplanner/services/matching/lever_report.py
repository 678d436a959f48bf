"""The levers of a plan: which there are, what is known of each, kept beside the run they belong to.

A report belongs to one adopted match: with another match, or another version of the program, the
levers are found anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.levers import Lever
from crisisplanner.domain.match import Gap
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.structures import from_structure, to_structure
from crisisplanner.services.matching.comparison import ComparisonView, DifferenceNaming
from crisisplanner.services.matching.solving import explain_gaps
from crisisplanner.services.matching.what_if import (
    LeverStanding,
    Proof,
    ProvenLever,
    WhatIf,
    prepare_what_if,
)
from crisisplanner.services.naming import Names
from crisisplanner.services.session import PROGRAM_VERSION, Session

LeverKey: TypeAlias = tuple[str, str, int | None, float]
MOST_LEVERS = 200
LEAST_SHOWN_GAIN = 5e-4


@dataclass(frozen=True, slots=True)
class Cause:
    """Name a requirement and the cause of its gap that a lever is against."""

    requirement: EntityId
    code: str


@dataclass(frozen=True, slots=True)
class KnownLever:
    """Hold a lever with the causes it is against, and its proof if it was tried."""

    lever: Lever
    causes: tuple[Cause, ...]
    proof: Proof | None = None

    @property
    def key(self) -> LeverKey:
        """Tell levers apart."""
        return key_of(self.lever)

    @property
    def standing(self) -> LeverStanding:
        """Tell what is known."""
        return LeverStanding.HOPED if self.proof is None else self.proof.standing


@dataclass(frozen=True, slots=True)
class LeverReport:
    """List the levers of one run, those that bring most first."""

    run: str
    levers: tuple[KnownLever, ...]

    def with_proofs(self, tried: Iterable[ProvenLever]) -> LeverReport:
        """Add what was found out, and rank anew."""
        proofs = {key_of(one.lever): one.proof for one in tried}
        known = (replace(one, proof=proofs.get(one.key, one.proof)) for one in self.levers)
        return LeverReport(self.run, tuple(sorted(known, key=_rank)))

    def untried(self) -> tuple[Lever, ...]:
        """List the levers that were not tried, by what is hoped of them."""
        return tuple(one.lever for one in self.levers if one.proof is None)


def key_of(lever: Lever) -> LeverKey:
    """Tell levers apart."""
    return (lever.kind.value, lever.subject, lever.day, lever.amount)


_ORDER = (
    (LeverStanding.PROVEN, LeverStanding.FOUND),
    (LeverStanding.HOPED,),
    (LeverStanding.UNDECIDED, LeverStanding.NOTHING_TRIED, LeverStanding.NOTHING),
)


def _rank(one: KnownLever) -> tuple[int, bool, float, str, str]:
    """Order by what a lever brings; what moves the goal comes after what serves it."""
    place = next(n for n, standings in enumerate(_ORDER) if one.standing in standings)
    gain = one.lever.hoped_gain if one.proof is None else one.proof.gain
    return (place, one.lever.moves_goal, -gain, one.lever.kind.value, one.lever.subject)


def read_levers(session: Session, plan_id: EntityId) -> tuple[WhatIf, LeverReport]:
    """Give the levers of a plan's adopted match: those kept beside it, or found now.

    Refused as ``prepare_what_if`` is. Takes as long as building the problem.
    """
    what_if = prepare_what_if(session, plan_id)
    kept = _kept(session, what_if.run)
    return what_if, _found(what_if) if kept is None else kept


def _found(what_if: WhatIf) -> LeverReport:
    from crisisplanner.planning.eligibility import judge_pairs
    from crisisplanner.planning.explanation.levers import find_levers
    from crisisplanner.planning.explanation.limit_prices import limit_prices

    gaps = _gaps(what_if)
    prices = limit_prices(what_if.problem, what_if.kept, gaps)
    table = judge_pairs(what_if.problem)
    causes: dict[LeverKey, dict[Cause, None]] = {}
    for code in sorted({reason.code for gap in gaps for reason in gap.reasons}):
        only = tuple(_only(gap, code) for gap in gaps)
        for lever in find_levers(table, only, MOST_LEVERS, prices):
            named = {Cause(need, code): None for need in lever.requirements}
            causes.setdefault(_loose(lever), {}).update(named)
    levers = find_levers(table, gaps, MOST_LEVERS, prices)
    return LeverReport(
        what_if.run,
        tuple(KnownLever(one, tuple(causes.get(_loose(one), ()))) for one in levers),
    )


def _loose(lever: Lever) -> LeverKey:
    """Tell levers apart by what they are about: the amount is that of all causes together."""
    return (lever.kind.value, lever.subject, None, 0.0)


def _only(gap: Gap, code: str) -> Gap:
    return replace(gap, reasons=tuple(one for one in gap.reasons if one.code == code))


def _gaps(what_if: WhatIf) -> Sequence[Gap]:
    if what_if.base.gaps:
        return what_if.base.gaps
    own = {row.id for row in what_if.part.problem.requirements}
    found = explain_gaps(what_if.problem, what_if.kept, what_if.base.given_up_for)
    return tuple(gap for gap in found if gap.requirement in own)


def keep_levers(session: Session, report: LeverReport) -> None:
    """Keep a report beside its run, outside the journal; a workspace that is only read keeps none."""
    if session.is_read_only:
        return
    kept = {"levers": to_structure(report), "program_version": PROGRAM_VERSION}
    session.file.keep_run(_place(report.run), json.dumps(kept), session.outside.now())


def _place(run: str) -> str:
    return run + "/levers"


def _kept(session: Session, run: str) -> LeverReport | None:
    text = session.file.run(_place(run))
    if text is None:
        return None
    plain = json.loads(text)
    if plain["program_version"] != PROGRAM_VERSION:
        return None
    return from_structure(LeverReport, plain["levers"])


@dataclass(frozen=True, slots=True)
class LeverView:
    """Show a lever: its condition in words, what is known of it, and the comparison it opens."""

    key: LeverKey
    condition: Message
    short: Message
    """The condition where its cause stands above it."""
    standing: LeverStanding
    hoped_gain: float
    causes: tuple[Cause, ...]
    comparison: ComparisonView | None = None

    @property
    def has_gain(self) -> bool:
        """Tell whether it was found to bring something worth a figure."""
        if self.comparison is None or self.standing not in _ORDER[0]:
            return False
        return self.comparison.after - self.comparison.before >= LEAST_SHOWN_GAIN

    @property
    def is_hoped_for(self) -> bool:
        """Tell whether it was not tried, and something worth a figure is hoped of it."""
        return self.comparison is None and self.hoped_gain >= LEAST_SHOWN_GAIN


@dataclass(frozen=True, slots=True)
class LeversView:
    """Show the levers of a plan, those that bring most first."""

    run: str
    levers: tuple[LeverView, ...]

    def against(self, requirement: EntityId, code: str) -> tuple[LeverView, ...]:
        """List the levers against one cause of one requirement's gap."""
        cause = Cause(requirement, code)
        return tuple(one for one in self.levers if cause in one.causes)

    def lever(self, key: LeverKey) -> LeverView | None:
        """Give one lever, None if it is not there."""
        return next((one for one in self.levers if one.key == key), None)


def view_levers(session: Session, report: LeverReport) -> LeversView:
    """Put names into a report."""
    names, naming = Names(session), DifferenceNaming(session)
    return LeversView(
        report.run,
        tuple(
            LeverView(
                one.key,
                names.in_message(
                    message("what_if.lever." + one.lever.kind, **one.lever.sentence.values)
                ),
                names.in_message(
                    message("what_if.short." + one.lever.kind, **one.lever.sentence.values)
                ),
                one.standing,
                one.lever.hoped_gain,
                one.causes,
                None if one.proof is None else naming.view(one.proof.difference),
            )
            for one in report.levers
        ),
    )
