"""Offers whose time can't serve a plan: kept out with a reason, the rest is matched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from crisisplanner.domain.changes import Change, Create, Update
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.services.matching.running import adopt_match, prepare_match
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.matching.view_reading import read_match
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import find_plan
from crisisplanner.wording.catalogue import Wording

BEFORE_D: dict[str, Any] = {"available_from": None, "available_to": date(2003, 5, 1)}
ON_THE_CALENDAR: dict[str, Any] = {"available_from": date(2027, 1, 5), "available_to": None}


def match_with(session: Session, *, has_d: bool, **when: Any) -> tuple[str, ...]:
    """Match the case with one more offer of that time; give what is said of it, gaps last."""
    like = next(one for one in session.all(Offer) if one.code == "FRA-01")
    new = replace(like, id="added", code="", description="", **when)
    plan = find_plan(session, None)
    changes: list[Change] = [Create(new)]
    if not has_d:
        changes.append(Update(Plan.KIND, plan.id, {"d_date": None}))
    session.write(message("value.yes"), changes)
    prepared = prepare_match(session, plan.id)
    match = solve_match(prepared.problem, MatchWish(gap=0.05))
    adopt_match(session, prepared, match)
    assert "added" not in {row.offer for row in match.allocations}
    assert match.allocations
    words = Wording()
    view = read_match(session, plan.id).view
    blocked = [one for need in view.needs for one in need.blocked if one.offer == "added"]
    told = [
        words.message(said)
        for need in view.needs
        for cause in need.causes
        if cause.code == "gone"
        for said in cause.sentences
    ]
    assert blocked
    return (*(words.message(one.sentence) for one in blocked), *told)


def test_an_offer_that_ended_before_d_is_told_as_gone(bunia: Session) -> None:
    said = match_with(bunia, has_d=True, **BEFORE_D)
    assert said[0] == "it leaves on D−29"
    assert any("is available until D−29" in one for one in said)


@pytest.mark.parametrize("when", [BEFORE_D, ON_THE_CALENDAR])
def test_an_offer_on_the_calendar_asks_for_the_date_of_d(
    bunia: Session, when: dict[str, Any]
) -> None:
    said = match_with(bunia, has_d=False, **when)
    assert said[0] == "set on the calendar, and D has no date"
    assert any("give D one" in one for one in said)
    warnings = read_match(bunia, find_plan(bunia, None).id).view.warnings
    assert [one.code for one in warnings] == ["match.d_has_no_date"]
    # An offer without words of its own is named by what it is and whose.
    assert "Interim emergency force of France" in Wording().message(warnings[0])
