"""Short reasons of one pair, as the chart writes them beside an offer or at the pointer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from crisisplanner.domain.days import Day
from crisisplanner.domain.match import PairVerdict, ReasonCode, first_reason_in
from crisisplanner.domain.messages import Message, Parameter, Ref, RefKind, message
from crisisplanner.domain.problem import NOWHERE_END, CaveatEffect, Problem
from crisisplanner.services.matching.calendar import FAR_DAY
from crisisplanner.services.naming import Names


def first_reason(verdict: PairVerdict) -> ReasonCode:
    """Give the reason under which a pair is listed."""
    return first_reason_in(verdict.mask)


@dataclass
class PairSentences:
    """Say in a few words what stands in a pair's way, with names in place."""

    problem: Problem
    names: Names
    _offers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._offers = {row.id: number for number, row in enumerate(self.problem.offers)}
        self._needs = {row.id: row for row in self.problem.requirements}

    def reason(self, verdict: PairVerdict) -> Message:
        """Say the first reason of a pair that is not possible."""
        code = first_reason(verdict)
        said = self._said(code, verdict)
        return self.names.in_message(said)

    def _said(self, code: ReasonCode, verdict: PairVerdict) -> Message:
        name = code.name.lower()
        match code:
            case ReasonCode.CAVEAT:
                return self._caveat(verdict)
            case ReasonCode.AUTHORITY | ReasonCode.CONSENT:
                return message(f"match_page.blocked.{name}", name=self._conditions(verdict))
            case ReasonCode.LATE:
                end = Day(self._needs[verdict.requirement].to_day)
                return message("match_page.blocked.late", end=end)
            case ReasonCode.GONE:
                until = self.problem.offers[self._offers[verdict.offer]].available_to
                if until is None or until >= FAR_DAY:
                    return message("match_page.blocked.gone_unnamed")
                if until <= NOWHERE_END:
                    return message("match_page.blocked.undated")
                return message("match_page.blocked.gone", end=Day(until))
            case ReasonCode.COMMITTED:
                return self._committed(verdict.offer)
            case ReasonCode.UNKNOWN:
                return message("match_page.blocked.unknown", fields=unknown_fields(verdict))
            case _:
                return message(f"match_page.blocked.{name}")

    def _caveat(self, verdict: PairVerdict) -> Message:
        for row in self.problem.caveats:
            if row.offer == verdict.offer and row.effect is CaveatEffect.FORBIDS and row.text:
                return message("match_page.blocked.caveat", text=row.text)
        return message("match_page.blocked.caveat_unnamed")

    def _conditions(self, verdict: PairVerdict) -> Parameter:
        offer = self.problem.offers[self._offers[verdict.offer]]
        needed = (*offer.needs, *self._needs[verdict.requirement].needs)
        return tuple(Ref(RefKind.CONDITION, name) for name in dict.fromkeys(needed))

    def _committed(self, offer: str) -> Message:
        where = tuple(
            dict.fromkeys(
                row.where for row in self.problem.commitments if row.offer == offer and row.where
            )
        )
        if not where:
            return message("match_page.blocked.committed_unnamed")
        return message("match_page.blocked.committed", where=where)


def unknown_fields(verdict: PairVerdict) -> tuple[Message, ...]:
    """Name the figures that are unknown and needed."""
    names = (name.partition(":")[0] for name in verdict.arrival.unknown_fields)
    return tuple(message(f"match_page.field.{name}") for name in dict.fromkeys(names))


def outside_windows(windows: Iterable[tuple[int, int]], start: int) -> Message | None:
    """Say why a possible pair can't begin on a day; None if it can."""
    periods = tuple(windows)
    if any(begin <= start < end for begin, end in periods):
        return None
    if periods and start < periods[0][0]:
        return message("match_page.refused.before", usable=Day(periods[0][0]))
    listed = tuple(
        message("match_page.period", start=Day(begin), end=Day(end)) for begin, end in periods
    )
    return message("match_page.refused.closed", start=Day(start), periods=listed)
