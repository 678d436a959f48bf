"""Ask in which country activities are whose source does not say so."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.messages import message
from crisisplanner.domain.register import Country
from crisisplanner.ui.inspecting.asking import AskingDialog
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.tables.editors import ReferenceField
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import ChoiceField, FieldBox
from crisisplanner.ui.widgets.text import Text

EVERY_SOURCE = -1


class CountryDialog(AskingDialog):
    """Choose the country, and of which source where there are several."""

    chosen = Signal(str, object)
    """Carries the country's code, and the source; None means all."""

    def __init__(
        self, context: PageContext, parent: QWidget, sources: Sequence[tuple[str, int]]
    ) -> None:
        words, look = context.words, context.look
        act = Button(look, words.say("presence.set_country_do"), kind="primary")
        n = sum(count for _, count in sources)
        super().__init__(context, parent, words.say("presence.set_country", n=n), act)
        self._sources = [source for source, _ in sources]
        self.body.addWidget(
            Text(look, words.say("presence.set_country_why"), "body", "text_2", wrap=True)
        )
        pairs = []
        for number, (source, count) in enumerate(sources):
            name = source or words.say("presence.no_source")
            pairs.append((str(number), words.say("presence.country_n", name=name, n=count)))
        # Files of several countries lie side by side, so all of them are never the first choice.
        pairs.append((str(EVERY_SOURCE), words.say("presence.every_source", n=n)))
        self.sources = ChoiceField(look, pairs)
        self.sources.setSizeAdjustPolicy(
            ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        if len(sources) > 1:
            self.body.addWidget(FieldBox(look, words.say("presence.source"), self.sources))
        known = sorted(context.session.all(Country), key=lambda one: one.name)
        self.country = ReferenceField(look, [("", ""), *((one.iso3, one.name) for one in known)])
        self.body.addWidget(FieldBox(look, words.say("presence.country"), self.country))
        act.clicked.connect(self._on_act_clicked)
        self.country.setFocus()

    @Slot()
    def _on_act_clicked(self) -> None:
        country = self.country.value()
        if not country:
            self.show_faults((message("presence.country_needed"),))
            return
        number = int(self.sources.value())
        self.chosen.emit(country, None if number == EVERY_SOURCE else self._sources[number])
        self.accept()
