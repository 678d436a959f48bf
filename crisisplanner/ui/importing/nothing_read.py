"""What stands in place of a preview: that no file is chosen, or that the chosen one can't be read."""

from __future__ import annotations

from collections.abc import Callable

from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.panels import EmptyPage
from crisisplanner.wording.catalogue import Wording


class NothingRead(EmptyPage):
    """Offer to choose a file; say of one that was not read what can be said otherwise."""

    def __init__(self, look: Look, words: Wording, choose: Callable[[], None]) -> None:
        button = Button(look, words.say("importing.choose"), icon="folder-open", kind="normal")
        button.clicked.connect(choose)
        super().__init__(
            look,
            icon="table-import",
            title=words.say("importing.empty"),
            sentence=words.say("importing.empty_why"),
            steps=[button],
        )
        self._words = words

    def show_unread(self, file: str) -> None:
        """Say that a file is chosen, but could not be read as said."""
        self.title.setText(self._words.say("importing.unread", file=file))
        self.sentence.setText(self._words.say("importing.unread_why"))
