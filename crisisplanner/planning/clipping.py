"""Rings and lines cut to a box, so that a drawing holds no more than is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

XY = tuple[float, float]
Line = Sequence[XY]


def clip_ring(ring: Line, half_width: float, half_height: float) -> tuple[XY, ...]:
    """Cut a closed ring to a box around zero; empty where nothing is left.

    Sutherland and Hodgman (1974), doi:10.1145/360767.360802; what lies apart stays joined along the
    box's sides, which is filled the same.
    """
    sides: tuple[tuple[Callable[[XY], float], float], ...] = (
        (lambda p: p[0], half_width),
        (lambda p: -p[0], half_width),
        (lambda p: p[1], half_height),
        (lambda p: -p[1], half_height),
    )
    kept = list(ring)
    for measure, most in sides:
        kept = list(_one_side(kept, measure, most))
        if not kept:
            return ()
        if kept[0] != kept[-1]:
            kept.append(kept[0])
    return tuple(kept)


def _one_side(ring: Line, measure: Callable[[XY], float], most: float) -> Iterable[XY]:
    for a, b in pairwise(ring):
        over_a, over_b = measure(a) - most, measure(b) - most
        if (over_a <= 0) != (over_b <= 0):
            share = over_a / (over_a - over_b)
            yield a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
        if over_b <= 0:
            yield b


def runs_within(line: Line, half_width: float, half_height: float) -> list[tuple[XY, ...]]:
    """Keep the parts of a line that may be seen in a box around zero, with a step on each side."""
    found: list[tuple[XY, ...]] = []
    run: list[XY] = []
    for a, b in pairwise(line):
        is_apart = (
            max(a[0], b[0]) < -half_width
            or min(a[0], b[0]) > half_width
            or max(a[1], b[1]) < -half_height
            or min(a[1], b[1]) > half_height
        )
        if is_apart:
            if run:
                found.append(tuple(run))
            run = []
        else:
            run = [*run, b] if run else [a, b]
    if run:
        found.append(tuple(run))
    return found
