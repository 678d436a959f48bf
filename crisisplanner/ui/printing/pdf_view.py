"""The preview: the pages of a PDF under each other, zoomed and scrolled."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.ui.jobs import Jobs
from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.printing.paper_stack import (
    GAP_PX,
    MARGIN_PX,
    SCREEN_PX_PER_PT,
    PaperStack,
)
from crisisplanner.ui.printing.pdf_pages import PdfPages, PictureCache
from crisisplanner.ui.theme.look import Look
from crisisplanner.wording.catalogue import Wording

DRAW_JOB = "document.draw"
ZOOM_STEP = 1.2
LEAST_ZOOM, MOST_ZOOM = 0.2, 6.0


class PdfView(QAbstractScrollArea):
    """Show the pages in sight; pictures come from a job, nearest first."""

    page_changed = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self, look: Look, words: Wording, jobs: Jobs) -> None:
        super().__init__()
        self._look, self._words, self._jobs = look, words, jobs
        self._pages: PdfPages | None = None
        self._cache = PictureCache()
        self._stack = PaperStack()
        self.zoom = 1.0
        self.is_fit_to_width = True
        self.page = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words.say("print_page.preview"))
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        look.changed.connect(self.viewport().update)

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show another document, on the same page as before where it has it."""
        self._jobs.cancel(DRAW_JOB, forget=True)
        self._cache.clear()
        self._pages = pages
        self._fit_scroll_bars()
        if pages is None:
            return
        before = self.page
        self._fit()
        self.go_to(min(before, len(pages) - 1))
        self._draw_next()

    @property
    def n_pages(self) -> int:
        """Give the number of pages."""
        return len(self._pages) if self._pages is not None else 0

    def go_to(self, number: int) -> None:
        """Bring a page to the top."""
        if not 0 <= number < self.n_pages:
            return
        self.verticalScrollBar().setValue(self._stack.top(number) - GAP_PX // 2)
        self._name_page(number)

    def zoom_by(self, factor: float) -> None:
        """Zoom in or out, keeping the page."""
        self._set_zoom(self.zoom * factor, is_fit=False)

    def fit_width(self) -> None:
        """Make a page as wide as the view, also when that changes."""
        self.is_fit_to_width = True
        self._fit()
        self._draw_next()

    def fit_page(self) -> None:
        """Make a whole page fit into the view."""
        if self._pages is None or not len(self._pages):
            return
        size = self._pages.sizes[self.page]
        room = self.viewport().height() - 2 * GAP_PX
        self._set_zoom(room / (size.height_pt * SCREEN_PX_PER_PT), is_fit=False)
        self.go_to(self.page)

    def page_rect(self, number: int) -> QRectF:
        """Give where a page lies in the viewport."""
        width, height = self._stack.width(number), self._stack.height(number)
        left = max(MARGIN_PX, (self.viewport().width() - width) // 2)
        left -= self.horizontalScrollBar().value()
        top = self._stack.top(number) - self.verticalScrollBar().value()
        return QRectF(left, top, width, height)

    def picture(self, number: int) -> QImage | None:
        """Give the picture of a page at the zoom in force, if it was drawn."""
        if not 0 <= number < self.n_pages:
            return None
        return self._cache.get(number, self._width_px(number))

    def _width_px(self, number: int) -> int:
        return round(self._stack.width(number) * self.devicePixelRatioF())

    def _set_zoom(self, zoom: float, *, is_fit: bool) -> None:
        page = self.page
        self.is_fit_to_width = is_fit
        self.zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        self._fit_scroll_bars()
        self.go_to(page)
        self.viewport().update()
        self.zoom_changed.emit(self.zoom)
        self._draw_next()

    def _fit(self) -> None:
        if self._pages is not None and len(self._pages) and self.is_fit_to_width:
            widest = max(size.width_pt for size in self._pages.sizes[:1])
            room = self.viewport().width() - 2 * MARGIN_PX
            zoom = max(LEAST_ZOOM, room / (widest * SCREEN_PX_PER_PT))
            if abs(zoom - self.zoom) > 1e-6:
                self.zoom = zoom
                self.zoom_changed.emit(zoom)
        self._fit_scroll_bars()
        self.viewport().update()

    def _fit_scroll_bars(self) -> None:
        sizes = self._pages.sizes if self._pages is not None else ()
        self._stack = PaperStack(sizes, self.zoom)
        height, width = self.viewport().height(), self.viewport().width()
        upright, lying = self.verticalScrollBar(), self.horizontalScrollBar()
        upright.setRange(0, max(0, self._stack.total_height - height))
        upright.setPageStep(height)
        upright.setSingleStep(60)
        wanted = self._stack.widest + 2 * MARGIN_PX
        lying.setRange(0, 0 if self.is_fit_to_width else max(0, wanted - width))
        lying.setPageStep(width)

    def _shown(self) -> list[int]:
        """List the pages in sight, then the next one."""
        top = self.verticalScrollBar().value()
        shown = self._stack.shown(top, top + self.viewport().height())
        if shown and shown[-1] + 1 < self.n_pages:
            shown.append(shown[-1] + 1)
        return shown

    def _draw_next(self) -> None:
        """Draw the first page in sight that has no picture at this zoom."""
        pages = self._pages
        if pages is None or not self.isVisible():
            return
        missing = [number for number in self._shown() if self.picture(number) is None]
        if not missing:
            return
        number, width_px = missing[0], self._width_px(missing[0])
        scale = self._stack.px_per_pt * self.devicePixelRatioF()
        self._jobs.start(
            DRAW_JOB,
            message("print_page.drawing", page=number + 1),
            partial(_draw, pages, number, scale),
            on_done=partial(self._on_drawn, pages, number, width_px),
            on_failed=self._on_draw_failed,
        )

    def _on_drawn(self, pages: PdfPages, number: int, width_px: int, image: QImage) -> None:
        if pages is not self._pages:
            return
        self._cache.put(number, width_px, image)
        self.viewport().update()
        self._draw_next()

    def _on_draw_failed(self, _error: Exception) -> None:
        # The page stays hatched; the document itself can still be exported.
        self.viewport().update()

    def _name_page(self, number: int) -> None:
        self.page = number
        spoken = self._words.say("print_page.page", page=number + 1, n=self.n_pages)
        self.setAccessibleDescription(spoken)
        self.page_changed.emit(number)

    @Slot()
    def _on_scrolled(self) -> None:
        middle = self.viewport().height() / 3
        for number in range(self.n_pages):
            if self.page_rect(number).bottom() >= middle:
                if number != self.page:
                    self._name_page(number)
                break
        self.viewport().update()
        self._draw_next()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page = self.page
        self._fit()
        self.go_to(page)
        self._draw_next()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(ZOOM_STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_PageDown:
                self.go_to(self.page + 1)
            case Qt.Key.Key_PageUp:
                self.go_to(self.page - 1)
            case Qt.Key.Key_Home:
                self.go_to(0)
            case Qt.Key.Key_End:
                self.go_to(self.n_pages - 1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(ZOOM_STEP)
            case Qt.Key.Key_Minus:
                self.zoom_by(1 / ZOOM_STEP)
            case Qt.Key.Key_0:
                self.fit_width()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), self._look.colour("app"))
        for number in self._shown():
            self._paint_page(painter, number, self.page_rect(number))

    def _paint_page(self, painter: QPainter, number: int, place: QRectF) -> None:
        image = self.picture(number) or self._cache.any_of(number)
        if image is None:
            painter.fillRect(place, self._look.colour("unknown_tint"))
            paint_hatch(painter, place, self._look.colour("line_strong"), step_px=12)
        else:
            painter.drawImage(place, image)
        painter.setPen(QPen(self._look.colour("line_strong"), 1))
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))


def _draw(pages: PdfPages, number: int, px_per_pt: float, _watcher: Watcher) -> QImage:
    return pages.draw(number, px_per_pt)
