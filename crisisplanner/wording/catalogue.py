"""The one catalogue: code to sentence, in the reader's language.

English is the source and stands in ``wording/english``, a module per subject, each with
``MESSAGES: code → template`` or ``code → (one, other)`` chosen by the parameter ``n``. Other languages
are gettext files in ``resources/translations`` whose ids are the English templates.

Templates name their parameters: ``{partner}``, ``{arrival:day}``, ``{share:percent}``. Formats after
the colon: number, number0, number1, percent, percent1, points (percentage points: the word
follows in the template), day, date, moment, money, or, raw, and ``said.label``: the sentence of the code ``label.`` plus the value, where there is one. Without a format a
value is written by its type.
"""

from __future__ import annotations

import gettext
import string
from collections.abc import Mapping
from datetime import date, datetime
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from crisisplanner.domain.days import Day
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import Message, Ref
from crisisplanner.domain.money import Money
from crisisplanner.resource_files import resource_path
from crisisplanner.wording import english
from crisisplanner.wording.formats import NO_BREAK_SPACE, Formats

Template = str | tuple[str, str]


def english_messages() -> dict[str, Template]:
    """Collect every message of the modules in ``wording/english``.

    Raises ValueError if two modules claim one code.
    """
    messages: dict[str, Template] = {}
    for module_info in iter_modules(english.__path__, english.__name__ + "."):
        own: Mapping[str, Template] = import_module(module_info.name).MESSAGES
        twice = messages.keys() & own.keys()
        if twice:
            raise ValueError(f"Expected each code once, got again: {sorted(twice)}")
        messages.update(own)
    return messages


class Wording:
    """Say messages in one language."""

    def __init__(self, language: str = "en") -> None:
        self.formats = Formats(language)
        self._messages = english_messages()
        self._translation: gettext.NullTranslations = gettext.NullTranslations()
        if language != "en":
            self._translation = gettext.translation(
                "crisisplanner", str(resource_path("translations")), [language]
            )
        self._formatter = _MessageFormatter(self)

    def say(self, code: str, /, **params: object) -> str:
        """Make the sentence of a code; raises KeyError if the catalogue lacks it."""
        template = self._messages[code]
        if isinstance(template, tuple):
            one, other = template
            n = params["n"]
            if not isinstance(n, (int, float)):
                raise TypeError(f"Expected a number as n of {code}, got {n!r}")
            text = self._translation.ngettext(one, other, int(n) if n == int(n) else 2)
        else:
            text = self._translation.gettext(template) if template else ""
        return self._formatter.vformat(text, (), params)

    def message(self, message: Message) -> str:
        """Make the sentence of a message."""
        return self.say(message.code, **message.values)

    def has(self, code: str) -> bool:
        """Tell whether the catalogue has a code."""
        return code in self._messages

    def figure(self, figure: Figure) -> str:
        """Write a figure with its unit and range, or say that it is unknown."""
        if figure.value is None:
            return self.say("figure.unknown")
        number = self.formats.number(figure.value)
        if figure.low is not None and figure.high is not None and figure.low != figure.high:
            number = self.say(
                "figure.range",
                value=figure.value,
                low=figure.low,
                high=figure.high,
            )
        unit = self.unit(figure.unit, figure.value)
        return number + NO_BREAK_SPACE + unit if unit else number

    def amount(self, quantity: Figure | float | None, measure: str) -> str:
        """Write how many of a type there are, in its unit of measure."""
        figure = quantity if isinstance(quantity, Figure) else Figure(quantity, "unit")
        if figure.value is None:
            return self.say("figure.unknown")
        code = "match_page.measure." + (measure or "unit")
        if self.has(code):
            said = self.say(code, n=figure.value)
        else:
            said = self.say("match_page.times", n=figure.value, unit=measure)
        if figure.low is None or figure.high is None or figure.low == figure.high:
            return said
        return self.say("figure.amount_range", amount=said, low=figure.low, high=figure.high)

    def measure(self, measure: str) -> str:
        """Name the unit in which a type is counted, as it stands after several."""
        code = "match_page.measure." + (measure or "unit")
        return self.say(code, n=2).partition(" ")[2] if self.has(code) else measure

    def unit(self, unit: str, n: float = 2) -> str:
        """Name a unit for a reader, as it stands after the number ``n``."""
        return self.say("unit." + unit, n=n)

    def value(self, value: object) -> str:
        """Write any parameter by its type."""
        match value:
            case None:
                return self.say("value.none")
            case bool():
                return self.say("value.yes" if value else "value.no")
            case str() | Ref():
                return str(value)
            case Message():
                return self.message(value)
            case Day():
                return self.formats.day(value.number)
            case Figure():
                return self.figure(value)
            case Money():
                return self.formats.money(value.amount, value.currency)
            case int() | float():
                return self.formats.number(value)
            case datetime():
                return self.formats.moment(value)
            case date():
                return self.formats.date(value)
            case tuple() | list():
                return self.formats.listed([self.value(item) for item in value])
            case _:
                raise TypeError(f"Expected a value that can be written, got {value!r}")


class _MessageFormatter(string.Formatter):
    """Write named parameters with the formats of this language."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def get_value(self, key: int | str, _args: Any, kwargs: Any) -> Any:
        if isinstance(key, int):
            raise TypeError("Expected named parameters only")
        return kwargs[key]

    def format_field(self, value: Any, format_spec: str) -> str:
        if value is None or not format_spec:
            return self._wording.value(value)
        formats = self._wording.formats
        if format_spec.startswith("said."):
            code = f"{format_spec.removeprefix('said.')}.{value}"
            known = isinstance(value, str) and self._wording.has(code)
            return self._wording.say(code, n=2) if known else self._wording.value(value)
        name, decimals = format_spec.rstrip("0123456789"), format_spec[-1:]
        match name:
            case "raw":
                return str(value)
            case "or":
                return formats.listed([self._wording.value(item) for item in value], "or")
            case "week":
                # Weeks are counted from D in 0, 1, 2; a reader's first week is week 1.
                return str(int(value) + 1 if int(value) >= 0 else value)
            case "day":
                return formats.day(value.number if isinstance(value, Day) else int(value))
            case "number":
                return formats.number(value, int(decimals) if decimals.isdigit() else None)
            case "percent":
                return formats.percent(value, int(decimals) if decimals.isdigit() else 0)
            case "points":
                return formats.number(value * 100, int(decimals) if decimals.isdigit() else 0)
            case "date" | "moment":
                return str(getattr(formats, name)(value))
            case "money":
                return formats.money(value.amount, value.currency)
        raise ValueError(f"Expected a known format, got {format_spec!r}")


def parameter_names(template: str) -> frozenset[str]:
    """List the parameters that a template uses."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)
