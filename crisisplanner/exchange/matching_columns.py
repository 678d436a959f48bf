"""The tables of a matching problem: their files and columns, as users see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from crisisplanner.exchange.strict_tables import Column, Kind


@dataclass(frozen=True, slots=True)
class TableLayout:
    """Name a table's file and columns."""

    file: str
    columns: tuple[Column, ...]
    is_required: bool = False


def _id(name: str) -> Column:
    return Column(name, Kind.TEXT, "", is_required=True)


def _must(name: str, kind: Kind, instead: object) -> Column:
    """Describe a required column and what stands for a cell that can't be read."""
    return Column(name, kind, instead, is_required=True)


OFFERS = TableLayout(
    "offers.csv",
    (
        _id("id"),
        _id("partner"),
        _id("type"),
        # A misread quantity must not make a commitment look too large.
        _must("quantity", Kind.NUMBER, 1e9),
        Column("divisible", Kind.FLAG, default=False),
        Column("available_from", Kind.WHOLE, 0),
        Column("available_to", Kind.WHOLE),
        Column("decision_days", Kind.WHOLE, 0),
        Column("notice_days", Kind.WHOLE, 0),
        Column("transit_days", Kind.WHOLE, 0),
        Column("setup_days", Kind.WHOLE, 0),
        Column("max_stay_days", Kind.WHOLE),
        Column("lift_t", Kind.NUMBER, 0.0),
        Column("mobilisation_cost", Kind.NUMBER, 0.0),
        Column("daily_cost", Kind.NUMBER, 0.0),
        Column("needs", Kind.LIST, ()),
        Column("excludes", Kind.LIST, ()),
        Column("group", Kind.TEXT),
        Column("probability", Kind.NUMBER, 1.0),
    ),
    is_required=True,
)

REQUIREMENTS = TableLayout(
    "requirements.csv",
    (
        _id("id"),
        _id("crisis"),
        _id("type"),
        _must("quantity", Kind.NUMBER, 1.0),
        _must("from_day", Kind.WHOLE, 0),
        _must("to_day", Kind.WHOLE, 1),
        Column("weight", Kind.NUMBER, 1.0),
        Column("minimum_share", Kind.NUMBER, 0.0),
        Column("prerequisites", Kind.LIST, ()),
        Column("needs", Kind.LIST, ()),
        Column("single_lead", Kind.FLAG, default=False),
        Column("min_partners", Kind.WHOLE, 0),
        Column("max_partners", Kind.WHOLE),
    ),
    is_required=True,
)

# Misread days must not make a commitment hold.
_DAYS = (_must("from_day", Kind.WHOLE, 1_000_000), _must("to_day", Kind.WHOLE, -1_000_000))

OTHERS: Mapping[str, TableLayout] = MappingProxyType(
    {
        "substitutes": TableLayout(
            "substitutes.csv",
            (
                _id("required_type"),
                _id("offered_type"),
                _must("effectiveness", Kind.NUMBER, 1.0),
            ),
        ),
        "conditions": TableLayout("conditions.csv", (_id("id"), *_DAYS)),
        "commitments": TableLayout(
            "commitments.csv", (_id("offer"), _must("quantity", Kind.NUMBER, 0.0), *_DAYS)
        ),
        "pairs": TableLayout(
            "pairs.csv",
            (
                _id("offer"),
                _id("requirement"),
                Column("usable_day", Kind.WHOLE),
                Column("effectiveness", Kind.NUMBER),
                Column("unit_cost", Kind.NUMBER),
                Column("only", Kind.FLAG, default=False),
            ),
        ),
        "lift": TableLayout(
            "lift.csv", (_id("partner"), *_DAYS, _must("tonnes", Kind.NUMBER, 0.0))
        ),
        "budgets": TableLayout("budgets.csv", (_id("scope"), _must("amount", Kind.NUMBER, 0.0))),
        "shares": TableLayout("shares.csv", (_id("partner"), _must("cap", Kind.NUMBER, 1.0))),
        "incompatible": TableLayout("incompatible.csv", (_id("partner_a"), _id("partner_b"))),
        "locks": TableLayout(
            "locks.csv",
            (
                _id("offer"),
                _id("requirement"),
                _must("quantity", Kind.NUMBER, 1.0),
                Column("from_day", Kind.WHOLE),
                Column("to_day", Kind.WHOLE),
            ),
        ),
        "forbidden": TableLayout("forbidden.csv", (_id("offer"), _id("requirement"))),
        "partners": TableLayout(
            "partners.csv", (_id("partner"), _must("capacity", Kind.NUMBER, 1.0))
        ),
    }
)
"""By the name of the field of ``Problem`` that a table fills."""

ALL_TABLES: Mapping[str, TableLayout] = MappingProxyType(
    {"offers": OFFERS, "requirements": REQUIREMENTS, **OTHERS}
)
