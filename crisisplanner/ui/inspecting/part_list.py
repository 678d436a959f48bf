"""The parts of what is inspected: listed with ways to change and remove each, and to add one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.entity import Entity
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.services.editing import retire_entity
from crisisplanner.services.parts import add_part, change_part, owner_field, remove_part
from crisisplanner.ui.inspecting.blocks import Blocks
from crisisplanner.ui.inspecting.change_dialog import ChangeDialog
from crisisplanner.ui.inspecting.field_form import Asked
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.inspecting.part_kinds import PART_KINDS
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.painting.marks import PillStyle
from crisisplanner.ui.reading_only import hold_back
from crisisplanner.ui.widgets.buttons import Button

RETIRED = PillStyle("text_2", "archive")


@dataclass(frozen=True)
class ShownPart:
    """Say how a part is written."""

    part: Entity
    title: str
    detail: str = ""
    end: str = ""
    pill: tuple[str, PillStyle] | None = None


class PartList:
    """Write sections of parts into an inspector's body."""

    def __init__(self, context: PageContext, body: Blocks, owner: Entity) -> None:
        self._context, self._body, self._owner = context, body, owner

    def section(
        self, part_type: type[Entity], title: str, nothing: str, shown: Iterable[ShownPart]
    ) -> None:
        """Write a section: the parts, or what it means that there is none, and a way to add one."""
        self._body.section(title)
        self.items(part_type, nothing, shown)

    def items(self, part_type: type[Entity], nothing: str, shown: Iterable[ShownPart]) -> None:
        """Write parts into the section that was begun."""
        parts = tuple(shown)
        if not parts and nothing:
            self._body.nothing(nothing)
        for one in parts:
            self._add_item(one)
        self.add_button(part_type)

    def add_button(self, part_type: type[Entity]) -> None:
        """Offer to add a part."""
        kind = part_type.KIND
        words = self._context.words
        title = words.say("parts.add", kind=words.say(f"kind.{kind}"))
        button = Button(self._context.look, title, icon="plus", kind="link")
        self._prepare(button, self._add_name(kind), partial(self._ask_new, part_type))
        self._body.add_beginning(button)

    def change_button(
        self, title: str, owner: Entity, asked: Callable[[], Asked], name: str = ""
    ) -> None:
        """Offer to change fields of the inspected thing itself, which belongs to `owner`.

        What is asked is read when the form opens: rows are passed faster than all choices are read.
        `name` tells several such buttons of a thing apart.
        """
        thing = self._owner
        button = Button(self._context.look, title, icon="pencil", kind="link")
        act = partial(self._change, owner, thing, asked)
        which = f"{thing.KIND}.{name}" if name else thing.KIND
        self._prepare(button, f"change.{which}.{thing.id}", act)
        self._body.add_beginning(button)

    def _add_item(self, shown: ShownPart) -> None:
        part, words, look = shown.part, self._context.words, self._context.look
        kind = PART_KINDS[part.KIND]
        name = words.say("parts.named", kind=words.say(f"kind.{part.KIND}"), title=shown.title)
        deeds = []
        known = (
            ("bring_back", "arrow-back-up", self._bring_back)
            if part.retired
            else ("change", "pencil", self._ask_change)
        )
        for deed, icon, act in (known, ("remove", "trash", self._remove)):
            said = words.say(f"parts.{deed}_named", part=name)
            button = Button(look, icon=icon, name=said, small=True)
            self._prepare(button, f"{deed}.{part.KIND}.{part.id}", partial(act, shown))
            deeds.append(button)
        retired = (words.say("parts.retired"), RETIRED)
        self._body.item(
            shown.title,
            shown.detail,
            icon=kind.icon,
            tone=kind.tone,
            pill=retired if part.retired else shown.pill,
            end=shown.end,
            deeds=deeds,
        )

    def _prepare(self, button: Button, name: str, act: Callable[[], object]) -> None:
        """Give a button its name, by which the keyboard finds it again, and what it does."""
        button.setObjectName(name)
        button.clicked.connect(act)
        hold_back(self._context, button)

    def _ask_new(self, part_type: type[Entity], *_: object) -> None:
        context, owner = self._context, self._owner
        asked = PART_KINDS[part_type.KIND].asked_of(context.session, owner, None)
        NewThing(
            context,
            part_type,
            asked,
            self._parent(),
            {owner_field(part_type, owner.KIND): owner.id},
            partial(add_part, context.session, owner),
        ).open()

    def _ask_change(self, shown: ShownPart, *_: object) -> None:
        session, part = self._context.session, shown.part
        asked = partial(PART_KINDS[part.KIND].asked_of, session, self._owner, part)
        self._change(self._owner, part, asked)

    def _change(self, owner: Entity, part: Entity, asked: Callable[[], Asked], *_: object) -> None:
        store = partial(change_part, self._context.session, owner, part)
        ChangeDialog(self._context, self._parent(), part, asked(), store).open()

    def _remove(self, shown: ShownPart, *_: object) -> None:
        context = self._context
        try:
            remove_part(context.session, self._owner, shown.part)
        except CrisisPlannerError as error:
            context.fail(error)
            if not shown.part.retired:
                retire = partial(self._retire, shown)
                context.offer(context.words.say("table.retire_instead"), retire)
            return
        context.say(context.words.say("parts.removed", title=shown.title))
        add = self._body.findChild(QWidget, self._add_name(shown.part.KIND))
        if isinstance(add, QWidget):
            # What had the keyboard goes; the next way to go on stays.
            add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring_back(self, shown: ShownPart, *_: object) -> None:
        retire_entity(self._context.session, shown.part.KIND, shown.part.id, retired=False)

    def _retire(self, shown: ShownPart) -> None:
        retire_entity(self._context.session, shown.part.KIND, shown.part.id)
        self._context.say(self._context.words.say("parts.is_retired", title=shown.title))

    def _add_name(self, kind: str) -> str:
        return f"add.{kind}.{self._owner.id}"

    def _parent(self) -> QWidget:
        # The body goes as soon as something is stored; its window stays.
        return self._body.window()
