"""Which requirements must be solved together: those that enable others, with these (H12)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from crisisplanner.planning.coverage import enabling_requirements
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.periods import IntArray


class EnablerClosures:
    """Which requirements must be solved together: those that enable others, and these."""

    def __init__(self, instance: Instance) -> None:
        self._closed = _enabler_groups(instance)

    def closed(self, needs: Iterable[int]) -> IntArray:
        """Add to some requirements those that enable them or that they enable."""
        found: set[int] = set()
        for need in needs:
            found |= self._closed.get(need, {need})
        return np.array(sorted(found), dtype=np.int64)


def _enabler_groups(instance: Instance) -> dict[int, set[int]]:
    groups: dict[int, set[int]] = {}
    for name, enabling in enabling_requirements(instance.problem).items():
        members = {instance.need_number[one] for group in enabling for one in group}
        joined = members | {instance.need_number[name]}
        for member in tuple(joined):
            joined |= groups.get(member, set())
        for member in joined:
            groups[member] = joined
    return groups
