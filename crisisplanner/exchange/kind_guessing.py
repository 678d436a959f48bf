"""Telling from its columns what the rows of a file plainly are, when something else was asked for."""

from __future__ import annotations

from pathlib import Path

from crisisplanner.domain.account import ImportKind, ImportOptions, Recognition
from crisisplanner.exchange.grid import Grid
from crisisplanner.exchange.headers import missing_groups, read_header
from crisisplanner.exchange.opening import open_grid
from crisisplanner.exchange.targets import target_of

_ROWS_LOOKED_AT = 40
_PLAINLY_MORE = 3
_SURE = frozenset({Recognition.FIELD, Recognition.SPELLING, Recognition.TAG})


def likelier_kind(path: Path, options: ImportOptions) -> ImportKind | None:
    """Give the kind that has plainly more of its columns in the file; None if none has."""
    encoding = options.mapping.encoding if options.mapping is not None else ""
    grid = open_grid(path, encoding=encoding, most_rows=_ROWS_LOOKED_AT)
    counts = {kind: _n_sure(grid, kind, options.sheet, path.name) for kind in ImportKind}
    best = max(counts, key=lambda kind: counts[kind])
    if best is options.kind or counts[best] < counts[options.kind] + _PLAINLY_MORE:
        return None
    return best


def _n_sure(grid: Grid, kind: ImportKind, asked: str, file: str) -> int:
    """Count the columns that are surely known, on the best sheet; 0 if a needed one lacks."""
    target = target_of(kind)
    best = 0
    for info in grid.sheets:
        if info.is_hidden or (asked and info.name != asked):
            continue
        sheet = grid.sheet(info.name)
        if not sheet.rows:
            continue
        header = read_header(sheet, target, None, file)
        if not missing_groups(header, target):
            best = max(best, sum(1 for c in header.columns if c.recognised_by in _SURE))
    return best
