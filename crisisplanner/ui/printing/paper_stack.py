"""Where the pages of a preview lie: under each other, centred, at one zoom. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from crisisplanner.ui.printing.pdf_pages import PageSize

GAP_PX = 16
MARGIN_PX = 24
SCREEN_PX_PER_PT = 96 / 72


class PaperStack:
    """Place pages at a zoom; 1 is the paper's own size on a screen of 96 px an inch."""

    def __init__(self, sizes: Sequence[PageSize] = (), zoom: float = 1.0) -> None:
        self.sizes = tuple(sizes)
        self.px_per_pt = SCREEN_PX_PER_PT * zoom
        tops = [GAP_PX]
        for number in range(len(self.sizes)):
            tops.append(tops[-1] + self.height(number) + GAP_PX)
        self._tops = tops

    def top(self, number: int) -> int:
        """Give where a page begins; one beyond the last gives the height of all."""
        return self._tops[number]

    @property
    def total_height(self) -> int:
        """Give the height of all pages with their gaps."""
        return self._tops[-1]

    def width(self, number: int) -> int:
        """Give the width of a page in px."""
        return round(self.sizes[number].width_pt * self.px_per_pt)

    def height(self, number: int) -> int:
        """Give the height of a page in px."""
        return round(self.sizes[number].height_pt * self.px_per_pt)

    @property
    def widest(self) -> int:
        """Give the width of the widest page in px."""
        return max((self.width(number) for number in range(len(self.sizes))), default=0)

    def shown(self, top: float, bottom: float) -> list[int]:
        """List the pages between two heights."""
        return [
            number
            for number in range(len(self.sizes))
            if self.top(number) + self.height(number) >= top and self.top(number) <= bottom
        ]
