"""Who covers a need, and from when to when: so many that why the rest is open stays in sight."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.days import Day
from crisisplanner.services.matching.match_view import AllocationView, NeedView
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.marks import IconMark, Swatch
from crisisplanner.ui.widgets.panels import column, row
from crisisplanner.ui.widgets.text import Text

PAD_PX = 16
GAP_PX = 6
# So much of the height may be taken by those who cover a need, with what stands above them.
SHARE = 0.7
HEAD_PX = 80
TOP = Qt.AlignmentFlag.AlignTop


class WhoBlock(QWidget):
    """List the allocations to a need; the last of many behind a link.

    ``is_whole``: all were asked for already.
    """

    all_asked = Signal()

    def __init__(self, look: Look, phrases: Phrases, need: NeedView, *, is_whole: bool) -> None:
        super().__init__()
        self._look, self._phrases = look, phrases
        is_all_met = need.coverage is None or need.coverage >= 1.0 - 1e-9
        self._is_whole = is_whole or is_all_met
        layout = column(self, gap=GAP_PX)
        layout.setContentsMargins(PAD_PX, 12, PAD_PX, 14)
        layout.addWidget(Text(look, phrases.code("who_covers"), "h3"))
        if not need.allocations:
            code = "nobody_yet" if need.coverage is None else "nobody_covers"
            layout.addWidget(Text(look, phrases.code(code), "small", "text_2", wrap=True))
        self.lines = [self._line(one) for one in need.allocations]
        for line in self.lines:
            layout.addWidget(line)
        self.more = Button(look, " ", kind="link")
        self.more.clicked.connect(self._on_more_clicked)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.more.hide()

    def fit(self, seen: QSize) -> None:
        """List as many as leave room, of what is seen, for why the rest is open."""
        n_all, width = len(self.lines), seen.width() - 2 * PAD_PX
        left, fit = seen.height() * SHARE - HEAD_PX, 0
        for line in self.lines:
            left -= line.heightForWidth(width) + GAP_PX
            fit += left >= 0
        fit = max(1, fit)
        # A link in place of one line would save nothing.
        shown = n_all if self._is_whole or n_all <= fit + 1 else fit
        for number, line in enumerate(self.lines):
            line.setVisible(number < shown)
        text = self._phrases.code("who_more", n=n_all - shown)
        self.more.setText(text)
        self.more.setAccessibleName(text)
        self.more.setVisible(shown < n_all)

    @Slot()
    def _on_more_clicked(self) -> None:
        self._is_whole = True
        self.fit(QSize())
        self.all_asked.emit()

    def _line(self, allocation: AllocationView) -> QWidget:
        look, phrases = self._look, self._phrases
        block = QWidget(self)
        line = row(block, gap=8)
        line.addWidget(Swatch(look, allocation.partner.colour), 0, TOP)
        texts = column(gap=0)
        head = row(gap=6)
        title = phrases.who_line(allocation.partner.name, allocation.quantity, allocation.unit)
        head.addWidget(Text(look, title, "small_bold", wrap=True), 1)
        if allocation.is_locked:
            head.addWidget(IconMark(look, "lock", "locked", 14), 0, TOP)
        texts.addLayout(head)
        days = phrases.code("who_days", start=Day(allocation.from_day), end=Day(allocation.to_day))
        said = [days]
        if allocation.is_wish:
            said.append(phrases.code("is_wish"))
        elif allocation.why is not None:
            said.append(phrases.say(allocation.why))
        detail = phrases.code("comma").join(said)
        texts.addWidget(Text(look, detail, "small", "text_2", wrap=True))
        line.addLayout(texts, 1)
        return block
