"""The left side of the map page: the watch list with its head, or how to begin."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from crisisplanner.domain.entity import EntityId
from crisisplanner.services.watch.watch_view import WatchRow, WatchView
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.watch.map.phrases import MapPhrases
from crisisplanner.ui.watch.map.watch_list import WatchList
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.fields import LineField
from crisisplanner.ui.widgets.panels import EmptyPage, Rule, column, row
from crisisplanner.ui.widgets.text import Text

SEARCHED_FROM = 10


class WatchPanel(QFrame):
    """Show the list under its title and its order in a line."""

    def __init__(self, context: PageContext, phrases: MapPhrases) -> None:
        super().__init__()
        look, words = context.look, context.words
        self._words = words
        self._view: WatchView | None = None
        self._chosen: EntityId = ""
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list = WatchList(look, phrases)
        self.count = Text(look, "", "small", "text_3")
        self.order = Text(look, words.say("watch.list.sorted"), "small", "text_2", wrap=True)
        head = QWidget()
        parts = column(head, gap=2)
        parts.setContentsMargins(16, 12, 12, 8)
        title = row(gap=8)
        title.addWidget(Text(look, words.say("watch.list"), "h3"), 1)
        title.addWidget(self.count)
        parts.addLayout(title)
        parts.addWidget(self.order)
        self.search = LineField(look)
        self.search.setProperty("small", "true")
        self.search.setPlaceholderText(words.say("watch.list.search"))
        self.search.setAccessibleName(words.say("watch.list.search"))
        self.search.textChanged.connect(self._on_search_changed)
        self.search.hide()
        parts.addSpacing(4)
        parts.addWidget(self.search)
        # Until it is read, the list is not empty but unknown.
        self.nothing = Text(look, words.say("watch.reading"), "small", "text_2", wrap=True)
        self.nothing.setContentsMargins(16, 12, 12, 0)
        self._empty = EmptyPage(
            look,
            icon="radar",
            title=words.say("crises.empty"),
            sentence=words.say("crises.empty_why"),
            steps=[ActionButton(look, context.board, "crises.add")],
        )
        filled = QWidget()
        body = column(filled)
        body.addWidget(head)
        body.addWidget(Rule())
        body.addWidget(self.nothing)
        body.addWidget(self.list, 1)
        self._filled = filled
        self._faces = QStackedWidget()
        self._faces.addWidget(filled)
        self._faces.addWidget(self._empty)
        column(self).addWidget(self._faces)
        self.setFocusProxy(self.list)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 140)

    def show_view(self, view: WatchView, chosen: EntityId) -> None:
        """Show another reading."""
        self._view, self._chosen = view, chosen
        self.search.setVisible(len(view.rows) > SEARCHED_FROM)
        self._show_rows()
        self._faces.setCurrentWidget(self._filled if view.rows else self._empty)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            super().keyPressEvent(event)

    def _show_rows(self) -> None:
        view = self._view
        if view is None:
            return
        typed = self.search.text().strip()
        words = typed.casefold().split()
        rows = tuple(row for row in view.rows if _holds(row, view, words))
        n, of = len(rows), len(view.rows)
        say = self._words.say
        said = say("watch.list.n_of", n=n, of=of) if n < of else say("watch.list.n", n=of)
        self.count.setText(said)
        self.nothing.setText(self._words.say("window.nothing_found", typed=typed))
        self.nothing.setVisible(bool(view.rows) and not rows)
        self.list.show_rows(rows, self._chosen)

    @Slot()
    def _on_search_changed(self) -> None:
        self._show_rows()


def _holds(row: WatchRow, view: WatchView, words: list[str]) -> bool:
    """Tell whether a crisis's name and its countries hold all words that were typed."""
    if not words:
        return True
    countries = (view.country_names.get(code, code) for code in row.area.countries)
    said = " ".join((row.standing.crisis.name, *countries)).casefold()
    return all(word in said for word in words)
