"""The map as a table: everything on it with its place, for the keyboard and the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, QSignalBlocker, Signal, Slot

from crisisplanner.domain.problem import GeoPoint
from crisisplanner.services.watch.marks import Layer
from crisisplanner.services.watch.watch_view import CountryRisk, WatchView
from crisisplanner.ui.tables.lines import LineColumn, LinesPanel
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.watch.map.phrases import MapPhrases
from crisisplanner.ui.watch.map.picks import Pick, PickKind, pick_country, pick_crisis

COLUMNS = ("layer", "name", "what", "latitude", "longitude")
WIDTHS_PX = {"layer": 130, "name": 210, "what": 380, "latitude": 84, "longitude": 84}
NUMBERS = frozenset({"latitude", "longitude"})


@dataclass(frozen=True, slots=True)
class Thing:
    """One line: what it is, what is said of it, where, and what choosing it chooses.

    There may be thousands, so what is said is made where it is seen.
    """

    layer: str
    name: str
    tell: Callable[[], str]
    point: GeoPoint | None
    pick: Pick

    @property
    def what(self) -> str:
        """Say what it is."""
        return self.tell()


def things_of(view: WatchView, layers: frozenset[Layer], phrases: MapPhrases) -> list[Thing]:
    """List what the map shows: crises in order, countries, then marks by layer."""
    say = phrases.words.say
    found = []
    if Layer.CRISES in layers:
        word = say("watch.map.layer.crises")
        for one in view.rows:
            pick = pick_crisis(view, one.id)
            if pick is not None:
                tell = partial(phrases.spoken, one, with_name=False)
                found.append(Thing(word, one.standing.crisis.name, tell, one.area.middle, pick))
    if Layer.RISK in layers:
        word = say("watch.table.country")
        for country in view.countries.values():
            tell = partial(_said_of_country, phrases, country)
            found.append(
                Thing(word, country.name, tell, None, pick_country(view, country.iso3, None))
            )
    for layer in (one for one in Layer if one in layers):
        word = say(f"watch.map.layer.{layer.value}")
        for mark in view.of_layer(layer):
            pick = Pick(PickKind.MARK, mark.id, mark.name, mark.point, mark)
            tell = partial(phrases.words.message, mark.said)
            found.append(Thing(word, mark.name, tell, mark.point, pick))
    return found


def _said_of_country(phrases: MapPhrases, country: CountryRisk) -> str:
    state = phrases.words.say(f"word.IndicatorState.{country.state.value}")
    return ", ".join([state, *phrases.country_details(country)])


class ThingsPanel(LinesPanel[Thing]):
    """What is on the map with a way back to it."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look, phrases: MapPhrases) -> None:
        say = phrases.words.say
        columns = [
            LineColumn(
                say(f"watch.table.{name}"),
                partial(_cell, name, phrases),
                WIDTHS_PX[name],
                is_number=name in NUMBERS,
                is_name=name == "name",
            )
            for name in COLUMNS
        ]
        super().__init__(look, say("watch.table"), say("watch.table.back"), columns)
        self._phrases = phrases
        self._is_told = True
        self.table.opened.connect(self._on_table_opened)
        self.table.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_view(self, view: WatchView, layers: frozenset[Layer]) -> None:
        """Write what is on the map."""
        with QSignalBlocker(self.table.selectionModel()):
            self.model.show_lines(things_of(view, layers, self._phrases))

    def mark(self, pick: Pick | None) -> None:
        """Put the keyboard on what is chosen, or on the first line, and choose nothing anew."""
        found = (
            number
            for number, thing in enumerate(self.model.lines)
            if pick is not None and (thing.pick.kind, thing.pick.id) == (pick.kind, pick.id)
        )
        self._is_told = False
        self.table.setCurrentIndex(self.model.index(next(found, 0), 0))
        self._is_told = True

    def _on_current_changed(self, index: QModelIndex) -> None:
        if index.isValid() and self._is_told:
            self.chosen.emit(self.model.lines[index.row()].pick)

    @Slot(int)
    def _on_table_opened(self, number: int) -> None:
        if 0 <= number < len(self.model.lines):
            self.opened.emit(self.model.lines[number].pick)


def _cell(name: str, phrases: MapPhrases, thing: Thing) -> str:
    if name not in NUMBERS:
        return str(getattr(thing, name))
    point = thing.point
    return "" if point is None else phrases.words.say("watch.table.degrees", n=getattr(point, name))
