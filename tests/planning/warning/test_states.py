"""Conditions on rated indicators and on the calendar."""

from datetime import date

from crisisplanner.domain.risk import IndicatorState
from crisisplanner.planning.warning.reach import Reach
from crisisplanner.planning.warning.states import (
    DateToCome,
    RatedIndicator,
    reached_dates,
    reached_states,
)

U, A, E, P, X = IndicatorState
TODAY = date(2003, 5, 26)


def rated(factor: int, state: IndicatorState, since: date | None = None) -> RatedIndicator:
    return RatedIndicator(factor, "Militias", state, since)


def test_any_indicator_of_some_factors_in_a_state_or_graver() -> None:
    rows = [rated(10, A), rated(12, X), rated(7, X)]
    found = reached_states(rows, TODAY, factors={10, 11, 12}, state=P)
    assert found.reach is Reach.BEST
    assert [said.values["factor"] for said in found.found] == [12]
    assert reached_states(rows, TODAY, factors={10, 11}, state=P).reach is Reach.NO


def test_what_nobody_looked_at_is_never_a_no() -> None:
    found = reached_states([rated(10, A), rated(10, U)], TODAY, factors={10}, state=P)
    assert found.reach is Reach.UNKNOWN
    assert found.found[-1].code == "trigger.not_looked_at"


def test_only_what_is_new_counts_where_days_are_given() -> None:
    rows = [
        rated(7, P, date(2003, 5, 1)),
        rated(7, X, date(2003, 3, 1)),
        rated(7, P, date(2003, 5, 26)),
    ]
    wish = {"factors": {7}, "state": P, "n_indicators": 2}
    assert reached_states(rows, TODAY, within_days=30, **wish).reach is Reach.BEST  # type: ignore[arg-type]  # a dict of mixed values
    assert reached_states(rows, TODAY, within_days=10, **wish).reach is Reach.NO  # type: ignore[arg-type]  # a dict of mixed values


def test_an_election_within_60_days() -> None:
    election = DateToCome("Vote", "election", date(2003, 7, 25))
    kinds = {"election", "anniversary"}
    assert reached_dates([election], TODAY, kinds=kinds, within_days=60).reach is Reach.CERTAIN
    assert reached_dates([election], TODAY, kinds=kinds, within_days=59).reach is Reach.NO
    # A calendar without such a date tells nothing: perhaps nobody has entered it.
    none_known = reached_dates([election], TODAY, kinds={"summit"}, within_days=60)
    assert none_known.reach is Reach.UNKNOWN
    assert [said.code for said in none_known.found] == ["trigger.no_dates"]
    undated = DateToCome("Vote", "election", None)
    assert reached_dates([undated], TODAY, kinds=kinds, within_days=60).reach is Reach.UNKNOWN
