"""Compatible pairs: which offers fit which requirements by type, and how well; as arrays.

Nothing here about days: ``eligibility`` judges what is listed here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.problem import PairRow, Problem
from crisisplanner.planning.periods import IntArray

FloatArray = npt.NDArray[np.float64]
NO_OVERRIDE = -1


@dataclass(frozen=True)
class CompatiblePairs:
    """List the pairs whose types fit, sorted by requirement, then offer (row numbers).

    ``override[i]`` is the row in ``problem.pairs`` that speaks of pair i, or -1.
    """

    problem: Problem
    offer: IntArray
    requirement: IntArray
    effectiveness: FloatArray
    override: IntArray

    def __len__(self) -> int:
        return len(self.offer)

    @cached_property
    def first_of_requirement(self) -> IntArray:
        """Give where the pairs of each requirement begin; one entry more at the end."""
        n_requirements = len(self.problem.requirements)
        return np.searchsorted(self.requirement, np.arange(n_requirements + 1)).astype(np.int64)

    @cached_property
    def by_offer(self) -> IntArray:
        """List the pairs sorted by offer, then requirement."""
        return np.argsort(self.offer, kind="stable")

    @cached_property
    def first_of_offer(self) -> IntArray:
        """Give where the pairs of each offer begin in ``by_offer``; one entry more at the end."""
        n_offers = len(self.problem.offers)
        return np.searchsorted(self.offer[self.by_offer], np.arange(n_offers + 1)).astype(np.int64)

    def of_offer(self, offer: int) -> IntArray:
        """List the pairs of one offer."""
        return self.by_offer[self.first_of_offer[offer] : self.first_of_offer[offer + 1]]

    def of_requirement(self, requirement: int) -> slice:
        """Give the stretch of pairs of one requirement."""
        first = self.first_of_requirement
        return slice(int(first[requirement]), int(first[requirement + 1]))

    def find(self, offer: int, requirement: int) -> int | None:
        """Give the number of a pair, None if its types don't fit."""
        stretch = self.of_requirement(requirement)
        place = int(np.searchsorted(self.offer[stretch], offer)) + stretch.start
        is_there = place < stretch.stop and self.offer[place] == offer
        return place if is_there else None

    def find_all(self, offers: IntArray, requirements: IntArray) -> IntArray:
        """Give the numbers of many pairs, -1 where types don't fit."""
        n_offers = len(self.problem.offers)
        keys = self.requirement.astype(np.int64) * n_offers + self.offer
        wanted = requirements.astype(np.int64) * n_offers + offers
        found = np.searchsorted(keys, wanted)
        return np.where(_is_among(wanted, keys), found, -1).astype(np.int64)


def compatible_pairs(problem: Problem) -> CompatiblePairs:
    """List all pairs whose type, substitute or pair row fits, with their effectiveness.

    Effectiveness is 1 for the same type, else the best factor among the substitute rows; a pair row
    overrides it, also where types don't fit. O(pairs log pairs), no loop over pairs.
    """
    n_offers = len(problem.offers)
    keys, factors = _pairs_by_type(problem)
    order = np.argsort(keys, kind="stable")
    keys, factors = keys[order], factors[order]
    listed_keys, listed_rows = _listed(problem)
    has_factor = np.array(
        [problem.pairs[row].effectiveness is not None for row in listed_rows], dtype=np.bool_
    )
    new = np.sort(listed_keys[has_factor])
    new = new[~_is_among(new, keys)]
    if len(new):
        keys = np.concatenate((keys, new))
        factors = np.concatenate((factors, np.zeros(len(new))))
        order = np.argsort(keys, kind="stable")
        keys, factors = keys[order], factors[order]
    override = np.full(len(keys), NO_OVERRIDE, dtype=np.int32)
    if len(keys):
        place = np.minimum(np.searchsorted(keys, listed_keys), len(keys) - 1)
        is_there = keys[place] == listed_keys
        override[place[is_there]] = listed_rows[is_there]
        has_row = np.flatnonzero(override >= 0)
        for pair in has_row[_has_effectiveness(problem, override[has_row])]:
            factors[pair] = problem.pairs[override[pair]].effectiveness
    offer = (keys % max(n_offers, 1)).astype(np.int32)
    requirement = (keys // max(n_offers, 1)).astype(np.int32)
    return CompatiblePairs(problem, offer, requirement, factors, override)


def _is_among(wanted: IntArray, keys: IntArray) -> npt.NDArray[np.bool_]:
    """Tell which numbers are among sorted keys."""
    if not len(keys):
        return np.zeros(len(wanted), dtype=np.bool_)
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.asarray(keys[place] == wanted, dtype=np.bool_)


def _has_effectiveness(problem: Problem, rows: IntArray) -> npt.NDArray[np.bool_]:
    return np.array([problem.pairs[row].effectiveness is not None for row in rows], dtype=np.bool_)


def _pairs_by_type(problem: Problem) -> tuple[IntArray, FloatArray]:
    """Give key = requirement × offers + offer and the effectiveness of all pairs that fit."""
    n_offers = len(problem.offers)
    offers_of = _rows_by_type([offer.type for offer in problem.offers])
    needs_of = _rows_by_type([requirement.type for requirement in problem.requirements])
    keys, factors = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    for (required, offered), factor in sorted(_factors_by_type(problem).items()):
        if factor > 0 and required in needs_of and offered in offers_of:
            crossed = needs_of[required][:, None] * n_offers + offers_of[offered][None, :]
            keys.append(crossed.ravel())
            factors.append(np.full(crossed.size, factor))
    return np.concatenate(keys), np.concatenate(factors)


def _factors_by_type(problem: Problem) -> dict[tuple[str, str], float]:
    """Give the effectiveness of each (required type, offered type) that fits."""
    factors: dict[tuple[str, str], float] = {}
    for row in problem.substitutes:
        key = (row.required_type, row.offered_type)
        factors[key] = max(factors.get(key, 0.0), row.effectiveness)
    factors.update({(need.type, need.type): 1.0 for need in problem.requirements})
    return factors


def _rows_by_type(codes: list[str]) -> dict[str, IntArray]:
    rows: dict[str, list[int]] = {}
    for row, code in enumerate(codes):
        rows.setdefault(code, []).append(row)
    return {code: np.array(found, dtype=np.int64) for code, found in rows.items()}


def _listed(problem: Problem) -> tuple[IntArray, IntArray]:
    """Give key and row of each pair row whose offer and requirement exist; the last row wins."""
    n_offers = len(problem.offers)
    offer_number = {offer.id: number for number, offer in enumerate(problem.offers)}
    need_number = {need.id: number for number, need in enumerate(problem.requirements)}
    rows: dict[int, int] = {}
    for row, pair in enumerate(problem.pairs):
        if pair.offer in offer_number and pair.requirement in need_number:
            rows[need_number[pair.requirement] * n_offers + offer_number[pair.offer]] = row
    return (
        np.fromiter(rows.keys(), dtype=np.int64, count=len(rows)),
        np.fromiter(rows.values(), dtype=np.int64, count=len(rows)),
    )


def pair_row(pairs: CompatiblePairs, pair: int) -> PairRow | None:
    """Give the row that overrides a pair, if any."""
    row = int(pairs.override[pair])
    return None if row == NO_OVERRIDE else pairs.problem.pairs[row]


def effectiveness_of(
    problem: Problem, allocations: Iterable[PlannedAllocation]
) -> dict[tuple[str, str], float]:
    """Give the effectiveness of every allocated pair, as ``compatible_pairs`` does for all pairs."""
    offered = {offer.id: offer.type for offer in problem.offers}
    required = {need.id: need.type for need in problem.requirements}
    by_type = _factors_by_type(problem)
    given = {(row.offer, row.requirement): row.effectiveness for row in problem.pairs}
    factors: dict[tuple[str, str], float] = {}
    for allocation in allocations:
        pair = (allocation.offer, allocation.requirement)
        factor = given.get(pair)
        if factor is None:
            factor = by_type.get((required[pair[1]], offered[pair[0]]), 0.0)
        factors[pair] = factor
    return factors
