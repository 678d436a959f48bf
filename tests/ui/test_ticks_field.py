"""Many things to tick: what is sought stands first, what is ticked is never out of sight."""

from collections.abc import Iterable

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.fields import TickField, TicksField

COUNTRIES = ("Afghanistan", "Guatemala", "Malawi", "Mali", "Mozambique", *map(str, range(20)))


def _field(look: Look, names: Iterable[str]) -> TicksField:
    return TicksField(look, [(name, name) for name in names], "Search", lambda n: f"and {n} more")


def _shown(field: TicksField) -> list[str]:
    inside = next(iter(field.ticks.values())).parentWidget()
    layout = inside.layout() if inside is not None else None
    assert layout is not None
    items = [layout.itemAt(place) for place in range(layout.count())]
    widgets = [item.widget() for item in items if item is not None]
    return [w.text() for w in widgets if isinstance(w, TickField) and not w.isHidden()]


def test_names_that_begin_with_what_is_sought_stand_before_those_that_hold_it(
    look: Look, qtbot: QtBot
) -> None:
    field = _field(look, COUNTRIES)
    qtbot.addWidget(field)
    field.search.setText("mala")
    assert _shown(field) == ["Malawi", "Guatemala"]


def test_what_is_ticked_stays_in_sight_whatever_is_sought(look: Look, qtbot: QtBot) -> None:
    field = _field(look, COUNTRIES)
    qtbot.addWidget(field)
    field.ticks["Mozambique"].setChecked(True)
    field.search.setText("mala")
    assert _shown(field) == ["Mozambique", "Malawi", "Guatemala"]
    field.search.clear()
    assert _shown(field)[:2] == ["Mozambique", "Afghanistan"]
    assert len(_shown(field)) == len(COUNTRIES)
    assert field.values() == ("Mozambique",)


def test_thousands_of_things_are_found_by_typing_and_keep_their_ticks(
    look: Look, qtbot: QtBot
) -> None:
    field = _field(look, [*(f"Airport {n}" for n in range(5000)), "Mozambique"])
    qtbot.addWidget(field)
    assert len(_shown(field)) < 100
    field.ticks["Airport 3"].setChecked(True)
    QTest.keyClicks(field.search, "mozam")
    assert _shown(field) == ["Airport 3", "Mozambique"]
    field.ticks["Mozambique"].setChecked(True)
    field.search.setText("airport 4")
    assert _shown(field)[:3] == ["Airport 3", "Mozambique", "Airport 4"]
    field.ticks["Airport 3"].setChecked(False)
    assert field.values() == ("Mozambique",)
