"""The sentences of pair reasons, as codes with the numbers that belong into them.

Every sentence is about the offer that would mend most, and says how many others there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from crisisplanner.domain.days import Day
from crisisplanner.domain.match import ArrivalTerm, Reason, ReasonCode
from crisisplanner.domain.messages import Message, Parameter, Ref, RefKind, message
from crisisplanner.domain.problem import NOWHERE_END, ArrivalPart, CaveatEffect, CaveatRow
from crisisplanner.planning.explanation.pair_causes import CODES, PairCause
from crisisplanner.planning.explanation.plan_days import Amounts, OpenNeed, PlanDays
from crisisplanner.planning.explanation.unit_words import group_words, with_others

MOST_NAMED = 3
NAMES = MappingProxyType({code: name for code, _, name in CODES})
UNDATED = "reason.gone_undated"


class Leader:
    """Look at the offer of a cause that would mend most."""

    def __init__(self, plan: PlanDays, need: OpenNeed, cause: PairCause, amounts: Amounts) -> None:
        self.plan, self.need, self.cause, self.amounts = plan, need, cause, amounts
        at = int(cause.at[0])
        self.pair = int(need.pairs[at])
        self.number = int(need.offers[at])
        self.offer = plan.problem.offers[self.number]

    def who(self) -> dict[str, Parameter]:
        """Name the offer, its partner and type, and how many units there are of how many."""
        need, units, facts = self.need, self.amounts.units, self.plan.facts
        return {
            "offer": Ref(RefKind.OFFER, self.offer.id),
            "partner": facts.partner_refs[self.offer.partner],
            "type": facts.type_refs[self.offer.type],
            "requirement": need.ref,
            "quantity": self.offer.quantity,
            "n": 1 if units <= 1 + 1e-6 and self.offer.quantity <= 1 + 1e-6 else 2,
            "group": group_words(self.plan, need, need.offers[self.cause.at], units),
            "n_days": self.amounts.n_days,
            "n_open_days": len(need.days),
        }

    def say(self, code: str, /, **params: Parameter) -> Message:
        """Say something about the offer."""
        return message(code, **{**self.who(), **params})

    def caveats(self) -> list[CaveatRow]:
        """List the caveats that keep the offer away here."""
        scopes = self.plan.table.scopes
        return [
            row
            for row in self.plan.caveats_of.get(self.number, ())
            if row.effect is CaveatEffect.FORBIDS
            and not row.other_partner
            and scopes.requirements_of(row)[self.need.number]
        ]

    def conditions(self, code: ReasonCode) -> tuple[str, ...]:
        """Name the conditions of one kind that are not in force on an open day."""
        conditions = self.plan.table.conditions
        days = self.need.days.tolist()
        return tuple(
            one.name
            for one in conditions.conditions[conditions.combination[self.pair]]
            if one.reason is code
            and any(not any(a <= day < b for a, b in one.periods) for day in days)
        )


def reason_of(
    plan: PlanDays,
    need: OpenNeed,
    cause: PairCause,
    amounts: Amounts,
    beside: tuple[str, ...],
) -> Reason:
    """Make the reason of one cause; ``beside`` names rules that bind on its days as well."""
    leader = Leader(plan, need, cause, amounts)
    phrase = _refused if cause.is_refused else _PHRASES[cause.code]
    sentence, subject = phrase(leader)
    names = [name for _, bit, name in CODES if cause.others & bit] if cause.others else []
    others = () if cause.is_sole else tuple(dict.fromkeys((*names, *beside)))
    return Reason(
        code=NAMES[cause.code],
        units=amounts.units,
        unit_days=amounts.unit_days,
        offers=tuple(plan.facts.offer_ids[need.offers[cause.at]].tolist()),
        subject=tuple(subject),
        is_sole=cause.is_sole,
        sentence=with_others(sentence, others),
        others=others,
    )


Phrase = tuple[Message, Iterable[str]]


def _late(leader: Leader) -> Phrase:
    ready = int(leader.plan.table.times.ready_day[leader.pair])
    part, days, name = _longest_part(leader)
    offer = leader.offer
    words: dict[str, Parameter] = {
        "arrives": Day(ready),
        "day": Day(int(leader.need.days[0])),
        "needed": _needed(leader.need),
        "come_late": _come_late(leader, part),
        "theirs": message(
            "reason.theirs",
            partner=leader.plan.facts.partner_refs[offer.partner],
            quantity=offer.quantity,
            n=1 if offer.quantity <= 1 + 1e-6 else 2,
        ),
    }
    if part is None or part is ArrivalPart.AVAILABLE or ready <= 0:
        return _with_assumed(leader, leader.say("reason.late_plain", **words)), (offer.partner,)
    named = "" if _has_several_steps(leader, part) else name
    words |= {"part_days": days, "all_days": ready, "part": _part(part, named)}
    said = leader.say("reason.late", **words)
    subject = (offer.partner, str(part), *([name] if name else []))
    return _with_assumed(leader, said), subject


def _needed(need: OpenNeed) -> Message:
    """Say from when on it is needed; from when on it lacks where it is covered before."""
    first = int(need.days[0])
    code = "reason.needed_from" if first <= need.row.from_day else "reason.missing_from"
    return message(code, day=Day(first))


def _come_late(leader: Leader, part: ArrivalPart | None) -> Message:
    """Say that units come late; why these do, where others do for another reason."""
    n = 1 if leader.amounts.units <= 1 + 1e-6 else 2
    if not leader.cause.has_others_late or part is None:
        return message("reason.come_late", n=n)
    return message("reason.come_late_by", n=n, part=_part(part, ""))


def _with_assumed(leader: Leader, said: Message) -> Message:
    """Name the parts of an arrival that rest on assumptions, so that its day can be checked."""
    if not _may_be_assumed(leader):
        return said
    terms = leader.plan.table.arrival(leader.pair).terms
    parts = tuple(
        message("reason.assumed_part", n=term.days, part=_part(term.part, ""))
        for term in terms
        if term.is_assumed and term.days > 0
    )
    return message("reason.with_assumed", said=said, parts=parts) if parts else said


def _may_be_assumed(leader: Leader) -> bool:
    """Tell whether any part can rest on an assumption; breaking an arrival up takes longer."""
    offer = leader.offer
    given = (offer.notice, offer.load, offer.setup, offer.transit)
    steps = (step.duration for step in offer.decision_steps)
    return bool(leader.plan.problem.nodes) or any(
        one.is_assumed or one.days is None for one in (*given, *steps)
    )


def _longest_part(leader: Leader) -> tuple[ArrivalPart | None, float, str]:
    """Give the dominant part of an arrival, its days, and who or what its longest step is."""
    part = leader.plan.table.dominant_part(leader.pair)
    offer = leader.offer
    match part:
        case ArrivalPart.NOTICE:
            return part, offer.notice.days or 0.0, ""
        case ArrivalPart.LOAD:
            return part, offer.load.days or 0.0, ""
        case ArrivalPart.SETUP:
            return part, offer.setup.days or 0.0, ""
        case ArrivalPart.TRANSIT if offer.transit.days is not None:
            return part, offer.transit.days, ""
        case ArrivalPart.DECISION:
            terms: tuple[ArrivalTerm, ...] = leader.plan.decision(leader.number).critical_steps
        case None | ArrivalPart.AVAILABLE:
            return part, 0.0, ""
        case _:
            arrival = leader.plan.table.arrival(leader.pair)
            terms = tuple(term for term in arrival.terms if term.part is part)
    if not terms:
        return None, 0.0, ""
    longest = max(terms, key=lambda term: term.days)
    return part, sum(term.days_from_d for term in terms), longest.name


def _has_several_steps(leader: Leader, part: ArrivalPart) -> bool:
    """Tell whether a part's days are those of several steps, so that no name stands for all."""
    if part is not ArrivalPart.DECISION:
        return False
    steps = leader.plan.decision(leader.number).critical_steps
    return len({step.name for step in steps if step.days_from_d > 0}) > 1


def _part(part: ArrivalPart, name: str) -> Message:
    if not name:
        return message("reason.part." + part)
    named: Parameter = Ref(RefKind.CAVEAT, name) if part is ArrivalPart.CAVEAT else name
    return message(f"reason.part.{part}_of", name=named)


def _gone(leader: Leader) -> Phrase:
    until = leader.plan.available_to[leader.number]
    if until <= NOWHERE_END:
        return leader.say(UNDATED), (leader.offer.partner,)
    need = leader.need.row
    needed = message("reason.needed_until", day=Day(need.to_day))
    if until <= need.from_day:
        needed = message("reason.needed_from", day=Day(need.from_day))
    said = leader.say("reason.gone", until=Day(int(until)), needed=needed)
    return said, (leader.offer.partner,)


def _condition(code: ReasonCode) -> Callable[[Leader], Phrase]:
    def phrase(leader: Leader) -> Phrase:
        names = leader.conditions(code)
        kind = RefKind.PLACE if code is ReasonCode.PERMIT else RefKind.CONDITION
        refs = tuple(Ref(kind, name) for name in names)
        if not refs:
            return leader.say(f"reason.{code.name.lower()}_unnamed"), ()
        shared = _needed_by_all(leader, code)
        if len(leader.cause.at) > 1 and shared and len(shared) < len(names):
            all_need = tuple(Ref(kind, name) for name in names if name in shared)
            own = tuple(Ref(kind, name) for name in names if name not in shared)
            said = leader.say(f"reason.{code.name.lower()}_of_all", conditions=all_need, own=own)
            return said, names
        return leader.say("reason." + code.name.lower(), conditions=refs), names

    return phrase


def _needed_by_all(leader: Leader, code: ReasonCode) -> frozenset[str]:
    """Name the conditions of a kind that all offers of a cause need."""
    conditions = leader.plan.table.conditions
    pairs = leader.need.pairs[leader.cause.at]
    each = (
        {one.name for one in conditions.conditions[number] if one.reason is code}
        for number in set(conditions.combination[pairs].tolist())
    )
    return frozenset[str].intersection(*map(frozenset, each))


def _caveat(leader: Leader) -> Phrase:
    rows = leader.caveats()
    if not rows:
        crisis = leader.need.row.crisis
        return leader.say("reason.caveat_crisis", crisis=Ref(RefKind.CRISIS, crisis)), (crisis,)
    first = rows[0]
    caveat = Ref(RefKind.CAVEAT, first.id)
    text = first.text.strip().rstrip(".,;:").rstrip()
    if text:
        return leader.say("reason.caveat_text", caveat=caveat, text=text), (first.id,)
    return leader.say("reason.caveat", caveat=caveat), (first.id,)


def _quality(leader: Leader) -> Phrase:
    attributes = dict(leader.offer.attributes)
    criteria = leader.need.row.criteria
    for one in criteria:
        found = attributes.get(one.name)
        is_met = found is not None and {
            "≥": found >= one.value,
            "≤": found <= one.value,
            "=": found == one.value,
        }.get(one.relation, True)
        if not is_met:
            said = leader.say(
                "reason.quality",
                found=found,
                name=one.name,
                relation=one.relation,
                value=one.value,
            )
            return said, (one.name,)
    return leader.say("reason.quality_unnamed"), ()


def _committed(leader: Leader) -> Phrase:
    rows = leader.plan.commitments.get(leader.number, [])
    where = tuple(sorted({row.where for row in rows if row.where}))[:MOST_NAMED]
    if where:
        return leader.say("reason.committed_to", where=where), where
    return leader.say("reason.committed"), ()


def _forbidden(leader: Leader) -> Phrase:
    pair = (leader.offer.id, leader.need.row.id)
    is_stated = any((row.offer, row.requirement) == pair for row in leader.plan.problem.forbidden)
    code = "reason.forbidden" if is_stated else "reason.not_listed"
    return leader.say(code), (leader.offer.id,)


def _unknown(leader: Leader) -> Phrase:
    names = leader.plan.table.arrival(leader.pair).unknown_fields
    fields = tuple(message("reason.field." + name.partition(":")[0]) for name in names)
    if not fields:
        return leader.say("reason.unknown_unnamed"), ()
    return leader.say("reason.unknown", fields=tuple(dict.fromkeys(fields))), names


def _refused(leader: Leader) -> Phrase:
    return leader.say("reason.permit_unnamed"), ()


def _plain(code: str) -> Callable[[Leader], Phrase]:
    def phrase(leader: Leader) -> Phrase:
        return leader.say(code), (leader.offer.partner,)

    return phrase


_PHRASES: Mapping[ReasonCode, Callable[[Leader], Phrase]] = MappingProxyType(
    {
        ReasonCode.TYPE: _plain("reason.type"),
        ReasonCode.QUALITY: _quality,
        ReasonCode.CAVEAT: _caveat,
        ReasonCode.MARKING: _plain("reason.marking"),
        ReasonCode.AUTHORITY: _condition(ReasonCode.AUTHORITY),
        ReasonCode.CONSENT: _condition(ReasonCode.CONSENT),
        ReasonCode.PERMIT: _condition(ReasonCode.PERMIT),
        ReasonCode.LATE: _late,
        ReasonCode.GONE: _gone,
        ReasonCode.COMMITTED: _committed,
        ReasonCode.FORBIDDEN: _forbidden,
        ReasonCode.UNKNOWN: _unknown,
    }
)
