"""Messages: a code with parameters, made into a sentence only by ``wording``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from crisisplanner.domain.days import Day
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.money import Money

Parameter: TypeAlias = (
    "str | int | float | bool | Day | Figure | Money | Message | tuple[Parameter, ...] | None"
)


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
