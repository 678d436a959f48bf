"""Cells: how values are written and painted, one class per manner."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from crisisplanner.domain.days import Day
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.terms import Readiness
from crisisplanner.ui.painting.marks import (
    SWATCH_PX,
    PillStyle,
    ReadinessAxis,
    paint_not_known,
    paint_pill,
    paint_readiness,
    paint_swatch,
    pill_width,
    readiness_width,
)
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.fields import paint_tick_box
from crisisplanner.wording.catalogue import Wording

Cells = tuple[Any, ...]
MIDDLE = Qt.AlignmentFlag.AlignVCenter
BOX_PX = 16

PILLS: Mapping[str, Mapping[str, PillStyle]] = MappingProxyType(
    {
        "OfferState": {
            "requested": PillStyle("text_2", "question-mark"),
            "acknowledged": PillStyle("text_2", "dots"),
            "offered": PillStyle("accent", "arrow-down-right"),
            "accepted": PillStyle("covered", "check"),
            "committed": PillStyle("covered", "circle-check"),
            "mobilising": PillStyle("accent", "loader-2"),
            "in_transit": PillStyle("accent", "plane-departure"),
            "in_theatre": PillStyle("covered", "map-pin"),
            "extended": PillStyle("covered", "calendar"),
            "declined": PillStyle("open", "x"),
            "cancelled": PillStyle("open", "ban"),
            "expired": PillStyle("warning", "clock"),
            "released": PillStyle("text_2", "lock-open"),
            "returned": PillStyle("text_2", "arrow-back-up"),
        },
        "CrisisStatus": {
            "watch": PillStyle("text_2", "eye"),
            "alert": PillStyle("warning", "alert-triangle"),
            "active": PillStyle("open", "bolt"),
            "closed": PillStyle("text_2", "archive"),
        },
        "PermitState": {
            "granted": PillStyle("covered", "key"),
            "asked": PillStyle("accent", "question-mark"),
            "refused": PillStyle("open", "x"),
            "revoked": PillStyle("open", "ban"),
        },
        "PlanState": {
            "draft": PillStyle("text_2", "pencil"),
            "in_review": PillStyle("accent", "eye"),
            "approved": PillStyle("covered", "check"),
            "activated": PillStyle("covered", "player-play"),
            "superseded": PillStyle("text_2", "archive"),
            "expired": PillStyle("warning", "clock"),
        },
    }
)
READINESS_STEPS: Mapping[str, int] = MappingProxyType(
    {Readiness.READY: 3, Readiness.PARTIAL: 2, Readiness.NONE: 1}
)


@dataclass(frozen=True, slots=True)
class Ground:
    """Say where and on what a cell is painted."""

    look: Look
    words: Wording
    is_retired: bool = False

    @property
    def ink(self) -> str:
        """Give the token of first-rank text."""
        return "text_3" if self.is_retired else "text"


class CellLook(ABC):
    """Write and paint the values of one cell."""

    @abstractmethod
    def text(self, cells: Cells, words: Wording) -> str:
        """Write the cell as a person reads it."""

    def paint(self, painter: QPainter, rect: QRectF, cells: Cells, ground: Ground) -> None:
        """Paint the text in one line."""
        if cells[0] is None:
            paint_not_known(painter, rect, ground.words.say("value.none"), ground.look)
        else:
            paint_line(painter, rect, self.text(cells, ground.words), ground)

    def width_px(self, cells: Cells, ground: Ground) -> float:
        """Measure what it needs to stand without being shortened."""
        if cells[0] is None:
            return _not_known_px(ground)
        return _line_px(self.text(cells, ground.words), ground)


class TextCell(CellLook):
    """Text, dates, days, lists."""

    def __init__(self, *, is_day: bool = False, nothing: str = "") -> None:
        self._is_day, self._nothing = is_day, nothing

    def text(self, cells: Cells, words: Wording) -> str:
        if cells[0] is None and self._nothing:
            return words.say(self._nothing)
        return value_text(
            Day(cells[0]) if self._is_day and cells[0] is not None else cells[0], words
        )

    def paint(self, painter: QPainter, rect: QRectF, cells: Cells, ground: Ground) -> None:
        if cells[0] == "":
            return
        if cells[0] is None and self._nothing:
            paint_line(painter, rect, self.text(cells, ground.words), ground)
            return
        super().paint(painter, rect, cells, ground)

    def width_px(self, cells: Cells, ground: Ground) -> float:
        if cells[0] is None and self._nothing:
            return _line_px(self.text(cells, ground.words), ground)
        return super().width_px(cells, ground)


class NumberCell(CellLook):
    """Numbers at the end of the cell, with the unit in second rank; assumptions in italics."""

    def __init__(self, unit: str = "") -> None:
        self._unit = unit

    def text(self, cells: Cells, words: Wording) -> str:
        value = cells[0].value if isinstance(cells[0], Figure) else cells[0]
        return words.say("value.none") if value is None else words.formats.number(value)

    def paint(self, painter: QPainter, rect: QRectF, cells: Cells, ground: Ground) -> None:
        value = cells[0].value if isinstance(cells[0], Figure) else cells[0]
        look = ground.look
        if value is None:
            none = ground.words.say("value.none")
            width = _not_known_px(ground)
            paint_not_known(painter, rect.adjusted(rect.width() - width, 0, 0, 0), none, look)
            return
        font = look.font("body")
        is_assumption = isinstance(cells[0], Figure) and cells[0].basis is Basis.ASSUMPTION
        font.setItalic(is_assumption)
        painter.setFont(font)
        painter.setPen(look.colour(ground.ink))
        unit = ground.words.unit(self._unit) if self._unit else ""
        place = QRectF(rect)
        if unit:
            metrics = QFontMetricsF(look.font("small"))
            width = metrics.horizontalAdvance(unit)
            painter.save()
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("text_3"))
            painter.drawText(rect, MIDDLE | Qt.AlignmentFlag.AlignRight, unit)
            painter.restore()
            place.setRight(place.right() - width - 4)
        align = MIDDLE | Qt.AlignmentFlag.AlignRight
        painter.drawText(place, align, self.text(cells, ground.words))

    def width_px(self, cells: Cells, ground: Ground) -> float:
        value = cells[0].value if isinstance(cells[0], Figure) else cells[0]
        if value is None:
            return _not_known_px(ground)
        unit = ground.words.unit(self._unit) if self._unit else ""
        unit_px = _line_px(unit, ground, "small") + 4 if unit else 0.0
        return _line_px(self.text(cells, ground.words), ground) + unit_px


class AmountCell(NumberCell):
    """How many of a type, in its unit of measure, which is read beside the figure.

    Its range is said in the inspector: here it would take the room of other columns.
    """

    def text(self, cells: Cells, words: Wording) -> str:
        value = cells[0].value if isinstance(cells[0], Figure) else cells[0]
        return words.amount(value, cells[1] or "")


class PillCell(CellLook):
    """One of a list of words: a pill where the word is a state, text elsewhere."""

    def __init__(self, list_name: str) -> None:
        self._list = list_name
        self._pills = PILLS.get(list_name, MappingProxyType({}))

    @classmethod
    def for_words(cls, choices: type[StrEnum]) -> PillCell:
        """Make the look of a closed list of words."""
        return cls(choices.__name__)

    def text(self, cells: Cells, words: Wording) -> str:
        value = cells[0]
        return words.say("value.none") if value is None else word_of(self._list, value, words)

    def paint(self, painter: QPainter, rect: QRectF, cells: Cells, ground: Ground) -> None:
        style = None if cells[0] is None else self._pills.get(str(cells[0]))
        if style is None:
            super().paint(painter, rect, cells, ground)
            return
        word = self.text(cells, ground.words)
        paint_pill(painter, rect.left(), rect.center().y(), word, style, ground.look)

    def width_px(self, cells: Cells, ground: Ground) -> float:
        style = None if cells[0] is None else self._pills.get(str(cells[0]))
        if style is None:
            return super().width_px(cells, ground)
        return pill_width(self.text(cells, ground.words), style, ground.look)


class FlagCell(CellLook):
    """Yes or no as a box with or without tick."""

    def text(self, cells: Cells, words: Wording) -> str:
        return words.value(bool(cells[0]))

    def paint(self, painter: QPainter, rect: QRectF, cells: Cells, ground: Ground) -> None:
        box = QRectF(rect.left(), rect.center().y() - BOX_PX / 2, BOX_PX, BOX_PX)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_tick_box(painter, box, ground.look, is_on=bool(cells[0]))
        painter.restore()

    def width_px(self, _cells: Cells, _ground: Ground) -> float:
        return BOX_PX


class PartnerCell(CellLook):
    """A partner's swatch and name; the second value is the colour's number."""

    def text(self, cells: Cells, words: Wording) -> str:
        return words.value(cells[0])

    def paint(self, painter: QPainter, rect: QRectF, cells: Cells, ground: Ground) -> None:
        place = QRectF(rect.left(), round(rect.center().y() - SWATCH_PX / 2), SWATCH_PX, SWATCH_PX)
        paint_swatch(painter, place, ground.look.theme.partner(cells[1]))
        name = rect.adjusted(SWATCH_PX + 8, 0, 0, 0)
        paint_line(painter, name, self.text(cells, ground.words), ground, "body_medium")

    def width_px(self, cells: Cells, ground: Ground) -> float:
        return SWATCH_PX + 8 + _line_px(self.text(cells, ground.words), ground, "body_medium")


class ReadinessCell(CellLook):
    """Equipment, people and funding, each in three steps."""

    def text(self, cells: Cells, words: Wording) -> str:
        axes = [
            words.say(f"table.readiness.{axis}", state=_readiness(value, words))
            for axis, value in zip(("equipment", "people", "funding"), cells, strict=True)
        ]
        return words.formats.listed(axes)

    def paint(self, painter: QPainter, rect: QRectF, cells: Cells, ground: Ground) -> None:
        letters = ground.words.say("table.readiness.letters").split()
        axes = [
            ReadinessAxis(letter, None if value is None else READINESS_STEPS[value])
            for letter, value in zip(letters, cells, strict=True)
        ]
        paint_readiness(painter, rect.left(), rect.center().y(), axes, ground.look)

    def width_px(self, cells: Cells, _ground: Ground) -> float:
        return readiness_width(len(cells))


def paint_line(
    painter: QPainter, rect: QRectF, text: str, ground: Ground, role: str = "body"
) -> None:
    """Paint one line, elided where the cell is too narrow."""
    painter.setFont(ground.look.font(role))
    painter.setPen(ground.look.colour(ground.ink))
    line = text.replace("\n", " ")
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, MIDDLE | Qt.AlignmentFlag.AlignLeft, shown)


def _line_px(text: str, ground: Ground, role: str = "body") -> float:
    return QFontMetricsF(ground.look.font(role)).horizontalAdvance(text.replace("\n", " "))


def _not_known_px(ground: Ground) -> float:
    return _line_px(ground.words.say("value.none"), ground, "small") + 17


def word_of(list_name: str, value: object, words: Wording) -> str:
    """Say one of a closed list of words."""
    return words.say(f"word.{list_name}.{value}")


def value_text(value: Any, words: Wording) -> str:
    """Write any field's value."""
    if isinstance(value, Marking):
        return words.say("marking.tlp", level=value.level)
    return words.value(value)


def _readiness(value: str | None, words: Wording) -> str:
    return words.say("value.none") if value is None else word_of("Readiness", value, words)
