"""Section 4: the risk of the plan's crisis, by factors, with who says what and who dissents."""

from __future__ import annotations

from collections.abc import Iterator

from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plan_document import (
    Block,
    Cell,
    Prose,
    ProseRole,
    Row,
    Value,
)
from crisisplanner.domain.risk import (
    Dissent,
    Evidence,
    IndicatorRating,
    IndicatorState,
    RiskAssessment,
    RiskIndicator,
)
from crisisplanner.domain.situation import RiskFactor
from crisisplanner.services.assessing import ratings_of
from crisisplanner.services.plan_contents.material import Material
from crisisplanner.services.plan_contents.section_parts import (
    below,
    head,
    heading,
    note,
    row,
    table,
    written,
)
from crisisplanner.services.risk_view import (
    RiskView,
    SeenFactor,
    SeenIndicator,
    SeenRating,
    band_of,
    ratings_of_indicator,
)

_STATES = (
    IndicatorState.ACUTE,
    IndicatorState.PRESENT,
    IndicatorState.EMERGING,
    IndicatorState.ABSENT,
    IndicatorState.UNKNOWN,
)
_GRAVE = frozenset({IndicatorState.ACUTE, IndicatorState.PRESENT})


def risk_analysis(material: Material) -> list[Block]:
    """Section 4: what is written, the factors, the judgements, each indicator that was looked at."""
    blocks = written(material, "4")
    view = material.risk
    if view.is_empty:
        return blocks
    blocks += _lead(view)
    blocks += [heading("risk_factors", "risk-factors"), _factors(view), note("risk_factors")]
    blocks += _judgements(view)
    blocks += _indicators(material, view)
    blocks += _differences(view)
    blocks += _dissents(material, view)
    blocks += _evidence(material)
    return blocks


def _lead(view: RiskView) -> Iterator[Block]:
    names = tuple(one.assessor for one in view.assessors)
    said = message(
        "document.risk.lead",
        rated=view.profile.n_rated,
        n=view.profile.n_indicators,
        names=names or message("document.risk.nobody"),
    )
    yield Prose(said, ProseRole.LEAD)
    total = view.profile.total()
    if total is None:
        yield Prose(message("document.risk.no_total"), ProseRole.NOTE)
    else:
        yield Prose(message("risk.total", least=total.least, most=total.most))


def _factors(view: RiskView) -> Block:
    columns = (
        head("factor", least_pt=150),
        head("looked_at"),
        *(head(state.value, at_end=True) for state in _STATES),
        head("trend"),
        head("apart", at_end=True),
    )
    return table(columns, [_factor_row(factor) for factor in view.factors])


def _factor_row(seen: SeenFactor) -> Row:
    factor, profile, distance = seen.factor, seen.profile, seen.agreement.mean_distance
    counts = [_count(profile.counts[state], state) for state in _STATES]
    return row(
        message("document.risk.factor", number=factor.number, title=factor.title),
        message("document.risk.out_of", rated=profile.n_rated, n=profile.n_indicators),
        *counts,
        message("word.Trend." + seen.trend.value) if seen.trend is not None else "–",
        "–" if distance is None else round(distance, 1),
    )


def _count(n: int, state: IndicatorState) -> Cell:
    return Cell(n or "–", is_strong=n > 0 and state in _GRAVE)


def _judgements(view: RiskView) -> Iterator[Block]:
    columns = (
        head("assessor", least_pt=110),
        head("judged_on"),
        head("likelihood"),
        head("impact"),
        head("band", least_pt=80),
        head("horizon"),
        head("confidence"),
    )
    yield heading("risk_judgements", "risk-judgements")
    yield table(columns, [_judgement_row(one) for one in (*view.assessors, *view.agreed)])


def _judgement_row(one: RiskAssessment) -> Row:
    name: Value = one.assessor
    if one.agreed:
        name = message("document.risk.agreed_by", names=one.assessor)
    band = band_of(one.likelihood_step, one.impact_step)
    return row(
        Cell(name, one.note, is_strong=one.agreed),
        one.assessed_on,
        _step(one.likelihood_step),
        _step(one.impact_step),
        Cell(_banded(band, one) if band else None, is_strong=bool(band)),
        message("risk.months", n=one.horizon_months) if one.horizon_months else "–",
        message("word.Confidence." + one.confidence.value) if one.confidence else "–",
    )


def _banded(band: str, one: RiskAssessment) -> Message:
    return message(
        "document.risk.band",
        band=message("risk.band." + band),
        likelihood=one.likelihood_step,
        impact=one.impact_step,
    )


def _step(step: int | None) -> Value:
    return None if step is None else message("document.risk.step", step=step)


def _indicators(material: Material, view: RiskView) -> Iterator[Block]:
    """List what anybody rated, the gravest of each factor first; the rest is only counted."""
    rated = _rated_by_anyone(material, view)
    columns = (head("indicator", least_pt=170), head("joint_state"), head("who_says", least_pt=170))
    rows: list[Row] = []
    for seen in view.factors:
        own = [
            _indicator_row(material, view, seen.factor, one)
            for one in seen.gravest_first()
            if one.indicator.id in rated
        ]
        if own:
            rows.append(Row((Cell(_factor_title(seen.factor)),), is_group=True))
            rows += own
    if rows:
        yield heading("risk_indicators", "risk-indicators")
        yield table(columns, rows)


def _rated_by_anyone(material: Material, view: RiskView) -> frozenset[str]:
    found = (ratings_of(material.session, one.id) for one in (*view.assessors, *view.agreed))
    return frozenset(indicator for ratings in found for indicator in ratings)


def _factor_title(factor: RiskFactor) -> Message:
    return message("risk.factor_title", number=factor.number, title=factor.title)


def _numbered(factor: RiskFactor, indicator: RiskIndicator) -> Message:
    return message(
        "document.risk.numbered",
        factor=factor.number,
        number=indicator.number,
        text=indicator.text,
    )


def _indicator_row(
    material: Material, view: RiskView, factor: RiskFactor, seen: SeenIndicator
) -> Row:
    said = ratings_of_indicator(material.session, view, seen.indicator.id)
    evidence = dict.fromkeys(piece for one in said for piece in one.evidence)
    marks = [mark for piece in evidence for mark in material.evidence_marks(piece)]
    sources = material.registers.source(seen.indicator.source, seen.indicator.basis.value)
    return row(
        Cell(_numbered(factor, seen.indicator), marks=sources),
        Cell(message("word.IndicatorState." + seen.state.value), is_strong=seen.state in _GRAVE),
        Cell(below([_who_says(one) for one in said]), marks=tuple(marks)),
    )


def _who_says(one: SeenRating) -> Value:
    rating, assessment = one.rating, one.assessment
    name: Value = assessment.assessor
    if assessment.agreed:
        name = message("document.risk.agreed")
        if assessment.assessed_on is not None:
            name = message("document.risk.agreed_on", on=assessment.assessed_on)
    more: list[Value] = []
    if rating.state_since is not None:
        more.append(message("document.risk.since", on=rating.state_since))
    if rating.trend is not None:
        trend = message("word.Trend." + rating.trend.value)
        more.append(message("document.risk.trend", trend=trend))
    if rating.confidence is not None:
        sure = message("word.Confidence." + rating.confidence.value)
        more.append(message("document.risk.confidence", confidence=sure))
    state = message("word.IndicatorState." + rating.state.value)
    said = message("document.risk.said", name=name, state=state)
    if more:
        said = message("document.risk.said_more", name=name, state=state, more=tuple(more))
    return below([_with_note(said, rating), *_challenge(rating)])


def _with_note(said: Message, rating: IndicatorRating) -> Message:
    if not rating.note.strip():
        return said
    return message("document.risk.with_note", said=said, note=rating.note)


def _challenge(rating: IndicatorRating) -> list[Value]:
    if not rating.challenge.strip():
        return []
    return [message("document.risk.challenge", name=rating.challenged_by, text=rating.challenge)]


def _differences(view: RiskView) -> Iterator[Block]:
    if not view.disagreements:
        return
    factors = {seen.factor.id: seen.factor for seen in view.factors}
    rows = [
        row(_numbered(factors[one.factor], one.indicator), one.steps) for one in view.disagreements
    ]
    yield heading("risk_differences", "risk-differences")
    yield table((head("indicator", least_pt=200), head("apart", at_end=True)), rows)


def _dissents(material: Material, view: RiskView) -> Iterator[Block]:
    columns = (
        head("assessor"),
        head("indicator", least_pt=150),
        head("agreed_state"),
        head("dissents_as"),
        head("in_words", least_pt=90),
    )
    rows: list[Row] = []
    for agreed in view.agreed:
        states = ratings_of(material.session, agreed.id)
        found = material.session.select(Dissent, assessment=agreed.id)
        ordered = sorted(found, key=lambda d: (d.indicator is not None, d.assessor, d.id))
        own = [_dissent_row(view, one, states.get(one.indicator or "")) for one in ordered]
        if own:
            title = message("risk.agreed_version", on=agreed.assessed_on)
            rows += [Row((Cell(title),), is_group=True), *own]
    if rows:
        yield heading("risk_dissents", "risk-dissents")
        yield table(columns, rows)


def _dissent_row(view: RiskView, one: Dissent, agreed: IndicatorRating | None) -> Row:
    about: Value = message("document.risk.whole")
    for seen in view.factors:
        for indicator in seen.indicators:
            if indicator.indicator.id == one.indicator:
                about = _numbered(seen.factor, indicator.indicator)
    return row(
        one.assessor,
        about,
        "–" if agreed is None else message("word.IndicatorState." + agreed.state.value),
        "–" if one.state is None else message("word.IndicatorState." + one.state.value),
        one.text or "–",
    )


def _evidence(material: Material) -> Iterator[Block]:
    """List the evidence of the crisis, numbered; what a rating rests on refers to it."""
    if not material.evidence:
        return
    columns = (
        head("number"),
        head("evidence", least_pt=170),
        head("seen_on"),
        head("place_seen"),
        head("grade", least_pt=90),
    )
    yield heading("evidence", "evidence")
    yield table(columns, [_evidence_row(material, one) for one in material.evidence])


def _evidence_row(material: Material, one: Evidence) -> Row:
    grades: tuple[Value, ...] = tuple(
        message(f"word.{type(grade).__name__}.{grade.value}")
        for grade in (one.reliability, one.credibility)
        if grade is not None
    )
    letter = (one.reliability.value if one.reliability else "") + (
        one.credibility.value if one.credibility else ""
    )
    (mark,) = material.evidence_marks(one)
    return row(
        mark.label,
        Cell(one.title, one.text, material.registers.source(one.source, letter), is_strong=True),
        one.observed_on,
        material.labels.find(("place",), one.place),
        below(grades) if grades else message("document.not_graded"),
        anchor=mark.anchor,
    )
