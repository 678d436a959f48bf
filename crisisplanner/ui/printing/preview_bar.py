"""The bar over the preview: pages and zoom."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFrame

from crisisplanner.ui.printing.pdf_view import ZOOM_STEP, PdfView
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import LineField
from crisisplanner.ui.widgets.panels import row
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

PAGE_FIELD_PX = 56
HEIGHT_PX = 40


class PreviewBar(QFrame):
    """Turn pages and zoom."""

    page_asked = Signal(int)

    def __init__(self, look: Look, words: Wording, view: PdfView) -> None:
        super().__init__()
        self._words, self._view = words, view
        self.setProperty("bar", "bottom")
        self.setFixedHeight(HEIGHT_PX)
        self.field = LineField(look)
        self.field.setProperty("small", "true")
        self.field.setFixedWidth(PAGE_FIELD_PX)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setAccessibleName(words.say("print_page.go_to"))
        self.field.returnPressed.connect(self._on_field_return_pressed)
        self._total = Text(look, "", "small", "text_2")
        self._zoom = Text(look, "", "small", "text_2")
        self.buttons = {
            name: Button(look, icon=icon, name=words.say(f"print_page.{name}"), small=True)
            for name, icon in (
                ("previous", "chevron-up"),
                ("next", "chevron-down"),
                ("zoom_out", "zoom-out"),
                ("zoom_in", "zoom-in"),
                ("fit_width", "zoom-reset"),
                ("fit_page", "maximize"),
            )
        }
        self.buttons["previous"].clicked.connect(self._on_previous_clicked)
        self.buttons["next"].clicked.connect(self._on_next_clicked)
        self.buttons["zoom_out"].clicked.connect(self._on_zoom_out_clicked)
        self.buttons["zoom_in"].clicked.connect(self._on_zoom_in_clicked)
        self.buttons["fit_width"].clicked.connect(view.fit_width)
        self.buttons["fit_page"].clicked.connect(view.fit_page)
        view.page_changed.connect(self.refresh)
        view.zoom_changed.connect(self.refresh)
        layout = row(self, gap=4)
        layout.setContentsMargins(12, 0, 12, 0)
        parts = (
            self.buttons["previous"],
            self.buttons["next"],
            self.field,
            self._total,
            None,
            self.buttons["zoom_out"],
            self._zoom,
            self.buttons["zoom_in"],
            self.buttons["fit_width"],
            self.buttons["fit_page"],
        )
        for part in parts:
            if part is None:
                layout.addStretch()
            else:
                layout.addWidget(part)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show where the preview is."""
        view, words = self._view, self._words
        n = view.n_pages
        self.field.setText(words.formats.number(view.page + 1) if n else "")
        self.field.setValidator(QIntValidator(1, max(1, n), self.field))
        self._total.setText(words.say("print_page.page_of", n=n) if n else "")
        self._zoom.setText(words.say("print_page.zoom", share=view.zoom) if n else "")
        self.field.setEnabled(n > 0)
        for name, button in self.buttons.items():
            is_end = (name == "previous" and view.page == 0) or (
                name == "next" and view.page >= n - 1
            )
            button.setEnabled(n > 0 and not is_end)

    @Slot()
    def _on_field_return_pressed(self) -> None:
        if self.field.hasAcceptableInput():
            self._view.go_to(int(self.field.text()) - 1)
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_previous_clicked(self) -> None:
        self._view.go_to(self._view.page - 1)

    @Slot()
    def _on_next_clicked(self) -> None:
        self._view.go_to(self._view.page + 1)

    @Slot()
    def _on_zoom_out_clicked(self) -> None:
        self._view.zoom_by(1 / ZOOM_STEP)

    @Slot()
    def _on_zoom_in_clicked(self) -> None:
        self._view.zoom_by(ZOOM_STEP)
