"""What stands on every page: title and version, marking, time and hash, page number, EXERCISE."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from reportlab.lib.pagesizes import A4, LETTER, landscape

from crisisplanner.domain.markings import MarkingKind
from crisisplanner.domain.plan_document import Identity
from crisisplanner.reporting.flow import PageForm
from crisisplanner.reporting.fonts import Face
from crisisplanner.reporting.pen import Pen
from crisisplanner.reporting.setting import Setting
from crisisplanner.reporting.text import Span, Style, TextBox

MARGIN_PT = 48.0
_EDGE_PT = 14.0
_BAND_PT = 28.0
_BAND_TYPE_PT = 18.0
_MARKING_PAD_PT = 6.0
_WIDEST_MARKING_PT = 190.0
_GAP_PT = 8.0
HASH_LETTERS = 8


class Paper(Enum):
    """Name the paper sizes that documents come in."""

    A4 = "A4"
    LETTER = "Letter"

    @property
    def size(self) -> tuple[float, float]:
        """Give width and height in points, upright."""
        width, height = A4 if self is Paper.A4 else LETTER
        return float(width), float(height)


@dataclass(frozen=True, slots=True)
class _Texts:
    """Hold the texts of one form of page."""

    header: TextBox
    stale: TextBox | None
    footer: TextBox
    marking: TextBox

    @property
    def header_height(self) -> float:
        stale = self.stale.height if self.stale is not None else 0.0
        return max(self.header.height + stale, self.marking.height + 2)


class Furniture:
    """Lay out and draw what surrounds the flow on each page."""

    def __init__(self, identity: Identity, setting: Setting, paper: Paper) -> None:
        self._identity = identity
        self._setting = setting
        self._upright = paper.size
        kind = identity.marking.kind
        self._band = _BAND_PT if kind is not MarkingKind.REAL else 0.0
        self._texts = {flag: self._set(is_landscape=flag) for flag in (False, True)}

    def form(self, *, is_landscape: bool) -> PageForm:
        """Give the room for the flow on a page."""
        width, height = landscape(self._upright) if is_landscape else self._upright
        texts = self._texts[is_landscape]
        above = self._band + _EDGE_PT + texts.header_height + _GAP_PT + 9
        below = self._band + _EDGE_PT + self._foot_height(texts) + _GAP_PT + 9
        return PageForm((width, height), MARGIN_PT, height - above, below, is_landscape)

    def draw(self, pen: Pen, form: PageForm, page: int, n_pages: int) -> None:
        """Draw header, footer, markings and bands of a page."""
        texts = self._texts[form.is_landscape]
        width, height = form.size
        look = self._setting.look
        if self._band:
            self._draw_band(pen, width, height - self._band)
            self._draw_band(pen, width, 0.0)
        top = height - self._band - _EDGE_PT
        texts.header.draw(pen, MARGIN_PT, top)
        if texts.stale is not None:
            texts.stale.draw(pen, MARGIN_PT, top - texts.header.height)
        right = width - MARGIN_PT
        self._draw_marking(pen, right, top, texts.marking)
        rule = top - texts.header_height - _GAP_PT / 2
        pen.line((MARGIN_PT, rule), (right, rule), look.colour("line_strong"), 0.5)
        foot = self._band + _EDGE_PT + self._foot_height(texts)
        rule = foot + _GAP_PT / 2
        pen.line((MARGIN_PT, rule), (right, rule), look.colour("line_strong"), 0.5)
        texts.footer.draw(pen, MARGIN_PT, foot)
        said = self._setting.words.say("document.page", page=page, n=n_pages)
        note = self._setting.styles.note
        number = self._setting.box(
            said, Style(note.face, note.size, note.leading, note.colour, "centre"), 110
        )
        number.draw(pen, width / 2 - 55, foot)
        self._draw_marking(pen, right, foot, texts.marking)

    def _set(self, *, is_landscape: bool) -> _Texts:
        identity, setting = self._identity, self._setting
        styles, words = setting.styles, setting.words
        width = (landscape(self._upright) if is_landscape else self._upright)[0] - 2 * MARGIN_PT
        level = identity.marking.level
        style = Style(
            Face.STRONG,
            setting.look.sizes["marking"],
            15.0,
            setting.look.level(level),
        )
        is_tlp = identity.level_scheme in ("", "TLP")
        shown = words.say("document.marking.tlp" if is_tlp else "document.marking", level=level)
        natural = setting.type.width(shown, style) + 0.1
        marking = setting.box(shown, style, min(natural, _WIDEST_MARKING_PT))
        room = width - marking.width - 2 * _MARKING_PAD_PT - 12
        spans = [
            Span(words.say("document.header", number=identity.number, title=identity.title)),
            Span(" "),
            Span(setting.said(identity.version), Face.STRONG),
        ]
        stale = None
        if identity.changes_since_match:
            said = words.say("document.stale", n=identity.changes_since_match)
            warning = Style(
                Face.STRONG, styles.note.size, styles.note.leading, setting.look.colour("warning")
            )
            stale = setting.box(said, warning, room)
        footer = words.say(
            "document.footer.draft" if identity.is_draft else "document.footer.version",
            at=identity.printed_at,
            hash=identity.sha256[:HASH_LETTERS],
        )
        half = width / 2 - 60
        return _Texts(
            setting.span_box(spans, styles.note, room),
            stale,
            setting.box(footer, styles.note, half),
            marking,
        )

    def _foot_height(self, texts: _Texts) -> float:
        return max(texts.footer.height, texts.marking.height + 2)

    def _draw_marking(self, pen: Pen, right: float, top: float, text: TextBox) -> None:
        wide = max(line.width for line in text.lines) + 2 * _MARKING_PAD_PT
        height = text.height + 2
        box = (right - wide, top - height, wide, height)
        pen.fill(box, self._setting.look.level_ground, radius=2.5)
        text.draw(pen, right - wide + _MARKING_PAD_PT, top - 1)

    def _draw_band(self, pen: Pen, width: float, bottom: float) -> None:
        look = self._setting.look
        pen.fill((0, bottom, width, _BAND_PT), look.colour("exercise_fill"))
        kind = self._identity.marking.kind
        said = self._setting.words.say("document.band." + kind.value)
        style = Style(Face.STRONG, _BAND_TYPE_PT, 22.0, look.colour("on_exercise"), "centre")
        text = self._setting.box(said, style, width - 20)
        text.draw(pen, 10, bottom + _BAND_PT / 2 + 11)
