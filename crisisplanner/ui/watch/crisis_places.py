"""Ask where a crisis is: in the form of a new one, and of one that is there already."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtWidgets import QWidget

from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.situation import Crisis
from crisisplanner.services.watch.crisis_places import (
    change_places,
    create_crisis,
    place_choices,
)
from crisisplanner.ui.inspecting.change_dialog import ChangeDialog
from crisisplanner.ui.inspecting.field_form import Asked
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.tables.page import TablePage

NEW_CRISIS = ("name", "places", "crisis_type", "status", "onset", "summary")


def ask_crisis(page: TablePage) -> None:
    """Open the form of a new crisis, and go to what is made with it."""
    context = page.context

    def create(thing: Entity) -> None:
        create_crisis(context.session, cast(Crisis, thing))

    asked = _asked(context, NEW_CRISIS)
    dialog = NewThing(context, Crisis, asked, page, None, create)
    dialog.made.connect(page.panel.go_to)
    dialog.open()


def ask_places(context: PageContext, parent: QWidget, crisis_id: EntityId) -> None:
    """Ask where a crisis is."""
    crisis = context.session.find(Crisis, crisis_id)
    if crisis is None:
        return

    def store(entered: dict[str, Any]) -> None:
        if "places" in entered:
            change_places(context.session, crisis_id, entered["places"])

    ChangeDialog(context, parent, crisis, _asked(context, ("places",)), store).open()


def _asked(context: PageContext, names: tuple[str, ...]) -> Asked:
    return Asked(
        tuple((name,) for name in names),
        hints={"places": "crises.hint.places"},
        offered={"places": place_choices(context.session)},
    )
