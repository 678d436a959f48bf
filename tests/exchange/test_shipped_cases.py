"""The built-in cases: complete, graded, and true to what the sources say."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

import pytest

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.days import Day, day_number
from crisisplanner.domain.entity import Entity, EntityId, faults_of, field_specs
from crisisplanner.domain.fields import FieldKind
from crisisplanner.domain.figures import Basis, Confidence, Figure
from crisisplanner.domain.limits import Node
from crisisplanner.domain.offers import Caveat, DecisionStep, Offer
from crisisplanner.domain.plans import Assumption, DecisionPoint, Phase, Plan, PlanText
from crisisplanner.domain.register import Workspace
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import AccessPermit, Authority, CrisisFact
from crisisplanner.exchange.shipped import case_entities, case_ids, reference_entities
from crisisplanner.exchange.shipped_content.case_list import shipped_cases

E = TypeVar("E", bound=Entity)
LAUNCH = 13
MANDATE_ENDS = 94
LAST_HELP = 108


@pytest.fixture(scope="module")
def bunia() -> tuple[Entity, ...]:
    return case_entities("bunia-2003")


@pytest.fixture(scope="module")
def usable_days(bunia: tuple[Entity, ...]) -> dict[str, int]:
    """Compute each offer's first usable day by hand, as if all went through Bunia's airfield.

    Permits and conditions are left out.
    """
    airfield = next(node for node in of_type(bunia, Node) if node.name == "Bunia airfield")
    steps: dict[EntityId, list[DecisionStep]] = defaultdict(list)
    for step in of_type(bunia, DecisionStep):
        assert step.offer is not None
        steps[step.offer].append(step)
    return {
        offer.code: math.ceil(
            decided_on(steps[offer.id])
            + lead_days(offer)
            + known(offer.unit_lift) / known(airfield.capacity)
            - 1e-9
        )
        for offer in of_type(bunia, Offer)
    }


def of_type(entities: Iterable[Entity], entity_type: type[E]) -> list[E]:
    return [entity for entity in entities if isinstance(entity, entity_type)]


def known(figure: Figure) -> float:
    assert figure.value is not None
    return figure.value


def lead_days(offer: Offer) -> float:
    return sum(known(f) for f in (offer.notice, offer.load, offer.transit, offer.setup))


def decided_on(steps: list[DecisionStep]) -> float:
    """Follow a decision path; steps come after those that they wait for."""
    ends: dict[EntityId, float] = {}
    for step in steps:
        begins = day_number(step.begins_on, None) if step.begins_on is not None else 0
        assert begins is not None
        ends[step.id] = max([begins, *(ends[b] for b in step.after)]) + known(step.duration)
    return max(ends.values(), default=0.0)


def figures_of(entity: Entity) -> Iterator[tuple[str, Figure]]:
    for name, spec in field_specs(type(entity)).items():
        if spec.kind is FieldKind.FIGURE:
            yield name, getattr(entity, name)


def offers_of(bunia: tuple[Entity, ...], type_code: str, *codes: str) -> list[Offer]:
    type_ids = {e.id for e in bunia if getattr(e, "code", "") == type_code}
    return [o for o in of_type(bunia, Offer) if o.type in type_ids and o.code.startswith(codes)]


def test_only_cases_that_exist_as_data_are_listed() -> None:
    assert case_ids() == ("bunia-2003",)
    case = shipped_cases()[0]
    assert (case.title, case.crisis_type) == ("Bunia 2003", "mass_atrocity")
    assert case.teaser


def test_a_case_that_is_not_built_in_is_refused() -> None:
    with pytest.raises(ValueError, match="Expected a case among"):
        case_entities("atlantis-1999")


def test_nothing_in_a_case_has_a_fault(bunia: tuple[Entity, ...]) -> None:
    assert [(e.KIND, e.label(), faults) for e in bunia if (faults := faults_of(e))] == []


def test_ids_are_distinct_from_each_other_and_from_the_reference_data(
    bunia: tuple[Entity, ...],
) -> None:
    ids = [entity.id for entity in (*reference_entities(), *bunia)]
    assert len(set(ids)) == len(ids)
    assert [entity.id for entity in case_entities("bunia-2003")] == [e.id for e in bunia]


def test_every_reference_of_a_case_resolves(bunia: tuple[Entity, ...]) -> None:
    kinds = {entity.id: entity.KIND for entity in (*reference_entities(), *bunia)}
    broken = []
    for entity in bunia:
        for name, spec in field_specs(type(entity)).items():
            value = getattr(entity, name)
            if spec.kind is FieldKind.REFERENCES:
                targets = value
            else:
                targets = (value,) if spec.kind is FieldKind.REFERENCE and value else ()
            broken += [
                (entity.label(), name) for t in targets if kinds.get(t) not in spec.refers_to
            ]
    assert broken == []


def test_every_known_figure_of_a_case_has_basis_and_source(bunia: tuple[Entity, ...]) -> None:
    bare = [
        (entity.label(), name)
        for entity in bunia
        for name, figure in figures_of(entity)
        if figure.is_known and not (figure.unit and figure.basis and figure.source)
    ]
    assert bare == []


def test_every_fact_offer_and_requirement_names_its_source(bunia: tuple[Entity, ...]) -> None:
    for kind in (CrisisFact, Offer, Requirement, AccessPermit, Authority, Caveat, Assumption):
        found = of_type(bunia, kind)
        assert found
        assert [e.label() for e in found if not getattr(e, "source", "")] == []


def test_facts_keep_their_grade_and_what_it_counts_as(bunia: tuple[Entity, ...]) -> None:
    facts = of_type(bunia, CrisisFact)
    assert len(facts) == 15
    landed = next(fact for fact in facts if "First elements land" in fact.text)
    assert (landed.grade, landed.basis, landed.confidence) == ("C s", Basis.SOURCED, "high")
    battalion = next(fact for fact in facts if "Uruguayan battalion" in fact.text)
    assert (battalion.basis, battalion.confidence) == (Basis.ASSUMPTION, "low")
    ceiling = next(fact for fact in facts if "10,800" in fact.text)
    assert ceiling.basis is Basis.ASSUMPTION


def test_d_is_the_day_of_resolution_1484(bunia: tuple[Entity, ...]) -> None:
    (plan,) = of_type(bunia, Plan)
    assert plan.d_date == date(2003, 5, 30)
    assert plan.d_date + timedelta(days=MANDATE_ENDS) == date(2003, 9, 1)
    assert plan.d_date + timedelta(days=LAST_HELP) == date(2003, 9, 15)
    assert plan.d_date + timedelta(days=LAUNCH) == date(2003, 6, 12)


def test_authorities_begin_and_end_on_their_days(bunia: tuple[Entity, ...]) -> None:
    periods = {a.name: (a.from_when, a.to_when) for a in of_type(bunia, Authority)}
    assert periods["UNSCR 1484"] == (Day(0), Day(MANDATE_ENDS))
    assert periods["UNSCR 1493"] == (Day(59), None)
    assert periods["UNSCR 1501"] == (Day(88), Day(LAST_HELP))
    assert periods["UNSCR 1484, then 1501"] == (Day(0), Day(LAST_HELP))


def test_ugandas_consent_is_assumed_between_the_talks_and_the_landing(
    bunia: tuple[Entity, ...],
) -> None:
    consent = next(p for p in of_type(bunia, AccessPermit) if "Uganda" in p.name)
    assert consent.basis is Basis.ASSUMPTION
    assert isinstance(consent.from_when, Day)
    assert 3 < consent.from_when.number <= 7


def test_first_elements_are_usable_seven_days_after_the_resolution(
    usable_days: dict[str, int],
) -> None:
    assert usable_days["FRA-01"] == usable_days["FRA-02"] == usable_days["FRA-03"] == 7


def test_only_france_and_aid_agencies_can_come_before_the_launch_decision(
    bunia: tuple[Entity, ...], usable_days: dict[str, int]
) -> None:
    on_the_spot = {offer.code for offer in of_type(bunia, Offer) if offer.state == "in_theatre"}
    early = {code for code, day in usable_days.items() if day <= LAUNCH} - on_the_spot
    assert {code.partition("-")[0] for code in early} == {"FRA", "UNICEF", "WFP", "ICRC"}


def test_each_offer_that_must_be_decided_has_its_own_path(bunia: tuple[Entity, ...]) -> None:
    with_steps = {step.offer for step in of_type(bunia, DecisionStep)}
    without = [o.code for o in of_type(bunia, Offer) if o.id not in with_steps]
    assert without == ["URY-01", "MONUC-03"]


def test_troops_in_bunia_add_up_to_what_the_press_counted(bunia: tuple[Entity, ...]) -> None:
    french = offers_of(bunia, "XXX-IEF-01", "FRA")
    assert sum(known(offer.quantity) for offer in french) == 1000
    for code in ("BEL-01", "ZAF-02"):
        (offer,) = offers_of(bunia, "XXX-IEF-01", code)
        assert (offer.quantity.value, offer.quantity.basis) == (6, Basis.SOURCED)


def test_the_brigade_has_2500_in_place_by_the_middle_of_september(
    bunia: tuple[Entity, ...], usable_days: dict[str, int]
) -> None:
    parts = offers_of(bunia, "XXX-UNT-01", "BGD", "PAK", "NPL", "MONUC")
    in_place = [o for o in parts if usable_days[o.code] <= LAST_HELP]
    assert sum(known(offer.quantity) for offer in in_place) == 2500
    assert sum(known(offer.quantity) for offer in parts) == 4800


def test_uruguays_battalion_may_not_be_counted_as_protection(bunia: tuple[Entity, ...]) -> None:
    (offer,) = offers_of(bunia, "XXX-UNT-01", "URY")
    (caveat,) = (c for c in of_type(bunia, Caveat) if c.offer == offer.id)
    assert (caveat.effect, caveat.scope_task) == ("forbids", "protect civilians")
    guarded = {r.task_type for r in of_type(bunia, Requirement) if r.type == offer.type}
    assert guarded == {"guard", "protect civilians"}


def test_a_successor_thirty_days_late_leaves_days_without_protection(
    bunia: tuple[Entity, ...], usable_days: dict[str, int]
) -> None:
    (need,) = (r for r in of_type(bunia, Requirement) if r.code == "R-18")
    least = need.minimum_share * known(need.quantity)
    parts = offers_of(bunia, "XXX-UNT-01", "BGD", "PAK", "NPL", "MONUC")

    def able_from(slip: int) -> int:
        return next(
            day
            for day in range(need.from_day, need.to_day)
            if sum(known(o.quantity) for o in parts if usable_days[o.code] + slip <= day) >= least
        )

    assert able_from(0) <= MANDATE_ENDS
    late = able_from(30)
    assert late > LAST_HELP
    (said,) = (a for a in of_type(bunia, Assumption) if a.number == "A5")
    assert (
        f"from D+{LAST_HELP} to D+{late - 1}, {late - LAST_HELP} days" in said.consequence_if_false
    )


def test_the_latest_day_to_name_the_successor_follows_from_its_offer(
    bunia: tuple[Entity, ...],
) -> None:
    offer = next(o for o in of_type(bunia, Offer) if o.code == "BGD-02")
    point = next(p for p in of_type(bunia, DecisionPoint) if p.name == "Who succeeds")
    # Less than a day of queue on the airfield makes it one day earlier.
    assert point.latest_day == MANDATE_ENDS - lead_days(offer) - 1


def test_assumed_strengths_are_never_called_sourced(bunia: tuple[Entity, ...]) -> None:
    sourced = {
        offer.code: offer.quantity.confidence
        for offer in of_type(bunia, Offer)
        if offer.quantity.basis is Basis.SOURCED
    }
    assert sourced == {"BEL-01": Confidence.LOW, "ZAF-02": Confidence.LOW}


def test_phases_cover_the_plan_without_a_break(bunia: tuple[Entity, ...]) -> None:
    phases = of_type(bunia, Phase)
    assert phases[0].from_day == 0
    for before, after in pairwise(phases):
        assert before.to_day == after.from_day
    assert phases[-1].to_day == max(r.to_day for r in of_type(bunia, Requirement))


def test_every_partner_brings_something_and_has_its_own_colour(
    bunia: tuple[Entity, ...],
) -> None:
    partners = of_type(bunia, Partner)
    assert {offer.partner for offer in of_type(bunia, Offer)} == {p.id for p in partners}
    assert sorted(p.colour or 0 for p in partners) == list(range(1, len(partners) + 1))


def test_the_largest_contributors_have_the_twelve_colours_that_differ_most(
    bunia: tuple[Entity, ...],
) -> None:
    people = {partner.id: 0.0 for partner in of_type(bunia, Partner)}
    types = {one.id: one for one in of_type(bunia, CapabilityType)}
    for offer in of_type(bunia, Offer):
        own = types.get(offer.type)
        each = offer.personnel.value or (own.personnel.value if own else None) or 0.0
        people[offer.partner] += (offer.quantity.value or 0.0) * each
    largest = sorted(people, key=lambda one: -people[one])[:12]
    colours = {partner.id: partner.colour for partner in of_type(bunia, Partner)}
    assert sorted(colours[one] or 0 for one in largest) == list(range(1, 13))


def test_the_case_brings_its_workspace_and_written_sections(bunia: tuple[Entity, ...]) -> None:
    (workspace,) = of_type(bunia, Workspace)
    assert (workspace.name, workspace.case, workspace.base_currency) == (
        "Bunia 2003",
        "bunia-2003",
        "USD",
    )
    sections = {text.section for text in of_type(bunia, PlanText) if text.text}
    assert {"2", "3", "5", "6", "7", "9"} <= sections
