"""Strips: what tables, cards and lists are made of, one below the other over as many pages.

A strip is a row of text boxes with drawings behind them. Strips are cut only if a page is too short
for one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from reportlab.lib.colors import Color

from crisisplanner.reporting.pen import Pen
from crisisplanner.reporting.text import TextBox

Drawing: TypeAlias = Callable[[Pen, float, float], None]
"""Draw with a strip's left and top."""

_LEAST_LINES_OF_A_CUT = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """Put a text box at a distance from a strip's left and top."""

    right: float
    down: float
    text: TextBox


@dataclass(frozen=True, slots=True)
class Strip:
    """Hold a row of text boxes; ``behind`` is drawn first, ``after`` last."""

    width: float
    height: float
    boxes: tuple[Placed, ...] = ()
    behind: tuple[Drawing, ...] = ()
    after: tuple[Drawing, ...] = ()
    ground: Color | None = None
    rule: Color | None = None
    rule_pt: float = 0.4
    pad: float = 0.0
    keeps_with_next: bool = False
    anchor: str = ""

    def cut(self, room: float) -> tuple[Strip, Strip] | None:
        """Cut into what fits and the rest; None if hardly anything fits."""
        leading = max((box.text.style.leading for box in self.boxes), default=0.0)
        if room < 2 * self.pad + _LEAST_LINES_OF_A_CUT * leading or not self.boxes:
            return None
        above: list[Placed] = []
        below: list[Placed] = []
        cut_at: dict[float, float] = {}
        for box in sorted(self.boxes, key=lambda box: box.down):
            first, rest = box.text.cut(max(0.0, room - self.pad - box.down))
            if first.lines:
                above.append(replace(box, text=first))
            if rest.lines:
                # What stands below a box that was cut follows its rest.
                line = cut_at.setdefault(box.right, box.down + first.height)
                down = box.down + first.height - line + self.pad
                below.append(replace(box, text=rest, down=down))
        if not above or not below:
            return None
        rest_height = max(box.down + box.text.height for box in below) + self.pad
        return (
            replace(self, boxes=tuple(above), height=room, rule=None),
            replace(self, boxes=tuple(below), height=rest_height, behind=(), after=(), anchor=""),
        )

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw ground, drawings, text and the rule below."""
        bottom = top - self.height
        if self.ground is not None:
            pen.fill((x, bottom, self.width, self.height), self.ground)
        for drawing in self.behind:
            drawing(pen, x, top)
        for box in self.boxes:
            box.text.draw(pen, x + box.right, top - box.down)
        for drawing in self.after:
            drawing(pen, x, top)
        if self.rule is not None:
            pen.line((x, bottom), (x + self.width, bottom), self.rule, self.rule_pt)
        if self.anchor in pen.page_of:
            pen.anchor(self.anchor, top)


@dataclass(frozen=True, slots=True)
class Stack:
    """Hold strips below each other, with a head and a foot that are repeated on each page."""

    body: tuple[Strip, ...]
    head: tuple[Strip, ...] = ()
    foot: tuple[Strip, ...] = ()
    space_before: float = 8.0
    keeps_with_next: bool = False
    is_kept_whole: bool = False
    around: Callable[[Pen, float, float, float], None] | None = None
    """Draw behind all strips, with left, top and height."""
    pad: float = 0.0

    @property
    def height(self) -> float:
        """Sum the strips."""
        return self._edges + sum(strip.height for strip in self.body)

    def least_height(self, page: float) -> float:
        """Need head, foot and the strips up to the first that may end a page."""
        if self.is_kept_whole and self.height <= page:
            return self.height
        height = self._edges
        for strip in self.body:
            height += strip.height
            if not strip.keeps_with_next:
                break
        return height

    @property
    def _edges(self) -> float:
        return sum(strip.height for strip in self.head + self.foot) + 2 * self.pad

    def cut(self, room: float, page: float) -> tuple[Stack, Stack] | None:
        """Cut between strips; cut a strip itself only if it is taller than a page."""
        left = room - self._edges
        n_whole, n_fitting = self._counts(left)
        if n_whole == len(self.body):
            n_fitting = n_whole
        if n_fitting:
            return self._parts(self.body[:n_fitting], self.body[n_fitting:])
        above, tall = self.body[:n_whole], self.body[n_whole]
        needed = sum(strip.height for strip in above) + tall.height
        if self._edges + needed <= page:
            return None
        halves = tall.cut(left - needed + tall.height)
        if halves is not None:
            return self._parts((*above, halves[0]), (halves[1], *self.body[n_whole + 1 :]))
        return self._parts(above, self.body[n_whole:]) if above and room >= page else None

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw all strips."""
        if self.around is not None:
            self.around(pen, x, top, self.height)
        top -= self.pad
        for strip in self.head + self.body + self.foot:
            strip.draw(pen, x, top)
            top -= strip.height

    def anchors(self) -> Sequence[str]:
        """List the anchors of the strips."""
        return [strip.anchor for strip in self.body if strip.anchor]

    def _counts(self, left: float) -> tuple[int, int]:
        """Count the strips that fit, and those of them after which a page may end."""
        n_whole = n_fitting = 0
        for index, strip in enumerate(self.body):
            left -= strip.height
            if left < 0:
                break
            n_whole = index + 1
            if not strip.keeps_with_next:
                n_fitting = n_whole
        return n_whole, n_fitting

    def _parts(self, above: tuple[Strip, ...], below: tuple[Strip, ...]) -> tuple[Stack, Stack]:
        return (
            replace(self, body=above, is_kept_whole=False),
            replace(self, body=below, space_before=0.0, is_kept_whole=False),
        )
