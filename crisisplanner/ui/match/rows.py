"""Rows that the requirement list and the time chart share: which are shown, where, how high.

Lives here: filter, folding, opening, heights. No Qt: widths of text come in as a function.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from crisisplanner.services.matching.match_view import MatchView, NeedGroup, NeedView

GROUP_PX = 25
HEIGHTS_PX = (36, 36, 42, 48, 62)
"""Height of a row with 0, 1, 2, 3, and 4 or more allocations."""
LANE_MARGIN_PX = 6
LINE_PX = 18
AIR_PX = 6
BLOCKED_PX = 19
BLOCKED_SHOWN = 3
OPEN_TEXT_PX = 48
OPEN_EXTRA_PX = 66
"""What the buttons and the second line of an opened row take in the list."""
OPEN_BAR_PX = 14
OPEN_LANE_PX = 112
"""How high a bar should be in an opened lane, and how high the lane may grow for it."""
OPEN_FOOT_PX = 8


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The head of a group."""

    group: NeedGroup
    is_folded: bool


@dataclass(frozen=True, slots=True)
class NeedRow:
    """The row of a need; an open one has buttons in the list and blocked offers in the chart."""

    need: NeedView
    is_open: bool = False
    n_blocked: int = 0
    text_px: int = HEIGHTS_PX[0]
    """In which height the list centres its words."""
    lane_top: int = LANE_MARGIN_PX
    lane_px: int = HEIGHTS_PX[0] - 2 * LANE_MARGIN_PX


Row: TypeAlias = GroupRow | NeedRow


@dataclass
class RowChoice:
    """Hold what a person chose to see."""

    gaps_only: bool = False
    text: str = ""
    folded: set[str] = field(default_factory=set)
    open_need: str = ""
    all_blocked: bool = False

    def shows(self, need: NeedView, group: NeedGroup) -> bool:
        """Tell whether a need passes the filters."""
        if self.gaps_only and not need.is_gap:
            return False
        sought = self.text.casefold().strip()
        if not sought:
            return True
        names = [need.title, need.type_code, need.place]
        if isinstance(group.title, str):
            names.append(group.title)
        names += [allocation.partner.name for allocation in need.allocations]
        return any(sought in name.casefold() for name in names)


class RowLayout:
    """Place rows under each other."""

    def __init__(self, rows: Sequence[Row], heights: Sequence[int]) -> None:
        self.rows = tuple(rows)
        self.heights = tuple(heights)
        tops = [0]
        for height in heights:
            tops.append(tops[-1] + height)
        self.tops = tuple(tops)

    @property
    def height(self) -> int:
        """Give the height of all rows."""
        return self.tops[-1]

    def row_at(self, y: float) -> int | None:
        """Give the number of the row at a height."""
        if not 0 <= y < self.height:
            return None
        return bisect.bisect_right(self.tops, y) - 1

    def between(self, top: float, bottom: float) -> range:
        """List the rows that lie at least in part between two heights."""
        first = max(0, bisect.bisect_right(self.tops, top) - 1)
        last = min(len(self.rows), bisect.bisect_left(self.tops, bottom))
        return range(first, last)

    def number_of(self, need_id: str) -> int | None:
        """Give the row of a need."""
        for number, row in enumerate(self.rows):
            if isinstance(row, NeedRow) and row.need.id == need_id:
                return number
        return None


def lay_out(view: MatchView, choice: RowChoice, title_lines: Callable[[str], int]) -> RowLayout:
    """List the rows to show with their heights; ``title_lines`` counts the lines of a title."""
    rows: list[Row] = []
    heights: list[int] = []
    for group in view.groups:
        shown = [need for need in group.needs if choice.shows(need, group)]
        if not shown:
            continue
        is_folded = group.key in choice.folded
        rows.append(GroupRow(group, is_folded))
        heights.append(GROUP_PX)
        if is_folded:
            continue
        for need in shown:
            row, height = _need_row(need, choice, title_lines)
            rows.append(row)
            heights.append(height)
    return RowLayout(rows, heights)


def _need_row(
    need: NeedView, choice: RowChoice, title_lines: Callable[[str], int]
) -> tuple[NeedRow, int]:
    n_allocations = len({allocation.offer for allocation in need.allocations})
    # What is said of the open part needs room of its own beside a bar.
    n_allocations += need.note is not None and n_allocations > 0
    lane = HEIGHTS_PX[min(n_allocations, len(HEIGHTS_PX) - 1)] - 2 * LANE_MARGIN_PX
    n_lines = title_lines(need.title)
    text = n_lines * LINE_PX + LINE_PX + (AIR_PX if n_lines > 1 else 0)
    if choice.open_need != need.id:
        height = max(lane + 2 * LANE_MARGIN_PX, text)
        row = NeedRow(need, text_px=height, lane_top=(height - lane) // 2, lane_px=lane)
        return row, height
    text = max(text, OPEN_TEXT_PX)
    lane = max(lane, OPEN_TEXT_PX - 2 * LANE_MARGIN_PX)
    lane = max(lane, min(OPEN_LANE_PX, n_allocations * OPEN_BAR_PX))
    n_blocked = len(need.blocked)
    if not choice.all_blocked:
        n_blocked = min(n_blocked, BLOCKED_SHOWN)
    blocked = n_blocked * BLOCKED_PX + OPEN_FOOT_PX if n_blocked else 0
    height = max(text + OPEN_EXTRA_PX, lane + 2 * LANE_MARGIN_PX + blocked)
    return NeedRow(need, is_open=True, n_blocked=n_blocked, text_px=text, lane_px=lane), height
