"""Text on paper: cleaned, cut into words, filled into lines that never run over.

Users' text goes through no markup parser: it is letters here, whatever it looks like.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from reportlab.lib.colors import Color

from crisisplanner.reporting.fonts import Face, FontBook
from crisisplanner.reporting.pen import Pen
from crisisplanner.reporting.writing_direction import (
    begins_right_to_left,
    has_right_to_left,
    is_reversed,
    joined,
    mirrored,
    visual_order,
)
from crisisplanner.wording.catalogue import Wording

_TOKENS = re.compile(r"\n|[ ]+|[^ \n]+")
# A word may be broken after a slash, a dash, or a hyphen behind three letters.
_BREAKS = re.compile(r"(?<=[/–—])(?=\w)|(?<=\w\w\w-)(?=\w)")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SLACK_PT = 0.01
_CAP_HEIGHT = 0.698


@dataclass(frozen=True, slots=True)
class Style:
    """Hold how a paragraph is set."""

    face: Face
    size: float
    leading: float
    colour: Color
    align: str = "start"


@dataclass(frozen=True, slots=True)
class Span:
    """Hold words of one style within a paragraph; ``link`` is an anchor."""

    text: str
    face: Face | None = None
    colour: Color | None = None
    link: str = ""
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold letters of one font, size and colour, measured."""

    text: str
    font: str
    size: float
    colour: Color
    link: str
    width: float

    def looks_like(self, other: Piece) -> bool:
        """Tell whether two pieces differ only in their letters."""
        return (self.font, self.size, self.link) == (other.font, other.size, other.link) and (
            self.colour is other.colour
        )


@dataclass(slots=True)
class _Word:
    """Hold what is not broken if it fits a line; ``gap`` stands before it."""

    pieces: list[Piece] = field(default_factory=list)
    gap: Piece | None = None
    is_line_end: bool = False

    @property
    def width(self) -> float:
        return sum(piece.width for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Line:
    """Hold the pieces of one line, as they are seen from left to right."""

    pieces: tuple[Piece, ...]
    is_right_to_left: bool = False

    @property
    def width(self) -> float:
        """Measure the line."""
        return sum(piece.width for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class TextBox:
    """Hold lines that fit a width."""

    lines: tuple[Line, ...]
    style: Style
    width: float

    @property
    def height(self) -> float:
        """Measure the lines."""
        return len(self.lines) * self.style.leading

    def cut(self, room: float) -> tuple[TextBox, TextBox]:
        """Cut into the lines that fit a height and the rest."""
        n_lines = int((room + _SLACK_PT) / self.style.leading)
        return (
            replace(self, lines=self.lines[:n_lines]),
            replace(self, lines=self.lines[n_lines:]),
        )

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the lines below ``top``."""
        size, leading = self.style.size, self.style.leading
        baseline = top - (leading + _CAP_HEIGHT * size) / 2
        for line in self.lines:
            align = self.style.align
            if line.is_right_to_left and align == "start":
                align = "end"
            free = self.width - line.width
            left = x + (0 if align == "start" else free if align == "end" else free / 2)
            pen.pieces(line.pieces, left, baseline)
            baseline -= leading


class Paragraph:
    """Hold measured words, ready to be filled into any width."""

    def __init__(self, words: Sequence[_Word], style: Style, fonts: FontBook) -> None:
        self._words = words
        self._style = style
        self._fonts = fonts

    @property
    def longest_word(self) -> float:
        """Measure the widest word."""
        return max((word.width for word in self._words), default=0.0)

    @property
    def natural_width(self) -> float:
        """Measure the widest line if none were broken."""
        widest = current = 0.0
        for word in self._words:
            if word.is_line_end:
                current = 0.0
                continue
            current += word.width + (word.gap.width if word.gap and current else 0.0)
            widest = max(widest, current)
        return widest

    def fill(self, width: float) -> TextBox:
        """Break into lines that are no wider than ``width``."""
        lines: list[list[Piece]] = [[]]
        used = 0.0
        for word in self._words:
            if word.is_line_end:
                lines.append([])
                used = 0.0
                continue
            gap = word.gap if lines[-1] and word.gap is not None else None
            wide = word.width
            if lines[-1] and used + wide + (gap.width if gap else 0.0) > width + _SLACK_PT:
                lines.append([])
                used, gap = 0.0, None
            if gap is not None:
                lines[-1].append(gap)
                used += gap.width
            if wide <= width - used + _SLACK_PT:
                lines[-1].extend(word.pieces)
                used += wide
            else:
                used = self._fill_long(word, width, lines)
        done = tuple(_seen(pieces, self._fonts) for pieces in lines)
        return TextBox(done, self._style, width)

    def _fill_long(self, word: _Word, width: float, lines: list[list[Piece]]) -> float:
        used = 0.0
        for piece in word.pieces:
            widths = self._fonts.letter_widths(piece.font)
            begin = 0
            for index, letter in enumerate(piece.text):
                step = widths.get(ord(letter), 0.0) * piece.size / 1000
                if used + step > width and (index > begin or lines[-1]):
                    if index > begin:
                        lines[-1].append(self._part(piece, begin, index))
                    lines.append([])
                    begin, used = index, 0.0
                used += step
            lines[-1].append(self._part(piece, begin, len(piece.text)))
        return used

    def _part(self, piece: Piece, begin: int, end: int) -> Piece:
        text = piece.text[begin:end]
        return replace(piece, text=text, width=self._fonts.width(text, piece.font, piece.size))


class Typesetter:
    """Make paragraphs of plain letters, with a font for each."""

    def __init__(self, fonts: FontBook, words: Wording) -> None:
        self._fonts = fonts
        self._words = words

    def paragraph(self, spans: str | Iterable[Span], style: Style) -> Paragraph:
        """Measure the words of a text."""
        if isinstance(spans, str):
            spans = (Span(spans),)
        words: list[_Word] = []
        gap: Piece | None = None
        for span in spans:
            may_break = False
            for bit in _TOKENS.findall(clean(span.text)):
                if bit == "\n":
                    words.append(_Word(is_line_end=True))
                    gap, may_break = None, True
                elif bit[0] == " ":
                    gap = self._pieces(" ", span, style)[0]
                    may_break = True
                else:
                    for part in _BREAKS.split(bit):
                        glued = words and gap is None and not may_break
                        if glued and not words[-1].is_line_end:
                            words[-1].pieces.extend(self._pieces(part, span, style))
                        else:
                            words.append(_Word(self._pieces(part, span, style), gap))
                        gap, may_break = None, True
                    may_break = False
        return Paragraph(words, style, self._fonts)

    def box(self, spans: str | Iterable[Span], style: Style, width: float) -> TextBox:
        """Fill a text into a width."""
        return self.paragraph(spans, style).fill(width)

    def width(self, text: str, style: Style) -> float:
        """Measure a text on one line."""
        return self.paragraph(text, style).natural_width

    def _pieces(self, word: str, span: Span, style: Style) -> list[Piece]:
        face, size = span.face or style.face, span.size or style.size
        colour = span.colour or style.colour
        if has_right_to_left(word):
            word = joined(word)
        pieces = []
        for run in self._fonts.runs(word, face):
            text, font = run.text, run.font
            if font is None:
                text, font = self._named(text), face.value[0]
            width = self._fonts.width(text, font, size)
            pieces.append(Piece(text, font, size, colour, span.link, width))
        return pieces

    def _named(self, text: str) -> str:
        """Say in words what no font has, instead of boxes."""
        n_letters = len(text)
        name = unicodedata.name(text[0], f"U+{ord(text[0]):04X}")
        if unicodedata.category(text[0]).startswith("L"):
            script = name.split()[0].split("-")[0]
            name = script if script == "CJK" else script.capitalize()
            said = self._words.say("document.letters_missing", script=name, n=n_letters)
        else:
            name = name.lower() if not name.startswith("U+") else name
            said = self._words.say("document.sign_missing", name=name, n=n_letters)
        return said.replace(" ", "\N{NO-BREAK SPACE}")


def clean(text: str) -> str:
    """Take out what can't be printed: controls, marks of direction, halves of letters."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text)).replace("\t", " ")
    return "".join(letter for letter in text if letter == "\n" or not _is_unseen(letter))


def _is_unseen(letter: str) -> bool:
    is_variation = 0xFE00 <= ord(letter) <= 0xFE0F
    return is_variation or unicodedata.category(letter) in ("Cc", "Cf", "Cs")


def _seen(pieces: Sequence[Piece], fonts: FontBook) -> Line:
    """Join pieces that look alike, and turn what runs from right to left."""
    text = "".join(piece.text for piece in pieces)
    if not has_right_to_left(text):
        return Line(tuple(_joined_pieces(pieces)))
    owners = [piece for piece in pieces for _ in piece.text]
    turned = is_reversed(text)
    letters = []
    for index in visual_order(text):
        letter = mirrored(text[index]) if turned[index] else text[index]
        piece = owners[index]
        width = fonts.width(letter, piece.font, piece.size)
        letters.append(replace(piece, text=letter, width=width))
    return Line(tuple(_joined_pieces(letters)), begins_right_to_left(text))


def _joined_pieces(pieces: Sequence[Piece]) -> list[Piece]:
    result: list[Piece] = []
    for piece in pieces:
        if result and result[-1].looks_like(piece):
            last = result[-1]
            result[-1] = replace(last, text=last.text + piece.text, width=last.width + piece.width)
        else:
            result.append(piece)
    return result
