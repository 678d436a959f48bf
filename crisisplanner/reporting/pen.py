"""The pen: drawing on a page in points from its lower left, with links and anchors.

Lives here: what all parts of a document draw with. What they draw lives with each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from crisisplanner.reporting.text import Piece

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, width, height."""


class Pen:
    """Draw on the pages of one document."""

    def __init__(self, canvas: Canvas, page_of: Mapping[str, int]) -> None:
        self.canvas = canvas
        self.page_of = page_of
        """The page number of each anchor."""

    def pieces(self, pieces: Sequence[Piece], x: float, baseline: float) -> None:
        """Write pieces of text from x on."""
        if not pieces:
            return
        text = self.canvas.beginText(x, baseline)
        font: tuple[str, float] | None = None
        colour: Color | None = None
        for piece in pieces:
            if font != (piece.font, piece.size):
                font = (piece.font, piece.size)
                text.setFont(piece.font, piece.size)
            if colour is not piece.colour:
                colour = piece.colour
                text.setFillColor(colour)
            text.textOut(piece.text)
        self.canvas.drawText(text)
        for piece in pieces:
            if piece.link:
                below = baseline - piece.size * 0.25
                self.link(piece.link, (x, below, piece.width, piece.size * 1.15))
            x += piece.width

    def link(self, anchor: str, box: Box) -> None:
        """Lead from a box to an anchor, if the document has it."""
        if anchor in self.page_of:
            left, bottom, width, height = box
            rect = (left, bottom, left + width, bottom + height)
            self.canvas.linkRect("", anchor, rect, thickness=0)

    def anchor(self, name: str, top: float) -> None:
        """Let links and bookmarks lead to a height on this page."""
        self.canvas.bookmarkHorizontalAbsolute(name, top)

    def outline(self, title: str, anchor: str, level: int) -> None:
        """Add a bookmark to the document's outline."""
        self.canvas.addOutlineEntry(title, anchor, level)

    def fill(self, box: Box, colour: Color, radius: float = 0) -> None:
        """Fill a box."""
        self.canvas.setFillColor(colour)
        if radius:
            self.canvas.roundRect(*box, radius, stroke=0, fill=1)
        else:
            self.canvas.rect(*box, stroke=0, fill=1)

    def edge(self, box: Box, colour: Color, width: float, dash: Sequence[float] = ()) -> None:
        """Draw the edge of a box."""
        self._stroke(colour, width, dash)
        self.canvas.rect(*box, stroke=1, fill=0)

    def line(
        self, start: Point, end: Point, colour: Color, width: float, dash: Sequence[float] = ()
    ) -> None:
        """Draw a straight line."""
        self._stroke(colour, width, dash)
        self.canvas.line(*start, *end)

    def lines(self, points: Sequence[Point], colour: Color, width: float) -> None:
        """Draw a line through points."""
        self._stroke(colour, width, ())
        path = self.canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        self.canvas.setLineJoin(0)
        self.canvas.drawPath(path, stroke=1, fill=0)

    def shape(self, points: Sequence[Point], colour: Color) -> None:
        """Fill a shape with straight sides."""
        self.canvas.setFillColor(colour)
        path = self.canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()
        self.canvas.drawPath(path, stroke=0, fill=1)

    @contextmanager
    def within(self, box: Box) -> Iterator[None]:
        """Draw nothing outside a box."""
        self.canvas.saveState()
        path = self.canvas.beginPath()
        path.rect(*box)
        self.canvas.clipPath(path, stroke=0, fill=0)
        yield
        self.canvas.restoreState()

    def _stroke(self, colour: Color, width: float, dash: Sequence[float]) -> None:
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(width)
        self.canvas.setDash(list(dash))
