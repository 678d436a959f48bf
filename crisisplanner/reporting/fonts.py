"""Fonts of documents: which one has a letter, and how wide it is.

ReportLab prints an empty box where a font lacks a letter. Here each run of letters gets a font that
has them; what no font has is named in words by the caller.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from crisisplanner.resource_files import resource_path


class Face(Enum):
    """Name the faces; each value lists its font and those that stand in for missing letters."""

    REGULAR = ("IBMPlexSans-Regular", "NotoSans-Regular", "IBMPlexSansArabic-Regular")
    MEDIUM = (
        "IBMPlexSans-Medium",
        "IBMPlexSans-Regular",
        "NotoSans-Regular",
        "IBMPlexSansArabic-Regular",
    )
    STRONG = ("IBMPlexSans-SemiBold", "NotoSans-Bold", "IBMPlexSansArabic-SemiBold")
    ITALIC = (
        "IBMPlexSans-Italic",
        "IBMPlexSans-Regular",
        "NotoSans-Regular",
        "IBMPlexSansArabic-Regular",
    )
    NARROW = (
        "IBMPlexSansCondensed-Medium",
        "IBMPlexSans-Medium",
        "NotoSans-Regular",
        "IBMPlexSansArabic-Regular",
    )


@dataclass(frozen=True, slots=True)
class Run:
    """Hold letters that one font has; ``font`` is None where no font has them."""

    text: str
    font: str | None


class FontBook:
    """Know the bundled fonts."""

    def __init__(self) -> None:
        self._fonts = {name: _registered(name) for face in Face for name in face.value}
        self._widths: dict[tuple[str, str], float] = {}

    def runs(self, text: str, face: Face) -> Iterator[Run]:
        """Cut a text into runs, each with the first font of the face that has it."""
        if text.isascii():
            yield Run(text, face.value[0])
            return
        begin, current = 0, self._font_of(text[0], face, "")
        for index, letter in enumerate(text):
            font = self._font_of(letter, face, current or "")
            if font != current:
                yield Run(text[begin:index], current)
                begin, current = index, font
        yield Run(text[begin:], current)

    def width(self, text: str, font: str, size: float) -> float:
        """Measure a text in points."""
        key = (font, text)
        known = self._widths.get(key)
        if known is None:
            widths = self.letter_widths(font)
            known = sum(widths.get(ord(letter), 0.0) for letter in text)
            self._widths[key] = known
        return known * size / 1000

    def letter_widths(self, font: str) -> Mapping[int, float]:
        """Give the widths of a font's letters in thousandths of its size."""
        widths: Mapping[int, float] = self._fonts[font].face.charWidths
        return widths

    def _font_of(self, letter: str, face: Face, current: str) -> str | None:
        # Spaces stay in the run they stand in, so that runs don't break at each word.
        code = ord(letter)
        if letter in " \N{NO-BREAK SPACE}" and current:
            return current
        names: tuple[str, ...] = face.value
        for name in names:
            if code in self._fonts[name].face.charToGlyph:
                return name
        return None


def _registered(name: str) -> TTFont:
    # ReportLab keeps fonts by name for the whole process and finds them by it when it writes.
    if name not in pdfmetrics.getRegisteredFontNames():
        path = resource_path("fonts", name + ".ttf")
        try:
            pdfmetrics.registerFont(TTFont(name, str(path)))
        except TTFError as error:
            raise OSError(str(error)) from error
    font = pdfmetrics.getFont(name)
    if not isinstance(font, TTFont):
        raise TypeError(f"Expected a TrueType font named {name}, got {font!r}")
    return font
