"""Plans of a run as the page shows them while it goes on: figures, bars, own days, what changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from crisisplanner.domain.changes import Create
from crisisplanner.domain.match import Match
from crisisplanner.domain.messages import message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.progress import Progress
from crisisplanner.domain.requirements import Allocation, Requirement
from crisisplanner.planning.matching.settings import MatchOptions
from crisisplanner.planning.matching.solving import solve
from crisisplanner.services.matching.live_view import LiveReader
from crisisplanner.services.matching.match_view import MatchView, NeedView, Standing
from crisisplanner.services.matching.plan_stream import PlanSoFar
from crisisplanner.services.matching.running import PreparedMatch, prepare_match
from crisisplanner.services.matching.solving import MatchWish, stream_match
from crisisplanner.services.matching.view_reading import read_match
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import find_plan


class Listener:
    """Keep what a run reports."""

    def __init__(self) -> None:
        self.found: list[PlanSoFar] = []

    def report(self, progress: Progress) -> None:
        """Keep the plan of a report."""
        assert isinstance(progress.found, PlanSoFar)
        self.found.append(progress.found)

    def is_cancelled(self) -> bool:
        """Never stop."""
        return False


def run(prepared: PreparedMatch) -> tuple[list[PlanSoFar], Match]:
    listener = Listener()
    match = stream_match(prepared.problem, MatchWish(gap=0.01), listener)
    return listener.found, match


def drawn_coverage(need: NeedView) -> float:
    """Compute a need's coverage from its bars, day by day."""
    days = range(need.from_day, need.to_day)
    levels = [
        sum(one.share for one in need.allocations if one.from_day <= day < one.to_day)
        for day in days
    ]
    least = max(1e-6, need.minimum_share - 1e-6)
    return sum(min(level, 1.0) for level in levels if level >= least) / len(days)


def check(view: MatchView) -> None:
    assert view.standing is Standing.RUNNING
    assert view.figures is not None
    assert 0 < view.figures.weighted_coverage <= view.figures.bound <= 1
    assert any(need.allocations for need in view.needs)
    for need in view.needs:
        assert need.coverage == pytest.approx(drawn_coverage(need), abs=1e-6)
        for one in need.allocations:
            assert need.from_day <= one.from_day < one.to_day <= need.to_day


def test_every_plan_on_the_way_is_drawn_as_it_is_and_nothing_is_stored(bunia: Session) -> None:
    plan = find_plan(bunia, None)
    position = bunia.file.position()
    prepared = prepare_match(bunia, plan.id)
    reader = LiveReader(bunia, prepared, read_match(bunia, plan.id).view)
    found, _ = run(prepared)
    views = [reader.view(news) for news in found]
    for view, news in zip(views, found, strict=True):
        check(view)
        assert view.figures is not None
        assert view.figures.weighted_coverage == pytest.approx(news.weighted_coverage)
    assert len(found[0].changed) == len(views[0].needs)
    assert all(len(news.changed) < len(views[0].needs) for news in found[1:])
    assert bunia.file.position() == position
    assert bunia.all(Allocation) == ()


def test_no_bound_on_the_way_is_below_the_plan_that_is_found_in_the_end(bunia: Session) -> None:
    bounds: list[float] = []
    problem = prepare_match(bunia, find_plan(bunia, None).id).problem
    match = solve(problem, MatchOptions(), lambda better: bounds.append(better.bound))
    assert len(bounds) > 2
    assert min(bounds) >= match.weighted_coverage - 1e-6


def test_plans_matched_together_are_drawn_in_their_own_days(bunia: Session) -> None:
    first = find_plan(bunia, None)
    assert first.d_date is not None
    second = replace(
        first,
        id=bunia.outside.new_id(),
        title="The second plan",
        d_date=first.d_date + timedelta(days=40),
        priority=9,
    )
    needs = [
        replace(need, id=bunia.outside.new_id(), plan=second.id, phase=None, prerequisites=())
        for need in bunia.select(Requirement, plan=first.id)
    ]
    bunia.write(message("plan.none"), [Create(second), *(Create(need) for need in needs)])
    prepared = prepare_match(bunia, first.id, second.id)
    found, _ = run(prepared)
    for plan in (first, second):
        base = read_match(bunia, bunia.get(Plan, plan.id).id).view
        reader = LiveReader(bunia, prepared, base)
        view = [reader.view(news) for news in found][-1]
        check(view)
        assert {need.id for need in view.needs} == {
            need.id for need in bunia.select(Requirement, plan=plan.id)
        }
