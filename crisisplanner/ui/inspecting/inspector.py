"""What an inspector of a table page is: it writes one thing into a body."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from crisisplanner.domain.entity import Entity
from crisisplanner.ui.inspecting.blocks import Blocks
from crisisplanner.ui.inspecting.part_list import PartList
from crisisplanner.ui.inspecting.part_texts import PartTexts
from crisisplanner.ui.pages import PageContext

E = TypeVar("E", bound=Entity)


class Inspector(ABC, Generic[E]):
    """Write what is to be known of one thing; made anew for each."""

    def __init__(self, context: PageContext, body: Blocks, thing: E) -> None:
        self.context, self.body, self.thing = context, body, thing
        self.session, self.words = context.session, context.words
        self.parts = PartList(context, body, thing)
        self.texts = PartTexts(context.session, context.words)

    @abstractmethod
    def write(self) -> tuple[str, str] | None:
        """Fill the body; gives title and subtitle, or None where there is nothing to show."""

    def write_text(self, title: str, text: str, nothing: str = "", tone: str = "text") -> None:
        """Write a section of one text; an empty one says what that means, or is left out."""
        if text or nothing:
            self.body.section(title)
        if text:
            self.body.paragraph(text, tone)
        elif nothing:
            self.body.nothing(nothing)

    def write_figures(self, *names: str, of: Entity | None = None) -> None:
        """Write figures with their labels."""
        for name in names:
            self.body.figure(self.words.say(f"label.{name}"), getattr(of or self.thing, name))

    def word(self, list_name: str, value: object) -> str:
        """Say one of a closed list of words."""
        return self.words.say(f"word.{list_name}.{value}")
