"""Which plan the notice names: one that changed after its match, said on every page but its own."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from crisisplanner.ui.shell.notice import NoticeBar
from crisisplanner.ui.shell.page_stack import PageStack
from crisisplanner.ui.shell.plan_watch import PlanWatch
from crisisplanner.wording.catalogue import Wording

MATCH_ACTION = "plan.match"
MATCH_PAGE = "match"


class PlanNotice(QObject):
    """Keep the notice true; the match page says it in its own strip."""

    match_asked = Signal(str)

    def __init__(
        self,
        parent: QObject,
        notice: NoticeBar,
        watch: PlanWatch,
        stack: PageStack,
        words: Wording,
    ) -> None:
        super().__init__(parent)
        self._notice, self._watch, self._stack, self._words = notice, watch, stack, words

    @Slot()
    def refresh(self) -> None:
        """Show or clear the notice."""
        outdated = self._watch.outdated
        if not outdated or self._stack.current == MATCH_PAGE:
            self._notice.clear()
            return
        plan, state = outdated[0]
        n = max(1, len(state.changed_by))
        sentence = self._words.say("window.plan_outdated", plan=plan.title, n=n)
        again = self._words.say("window.match_again")
        self._notice.say(sentence, again, partial(self.match_asked.emit, plan.id))
