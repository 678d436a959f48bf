"""Charts: flags that don't cross, bars that name themselves, fills that differ in pattern."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from crisisplanner.domain.plan_document import AllocationBar, LineKind, NeedRow, TimeLine
from crisisplanner.reporting.fonts import FontBook
from crisisplanner.reporting.look import load_look
from crisisplanner.reporting.need_bars import lay_out_bars
from crisisplanner.reporting.setting import Setting
from crisisplanner.reporting.time_axis import TimeScale, flags_of
from crisisplanner.wording.catalogue import Wording

SCALE = TimeScale(0, 120, 200, 280)
SETTING = Setting(load_look(), FontBook(), Wording())
LINES = st.builds(
    TimeLine,
    st.integers(0, 120),
    st.text("abcdefgh ", min_size=1, max_size=30),
    st.sampled_from(LineKind),
)


@settings(deadline=None, max_examples=60)
@given(lines=st.lists(LINES, max_size=14, unique_by=lambda line: (line.day, line.kind)))
def test_flags_never_cover_each_other(lines: list[TimeLine]) -> None:
    flags = flags_of(lines, SCALE, SETTING, (0, 482))
    boxes = [
        (
            flag.x,
            flag.x + max(line.width for line in flag.text.lines),
            flag.down,
            flag.down + flag.text.height,
        )
        for flag in flags.placed
    ]
    assert len(boxes) == len(lines)
    for one, other in combinations(boxes, 2):
        is_apart = one[1] <= other[0] or other[1] <= one[0]
        is_below = one[3] <= other[2] or other[3] <= one[2]
        assert is_apart or is_below


def test_thin_bars_are_named_in_the_largest_or_beside() -> None:
    bars = (
        AllocationBar("France 1,000", 1, 0, 100, 0.8),
        AllocationBar("Sweden 80", 2, 0, 100, 0.05),
        AllocationBar("Belgium 60", 3, 0, 100, 0.04),
    )
    row = NeedRow("Force", "1,400", 0.9, 0, 100, bars)
    wide = lay_out_bars(row, TimeScale(0, 100, 0, 400), 30, SETTING)
    assert wide.unnamed == ()
    narrow = lay_out_bars(row, TimeScale(0, 100, 0, 90), 30, SETTING)
    assert [bar.label for bar in narrow.unnamed] == ["Sweden 80", "Belgium 60"]


def test_a_surplus_stays_in_its_lane() -> None:
    bars = tuple(AllocationBar(f"P{n}", n + 1, 0, 50, 0.6) for n in range(3))
    drawing = lay_out_bars(NeedRow("N", "", 1.0, 0, 50, bars), SCALE, 30, SETTING)
    assert max(part.high for part in drawing.parts) <= 1.0 + 1e-9


def test_a_short_surplus_does_not_shrink_the_bar_that_covers_the_need() -> None:
    bars = (AllocationBar("France 1", 1, 7, 108, 1.0), AllocationBar("MONUC 1", 2, 100, 150, 1.0))
    drawing = lay_out_bars(NeedRow("Airfield", "", 0.99, 5, 150, bars), SCALE, 30, SETTING)
    found = [(p.bar.label, p.from_day, p.to_day, p.low, p.high) for p in drawing.parts]
    assert found == [("France 1", 7, 108, 0.0, 1.0), ("MONUC 1", 108, 150, 0.0, 1.0)]


def test_a_bar_sinks_when_what_stood_below_it_ends() -> None:
    bars = (AllocationBar("low", 1, 0, 40, 0.5), AllocationBar("high", 2, 20, 80, 0.4))
    drawing = lay_out_bars(NeedRow("N", "", 0.5, 0, 80, bars), SCALE, 30, SETTING)
    high = [(p.from_day, p.to_day, p.low) for p in drawing.parts if p.bar.label == "high"]
    assert high == [(20, 40, 0.5), (40, 80, 0.0)]


def test_every_partner_has_its_own_pattern() -> None:
    look = load_look()
    patterns = [look.partner(number).pattern for number in range(1, 13)]
    assert len(set(patterns)) == 12
    assert [look.partner(number).n_repeats for number in (12, 13, 24, 25)] == [0, 1, 1, 2]
