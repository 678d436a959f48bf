"""The aims of a plan: kept with it, only those that can be had asked for, told by the match."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import Enabler
from crisisplanner.domain.changes import Create, Update
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.messages import message
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services.matching.plan_aims import (
    LATER_AIMS,
    PlanAims,
    aim_choices,
    aimed_wish,
    aims_of_plan,
    keep_aims,
)
from crisisplanner.services.matching.running import adopt_match, prepare_match
from crisisplanner.services.matching.solving import WINDOW_TOLERANCE, solve_match
from crisisplanner.services.matching.view_reading import read_match
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import find_plan


def why_not(session: Session, plan_id: str) -> dict[str, str]:
    offered = aim_choices(session, plan_id).choices
    return {one.aim: one.why_not.code for one in offered if one.why_not is not None}


def with_gdp(session: Session, n: int | None = None) -> None:
    """Give the first partners a GDP, or all of them."""
    changes = [
        Update(Partner.KIND, partner.id, {"gdp": replace(partner.gdp, value=1e12)})
        for partner in session.all(Partner)[:n]
    ]
    session.write(message("journal.create", kind="partner", title="X"), changes)


def with_enabler(session: Session, plan_id: str) -> None:
    """Let a requirement of the plan count only beside another one."""
    first, second = session.select(Requirement, plan=plan_id)[:2]
    enabler = Enabler(id="enabler", enabled_type=first.type, needs_type=second.type)
    session.write(message("journal.create", kind="enabler", title="X"), [Create(enabler)])


def test_coverage_alone_is_asked_for_until_a_person_chooses(bunia: Session) -> None:
    plan = find_plan(bunia, None)
    wish = aimed_wish(bunia, prepare_match(bunia, plan.id), plan.id)
    assert wish.aims == ("coverage",)
    assert wish.tolerance == WINDOW_TOLERANCE == 0.005
    assert [one.aim for one in aim_choices(bunia, plan.id).choices] == list(LATER_AIMS)


def test_the_order_and_the_tolerance_are_kept_with_the_plan_and_change_nothing_of_it(
    bunia: Session,
) -> None:
    plan, position = find_plan(bunia, None), bunia.file.position()
    keep_aims(bunia, plan.id, PlanAims(("partners", "cost"), 0.02))
    assert aims_of_plan(bunia, plan.id) == PlanAims(("partners", "cost"), 0.02)
    offered = aim_choices(bunia, plan.id)
    assert [one.aim for one in offered.choices if one.is_chosen] == ["partners", "cost"]
    assert offered.choices[0].aim == "partners"
    assert offered.tolerance == 0.02
    assert bunia.file.position() == position
    wish = aimed_wish(bunia, prepare_match(bunia, plan.id), plan.id)
    assert wish.aims == ("coverage", "partners", "cost")
    assert wish.tolerance == 0.02


def test_few_changes_need_a_plan_that_stands(bunia: Session) -> None:
    plan = find_plan(bunia, None)
    keep_aims(bunia, plan.id, PlanAims(("changes", "cost")))
    assert why_not(bunia, plan.id)["changes"] == "match_aims.why_not.changes"
    prepared = prepare_match(bunia, plan.id)
    assert aimed_wish(bunia, prepared, plan.id).aims == ("coverage", "cost")
    adopt_match(
        bunia, prepared, solve_match(prepared.problem, aimed_wish(bunia, prepared, plan.id))
    )
    assert "changes" not in why_not(bunia, plan.id)
    wish = aimed_wish(bunia, prepare_match(bunia, plan.id), plan.id)
    assert wish.aims == ("coverage", "changes", "cost")
    assert wish.keep


def test_fair_shares_need_a_gdp(bunia: Session) -> None:
    plan = find_plan(bunia, None)
    keep_aims(bunia, plan.id, PlanAims(("fairness", "cost")))
    assert why_not(bunia, plan.id)["fairness"] == "match_aims.why_not.fairness"
    assert aimed_wish(bunia, prepare_match(bunia, plan.id), plan.id).aims == ("coverage", "cost")
    with_gdp(bunia)
    assert "fairness" not in why_not(bunia, plan.id)
    wish = aimed_wish(bunia, prepare_match(bunia, plan.id), plan.id)
    assert wish.aims == ("coverage", "fairness", "cost")


def test_fair_shares_name_the_partners_without_a_gdp(bunia: Session) -> None:
    plan = find_plan(bunia, None)
    keep_aims(bunia, plan.id, PlanAims(("fairness",)))
    with_gdp(bunia, 1)
    with pytest.raises(CrisisPlannerError) as caught:
        aimed_wish(bunia, prepare_match(bunia, plan.id), plan.id)
    (said,) = caught.value.messages
    assert said.code == "match.partners_without_capacity"
    ids = {partner.id for partner in bunia.all(Partner)}
    named = said.values["partners"]
    assert isinstance(named, tuple)
    assert named
    assert not ids & set(map(str, named))


def test_robustness_is_offered_unless_a_requirement_needs_an_enabler(bunia: Session) -> None:
    plan = find_plan(bunia, None)
    keep_aims(bunia, plan.id, PlanAims(("robustness",)))
    assert "robustness" not in why_not(bunia, plan.id)
    wish = aimed_wish(bunia, prepare_match(bunia, plan.id), plan.id)
    assert wish.aims == ("coverage", "robustness")
    assert solve_match(prepare_match(bunia, plan.id).problem, wish).allocations
    with_enabler(bunia, plan.id)
    assert why_not(bunia, plan.id)["robustness"] == "match_aims.why_not.robustness"
    assert aimed_wish(bunia, prepare_match(bunia, plan.id), plan.id).aims == ("coverage",)


def test_improving_changes_least_first_then_takes_the_aims_in_their_order(bunia: Session) -> None:
    plan = find_plan(bunia, None)
    prepared = prepare_match(bunia, plan.id)
    adopt_match(
        bunia, prepared, solve_match(prepared.problem, aimed_wish(bunia, prepared, plan.id))
    )
    keep_aims(bunia, plan.id, PlanAims(("cost", "changes")))
    prepared = prepare_match(bunia, plan.id)
    wish = aimed_wish(bunia, prepared, plan.id, changes_least=True)
    assert wish.aims == ("coverage", "changes", "cost")
    assert aimed_wish(bunia, prepared, plan.id).aims == ("coverage", "cost", "changes")


def test_a_match_for_low_cost_costs_less_and_tells_what_was_asked(bunia: Session) -> None:
    plan = find_plan(bunia, None)
    prepared = prepare_match(bunia, plan.id)
    plain = solve_match(prepared.problem, aimed_wish(bunia, prepared, plan.id))
    keep_aims(bunia, plan.id, PlanAims(("cost",), 0.01))
    match = solve_match(prepared.problem, aimed_wish(bunia, prepared, plan.id))
    assert match.cost < plain.cost * 0.99
    assert match.weighted_coverage >= plain.weighted_coverage * 0.99 - 1e-6
    adopt_match(bunia, prepared, match)
    assert read_match(bunia, plan.id).view.aims == PlanAims(("cost",), 0.01)


def test_a_file_of_other_aims_keeps_those_that_are_known(bunia: Session) -> None:
    plan = find_plan(bunia, None)
    keep_aims(bunia, plan.id, replace(PlanAims(), later=("glory", "cost", "cost")))
    assert aims_of_plan(bunia, plan.id).later == ("cost",)
