"""Fills that are told apart without colour: hatches and the partners' print patterns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reportlab.lib.colors import Color

from crisisplanner.reporting.look import Look, PartnerFill, mixed
from crisisplanner.reporting.pen import Box, Pen

EDGE_PT = 0.5
HATCH_PT = 0.6
HATCH_STEP_PT = 3.2
_EDGE_DARKER = 0.45
_SIGN_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class _Weave:
    """Hold the lines of a pattern: directions, their distance, dots of a radius."""

    directions: tuple[str, ...] = ()
    step: float = 3.2
    width: float = 0.5
    dot: float = 0.0


_WEAVES: Mapping[str, _Weave] = MappingProxyType(
    {
        "solid": _Weave(),
        "horizontal": _Weave(("-",)),
        "vertical": _Weave(("|",)),
        "diagonal_up": _Weave(("/",)),
        "dots": _Weave(step=3.4, dot=0.55),
        "diagonal_down": _Weave(("\\",)),
        "grid": _Weave(("-", "|"), step=4.2),
        "dots_large": _Weave(step=4.6, dot=0.95),
        "diagonal_up_wide": _Weave(("/",), step=7.0),
        "cross_diagonal": _Weave(("/", "\\"), step=4.6, width=0.4),
        "vertical_wide": _Weave(("|",), step=6.5),
        "diagonal_down_wide": _Weave(("\\",), step=7.0),
    }
)
_REPEATED = tuple(
    _Weave(directions, step=5.0, width=0.9) for directions in (("/",), ("\\",), ("/", "\\"))
)
"""What stands over a colour and its pattern that is used again, and again."""


def fill_partner(pen: Pen, box: Box, look: Look, index: int) -> None:
    """Fill a bar in a partner's colour and pattern, with its edge."""
    fill = look.partner(index)
    pen.fill(box, fill.colour)
    sign = mixed(fill.colour, fill.ink, _SIGN_SHARE)
    with pen.within(box):
        _weave(pen, box, _WEAVES[fill.pattern], sign)
        if fill.n_repeats:
            _weave(pen, box, _REPEATED[min(fill.n_repeats, len(_REPEATED)) - 1], sign)
    pen.edge(box, edge_of(fill, look), EDGE_PT)


def edge_of(fill: PartnerFill, look: Look) -> Color:
    """Give the darker edge of a partner's bar."""
    return mixed(fill.colour, look.colour("ink"), _EDGE_DARKER)


def hatch(pen: Pen, box: Box, line: Color, ground: Color | None) -> None:
    """Fill a box with the hatch of what is missing or not known."""
    if ground is not None:
        pen.fill(box, ground)
    with pen.within(box):
        _weave(pen, box, _Weave(("/",), HATCH_STEP_PT * 2**0.5, HATCH_PT), line)


def _weave(pen: Pen, box: Box, weave: _Weave, colour: Color) -> None:
    left, bottom, width, height = box
    right, top = left + width, bottom + height
    step = weave.step
    canvas = pen.canvas
    if weave.dot:
        canvas.setFillColor(colour)
        for row, y in enumerate(_marks(bottom, top, step)):
            for x in _marks(left - (step / 2 if row % 2 else 0), right, step):
                canvas.circle(x, y, weave.dot, stroke=0, fill=1)
        return
    ends: list[tuple[float, float, float, float]] = []
    for direction in weave.directions:
        if direction == "-":
            ends += [(left, y, right, y) for y in _marks(bottom, top, step)]
        elif direction == "|":
            ends += [(x, bottom, x, top) for x in _marks(left, right, step)]
        elif direction == "/":
            ends += [(x, bottom, x + height, top) for x in _marks(left - height, right, step)]
        else:
            ends += [(x + height, bottom, x, top) for x in _marks(left - height, right, step)]
    if ends:
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(weave.width)
        canvas.setDash([])
        canvas.lines(ends)


def _marks(begin: float, end: float, step: float) -> list[float]:
    # Anchored to the page, so that neighbouring bars' patterns run on.
    first = int(begin // step) + 1
    return [number * step for number in range(first, int(end // step) + 1)]
