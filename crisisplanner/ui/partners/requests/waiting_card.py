"""What waits for one side: a page of rows, and the way to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot

from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.partners.requests.request_rows import WaitingRow
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.panels import Card, Rule
from crisisplanner.ui.widgets.text import Text

ROWS_A_PAGE = 20


class WaitingCard(Card):
    """List what waits, twenty at first and as many more with each press."""

    def __init__(
        self, context: PageContext, code: str, makes: Sequence[Callable[[], WaitingRow]], n: int
    ) -> None:
        look, words = context.look, context.words
        title = words.say(code)
        super().__init__(name=title)
        self._words, self._makes = words, makes
        self.rows: list[WaitingRow] = []
        self.body.addWidget(Text(look, title, "h3"))
        if not makes:
            self.body.addWidget(Text(look, words.say(code + "_none"), "small", "text_3", wrap=True))
        self.more = Button(look, " ", kind="link", small=True)
        self.more.setObjectName("more." + code)
        self.more.clicked.connect(self._on_more_clicked)
        self.body.addWidget(self.more)
        self._show(max(n, ROWS_A_PAGE))

    def _show(self, n: int) -> None:
        """Make rows until so many stand there, and offer what is left."""
        for make in self._makes[len(self.rows) : n]:
            place = self.body.count() - 1
            if self.rows:
                self.body.insertWidget(place, Rule())
                place += 1
            row = make()
            self.rows.append(row)
            self.body.insertWidget(place, row)
        left = len(self._makes) - len(self.rows)
        self.more.setVisible(left > 0)
        if left:
            self.more.setText(self._words.say("inbox.more", n=min(left, ROWS_A_PAGE), of=left))
            self.more.setAccessibleName(self.more.text())

    @Slot()
    def _on_more_clicked(self) -> None:
        self._show(len(self.rows) + ROWS_A_PAGE)
