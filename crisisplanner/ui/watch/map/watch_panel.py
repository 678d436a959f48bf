"""The left side of the map page: the watch list with its head, or how to begin."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from crisisplanner.domain.entity import EntityId
from crisisplanner.services.watch.watch_view import WatchView
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.watch.map.phrases import MapPhrases
from crisisplanner.ui.watch.map.watch_list import WatchList
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.panels import EmptyPage, Rule, column, row
from crisisplanner.ui.widgets.text import Text


class WatchPanel(QFrame):
    """Show the list under its title and its order in a line."""

    def __init__(self, context: PageContext, phrases: MapPhrases) -> None:
        super().__init__()
        look, words = context.look, context.words
        self._words = words
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
        self.count.setText(self._words.say("watch.list.n", n=len(view.rows)))
        self.list.show_rows(view.rows, chosen)
        self._faces.setCurrentWidget(self._filled if view.rows else self._empty)
