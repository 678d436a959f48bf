"""Promises that partners kept or not, and the probability that they suggest for their offers.

A suggestion is only taken by a person, in one step of the history, and stays an assumption.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.changes import Changes, Update
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import refused
from crisisplanner.domain.figures import Basis, Confidence, Figure
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.requests import Fulfilment
from crisisplanner.services.session import Session

FEW_CASES = 10
"""Below this many cases a suggestion has low confidence, below three times as many a medium one."""
SUGGESTED = "fulfilment"
"""What the source of a suggested probability begins with, so that it can be told from a judgement."""


@dataclass(frozen=True, slots=True)
class Case:
    """Show one promise: the share that came, and how late; None where that is not known."""

    fulfilment: Fulfilment
    share: float | None
    days_late: int | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Suggest a probability of fulfilment; ``n`` cases kept promises that sum to ``kept``."""

    probability: Figure
    n: int
    kept: float


@dataclass(frozen=True, slots=True)
class Record:
    """Show how a partner kept its promises; without a case that can be told there is no suggestion.

    ``n_open`` offers have no probability or an earlier suggestion: they would take the suggestion;
    ``n_judged`` have another one, which stays.
    """

    cases: tuple[Case, ...]
    suggestion: Suggestion | None
    n_open: int
    n_judged: int


def record_of(session: Session, partner: EntityId) -> Record:
    """Read a partner's promises, newest first."""
    from crisisplanner.planning.fulfilment import chance_of, kept_share

    known = session.select(Fulfilment, partner=partner, retired=False)
    cases = [
        Case(one, kept_share(one.promised.value, one.delivered.value), _days_late(one))
        for one in sorted(known, key=_newest_first)
    ]
    chance = chance_of([case.share for case in cases if case.share is not None])
    suggestion = None
    if chance is not None:
        figure = Figure(
            round(chance.value, 2),
            "1",
            low=round(chance.low, 2),
            high=round(chance.high, 2),
            basis=Basis.ASSUMPTION,
            as_of=session.outside.now().date(),
            confidence=_confidence(chance.n),
        )
        suggestion = Suggestion(figure, chance.n, chance.kept)
    offers = _counting(session, partner)
    n_open = sum(_takes_suggestion(offer) for offer in offers)
    return Record(tuple(cases), suggestion, n_open, len(offers) - n_open)


def take_suggestion(session: Session, partner: EntityId, source: str) -> Changes:
    """Give the suggested probability to all offers of a partner that nobody judged, in one step.

    ``source`` says how it was computed, in the words that the person saw. Refused without a
    suggestion, and where every offer has a probability of somebody's own.
    """
    name = session.get(Partner, partner).name
    suggestion = record_of(session, partner).suggestion
    if suggestion is None:
        raise refused("fulfilment.no_cases", partner=name)
    figure = replace(suggestion.probability, source=SUGGESTED + ": " + source)
    offers = [offer for offer in _counting(session, partner) if _takes_suggestion(offer)]
    if not offers:
        raise refused("fulfilment.no_offers", partner=name)
    what = message("journal.fulfilment.taken", n=len(offers), partner=name, value=figure.value)
    return session.write(what, [Update(Offer.KIND, o.id, {"probability": figure}) for o in offers])


def _counting(session: Session, partner: EntityId) -> list[Offer]:
    offers = session.select(Offer, partner=partner, retired=False)
    return [offer for offer in offers if offer.state.counts or offer.state.counts_if]


def _takes_suggestion(offer: Offer) -> bool:
    return not offer.probability.is_known or offer.probability.source.startswith(SUGGESTED)


def _confidence(n: int) -> Confidence:
    if n < FEW_CASES:
        return Confidence.LOW
    return Confidence.MEDIUM if n < 3 * FEW_CASES else Confidence.HIGH


def _days_late(one: Fulfilment) -> int | None:
    if one.promised_for is None or one.delivered_on is None:
        return None
    return (one.delivered_on - one.promised_for).days


def _newest_first(one: Fulfilment) -> tuple[int, str]:
    on = one.promised_for or one.delivered_on
    return (-on.toordinal() if on is not None else 0, one.id)
