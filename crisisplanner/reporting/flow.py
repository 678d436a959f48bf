"""Flow of a document: what stands below what, and on which page.

Things are laid out first and drawn afterwards, so that each page knows how many there are and the
table of contents knows where everything is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from crisisplanner.reporting.pen import Pen

_SLACK_PT = 0.01


class Item(Protocol):
    """Stand in the flow: measured for one width, and cut only where it may be."""

    @property
    def space_before(self) -> float:
        """Keep this distance to what stands above."""

    @property
    def keeps_with_next(self) -> bool:
        """Never be the last thing on a page."""

    @property
    def height(self) -> float:
        """Take this much height."""

    def least_height(self, page: float) -> float:
        """Need this much height to begin on a page; ``page`` is the height of an empty one."""

    def cut(self, room: float, page: float) -> tuple[Item, Item] | None:
        """Give what fits the room and the rest; None to begin on a new page.

        ``page`` is the height of an empty page: what fits there is not cut needlessly.
        """

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw below ``top``, from x on."""

    def anchors(self) -> Sequence[str]:
        """List the names by which links lead here."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Leave room."""

    height: float
    space_before: float = 0.0
    keeps_with_next: bool = False

    def least_height(self, page: float) -> float:
        """Fit anywhere."""
        return min(self.height, page)

    def cut(self, room: float, page: float) -> None:
        """Stay whole."""

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw nothing."""

    def anchors(self) -> Sequence[str]:
        """Have none."""
        return ()


@dataclass(frozen=True, slots=True)
class PageForm:
    """Hold where on a page the flow runs."""

    size: tuple[float, float]
    left: float
    top: float
    bottom: float
    is_landscape: bool

    @property
    def width(self) -> float:
        """Measure the column, between equal margins."""
        return self.size[0] - 2 * self.left

    @property
    def height(self) -> float:
        """Measure the column from top to bottom."""
        return self.top - self.bottom


@dataclass(slots=True)
class Page:
    """Hold a page and what stands on it, with the top of each thing."""

    form: PageForm
    placed: list[tuple[Item, float]] = field(default_factory=list)


class Flow:
    """Put things onto pages, one below the other."""

    def __init__(self, on_page: Callable[[int], None]) -> None:
        self.pages: list[Page] = []
        self.page_of: dict[str, int] = {}
        self._on_page = on_page
        self._used = 0.0

    def new_page(self, form: PageForm) -> None:
        """Begin a page."""
        self._on_page(len(self.pages))
        self.pages.append(Page(form))
        self._used = 0.0

    def put(self, items: Sequence[Item]) -> None:
        """Put things below what stands there, on as many pages as it takes."""
        waiting = list(items)
        while waiting:
            item = waiting.pop(0)
            form = self.pages[-1].form
            gap = item.space_before if self._used else 0.0
            room = form.height - self._used - gap
            if self._used and _chain_height(item, waiting, form.height) > room + _SLACK_PT:
                self.new_page(form)
                waiting.insert(0, item)
                continue
            if item.height <= room + _SLACK_PT:
                self._place(item, gap)
                continue
            parts = item.cut(room, form.height)
            if parts is None:
                if not self._used:
                    raise ValueError(f"Expected a thing that fits a page, got {type(item)}")
                self.new_page(form)
                waiting.insert(0, item)
                continue
            self._place(parts[0], gap)
            self.new_page(form)
            waiting.insert(0, parts[1])

    def _place(self, item: Item, gap: float) -> None:
        page = self.pages[-1]
        page.placed.append((item, page.form.top - self._used - gap))
        self._used += gap + item.height
        for anchor in item.anchors():
            self.page_of.setdefault(anchor, len(self.pages))


def _chain_height(item: Item, following: Sequence[Item], page: float) -> float:
    """Measure what an item needs together with those it must not be parted from."""
    if not item.keeps_with_next:
        return item.least_height(page)
    height = item.height
    for other in following:
        if not other.keeps_with_next:
            height += other.space_before + other.least_height(page)
            break
        height += other.space_before + other.height
    return min(height, page)


def total_height(items: Sequence[Item]) -> float:
    """Measure things below each other."""
    gaps = sum(item.space_before for item in items[1:])
    return sum(item.height for item in items) + gaps
