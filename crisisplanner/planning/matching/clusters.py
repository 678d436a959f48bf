"""Clusters: requirements that no offer joins to any other; they share only lift, money and rules.

Offers serve requirements of fitting types, so large problems fall apart into many clusters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.periods import IntArray


@dataclass(frozen=True)
class Cluster:
    """Hold requirements with all pairs of theirs."""

    requirements: IntArray
    pairs: IntArray


def cluster_numbers(instance: Instance) -> IntArray:
    """Give each requirement the number of its cluster: that of its first requirement."""
    number = np.arange(instance.n_requirements, dtype=np.int64)
    while True:
        of_offer = np.full(instance.n_offers, instance.n_requirements, dtype=np.int64)
        np.minimum.at(of_offer, instance.offer, number[instance.requirement])
        found = number.copy()
        np.minimum.at(found, instance.requirement, of_offer[instance.offer])
        found = found[found]
        if np.array_equal(found, number):
            return number
        number = found


def clusters_of(instance: Instance) -> list[Cluster]:
    """List all clusters that have a pair, in the order of their first requirements."""
    number = cluster_numbers(instance)
    order = np.argsort(number, kind="stable")
    bounds = np.flatnonzero(np.diff(number[order], prepend=-1, append=-2))
    found = []
    for first, last in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        needs = np.sort(order[first:last])
        pairs = np.concatenate(
            [np.arange(*instance.pairs_of(need).indices(instance.n_pairs)) for need in needs]
        )
        if len(pairs):
            found.append(Cluster(needs.astype(np.int64), pairs.astype(np.int64)))
    return found
