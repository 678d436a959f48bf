"""A match whose inputs changed since: shown as it was made, never with what was entered since."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.changes import Create, Remove
from crisisplanner.domain.entity import Entity
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.match import Match
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.problem import Problem
from crisisplanner.domain.progress import Progress
from crisisplanner.domain.requirements import Allocation, Requirement
from crisisplanner.services import editing
from crisisplanner.services.earlier_session import session_as_of
from crisisplanner.services.matching import running
from crisisplanner.services.matching.live_view import LiveReader
from crisisplanner.services.matching.match_view import MatchView, NeedSince, NeedView, Standing
from crisisplanner.services.matching.plan_stream import PlanSoFar
from crisisplanner.services.matching.solving import MatchWish, solve_match, stream_match
from crisisplanner.services.matching.view_reading import read_match
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import find_plan

GROUP = "Special operations task group"


def plan_of(session: Session) -> Plan:
    return find_plan(session, None)


def match_plan(session: Session) -> Match:
    prepared = running.prepare_match(session, plan_of(session).id)
    match = solve_match(prepared.problem, MatchWish())
    running.adopt_match(session, prepared, match)
    return match


def read(session: Session) -> MatchView:
    return read_match(session, plan_of(session).id).view


def need_of(view: MatchView, title: str) -> NeedView:
    return next(need for need in view.needs if need.title == title)


def shown_of(view: MatchView) -> MatchView:
    """Take away what a match that went old may say beside what it is."""
    groups = tuple(
        replace(group, needs=tuple(replace(need, since=None) for need in group.needs))
        for group in view.groups
    )
    return replace(view, standing=Standing.CURRENT, changed_by=(), groups=groups)


@pytest.fixture
def matched(bunia: Session) -> Session:
    match_plan(bunia)
    return bunia


def test_an_edited_quantity_and_its_days_are_shown_as_they_were_matched(matched: Session) -> None:
    before = read(matched)
    need = need_of(before, GROUP)
    more = Figure((need.quantity or 0) + 3, "unit")
    editing.change_fields(
        matched, Requirement.KIND, need.id, {"quantity": more, "to_day": need.to_day + 9}
    )
    view = read(matched)
    assert view.standing is Standing.STALE
    assert len(view.changed_by) == 1
    assert need_of(view, GROUP).since is NeedSince.CHANGED
    assert need_of(before, GROUP).since is None
    assert shown_of(view) == before


@pytest.mark.parametrize("edit", ["rename", "move_d", "offer", "catalogue_cost", "title"])
def test_names_days_and_offers_stay_those_of_the_match(matched: Session, edit: str) -> None:
    before = read(matched)
    used = need_of(before, GROUP).allocations[0]
    plan = plan_of(matched)
    assert plan.d_date is not None
    # What makes the match old, whatever else is edited.
    editing.change_field(matched, Offer.KIND, used.offer, "quantity", Figure(99, "unit"))
    match edit:
        case "rename":
            editing.change_field(matched, Partner.KIND, used.partner.id, "name", "Renamed")
        case "move_d":
            moved = plan.d_date + timedelta(days=11)
            editing.change_field(matched, Plan.KIND, plan.id, "d_date", moved)
        case "offer":
            editing.change_field(matched, Offer.KIND, used.offer, "description", "Renamed")
            editing.retire_entity(matched, Offer.KIND, used.offer)
        case "catalogue_cost":
            dear = Figure(10_000_000, "money/d")
            editing.change_field(matched, Offer.KIND, used.offer, "daily_cost", dear)
        case "title":
            need = need_of(before, GROUP)
            editing.change_field(matched, Requirement.KIND, need.id, "title", "Renamed")
    view = read(matched)
    assert view.standing is Standing.STALE
    assert len(view.changed_by) >= 2
    assert shown_of(view) == before


def test_a_requirement_entered_since_stands_beside_the_match_as_not_matched(
    matched: Session,
) -> None:
    before = read(matched)
    like = matched.get(Requirement, need_of(before, GROUP).id)
    new = replace(like, id=matched.outside.new_id(), title="Engineers", code="zz")
    matched.write(message("value.yes"), [Create(new)])
    view = read(matched)
    added = need_of(view, "Engineers")
    assert (added.since, added.coverage, added.allocations) == (NeedSince.NEW, None, ())
    assert (added.blocked, added.causes, added.note) == ((), (), None)
    assert view.figures == before.figures
    assert [n for n in view.needs if n.id != new.id] == list(before.needs)


def test_a_requirement_retired_since_is_shown_until_it_is_matched_again(matched: Session) -> None:
    before = read(matched)
    need = need_of(before, GROUP)
    editing.retire_entity(matched, Requirement.KIND, need.id)
    view = read(matched)
    assert need_of(view, GROUP).since is NeedSince.GONE
    assert shown_of(view) == before
    match_plan(matched)
    assert GROUP not in {one.title for one in read(matched).needs}


def test_what_was_removed_since_is_shown_with_what_it_got(matched: Session) -> None:
    before = read(matched)
    need = need_of(before, GROUP)
    rows = [Remove(Allocation.KIND, a.id) for a in matched.select(Allocation, requirement=need.id)]
    gone = [*rows, Remove(Requirement.KIND, need.id)]
    matched.write(message("value.yes"), gone)
    view = read(matched)
    assert need_of(view, GROUP).allocations == need.allocations
    assert shown_of(view) == before


def test_a_lock_made_since_is_shown_in_a_match_that_went_old(matched: Session) -> None:
    need = need_of(read(matched), GROUP)
    editing.change_field(matched, Requirement.KIND, need.id, "to_day", need.to_day - 3)
    running.lock_allocations(matched, (need.allocations[0].id,))
    shown = need_of(read(matched), GROUP)
    assert [one.is_locked for one in shown.allocations if one.id == need.allocations[0].id] == [
        True
    ]


def test_a_wish_of_an_offer_entered_since_is_named(matched: Session) -> None:
    need = need_of(read(matched), GROUP)
    like = matched.get(Offer, need.allocations[0].offer)
    new = replace(like, id=matched.outside.new_id(), description="Second group")
    matched.write(message("value.yes"), [Create(new)])
    wish = matched.get(Allocation, need.allocations[0].id)
    row = replace(wish, id=matched.outside.new_id(), offer=new.id, locked=True)
    matched.write(message("value.yes"), [Create(row)])
    shown = need_of(read(matched), GROUP).allocations
    (asked,) = (one for one in shown if one.is_wish)
    assert asked.offer_title == "Second group"
    assert asked.partner.name == need.allocations[0].partner.name


def test_wishes_for_the_next_match_are_judged_by_the_plan_as_it_is_now(matched: Session) -> None:
    plan = plan_of(matched)
    need = need_of(read(matched), GROUP)
    assert need.allocations
    used = need.allocations[0]
    editing.change_field(matched, Requirement.KIND, need.id, "to_day", used.from_day + 1)
    reading = read_match(matched, plan.id)
    assert reading.judge is not None
    assert reading.judge.refusal(used.offer, need.id, used.from_day + 1) is not None


def test_an_edit_that_was_brought_back_by_redo_is_named(matched: Session) -> None:
    need = need_of(read(matched), GROUP)
    editing.change_field(matched, Requirement.KIND, need.id, "to_day", need.to_day - 3)
    editing.undo(matched)
    editing.redo(matched)
    assert [what.code for what in read(matched).changed_by] == ["journal.field_changed"]


def test_an_undo_of_what_the_match_was_made_of_is_named(bunia: Session) -> None:
    need = need_of(read(bunia), GROUP)
    editing.change_field(bunia, Requirement.KIND, need.id, "to_day", need.to_day - 3)
    (edit,) = bunia.file.groups(1)
    match_plan(bunia)
    bunia.file.take_back(edit.id, "Maya")
    view = read(bunia)
    assert view.standing is Standing.STALE
    assert len(view.changed_by) == 1


class Listener:
    """Keep what a run finds on its way."""

    def __init__(self) -> None:
        self.found: list[PlanSoFar] = []

    def report(self, progress: Progress) -> None:
        """Keep the plan of a report."""
        assert isinstance(progress.found, PlanSoFar)
        self.found.append(progress.found)

    def is_cancelled(self) -> bool:
        """Never stop."""
        return False


def found_for(problem: Problem) -> list[PlanSoFar]:
    listener = Listener()
    stream_match(problem, MatchWish(gap=0.01), listener)
    return listener.found


def test_a_run_over_an_old_match_is_shown_on_the_plan_as_it_is_now(matched: Session) -> None:
    need = need_of(read(matched), GROUP)
    more = Figure((need.quantity or 0) + 3, "unit")
    editing.change_field(matched, Requirement.KIND, need.id, "quantity", more)
    gone = next(one for one in read(matched).needs if one.title != GROUP)
    editing.retire_entity(matched, Requirement.KIND, gone.id)
    prepared = running.prepare_match(matched, plan_of(matched).id)
    reader = LiveReader(matched, prepared, read(matched))
    views = [reader.view(news) for news in found_for(prepared.problem)]
    assert views
    assert need_of(views[-1], GROUP).quantity == more.value
    assert views[-1].need(gone.id) is None


def test_the_past_can_be_read_and_not_written(matched: Session) -> None:
    position = matched.file.position()
    name = plan_of(matched).title
    editing.change_field(matched, Plan.KIND, plan_of(matched).id, "title", "Renamed")
    then = session_as_of(matched, position)
    assert (plan_of(then).title, plan_of(matched).title) == (name, "Renamed")
    assert then.is_read_only
    with pytest.raises(CrisisPlannerError):
        editing.change_field(then, Plan.KIND, plan_of(then).id, "title", "Other")
    with pytest.raises(CrisisPlannerError):
        then.refuse_unless_writable()
    with pytest.raises(CrisisPlannerError):
        then.get(Plan, "nobody")


def test_the_past_is_the_whole_workspace_as_it_was(bunia: Session) -> None:
    position = bunia.file.position()
    kinds: tuple[type[Entity], ...] = (Plan, Partner, Requirement, Allocation)
    offers = bunia.all(Offer, include_retired=True)
    was = {kind: bunia.all(kind, include_retired=True) for kind in kinds}
    match_plan(bunia)
    for offer in bunia.all(Offer)[:5]:
        editing.change_field(bunia, Offer.KIND, offer.id, "description", "Other")
        editing.retire_entity(bunia, Offer.KIND, offer.id)
    then = session_as_of(bunia, position)
    assert {kind: then.all(kind, include_retired=True) for kind in kinds} == was
    assert then.all(Offer, include_retired=True) == offers
    partner = offers[0].partner
    assert then.select(Offer, partner=partner, retired=False) == tuple(
        one for one in offers if one.partner == partner and not one.retired
    )
