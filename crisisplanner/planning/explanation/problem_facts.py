"""What the reasons ask again and again of a problem's rows, found once: arrays and tables.

Nothing here depends on a plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import numpy as np
import numpy.typing as npt

from crisisplanner.domain.messages import Ref, RefKind
from crisisplanner.domain.problem import Problem
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray
from crisisplanner.planning.tolerance import TOLERANCE


class ProblemFacts:
    """Hold offers and requirements of a problem as arrays, in the order of its rows."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem

    @cached_property
    def offer_ids(self) -> npt.NDArray[np.object_]:
        """Give the ids of the offers."""
        return _objects([row.id for row in self._problem.offers])

    @cached_property
    def offer_rank(self) -> IntArray:
        """Rank the offers by id, so that ties don't depend on the order of rows."""
        return _ranked([row.id for row in self._problem.offers])

    @cached_property
    def partner_refs(self) -> dict[str, Ref]:
        """Mention each partner that offers something."""
        return {row.partner: Ref(RefKind.PARTNER, row.partner) for row in self._problem.offers}

    @cached_property
    def type_refs(self) -> dict[str, Ref]:
        """Mention each type that is offered."""
        return {row.type: Ref(RefKind.TYPE, row.type) for row in self._problem.offers}

    @cached_property
    def need_refs(self) -> list[Ref]:
        """Mention each requirement."""
        return [Ref(RefKind.REQUIREMENT, row.id) for row in self._problem.requirements]

    @cached_property
    def need_rank(self) -> IntArray:
        """Rank the requirements by id."""
        return _ranked([row.id for row in self._problem.requirements])

    @cached_property
    def need_ids(self) -> npt.NDArray[np.object_]:
        """Give the ids of the requirements."""
        return _objects([row.id for row in self._problem.requirements])

    @cached_property
    def quantity(self) -> FloatArray:
        """Give the units of each offer."""
        return np.array([row.quantity for row in self._problem.offers], dtype=np.float64)

    @cached_property
    def lift_t(self) -> FloatArray:
        """Give the tonnes of one unit of each offer."""
        return _amounts(row.lift_t for row in self._problem.offers)

    @cached_property
    def mobilisation_cost(self) -> FloatArray:
        """Give what one unit of each offer costs, however long it stays."""
        return _amounts(row.mobilisation_cost for row in self._problem.offers)

    @cached_property
    def daily_cost(self) -> FloatArray:
        """Give what one unit of each offer costs a day."""
        return _amounts(row.daily_cost for row in self._problem.offers)

    @cached_property
    def least(self) -> FloatArray:
        """Give what must be free of each offer at least to be of use."""
        parts = [row.divisible for row in self._problem.offers]
        return np.where(parts, TOLERANCE, 1.0 - TOLERANCE)

    @cached_property
    def groups(self) -> dict[str, list[int]]:
        """List the offers of each group of which only one can be used."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(self._problem.offers):
            if row.group:
                found[row.group].append(number)
        return found

    @cached_property
    def incompatible(self) -> dict[str, set[str]]:
        """Name the partners that may not meet each partner."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self._problem.incompatible:
            found[row.partner_a].add(row.partner_b)
            found[row.partner_b].add(row.partner_a)
        return found


def _amounts(given: Iterable[float | None]) -> FloatArray:
    return np.array([amount or 0.0 for amount in given], dtype=np.float64)


def _objects(ids: list[str]) -> npt.NDArray[np.object_]:
    found = np.empty(len(ids), dtype=np.object_)
    found[:] = ids
    return found


def _ranked(ids: list[str]) -> IntArray:
    names = np.array(ids, dtype=np.str_)
    return np.argsort(np.argsort(names, kind="stable"), kind="stable").astype(np.int64)
