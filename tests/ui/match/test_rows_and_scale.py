"""Rows that list and chart share, the time scale, the flags."""

import pytest

from crisisplanner.services.matching.match_view import DayMark, MarkKind
from crisisplanner.ui.match.flags import place_flags
from crisisplanner.ui.match.rows import GroupRow, NeedRow, RowChoice, RowLayout, lay_out
from crisisplanner.ui.match.time_scale import TimeScale, chart_days
from tests.ui.match.bunia_view import bunia_view


def one_line(_title: str) -> int:
    return 1


def titles(layout: RowLayout) -> list[str]:
    return [row.need.title for row in layout.rows if isinstance(row, NeedRow)]


def test_a_row_grows_with_its_allocations() -> None:
    layout = lay_out(bunia_view(), RowChoice(), one_line)
    heights = dict(zip(titles(layout), _need_heights(layout), strict=True))
    assert heights["Formed police unit"] == 36
    assert heights["Rear base Entebbe"] == 36
    assert heights["Special operations task group"] == 42
    assert heights["Tactical airlift, C-130 class"] == 62


def _need_heights(layout: RowLayout) -> list[int]:
    pairs = zip(layout.rows, layout.heights, strict=True)
    return [height for row, height in pairs if isinstance(row, NeedRow)]


def test_gaps_only_leaves_out_what_is_covered() -> None:
    shown = titles(lay_out(bunia_view(), RowChoice(gaps_only=True), one_line))
    assert len(shown) == 8
    assert "Rear base Entebbe" not in shown


def test_the_text_filter_finds_partners_as_well_as_titles() -> None:
    shown = titles(lay_out(bunia_view(), RowChoice(text="unicef"), one_line))
    assert shown == [
        "Water purification module",
        "Core relief items",
        "Protection monitoring team",
    ]


def test_a_folded_group_keeps_its_head() -> None:
    layout = lay_out(bunia_view(), RowChoice(folded={"protect"}), one_line)
    head = layout.rows[0]
    assert isinstance(head, GroupRow)
    assert head.is_folded
    assert "Interim emergency force" not in titles(layout)


def test_the_open_row_shows_three_blocked_offers_until_all_are_asked_for() -> None:
    choice = RowChoice(open_need="Surgical field hospital, EMT 2")
    few = lay_out(bunia_view(), choice, one_line)
    choice.all_blocked = True
    every = lay_out(bunia_view(), choice, one_line)
    number = few.number_of(choice.open_need)
    assert number is not None
    rows = [layout.rows[number] for layout in (few, every)]
    assert [row.n_blocked for row in rows if isinstance(row, NeedRow)] == [3, 5]
    assert every.heights[number] > few.heights[number]


def test_every_height_belongs_to_the_row_that_covers_it() -> None:
    layout = lay_out(bunia_view(), RowChoice(), one_line)
    for number, (top, height) in enumerate(zip(layout.tops, layout.heights, strict=False)):
        assert layout.row_at(top) == number
        assert layout.row_at(top + height - 1) == number
    assert layout.row_at(layout.height) is None


def test_zooming_keeps_the_day_under_the_pointer() -> None:
    scale = TimeScale(0, 120, 700)
    day = scale.day(300)
    zoomed = scale.zoomed(3, 300)
    assert zoomed.day(300) == pytest.approx(day)
    assert zoomed.zoomed(1 / 9, 300).zoom == 1.0


def test_labels_stand_less_often_where_days_are_narrow() -> None:
    assert TimeScale(0, 120, 700).label_step == 10
    assert TimeScale(0, 120, 320).label_step == 50
    assert list(TimeScale(0, 120, 700).days_shown(10)) == list(range(0, 121, 10))


def test_a_chart_begins_at_d_and_ends_on_a_full_ten() -> None:
    assert chart_days(3, 94) == (0, 100)
    assert chart_days(-12, 94) == (-15, 100)


def test_a_flag_that_clashes_moves_left_or_a_row_down() -> None:
    scale = TimeScale(0, 100, 1000)
    marks = [DayMark(day, MarkKind.AUTHORITY, str(day)) for day in (50, 52, 99)]
    flags = place_flags(marks, scale, lambda mark: str(mark.label), lambda _text: 90.0)
    assert [flag.row for flag in flags] == [0, 1, 0]
    assert flags[1].left > flags[1].x
    assert flags[2].left < flags[2].x


def test_a_line_without_room_for_its_flag_is_still_drawn() -> None:
    scale = TimeScale(0, 100, 300)
    marks = [DayMark(day, MarkKind.PERMIT, str(day)) for day in range(40, 60)]
    flags = place_flags(marks, scale, lambda mark: str(mark.label), lambda _text: 120.0)
    assert len(flags) == 20
    assert sum(flag.row is None for flag in flags) > 10
