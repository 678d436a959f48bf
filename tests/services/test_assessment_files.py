"""Assessments travel as files that hold only what their reader may see."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from crisisplanner.domain.entity import shipped_id
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.risk import (
    Evidence,
    IndicatorRating,
    IndicatorState,
    RiskAssessment,
    RiskIndicator,
)
from crisisplanner.domain.situation import Crisis
from crisisplanner.services import assessing, editing
from crisisplanner.services.assessment_files import receive_assessment, share_assessment
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import create_workspace
from tests.services.conftest import counted_outside

FIRST = shipped_id(RiskIndicator.KIND, "7.1")
SECOND = shipped_id(RiskIndicator.KIND, "9.2")
OPEN = Marking("AMBER", releasable_to=("Okello",))
CLOSED = Marking("RED")


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Session]:
    """Open the same case in the workspace of somebody else."""
    outside = counted_outside(tmp_path / "others", "other")
    path = tmp_path / "other.crisis"
    with create_workspace(path, author="Okello", case="bunia-2003", outside=outside) as session:
        yield session


@pytest.fixture
def assessed(bunia: Session) -> RiskAssessment:
    """Rate two indicators, one of them withheld, with evidence open and withheld."""
    crisis = bunia.all(Crisis)[0]
    rating = assessing.rate(bunia, crisis.id, FIRST, state=IndicatorState.PRESENT, note="Posts")
    assessing.rate(bunia, crisis.id, SECOND, state=IndicatorState.ACUTE, note="S", marking=CLOSED)
    report = assessing.add_evidence(bunia, rating.id, "Report E14")
    editing.change_field(bunia, Evidence.KIND, report.id, "marking", OPEN)
    witness = assessing.add_evidence(bunia, rating.id, "Witness of the night")
    editing.change_field(bunia, Evidence.KIND, witness.id, "marking", CLOSED)
    own = assessing.own_assessment(bunia, crisis.id)
    assert own is not None
    editing.change_field(bunia, RiskAssessment.KIND, own.id, "marking", OPEN)
    return bunia.get(RiskAssessment, own.id)


def test_a_file_holds_only_what_its_reader_may_see(
    bunia: Session, assessed: RiskAssessment, other: Session, tmp_path: Path
) -> None:
    path = tmp_path / "assessment.json"
    shared = share_assessment(bunia, assessed.id, "Okello", path)
    assert (shared.n_ratings, shared.n_evidence, shared.n_withheld) == (1, 1, 2)
    text = path.read_text("utf-8")
    assert "Report E14" in text
    for withheld in ("Witness", "acute", SECOND):
        assert withheld not in text
    crisis = other.all(Crisis)[0]
    received = receive_assessment(other, path, crisis.id)
    assert (received.assessor, received.marking) == ("Maya", OPEN)
    (rating,) = other.all(IndicatorRating)
    assert (rating.indicator, rating.state, rating.note) == (FIRST, IndicatorState.PRESENT, "Posts")
    assert [e.title for e in assessing.evidence_of(other, rating.id)] == ["Report E14"]


def test_a_reader_who_may_not_see_it_gets_no_file(
    bunia: Session, assessed: RiskAssessment, tmp_path: Path
) -> None:
    with pytest.raises(CrisisPlannerError) as caught:
        share_assessment(bunia, assessed.id, "Lind", tmp_path / "assessment.json")
    assert caught.value.messages[0].code == "assessing.withheld"
    assert not (tmp_path / "assessment.json").exists()


def test_a_later_file_takes_the_place_of_the_earlier(
    bunia: Session, assessed: RiskAssessment, other: Session, tmp_path: Path
) -> None:
    path, crisis = tmp_path / "assessment.json", other.all(Crisis)[0]
    share_assessment(bunia, assessed.id, "Okello", path)
    receive_assessment(other, path, crisis.id)
    assessing.rate(bunia, assessed.crisis, FIRST, state=IndicatorState.ABSENT)
    share_assessment(bunia, assessed.id, "Okello", path)
    receive_assessment(other, path, crisis.id)
    assert [r.state for r in other.all(IndicatorRating)] == [IndicatorState.ABSENT]
    assert len(other.all(RiskAssessment)) == 1
    editing.undo(other)
    assert [r.state for r in other.all(IndicatorRating)] == [IndicatorState.PRESENT]


def test_ones_own_assessment_is_not_overwritten_by_a_file(
    bunia: Session, assessed: RiskAssessment, tmp_path: Path
) -> None:
    path = tmp_path / "assessment.json"
    share_assessment(bunia, assessed.id, "Okello", path)
    with pytest.raises(CrisisPlannerError) as caught:
        receive_assessment(bunia, path, assessed.crisis)
    assert caught.value.messages[0].code == "assessing.own_is_newer"


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe",
        b"[",
        b"[" * 100_000,
        b"[]",
        b"{}",
        json.dumps({"format": "crisisplanner assessment"}).encode(),
        json.dumps(
            {
                "format": "crisisplanner assessment",
                "assessment": [7],
                "indicators": [],
                "evidence": [],
                "ratings": [],
                "ties": [],
                "dissents": [],
            }
        ).encode(),
    ],
)
def test_what_is_no_assessment_is_refused_and_changes_nothing(
    other: Session, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "assessment.json"
    path.write_bytes(content)
    position = other.file.position()
    with pytest.raises(CrisisPlannerError) as caught:
        receive_assessment(other, path, other.all(Crisis)[0].id)
    assert caught.value.messages[0].code == "assessing.not_an_assessment"
    assert other.file.position() == position
