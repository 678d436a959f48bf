"""Frozen dataclasses as plain JSON values and back, guided by their type hints.

For results that are kept or travel to another process as text (a match, a message). Entities have a
form of their own in ``plain``.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum, StrEnum
from functools import cache
from typing import Any, TypeVar, cast

from crisisplanner.domain.days import Day
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import Message, Parameter, Ref, RefKind
from crisisplanner.domain.money import Money
from crisisplanner.domain.plain import figure_from_plain, figure_to_plain

T = TypeVar("T")


def to_structure(value: Any) -> Any:
    """Write a value: dataclasses as objects, tuples as lists, enums by word or name."""
    match value:
        case Message():
            return {
                "code": value.code,
                "params": {key: parameter_to_plain(item) for key, item in value.params},
            }
        case StrEnum():
            return value.value
        case Enum():
            return value.name
        case date():
            return value.isoformat()
        case tuple():
            return [to_structure(item) for item in value]
        case _ if dataclasses.is_dataclass(value):
            return {
                field.name: to_structure(getattr(value, field.name))
                for field in dataclasses.fields(value)
            }
        case _:
            return value


def from_structure(wanted: type[T], plain: Any) -> T:
    """Read a value of a type; raises KeyError, TypeError or ValueError on what is not one."""
    return cast("T", _read(wanted, plain))


def _read(wanted: Any, plain: Any) -> Any:
    origin = typing.get_origin(wanted)
    if origin in (typing.Union, types.UnionType):
        if plain is None:
            return None
        (inner,) = (arm for arm in typing.get_args(wanted) if arm is not type(None))
        return _read(inner, plain)
    if origin is tuple:
        return _read_tuple(typing.get_args(wanted), plain)
    if wanted is Message:
        return _message_from_plain(plain)
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return wanted(plain)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return wanted[plain]
    if dataclasses.is_dataclass(wanted):
        hints = _hints(cast("type", wanted))
        fields = {name: _read(hints[name], item) for name, item in plain.items()}
        return cast("Callable[..., Any]", wanted)(**fields)
    if wanted is date:
        return date.fromisoformat(plain)
    if wanted is float and isinstance(plain, int):
        return float(plain)
    return plain


@cache
def _hints(wanted: type) -> dict[str, Any]:
    """Give the types of a dataclass's fields; finding them takes longer than reading a value."""
    return typing.get_type_hints(wanted)


def _read_tuple(arms: tuple[Any, ...], plain: list[Any]) -> tuple[Any, ...]:
    if len(arms) == 2 and arms[1] is Ellipsis:
        return tuple(_read(arms[0], item) for item in plain)
    return tuple(_read(arm, item) for arm, item in zip(arms, plain, strict=True))


def _message_from_plain(plain: Mapping[str, Any]) -> Message:
    params = sorted(plain["params"].items())
    return Message(plain["code"], tuple((key, parameter_from_plain(item)) for key, item in params))


def parameter_to_plain(value: Parameter) -> Any:
    """Write what a message mentions, so that its kind is known again."""
    match value:
        case Day():
            return {"day": value.number}
        case Figure():
            return {"figure": figure_to_plain(value)}
        case Money():
            return {"amount": value.amount, "currency": value.currency}
        case Ref():
            return {"ref": value.kind.value, "id": value.id}
        case Message():
            return {"message": to_structure(value)}
        case tuple():
            return [parameter_to_plain(item) for item in value]
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case _:
            return value


def parameter_from_plain(plain: Any) -> Parameter:
    """Read what a message mentions; raises KeyError, TypeError or ValueError on anything else."""
    match plain:
        case {"day": number}:
            return Day(number)
        case {"figure": figure}:
            return figure_from_plain(figure)
        case {"amount": amount, "currency": currency}:
            return Money(amount, currency)
        case {"ref": kind, "id": ref_id}:
            return Ref(RefKind(kind), ref_id)
        case {"message": said}:
            return _message_from_plain(said)
        case {"moment": text}:
            return datetime.fromisoformat(text)
        case {"date": text}:
            return date.fromisoformat(text)
        case list():
            return tuple(parameter_from_plain(item) for item in plain)
        case _:
            return cast("Parameter", plain)
