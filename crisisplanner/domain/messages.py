"""Messages: a code with parameters, made into a sentence only by ``wording``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from crisisplanner.domain.days import Day
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.money import Money

Parameter: TypeAlias = (
    "str | int | float | bool | date | Day | Figure | Money | Ref | Message"
    " | tuple[Parameter, ...] | None"
)


class RefKind(StrEnum):
    """Tell what an id in a message belongs to."""

    OFFER = "offer"
    REQUIREMENT = "requirement"
    PARTNER = "partner"
    TYPE = "type"
    CRISIS = "crisis"
    CONDITION = "condition"
    PERMIT = "permit"
    CAVEAT = "caveat"
    DECISION_STEP = "decision_step"
    PLACE = "place"
    NODE = "node"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Ref:
    """Mention a thing by its id; who knows its name puts that in its place with ``named``.

    Where nobody knows a name, as with tables, the id itself is written.
    """

    kind: RefKind
    id: str

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class Message:
    """Say something to a person: a catalogue code and its named parameters.

    Parameters are plain values, so that a message can travel between processes, be stored as
    JSON and be compared; ``wording`` alone turns it into a sentence.
    """

    code: str
    params: tuple[tuple[str, Parameter], ...] = ()

    @property
    def values(self) -> Mapping[str, Parameter]:
        """Give the parameters by name."""
        return MappingProxyType(dict(self.params))


def message(code: str, /, **params: Parameter) -> Message:
    """Build a message from keyword parameters."""
    return Message(code, tuple(sorted(params.items())))


def named(said: Message, name_of: Callable[[Ref], str | Message]) -> Message:
    """Put names in place of the ids that a message mentions, also in nested ones."""
    return Message(said.code, tuple((key, _named(value, name_of)) for key, value in said.params))


def _named(value: Parameter, name_of: Callable[[Ref], str | Message]) -> Parameter:
    match value:
        case Ref():
            return name_of(value)
        case Message():
            return named(value, name_of)
        case tuple():
            return tuple(_named(item, name_of) for item in value)
        case _:
            return value
