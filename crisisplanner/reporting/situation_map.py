"""The situation map: land, borders, area of concern, places by shape and name, scale bar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from crisisplanner.domain.messages import message
from crisisplanner.domain.plan_document import MapLand, MapPlace, MapPoint, SituationMap
from crisisplanner.reporting.pen import Box, Pen
from crisisplanner.reporting.setting import Setting
from crisisplanner.reporting.strips import Placed, Stack, Strip
from crisisplanner.reporting.text import TextBox

AREA_ALPHA = 0.13
LABEL_ALPHA = 0.85
RING_PT = 1.4
RING_DASH = (4.0, 3.0)
BORDER_PT = 0.4
DISC_PT = 4.2
MARK_PT = 2.3
CROSS_PT = 1.1
LABEL_PT = 150.0
LABEL_PAD_PT = 1.5
INSET_PT = 6.0
NAME_PT = 110.0
FOOT_PT = 24.0
SCALE_PT = 3.0


@dataclass(frozen=True, slots=True)
class _Label:
    """Hold a name and where it stands from the map's left and top."""

    left: float
    down: float
    text: TextBox
    width: float


class _Sheet:
    """Turn kilometres into points of the map's box."""

    def __init__(self, drawn: SituationMap, width: float) -> None:
        self.scale = width / (2 * drawn.half_width_km)
        self.width = width
        self.height = 2 * drawn.half_height_km * self.scale
        self._drawn = drawn

    def down(self, point: MapPoint) -> tuple[float, float]:
        """Give the distance from the map's left and top."""
        return (
            (point[0] + self._drawn.half_width_km) * self.scale,
            (point[1] + self._drawn.half_height_km) * self.scale,
        )

    def at(self, x: float, top: float, point: MapPoint) -> tuple[float, float]:
        """Give the place on a page."""
        right, down = self.down(point)
        return x + right, top - down


def situation_map_item(drawn: SituationMap, setting: Setting, width: float) -> Stack:
    """Lay the map out with its note and the key of its signs below."""
    sheet = _Sheet(drawn, width)
    labels = _labels(drawn.places, setting, sheet)
    names = _names(drawn.lands, setting, sheet, labels)

    def draw(pen: Pen, x: float, top: float) -> None:
        _draw_map(pen, x, top, drawn, sheet, setting)
        _draw_scale(pen, x, top, drawn, sheet, setting)
        for label in labels:
            _draw_ground(pen, x + label.left, top - label.down, label, setting)

    boxes = [Placed(one.left, one.down, one.text) for one in (*labels, *names)]
    scale_said = setting.words.say("document.map.scale", n=drawn.scale_km)
    scale = setting.box(scale_said, setting.styles.chart, LABEL_PT)
    bar = drawn.scale_km * sheet.scale
    down = sheet.height - INSET_PT - scale.height
    boxes.append(Placed(INSET_PT + 4 + bar + 5, down, scale))
    picture = Strip(width, sheet.height, tuple(boxes), (draw,), keeps_with_next=True)
    return Stack((picture, _foot(drawn, setting, width)), space_before=6.0, is_kept_whole=True)


def _foot(drawn: SituationMap, setting: Setting, width: float) -> Strip:
    said = message("document.map.foot", caption=drawn.caption, note=drawn.note)
    text = setting.box(said, setting.styles.note, width)
    return Strip(width, text.height + 8, (Placed(0, 4, text),))


def _draw_map(
    pen: Pen, x: float, top: float, drawn: SituationMap, sheet: _Sheet, setting: Setting
) -> None:
    look = setting.look
    box: Box = (x, top - sheet.height, sheet.width, sheet.height)
    pen.fill(box, look.colour("map_water"))
    with pen.within(box):
        for land in drawn.lands:
            _draw_land(pen, x, top, land, sheet, setting)
        for border in drawn.borders:
            points = [sheet.at(x, top, point) for point in border]
            pen.lines(points, look.colour("map_border"), BORDER_PT)
        for area in drawn.areas:
            _draw_area(pen, [sheet.at(x, top, point) for point in area], setting)
        for place in drawn.places:
            _draw_sign(pen, sheet.at(x, top, place.at), place.kind, setting)
    pen.edge(box, look.colour("map_border"), BORDER_PT)


def _draw_land(
    pen: Pen, x: float, top: float, land: MapLand, sheet: _Sheet, setting: Setting
) -> None:
    tone = "map_land_focus" if land.is_in_focus else "map_land"
    pen.canvas.setFillColor(setting.look.colour(tone))
    path = pen.canvas.beginPath()
    for ring in land.rings:
        path.moveTo(*sheet.at(x, top, ring[0]))
        for point in ring[1:]:
            path.lineTo(*sheet.at(x, top, point))
        path.close()
    # What two rings cover is a lake or an enclave.
    pen.canvas.drawPath(path, stroke=0, fill=1, fillMode=0)


def _draw_area(pen: Pen, points: Sequence[tuple[float, float]], setting: Setting) -> None:
    canvas, look = pen.canvas, setting.look
    canvas.saveState()
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.setFillColor(look.colour("open_fill"))
    canvas.setFillAlpha(AREA_ALPHA)
    canvas.setStrokeColor(look.colour("open"))
    canvas.setLineWidth(RING_PT)
    canvas.setDash(list(RING_DASH))
    canvas.drawPath(path, stroke=1, fill=1)
    canvas.restoreState()


def _draw_sign(pen: Pen, at: tuple[float, float], kind: str, setting: Setting) -> None:
    """Draw a disc with a shape: triangle airfield, square port, diamond border; a place a dot.

    What a mission has at a place is a cross without a disc.
    """
    look, (x, y), m = setting.look, at, MARK_PT
    ink = look.colour("ink")
    if kind == "place":
        pen.canvas.setFillColor(ink)
        pen.canvas.circle(x, y, MARK_PT, stroke=0, fill=1)
        return
    if kind == "deployment":
        pen.line((x - m, y - m), (x + m, y + m), ink, CROSS_PT)
        pen.line((x - m, y + m), (x + m, y - m), ink, CROSS_PT)
        return
    pen.canvas.setFillColor(look.colour("paper"))
    pen.canvas.setStrokeColor(ink)
    pen.canvas.setLineWidth(0.8)
    pen.canvas.setDash([])
    pen.canvas.circle(x, y, DISC_PT, stroke=1, fill=1)
    shapes = {
        "airfield": ((x, y + m), (x + m, y - m * 0.8), (x - m, y - m * 0.8)),
        "port": (
            (x - m * 0.8, y - m * 0.8),
            (x + m * 0.8, y - m * 0.8),
            (x + m * 0.8, y + m * 0.8),
            (x - m * 0.8, y + m * 0.8),
        ),
        "border": ((x, y + m), (x + m, y), (x, y - m), (x - m, y)),
    }
    pen.shape(shapes[kind], ink)


def _draw_scale(
    pen: Pen, x: float, top: float, drawn: SituationMap, sheet: _Sheet, setting: Setting
) -> None:
    look = setting.look
    wide = drawn.scale_km * sheet.scale
    bottom = top - sheet.height + INSET_PT + 3
    left = x + INSET_PT + 4
    text = setting.box(
        setting.words.say("document.map.scale", n=drawn.scale_km), setting.styles.chart, LABEL_PT
    )
    said = max(line.width for line in text.lines)
    with _see_through(pen):
        pen.fill((x + INSET_PT, bottom - 4, wide + said + 14, 12), look.colour("paper"))
    pen.fill((left, bottom, wide / 2, SCALE_PT), look.colour("ink"))
    pen.edge((left, bottom, wide, SCALE_PT), look.colour("ink"), 0.6)


@contextmanager
def _see_through(pen: Pen) -> Iterator[None]:
    pen.canvas.saveState()
    pen.canvas.setFillAlpha(LABEL_ALPHA)
    yield
    pen.canvas.restoreState()


def _draw_ground(pen: Pen, left: float, top: float, label: _Label, setting: Setting) -> None:
    box = (
        left - LABEL_PAD_PT,
        top - label.text.height - 0.5,
        label.width + 2 * LABEL_PAD_PT,
        label.text.height + 1,
    )
    with _see_through(pen):
        pen.fill(box, setting.look.colour("paper"))


def _labels(places: Sequence[MapPlace], setting: Setting, sheet: _Sheet) -> list[_Label]:
    """Put each name right, left, above or below its sign, the first that covers nothing."""
    found: list[_Label] = []
    taken = [_around(sheet.down(place.at)) for place in places]
    for place in (one for one in places if one.label != ""):
        text = setting.box(place.label, setting.styles.chart, LABEL_PT)
        width = max(line.width for line in text.lines)
        right, down = sheet.down(place.at)
        gap = DISC_PT + 3
        choices = (
            (right + gap, down - text.height / 2),
            (right - gap - width, down - text.height / 2),
            (right - width / 2, down - gap - text.height),
            (right - width / 2, down + gap),
        )
        for left, top in choices:
            box = (left, top, left + width, top + text.height)
            is_inside = left >= 2 and top >= 2 and box[2] <= sheet.width - 2
            is_inside = is_inside and box[3] <= sheet.height - 2
            own = _around((right, down))
            if is_inside and not any(_meets(box, other) for other in taken if other != own):
                found.append(_Label(left, top, text, width))
                taken.append(box)
                break
    return found


def _names(
    lands: Sequence[MapLand], setting: Setting, sheet: _Sheet, labels: Sequence[_Label]
) -> list[_Label]:
    """Write the names of countries that have room, the crisis's own first."""
    taken = [
        (one.left, one.down, one.left + one.width, one.down + one.text.height) for one in labels
    ]
    # The foot of the map belongs to the scale bar.
    taken.append((0.0, sheet.height - FOOT_PT, LABEL_PT, sheet.height))
    found: list[_Label] = []
    for land in sorted((one for one in lands if one.name), key=lambda one: not one.is_in_focus):
        text = setting.box(land.name, setting.styles.chart_2, NAME_PT)
        width = max(line.width for line in text.lines)
        right, down = sheet.down(land.name_at)
        box = (right - width / 2, down - text.height / 2, right + width / 2, down + text.height / 2)
        is_inside = box[0] >= 4 and box[1] >= 4 and box[2] <= sheet.width - 4
        if is_inside and box[3] <= sheet.height - 4 and not any(_meets(box, o) for o in taken):
            found.append(_Label(box[0], box[1], text, width))
            taken.append(box)
    return found


def _around(at: tuple[float, float]) -> Box:
    return (at[0] - DISC_PT, at[1] - DISC_PT, at[0] + DISC_PT, at[1] + DISC_PT)


def _meets(one: Box, other: Box) -> bool:
    apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    return not apart
