"""A PDF as pictures of its pages, drawn beside the window and kept within a bound."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage

KEPT_BYTES = 96 * 2**20
POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class PageSize:
    """Give a page's width and height in points."""

    width_pt: float
    height_pt: float


class PdfPages:
    """Read one PDF; it may be asked from any thread, one at a time."""

    def __init__(self, path: Path) -> None:
        import pypdfium2

        # From memory: the file may be replaced while it is shown.
        self.content = path.read_bytes()

        # PDFium serves one thread at a time, also for different documents.
        self._lock = threading.Lock()
        self._document: Any = pypdfium2.PdfDocument(self.content)
        self.sizes = tuple(
            PageSize(*self._document.get_page_size(number)) for number in range(len(self._document))
        )

    def __len__(self) -> int:
        return len(self.sizes)

    def draw(self, number: int, px_per_pt: float) -> QImage:
        """Draw a page."""
        with self._lock:
            page = self._document[number]
            bitmap = page.render(scale=px_per_pt, prefer_bgrx=True)
            image = QImage(
                bitmap.buffer,
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGB32,
            ).copy()
            bitmap.close()
            page.close()
        return image

    def text(self, number: int) -> str:
        """Give what a page says, for those who do not see it."""
        with self._lock:
            page = self._document[number]
            words = page.get_textpage()
            said: str = words.get_text_bounded()
            words.close()
            page.close()
        return said

    def close(self) -> None:
        """Let the document go."""
        with self._lock:
            self._document.close()


class PictureCache:
    """Keep the pictures used last, up to a size."""

    def __init__(self, most_bytes: int = KEPT_BYTES) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[tuple[int, int], QImage] = OrderedDict()

    def get(self, number: int, width_px: int) -> QImage | None:
        """Give the picture of a page at a width, if it is kept."""
        image = self._kept.get((number, width_px))
        if image is not None:
            self._kept.move_to_end((number, width_px))
        return image

    def any_of(self, number: int) -> QImage | None:
        """Give a picture of a page at any width, to show until the right one is there."""
        return next((self._kept[key] for key in reversed(self._kept) if key[0] == number), None)

    def put(self, number: int, width_px: int, image: QImage) -> None:
        """Keep a picture, letting the oldest ones go."""
        self._kept[(number, width_px)] = image
        while len(self._kept) > 1 and self.n_bytes > self._most_bytes:
            self._kept.popitem(last=False)

    def clear(self) -> None:
        """Let all go."""
        self._kept.clear()

    @property
    def n_bytes(self) -> int:
        """Give the size of what is kept."""
        return sum(image.sizeInBytes() for image in self._kept.values())
