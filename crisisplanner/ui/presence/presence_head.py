"""The head of who does what where: what is said of a country, and what to look at of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from crisisplanner.services.presence.matrix import Counted, PresenceView, PresenceWish
from crisisplanner.services.presence.reading import AreaLevel
from crisisplanner.ui.availability.legend import HeatLegend, LegendMark
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.day_field import DayField
from crisisplanner.ui.widgets.fields import ChoiceField
from crisisplanner.ui.widgets.flow import FlowLayout
from crisisplanner.ui.widgets.panels import column, row
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

SEVERAL = (2, 3, 5, 10)


class PresenceHead(QWidget):
    """Say the headline; choose country, level, period, what is counted and from how many on."""

    wished = Signal(object)
    """Carries the `PresenceWish`."""
    counted_changed = Signal(object)
    country_asked = Signal()

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        self._look, self._words = look, words
        self.wish = PresenceWish()
        self.headline = Text(look, "", "h2", wrap=True)
        self.notes = Text(look, "", "small", "text_2", wrap=True)
        asked = words.say("presence.set_country", n=0)
        self.set_country = Button(look, asked, icon="map-pin", kind="link")
        self.set_country.hide()
        self.set_country.clicked.connect(self.country_asked)
        self.countries = self._choice("country")
        self.levels = self._choice("level", [level.value for level in AreaLevel])
        self.counted = self._choice("counted", [one.value for one in Counted])
        self.several = ChoiceField(
            look, [(str(n), words.say("presence.several", n=n)) for n in SEVERAL]
        )
        self.several.setAccessibleName(words.say("presence.several_name"))
        self.several.setToolTip(words.say("presence.several_name"))
        self.several.choose(str(self.wish.several))
        self.first = DayField(look, words, words.say("presence.first"), None, may_be_empty=True)
        self.last = DayField(look, words, words.say("presence.last"), None, may_be_empty=True)
        self._build()
        self.countries.activated.connect(self._on_countries_activated)
        for field in (self.levels, self.several):
            field.activated.connect(self._on_field_activated)
        self.counted.activated.connect(self._on_counted_activated)
        self.first.day_changed.connect(self._on_first_day_changed)
        self.last.day_changed.connect(self._on_last_day_changed)

    def show_view(self, view: PresenceView) -> None:
        """Say what was read."""
        words = self._words
        self.headline.setText(self._headline(view))
        self.notes.setText("  ".join(self._notes(view)))
        self.set_country.setText(words.say("presence.set_country", n=view.n_without_country))
        self.set_country.setVisible(view.n_without_country > 0)
        self.countries.clear()
        for key, name, n in view.countries:
            shown = name or words.say("presence.no_country")
            self.countries.addItem(words.say("presence.country_n", name=shown, n=n), key)
        self.countries.choose(view.country)
        self._keep_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_height()

    def _keep_height(self) -> None:
        """Take the height that wrapped lines need, which a splitter does not ask for."""
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.heightForWidth(self.width()))

    def _choice(self, name: str, values: Sequence[str] = ()) -> ChoiceField:
        say = self._words.say
        pairs = [(one, say(f"presence.{name}.{one}")) for one in values]
        field = ChoiceField(self._look, pairs)
        field.setAccessibleName(say(f"presence.{name}"))
        field.setToolTip(say(f"presence.{name}"))
        return field

    def _build(self) -> None:
        look, say = self._look, self._words.say
        layout = column(self, gap=4)
        layout.setContentsMargins(24, 12, 24, 6)
        layout.addWidget(self.headline)
        layout.addWidget(self.notes)
        line = FlowLayout()
        for part in (
            self.countries,
            self.counted,
            self.levels,
            self.several,
            Text(look, say("presence.from"), "small", "text_2"),
            self.first,
            Text(look, say("presence.to"), "small", "text_2"),
            self.last,
        ):
            line.addWidget(part)
        layout.addLayout(line)
        marks = [
            LegendMark(say("presence.legend.more")),
            LegendMark(say("presence.legend.hole"), ground="open_tint", lines="open_hatch"),
            LegendMark(say("presence.legend.unknown"), ground="unknown_tint", lines="control"),
            LegendMark(say("presence.legend.overlap"), corner="warning_fill"),
        ]
        legend = row()
        legend.addWidget(HeatLegend(look, marks))
        legend.addStretch()
        legend.addWidget(self.set_country)
        layout.addLayout(legend)

    def _headline(self, view: PresenceView) -> str:
        say = self._words.say
        return say(
            "presence.headline",
            n=view.n_organisations,
            country=view.country_name or say("presence.no_country"),
            organisations=say("presence.n_organisations", n=view.n_organisations),
            activities=say("presence.n_activities", n=view.n_activities),
            overlaps=say("presence.n_overlaps", n=len(view.overlaps)),
            holes=say("presence.n_holes", n=len(view.holes)),
        )

    def _notes(self, view: PresenceView) -> list[str]:
        say = self._words.say
        notes = []
        if view.severity is not None:
            notes.append(
                say("presence.severity", severity=view.severity, as_of=view.severity_as_of)
            )
        if view.people_in_need is not None:
            notes.append(say("presence.in_need", people=view.people_in_need, plan=view.in_need_by))
        if view.n_undated:
            notes.append(say("presence.undated", n=view.n_undated))
        if view.n_without_area:
            notes.append(say("presence.without_area", n=view.n_without_area))
        notes.append(say("presence.caution"))
        return notes

    @Slot()
    def _on_countries_activated(self) -> None:
        self._wish(country=self.countries.value())

    @Slot()
    def _on_field_activated(self) -> None:
        self._wish(
            level=AreaLevel(self.levels.value()),
            several=int(self.several.value()),
        )

    @Slot(object)
    def _on_first_day_changed(self, day: date | None) -> None:
        self._wish(first=day)

    @Slot(object)
    def _on_last_day_changed(self, day: date | None) -> None:
        self._wish(last=day)

    @Slot()
    def _on_counted_activated(self) -> None:
        self.counted_changed.emit(Counted(self.counted.value()))

    def _wish(self, **changed: Any) -> None:
        self.wish = replace(self.wish, **changed)
        self.wished.emit(self.wish)
