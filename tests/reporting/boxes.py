"""Where text stands on a PDF's pages, as the renderer sees it."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdf import PageObject
from pypdfium2 import raw

_LEAST_OVERLAP_PT = 1.5


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Hold a piece of text with its box in points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class PageText:
    """Hold the text of one page."""

    width: float
    height: float
    texts: tuple[TextPlace, ...]

    def overlapping(self) -> list[tuple[str, str]]:
        """List pairs of texts whose boxes cover each other."""
        found = []
        for n, one in enumerate(self.texts):
            for other in self.texts[n + 1 :]:
                wide = min(one.right, other.right) - max(one.left, other.left)
                high = min(one.top, other.top) - max(one.bottom, other.bottom)
                if wide > _LEAST_OVERLAP_PT and high > _LEAST_OVERLAP_PT:
                    found.append((one.text, other.text))
        return found


def boxes_of_text(path: Path) -> list[PageText]:
    """Read the place of each piece of text on each page."""
    document = pypdfium2.PdfDocument(path)
    pages = []
    for page in document:
        text_page = page.get_textpage()
        texts = []
        for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            left, bottom, right, top = thing.get_bounds()
            said = _text_of(thing, text_page)
            if said.strip():
                texts.append(TextPlace(said, left, bottom, right, top, _size_of(thing)))
        pages.append(PageText(page.get_width(), page.get_height(), tuple(texts)))
        text_page.close()
        page.close()
    document.close()
    return pages


def page_texts(path: Path) -> list[str]:
    """Read the text of each page, much faster than with places."""
    document = pypdfium2.PdfDocument(path)
    texts = []
    for page in document:
        text_page = page.get_textpage()
        texts.append(str(text_page.get_text_range()))
        text_page.close()
        page.close()
    document.close()
    return texts


def drawn_boxes(page: PageObject) -> int:
    """Count the filled rectangles that a page's instructions draw."""
    contents = page.get_contents()
    assert contents is not None
    return contents.get_data().count(b" re")


def _text_of(thing: pypdfium2.PdfObject, text_page: pypdfium2.PdfTextPage) -> str:
    n_bytes = raw.FPDFTextObj_GetText(thing.raw, text_page.raw, None, 0)
    buffer = (raw.FPDF_WCHAR * (n_bytes // 2))()
    raw.FPDFTextObj_GetText(thing.raw, text_page.raw, buffer, n_bytes)
    return bytes(buffer).decode("utf-16-le").rstrip("\0").replace("\N{NO-BREAK SPACE}", " ")


def _size_of(thing: pypdfium2.PdfObject) -> float:
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(thing.raw, size)
    return size.value
