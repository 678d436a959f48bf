"""Where the columns of the factor list stand, for its head and its rows alike."""

from __future__ import annotations

from dataclasses import dataclass

from crisisplanner.ui.painting.risk import SQUARE_PX

NUMBER_PX = 44
END_PX = 14
TREND_PX = 74
STRIP_PX = 156
ARROWS_PX = 24
STRIP_GAP_PX = 22
PITCH_PX = SQUARE_PX + 3
SQUARES_GAP_PX = 16
MOST_IN_ROW = 18
FEW_IN_ROW = 9
STRIP_FROM_PX = 700
ALL_IN_ROW_FROM_PX = 820
LINE_PX = 16


@dataclass(frozen=True, slots=True)
class Columns:
    """Give left edges and widths in px for a list of some width."""

    title_px: int
    squares_left: int
    squares_in_row: int
    strip_left: int | None
    trend_left: int

    def n_rows(self, n_squares: int) -> int:
        """Count the rows that squares take."""
        return max(1, -(-n_squares // self.squares_in_row))


def columns_of(width: int) -> Columns:
    """Lay the columns out: what is narrow wraps squares, then does without the strip."""
    in_row = MOST_IN_ROW if width >= ALL_IN_ROW_FROM_PX else FEW_IN_ROW
    trend_left = width - END_PX - TREND_PX
    has_strip = width >= STRIP_FROM_PX
    strip_left = trend_left - ARROWS_PX - STRIP_PX if has_strip else None
    squares_end = trend_left if strip_left is None else strip_left - STRIP_GAP_PX
    squares_left = squares_end - in_row * PITCH_PX
    return Columns(
        title_px=max(60, squares_left - NUMBER_PX - SQUARES_GAP_PX),
        squares_left=squares_left,
        squares_in_row=in_row,
        strip_left=strip_left,
        trend_left=trend_left,
    )
