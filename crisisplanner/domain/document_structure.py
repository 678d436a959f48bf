"""The content of a plan document as plain JSON values and back, so that a version can keep it.

What is the program's own stays a code with parameters: a kept document is said in the words and the
language of whoever prints it.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from crisisplanner.domain import plan_document
from crisisplanner.domain.markings import Marking, MarkingKind
from crisisplanner.domain.messages import Message
from crisisplanner.domain.plan_document import PlanDocument
from crisisplanner.domain.structures import parameter_from_plain, parameter_to_plain

_FORM, _WORD = "is", "word"


def _forms() -> Mapping[str, Callable[..., Any]]:
    own = (
        form
        for _, form in inspect.getmembers(plan_document, inspect.isclass)
        if form.__module__ == plan_document.__name__
    )
    return MappingProxyType({form.__name__: form for form in (*own, Marking, MarkingKind)})


_FORMS = _forms()


def document_to_plain(document: PlanDocument) -> Any:
    """Write a document: each part as an object that says what it is."""
    return _write(document)


def document_from_plain(plain: Any) -> PlanDocument:
    """Read a document; raises KeyError, TypeError or ValueError on what is not one."""
    read = _read(plain)
    if not isinstance(read, PlanDocument):
        raise TypeError("Expected a plan document, got " + type(read).__name__)
    return read


def codes_in(document: PlanDocument) -> frozenset[str]:
    """List the codes of all messages in a document."""
    return frozenset(_codes(document))


def _write(value: Any) -> Any:
    name = type(value).__name__
    if isinstance(value, tuple):
        return [_write(item) for item in value]
    if name not in _FORMS:
        return parameter_to_plain(value)
    if isinstance(value, StrEnum):
        return {_FORM: name, _WORD: value.value}
    fields = dataclasses.fields(value)
    return {_FORM: name, **{field.name: _write(getattr(value, field.name)) for field in fields}}


def _read(plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple(_read(item) for item in plain)
    if not isinstance(plain, dict) or _FORM not in plain:
        return parameter_from_plain(plain)
    form = _FORMS[plain[_FORM]]
    if _WORD in plain:
        return form(plain[_WORD])
    return form(**{name: _read(item) for name, item in plain.items() if name != _FORM})


def _codes(value: Any) -> Iterator[str]:
    if isinstance(value, Message):
        yield value.code
        for _, item in value.params:
            yield from _codes(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _codes(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _codes(getattr(value, field.name))
