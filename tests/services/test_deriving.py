"""Deriving requirements on real workspaces: first, again, overridden, by template, undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crisisplanner.domain.capabilities import CapabilityType, PlanningFactor
from crisisplanner.domain.caseload import Caseload, CaseloadGroup
from crisisplanner.domain.derivations import derivation_from_text
from crisisplanner.domain.entity import EntityId, faults_of, shipped_id
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import Crisis, Scenario
from crisisplanner.domain.terms import Area, Family
from crisisplanner.services import editing
from crisisplanner.services.matching.calendar import FAR_DAY
from crisisplanner.services.needs.deriving import (
    Effect,
    derive,
    preview_derivation,
    preview_template,
    take_derived_value,
    take_scenario_figures,
    use_template,
    write_preview,
)
from crisisplanner.services.needs.proposals import read_basics, templates
from crisisplanner.services.publishing import plan_document
from crisisplanner.services.session import Session
from crisisplanner.wording.catalogue import Wording

WATER = shipped_id(PlanningFactor.KIND, "Water, minimum")


@pytest.fixture
def plan(empty: Session) -> EntityId:
    """Make a crisis with a scenario of 90 days and a plan for it."""
    for entity in (
        Crisis(id="crisis", name="A crisis"),
        Scenario(
            id="scenario",
            crisis="crisis",
            name="Flight",
            people_displaced=Figure(120_000, "person", basis=Basis.SOURCED, source="a count"),
            duration=Figure(90, "d"),
        ),
        Plan(id="plan", scenario="scenario", title="The plan"),
    ):
        editing.create_entity(empty, entity)
    return "plan"


def displaced(session: Session, people: float | None, daily: float | None = None) -> None:
    """Add displaced people to the caseload."""
    part = Caseload(
        id="displaced",
        scenario="scenario",
        people=Figure(people, "person", basis=Basis.SOURCED, source="a count"),
        arrivals=Figure(daily, "person/d"),
    )
    editing.create_entity(session, part)


def test_people_affected_who_are_not_displaced_are_taken_as_host_community(
    empty: Session, plan: EntityId
) -> None:
    affected = Figure(200_000, "person", basis=Basis.SOURCED, source="an assessment")
    editing.change_field(empty, "scenario", "scenario", "people_affected", affected)
    take_scenario_figures(empty, plan)
    parts = {part.caseload_group: part.people for part in empty.all(Caseload)}
    assert parts[CaseloadGroup.DISPLACED].value == 120_000
    host = parts[CaseloadGroup.HOST]
    assert (host.value, host.basis) == (80_000, Basis.ASSUMPTION)
    assert host.source == "an assessment; a count"


def water(session: Session) -> list[Requirement]:
    """Give the requirements that the water factor yields, first layer first."""
    found = []
    for requirement in session.all(Requirement):
        kept = derivation_from_text(requirement.derived_by)
        if kept is not None and kept.rule == WATER:
            found.append((kept.layer, requirement))
    return [requirement for _, requirement in sorted(found, key=lambda pair: pair[0])]


def test_the_scenarios_figures_begin_a_caseload(empty: Session, plan: EntityId) -> None:
    take_scenario_figures(empty, plan)
    (part,) = empty.all(Caseload)
    assert part.people.value == 120_000
    assert part.people.source == "a count"


def test_deriving_says_the_sum_and_keeps_it(empty: Session, plan: EntityId) -> None:
    displaced(empty, 120_000)
    derive(empty, plan)
    (need,) = water(empty)
    assert need.quantity.value == 8
    assert "a count" in need.quantity.source
    kept = derivation_from_text(need.derived_by)
    assert kept is not None
    assert kept.arithmetic is not None
    said = Wording().message(kept.arithmetic.said())
    assert said == "120,000 people × 15 l ÷ 225,000 l per module = 8 modules"


def test_deriving_is_one_step_that_undo_takes_back(empty: Session, plan: EntityId) -> None:
    displaced(empty, 120_000)
    derive(empty, plan)
    editing.undo(empty)
    assert empty.all(Requirement) == ()


def test_a_preview_writes_nothing(empty: Session, plan: EntityId) -> None:
    displaced(empty, 120_000)
    position = empty.file.position()
    assert preview_derivation(empty, plan).of(Effect.ADDED)
    assert empty.file.position() == position


def test_what_is_written_is_what_was_shown(empty: Session, plan: EntityId) -> None:
    displaced(empty, 120_000)
    shown = preview_derivation(empty, plan)
    write_preview(empty, shown)
    stored = {requirement.id for requirement in empty.all(Requirement)}
    assert stored == {outcome.requirement_id for outcome in shown.of(Effect.ADDED)}


def test_a_preview_of_earlier_figures_is_not_written(empty: Session, plan: EntityId) -> None:
    displaced(empty, 120_000)
    shown = preview_derivation(empty, plan)
    editing.change_field(empty, "caseload", "displaced", "people", 1_000.0)
    with pytest.raises(CrisisPlannerError, match=r"storage\.edited_meanwhile"):
        write_preview(empty, shown)
    assert empty.all(Requirement) == ()


def test_deriving_again_without_a_change_changes_nothing(empty: Session, plan: EntityId) -> None:
    displaced(empty, 120_000, 500)
    derive(empty, plan)
    position = empty.file.position()
    again = derive(empty, plan)
    assert {outcome.effect for outcome in again.outcomes} == {Effect.SAME}
    assert empty.file.position() == position


def test_changed_figures_change_what_was_derived(empty: Session, plan: EntityId) -> None:
    displaced(empty, 120_000)
    derive(empty, plan)
    editing.change_field(empty, "caseload", "displaced", "people", 240_000.0)
    derive(empty, plan)
    (need,) = water(empty)
    assert need.quantity.value == 16


def test_growing_people_add_layers_and_fewer_people_take_them_away(
    empty: Session, plan: EntityId
) -> None:
    displaced(empty, 30_000, 1_000)
    derive(empty, plan)
    assert [n.from_day for n in water(empty)] == [0, 30, 60]
    editing.change_field(empty, "caseload", "displaced", "arrivals", None)
    outcomes = derive(empty, plan).outcomes
    assert Effect.REMOVED in {outcome.effect for outcome in outcomes}
    assert [n.quantity.value for n in water(empty)] == [2]


def test_an_overridden_requirement_is_kept_and_named(empty: Session, plan: EntityId) -> None:
    displaced(empty, 120_000)
    derive(empty, plan)
    (need,) = water(empty)
    editing.change_field(empty, "requirement", need.id, "quantity", 5.0)
    editing.change_field(empty, "caseload", "displaced", "people", 240_000.0)
    preview = derive(empty, plan)
    (kept,) = preview.of(Effect.OVERRIDDEN)
    assert (kept.before and kept.before.value, kept.after and kept.after.value) == (5, 16)
    assert water(empty)[0].quantity.value == 5


def test_a_derived_value_can_be_taken_back(empty: Session, plan: EntityId) -> None:
    displaced(empty, 120_000)
    derive(empty, plan)
    (need,) = water(empty)
    editing.change_field(empty, "requirement", need.id, "quantity", 5.0)
    take_derived_value(empty, need.id)
    assert water(empty) == [need]


def test_a_requirement_entered_by_hand_has_no_derived_value(empty: Session, plan: EntityId) -> None:
    kind = empty.all(CapabilityType)[0]
    made = Requirement(
        id="own", plan=plan, type=kind.id, quantity=Figure(1, "unit"), from_day=0, to_day=9
    )
    editing.create_entity(empty, made)
    with pytest.raises(CrisisPlannerError):
        take_derived_value(empty, "own")


def test_unknown_people_leave_unknown_requirements(empty: Session, plan: EntityId) -> None:
    displaced(empty, None)
    derive(empty, plan)
    (need,) = water(empty)
    assert need.quantity.value is None


def test_without_a_caseload_nothing_is_derived_and_it_says_why(
    empty: Session, plan: EntityId
) -> None:
    preview = derive(empty, plan)
    assert preview.outcomes == ()
    reasons = {skipped.name: Wording().message(skipped.reason) for skipped in preview.skipped}
    assert reasons["Water, minimum"] == "Not derived: the caseload has no people."
    assert "by hand" in reasons["Monitors"]


def test_an_edited_factor_is_used(empty: Session, plan: EntityId) -> None:
    displaced(empty, 120_000)
    editing.change_field(empty, "planning_factor", WATER, "value", 7.5)
    derive(empty, plan)
    (need,) = water(empty)
    assert need.quantity.value == 4
    assert need.quantity.basis is Basis.ASSUMPTION


def test_a_changed_factor_loses_the_source_and_reason_of_the_value_it_had(
    empty: Session, plan: EntityId
) -> None:
    displaced(empty, 120_000)
    derive(empty, plan)
    shipped = empty.get(PlanningFactor, WATER)
    assert shipped.source
    assert shipped.reason
    editing.change_field(empty, "planning_factor", WATER, "value", 7.5)
    changed = empty.get(PlanningFactor, WATER)
    assert (changed.source, changed.reason, changed.value_text) == ("", "", "")
    assert changed.value.source == empty.author
    derive(empty, plan)
    (need,) = water(empty)
    assert (need.source, need.justification) == (empty.author, "")
    editing.change_field(empty, "planning_factor", WATER, "source", "Cluster, May 2025")
    derive(empty, plan)
    (need,) = water(empty)
    assert need.source == "Cluster, May 2025"
    editing.restore_original(empty, "planning_factor", WATER)
    assert empty.get(PlanningFactor, WATER) == shipped


def test_a_source_given_with_a_factors_value_and_a_persons_own_reason_stay(
    empty: Session,
) -> None:
    editing.change_field(empty, "planning_factor", WATER, "reason", "Hot season")
    fields = {"value": Figure(20, "1"), "source": "Cluster, May 2025"}
    editing.change_fields(empty, "planning_factor", WATER, fields)
    factor = empty.get(PlanningFactor, WATER)
    assert (factor.source, factor.reason) == ("Cluster, May 2025", "Hot season")
    editing.change_field(empty, "planning_factor", WATER, "value", 20.0)
    assert empty.get(PlanningFactor, WATER).source == "Cluster, May 2025"


def test_a_source_that_a_person_wrote_on_a_need_stays(empty: Session, plan: EntityId) -> None:
    displaced(empty, 120_000)
    derive(empty, plan)
    (need,) = water(empty)
    editing.change_field(empty, "requirement", need.id, "source", "Minutes of 3 June")
    editing.change_field(empty, "planning_factor", WATER, "value", 7.5)
    derive(empty, plan)
    (need,) = water(empty)
    assert need.source == "Minutes of 3 June"


@pytest.mark.parametrize("template", templates(), ids=lambda t: t.id)
def test_each_template_covers_all_areas_and_families(
    empty: Session, plan: EntityId, template: object
) -> None:
    assert template in templates()
    chosen = next(t for t in templates() if t == template)
    displaced(empty, 60_000)
    use_template(empty, plan, chosen.id)
    added = empty.all(Requirement)
    types = {t.id: t for t in empty.all(CapabilityType)}
    assert {need.area for need in added} == set(Area)
    assert {types[need.type].family for need in added} >= set(Family) - {Family.OWN}
    for need in added:
        assert faults_of(need) == ()
        assert chosen.title in need.source
        assert need.justification
        kept = derivation_from_text(need.derived_by)
        assert kept is not None
        assert kept.template == chosen.id


def test_a_templates_measures_are_scaled_to_the_caseload(empty: Session, plan: EntityId) -> None:
    displaced(empty, 60_000)
    use_template(empty, plan, "mass-displacement")
    by_title = {need.title: need for need in empty.all(Requirement)}
    assert by_title["Camp coordination and management"].quantity.value == 3
    editing.change_field(empty, "caseload", "displaced", "people", 100_000.0)
    derive(empty, plan)
    by_title = {need.title: need for need in empty.all(Requirement)}
    assert by_title["Camp coordination and management"].quantity.value == 5


def test_a_slip_in_the_duration_plans_for_no_more_than_a_hundred_years(
    empty: Session, plan: EntityId
) -> None:
    displaced(empty, 120_000)
    editing.change_field(empty, "scenario", "scenario", "duration", Figure(9e14, "d"))
    found = preview_derivation(empty, plan)
    assert found.outcomes
    assert read_basics(empty, plan).to_day == FAR_DAY


def test_a_template_used_twice_adds_nothing(empty: Session, plan: EntityId) -> None:
    displaced(empty, 60_000)
    use_template(empty, plan, "siege")
    n_before = len(empty.all(Requirement))
    assert preview_template(empty, plan, "siege").of(Effect.ADDED) == ()
    use_template(empty, plan, "siege")
    assert len(empty.all(Requirement)) == n_before


def test_an_unknown_template_is_refused_with_those_there_are(
    empty: Session, plan: EntityId
) -> None:
    with pytest.raises(CrisisPlannerError) as refusal:
        use_template(empty, plan, "volcano")
    assert "siege" in Wording().message(refusal.value.messages[0])


def test_people_at_risk_in_a_town_ask_for_police(empty: Session, plan: EntityId) -> None:
    displaced(empty, 60_000)
    part = empty.all(Caseload)[0]
    town = replace(part, id="town", caseload_group=CaseloadGroup.URBAN_AT_RISK)
    editing.create_entity(empty, replace(town, people=Figure(300_000, "person")))
    derive(empty, plan)
    found = {need.title: need.quantity.value for need in empty.all(Requirement)}
    assert found["Formed police unit"] == 2
    assert found["Guard / static protection company"] == 6


def test_the_document_prints_whom_it_serves_and_every_sum(empty: Session, plan: EntityId) -> None:
    displaced(empty, 120_000)
    derive(empty, plan)
    said = repr(plan_document(empty, plan))
    assert "document.part.caseload" in said
    assert "document.part.derived" in said
    assert "needs.sum" in said
