"""Requirement statements: the paper that asks a partner for what a requirement lacks.

A statement names no other partner and nobody else's caveat: what keeps others away is not this
partner's to know.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.days import Day, When
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.markings import TLP_LEVELS, Marking, MarkingKind
from crisisplanner.domain.match import Coverage, ReasonCode
from crisisplanner.domain.messages import Message, Ref, RefKind, message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plan_document import (
    Cell,
    Column,
    Fact,
    Facts,
    Heading,
    Identity,
    PlanDocument,
    Prose,
    ProseRole,
    Row,
    Section,
    Table,
    Value,
)
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import Authority
from crisisplanner.services.matching.match_view import BlockedOffer
from crisisplanner.services.matching.problem_building import build_problem
from crisisplanner.services.matching.running import adopted_match
from crisisplanner.services.matching.view_pairs import PairReader, partner_names
from crisisplanner.services.naming import Names
from crisisplanner.services.one_moment import read_at_one_moment
from crisisplanner.services.outgoing_files import OutgoingKind, refuse_other_file
from crisisplanner.services.plan_contents.section_parts import amount_words, percent
from crisisplanner.services.requests import USUAL_ANSWER_DAYS, Asking, asking_for
from crisisplanner.services.session import Session
from crisisplanner.services.versions import snapshot_hash
from crisisplanner.wording.catalogue import Wording

SMALLEST_LACK = 1e-6
NOT_TOLD = frozenset({ReasonCode.MARKING.name.lower(), ReasonCode.FORBIDDEN.name.lower()})
"""What is our own decision about an offer, and not told to who made it."""


@dataclass(frozen=True, slots=True)
class PartnerToAsk:
    """Name a partner, and the cause that keeps its offer away, if it has one of this type."""

    id: EntityId
    name: str
    cause: str = ""
    offers_it: bool = False


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """Hold what the person who asks may change: whom, how much, by when, and why."""

    requirement: EntityId
    title: str
    unit: str
    quantity: float | None
    answer_days: int
    why: Message
    partners: tuple[PartnerToAsk, ...]


def draft_statement(session: Session, requirement_id: EntityId) -> StatementDraft:
    """Draft a statement from the gap of a requirement; who is nearest to help comes first.

    Takes as long as building the problem.
    """
    need = session.get(Requirement, requirement_id)
    partners = sorted(
        session.all(Partner, include_retired=False), key=lambda one: (one.name.casefold(), one.id)
    )
    found = _blocked(session, need, None)
    blocked = {one.partner.id: one.cause for one in reversed(found)}
    end = _end_of_lack(session, need)
    helping = {one.partner.id for one in found if _could_help(one, end)}
    offering = {
        offer.partner for offer in session.select(Offer, type=need.type, retired=False)
    } | blocked.keys()
    asked = [
        PartnerToAsk(one.id, one.name, blocked.get(one.id, ""), one.id in offering)
        for one in partners
    ]
    asked.sort(key=lambda one: _distance(one, helping))
    return StatementDraft(
        requirement_id,
        Names(session).requirement_title(need),
        session.get(CapabilityType, need.type).unit_of_measure,
        asking_for(session, "", need).quantity,
        USUAL_ANSWER_DAYS,
        _why(session, need),
        tuple(asked),
    )


def _distance(one: PartnerToAsk, helping: Collection[EntityId]) -> int:
    """Tell how near a partner is to closing the gap: what blocks it can be lifted in time comes first.

    Then those who serve already, those who come too late, the others; last whom we forbade.
    """
    if one.cause in NOT_TOLD:
        return 4
    if one.cause:
        return 0 if one.id in helping else 2
    return 1 if one.offers_it else 3


def _end_of_lack(session: Session, need: Requirement) -> int:
    """Give the day from which nothing lacks any more; the need's last day where nothing is known."""
    found = _covered(session, need)
    lacking = [] if found is None else list(_lacking(found, need))
    return lacking[-1][1] if lacking else need.to_day


def _could_help(one: BlockedOffer, end: int) -> bool:
    """Tell whether an offer would be there before the gap ends, were its cause gone."""
    is_ours = one.cause in NOT_TOLD
    return not is_ours and (one.usable_day is None or one.usable_day < end)


def write_statement(
    session: Session, asking: Asking, path: Path, *, words: Wording, paper: str = "A4"
) -> None:
    """Print a statement to a PDF file; nothing is stored.

    A PDF that was at ``path`` is replaced only by a complete one, anything else never.
    """
    from crisisplanner.reporting.contingency_plan import write

    refuse_other_file(path, OutgoingKind.PDF)
    document = read_at_one_moment(session, partial(statement, session, asking))
    write(document, path, words=words, paper=paper)


def statement(session: Session, asking: Asking) -> PlanDocument:
    """Put a statement together: what, how much, where, when, on which conditions, and why."""
    if asking.requirement is None or asking.plan is None:
        raise ValueError("Expected a request for a requirement of a plan, got none")
    need, plan = session.get(Requirement, asking.requirement), session.get(Plan, asking.plan)
    partner = session.get(Partner, asking.partner)
    own = _blocked(session, need, asking.partner)
    blocks = (
        Facts(tuple(_facts(session, asking, need, plan, partner))),
        Heading(message("statement.why")),
        *_reasons(session, asking, need),
        *_own_offers(own),
        Heading(message("statement.answer")),
        Prose(message("statement.answer_hint"), ProseRole.NOTE),
        Table(
            (
                Column(message("statement.head.asked")),
                Column(message("statement.head.answer"), least_pt=240),
            ),
            tuple(Row((Cell(message("statement.ask." + name)), Cell(""))) for name in ASKED_BACK),
        ),
    )
    title = message("statement.title", type=session.get(CapabilityType, asking.type).name)
    return PlanDocument(
        _identity(session, plan, need),
        (),
        (Section("", title, "statement", blocks),),
    )


ASKED_BACK = ("quantity", "from", "to", "notice", "conditions", "contact")
"""What the partner is asked to fill in."""


def _facts(
    session: Session, asking: Asking, need: Requirement, plan: Plan, partner: Partner
) -> Iterator[Fact]:
    kind, names = session.get(CapabilityType, asking.type), Names(session)

    def fact(code: str, value: Value, note: Value = "") -> Fact:
        return Fact(message("statement.fact." + code), Cell(value, note))

    yield fact("to", partner.name)
    yield fact("what", kind.name, kind.definition)
    how_many = amount_words(asking.quantity, kind.unit_of_measure)
    yield fact("how_many", how_many or message("statement.open_quantity"))
    if asking.place is not None:
        yield fact("where", names.name_of(Ref(RefKind.PLACE, asking.place)))
    yield fact("from", _when(asking.needed_from, plan.d_date))
    yield fact("until", _when(asking.needed_to, plan.d_date))
    yield fact("for", names.requirement_title(need), need.justification or need.task_type)
    yield fact("plan", plan.title, plan.d_meaning)
    for name in need.needs:
        authority = session.find(Authority, name)
        if authority is not None:
            yield fact("condition", authority.name, _period(authority, plan.d_date))
    if need.single_lead:
        yield fact("lead", message("statement.single_lead"))
    if need.minimum_share > 0:
        yield fact("least", percent(need.minimum_share))
    yield fact("asked_by", session.author)
    yield fact("answer_by", asking.answer_by or _usual_day(session))


def _usual_day(session: Session) -> date:
    return session.outside.now().date() + timedelta(days=USUAL_ANSWER_DAYS)


def _when(when: When | None, d_date: date | None) -> Value:
    if isinstance(when, Day) and d_date is not None:
        return message("statement.day_dated", day=when, date=when.on_calendar(d_date))
    return when


def _period(authority: Authority, d_date: date | None) -> Value:
    start, end = _when(authority.from_when, d_date), _when(authority.to_when, d_date)
    if start is None or end is None:
        return authority.scope
    return message("statement.period", start=start, end=end)


def _covered(session: Session, need: Requirement) -> Coverage | None:
    adopted = adopted_match(session, session.get(Plan, need.plan))
    found = () if adopted is None else adopted.match.coverage
    return next((one for one in found if one.requirement == need.id), None)


def _why(session: Session, need: Requirement) -> Message:
    """Say in one sentence what is lacking; a person may write more."""
    found = _covered(session, need)
    if found is None:
        return message("statement.because_needed")
    lacking = list(_lacking(found, need))
    if not lacking:
        return message("statement.because_reserve")
    return message(
        "statement.because_open",
        share=found.coverage,
        start=Day(lacking[0][0]),
        end=Day(lacking[-1][1]),
    )


def _lacking(found: Coverage, need: Requirement) -> Iterator[tuple[int, int, float]]:
    """Yield what is missing on which days; neighbouring days with the same lack are one."""
    needed = need.quantity.value or 0.0
    last: tuple[int, int, float] | None = None
    for step in found.steps:
        lack = max(0.0, needed - step.level)
        if last is not None and last[1] == step.from_day and abs(last[2] - lack) < SMALLEST_LACK:
            last = (last[0], step.to_day, lack)
            continue
        if last is not None and last[2] > SMALLEST_LACK:
            yield last
        last = (step.from_day, step.to_day, lack)
    if last is not None and last[2] > SMALLEST_LACK:
        yield last


def _reasons(session: Session, asking: Asking, need: Requirement) -> Iterator[Prose | Table]:
    yield Prose(asking.text.strip() or _why(session, need))
    found = _covered(session, need)
    if found is None:
        return
    rows = tuple(
        Row((Cell(Day(start)), Cell(Day(end)), Cell(lack)))
        for start, end, lack in _lacking(found, need)
    )
    if rows:
        yield Prose(message("statement.missing"), ProseRole.NOTE)
        heads = ("from", "until", "missing")
        yield Table(tuple(Column(message("statement.head." + head)) for head in heads), rows)


def _own_offers(own: Iterable[BlockedOffer]) -> Iterator[Heading | Table]:
    rows = tuple(
        Row((Cell(one.offer_title), Cell(one.quantity), Cell(one.sentence)))
        for one in own
        if one.cause not in NOT_TOLD
    )
    if rows:
        yield Heading(message("statement.own_offers"))
        heads = ("offer", "how_many", "keeps_away")
        yield Table(tuple(Column(message("statement.head." + head)) for head in heads), rows)


def _blocked(
    session: Session, need: Requirement, partner: EntityId | None
) -> tuple[BlockedOffer, ...]:
    """List the offers of a partner, or of all, that fit a requirement and can't serve it."""
    from crisisplanner.planning.eligibility import judge_pairs

    plan = session.get(Plan, need.plan)
    try:
        problem = build_problem(session, plan).problem
    except CrisisPlannerError:
        # What is wrong with the plan is said when it is matched; asking is possible all the same.
        return ()
    partners = partner_names(session.all(Partner, include_retired=True))
    reader = PairReader(judge_pairs(problem), None, Names(session), partners)
    return reader.blocked(need.id, partner)


def _identity(session: Session, plan: Plan, need: Requirement) -> Identity:
    groups = session.file.groups(1)
    return Identity(
        title=plan.title,
        number=plan.number,
        version=message("statement.as_of"),
        marking=_marking(session, plan, need),
        printed_at=groups[0].at if groups else session.outside.now(),
        sha256=snapshot_hash(session, plan.id),
        author=session.author,
        subject=message("statement.subject"),
        level_scheme=session.workspace().level_scheme,
        is_draft=False,
    )


def _marking(session: Session, plan: Plan, need: Requirement) -> Marking:
    """Give the most closed marking of what is printed; an exercise is never printed as real."""
    found = [one for one in (session.workspace().marking, plan.marking, need.marking) if one]
    own = found[-1] if found else Marking(TLP_LEVELS[0])
    levels = [one.level for one in found if one.level in TLP_LEVELS]
    level = max(levels, key=TLP_LEVELS.index) if own.level in TLP_LEVELS and levels else own.level
    kinds = {one.kind for one in found}
    strict = (MarkingKind.EXERCISE, MarkingKind.TRAINING)
    kind = next((one for one in strict if one in kinds), MarkingKind.REAL)
    narrowing = [one for one in (plan.marking, need.marking) if one]
    readers = [one for one in own.releasable_to if all(mark.allows(one) for mark in narrowing)]
    return Marking(level, kind, tuple(readers), own.handling)
