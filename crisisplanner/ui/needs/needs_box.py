"""The derived needs with what is done to one of them."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QStackedWidget

from crisisplanner.services.needs.needs_view import NeedsView
from crisisplanner.ui.needs.need_lines import NeedList
from crisisplanner.ui.needs.need_phrases import lines_of
from crisisplanner.ui.needs.needs_actions import TEMPLATE
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.panels import EmptyPage, column, row
from crisisplanner.ui.widgets.text import Text

LIST_PX = 260


class NeedsBox(QFrame):
    """List derived needs; one can be opened, or given back its derived value."""

    opened = Signal(str)
    restore_asked = Signal(str)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        look, words = context.look, context.words
        self.setProperty("ground", "surface")
        self.list = NeedList(look, words.say("needs.list"))
        self.restore = Button(look, words.say("needs.take_derived"), icon="refresh", small=True)
        self.open_need = Button(look, words.say("needs.open"), kind="link")
        self.nothing = EmptyPage(
            look,
            icon="wand",
            title=words.say("needs.none"),
            sentence=words.say("needs.none_why"),
            steps=[ActionButton(look, context.board, TEMPLATE)],
        )
        self._faces = QStackedWidget()
        self._faces.addWidget(self.list)
        self._faces.addWidget(self.nothing)
        self._faces.setMinimumHeight(LIST_PX)
        head = row(gap=8)
        head.setContentsMargins(20, 10, 16, 8)
        head.addWidget(Text(look, words.say("needs.list"), "h3"))
        head.addStretch()
        head.addWidget(self.open_need)
        head.addWidget(self.restore)
        parts = column(self)
        parts.addLayout(head)
        parts.addWidget(self._faces, 1)
        self.list.opened.connect(self.opened)
        self.list.line_changed.connect(self._on_list_line_changed)
        self.restore.clicked.connect(self._on_restore_clicked)
        self.open_need.clicked.connect(self._on_open_need_clicked)

    def show_view(self, view: NeedsView) -> None:
        """Show the needs of a view."""
        self.list.show_lines(lines_of(view, self._context.words))
        is_bare = not view.needs and not view.n_parts
        self._faces.setCurrentWidget(self.nothing if is_bare else self.list)

    def _chosen(self) -> str:
        line = self.list.line()
        return "" if line is None else line.requirement_id

    @Slot()
    def _on_list_line_changed(self) -> None:
        line = self.list.line()
        self.open_need.setEnabled(bool(self._chosen()))
        session = self._context.room.session
        can_write = session is not None and not session.is_read_only
        self.restore.setEnabled(can_write and line is not None and line.is_overridden)
        code = "needs.take_derived_why" if self.restore.isEnabled() else "needs.not_overridden"
        self.restore.setToolTip(self._context.words.say(code))

    @Slot()
    def _on_restore_clicked(self) -> None:
        self.restore_asked.emit(self._chosen())

    @Slot()
    def _on_open_need_clicked(self) -> None:
        self.opened.emit(self._chosen())
