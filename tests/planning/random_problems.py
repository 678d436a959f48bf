"""Random tiny problems by seed in which several rules bind at once, more often than in drawn ones.

Few units for what is needed, so that most plans leave something open for a reason.
"""

from __future__ import annotations

import random
from typing import Any

from crisisplanner.domain.problem import (
    BudgetRow,
    CaveatEffect,
    CaveatRow,
    CommitmentRow,
    ConditionRow,
    Duration,
    EnablerRow,
    ForbiddenRow,
    IncompatibleRow,
    LiftRow,
    NodeRow,
    OfferRow,
    PairRow,
    PermitRow,
    PlaceRow,
    Problem,
    RequirementRow,
    ShareRow,
    SubstituteRow,
)

PARTNERS = ("FR", "SE", "GH")
TYPES = ("hospital", "clinic", "bus")
CONDITIONS = ("mandate", "consent")
HORIZON_DAYS = 5

SHARED = frozenset({"lift", "nodes", "budget", "shares"})


def random_problem(seed: int) -> Problem:
    """Make a problem; the same seed gives the same one."""
    return _Maker(random.Random(seed)).problem()


class _Maker:
    """Draw the rows of one problem, each rule in a third of the problems."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        rules = "travel nodes lift cost shares budget enablers order least partners conditions"
        rules += " caveats groups commitments pairs substitutes forbidden permits stay window"
        self.on = {rule for rule in rules.split() if rng.random() < 0.33}
        # Units that count only together are tried one by one against what they share.
        self.on -= SHARED if rng.random() < 0.5 else {"least"}

    def has(self, rule: str, chance: float = 1.0) -> bool:
        return rule in self.on and self.rng.random() < chance

    def period(self) -> tuple[int, int]:
        start = self.rng.randint(-1, HORIZON_DAYS - 1)
        return start, self.rng.randint(start + 1, HORIZON_DAYS + 1)

    def problem(self) -> Problem:
        rng = self.rng
        needs: list[RequirementRow] = []
        for number in range(rng.randint(1, 2)):
            needs.append(self.need(number, [row.id for row in needs]))
        offers = [self.offer(number) for number in range(rng.randint(1, 3))]
        pairs = [(offer.id, need.id) for offer in offers for need in needs]
        return Problem(
            offers=tuple(offers),
            requirements=tuple(needs),
            **self.between(pairs),
            **self.money(),
            **self.places([offer.id for offer in offers]),
        )

    def need(self, number: int, earlier: list[str]) -> RequirementRow:
        rng = self.rng
        start = rng.randint(0, HORIZON_DAYS - 2)
        rule: dict[str, Any] = {}
        if self.has("partners"):
            lowest = {} if self.on & SHARED else {"min_partners": 2}
            rule = rng.choice(({"single_lead": True}, {"max_partners": 1}, lowest))
        return RequirementRow(
            f"need-{number}",
            rng.choice(("north", "south")),
            rng.choice(TYPES) if number else TYPES[0],
            float(rng.choice((1, 1, 2, 2, 3))),
            start,
            rng.randint(start + 1, HORIZON_DAYS),
            weight=rng.choice((1.0, 2.0, 5.0)),
            minimum_share=rng.choice((0.0, 0.5, 1.0, 0.7)) if self.has("least") else 0.0,
            prerequisites=tuple(earlier) if self.has("order", 0.5) else (),
            needs=("mandate",) if self.has("conditions", 0.3) else (),
            place="camp",
            **rule,
        )

    def offer(self, number: int) -> OfferRow:
        rng, is_costed = self.rng, bool(self.on & {"cost", "shares", "budget"})
        return OfferRow(
            f"offer-{number}",
            rng.choice(PARTNERS),
            rng.choice(TYPES),
            float(rng.randint(1, 2)),
            available_from=rng.randint(-2, 1) if "window" in self.on else 0,
            available_to=rng.randint(1, HORIZON_DAYS) if self.has("window", 0.5) else None,
            decision_days=float(rng.randint(-1, 1)) if "travel" in self.on else 0.0,
            notice=Duration(float(self.has("travel", 0.5))),
            transit=Duration(float(self.has("travel", 0.5))),
            setup=Duration(float(self.has("travel", 0.5))),
            max_stay_days=rng.randint(1, 3) if self.has("stay", 0.6) else None,
            lift_t=rng.choice((0.0, 10.0, 25.0)) if self.on & {"lift", "nodes"} else 0.0,
            mobilisation_cost=rng.choice((0.0, 5.0)) if is_costed else 0.0,
            daily_cost=rng.choice((0.0, 1.0, 3.0)) if is_costed else 0.0,
            needs=tuple(name for name in CONDITIONS if self.has("conditions", 0.3)),
            group="asset" if self.has("groups", 0.7) else None,
            asset_class=rng.choice(("military", "civil")),
            mode=rng.choice(("air", "road")),
        )

    def between(self, pairs: list[tuple[str, str]]) -> dict[str, Any]:
        rng, some = self.rng, [pair for pair in pairs if self.rng.random() < 0.5]
        offers = sorted({offer for offer, _ in pairs})
        return {
            "substitutes": tuple(
                SubstituteRow(one, other, rng.choice((0.3, 0.5, 1.0)))
                for one in TYPES
                for other in TYPES
                if one != other and self.has("substitutes", 0.5)
            ),
            "pairs": tuple(
                PairRow(*pair, effectiveness=rng.choice((None, 0.25, 0.5, 1.0)))
                for pair in some
                if "pairs" in self.on
            ),
            "forbidden": tuple(ForbiddenRow(*pair) for pair in pairs if self.has("forbidden", 0.3)),
            "commitments": tuple(
                CommitmentRow(offer, 1.0, *self.period())
                for offer in offers
                if self.has("commitments", 0.6)
            ),
            "enablers": (EnablerRow(*rng.sample(TYPES, 2)),) if "enablers" in self.on else (),
            "incompatible": (IncompatibleRow("FR", "SE"),) if self.has("partners", 0.5) else (),
        }

    def money(self) -> dict[str, Any]:
        rng = self.rng
        return {
            "lift": tuple(
                LiftRow(
                    rng.choice((*PARTNERS, "*")), start, start + 7, rng.choice((5.0, 20.0, 40.0))
                )
                for start in (-7, 0, 0)
                if "lift" in self.on
            ),
            "budgets": (BudgetRow("plan", rng.choice((5.0, 8.0, 14.0))),)
            if "budget" in self.on
            else (),
            "shares": (ShareRow("*", rng.choice((0.4, 0.5, 0.7))),) if "shares" in self.on else (),
        }

    def places(self, offers: list[str]) -> dict[str, Any]:
        rng = self.rng
        return {
            "places": (PlaceRow("camp"),),
            "conditions": tuple(
                ConditionRow(name, *self.period())
                for name in CONDITIONS
                if self.has("conditions", 0.7)
            ),
            "permits": tuple(
                PermitRow("permit", "camp", rng.choice((*PARTNERS, "*")), "*", *self.period())
                for _ in range(2)
                if self.has("permits", 0.7)
            ),
            "nodes": tuple(
                NodeRow(
                    "field",
                    "camp",
                    rng.choice((None, 10.0, 30.0)),
                    from_day=rng.choice((None, 1)),
                    to_day=rng.choice((None, 3)),
                    refuses=rng.choice(((), ("road",), ("military",))),
                )
                for _ in range(1)
                if "nodes" in self.on
            ),
            "caveats": tuple(
                CaveatRow(f"caveat-{offer}", offer, CaveatEffect.CAPS, quantity=1.0)
                for offer in offers
                if self.has("caveats", 0.5)
            ),
        }
