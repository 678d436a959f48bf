"""The shipped lists: risk factors and indicators, planning factors, caveat kinds, authorities, countries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crisisplanner.domain.capabilities import CaveatCategory, PlanningFactor
from crisisplanner.domain.caseload import Counted, FactorForm, Rounding
from crisisplanner.domain.entity import Entity, shipped_id
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.register import Country
from crisisplanner.domain.risk import RiskIndicator
from crisisplanner.domain.situation import Authority, RiskFactor
from crisisplanner.domain.terms import AuthorityKind, Priority
from crisisplanner.exchange.shipped_content.catalogue import type_id
from crisisplanner.exchange.shipped_content.reading import Row, json_content, table_rows
from crisisplanner.exchange.shipped_content.sources import (
    Sources,
    basis_of,
    confidence_of,
    figure,
    joined,
)

_LEADING_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?:-(\d[\d,]*(?:\.\d+)?))?")


def list_entities(sources: Sources) -> Iterator[Entity]:
    """Build every reference list that is not the catalogue or the institutions."""
    yield from _risk_factors(sources)
    for row in table_rows("reference", "risk_indicators.csv"):
        yield _risk_indicator(row, sources)
    for row in table_rows("reference", "planning_factors.csv"):
        yield _planning_factor(row, sources)
    for row in table_rows("reference", "caveat_categories.csv"):
        yield CaveatCategory(
            id=shipped_id(CaveatCategory.KIND, row["code"]),
            code=row["code"],
            name=row["name"],
            source=joined(
                sources.note("caveat_category"),
                sources.numbered([sources.note("caveat_category.source")]),
            ),
        )
    for row in table_rows("reference", "authorities.csv"):
        yield _authority(row, sources)
    yield from _countries(sources)


def _risk_factors(sources: Sources) -> Iterator[RiskFactor]:
    for entry in json_content("reference", "un_risk_factors.json"):
        verified: bool = entry["count_verified"]
        seen = sources.numbered([sources.note("risk_factor.verified_source")]) if verified else ""
        key = "risk_factor.verified" if verified else "risk_factor.unverified"
        yield RiskFactor(
            id=shipped_id(RiskFactor.KIND, str(entry["id"])),
            number=entry["id"],
            group=entry["group"],
            title=entry["title"],
            indicator_count=figure(
                float(entry["indicator_count"]),
                "1",
                Basis.SOURCED if verified else Basis.STANDARD,
                joined(sources.note("risk_factor", key), seen),
            ),
            source=sources.note("risk_factor"),
        )


def _risk_indicator(row: Row, sources: Sources) -> RiskIndicator:
    basis = basis_of(row["basis"])
    if basis is Basis.SOURCED:
        seen = sources.numbered([sources.note("risk_factor.verified_source")])
        source = joined(sources.note("risk_factor", "risk_indicator.sourced"), seen)
    else:
        source = sources.note("risk_factor", "risk_indicator.own_words")
    return RiskIndicator(
        id=shipped_id(RiskIndicator.KIND, f"{row['factor']}.{row['number']}"),
        factor=shipped_id(RiskFactor.KIND, row["factor"]),
        number=int(row["number"]),
        text=row["text"],
        basis=basis,
        source=source,
    )


def _planning_factor(row: Row, sources: Sources) -> PlanningFactor:
    basis = basis_of(row["basis"])
    source = joined(sources.note("planning_factor"), row["basis"], sources.of_basis(row["basis"]))
    assumed = sources.note("planning_factor.rule")
    return PlanningFactor(
        id=shipped_id(PlanningFactor.KIND, row["factor"]),
        name=row["factor"],
        value_text=row["value"],
        value=_factor_value(row, basis, source),
        unit_text=row["unit"],
        per=row["per"],
        yields_type=type_id(row["yields_type"]) if row["yields_type"] else None,
        rounding=Rounding(row["rounding"] or Rounding.UP),
        counts=Counted(row["counts"]) if row["counts"] else None,
        form=FactorForm(row["form"] or FactorForm.PER_HEAD),
        counts_in=row["counts_in"],
        per_heads=figure(_optional_number(row["per_heads"]), "1", basis, source),
        unit_capacity=figure(
            _optional_number(row["unit_capacity"]),
            "1",
            Basis.ASSUMPTION,
            joined(assumed, row["reason"]),
        ),
        unit_one=row["unit_one"],
        unit_many=row["unit_many"],
        priority=Priority(row["priority"] or Priority.IMPORTANT),
        line_of_effort=row["line_of_effort"],
        reason=row["reason"],
        source=source,
    )


def _factor_value(row: Row, basis: Basis, source: str) -> Figure:
    """Give the number that is computed with: the middle of a range, else the first number."""
    if not row["number"]:
        return _leading_figure(row["value"], basis, source)
    return Figure(
        float(row["number"]),
        "1",
        low=_optional_number(row["low"]),
        high=_optional_number(row["high"]),
        basis=basis,
        source=source,
        confidence=confidence_of(basis),
    )


def _optional_number(cell: str) -> float | None:
    return float(cell) if cell else None


def _leading_figure(text: str, basis: Basis, source: str) -> Figure:
    """Read the number at the start of a value, with its range if it begins with one."""
    match = _LEADING_NUMBER.match(text)
    if match is None:
        return figure(None, "1", basis, source)
    first, last = (float(end.replace(",", "")) if end else None for end in match.groups())
    return Figure(
        first,
        "1",
        low=first if last is not None else None,
        high=last,
        basis=basis,
        source=source,
        confidence=confidence_of(basis),
    )


def _authority(row: Row, sources: Sources) -> Authority:
    basis = basis_of(row["basis"])
    confidence = confidence_of(basis)
    return Authority(
        id=shipped_id(Authority.KIND, row["code"]),
        name=row["name"],
        authority_kind=AuthorityKind(row["kind"]),
        reference=row["reference"],
        scope=row["scope"],
        basis=basis,
        confidence=confidence.value if confidence is not None else "",
        source=joined(sources.note("authority"), sources.numbered(row["sources"].split(";"))),
    )


def _countries(sources: Sources) -> Iterator[Country]:
    import pycountry

    for country in sorted(pycountry.countries, key=lambda one: str(one.alpha_3)):
        yield Country(
            id=shipped_id(Country.KIND, country.alpha_3),
            name=getattr(country, "common_name", country.name),
            iso3=country.alpha_3,
            iso2=country.alpha_2,
            numeric=country.numeric,
            source=sources.note("country"),
        )
    for row in table_rows("reference", "user_assigned_countries.csv"):
        yield Country(
            id=shipped_id(Country.KIND, row["iso3"]),
            name=row["name"],
            iso3=row["iso3"],
            iso2=row["iso2"],
            source=sources.note("country.user_assigned"),
        )
