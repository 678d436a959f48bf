"""Locks that can't be kept, in tables: exit 2 with file, row and column of lock and rule."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from crisisplanner.cli.main import run
from crisisplanner.domain.problem import (
    IncompatibleRow,
    LockRow,
    OfferRow,
    Problem,
    RequirementRow,
)
from crisisplanner.exchange.matching_tables import write_problem

NEED = RequirementRow("camp", "north", "clinic", 4.0, 0, 10)
PROBLEM = Problem(
    offers=(OfferRow("fr", "FR", "clinic", 2.0), OfferRow("se", "SE", "clinic", 2.0)),
    requirements=(replace(NEED, id="town"), NEED),
    locks=(LockRow("se", "town", 1.0), LockRow("fr", "camp", 1.0)),
)


@pytest.fixture
def matched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder to match in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "tables").mkdir()
    return tmp_path


def answer_to(folder: Path, problem: Problem) -> tuple[int, str]:
    write_problem(folder / "tables", problem)
    out, err = io.StringIO(), io.StringIO()
    code = run(("match", "--tables", "tables", "--out", "r.json"), out=out, err=err)
    assert not (folder / "r.json").exists()
    return code, " ".join(err.getvalue().split())


def test_a_rule_that_a_lock_breaks_by_itself_is_named_before_matching(matched: Path) -> None:
    few = replace(PROBLEM, requirements=(PROBLEM.requirements[0], replace(NEED, min_partners=3)))
    code, said = answer_to(matched, few)
    assert code == 2
    assert "locks.csv" in said
    assert "requirements.csv" in said
    assert "1 of FR (fr) for camp" in said
    assert "camp must be served by at least 3 partners (could serve: 2)" in said
    assert "for town" not in said


def test_rules_that_forbid_a_lock_only_together_are_named_after_matching(matched: Path) -> None:
    rivals = replace(
        PROBLEM,
        requirements=(PROBLEM.requirements[0], replace(NEED, min_partners=2)),
        incompatible=(IncompatibleRow("FR", "SE"),),
    )
    code, said = answer_to(matched, rivals)
    assert code == 2
    assert "locks.csv" in said
    assert "incompatible.csv" in said
    assert "1 of FR (fr) for camp" in said
    assert "FR and SE may not serve together" in said
    assert "camp must be served by at least 2 partners" in said
