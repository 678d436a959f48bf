"""How what is missing is shared out among its causes."""

from __future__ import annotations

import pytest

from crisisplanner.domain.match import Gap, Reason
from crisisplanner.domain.messages import message


def reason(code: str, unit_days: float) -> Reason:
    return Reason(code, 1.0, unit_days, (), (), is_sole=True, sentence=message("value.none"))


def test_what_nobody_offers_is_counted_first() -> None:
    gap = Gap("beds", 30.0, (reason("none_offered", 25.0), reason("late", 5.0)))
    assert gap.shares_by_cause == pytest.approx({"none_offered": 25 / 30, "late": 5 / 30})


def test_causes_that_overlap_share_the_rest_by_what_each_holds_back() -> None:
    """Both hold back all that is left beside what nobody offers."""
    reasons = (reason("none_offered", 20.0), reason("lift", 10.0), reason("node", 10.0))
    shares = Gap("beds", 30.0, reasons).shares_by_cause
    assert shares == pytest.approx({"none_offered": 2 / 3, "lift": 1 / 6, "node": 1 / 6})


def test_causes_that_explain_only_a_part_share_the_whole() -> None:
    assert Gap("beds", 30.0, (reason("late", 5.0),)).shares_by_cause == {"late": 1.0}
    assert Gap("beds", 30.0, (reason("none_offered", 5.0),)).shares_by_cause == {
        "none_offered": 1.0
    }


def test_a_cause_that_holds_nothing_back_has_no_share() -> None:
    gap = Gap("beds", 30.0, (reason("none_offered", 30.0), reason("unknown", 0.0)))
    assert gap.shares_by_cause == {"none_offered": 1.0}
    assert Gap("beds", 30.0, (reason("unknown", 0.0),)).shares_by_cause == {}
