"""The form of a new offer or requirement counts in the unit of the type that is chosen."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.services.session import Session
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.widgets.fields import ChoiceField, LineField
from tests.ui.conftest import settle


@pytest.mark.parametrize("page_id", ["offers", "requirements"])
def test_a_quantity_takes_the_unit_of_the_type_at_once(
    window: MainWindow, session: Session, qtbot: QtBot, page_id: str
) -> None:
    window.show_page(page_id)
    settle(window, qtbot)
    window.trigger(f"{page_id}.add")
    page = window.page(page_id)
    assert page is not None
    dialog = page.findChild(NewThing)
    assert isinstance(dialog, NewThing)
    quantity, kind = dialog.field("quantity"), dialog.field("type")
    assert isinstance(quantity, LineField)
    assert isinstance(kind, ChoiceField)
    assert quantity.unit == "units"
    for measure, written in (("hospital", "hospitals"), ("troop", "troops")):
        found = next(t for t in session.all(CapabilityType) if t.unit_of_measure == measure)
        kind.choose(found.id)
        assert quantity.unit == written
    dialog.reject()


def test_a_quantity_takes_the_unit_of_a_type_that_is_typed_in_full(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    window.show_page("offers")
    settle(window, qtbot)
    window.trigger("offers.add")
    page = window.page("offers")
    assert page is not None
    dialog = page.findChild(NewThing)
    assert isinstance(dialog, NewThing)
    quantity, kind = dialog.field("quantity"), dialog.field("type")
    assert isinstance(quantity, LineField)
    assert isinstance(kind, ChoiceField)
    found = next(t for t in session.all(CapabilityType) if t.unit_of_measure == "hospital")
    kind.setEditText(found.label())
    assert quantity.unit == "hospitals"
    dialog.reject()
