"""People assess a crisis in a real workspace: alone, challenged, and together."""

import pytest

from crisisplanner.domain.entity import shipped_id
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.figures import Basis, Confidence
from crisisplanner.domain.risk import (
    Credibility,
    Dissent,
    IndicatorRating,
    IndicatorState,
    Reliability,
    RiskAssessment,
    RiskIndicator,
    Trend,
)
from crisisplanner.domain.situation import Crisis, RiskFactor
from crisisplanner.services import assessing, editing
from crisisplanner.services.session import Session

FIRST = shipped_id(RiskIndicator.KIND, "7.1")
SECOND = shipped_id(RiskIndicator.KIND, "7.2")
THIRD = shipped_id(RiskIndicator.KIND, "8.1")


@pytest.fixture
def crisis(bunia: Session) -> str:
    return bunia.all(Crisis)[0].id


def test_a_case_begins_without_ratings(bunia: Session) -> None:
    assert bunia.all(RiskAssessment) == ()
    assert bunia.all(IndicatorRating) == ()
    assert len(bunia.all(RiskIndicator)) == 143


def test_the_first_rating_begins_an_assessment_and_undo_takes_both_back(
    bunia: Session, crisis: str
) -> None:
    assessing.rate(bunia, crisis, FIRST, state=IndicatorState.PRESENT, trend=Trend.WORSE)
    own = assessing.own_assessment(bunia, crisis)
    assert own is not None
    assert (own.assessor, own.agreed) == ("Maya", False)
    rating = assessing.ratings_of(bunia, own.id)[FIRST]
    assert (rating.state, rating.trend) == (IndicatorState.PRESENT, Trend.WORSE)
    editing.undo(bunia)
    assert assessing.own_assessment(bunia, crisis) is None
    assert bunia.all(IndicatorRating) == ()


def test_rating_again_changes_the_state_and_keeps_the_rest(bunia: Session, crisis: str) -> None:
    assessing.rate(bunia, crisis, FIRST, state=IndicatorState.EMERGING, note="Seen in May")
    assessing.rate(bunia, crisis, FIRST, state=IndicatorState.ACUTE)
    (rating,) = bunia.all(IndicatorRating)
    assert (rating.state, rating.note) == (IndicatorState.ACUTE, "Seen in May")


def test_nobody_changes_the_ratings_of_another(bunia: Session, crisis: str) -> None:
    assessing.rate(bunia, crisis, FIRST, state=IndicatorState.ABSENT)
    bunia.author = "Okello"
    assessing.rate(bunia, crisis, FIRST, state=IndicatorState.ACUTE)
    states = {
        a.assessor: assessing.ratings_of(bunia, a.id)[FIRST].state
        for a in assessing.assessments_of(bunia, crisis)
    }
    assert states == {"Maya": IndicatorState.ABSENT, "Okello": IndicatorState.ACUTE}


def test_a_rating_rests_on_evidence_best_source_first(bunia: Session, crisis: str) -> None:
    rating = assessing.rate(bunia, crisis, FIRST, state=IndicatorState.PRESENT)
    rumour = assessing.add_evidence(
        bunia, rating.id, "Rumour", reliability=Reliability.F, credibility=Credibility.DOUBTFUL
    )
    report = assessing.add_evidence(
        bunia, rating.id, "Report", reliability=Reliability.B, credibility=Credibility.PROBABLE
    )
    assessing.tie_evidence(bunia, rating.id, report.id)
    assert assessing.evidence_of(bunia, rating.id) == (report, rumour)


def test_a_challenge_stands_beside_a_rating_until_taken_back(bunia: Session, crisis: str) -> None:
    rating = assessing.rate(bunia, crisis, FIRST, state=IndicatorState.ABSENT)
    bunia.author = "Red team"
    assessing.challenge(bunia, rating.id, "Nobody has been there since March.")
    found = bunia.get(IndicatorRating, rating.id)
    assert (found.state, found.challenged_by) == (IndicatorState.ABSENT, "Red team")
    assessing.challenge(bunia, rating.id, " ")
    assert bunia.get(IndicatorRating, rating.id).challenged_by == ""


def test_agreement_takes_the_middle_and_records_each_dissent(bunia: Session, crisis: str) -> None:
    for name, state, likelihood in (
        ("Maya", IndicatorState.ACUTE, 5),
        ("Okello", IndicatorState.EMERGING, 4),
        ("Lind", IndicatorState.PRESENT, 5),
    ):
        bunia.author = name
        assessing.rate(bunia, crisis, FIRST, state=state, note="by " + name)
        assessing.judge(bunia, crisis, assessing.Judgement(likelihood, 5, 3, Confidence.MEDIUM))
    assessing.rate(bunia, crisis, SECOND, state=IndicatorState.UNKNOWN)
    agreed = assessing.agree(bunia, crisis, dissent={"Okello": "This is about land and gold."})
    ratings = assessing.ratings_of(bunia, agreed.id)
    assert ratings[FIRST].state is IndicatorState.PRESENT
    assert ratings[SECOND].state is IndicatorState.UNKNOWN
    assert (agreed.agreed, agreed.likelihood_step, agreed.impact_step) == (True, 5, 5)
    dissents = bunia.select(Dissent, assessment=agreed.id)
    by_indicator = {d.assessor: d.state for d in dissents if d.indicator == FIRST}
    assert by_indicator == {"Maya": IndicatorState.ACUTE, "Okello": IndicatorState.EMERGING}
    assert [d.text for d in dissents if d.indicator is None] == ["This is about land and gold."]


def test_what_the_group_decided_stands_before_the_middle(bunia: Session, crisis: str) -> None:
    for name in ("Maya", "Okello"):
        bunia.author = name
        assessing.rate(bunia, crisis, FIRST, state=IndicatorState.EMERGING)
    agreed = assessing.agree(
        bunia, crisis, decided={FIRST: IndicatorState.ACUTE, THIRD: IndicatorState.PRESENT}
    )
    states = {i: r.state for i, r in assessing.ratings_of(bunia, agreed.id).items()}
    assert states == {FIRST: IndicatorState.ACUTE, THIRD: IndicatorState.PRESENT}
    assert len(bunia.select(Dissent, assessment=agreed.id)) == 2


def test_one_person_alone_can_not_agree(bunia: Session, crisis: str) -> None:
    assessing.rate(bunia, crisis, FIRST, state=IndicatorState.EMERGING)
    with pytest.raises(CrisisPlannerError) as caught:
        assessing.agree(bunia, crisis)
    assert caught.value.messages[0].code == "assessing.too_few_to_agree"


def test_an_own_indicator_is_numbered_after_the_shipped_ones(bunia: Session) -> None:
    factor = next(f for f in bunia.all(RiskFactor) if f.number == 7)
    added = assessing.add_indicator(bunia, factor.id, " Markets close early ")
    assert (added.number, added.text, added.basis) == (15, "Markets close early", Basis.ASSUMPTION)
    assert added.source == "Maya"


def test_names_that_a_line_does_not_hold_are_counted(bunia: Session, crisis: str) -> None:
    for number in range(7):
        bunia.author = "Assessor " + str(number) + " " + "n" * 80
        assessing.rate(bunia, crisis, FIRST, state=IndicatorState.EMERGING)
    agreed = assessing.agree(bunia, crisis)
    assert agreed.assessor.count("Assessor") == 5
    assert agreed.assessor.endswith("n, +2")
