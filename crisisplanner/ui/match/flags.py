"""Where the flags of day lines stand above the axis. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from crisisplanner.services.matching.match_view import DayMark
from crisisplanner.ui.match.time_scale import TimeScale

ROWS = 3
GAP_PX = 6.0
LINE_GAP_PX = 3.0


@dataclass(frozen=True, slots=True)
class Flag:
    """A day line with its flag; ``row`` is None where there is no room for it."""

    mark: DayMark
    text: str
    x: float
    row: int | None
    left: float
    width: float


def place_flags(
    marks: Iterable[DayMark],
    scale: TimeScale,
    text_of: Callable[[DayMark], str],
    width_of: Callable[[str], float],
) -> tuple[Flag, ...]:
    """Place flags by day; on a clash the later one moves left of its line, then a row down."""
    taken: list[list[tuple[float, float]]] = [[] for _ in range(ROWS)]
    flags = []
    for mark in sorted(marks, key=lambda one: one.day):
        x = scale.x(mark.day)
        if not -1 <= x <= scale.width_px + 1:
            continue
        text = text_of(mark)
        width = width_of(text)
        row, left = _free_place(taken, x, width, scale.width_px, is_end=mark.is_end)
        if row is not None:
            taken[row].append((left, left + width))
        flags.append(Flag(mark, text, x, row, left, width))
    return tuple(flags)


def _free_place(
    taken: list[list[tuple[float, float]]], x: float, width: float, limit: float, *, is_end: bool
) -> tuple[int | None, float]:
    right, left = x + LINE_GAP_PX, x - LINE_GAP_PX - width
    sides = (left, right) if is_end else (right, left)
    for row, spans in enumerate(taken):
        for start in sides:
            if start < 0 or start + width > limit:
                continue
            if all(
                start >= end + GAP_PX or start + width <= begin - GAP_PX for begin, end in spans
            ):
                return row, start
    return None, right
