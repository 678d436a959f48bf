"""Problems by seed with realistic scarcity: few helicopters and police, caveats, mandates, lift.

Everything is expressible in the tables interface, so that the checker can verify every plan.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from crisisplanner.domain.problem import (
    BudgetRow,
    CommitmentRow,
    ConditionRow,
    Duration,
    IncompatibleRow,
    LiftRow,
    OfferRow,
    Problem,
    RequirementRow,
    SubstituteRow,
)

DAYS_PER_WEEK = 7


@dataclass(frozen=True)
class InstanceSize:
    """Say how large a generated problem is."""

    name: str
    n_requirements: int
    n_offers: int
    n_weeks: int
    n_types: int
    n_partners: int
    n_crises: int


SMALL = InstanceSize("small", 60, 300, 12, 12, 20, 2)
MEDIUM = InstanceSize("medium", 500, 3_000, 26, 48, 60, 4)
LARGE = InstanceSize("large", 5_000, 30_000, 52, 72, 120, 12)
SIZES = (SMALL, MEDIUM, LARGE)


@dataclass(frozen=True)
class _Kind:
    """One capability type: how scarce, how heavy, how slow."""

    code: str
    supply: float
    lift_t: float
    daily_cost: float
    notice: tuple[int, int]


def generate(size: InstanceSize, seed: int) -> Problem:
    """Make the problem of one size and seed; the same ones give the same problem."""
    maker = _Maker(size, random.Random(f"{size.name}-{seed}"))
    return maker.problem()


class _Maker:
    """Draw one problem."""

    def __init__(self, size: InstanceSize, rng: random.Random) -> None:
        self.size = size
        self.rng = rng
        self.horizon = size.n_weeks * DAYS_PER_WEEK
        self.kinds = [self._kind(number) for number in range(size.n_types)]
        self.partners = [f"P{number:03d}" for number in range(size.n_partners)]
        self.crises = [f"K{number:02d}" for number in range(size.n_crises)]

    def _kind(self, number: int) -> _Kind:
        rng = self.rng
        scarcity = ("helicopter", "police", "engineer", "medical", "transport", "relief")[
            number % 6
        ]
        supply = {"helicopter": 0.45, "police": 0.6, "engineer": 0.8}.get(scarcity, 1.1)
        heavy = {"helicopter": 60.0, "engineer": 120.0, "transport": 80.0}.get(scarcity, 20.0)
        return _Kind(
            f"{scarcity}-{number:02d}",
            supply,
            heavy,
            rng.uniform(1.0, 12.0),
            (2, 10) if scarcity in ("relief", "medical") else (10, 45),
        )

    def problem(self) -> Problem:
        requirements = tuple(
            self._requirement(number) for number in range(self.size.n_requirements)
        )
        requirements = self._with_prerequisites(requirements)
        offers = tuple(self._offer(number) for number in range(self.size.n_offers))
        offers = self._scaled(offers, requirements)
        return Problem(
            offers=offers,
            requirements=requirements,
            substitutes=self._substitutes(),
            conditions=self._conditions(),
            commitments=self._commitments(offers),
            lift=self._lift(offers, requirements),
            budgets=self._budgets(offers, requirements),
            incompatible=self._incompatible(),
        )

    def _requirement(self, number: int) -> RequirementRow:
        rng = self.rng
        kind = (
            self.kinds[number % len(self.kinds)] if rng.random() < 0.3 else rng.choice(self.kinds)
        )
        start = rng.randrange(0, max(1, self.horizon - 28))
        length = min(rng.randrange(21, 71), self.horizon - start)
        crisis = rng.choice(self.crises)
        lead = rng.random() < 0.05
        return RequirementRow(
            id=f"R{number:05d}",
            crisis=crisis,
            type=kind.code,
            quantity=float(rng.choice((1, 2, 3, 4, 6, 8, 12)) * max(1, self.size.n_weeks // 12)),
            from_day=start,
            to_day=start + length,
            weight=rng.choice((9.0, 3.0, 3.0, 1.0, 1.0)),
            minimum_share=rng.choice((0.0, 0.0, 0.0, 0.25, 0.5)),
            needs=(f"mandate-{crisis}",) if rng.random() < 0.4 else (),
            single_lead=lead,
            max_partners=3 if not lead and rng.random() < 0.15 else None,
        )

    def _with_prerequisites(
        self, requirements: tuple[RequirementRow, ...]
    ) -> tuple[RequirementRow, ...]:
        from dataclasses import replace

        rng = self.rng
        openers = {
            crisis: [
                r for r in requirements if r.crisis == crisis and r.from_day < self.horizon // 4
            ]
            for crisis in self.crises
        }
        rows = []
        for row in requirements:
            earlier = [
                one
                for one in openers[row.crisis][:12]
                if one.from_day < row.from_day and one.id < row.id
            ]
            if earlier and rng.random() < 0.2:
                rows.append(replace(row, prerequisites=(rng.choice(earlier).id,)))
            else:
                rows.append(row)
        return tuple(rows)

    def _offer(self, number: int) -> OfferRow:
        rng = self.rng
        kind = self.kinds[number % len(self.kinds)]
        ready = rng.choice((0, 0, 0, rng.randrange(self.horizon // 2)))
        leaves = ready + rng.randrange(30, self.horizon + 30)
        return OfferRow(
            id=f"O{number:06d}",
            partner=rng.choice(self.partners),
            type=kind.code,
            quantity=float(rng.choice((1, 1, 1, 2, 2, 3, 4))),
            available_from=ready,
            available_to=leaves if rng.random() < 0.3 else None,
            decision_days=float(rng.choice((0, 0, 5, 14, 30))),
            notice=Duration(float(rng.randrange(*kind.notice))),
            transit=Duration(float(rng.randrange(1, 12))),
            setup=Duration(float(rng.randrange(0, 5))),
            max_stay_days=rng.choice((None, None, 28, 42, 60)),
            lift_t=round(kind.lift_t * rng.uniform(0.5, 1.5)),
            mobilisation_cost=round(kind.daily_cost * rng.uniform(5, 20)),
            daily_cost=round(kind.daily_cost, 1),
            needs=("parliament",) if rng.random() < 0.15 else (),
            excludes=(rng.choice(self.crises),) if rng.random() < 0.12 else (),
            group=f"G{rng.randrange(self.size.n_offers // 10)}" if rng.random() < 0.06 else None,
            probability=round(rng.uniform(0.6, 1.0), 2),
        )

    def _scaled(
        self, offers: tuple[OfferRow, ...], requirements: tuple[RequirementRow, ...]
    ) -> tuple[OfferRow, ...]:
        """Scale demand against supply: the scarce kinds get the fewest units for what is needed."""
        from dataclasses import replace

        needed: dict[str, float] = {}
        for need in requirements:
            days = need.quantity * (need.to_day - need.from_day)
            needed[need.type] = needed.get(need.type, 0.0) + days
        offered: dict[str, float] = {}
        for offer in offers:
            offered[offer.type] = offered.get(offer.type, 0.0) + offer.quantity * self.horizon * 0.4
        supply = {kind.code: kind.supply for kind in self.kinds}
        rows = []
        for offer in offers:
            factor = supply[offer.type] * needed.get(offer.type, 0.0) / offered[offer.type]
            wanted = offer.quantity * factor
            whole = int(wanted) + (self.rng.random() < wanted - int(wanted))
            rows.append(replace(offer, quantity=float(max(1, whole))))
        return tuple(rows)

    def _substitutes(self) -> tuple[SubstituteRow, ...]:
        rng = self.rng
        rows = {}
        for _ in range(max(4, len(self.kinds) // 6)):
            required, offered = rng.sample(self.kinds, 2)
            rows[required.code, offered.code] = rng.choice((0.5, 0.6, 0.75))
        return tuple(SubstituteRow(a, b, factor) for (a, b), factor in sorted(rows.items()))

    def _conditions(self) -> tuple[ConditionRow, ...]:
        rng = self.rng
        rows = [ConditionRow("parliament", rng.randrange(5, 25), self.horizon + 60)]
        for crisis in self.crises:
            start = rng.randrange(0, 14)
            end = start + rng.randrange(self.horizon // 3, self.horizon)
            rows.append(ConditionRow(f"mandate-{crisis}", start, end))
            again = end + rng.randrange(5, 20)
            if again < self.horizon:
                rows.append(ConditionRow(f"mandate-{crisis}", again, self.horizon + 30))
        return tuple(rows)

    def _commitments(self, offers: tuple[OfferRow, ...]) -> tuple[CommitmentRow, ...]:
        rng = self.rng
        rows = []
        for offer in offers:
            if rng.random() < 0.08:
                start = rng.randrange(0, self.horizon)
                days = rng.randrange(14, 60)
                rows.append(CommitmentRow(offer.id, 1.0, start, start + days))
        return tuple(rows)

    def _lift(
        self, offers: tuple[OfferRow, ...], requirements: tuple[RequirementRow, ...]
    ) -> tuple[LiftRow, ...]:
        """Let lift carry about two thirds of what is needed, a third of it in the pool."""
        mean = sum(offer.lift_t or 0.0 for offer in offers) / len(offers)
        total = 1.3 * mean * sum(need.quantity for need in requirements) / self.size.n_weeks
        last = self.horizon + DAYS_PER_WEEK
        rows = [LiftRow("*", 0, last, round(total / 3))]
        for partner in self.partners:
            share = self.rng.uniform(0.0, 2.0) * total * 2 / 3 / len(self.partners)
            if self.rng.random() < 0.6:
                rows.append(LiftRow(partner, 0, last, round(share)))
        return tuple(rows)

    def _budgets(
        self, offers: tuple[OfferRow, ...], requirements: tuple[RequirementRow, ...]
    ) -> tuple[BudgetRow, ...]:
        """Let money pay for about three quarters of everything."""
        daily = sum(offer.daily_cost or 0.0 for offer in offers) / len(offers)
        start = sum(offer.mobilisation_cost or 0.0 for offer in offers) / len(offers)
        days = sum(need.quantity * (need.to_day - need.from_day) for need in requirements)
        units = sum(need.quantity for need in requirements)
        full = daily * days + 1.5 * start * units
        return (BudgetRow("plan", round(0.8 * full)), BudgetRow(self.crises[0], round(0.4 * full)))

    def _incompatible(self) -> tuple[IncompatibleRow, ...]:
        rows = {tuple(sorted(self.rng.sample(self.partners, 2))) for _ in range(3)}
        return tuple(IncompatibleRow(a, b) for a, b in sorted(rows))
