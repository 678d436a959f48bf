"""The reference data that every workspace begins with."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TypeVar

import pytest

from crisisplanner.domain.actors import Institution, Membership
from crisisplanner.domain.capabilities import (
    CapabilityType,
    CaveatCategory,
    Enabler,
    PlanningFactor,
    Substitute,
)
from crisisplanner.domain.entity import Entity, faults_of, field_specs
from crisisplanner.domain.fields import FieldKind
from crisisplanner.domain.figures import Basis, Confidence, Figure
from crisisplanner.domain.register import Country
from crisisplanner.domain.situation import Authority, RiskFactor
from crisisplanner.exchange.shipped import reference_entities
from crisisplanner.exchange.shipped_content.catalogue import leading_number
from crisisplanner.exchange.shipped_content.sources import basis_of
from crisisplanner.resource_files import resource_path

E = TypeVar("E", bound=Entity)


@pytest.fixture(scope="module")
def shipped() -> tuple[Entity, ...]:
    return reference_entities()


def of_type(entities: tuple[Entity, ...], entity_type: type[E]) -> list[E]:
    return [entity for entity in entities if isinstance(entity, entity_type)]


def figures_of(entity: Entity) -> Iterator[tuple[str, Figure]]:
    for name, spec in field_specs(type(entity)).items():
        if spec.kind is FieldKind.FIGURE:
            yield name, getattr(entity, name)


def members_on(shipped: tuple[Entity, ...], code: str, day: date) -> Counter[bool | None]:
    institution = next(i for i in of_type(shipped, Institution) if i.code == code)
    return Counter(
        membership.is_member_on(day)
        for membership in of_type(shipped, Membership)
        if membership.institution == institution.id
    )


def test_counts_are_those_of_the_given_files(shipped: tuple[Entity, ...]) -> None:
    counts = {t: len(of_type(shipped, t)) for t in (CapabilityType, RiskFactor, CaveatCategory)}
    assert counts == {CapabilityType: 162, RiskFactor: 14, CaveatCategory: 22}
    assert len(of_type(shipped, Membership)) == 398
    assert len(of_type(shipped, PlanningFactor)) == 24
    assert len(of_type(shipped, Institution)) == 14


def test_ids_are_distinct_and_the_same_each_time(shipped: tuple[Entity, ...]) -> None:
    ids = [entity.id for entity in shipped]
    assert len(set(ids)) == len(ids)
    assert [entity.id for entity in reference_entities()] == ids


def test_nothing_shipped_has_a_fault(shipped: tuple[Entity, ...]) -> None:
    assert [(e.label(), faults) for e in shipped if (faults := faults_of(e))] == []


def test_every_reference_resolves(shipped: tuple[Entity, ...]) -> None:
    kinds = {entity.id: entity.KIND for entity in shipped}
    broken = [
        (entity.label(), name)
        for entity in shipped
        for name, spec in field_specs(type(entity)).items()
        if spec.kind is FieldKind.REFERENCE
        and (target := getattr(entity, name)) is not None
        and kinds.get(target) not in spec.refers_to
    ]
    assert broken == []


def test_every_known_figure_has_unit_basis_and_source(shipped: tuple[Entity, ...]) -> None:
    bare = [
        (entity.label(), name)
        for entity in shipped
        for name, figure in figures_of(entity)
        if figure.is_known and not (figure.unit and figure.basis and figure.source)
    ]
    assert bare == []


def test_recalled_standards_are_marked_to_be_verified(shipped: tuple[Entity, ...]) -> None:
    standards = [f for e in shipped for _, f in figures_of(e) if f.basis is Basis.STANDARD]
    assert standards
    assert {figure.confidence for figure in standards} == {Confidence.LOW}


def test_figures_of_the_catalogue_are_within_sane_ranges(shipped: tuple[Entity, ...]) -> None:
    for kind in of_type(shipped, CapabilityType):
        for name, figure in figures_of(kind):
            assert figure.value is None or 0 <= figure.value <= 2_500_000, (kind.code, name)


@pytest.mark.parametrize(
    ("marks", "basis"),
    [
        ("S", Basis.SOURCED),
        ("C", Basis.SOURCED),
        ("K", Basis.STANDARD),
        ("A", Basis.ASSUMPTION),
        ("S/A", Basis.ASSUMPTION),
        ("K/S", Basis.STANDARD),
        ("S [124] (UNHCR 30, Sphere 45 in 2001)", Basis.SOURCED),
        ("derived S", Basis.SOURCED),
        ("K (debated; show as upper bound)", Basis.STANDARD),
    ],
)
def test_a_mixed_basis_counts_as_the_weaker(marks: str, basis: Basis) -> None:
    assert basis_of(marks) is basis


def test_a_basis_without_a_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="Expected a basis mark"):
        basis_of("seen somewhere")


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("225,000 l/day", 225_000, "l/day"),
        ("20 beds; 7 major or 15 minor operations/day", 20, "beds"),
        ("1 site of 10,000 IDPs", 1, "site of 10,000 IDPs"),
        ("1 AO (about 5,000 km2)", 1, "AO"),
        ("60 trucks x 10 t", 60, "trucks"),
        ("100-120 t", None, ""),
        ("up to 800", None, ""),
        ("1 x 40 m MLC 60", None, ""),
        ("1 m", None, ""),
    ],
)
def test_a_capacity_is_a_figure_where_it_begins_with_one_number(
    text: str, number: float | None, unit: str
) -> None:
    assert leading_number(text) == (number, unit)


def test_catalogue_rows_are_kept_whole(shipped: tuple[Entity, ...]) -> None:
    with resource_path("reference", "capability_types.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    types = {kind.code: kind for kind in of_type(shipped, CapabilityType)}
    for row in rows:
        kind = types[row["code"]]
        assert kind.capacity_text == row["capacity_per_unit"]
        assert kind.personnel.value == float(row["personnel"])
        assert kind.days_to_depart.value == float(row["days_to_depart"])
        assert kind.lift.basis is kind.cost_per_day.basis is Basis.ASSUMPTION
        dash = row["cost_usd_k_per_day"] == "-"
        assert kind.cost_per_day.value == (
            None if dash else float(row["cost_usd_k_per_day"]) * 1000
        )


def test_every_type_gives_what_an_offer_may_leave_out(shipped: tuple[Entity, ...]) -> None:
    for kind in of_type(shipped, CapabilityType):
        for figure in (kind.days_to_depart, kind.load_days, kind.setup_days, kind.endurance_days):
            assert figure.is_known, kind.code
        assert kind.asset_class is not None
        assert (kind.mode == "none") != kind.speed.is_known, kind.code


def test_substitutes_and_enablers_are_assumptions_with_a_reason(
    shipped: tuple[Entity, ...],
) -> None:
    for substitute in of_type(shipped, Substitute):
        assert substitute.reason
        assert substitute.factor.basis is Basis.ASSUMPTION
        assert substitute.required_type != substitute.offered_type
    assert all(enabler.reason for enabler in of_type(shipped, Enabler))


def test_nato_had_28_members_in_2010_and_32_now(shipped: tuple[Entity, ...]) -> None:
    assert members_on(shipped, "NATO", date(2010, 1, 1))[True] == 28
    assert members_on(shipped, "NATO", date(2026, 11, 21))[True] == 32
    assert members_on(shipped, "NATO", date(2010, 1, 1))[None] == 0


def test_the_eu_of_2010_has_the_united_kingdom_and_that_of_today_has_not(
    shipped: tuple[Entity, ...],
) -> None:
    assert members_on(shipped, "EU", date(2010, 11, 16))[True] == 27
    assert members_on(shipped, "EU", date(2003, 5, 30))[True] == 15
    assert members_on(shipped, "EU", date(2026, 11, 21))[True] == 27
    british = next(
        m for m in of_type(shipped, Membership) if m.member_iso3 == "GBR" and m.to_date is not None
    )
    assert british.is_member_on(date(2010, 1, 1)) is True
    assert british.is_member_on(date(2026, 1, 1)) is False


def test_before_a_lists_date_membership_is_not_known(shipped: tuple[Entity, ...]) -> None:
    assert members_on(shipped, "OSCE", date(2010, 1, 1))[True] == 0
    assert members_on(shipped, "OSCE", date(2010, 1, 1))[None] == 56
    assert members_on(shipped, "OSCE", date(2026, 6, 1))[True] == 57
    assert members_on(shipped, "GOF_R2P", date(2021, 5, 16))[None] == 52


def test_institution_ids_of_two_dates_are_one(shipped: tuple[Entity, ...]) -> None:
    codes = [institution.code for institution in of_type(shipped, Institution)]
    assert "EU" in codes
    assert "EU2010" not in codes


def test_decision_rules_keep_the_original_words(shipped: tuple[Entity, ...]) -> None:
    for institution in of_type(shipped, Institution):
        assert institution.decision_rule is not None
        assert institution.decision_rule_note
        assert institution.decision_days.basis is Basis.ASSUMPTION


def test_only_the_eighth_risk_factor_is_verified_and_indicators_sum_to_143(
    shipped: tuple[Entity, ...],
) -> None:
    factors = of_type(shipped, RiskFactor)
    verified = [f.number for f in factors if f.indicator_count.basis is Basis.SOURCED]
    assert verified == [8]
    assert sum(f.indicator_count.value or 0 for f in factors) == 143


def test_planning_factors_name_their_published_sources(shipped: tuple[Entity, ...]) -> None:
    factors = {factor.name: factor for factor in of_type(shipped, PlanningFactor)}
    water = factors["Water, minimum"]
    assert (water.value.value, water.unit_text) == (15, "l/person/day")
    assert "UNHCR and Sphere compared, 2001" in water.value.source
    ration = factors["Consumption of deployed force"].value
    assert (ration.value, ration.low, ration.high) == (35, 35, 60)
    assert factors["Medevac chain"].value.value is None


def test_countries_are_those_of_iso_with_kosovo_as_user_assigned(
    shipped: tuple[Entity, ...],
) -> None:
    countries = {country.iso3: country for country in of_type(shipped, Country)}
    assert len(countries) == 250
    assert countries["XKX"].name == "Kosovo"
    assert "User-assigned" in countries["XKX"].source
    members = {membership.member_iso3 for membership in of_type(shipped, Membership)}
    assert members <= countries.keys()


def test_reference_authorities_belong_to_no_crisis(shipped: tuple[Entity, ...]) -> None:
    authorities = of_type(shipped, Authority)
    assert len(authorities) == 20
    assert all(authority.crisis is None and authority.source for authority in authorities)


def test_every_planning_factor_yields_units_or_says_why_not(shipped: tuple[Entity, ...]) -> None:
    for factor in of_type(shipped, PlanningFactor):
        assert factor.reason, factor.name
        if factor.counts is None:
            continue
        assert factor.yields_type, factor.name
        assert factor.unit_capacity.value, factor.name
        assert factor.unit_capacity.basis is Basis.ASSUMPTION, factor.name
        assert factor.unit_one, factor.name
        assert factor.unit_many, factor.name
