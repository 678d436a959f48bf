"""Which days the event days of a first model hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crisisplanner.domain.problem import LockRow, PairRow
from crisisplanner.planning.matching.starts import StartSettings, start_options
from tests.planning.tiny_instances import TEN_DAYS, hospitals, instance_of

FEW_DAYS = StartSettings(n_all_days=0)
BEFORE_D = replace(TEN_DAYS, from_day=-3)


def stays(lock: LockRow) -> set[tuple[int, int]]:
    """List (start, end) of the options of a pair that is there from three days before D."""
    instance = instance_of(
        hospitals("fr", 2.0, available_from=-9),
        needs=(BEFORE_D,),
        pairs=(PairRow("fr", "need", usable_day=-9),),
        locks=(lock,),
    )
    arcs = start_options(instance, FEW_DAYS)
    return set(zip(arcs.start.tolist(), arcs.end.tolist(), strict=True))


@pytest.mark.parametrize("day", [-1, 0, 1])
def test_a_lock_may_start_on_its_own_first_day_also_on_day_0(day: int) -> None:
    assert (day, 10) in stays(LockRow("fr", "need", 1.0, from_day=day))


@pytest.mark.parametrize("day", [-1, 0, 1])
def test_a_lock_may_end_on_its_own_last_day_also_on_day_0(day: int) -> None:
    assert (-3, day) in stays(LockRow("fr", "need", 1.0, to_day=day))
