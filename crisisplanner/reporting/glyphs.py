"""Small signs: the coverage glyph, the partner's swatch, the signs of vertical lines."""

from __future__ import annotations

from crisisplanner.domain.plan_document import LineKind
from crisisplanner.reporting.look import Look
from crisisplanner.reporting.patterns import fill_partner
from crisisplanner.reporting.pen import Pen

_FULL_TURN = 360


def draw_coverage(
    pen: Pen, centre: tuple[float, float], radius: float, share: float, look: Look
) -> None:
    """Draw an empty ring, a clock filled to the share, or a disc with a tick."""
    x, y = centre
    canvas = pen.canvas
    canvas.setLineWidth(1.1)
    canvas.setDash([])
    if share >= look.covered_from:
        canvas.setFillColor(look.colour("covered"))
        canvas.circle(x, y, radius, stroke=0, fill=1)
        tick = [(x - 0.45 * radius, y), (x - 0.1 * radius, y - 0.38 * radius)]
        tick.append((x + 0.48 * radius, y + 0.36 * radius))
        pen.lines(tick, look.colour("paper"), 1.1)
        return
    name = "open" if share < look.open_below else "partly"
    canvas.setStrokeColor(look.colour(name))
    canvas.circle(x, y, radius - 0.55, stroke=1, fill=0)
    if name == "partly":
        canvas.setFillColor(look.colour(name))
        path = canvas.beginPath()
        inner = radius - 1.6
        path.moveTo(x, y)
        path.arcTo(x - inner, y - inner, x + inner, y + inner, 90, round(-_FULL_TURN * share))
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)


def draw_swatch(pen: Pen, x: float, y: float, size: float, index: int, look: Look) -> None:
    """Draw a square in a partner's colour and pattern."""
    fill_partner(pen, (x, y, size, size), look, index)


def draw_line_sign(pen: Pen, x: float, y: float, kind: LineKind, look: Look) -> None:
    """Draw the sign of a vertical line: square, ring or diamond."""
    canvas = pen.canvas
    canvas.setDash([])
    if kind is LineKind.DECISION:
        pen.shape([(x, y + 2.9), (x + 2.9, y), (x, y - 2.9), (x - 2.9, y)], look.colour("accent"))
    elif kind is LineKind.PERMIT:
        canvas.setStrokeColor(look.colour("ink"))
        canvas.setFillColor(look.colour("paper"))
        canvas.setLineWidth(0.9)
        canvas.circle(x, y, 2.1, stroke=1, fill=1)
    else:
        pen.fill((x - 2, y - 2, 4, 4), look.colour("ink"))
