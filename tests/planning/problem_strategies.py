"""Random small problems with every rule on and off, for tests of checker and engine.

``problems(TINY)`` can be solved by ``brute_force``; ``problems(SMALL)`` are for comparing checker and
engine. ``rules`` names what may appear (``ALL_RULES``); each drawn problem uses some of them. Locks
may clash with each other; everything else is good input.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from hypothesis import strategies as st

from crisisplanner.domain.problem import (
    BudgetRow,
    CaveatEffect,
    CaveatRow,
    CeilingRow,
    CommitmentRow,
    ConditionRow,
    Criterion,
    DecisionStep,
    Duration,
    EnablerRow,
    ForbiddenRow,
    IncompatibleRow,
    LiftRow,
    LockRow,
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
TYPES = ("hospital", "clinic")
CRISES = ("north", "south")
PLACES = ("camp", "town")
AREA = "valley"
CONDITIONS = ("mandate", "consent")
PLANS = ("first", "second")

WITH_PERIOD = (CaveatEffect.FORBIDS, CaveatEffect.CAPS)

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[T]], T]


@dataclass(frozen=True)
class Size:
    """How large a drawn problem may be."""

    n_offers: int
    n_requirements: int
    horizon_days: int
    quantity: int
    total_units: int
    travel_days: int


TINY = Size(3, 3, 5, 2, 4, 1)
SMALL = Size(8, 5, 30, 6, 40, 4)

TABLE_RULES = frozenset(
    {
        "substitutes", "conditions", "commitments", "pairs", "only_listed", "lift", "budgets",
        "shares", "single_lead", "min_partners", "max_partners", "incompatible", "locks", "forbidden",
        "prerequisites", "minimum_share", "groups", "excludes", "max_stay", "travel", "availability",
        "costs",
    }
)  # fmt: skip
WORKSPACE_RULES = frozenset(
    {
        "permits", "caveats", "nodes", "enablers", "ceilings", "criteria", "marking",
        "decision_steps", "fractions", "places", "plans", "unknowns",
    }
)  # fmt: skip
ALL_RULES = TABLE_RULES | WORKSPACE_RULES


@st.composite
def problems(
    draw: st.DrawFn,
    size: Size = TINY,
    *,
    rules: frozenset[str] = ALL_RULES,
    has_divisible: bool = False,
) -> Problem:
    """Draw a problem that uses some of the rules; divisible offers only if asked."""
    maker = _Maker(draw, size, draw(_some_rules(rules)), has_divisible=has_divisible)
    requirements = maker.requirements()
    offers = maker.offers()
    return maker.rules_for(Problem(offers=offers, requirements=requirements))


def tiny_problems(rules: frozenset[str] = ALL_RULES) -> st.SearchStrategy[Problem]:
    """Draw problems that brute force can solve."""
    return problems(TINY, rules=rules)


def small_problems(rules: frozenset[str] = ALL_RULES) -> st.SearchStrategy[Problem]:
    """Draw problems for comparing checker and engine, divisible offers among them."""
    return problems(SMALL, rules=rules, has_divisible=True)


def _some_rules(rules: frozenset[str]) -> st.SearchStrategy[frozenset[str]]:
    few = st.frozensets(st.sampled_from(sorted(rules)), max_size=4) if rules else st.just(rules)
    many = st.frozensets(st.sampled_from(sorted(rules))) if rules else st.just(rules)
    return st.one_of(few, few, many)


class _Maker:
    """Draw the rows of one problem."""

    def __init__(
        self, draw: st.DrawFn, size: Size, rules: frozenset[str], *, has_divisible: bool
    ) -> None:
        self.draw = draw
        self.size = size
        self.rules = rules
        self.has_divisible = has_divisible

    def whole(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, max(low, high)))

    def yes(self, rule: str) -> bool:
        return rule in self.rules and self.draw(st.booleans())

    def one(self, choices: tuple[T, ...]) -> T:
        return self.draw(st.sampled_from(choices))

    def some(self, choices: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(self.draw(st.frozensets(st.sampled_from(choices)))))

    def number(self, *values: float) -> float:
        return self.draw(st.sampled_from(values))

    def period(self) -> tuple[int, int]:
        start = self.whole(-1, self.size.horizon_days - 1)
        return start, self.whole(start + 1, self.size.horizon_days + 1)

    def plan(self) -> str:
        """Draw the plan that a row is for, or none for all."""
        return self.one(("", *PLANS)) if "plans" in self.rules else ""

    # What is needed and what is offered.

    def requirements(self) -> tuple[RequirementRow, ...]:
        rows: list[RequirementRow] = []
        for index in range(self.whole(1, self.size.n_requirements)):
            start = self.whole(0, self.size.horizon_days - 1)
            if "fractions" in self.rules:
                start -= 1
            earlier = tuple(row.id for row in rows)
            rows.append(
                RequirementRow(
                    id=f"r{index}",
                    crisis=self.one(CRISES) if "budgets" in self.rules else CRISES[0],
                    type=self.one(TYPES) if index else TYPES[0],
                    quantity=float(self.whole(1, self.size.quantity + 1)),
                    from_day=start,
                    to_day=self.whole(start + 1, self.size.horizon_days),
                    weight=self.number(1.0, 2.0, 0.5, 5.0),
                    minimum_share=self.number(0.5, 1.0, 0.3) if self.yes("minimum_share") else 0.0,
                    prerequisites=(
                        self.some(earlier) if earlier and self.yes("prerequisites") else ()
                    ),
                    needs=self.some(CONDITIONS) if self.yes("conditions") else (),
                    single_lead=False,
                    place=self.one(PLACES) if "places" in self.rules else "",
                    task_type=self.one(("guard", "heal")) if "caveats" in self.rules else "",
                    phase=self.one(("one", "two")) if "caveats" in self.rules else "",
                    plan=self.one(PLANS) if "plans" in self.rules else "",
                    criteria=self.criteria() if self.yes("criteria") else (),
                )
            )
        return tuple(self.with_partner_rules(row) for row in rows)

    def with_partner_rules(self, row: RequirementRow) -> RequirementRow:
        if self.yes("single_lead"):
            return replace(row, single_lead=True, min_partners=self.whole(0, 1))
        low = self.whole(1, 2) if self.yes("min_partners") else 0
        high = self.whole(max(1, low), 2) if self.yes("max_partners") else None
        return replace(row, min_partners=low, max_partners=high)

    def criteria(self) -> tuple[Criterion, ...]:
        return (Criterion("beds", self.one(("≥", "≤", "=")), self.number(10.0, 20.0)),)

    def offers(self) -> tuple[OfferRow, ...]:
        rows: list[OfferRow] = []
        left = self.size.total_units
        for index in range(self.whole(1, self.size.n_offers)):
            quantity = self.whole(1, min(left, self.size.quantity))
            left -= quantity
            rows.append(self.offer(f"o{index}", quantity))
            if left < 1:
                break
        return tuple(rows)

    def offer(self, name: str, quantity: int) -> OfferRow:
        divisible = self.has_divisible and self.draw(st.booleans())
        stay = self.whole(1, self.size.horizon_days) if self.yes("max_stay") else None
        available = self.period() if self.yes("availability") else (0, None)
        has_costs = bool({"costs", "budgets", "shares"} & self.rules)
        row = OfferRow(
            id=name,
            partner=self.one(PARTNERS),
            type=self.one(TYPES),
            quantity=quantity + (0.5 if divisible else 0.0),
            divisible=divisible,
            available_from=available[0],
            available_to=available[1],
            max_stay_days=stay,
            lift_t=self.number(0.0, 10.0, 25.0) if {"lift", "nodes"} & self.rules else 0.0,
            mobilisation_cost=self.number(0.0, 5.0) if has_costs else 0.0,
            daily_cost=self.number(0.0, 1.0, 3.0) if has_costs else 0.0,
            needs=self.some(CONDITIONS) if self.yes("conditions") else (),
            excludes=self.some(CRISES) if self.yes("excludes") else (),
            group=self.one(("twins", None)) if "groups" in self.rules else None,
            asset_class=self.one(("military", "civilian")) if self.rules & WORKSPACE_RULES else "",
            mode=self.one(("air", "road")) if "nodes" in self.rules else "",
            personnel_per_unit=self.number(1.0, 3.0) if "ceilings" in self.rules else None,
            attributes=(("beds", self.number(5.0, 10.0, 30.0)),) if self.yes("criteria") else (),
            is_withheld_by_marking=self.yes("marking") and self.draw(st.booleans()),
        )
        return self.with_unknowns(self.with_travel(row))

    def with_unknowns(self, row: OfferRow) -> OfferRow:
        if not self.yes("unknowns"):
            return row
        unknown = Duration(None)
        fields: tuple[dict[str, Any], ...] = (
            {"lift_t": None},
            {"mobilisation_cost": None},
            {"daily_cost": None},
            {"personnel_per_unit": None},
            {"notice": unknown},
            {"transit": unknown},
            {"setup": unknown},
        )
        return replace(row, **self.one(fields))

    def with_travel(self, row: OfferRow) -> OfferRow:
        if "decision_steps" in self.rules:
            row = replace(row, decision_steps=self.decision_steps())
        if "travel" not in self.rules:
            return row
        half = 0.5 if "fractions" in self.rules else 1.0

        def days() -> Duration:
            return Duration(self.whole(0, self.size.travel_days) * half)

        return replace(
            row,
            decision_days=float(self.whole(-1, self.size.travel_days)),
            notice=days(),
            transit=days(),
            setup=days(),
            load=days() if half < 1 else Duration(),
        )

    def decision_steps(self) -> tuple[DecisionStep, ...]:
        days = [Duration(float(self.whole(0, self.size.travel_days))) for _ in range(3)]
        return (
            DecisionStep("council", "EU", days[0], begins_on=self.whole(-2, 1)),
            DecisionStep("cabinet", "FR", days[1]),
            DecisionStep("parliament", "FR", days[2], after=("council", "cabinet")),
        )[: self.whole(0, 3)]

    # The rules, each a function from a problem to one with more rows.

    def rules_for(self, problem: Problem) -> Problem:
        for rule in sorted(self.rules & _TABLES.keys()):
            problem = replace(problem, **_TABLES[rule](self, problem))
        return problem

    def substitutes(self, _: Problem) -> dict[str, Any]:
        factor = self.number(0.5, 0.3, 1.0)
        return {"substitutes": (SubstituteRow(TYPES[0], TYPES[1], factor),)}

    def conditions(self, _: Problem) -> dict[str, Any]:
        rows: list[ConditionRow] = []
        for name in CONDITIONS:
            start, end = self.period()
            rows.append(ConditionRow(name, start, end, plan=self.plan()))
            if self.draw(st.booleans()):
                later = end + self.whole(0, 1)
                until = later + self.whole(1, 3)
                rows.append(ConditionRow(name, later, until, plan=self.plan()))
        return {"conditions": tuple(rows)}

    def permits(self, _: Problem) -> dict[str, Any]:
        rows: list[PermitRow] = []
        for index in range(self.whole(1, 2)):
            start, end = self.period()
            partner = self.one(("*", *PARTNERS))
            place = self.one((*PLACES, AREA))
            asset_class = self.one(("*", "military", "civilian"))
            row = PermitRow(f"permit{index}", place, partner, asset_class, start, end, self.plan())
            rows.append(row)
        return {"permits": tuple(rows)}

    def places(self, _: Problem) -> dict[str, Any]:
        return {"places": (PlaceRow("camp", None, (AREA,)), PlaceRow("town"), PlaceRow(AREA))}

    def commitments(self, problem: Problem) -> dict[str, Any]:
        rows: list[CommitmentRow] = []
        for offer in problem.offers:
            if self.draw(st.booleans()):
                start, end = self.period()
                rows.append(CommitmentRow(offer.id, self.whole(1, int(offer.quantity)), start, end))
        return {"commitments": tuple(rows)}

    def pair_names(self, problem: Problem, most: int) -> list[tuple[str, str]]:
        every = [(o.id, r.id) for o in problem.offers for r in problem.requirements]
        return sorted(self.draw(st.sets(st.sampled_from(every), max_size=most)))

    def pairs(self, problem: Problem) -> dict[str, Any]:
        rows = tuple(
            PairRow(
                offer,
                requirement,
                usable_day=self.draw(st.none() | st.integers(-1, self.size.horizon_days)),
                effectiveness=self.draw(st.none() | st.sampled_from([0.5, 0.25, 1.0])),
                unit_cost=self.draw(st.none() | st.sampled_from([0.0, 7.0])),
            )
            for offer, requirement in self.pair_names(problem, 3)
        )
        return {"pairs": rows, "only_listed_pairs": bool(rows) and self.yes("only_listed")}

    def caveats(self, problem: Problem) -> dict[str, Any]:
        rows: list[CaveatRow] = []
        for index in range(self.whole(1, 2)):
            start, end = self.draw(st.just((None, None)) | st.just(self.period()))
            effect = self.one(tuple(CaveatEffect))
            rows.append(
                CaveatRow(
                    f"caveat{index}",
                    self.one(problem.offers).id,
                    effect,
                    place=self.one(("", *PLACES, AREA)) if "places" in self.rules else "",
                    task_type=self.one(("", "guard")),
                    phase=self.one(("", "one")),
                    other_partner=(
                        self.one(("", *PARTNERS)) if effect is CaveatEffect.FORBIDS else ""
                    ),
                    from_day=start if effect in WITH_PERIOD else None,
                    to_day=end if effect in WITH_PERIOD else None,
                    quantity=1.0 if effect is CaveatEffect.CAPS else None,
                    condition=CONDITIONS[0] if effect is CaveatEffect.NEEDS else "",
                    days=float(self.whole(0, 3)) if effect is CaveatEffect.DELAYS else 0.0,
                    plan=self.plan(),
                )
            )
        return {"caveats": tuple(rows)}

    def lift(self, _: Problem) -> dict[str, Any]:
        rows = [LiftRow("*", -7, 7, self.number(0.0, 10.0, 40.0))]
        partner = self.one(PARTNERS)
        start, end = self.period()
        rows.append(LiftRow(partner, start, end, self.number(35.0, 70.0, 140.0)))
        if self.size.horizon_days > 7:
            rows.append(LiftRow("*", 7, self.size.horizon_days, self.number(20.0, 60.0)))
        return {"lift": tuple(rows)}

    def nodes(self, _: Problem) -> dict[str, Any]:
        place = self.one(PLACES) if "places" in self.rules else PLACES[0]
        capacity = self.number(10.0, 30.0)
        rows = [NodeRow("airfield", place, capacity)]
        if self.draw(st.booleans()):
            refused = self.one(("military", "road"))
            rows.append(NodeRow("gate", place, 15.0, refuses=(refused,)))
        return {"nodes": tuple(rows)}

    def budgets(self, _: Problem) -> dict[str, Any]:
        scopes = ("plan", *CRISES, *PARTNERS)
        chosen = sorted(self.draw(st.sets(st.sampled_from(scopes), max_size=2)))
        return {
            "budgets": tuple(BudgetRow(scope, self.number(6.0, 14.0, 40.0)) for scope in chosen)
        }

    def shares(self, _: Problem) -> dict[str, Any]:
        rows = [ShareRow("*", self.number(0.5, 0.8, 1.0))]
        if self.draw(st.booleans()):
            rows.append(ShareRow(self.one(PARTNERS), self.number(0.4, 0.9)))
        return {"shares": tuple(rows)}

    def incompatible(self, _: Problem) -> dict[str, Any]:
        return {"incompatible": (IncompatibleRow(PARTNERS[0], PARTNERS[1]),)}

    def locks(self, problem: Problem) -> dict[str, Any]:
        rows: list[LockRow] = []
        for offer, requirement in self.pair_names(problem, 1 + (self.size.horizon_days > 7)):
            need = next(row for row in problem.requirements if row.id == requirement)
            if self.draw(st.booleans()):
                rows.append(LockRow(offer, requirement, 1.0))
            else:
                start = self.whole(need.from_day, need.to_day - 1)
                end = self.draw(st.none() | st.integers(start + 1, need.to_day))
                rows.append(LockRow(offer, requirement, 1.0, start, end))
        return {"locks": tuple(rows)}

    def forbidden(self, problem: Problem) -> dict[str, Any]:
        return {"forbidden": tuple(ForbiddenRow(*pair) for pair in self.pair_names(problem, 2))}

    def enablers(self, _: Problem) -> dict[str, Any]:
        return {"enablers": (EnablerRow(TYPES[1], TYPES[0]),)}

    def ceilings(self, _: Problem) -> dict[str, Any]:
        return {"ceilings": (CeilingRow(CONDITIONS[0], self.number(1.0, 3.0, 6.0)),)}


_TABLES: dict[str, Callable[[_Maker, Problem], dict[str, Any]]] = {
    "substitutes": _Maker.substitutes,
    "conditions": _Maker.conditions,
    "permits": _Maker.permits,
    "places": _Maker.places,
    "commitments": _Maker.commitments,
    "pairs": _Maker.pairs,
    "caveats": _Maker.caveats,
    "lift": _Maker.lift,
    "nodes": _Maker.nodes,
    "budgets": _Maker.budgets,
    "shares": _Maker.shares,
    "incompatible": _Maker.incompatible,
    "locks": _Maker.locks,
    "forbidden": _Maker.forbidden,
    "enablers": _Maker.enablers,
    "ceilings": _Maker.ceilings,
}
