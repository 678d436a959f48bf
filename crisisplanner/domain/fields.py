"""Fields of entities: what each holds, so that storage, import and tables need no second list.

An entity is a frozen dataclass whose fields are declared with the functions below. Each carries a
``FieldSpec``; the class is the only place where a field is described.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import Any

from crisisplanner.domain.figures import Figure, unknown

LONGEST_TEXT = 20_000
LONGEST_LINE = 500


class FieldKind(Enum):
    """Say what a field holds; the Python type is in brackets."""

    LINE = auto()
    """One line of text (str)."""
    TEXT = auto()
    """Several lines (str)."""
    INTEGER = auto()
    """A whole number (int or None)."""
    NUMBER = auto()
    """A number without unit (float or None)."""
    FLAG = auto()
    """Yes or no (bool)."""
    DATE = auto()
    """A calendar date (date or None)."""
    MOMENT = auto()
    """A date and time in UTC (datetime or None)."""
    DAY = auto()
    """A day from the plan's D (int or None)."""
    WHEN = auto()
    """A date or a day from D (When or None)."""
    CHOICE = auto()
    """One of a list of words (StrEnum or None)."""
    REFERENCE = auto()
    """The id of another entity (str or None)."""
    REFERENCES = auto()
    """Ids of other entities (tuple of str)."""
    CODES = auto()
    """Codes (tuple of str)."""
    FIGURE = auto()
    """A planning figure in the field's fixed unit (Figure)."""
    MARKING = auto()
    """A marking, or None: as the thing it belongs to."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """Describe one field: kind, unit, limits, what it refers to."""

    kind: FieldKind
    unit: str = ""
    choices: type[StrEnum] | None = None
    refers_to: tuple[str, ...] = ()
    is_required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    belongs: bool = False
    """The reference is to the thing that this one is a part of, and goes with."""
    is_kept_by_program: bool = False
    """The program writes it as it works; it says nothing about what a person changed."""


_SPEC = "spec"


def spec_of(field: dataclasses.Field[Any]) -> FieldSpec:
    """Give the description of a declared field."""
    spec: FieldSpec = field.metadata[_SPEC]
    return spec


def _field(spec: FieldSpec, default: Any = dataclasses.MISSING) -> Any:
    metadata = {_SPEC: spec}
    if default is dataclasses.MISSING:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


def line(*, required: bool = False, kept_by_program: bool = False) -> Any:
    """Declare one line of text."""
    spec = FieldSpec(FieldKind.LINE, is_required=required, is_kept_by_program=kept_by_program)
    return _field(spec) if required else _field(spec, "")


def text() -> Any:
    """Declare a text of several lines."""
    return _field(FieldSpec(FieldKind.TEXT), "")


def integer(
    default: int | None = None,
    *,
    minimum: int | None = None,
    maximum: int | None = None,
    kept_by_program: bool = False,
) -> Any:
    """Declare a whole number."""
    spec = FieldSpec(
        FieldKind.INTEGER, minimum=minimum, maximum=maximum, is_kept_by_program=kept_by_program
    )
    return _field(spec, default)


def number(
    default: float | None = None, *, minimum: float | None = None, maximum: float | None = None
) -> Any:
    """Declare a number without unit."""
    return _field(FieldSpec(FieldKind.NUMBER, minimum=minimum, maximum=maximum), default)


def flag(*, default: bool = False) -> Any:
    """Declare a yes or no."""
    return _field(FieldSpec(FieldKind.FLAG), default)


def calendar_date() -> Any:
    """Declare a calendar date that may be unknown."""
    return _field(FieldSpec(FieldKind.DATE), None)


def moment() -> Any:
    """Declare a date and time in UTC."""
    return _field(FieldSpec(FieldKind.MOMENT), None)


def day(*, required: bool = False) -> Any:
    """Declare a day from the plan's D."""
    spec = FieldSpec(FieldKind.DAY, is_required=required)
    return _field(spec) if required else _field(spec, None)


def when() -> Any:
    """Declare a calendar date or a day from D."""
    return _field(FieldSpec(FieldKind.WHEN), None)


def choice(choices: type[StrEnum], default: StrEnum | None = None) -> Any:
    """Declare one of a list of words; without default it may be unknown."""
    return _field(FieldSpec(FieldKind.CHOICE, choices=choices), default)


def reference(*kinds: str, required: bool = False, belongs: bool = False) -> Any:
    """Declare the id of another entity of one of these kinds."""
    spec = FieldSpec(FieldKind.REFERENCE, refers_to=kinds, is_required=required, belongs=belongs)
    return _field(spec) if required else _field(spec, None)


def references(*kinds: str) -> Any:
    """Declare ids of other entities."""
    return _field(FieldSpec(FieldKind.REFERENCES, refers_to=kinds), ())


def codes() -> Any:
    """Declare a list of codes."""
    return _field(FieldSpec(FieldKind.CODES), ())


def figure(unit: str, *, minimum: float | None = 0, maximum: float | None = None) -> Any:
    """Declare a planning figure in a fixed unit; unknown unless given."""
    spec = FieldSpec(FieldKind.FIGURE, unit=unit, minimum=minimum, maximum=maximum)
    return _field(spec, unknown(unit))


def needed_figure(unit: str, *, minimum: float | None = 0) -> Any:
    """Declare a planning figure that must be given, though it may be unknown."""
    return _field(FieldSpec(FieldKind.FIGURE, unit=unit, minimum=minimum, is_required=True))


def marking() -> Any:
    """Declare a marking; None means as the thing it belongs to."""
    return _field(FieldSpec(FieldKind.MARKING), None)


__all__ = [
    "LONGEST_LINE",
    "LONGEST_TEXT",
    "FieldKind",
    "FieldSpec",
    "Figure",
    "calendar_date",
    "choice",
    "codes",
    "day",
    "figure",
    "flag",
    "integer",
    "line",
    "marking",
    "moment",
    "needed_figure",
    "number",
    "reference",
    "references",
    "spec_of",
    "text",
    "when",
]
