"""A linear model as arrays, filled block by block; nothing about what it stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray, IntArray

INFINITY = np.inf
Numbers = npt.ArrayLike
T = TypeVar("T", bound=np.generic)


@dataclass
class LinearModel:
    """Collect columns and rows: lower ≤ row ≤ upper, maximise ``objective``.

    Rows are entered as (row, column, value) triples with row numbers of the block.
    """

    lower: list[FloatArray] = field(default_factory=list)
    upper: list[FloatArray] = field(default_factory=list)
    is_integer: list[BoolArray] = field(default_factory=list)
    row_lower: list[FloatArray] = field(default_factory=list)
    row_upper: list[FloatArray] = field(default_factory=list)
    triple_row: list[IntArray] = field(default_factory=list)
    triple_column: list[IntArray] = field(default_factory=list)
    triple_value: list[FloatArray] = field(default_factory=list)
    n_columns: int = 0
    n_rows: int = 0

    def add_columns(
        self, count: int, lower: Numbers, upper: Numbers, *, is_integer: BoolArray | bool
    ) -> IntArray:
        """Add columns and give their numbers."""
        self.lower.append(_filled(lower, count))
        self.upper.append(_filled(upper, count))
        self.is_integer.append(np.broadcast_to(np.asarray(is_integer, dtype=np.bool_), count))
        numbers = np.arange(self.n_columns, self.n_columns + count, dtype=np.int64)
        self.n_columns += count
        return numbers

    def add_rows(
        self,
        count: int,
        lower: Numbers,
        upper: Numbers,
        *blocks: tuple[IntArray, IntArray, Numbers],
    ) -> IntArray:
        """Add rows; each block lists (row in this call, column, value). Give their numbers."""
        self.row_lower.append(_filled(lower, count))
        self.row_upper.append(_filled(upper, count))
        for row, column, value in blocks:
            self.triple_row.append(np.asarray(row, dtype=np.int64) + self.n_rows)
            self.triple_column.append(np.asarray(column, dtype=np.int64))
            self.triple_value.append(_filled(value, len(row)))
        numbers = np.arange(self.n_rows, self.n_rows + count, dtype=np.int64)
        self.n_rows += count
        return numbers

    def assembled(self) -> RowMatrix:
        """Sort the entries by row, adding those of the same place."""
        row, column = _joined(self.triple_row, np.int64), _joined(self.triple_column, np.int64)
        value = _joined(self.triple_value, np.float64)
        order = np.lexsort((column, row))
        row, column, value = row[order], column[order], value[order]
        if len(row):
            is_new = np.concatenate(([True], (np.diff(row) != 0) | (np.diff(column) != 0)))
            value = np.add.reduceat(value, np.flatnonzero(is_new))
            row, column = row[is_new], column[is_new]
        return RowMatrix(self.n_rows, row, column, value)

    def column_bounds(self) -> tuple[FloatArray, FloatArray]:
        """Give lower and upper bounds of all columns."""
        return _joined(self.lower, np.float64), _joined(self.upper, np.float64)

    def row_bounds(self) -> tuple[FloatArray, FloatArray]:
        """Give lower and upper bounds of all rows."""
        return _joined(self.row_lower, np.float64), _joined(self.row_upper, np.float64)

    def integers(self) -> BoolArray:
        """Mark the integer columns."""
        return _joined(self.is_integer, np.bool_)


@dataclass(frozen=True)
class RowMatrix:
    """Hold a sparse matrix as triples sorted by row, then column."""

    n_rows: int
    row: IntArray
    column: IntArray
    value: FloatArray

    @property
    def first(self) -> IntArray:
        """Give where the entries of each row begin; one entry more at the end."""
        return np.searchsorted(self.row, np.arange(self.n_rows + 1)).astype(np.int64)

    def times(self, x: FloatArray) -> FloatArray:
        """Multiply with a vector."""
        products = self.value * x[self.column]
        sums = np.bincount(self.row, weights=products, minlength=self.n_rows)
        return np.asarray(sums, dtype=np.float64)


def _filled(value: Numbers, count: int) -> FloatArray:
    return np.asarray(np.broadcast_to(np.asarray(value, dtype=np.float64), count))


def _joined(parts: list[npt.NDArray[T]], dtype: type[T]) -> npt.NDArray[T]:
    return np.concatenate(parts).astype(dtype) if parts else np.zeros(0, dtype=dtype)
