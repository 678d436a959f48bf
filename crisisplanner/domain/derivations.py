"""Derivations: how a requirement came about, kept with it as text so that it can be derived again.

Lives here: the record and its form as JSON. Computing one is in `planning/needs.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crisisplanner.domain.caseload import Counted, FactorForm, Rounding
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plain import figure_from_plain, figure_to_plain


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Hold every number of one sum, in the order in which it is read aloud.

    ``heads × amount ÷ per_heads ÷ capacity = exact``, rounded to ``total``; with
    ``HEADS_PER_ONE`` the amount divides. ``before`` were needed in the step before.
    """

    counted: Counted
    heads: Figure
    form: FactorForm
    amount: Figure
    amount_unit: str
    counts_in: str
    per_heads: Figure
    capacity: Figure
    one: str
    many: str
    rounding: Rounding
    exact: Figure
    total: Figure
    before: Figure
    on_day: int

    def said(self) -> Message:
        """Say the sum as one sentence: 120,000 people × 15 l ÷ 225,000 l per module = 8 modules."""
        if self.form is FactorForm.HEADS_PER_ONE:
            asked = message(
                "needs.ask.heads_per_one", amount=self.amount.value, unit=self.amount_unit
            )
        elif self.per_heads.value == 1 and self.amount.value == 1:
            asked = message("needs.ask.one_each")
        elif self.per_heads.value == 1:
            asked = message("needs.ask.each", amount=self.amount.value, unit=self.counts_in)
        elif self.amount.value == 1:
            asked = message("needs.ask.one_for", per=self.per_heads.value)
        else:
            asked = message(
                "needs.ask.for_every",
                amount=self.amount.value,
                unit=self.counts_in,
                per=self.per_heads.value,
            )
        return message(
            "needs.sum",
            heads=_counted(self.counted, self.heads),
            asked=asked,
            gives=self._gives(),
            result=self._result(),
        )

    def said_of_growth(self) -> Message | None:
        """Say how many are more than in the step before; None for the first step."""
        if not self.before.value or self.total.value is None:
            return None
        more = self.total.value - self.before.value
        return message("needs.more_than_before", more=more, before=self.before.value)

    def _gives(self) -> Message:
        if self.capacity.value == 1:
            return message("needs.gives.one")
        if self.amount.value == 1 and self.per_heads.value == 1:
            return message("needs.gives.heads", capacity=self.capacity.value, one=self.one)
        return message(
            "needs.gives", capacity=self.capacity.value, unit=self.counts_in, one=self.one
        )

    def _result(self) -> Message:
        total, exact = self.total.value, self.exact.value
        if total is None or exact is None:
            return message("needs.result.unknown", many=self.many)
        unit = self.one if total == 1 else self.many
        if abs(total - exact) < 1e-9:
            return message("needs.result", total=total, unit=unit)
        code = "needs.result.up" if total > exact else "needs.result.down"
        return message(code, exact=exact, total=total, unit=unit)


@dataclass(frozen=True, slots=True)
class Derivation:
    """Remember what a requirement was derived from, and what came out.

    ``rule`` is a planning factor; ``template`` and ``measure`` are keys of what we ship. ``layer``
    counts the steps of a growing need from 0.
    """

    quantity: Figure
    from_day: int
    to_day: int
    rule: EntityId = ""
    layer: int = 0
    template: str = ""
    measure: str = ""
    arithmetic: Arithmetic | None = None

    @property
    def key(self) -> tuple[str, str, str, int]:
        """Tell derivations of one plan apart; a factor yields the same, by template or not."""
        if self.rule:
            return (self.rule, "", "", self.layer)
        return ("", self.template, self.measure, self.layer)


def derivation_to_text(derivation: Derivation) -> str:
    """Write a derivation as JSON, the same text for the same derivation."""
    plain: dict[str, Any] = {
        "quantity": figure_to_plain(derivation.quantity),
        "from_day": derivation.from_day,
        "to_day": derivation.to_day,
        "rule": derivation.rule,
        "layer": derivation.layer,
        "template": derivation.template,
        "measure": derivation.measure,
    }
    if derivation.arithmetic is not None:
        plain["arithmetic"] = _arithmetic_to_plain(derivation.arithmetic)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def derivation_from_text(text: str) -> Derivation | None:
    """Read a derivation; None for an empty or other text, which a person may have written."""
    try:
        plain = json.loads(text)
        return _derivation_from_plain(plain)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _derivation_from_plain(plain: Mapping[str, Any]) -> Derivation:
    sums = plain.get("arithmetic")
    return Derivation(
        quantity=figure_from_plain(plain["quantity"]),
        from_day=int(plain["from_day"]),
        to_day=int(plain["to_day"]),
        rule=str(plain["rule"]),
        layer=int(plain["layer"]),
        template=str(plain["template"]),
        measure=str(plain["measure"]),
        arithmetic=None if sums is None else _arithmetic_from_plain(sums),
    )


_FIGURES = ("heads", "amount", "per_heads", "capacity", "exact", "total", "before")


def _arithmetic_to_plain(sums: Arithmetic) -> dict[str, Any]:
    plain: dict[str, Any] = {name: figure_to_plain(getattr(sums, name)) for name in _FIGURES}
    plain.update(
        counted=sums.counted.value,
        form=sums.form.value,
        rounding=sums.rounding.value,
        amount_unit=sums.amount_unit,
        counts_in=sums.counts_in,
        one=sums.one,
        many=sums.many,
        on_day=sums.on_day,
    )
    return plain


def _arithmetic_from_plain(plain: Mapping[str, Any]) -> Arithmetic:
    figures = {name: figure_from_plain(plain[name]) for name in _FIGURES}
    return Arithmetic(
        counted=Counted(plain["counted"]),
        form=FactorForm(plain["form"]),
        rounding=Rounding(plain["rounding"]),
        amount_unit=str(plain["amount_unit"]),
        counts_in=str(plain["counts_in"]),
        one=str(plain["one"]),
        many=str(plain["many"]),
        on_day=int(plain["on_day"]),
        **figures,
    )


def _counted(counted: Counted, heads: Figure) -> Message:
    if heads.value is None:
        return message(f"needs.counted_unknown.{counted.value}")
    return message(f"needs.counted.{counted.value}", n=heads.value)
