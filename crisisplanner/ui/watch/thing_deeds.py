"""Add, change and remove the things that the pages about a crisis show, each with undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import Entity, EntityId, field_specs
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.warning import Trigger, TriggerCondition
from crisisplanner.services import editing, parts
from crisisplanner.ui.inspecting.change_dialog import ChangeDialog
from crisisplanner.ui.inspecting.field_form import Asked
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.reading_only import hold_back
from crisisplanner.ui.watch.forms import FORMS, calendar_choices
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import ChoiceField


class ThingDeeds(QObject):
    """Ask in dialogs, then let services do it; refusals are shown in place."""

    def __init__(self, context: PageContext, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page

    def ask_new(
        self,
        entity_type: type[Entity],
        given: Mapping[str, Any],
        chosen: Mapping[str, str] | None = None,
        *,
        without: tuple[str, ...] = (),
    ) -> NewThing:
        """Ask for a new thing; `given` is not asked, `chosen` is asked and filled in already."""
        asked = self._asked(entity_type.KIND)
        if without:
            rows = tuple(tuple(n for n in names if n not in without) for names in asked.rows)
            asked = replace(asked, rows=tuple(names for names in rows if names))
        create = partial(self._create, given)
        dialog = NewThing(self._context, entity_type, asked, self._page, given, create)
        for name, value in (chosen or {}).items():
            field = dialog.field(name)
            if isinstance(field, ChoiceField):
                field.choose(value)
        dialog.open()
        return dialog

    def ask_change(self, kind: str, thing_id: EntityId, *_: object) -> None:
        """Ask what is to change of a thing."""
        thing = self._context.session.file.find(kind, thing_id)
        if thing is None:
            return
        store = partial(self._change, thing)
        ChangeDialog(self._context, self._page, thing, self._asked(kind), store).open()

    def remove(self, kind: str, thing_id: EntityId, *_: object) -> None:
        """Take a thing away; one in use can be retired instead."""
        context = self._context
        thing = context.session.file.find(kind, thing_id)
        if thing is None:
            return
        owner = self._owner(thing)
        try:
            if owner is None:
                editing.remove_entity(context.session, kind, thing_id)
            else:
                parts.remove_part(context.session, owner, thing)
        except CrisisPlannerError as error:
            context.fail(error)
            context.offer(
                context.words.say("table.retire_instead"), partial(self._retire, kind, thing_id)
            )
            return
        context.say(context.words.say("parts.removed", title=self.name_of(thing)))

    def buttons(self, kind: str, thing_id: EntityId, title: str) -> list[Button]:
        """Make the two small buttons that change and remove a thing."""
        words, look = self._context.words, self._context.look
        name = words.say("parts.named", kind=words.say(f"kind.{kind}"), title=title)
        made = []
        for deed, icon, act in (
            ("change", "pencil", self.ask_change),
            ("remove", "trash", self.remove),
        ):
            said = words.say(f"parts.{deed}_named", part=name)
            button = Button(look, icon=icon, name=said, small=True)
            button.setObjectName(f"{deed}.{kind}.{thing_id}")
            button.clicked.connect(partial(act, kind, thing_id))
            hold_back(self._context, button)
            made.append(button)
        return made

    def name_of(self, thing: Entity) -> str:
        """Name a thing; one without a name by its kind, a condition by its trigger."""
        if isinstance(thing, TriggerCondition):
            trigger = self._context.session.find(Trigger, thing.trigger)
            if trigger is not None:
                return self._context.words.say("triggers.condition_of", trigger=trigger.name)
        label = thing.label()
        return self._context.words.say(f"kind.{thing.KIND}") if label == thing.id else label

    def _asked(self, kind: str) -> Asked:
        asked = FORMS[kind]
        if kind != TriggerCondition.KIND:
            return asked
        return replace(asked, offered={"calendar_kinds": calendar_choices(self._context.words)})

    def _create(self, given: Mapping[str, Any], thing: Entity) -> None:
        owner = self._owner(thing) if given else None
        if owner is None:
            editing.create_entity(self._context.session, thing)
        else:
            parts.add_part(self._context.session, owner, thing)

    def _change(self, thing: Entity, entered: dict[str, Any]) -> None:
        session = self._context.session
        owner = self._owner(thing)
        if owner is not None:
            parts.change_part(session, owner, thing, entered)
            return
        changed = {name: v for name, v in entered.items() if v != getattr(thing, name)}
        if changed:
            editing.change_fields(session, thing.KIND, thing.id, changed)

    def _retire(self, kind: str, thing_id: EntityId) -> None:
        editing.retire_entity(self._context.session, kind, thing_id)

    def _owner(self, thing: Entity) -> Entity | None:
        """Find what a thing is a part of, so that the history names it."""
        for name, spec in field_specs(ENTITY_TYPES[thing.KIND]).items():
            owner_id = getattr(thing, name)
            if spec.belongs and owner_id is not None:
                for kind in spec.refers_to:
                    owner = self._context.session.file.find(kind, owner_id)
                    if owner is not None:
                        return owner
        return None
