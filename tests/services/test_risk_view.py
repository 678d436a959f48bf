"""What a reader sees of the risk of a crisis in a real workspace."""

import pytest

from crisisplanner.domain.entity import shipped_id
from crisisplanner.domain.risk import IndicatorState, RiskIndicator, Trend
from crisisplanner.domain.situation import Crisis
from crisisplanner.services import assessing
from crisisplanner.services.risk_view import JOINT, ratings_of_indicator, risk_view
from crisisplanner.services.session import Session

FIRST = shipped_id(RiskIndicator.KIND, "9.1")
SECOND = shipped_id(RiskIndicator.KIND, "9.2")


@pytest.fixture
def crisis(bunia: Session) -> str:
    """Let three people rate factor 9."""
    crisis_id = bunia.all(Crisis)[0].id
    for name, first, second in (
        ("Maya", IndicatorState.ACUTE, IndicatorState.UNKNOWN),
        ("Okello", IndicatorState.EMERGING, IndicatorState.ABSENT),
        ("Lind", IndicatorState.ACUTE, IndicatorState.PRESENT),
    ):
        bunia.author = name
        assessing.rate(bunia, crisis_id, FIRST, state=first, trend=Trend.WORSE)
        assessing.rate(bunia, crisis_id, SECOND, state=second)
    return crisis_id


def test_nobody_has_begun_is_not_the_same_as_nothing_there(bunia: Session) -> None:
    view = risk_view(bunia, bunia.all(Crisis)[0].id)
    assert view.is_empty
    assert (view.profile.n_rated, view.profile.n_indicators) == (0, 143)
    assert view.profile.gravest is IndicatorState.UNKNOWN
    assert len(view.factors) == 14


def test_the_joint_picture_is_the_middle_of_the_assessors(bunia: Session, crisis: str) -> None:
    view = risk_view(bunia, crisis)
    ninth = view.factors[8]
    assert view.shown == JOINT
    assert [i.state for i in ninth.indicators[:2]] == [IndicatorState.ACUTE, IndicatorState.PRESENT]
    assert ninth.trend is Trend.WORSE
    assert [a.assessor for a in view.assessors] == ["Lind", "Maya", "Okello"]
    assert ninth.agreement.positions == (2.5, 3.0, 0.5)
    assert ninth.agreement.is_far_apart
    assert [(d.indicator.id, d.steps) for d in view.disagreements] == [(FIRST, 2), (SECOND, 2)]


def test_one_assessors_picture_holds_only_what_that_one_rated(bunia: Session, crisis: str) -> None:
    okello = next(a for a in assessing.assessments_of(bunia, crisis) if a.assessor == "Okello")
    view = risk_view(bunia, crisis, okello.id)
    states = [i.state for i in view.factors[8].gravest_first()[:3]]
    assert states == [IndicatorState.EMERGING, IndicatorState.ABSENT, IndicatorState.UNKNOWN]
    assert view.profile.n_rated == 2
    assert risk_view(bunia, crisis, "gone").shown == JOINT


def test_what_each_says_of_an_indicator_stands_side_by_side(bunia: Session, crisis: str) -> None:
    agreed = assessing.agree(bunia, crisis)
    said = ratings_of_indicator(bunia, risk_view(bunia, crisis), FIRST)
    assert [one.rating.state for one in said] == [
        IndicatorState.ACUTE,
        IndicatorState.ACUTE,
        IndicatorState.EMERGING,
        IndicatorState.ACUTE,
    ]
    assert said[-1].assessment == agreed
    assert [d.assessor for d in said[-1].dissents] == ["Okello"]
