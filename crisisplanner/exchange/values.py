"""Reading one cell: numbers, figures, words, yes and no; unknown is never zero.

Dates stand in ``dates_reading``; what refers to other things in ``known``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from crisisplanner.domain.messages import Message, Parameter, message
from crisisplanner.domain.units import convert
from crisisplanner.exchange.grid import CellValue, ErrorCell, FormulaWithoutValue
from crisisplanner.wording.catalogue import Wording

_SHOWN_CHARACTERS = 60
_UNKNOWN = frozenset(
    {
        "",
        "-",
        "--",
        "–",
        "—",
        ".",
        "..",
        "...",
        "…",
        "?",
        "n/a",
        "na",
        "n.a.",
        "n.a",
        "n.d.",
        "null",
        "not known",
        "unknown",
        "not specified",
        "not available",
        "unspecified",
        "tbc",
        "tbd",
    }
)
_SPACES = " \t\r\n\v\f\u00a0\u202f\u2007\u2009\u200b\ufeff"
_YES = frozenset({"yes", "y", "true", "1", "x", "✓", "✔", "oui", "sí", "si", "sim"})
_NO = frozenset({"no", "n", "false", "0", "non", "não"})

_THOUSANDS_GAP = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009'’](?=\d{3}(?:\D|$))")
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
_COMMA_GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_DOT_GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}(?:(?:\.\d{3}){2,}(?:,\d+)?|(?:\.\d{3})+,\d+)")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
_NUMBER_WITH_UNIT = re.compile(
    r"([$€£]?)\s*([+-]?[\d.,][\d.,eE+ \u00a0\u202f'’-]*?)\s*([^\d.,\s+-]\D*|)"
)
_LONGEST_NUMBER = 60

UNIT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "d": "d",
        "day": "d",
        "days": "d",
        "week": "week",
        "weeks": "week",
        "month": "month",
        "months": "month",
        "h": "h",
        "hr": "h",
        "hrs": "h",
        "hour": "h",
        "hours": "h",
        "t": "t",
        "tonne": "t",
        "tonnes": "t",
        "mt": "t",
        "kg": "kg",
        "kilograms": "kg",
        "%": "%",
        "percent": "%",
        "per cent": "%",
        "pct": "%",
        "person": "person",
        "persons": "person",
        "people": "person",
        "pax": "person",
        "unit": "unit",
        "units": "unit",
        "usd": "USD",
        "us$": "USD",
        "$": "USD",
        "usd/day": "USD/d",
        "usd/d": "USD/d",
        "usd per day": "USD/d",
        "km": "km",
        "ft": "ft",
        "feet": "ft",
        "metres": "m",
        "meters": "m",
        "household": "household",
        "households": "household",
        "hh": "household",
        "hhs": "household",
        "individuals": "person",
        "beneficiaries": "person",
        "km/d": "km/d",
        "km/day": "km/d",
    }
)


class CellFault(Exception):  # noqa: N818 - a finding about a cell, gathered with all others
    """Tell what was expected of a cell and what it holds."""

    def __init__(self, said: Message) -> None:
        self.said = said
        super().__init__(said.code)


def fault(code: str, /, **params: Parameter) -> CellFault:
    """Build a fault of a cell."""
    return CellFault(message(code, **params))


def shown(cell: CellValue) -> str:
    """Write a cell as it stands, shortened, for a message."""
    match cell:
        case None:
            return ""
        case ErrorCell(text) | FormulaWithoutValue(text):
            text = text or "="
        case datetime():
            text = cell.isoformat(sep=" ")
        case date() | time():
            text = cell.isoformat()
        case float() if cell.is_integer() and abs(cell) < 1e15:
            text = str(int(cell))
        case _:
            text = str(cell)
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 1] + "…"


def is_unknown(cell: CellValue) -> bool:
    """Tell whether a cell says that nothing is known."""
    if cell is None:
        return True
    return isinstance(cell, str) and cell.strip(_SPACES).lower() in _UNKNOWN


def refuse_marks(cell: CellValue) -> None:
    """Raise the fault of an error cell or of a formula without a value."""
    if isinstance(cell, ErrorCell):
        raise fault("import.error_cell", found=cell.text)
    if isinstance(cell, FormulaWithoutValue):
        raise fault("import.formula_without_value", found=shown(cell))


def text_of(cell: CellValue) -> str:
    """Read text over one or more lines."""
    match cell:
        case None:
            return ""
        case str():
            text = cell if cell.isascii() else unicodedata.normalize("NFC", cell)
            return (unguarded(text) if text.startswith("'") else text).strip(_SPACES)
        case bool():
            return "yes" if cell else "no"
        case datetime() if not (cell.hour or cell.minute or cell.second):
            return cell.date().isoformat()
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case _:
            return str(cell)


def line_of(cell: CellValue) -> str:
    """Read one line of text; line breaks within the cell become spaces."""
    text = text_of(cell)
    return " ".join(text.split()) if "\n" in text or "\r" in text or "\t" in text else text


_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def unguarded(text: str) -> str:
    """Take off the apostrophe that an export puts before what a spreadsheet would compute."""
    return text[1:] if _GUARDED.match(text) else text


def number_of(cell: CellValue) -> float:
    """Read a number without unit."""
    if isinstance(cell, bool | date | time):
        raise fault("import.not_a_number", found=shown(cell))
    if isinstance(cell, int | float):
        return cell
    number = parsed_number(text_of(cell))
    if number is None:
        raise fault("import.not_a_number", found=shown(cell))
    return number


def whole_number_of(cell: CellValue) -> int:
    """Read a whole number."""
    number = number_of(cell)
    if abs(number) > 1e15 or number != int(number):
        raise fault("import.not_a_whole_number", found=shown(cell))
    return int(number)


def amount_of(cell: CellValue, unit: str, column_unit: str) -> tuple[float, str | None]:
    """Read an amount in ``unit``; also give the unit it was entered in, when another.

    The unit of the cell goes before that of the column's header.
    """
    if isinstance(cell, str) and not _PLAIN.fullmatch(cell):
        text = text_of(cell)
        match = _NUMBER_WITH_UNIT.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
        if match and (match[1] or match[3]):
            number = parsed_number(match[2])
            entered = UNIT_WORDS.get((match[3].strip() or match[1]).lower(), "")
            if number is not None and entered:
                return _in_unit(number, entered, unit, cell)
    number = number_of(cell)
    return _in_unit(number, column_unit or unit, unit, cell)


def _in_unit(number: float, entered: str, unit: str, cell: CellValue) -> tuple[float, str | None]:
    if entered == unit:
        return number, None
    if _is_money_of_a_currency(entered, unit):
        return number, entered
    try:
        return _tidy(convert(number, entered, unit)), entered
    except ValueError:
        raise fault(
            "import.wrong_unit",
            found=shown(cell),
            expected=unit,
        ) from None


def _is_money_of_a_currency(entered: str, unit: str) -> bool:
    return unit.startswith("money") and entered in ("USD", unit.replace("money", "USD"))


def _tidy(number: float) -> float:
    # 30 % is 0.3, not 0.30000000000000004.
    return float(f"{number:.12g}")


def parsed_number(text: str) -> float | None:
    """Read a number written with the usual separators; None if it is none."""
    if not text or len(text) > _LONGEST_NUMBER:
        return None
    text = _THOUSANDS_GAP.sub("", text.replace("−", "-"))
    if _PLAIN.fullmatch(text):
        return _number(text)
    if _COMMA_GROUPS.fullmatch(text):
        return _number(text.replace(",", ""))
    if _DOT_GROUPS.fullmatch(text):
        return _number(text.replace(".", "").replace(",", "."))
    if _DECIMAL_COMMA.fullmatch(text):
        return _number(text.replace(",", "."))
    return None


def _number(text: str) -> float:
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def flag_of(cell: CellValue) -> bool:
    """Read yes or no."""
    if isinstance(cell, bool):
        return cell
    word = shown(cell).lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise fault("import.not_yes_or_no", found=shown(cell))


def words_key(text: str) -> str:
    """Reduce words to letters and digits, so that spellings of one thing are alike.

    Case, accents, spaces and punctuation don't count.
    """
    if text.isascii():
        return "".join(c for c in text.lower() if c.isalnum())
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if c.isalnum())


def choice_of(
    cell: CellValue, choices: type[StrEnum], others: Mapping[str, str] = MappingProxyType({})
) -> StrEnum:
    """Read one of a list of words, however it is spelled; ``others`` gives more words for them."""
    by_key = {key: choices(value) for key, value in others.items()}
    words = _words_of(choices)
    by_key |= {words_key(word): member for member, word in words.items()}
    by_key |= {words_key(member.value): member for member in choices}
    key = words_key(shown(cell))
    if key in by_key:
        return by_key[key]
    nearest = get_close_matches(key, by_key, n=1, cutoff=0.7)
    raise fault(
        "import.not_a_choice",
        found=shown(cell),
        choices=tuple(words.values()),
        nearest=tuple(words[by_key[near]] for near in nearest),
    )


@cache
def _words_of(choices: type[StrEnum]) -> Mapping[StrEnum, str]:
    """Give the catalogue's words for choices, which faults list; where it has none, their own."""
    words = Wording()
    codes = {member: f"word.{choices.__name__}.{member.value}" for member in choices}
    return MappingProxyType(
        {
            member: words.say(code) if words.has(code) else member.value.replace("_", " ")
            for member, code in codes.items()
        }
    )


def codes_of(cell: CellValue) -> tuple[str, ...]:
    """Read a list of codes or names, separated by semicolons, else by commas or lines."""
    text = text_of(cell)
    parts = text.split(";") if ";" in text else re.split(r"[,\n|]", text)
    return tuple(part.strip(_SPACES) for part in parts if part.strip(_SPACES))
