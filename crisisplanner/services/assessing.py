"""Assess a crisis: rate indicators alone, tie evidence, challenge, judge, and agree jointly.

Who rates has an assessment of one's own; nobody's ratings are changed by another person. An agreed
assessment is one more, with a dissent for every state that an assessor does not share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median_high
from typing import Any

from crisisplanner.domain.changes import Change, Create, Update
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import bad_input, refused
from crisisplanner.domain.fields import LONGEST_LINE
from crisisplanner.domain.figures import Confidence
from crisisplanner.domain.messages import message
from crisisplanner.domain.risk import (
    AssessmentMethod,
    Credibility,
    Dissent,
    Evidence,
    IndicatorRating,
    IndicatorState,
    RatingEvidence,
    Reliability,
    RiskAssessment,
    RiskIndicator,
)
from crisisplanner.domain.situation import Crisis, RiskFactor
from crisisplanner.planning.risk.profile import middle_state, trend_of
from crisisplanner.services.session import Session

RATED_FIELDS = frozenset({"state", "trend", "confidence", "note", "marking"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """Hold an overall judgement; None is open."""

    likelihood_step: int | None = None
    impact_step: int | None = None
    horizon_months: int | None = None
    confidence: Confidence | None = None


def assessments_of(session: Session, crisis_id: EntityId) -> tuple[RiskAssessment, ...]:
    """List the assessments of a crisis: those of assessors by name, then the agreed by date."""
    found = session.select(RiskAssessment, crisis=crisis_id, retired=False)
    return tuple(
        sorted(found, key=lambda a: (a.agreed, a.agreed and str(a.assessed_on), a.assessor, a.id))
    )


def own_assessment(session: Session, crisis_id: EntityId) -> RiskAssessment | None:
    """Give the author's own assessment of a crisis, if there is one."""
    own = [
        a
        for a in assessments_of(session, crisis_id)
        if not a.agreed and a.assessor == session.author
    ]
    return own[0] if own else None


def ratings_of(session: Session, assessment_id: EntityId) -> dict[EntityId, IndicatorRating]:
    """Give the ratings of an assessment by indicator."""
    found = session.select(IndicatorRating, assessment=assessment_id)
    return {rating.indicator: rating for rating in found}


def rate(
    session: Session, crisis_id: EntityId, indicator_id: EntityId, **fields: Any
) -> IndicatorRating:
    """Rate an indicator in one's own assessment, which begins with the first rating.

    ``fields`` are those of a rating: state, trend, confidence, note, marking; others are kept.
    """
    unknown = fields.keys() - RATED_FIELDS
    if unknown:
        raise bad_input("field.unknown", kind=message("kind.indicator_rating"), field=min(unknown))
    indicator = session.get(RiskIndicator, indicator_id)
    changes: list[Change] = []
    assessment = _own_or_new(session, crisis_id, changes)
    rating = ratings_of(session, assessment.id).get(indicator_id)
    today = session.outside.now().date()
    if "state" in fields and (rating is None or rating.state is not fields["state"]):
        fields["state_since"] = today
    if rating is None:
        rating = IndicatorRating(
            id=session.outside.new_id(), assessment=assessment.id, indicator=indicator_id, **fields
        )
        changes.append(Create(rating))
    else:
        changes.append(Update(IndicatorRating.KIND, rating.id, fields))
        rating = replace(rating, **fields)
    if assessment.assessed_on != today:
        changes.append(Update(RiskAssessment.KIND, assessment.id, {"assessed_on": today}))
    what = message(
        "journal.indicator_rated",
        indicator=indicator.text,
        state=message(f"word.IndicatorState.{rating.state.value}"),
    )
    session.write(what, changes)
    return rating


def judge(session: Session, crisis_id: EntityId, judgement: Judgement) -> RiskAssessment:
    """Set likelihood, impact, horizon and confidence of one's own assessment."""
    crisis = session.get(Crisis, crisis_id)
    changes: list[Change] = []
    assessment = _own_or_new(session, crisis_id, changes)
    fields = {
        "likelihood_step": judgement.likelihood_step,
        "impact_step": judgement.impact_step,
        "horizon_months": judgement.horizon_months,
        "confidence": judgement.confidence,
    }
    changes.append(Update(RiskAssessment.KIND, assessment.id, fields))
    session.write(message("journal.risk_judged", crisis=crisis.name), changes)
    return session.get(RiskAssessment, assessment.id)


def add_indicator(session: Session, factor_id: EntityId, text: str) -> RiskIndicator:
    """Add an indicator of one's own to a factor, numbered after the others."""
    factor = session.get(RiskFactor, factor_id)
    others = session.select(RiskIndicator, factor=factor_id)
    indicator = RiskIndicator(
        id=session.outside.new_id(),
        factor=factor_id,
        number=1 + max((one.number or 0 for one in others), default=0),
        text=text.strip(),
        source=session.author,
    )
    session.write(message("journal.indicator_added", factor=factor.title), [Create(indicator)])
    return indicator


def add_evidence(
    session: Session,
    rating_id: EntityId,
    title: str,
    *,
    text: str = "",
    reliability: Reliability | None = None,
    credibility: Credibility | None = None,
    source: str = "",
) -> Evidence:
    """Add a piece of evidence and tie it to a rating, in one step."""
    rating = session.get(IndicatorRating, rating_id)
    crisis_id = session.get(RiskAssessment, rating.assessment).crisis
    evidence = Evidence(
        id=session.outside.new_id(),
        crisis=crisis_id,
        title=title.strip(),
        observed_on=session.outside.now().date(),
        text=text,
        reliability=reliability,
        credibility=credibility,
        source=source,
    )
    tie = RatingEvidence(id=session.outside.new_id(), rating=rating_id, evidence=evidence.id)
    what = message("journal.evidence_added", title=evidence.title)
    session.write(what, [Create(evidence), Create(tie)])
    return evidence


def tie_evidence(session: Session, rating_id: EntityId, evidence_id: EntityId) -> None:
    """Let a rating rest on a piece of evidence; once is enough."""
    evidence = session.get(Evidence, evidence_id)
    if session.select(RatingEvidence, rating=rating_id, evidence=evidence_id):
        return
    tie = RatingEvidence(id=session.outside.new_id(), rating=rating_id, evidence=evidence_id)
    session.write(message("journal.evidence_tied", title=evidence.title), [Create(tie)])


def evidence_of(session: Session, rating_id: EntityId) -> tuple[Evidence, ...]:
    """List what a rating rests on, the best source first."""
    ties = session.select(RatingEvidence, rating=rating_id)
    found = (session.get(Evidence, tie.evidence) for tie in ties)
    return tuple(
        sorted(found, key=lambda e: (e.reliability or "G", e.credibility or "7", e.title, e.id))
    )


def challenge(session: Session, rating_id: EntityId, text: str) -> None:
    """Attach a challenge to a rating, as a red team does; an empty text takes it back."""
    rating = session.get(IndicatorRating, rating_id)
    indicator = session.get(RiskIndicator, rating.indicator)
    text = text.strip()
    fields = {"challenge": text, "challenged_by": session.author if text else ""}
    session.write(
        message("journal.rating_challenged", indicator=indicator.text),
        [Update(IndicatorRating.KIND, rating_id, fields)],
    )


def agree(
    session: Session,
    crisis_id: EntityId,
    *,
    decided: Mapping[EntityId, IndicatorState] | None = None,
    dissent: Mapping[str, str] | None = None,
    note: str = "",
) -> RiskAssessment:
    """Record an agreed assessment from those of all assessors, with every dissent.

    A state is what was ``decided``, else the middle of what the assessors say. ``dissent`` adds an
    assessor's words to the whole. Refused with fewer than two assessors.
    """
    crisis = session.get(Crisis, crisis_id)
    singles = [a for a in assessments_of(session, crisis_id) if not a.agreed]
    if len(singles) < 2:
        raise refused("assessing.too_few_to_agree", n=len(singles))
    names = tuple(a.assessor for a in singles)
    for name in dissent or {}:
        if name not in names:
            raise bad_input("assessing.no_such_assessor", found=name, known=names)
    agreed = RiskAssessment(
        id=session.outside.new_id(),
        crisis=crisis_id,
        assessor=_names_in_a_line(names),
        method=AssessmentMethod.UN_FRAMEWORK,
        assessed_on=session.outside.now().date(),
        likelihood_step=_middle([a.likelihood_step for a in singles]),
        impact_step=_middle([a.impact_step for a in singles]),
        horizon_months=_shortest([a.horizon_months for a in singles]),
        agreed=True,
        note=note,
    )
    changes: list[Change] = [Create(agreed)]
    changes += _agreed_ratings(session, agreed, singles, decided or {})
    changes += [
        Create(
            Dissent(
                id=session.outside.new_id(), assessment=agreed.id, assessor=name, text=text.strip()
            )
        )
        for name, text in (dissent or {}).items()
        if text.strip()
    ]
    session.write(message("journal.assessment_agreed", crisis=crisis.name), changes)
    return agreed


def _names_in_a_line(names: Sequence[str]) -> str:
    """Join names as far as a line holds them; a number tells how many are left out."""
    line = ", ".join(names)
    n_kept = len(names)
    while len(line) > LONGEST_LINE and n_kept > 1:
        n_kept -= 1
        line = ", ".join((*names[:n_kept], "+" + str(len(names) - n_kept)))
    return line[:LONGEST_LINE]


def _agreed_ratings(
    session: Session,
    agreed: RiskAssessment,
    singles: Sequence[RiskAssessment],
    decided: Mapping[EntityId, IndicatorState],
) -> Iterator[Change]:
    rated = [(a, ratings_of(session, a.id)) for a in singles]
    indicators = dict.fromkeys(i for _, ratings in rated for i in ratings)
    indicators.update(dict.fromkeys(decided))
    for indicator in indicators:
        own = [(a, ratings[indicator]) for a, ratings in rated if indicator in ratings]
        state = decided.get(indicator, middle_state(rating.state for _, rating in own))
        yield Create(
            IndicatorRating(
                id=session.outside.new_id(),
                assessment=agreed.id,
                indicator=indicator,
                state=state,
                trend=trend_of(rating.trend for _, rating in own),
            )
        )
        for assessment, rating in own:
            # Not to have looked is no dissent.
            if rating.state not in (state, IndicatorState.UNKNOWN):
                yield Create(
                    Dissent(
                        id=session.outside.new_id(),
                        assessment=agreed.id,
                        assessor=assessment.assessor,
                        indicator=indicator,
                        state=rating.state,
                        text=rating.note,
                    )
                )


def _own_or_new(session: Session, crisis_id: EntityId, changes: list[Change]) -> RiskAssessment:
    own = own_assessment(session, crisis_id)
    if own is not None:
        return own
    session.get(Crisis, crisis_id)
    own = RiskAssessment(
        id=session.outside.new_id(),
        crisis=crisis_id,
        assessor=session.author,
        assessed_on=session.outside.now().date(),
    )
    changes.append(Create(own))
    return own


def _middle(steps: Sequence[int | None]) -> int | None:
    known = [step for step in steps if step is not None]
    return median_high(known) if known else None


def _shortest(months: Sequence[int | None]) -> int | None:
    return min((one for one in months if one is not None), default=None)
