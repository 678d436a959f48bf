"""Markings: who may see a thing, and whether it is real."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MarkingKind(StrEnum):
    """Tell real things from those of an exercise or a training."""

    REAL = "real"
    EXERCISE = "exercise"
    TRAINING = "training"


TLP_LEVELS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
"""The Traffic Light Protocol 2.0 (FIRST), from open to closed."""


@dataclass(frozen=True, slots=True)
class Marking:
    """Mark a thing with kind, level, readers and handling words.

    An empty ``releasable_to`` means nobody outside the owner; the level CLEAR alone means everybody.
    """

    level: str = "AMBER"
    kind: MarkingKind = MarkingKind.REAL
    releasable_to: tuple[str, ...] = ()
    handling: str = ""

    def allows(self, reader: str) -> bool:
        """Tell whether a reader outside the owner may see the thing."""
        return self.level == "CLEAR" or reader in self.releasable_to
