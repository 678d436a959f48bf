"""Money: an amount with its currency; amounts without a rate stay apart."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Money:
    """Hold an amount in one currency (ISO 4217)."""

    amount: float
    currency: str

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"Expected an amount in {self.currency}, got {other.currency}")
        return Money(self.amount + other.amount, self.currency)
