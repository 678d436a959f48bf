"""The shipped catalogue: capability types, substitutes, enablers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crisisplanner.domain.capabilities import CapabilityType, Enabler, Substitute
from crisisplanner.domain.entity import Entity, EntityId, shipped_id
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.terms import AssetClass, Family, TransportMode
from crisisplanner.exchange.shipped_content.reading import Row, table_rows
from crisisplanner.exchange.shipped_content.sources import Sources, basis_of, figure, joined

NO_FIGURE = "-"
_CAPACITY = re.compile(r"([\d,]+(?:\.\d+)?) ([^\d\s].*)")
_END_OF_UNIT = re.compile(r"[;(]|,\s| or | x ")
_NOT_UNITS = frozenset({"x", "m"})
"""``1 x 40 m`` counts pieces, and ``1 m`` is a million."""


def type_id(code: str) -> EntityId:
    """Give the id of a shipped capability type."""
    return shipped_id(CapabilityType.KIND, code)


def catalogue_entities(sources: Sources) -> Iterator[Entity]:
    """Build the capability types, then what relates them."""
    rules = _Rules()
    numbers = {
        row["code"]: row["sources"].split(";")
        for row in table_rows("reference", "capability_sources.csv")
    }
    for row in table_rows("reference", "capability_types.csv"):
        published = sources.numbered(numbers.get(row["code"], ()))
        yield _capability_type(row, rules.of(row["code"]), sources, published)
    for row in table_rows("reference", "substitutes.csv"):
        yield _substitute(row, sources)
    for row in table_rows("reference", "enablers.csv"):
        yield Enabler(
            id=shipped_id(Enabler.KIND, f"{row['type']}:{row['needs_type']}"),
            enabled_type=type_id(row["type"]),
            needs_type=type_id(row["needs_type"]),
            reason=row["reason"],
        )


def _substitute(row: Row, sources: Sources) -> Substitute:
    return Substitute(
        id=shipped_id(Substitute.KIND, f"{row['required_type']}:{row['offered_type']}"),
        required_type=type_id(row["required_type"]),
        offered_type=type_id(row["offered_type"]),
        factor=figure(float(row["factor"]), "1", Basis.ASSUMPTION, sources.note("substitute")),
        reason=row["reason"],
    )


class _Rules:
    """Find the rule with the longest prefix for a code."""

    def __init__(self) -> None:
        self._rules = {
            row["prefix"]: row for row in table_rows("reference", "capability_rules.csv")
        }

    def of(self, code: str) -> Row:
        prefixes = [code[:length] for length in range(len(code), 0, -1)]
        return next(self._rules[prefix] for prefix in prefixes if prefix in self._rules)


def _capability_type(row: Row, rule: Row, sources: Sources, published: str) -> CapabilityType:
    basis = basis_of(row["basis"])
    own = joined(sources.note("capability", "capability.basis") + " " + row["basis"], published)
    assumed = sources.note("capability", "capability.lift_and_cost")
    by_rule = joined(sources.note("capability.rule"), rule["reason"])
    capacity, capacity_unit = leading_number(row["capacity_per_unit"])

    def given(column: str, unit: str) -> Figure:
        return figure(_number(row[column]), unit, basis, own)

    def ruled(column: str, unit: str) -> Figure:
        return figure(_number(rule[column]), unit, Basis.ASSUMPTION, by_rule)

    cost = _number(row["cost_usd_k_per_day"])
    return CapabilityType(
        id=type_id(row["code"]),
        code=row["code"],
        family=Family(row["code"][0]),
        name=row["name"],
        unit_of_measure=row["unit_of_measure"],
        capacity_text=row["capacity_per_unit"],
        capacity=figure(capacity, "1", basis, own),
        capacity_unit=capacity_unit,
        personnel=given("personnel", "person"),
        days_to_depart=given("days_to_depart", "d"),
        self_sufficient_days=given("self_sufficient_days", "d"),
        lift=figure(_number(row["lift_t"]), "t", Basis.ASSUMPTION, assumed),
        cost_per_day=figure(
            None if cost is None else cost * 1000, "USD/d", Basis.ASSUMPTION, assumed
        ),
        load_days=ruled("load_days", "d"),
        setup_days=ruled("setup_days", "d"),
        endurance_days=ruled("endurance_days", "d"),
        speed=ruled("speed_km_per_day", "km/d"),
        divisible=rule["divisible"] == "yes",
        asset_class=AssetClass(rule["asset_class"]),
        mode=TransportMode(rule["mode"]),
        source=own,
    )


def leading_number(text: str) -> tuple[float | None, str]:
    """Read a number and its unit at the start of a capacity; ranges and bare words give none."""
    match = _CAPACITY.fullmatch(text)
    if match is None:
        return None, ""
    unit = _END_OF_UNIT.split(match[2])[0].strip()
    if not unit or unit.split()[0] in _NOT_UNITS:
        return None, ""
    return float(match[1].replace(",", "")), unit


def _number(cell: str) -> float | None:
    return None if cell in ("", NO_FIGURE) else float(cell)
