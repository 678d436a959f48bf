"""Printed documents read back: whose they are, and whether each page is marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_SHA256 = re.compile(r"[0-9a-f]{64}")
_MARKING = re.compile(r"TLP:(?:RED|AMBER\+STRICT|AMBER|GREEN|CLEAR)")


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """Hold what a printed plan says of itself."""

    title: str
    sha256: str
    marking: str
    pages_without_marking: tuple[int, ...]


def read_document(path: Path) -> PrintedDocument | None:
    """Read a printed plan; None where the file is no document of ours.

    Markings of other schemes than the Traffic Light Protocol are not looked for.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError):
        return None
    try:
        about = document.get_metadata_dict()
        digest = _SHA256.search(about.get("Keywords", ""))
        if digest is None:
            return None
        texts = [_text_of(document, number) for number in range(len(document))]
    finally:
        document.close()
    marking = _marking_of(texts)
    unmarked = [n for n, text in enumerate(texts, 1) if marking and text.count(marking) < 2]
    return PrintedDocument(about.get("Title", ""), digest.group(), marking, tuple(unmarked))


def _marking_of(texts: Sequence[str]) -> str:
    """Give the marking that most pages bear, so that one that lost its own is found."""
    said = Counter(mark for text in texts for mark in set(_MARKING.findall(text)))
    return max(sorted(said), key=lambda mark: said[mark], default="")


def _text_of(document: object, number: int) -> str:
    page = document[number]  # type: ignore[index]  # pypdfium2 has no types
    text_page = page.get_textpage()
    text = str(text_page.get_text_range())
    text_page.close()
    page.close()
    return text
