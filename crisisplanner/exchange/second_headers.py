"""Telling whether the row below a header names the columns again, in another language."""

from __future__ import annotations

from collections.abc import Collection

from crisisplanner.exchange.grid import GridRow, is_blank
from crisisplanner.exchange.values import is_unknown, shown, words_key

_LEAST_SHARE = 0.8
"""Of the columns with a header, so many have one in the other language, too."""
_FEWEST_WORDS = 2


def names_columns_again(
    row: GridRow, below: GridRow, named: Collection[int], counted: Collection[int]
) -> bool:
    """Tell whether a row has words of its own in all columns, where the row below has figures.

    ``named`` are the columns with a header, ``counted`` those that hold numbers or days. Data say
    “tbd” for some of them, not a different word for each.
    """
    cells = {i: cell for i, cell in enumerate(row.cells) if not is_blank(cell)}
    if not all(isinstance(cell, str) for cell in cells.values()) or not set(cells) <= set(named):
        return False
    texts = {words_key(shown(cell)) for cell in cells.values()}
    if len(texts) < len(cells) or len(cells) < _LEAST_SHARE * len(named):
        return False
    words = [i for i in counted if i in cells and not is_unknown(cells[i])]
    if len(words) < _FEWEST_WORDS or any(_has_digits(row, i) for i in words):
        return False
    return any(_has_digits(below, i) for i in words)


def _has_digits(row: GridRow, index: int) -> bool:
    return any(c.isdigit() for c in shown(row.cell(index)))
