"""What the start page tells of the open workspace, as plain values: what needs someone, and how far a plan is.

Read beside the window, shown by the cards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crisisplanner.domain.coverage_status import COVERED_FROM
from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import DecisionPoint, Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import Crisis
from crisisplanner.domain.terms import Priority
from crisisplanner.services.inbox import read_inbox
from crisisplanner.services.matching.freshness import Freshness, as_matched, freshness_of
from crisisplanner.services.matching.problem_building import weight_of
from crisisplanner.services.matching.running import adopted_match
from crisisplanner.services.matching.view_figures import coverage_curve
from crisisplanner.services.naming import Names
from crisisplanner.services.plan_contents.empty_sections import empty_sections
from crisisplanner.services.plan_contents.section_parts import semicolons
from crisisplanner.services.session import Session
from crisisplanner.services.warning import triggers_of

MOST_DECISIONS = 4
MOST_UNMET = 4
MOST_SECTIONS = 6
FIRST_STEPS: tuple[tuple[type[Entity], str, str], ...] = (
    (Crisis, "radar", "crises.add"),
    (Plan, "puzzle", "plans.add"),
    (Offer, "package", "offers.import"),
)


@dataclass(frozen=True, slots=True)
class NeedOfYou:
    """Say one thing that needs someone: what, when, and the way on: a page, an action, or both."""

    icon: str
    tone: str
    title: Message
    detail: Message
    due: Message | None
    button: Message
    action: str = ""
    page: str = ""
    argument: EntityId | None = None


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """Sum up a plan; coverage and curve are None and empty before its first match."""

    title: str
    state: str
    coverage: float | None
    n_essential: int
    n_essential_met: int
    curve: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Hold what the start page shows of a workspace."""

    needs: tuple[NeedOfYou, ...]
    plans: tuple[PlanProgress, ...]


def read_overview(session: Session) -> Overview:
    """Read everything; takes as long as building a plan's problem."""
    needs: list[NeedOfYou] = []
    plans: list[PlanProgress] = []
    for plan in session.all(Plan):
        freshness = freshness_of(session, plan)
        then = as_matched(session, plan) if freshness.is_stale else session
        needs.extend(_match_needs(plan, freshness))
        needs.extend(_unmet_needs(session, then, plan))
        needs.extend(_section_needs(session, plan))
        plans.append(_progress(session, then, plan))
    needs.extend(_warning_needs(session))
    needs.extend(_waiting_needs(session))
    needs.extend(_first_steps(session))
    needs.extend(_unknown_needs(session))
    needs.extend(_decision_needs(session))
    return Overview(tuple(needs), tuple(plans))


def _match_needs(plan: Plan, freshness: Freshness) -> Iterator[NeedOfYou]:
    if not freshness.is_matched:
        yield NeedOfYou(
            "wand",
            "accent",
            message("home.not_matched", plan=plan.title),
            message("home.not_matched_why"),
            None,
            message("home.match"),
            action="plan.match",
        )
    elif not freshness.is_current:
        yield NeedOfYou(
            "refresh",
            "warning",
            message("home.outdated", plan=plan.title),
            message("home.outdated_why", n=max(1, len(freshness.changed_by))),
            None,
            message("window.match_again"),
            action="plan.match",
        )


def _unmet_needs(session: Session, then: Session, plan: Plan) -> Iterator[NeedOfYou]:
    """Name the essential requirements that the match leaves short, those with least first."""
    adopted = adopted_match(session, plan)
    if adopted is None:
        return
    needs = {r.id: r for r in _essential(then, plan)}
    short = [
        c for c in adopted.match.coverage if c.requirement in needs and c.coverage < COVERED_FROM
    ]
    if not short:
        return
    short.sort(key=lambda c: (c.coverage, needs[c.requirement].code, c.requirement))
    names = Names(then)
    titles = tuple(names.requirement_title(needs[c.requirement]) for c in short)
    # A title may have commas of its own.
    named = semicolons(titles[:MOST_UNMET])
    which = message("home.unmet_which", names=named)
    if len(titles) > MOST_UNMET:
        which = message("home.unmet_more", names=named, n=len(titles) - MOST_UNMET)
    yield NeedOfYou(
        "alert-triangle",
        "open",
        message("home.unmet", n=len(short), plan=plan.title),
        which,
        None,
        message("home.look"),
        page="match",
        argument=plan.id,
    )


def _section_needs(session: Session, plan: Plan) -> Iterator[NeedOfYou]:
    """Name the sections that the plan's maturity asks for and that hold nothing yet."""
    empty = empty_sections(session, plan)
    if not empty:
        return
    named = semicolons(empty[:MOST_SECTIONS])
    which = message("home.empty_sections_which", names=named)
    if len(empty) > MOST_SECTIONS:
        rest = len(empty) - MOST_SECTIONS
        which = message("home.empty_sections_more", names=named, n=rest)
    yield NeedOfYou(
        "file-text",
        "warning",
        message("home.empty_sections", n=len(empty), plan=plan.title, maturity=plan.maturity),
        which,
        None,
        message("home.look"),
        page="document",
        argument=plan.id,
    )


def _essential(then: Session, plan: Plan) -> tuple[Requirement, ...]:
    return then.select(Requirement, plan=plan.id, retired=False, priority=Priority.ESSENTIAL)


def _warning_needs(session: Session) -> Iterator[NeedOfYou]:
    """Say what fires now and is in no log, and which firings wait for a verdict.

    Nothing is logged unasked: a step that nobody made would stand before one's own in undo.
    """
    for crisis in session.all(Crisis, include_retired=False):
        seen = triggers_of(session, crisis.id)
        due = [one.trigger.name for one in seen if one.is_due]
        fired = [one.trigger.name for one in seen if one.open_firing is not None]
        broken = [one.trigger.name for one in seen if one.broken is not None]
        if due:
            yield NeedOfYou(
                "bolt",
                "open",
                message("home.fires", n=len(due), crisis=crisis.name),
                message("home.which", names=tuple(due)),
                None,
                message("home.log_firing"),
                action="triggers.evaluate",
                page="triggers",
                argument=crisis.id,
            )
        if fired:
            yield NeedOfYou(
                "bolt",
                "warning",
                message("home.fired", n=len(fired), crisis=crisis.name),
                message("home.which", names=tuple(fired)),
                None,
                message("home.look"),
                page="triggers",
                argument=crisis.id,
            )

        if broken:
            yield NeedOfYou(
                "bolt",
                "warning",
                message("home.broken", n=len(broken), crisis=crisis.name),
                message("home.broken_which", names=semicolons(tuple(broken))),
                None,
                message("home.look"),
                page="triggers",
                argument=crisis.id,
            )


def _waiting_needs(session: Session) -> Iterator[NeedOfYou]:
    """Count what partners owe us and what waits for us; the inbox lists it."""
    inbox = read_inbox(session)
    if inbox.n_overdue:
        first = inbox.for_partners[0]
        yield NeedOfYou(
            "hourglass",
            "open",
            message("home.overdue", n=inbox.n_overdue),
            message("home.overdue_first", partner=first.partner, type=first.type),
            message("home.overdue_days", n=first.days_over or 0),
            message("home.look"),
            page="inbox",
        )
    if inbox.n_for_us:
        yield NeedOfYou(
            "message-dots",
            "warning",
            message("home.for_us", n=inbox.n_for_us),
            message(
                "home.for_us_what",
                answers=message("home.n_answers", n=len(inbox.answers)),
                twice=message("home.n_twice", n=inbox.n_twice),
                expiring=message("home.n_expiring", n=inbox.n_expiring),
            ),
            None,
            message("home.look"),
            page="inbox",
        )
    n_asked = len(inbox.for_partners) - inbox.n_overdue
    if n_asked:
        yield NeedOfYou(
            "hourglass",
            "accent",
            message("home.asked", n=n_asked),
            message("home.asked_what"),
            None,
            message("home.look"),
            page="inbox",
        )


def _first_steps(session: Session) -> Iterator[NeedOfYou]:
    """Offer what a workspace can't do without and does not have."""
    for kind, icon, action in FIRST_STEPS:
        if not session.all(kind):
            yield NeedOfYou(
                icon,
                "accent",
                message(f"home.first.{kind.KIND}"),
                message(f"home.first.{kind.KIND}_why"),
                None,
                message(f"home.first.{kind.KIND}_do"),
                action=action,
            )


def _unknown_needs(session: Session) -> Iterator[NeedOfYou]:
    offers = [o for o in session.all(Offer) if o.quantity.value is None and o.state.counts]
    if offers:
        yield NeedOfYou(
            "question-mark",
            "warning",
            message("home.unknown_offers", n=len(offers)),
            message("home.unknown_why"),
            None,
            message("home.look"),
            page="offers",
            argument=offers[0].id,
        )
    needs = [r for r in session.all(Requirement) if r.quantity.value is None]
    if needs:
        yield NeedOfYou(
            "question-mark",
            "warning",
            message("home.unknown_requirements", n=len(needs)),
            message("home.unknown_why"),
            None,
            message("home.look"),
            page="requirements",
            argument=needs[0].id,
        )


def _decision_needs(session: Session) -> Iterator[NeedOfYou]:
    waiting = [point for point in session.all(DecisionPoint) if not point.taken]
    for point in sorted(waiting, key=lambda p: (p.latest_day, p.name))[:MOST_DECISIONS]:
        detail = message("home.decider", decider=point.decider)
        if point.if_no_decision:
            detail = message(
                "home.decider_and_else", decider=point.decider, otherwise=point.if_no_decision
            )
        yield NeedOfYou(
            "diamond",
            "accent",
            message("home.decide", name=point.name),
            detail,
            message("home.latest", day=Day(point.latest_day)),
            message("home.look"),
            page="match",
        )


def _progress(session: Session, then: Session, plan: Plan) -> PlanProgress:
    """Sum up a plan, with the requirements that its match was made of."""
    adopted = adopted_match(session, plan)
    essential = {r.id for r in _essential(then, plan)}
    if adopted is None:
        return PlanProgress(plan.title, plan.state.value, None, len(essential), 0, ())
    matched = then.find(Plan, plan.id) or plan
    needs = then.select(Requirement, plan=plan.id, retired=False)
    weights = {r.id: weight_of(matched, r) for r in needs}
    met = [c for c in adopted.match.coverage if c.requirement in essential]
    return PlanProgress(
        plan.title,
        plan.state.value,
        adopted.match.weighted_coverage,
        len(essential),
        sum(c.coverage >= COVERED_FROM for c in met),
        tuple(
            (step.from_day, step.to_day, step.share)
            for step in coverage_curve(adopted.match, weights)
            if step.share is not None
        ),
    )
