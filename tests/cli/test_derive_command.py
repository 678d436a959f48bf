"""``crisisplanner derive``: needs from people, shown before and written once."""

import io
from pathlib import Path

import pytest

from crisisplanner.cli.main import run
from crisisplanner.domain.caseload import Caseload
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import Crisis, Scenario
from crisisplanner.services import editing
from crisisplanner.services.workspaces import create_workspace, open_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Make a plan for 120,000 displaced people."""
    path = tmp_path / "flight.crisis"
    people = Figure(120_000, "person", basis=Basis.SOURCED, source="a count")
    with create_workspace(path, author="somebody", case=None) as session:
        for entity in (
            Crisis(id="crisis", name="A crisis"),
            Scenario(id="scenario", crisis="crisis", name="Flight", duration=Figure(90, "d")),
            Plan(id="plan", scenario="scenario", title="The plan"),
            Caseload(id="part", scenario="scenario", people=people),
        ):
            editing.create_entity(session, entity)
    return path


def _run(*words: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return run(words, out=out, err=err), out.getvalue(), err.getvalue()


def test_deriving_shows_each_sum_and_writes_once(workspace: Path) -> None:
    code, out, _ = _run("derive", str(workspace), "--scenario", "flight", "--dry-run")
    assert code == 0
    assert "120,000 people × 15 l ÷ 225,000 l per module = 8 modules" in out
    with open_workspace(workspace, author="x", read_only=True) as session:
        assert session.all(Requirement) == ()
    assert _run("derive", str(workspace))[0] == 0
    with open_workspace(workspace, author="x", read_only=True) as session:
        assert session.all(Requirement)
    code, out, _ = _run("derive", str(workspace))
    assert "Nothing is new" in out


def test_a_scenario_that_is_not_there_is_refused_with_those_that_are(workspace: Path) -> None:
    code, _, err = _run("derive", str(workspace), "--scenario", "Flood")
    assert code == 2
    assert "Flight" in err
