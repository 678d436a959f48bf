"""That the bound told on the way never says less than what is known of the stays on offer."""

from __future__ import annotations

import pytest

from crisisplanner.domain.match import AimStanding
from crisisplanner.planning.matching.incumbent import Search
from crisisplanner.planning.matching.settings import MatchOptions, Method
from tests.planning.tiny_instances import hospitals, instance_of, plan_of

# Of two hospitals for ten days: one for 4, 5 or 6 days covers 20, 25 or 30 per cent.
INSTANCE = instance_of(hospitals("fr", 1.0))
FOUR_DAYS, FIVE_DAYS, SIX_DAYS = (
    plan_of(INSTANCE, ("fr", "need", 1.0, 0, days)) for days in (4, 5, 6)
)


def searched() -> tuple[Search, list[tuple[float, float]]]:
    told: list[tuple[float, float]] = []
    state = Search(INSTANCE, MatchOptions(), lambda _, value, bound: told.append((value, bound)))
    state.take_bound(0.9)
    state.take_plan(FOUR_DAYS)
    state.take_plan(FIVE_DAYS)
    state.take_bound(0.25, is_for_all_days=False)
    return state, told


def test_more_stays_do_not_loosen_what_was_told_of_the_others() -> None:
    state, told = searched()
    state.widen()
    state.take_bound(0.4, is_for_all_days=False)
    assert told[-1] == pytest.approx((0.25, 0.25))
    assert not state.is_proven()
    found = state.found(Method.EXACT)
    assert found.bound == pytest.approx(0.25)
    assert found.aims[0].standing is AimStanding.FOUND
    assert not found.is_bound_for_all_days


def test_a_better_plan_among_more_stays_is_told_with_their_bound() -> None:
    state, told = searched()
    state.widen()
    state.take_bound(0.4, is_for_all_days=False)
    state.take_plan(SIX_DAYS)
    assert told[-1] == pytest.approx((0.3, 0.4))
    assert state.found(Method.EXACT).bound == pytest.approx(0.4)
