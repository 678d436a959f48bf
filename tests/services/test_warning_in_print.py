"""What a plan prints of the risk of its crisis and of the triggers that watch it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from crisisplanner.domain.changes import Create, Update
from crisisplanner.domain.entity import shipped_id
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.messages import message
from crisisplanner.domain.monitoring import CalendarEvent, CalendarKind
from crisisplanner.domain.plan_document import Facts, Heading, PlanDocument, Prose, Section, Table
from crisisplanner.domain.plans import DecisionPoint
from crisisplanner.domain.risk import (
    Credibility,
    IndicatorRating,
    IndicatorState,
    Reliability,
    RiskAssessment,
    RiskIndicator,
    Trend,
)
from crisisplanner.domain.situation import Crisis
from crisisplanner.domain.warning import LeadsTo, Trigger, TriggerCondition, Verdict
from crisisplanner.services import assessing, warning
from crisisplanner.services.publishing import export_plan, plan_document
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import find_plan
from crisisplanner.wording.catalogue import Wording

FIRST = shipped_id(RiskIndicator.KIND, "9.1")
SECOND = shipped_id(RiskIndicator.KIND, "9.2")


@pytest.fixture(scope="module")
def words() -> Wording:
    return Wording()


def document(session: Session) -> PlanDocument:
    return plan_document(session, find_plan(session, None).id)


def section(session: Session, number: str) -> Section:
    return next(one for one in document(session).sections if one.number == number)


def crisis_of(session: Session) -> str:
    return session.all(Crisis)[0].id


def texts(one: Section, words: Wording) -> Iterator[str]:
    for block in one.blocks:
        match block:
            case Prose():
                yield words.value(block.text)
            case Heading():
                yield words.value(block.title)
            case Table():
                for row in block.rows:
                    yield " | ".join(
                        words.value(value)
                        for cell in row.cells
                        for value in (cell.value, cell.note)
                    )
            case Facts():
                yield words.value(block.title)
                for fact in block.rows:
                    yield ": ".join(
                        words.value(value)
                        for value in (fact.label, fact.cell.value, fact.cell.note)
                    )


def said(session: Session, number: str, words: Wording) -> str:
    return "\n".join(texts(section(session, number), words))


@pytest.fixture
def assessed(bunia: Session) -> Session:
    """Let two people assess the crisis, agree, and one of them dissent."""
    crisis = crisis_of(bunia)
    for name, state in (("Okello", IndicatorState.EMERGING), ("Lind", IndicatorState.ACUTE)):
        bunia.author = name
        rating = assessing.rate(
            bunia, crisis, FIRST, state=state, trend=Trend.WORSE, note="Seen by " + name
        )
    assessing.add_evidence(
        bunia,
        rating.id,
        "Lists of names were read out",
        reliability=Reliability.B,
        credibility=Credibility.PROBABLE,
        source="Radio log",
    )
    assessing.judge(bunia, crisis, assessing.Judgement(4, 5, 6))
    assessing.agree(bunia, crisis, dissent={"Okello": "The radio is one man."})
    return bunia


def test_a_crisis_that_nobody_assessed_prints_no_factors(bunia: Session, words: Wording) -> None:
    assert "Risk factors" not in said(bunia, "4", words)
    assert "unknown" not in said(bunia, "4", words)


def test_how_much_was_looked_at_is_said_and_unknown_is_not_absent(
    assessed: Session, words: Wording
) -> None:
    text = said(assessed, "4", words)
    assert "1 of 143 indicators were looked at, by Lind and Okello" in text
    assert "unknown, never absent" in text
    tables = [block for block in section(assessed, "4").blocks if isinstance(block, Table)]
    assert len(tables[0].rows) == 14
    ninth = [words.value(cell.value) for cell in tables[0].rows[8].cells]
    assert ninth[1].startswith("1 of ")
    assert ninth[5] == "–"
    assert int(ninth[6]) > 0


def test_judgements_ratings_evidence_and_dissent_are_printed(
    assessed: Session, words: Wording
) -> None:
    text = said(assessed, "4", words)
    assert "high risk (4 × 5)" in text
    assert "Agreed: Lind, Okello" in text
    assert "Seen by Lind" in text
    assert "Seen by Okello" in text
    assert "Lists of names were read out" in text
    assert "The radio is one man." in text
    assert "Okello | " in text


def test_a_challenge_stands_with_the_rating(assessed: Session, words: Wording) -> None:
    rating = next(r for r in assessed.all(IndicatorRating) if r.note == "Seen by Lind")
    assessing.challenge(assessed, rating.id, "Who heard it?")
    assert "Challenge by Lind: Who heard it?" in said(assessed, "4", words)


def test_a_closed_assessment_closes_the_whole_document(assessed: Session) -> None:
    one = next(a for a in assessed.all(RiskAssessment) if a.assessor == "Lind")
    red = {"marking": Marking("RED")}
    assessed.write(message("value.yes"), [Update(RiskAssessment.KIND, one.id, red)])
    assert document(assessed).identity.marking.level == "RED"


def fired(session: Session) -> warning.SeenTrigger:
    """Let a trigger on one grave indicator fire and be judged."""
    crisis = crisis_of(session)
    trigger = Trigger(
        id="t1",
        crisis=crisis,
        name="Names on lists",
        leads_to=LeadsTo.DECISION_POINT,
        leads_to_text="Meet the same day.",
    )
    condition = TriggerCondition(id="c1", trigger="t1", factors=("9",), n_indicators=1)
    session.write(message("value.yes"), [Create(trigger), Create(condition)])
    (firing,) = warning.log_firings(session, crisis)
    warning.judge_firing(session, firing.id, Verdict.TRUE_ALARM, "It was so.")
    return warning.triggers_of(session, crisis)[0]


def test_triggers_are_printed_with_rule_state_log_and_verdict(
    assessed: Session, words: Wording
) -> None:
    fired(assessed)
    text = said(assessed, "21", words)
    assert "At least 1 indicator of factor 9 present or graver" in text
    assert "Meet the same day." in text
    assert "true alarm | It was so." in text
    assert "Broken chain: Leads to a decision point, but none is tied" in text


def test_a_mended_chain_leads_to_the_decision_point_of_the_plan(
    assessed: Session, words: Wording
) -> None:
    fired(assessed)
    point = assessed.all(DecisionPoint)[0]
    tied = {"decision_point": point.id}
    assessed.write(message("value.yes"), [Update(Trigger.KIND, "t1", tied)])
    text = said(assessed, "21", words)
    assert "Broken chain: " not in text
    assert "a decision point: " + point.name in text
    links = [
        fact.cell.link
        for block in section(assessed, "21").blocks
        if isinstance(block, Facts)
        for fact in block.rows
    ]
    assert "decision-" + point.id in links


def test_dates_to_come_are_printed_from_the_day_of_the_last_change(
    bunia: Session, words: Wording
) -> None:
    day = bunia.outside.now().date()
    to_come = CalendarEvent(
        id="d1",
        name="Vote of the assembly",
        on_date=day.replace(year=day.year + 1),
        calendar_kind=CalendarKind.ELECTION,
    )
    past = CalendarEvent(id="d2", name="Past summit", on_date=date(1999, 1, 1))
    bunia.write(message("value.yes"), [Create(to_come), Create(past)])
    text = said(bunia, "21", words)
    assert "Vote of the assembly" in text
    assert "Past summit" not in text


def test_risk_and_triggers_print_the_same_bytes_twice(
    assessed: Session, tmp_path: Path, words: Wording
) -> None:
    fired(assessed)
    plan = find_plan(assessed, None).id
    for name in ("a.pdf", "b.pdf"):
        export_plan(assessed, plan, tmp_path / name, words=words)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
