"""Bands of likelihood times impact, each from 1 to 5 (IASC Emergency Response Preparedness)."""

from __future__ import annotations

from enum import StrEnum

STEPS = range(1, 6)
MEDIUM_FROM = 8
HIGH_FROM = 15


class RiskBand(StrEnum):
    """Sort a product of likelihood and impact: low to 7, medium to 14, high from 15."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


def risk_band(likelihood_step: int | None, impact_step: int | None) -> RiskBand | None:
    """Give the band of a judgement; None while one of the two is open."""
    if likelihood_step is None or impact_step is None:
        return None
    for name, step in (("likelihood", likelihood_step), ("impact", impact_step)):
        if step not in STEPS:
            raise ValueError(f"Expected {name} from 1 to 5, got {step}")
    product = likelihood_step * impact_step
    if product >= HIGH_FROM:
        return RiskBand.HIGH
    return RiskBand.MEDIUM if product >= MEDIUM_FROM else RiskBand.LOW
