"""Table queries: which things of a kind to show, in which order, with which columns.

A column is a field of the kind (``notice``) or a path through references (``partner.name``,
``requirement.type.code``). Lives here: the question. Storage answers it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Relation(StrEnum):
    """Say how a filter compares a column with its value."""

    EQUALS = "equals"
    DIFFERS = "differs"
    ONE_OF = "one_of"
    """The value is a tuple."""
    CONTAINS = "contains"
    """Text holds the value, without regard to case and accents; lists hold the code."""
    BEGINS_WITH = "begins_with"
    BELOW = "below"
    AT_MOST = "at_most"
    ABOVE = "above"
    AT_LEAST = "at_least"
    IS_EMPTY = "is_empty"
    """Unknown, or an empty text or list; the value is not read."""
    IS_GIVEN = "is_given"
    """The opposite of ``IS_EMPTY``."""
    ANY_GIVEN = "any_given"
    """Given here or in one of the columns that the value lists."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Keep only what stands in a relation to a value.

    Values are those of the field: numbers for figures, dates for dates, words for choices.
    """

    column: str
    relation: Relation
    value: Any = None
    said: str = ""
    """What people read in place of a value that means nothing to them, such as an id."""


@dataclass(frozen=True, slots=True)
class Sort:
    """Order by a column; what is empty comes last either way."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class TableQuery:
    """Ask for the things of one kind.

    ``search`` keeps the things that hold each of its words in any text among ``columns``. Ties of
    all sorts are broken by id.
    """

    kind: str
    columns: tuple[str, ...]
    sort: tuple[Sort, ...] = ()
    filters: tuple[Filter, ...] = ()
    search: str = ""
    include_retired: bool = True


@dataclass(frozen=True, slots=True)
class GroupQuery:
    """Ask for the combinations of values in some columns: how often each occurs, and sums.

    ``sums`` are columns of numbers or figures; what is unknown adds nothing to its sum, and a sum of
    nothing but unknown ones is None.
    """

    kind: str
    by: tuple[str, ...]
    sums: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    include_retired: bool = False


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Hold one combination: its values in the order of ``by``, how often, the sums."""

    values: tuple[Any, ...]
    n: int
    sums: tuple[float | None, ...]
