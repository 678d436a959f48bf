"""The chains that break: triggers that wait for nothing or lead nowhere, each with a way out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt

from crisisplanner.domain.entity import EntityId
from crisisplanner.services.warning import SeenTrigger
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.reading_only import hold_back
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.marks import IconMark
from crisisplanner.ui.widgets.panels import Card, column, row
from crisisplanner.ui.widgets.text import Text


class BrokenCard(Card):
    """List broken chains."""

    def __init__(
        self,
        context: PageContext,
        broken: Sequence[SeenTrigger],
        change: Callable[[EntityId], None],
    ) -> None:
        words, look = context.words, context.look
        super().__init__(name=words.say("triggers.broken"))
        self.body.addWidget(Text(look, words.say("triggers.broken"), "h3"))
        for seen in broken:
            if seen.broken is None:
                continue
            line = row(gap=8)
            top = Qt.AlignmentFlag.AlignTop
            line.addWidget(IconMark(look, "alert-triangle", "warning", 16), 0, top)
            texts = column(gap=0)
            texts.addWidget(Text(look, seen.trigger.name, "body_medium", wrap=True))
            texts.addWidget(Text(look, words.message(seen.broken), "small", "warning", wrap=True))
            line.addLayout(texts, 1)
            named = words.say("triggers.mend_named", name=seen.trigger.name)
            mend = Button(look, words.say("triggers.mend"), small=True, name=named)
            mend.clicked.connect(partial(_ask, change, seen.trigger.id))
            hold_back(context, mend)
            line.addWidget(mend, 0, top)
            self.body.addLayout(line)


def _ask(change: Callable[[EntityId], None], trigger_id: EntityId, *_: object) -> None:
    change(trigger_id)
