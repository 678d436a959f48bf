"""What a person may suppose about a plan: its decisions, caveats, weeks of lift and mandates."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.days import DAYS_PER_WEEK
from crisisplanner.domain.messages import Message, Ref, RefKind, message
from crisisplanner.domain.problem import Problem
from crisisplanner.services.matching.calendar import FAR_DAY
from crisisplanner.services.matching.what_if import QuestionKind, WhatIf
from crisisplanner.services.naming import Names
from crisisplanner.services.session import Session

POOL = "*"


@dataclass(frozen=True, slots=True)
class Choice:
    """Offer one thing that may be otherwise; ``now`` is its day or tonnes today, None if open.

    An authority has so many periods in which it is in force; ``now`` is the end of the last one.
    ``partners`` are those whose offers wait for a decision, where its name does not say it.
    """

    kind: QuestionKind
    subject: str
    label: Message
    now: float | None = None
    n_periods: int = 1
    partners: tuple[str, ...] = ()


def question_choices(session: Session, what_if: WhatIf) -> tuple[Choice, ...]:
    """List what may be supposed about a plan, in the order of kinds, then by day or name."""
    names, problem = Names(session), what_if.problem
    return (
        *_decisions(session, names, problem),
        *_caveats(names, problem),
        *_weeks(what_if),
        *_mandates(names, what_if),
    )


def _decisions(session: Session, names: Names, problem: Problem) -> Iterable[Choice]:
    from crisisplanner.planning.explanation.asking import decision_days

    partners = {partner.id for partner in session.all(Partner, include_retired=True)}
    days = decision_days(problem)
    for name, day in sorted(days.items(), key=lambda item: (item[1], item[0])):
        if name in partners:
            partner = names.name_of(Ref(RefKind.PARTNER, name))
            label = message("lever.decision_of", partner=partner)
            yield Choice(QuestionKind.DECISION, name, label, math.ceil(day))
        else:
            label = message("what_if.choice", name=name)
            waiting = _who_waits(names, problem, name)
            yield Choice(QuestionKind.DECISION, name, label, math.ceil(day), partners=waiting)


def _who_waits(names: Names, problem: Problem, decider: str) -> tuple[str, ...]:
    """Name the partners one of whose offers waits for a decision, by name."""
    waiting = {
        offer.partner
        for offer in problem.offers
        if any(step.decider == decider for step in offer.decision_steps)
    }
    return tuple(sorted(names.name_of(Ref(RefKind.PARTNER, one)) for one in waiting))


def _caveats(names: Names, problem: Problem) -> Iterable[Choice]:
    partner_of = {row.id: row.partner for row in problem.offers}
    for row in problem.caveats:
        partner = names.name_of(Ref(RefKind.PARTNER, partner_of[row.offer]))
        caveat = names.name_of(Ref(RefKind.CAVEAT, row.id))
        yield Choice(
            QuestionKind.CAVEAT,
            row.id,
            message("what_if.choice.caveat", partner=partner, caveat=caveat),
        )


def _weeks(what_if: WhatIf) -> Iterable[Choice]:
    lift = what_if.problem.lift
    if not lift:
        # No table of lift means that lift is free: more of it can't matter.
        return
    last = max(row.to_day for row in what_if.part.problem.requirements)
    for week in range(math.ceil(last / DAYS_PER_WEEK)):
        start = week * DAYS_PER_WEEK
        tonnes = sum(
            row.tonnes for row in lift if row.partner == POOL and row.from_day <= start < row.to_day
        )
        label = message("what_if.choice.week", week=week, tonnes=tonnes)
        yield Choice(QuestionKind.LIFT, str(week), label, tonnes)


def _mandates(names: Names, what_if: WhatIf) -> Iterable[Choice]:
    ends: dict[str, list[int]] = {}
    for row in what_if.problem.conditions:
        if row.plan in ("", what_if.part.plan.id):
            ends.setdefault(row.id, []).append(row.to_day)
    for condition, own in ends.items():
        label = message("what_if.choice", name=names.name_of(Ref(RefKind.CONDITION, condition)))
        now = None if max(own) >= FAR_DAY else float(max(own))
        yield Choice(QuestionKind.MANDATE, condition, label, now, len(own))
