"""What a mapping says of single columns: how a column is named in it, its dates' order, its unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from crisisplanner.exchange.values import words_key

T = TypeVar("T")
_WIDEST = 256
"""Headers such as NGO look like letters of columns, too."""


def by_header(pairs: Iterable[tuple[str, T]]) -> Mapping[str, T]:
    """Index what is said of columns, by their names' letters and as they stand."""
    said = dict(pairs)
    return {words_key(header): value for header, value in said.items()} | said


def said_of(header: str, tag: str, letter: str, said: Mapping[str, T]) -> T | None:
    """Find what is said of a column: by letter and header, header, tag, or letter if it has none."""
    keys = (
        letter + ":" + header,
        words_key(header),
        words_key(tag),
        "" if header else letter.lower(),
    )
    return next((said[key] for key in keys if key and key in said), None)


def widest_letter(said: Iterable[str]) -> int:
    """Count the columns up to the last that is named by its letter."""
    letters = (key for key in said if key.isascii() and key.isalpha() and key.isupper())
    return max((n for key in letters if (n := column_number(key)) <= _WIDEST), default=0)


def column_number(letters: str) -> int:
    """Count a column from 1 by its letters: A, B, … Z, AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def key_of(index_letter: str, header: str, tag: str, headers: Sequence[str]) -> str:
    """Name a column so that a mapping finds this one and no other."""
    if not header:
        return tag or index_letter
    key = words_key(header)
    n_alike = sum(1 for other in headers if words_key(other) == key)
    return header if n_alike == 1 and key else index_letter + ":" + header
