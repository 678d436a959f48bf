"""What the case Bunia 2003 shows when it is matched."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from crisisplanner.domain.match import Coverage, Match
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.problem import Duration, Problem
from crisisplanner.domain.requirements import Requirement
from crisisplanner.planning.checker.checking import check_plan
from crisisplanner.planning.matching.settings import MatchOptions
from crisisplanner.planning.matching.solving import solve
from crisisplanner.services.matching.problem_building import build_problem
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import check_workspace, create_workspace, find_plan

OPTIONS = MatchOptions(gap=1e-4)
BRIGADE = ("BGD", "PAK", "NPL", "MONUC-01")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    path = tmp_path / "bunia.crisis"
    with create_workspace(path, author="Planner", case="bunia-2003") as made:
        yield made


def problem_of(session: Session) -> Problem:
    built = build_problem(session, find_plan(session, None))
    assert built.warnings == ()
    return built.problem


def coverage_by_code(session: Session, match: Match) -> Mapping[str, Coverage]:
    codes = {need.id: need.code for need in session.all(Requirement)}
    return {codes[coverage.requirement]: coverage for coverage in match.coverage}


def level_on(coverage: Coverage, day: int) -> float:
    return next(s.level for s in coverage.steps if s.from_day <= day < s.to_day)


def credit_on(coverage: Coverage, day: int) -> float:
    return next(s.credit for s in coverage.steps if s.from_day <= day < s.to_day)


def test_a_workspace_with_the_case_has_no_fault(session: Session) -> None:
    assert check_workspace(session) == ()


def test_nothing_that_an_arrival_needs_is_unknown(session: Session) -> None:
    for offer in problem_of(session).offers:
        parts = (offer.notice, offer.load, offer.transit, offer.setup)
        assert None not in [part.days for part in parts], offer.id
        assert None not in [step.duration.days for step in offer.decision_steps], offer.id
        assert offer.lift_t is not None
        assert offer.personnel_per_unit is not None


def test_the_plan_is_proven_best_and_breaks_no_rule(session: Session) -> None:
    problem = problem_of(session)
    match = solve(problem, OPTIONS)
    checked = check_plan(problem, match.allocations)
    assert checked.broken == ()
    assert checked.weighted_coverage == pytest.approx(match.weighted_coverage, abs=1e-6)
    assert match.status == "optimal"


def test_the_plan_shows_first_troops_end_date_and_what_remains(session: Session) -> None:
    match = solve(problem_of(session), OPTIONS)
    force = coverage_by_code(session, match)["R-01"]
    assert [level_on(force, day) > 0 for day in (0, 6, 7)] == [False, False, True]
    assert level_on(force, 93) == 1102
    assert level_on(force, 94) == level_on(force, 107) == 300
    brigade = coverage_by_code(session, match)["R-18"]
    assert level_on(brigade, 107) == 2500


def test_before_the_launch_decision_only_france_is_in_the_interim_force(session: Session) -> None:
    match = solve(problem_of(session), OPTIONS)
    codes = {offer.id: offer.code for offer in session.all(Offer)}
    need = next(r.id for r in session.all(Requirement) if r.code == "R-01")
    early = {
        codes[a.offer] for a in match.allocations if a.requirement == need and a.from_day <= 13
    }
    assert early == {"FRA-01"}


def test_a_late_successor_leaves_days_on_which_nobody_can_hold_the_town(session: Session) -> None:
    problem = problem_of(session)
    codes = {offer.id: offer.code for offer in session.all(Offer)}
    late = replace(
        problem,
        offers=tuple(
            replace(offer, notice=Duration((offer.notice.days or 0) + 30))
            if codes[offer.id].startswith(BRIGADE)
            else offer
            for offer in problem.offers
        ),
    )
    for given, unprotected in ((problem, []), (late, list(range(108, 123)))):
        coverage = coverage_by_code(session, solve(given, OPTIONS))
        found = [
            day
            for day in range(94, 150)
            if credit_on(coverage["R-18"], day) == 0
            and (day >= 108 or level_on(coverage["R-01"], day) == 0)
        ]
        assert found == unprotected


def test_the_case_made_anew_gives_the_same_plan(tmp_path: Path) -> None:
    plans = []
    for name in ("one", "two"):
        path = tmp_path / f"{name}.crisis"
        with create_workspace(path, author=name, case="bunia-2003") as session:
            match = solve(problem_of(session), OPTIONS)
        plans.append((match.provenance.input_hash, match.allocations))
    assert plans[0] == plans[1]
