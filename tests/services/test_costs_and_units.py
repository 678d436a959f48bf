"""Costs that are not known in full are never written as a whole, and quantities have their unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.changes import Create, Update
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.levers import LeverKind
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.register import Rate
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import Crisis, Scenario
from crisisplanner.services.matching.lever_report import read_levers
from crisisplanner.services.matching.match_view import MatchView
from crisisplanner.services.matching.replanning import compare_last_two
from crisisplanner.services.matching.running import adopt_match, prepare_match
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.matching.view_reading import read_match
from crisisplanner.services.publishing import export_plan
from crisisplanner.services.session import Session
from crisisplanner.wording.catalogue import Wording
from tests.reporting.boxes import page_texts


def days(number: float) -> Figure:
    return Figure(number, "d")


@pytest.fixture
def hospital(empty: Session) -> Session:
    """Give a plan for two hospitals, and one offered; its mobilisation has no cost."""
    kind = next(t for t in empty.all(CapabilityType) if t.code == "M-MED-02")
    empty.write(
        message("value.yes"),
        [
            Create(Crisis(id="c", name="Somewhere")),
            Create(Scenario(id="s", crisis="c", name="Anything")),
            Create(Plan(id="p", scenario="s", title="Hospitals")),
            Create(Partner(id="n", code="NOR", name="Norway")),
            Create(
                Requirement(
                    id="r",
                    plan="p",
                    type=kind.id,
                    title="Hospitals",
                    quantity=Figure(2, "unit", low=1, high=3),
                    from_day=5,
                    to_day=30,
                )
            ),
            Create(
                Offer(
                    id="o",
                    partner="n",
                    type=kind.id,
                    code="N",
                    quantity=Figure(1, "unit"),
                    notice=days(7),
                    transit=days(5),
                    setup=days(2),
                    daily_cost=Figure(40_000, "money/d"),
                )
            ),
        ],
    )
    return empty


def match_plan(session: Session) -> MatchView:
    prepared = prepare_match(session, "p")
    adopt_match(session, prepared, solve_match(prepared.problem, MatchWish(gap=0)))
    return read_match(session, "p").view


def printed(session: Session, path: Path) -> str:
    export_plan(session, "p", path, words=Wording())
    return " ".join(" ".join(page_texts(path)).split()).replace("\u00a0", " ")


def test_a_cost_with_an_unknown_part_is_called_at_least(hospital: Session, tmp_path: Path) -> None:
    figures = match_plan(hospital).figures
    assert figures is not None
    assert figures.is_cost_at_least
    text = printed(hospital, tmp_path / "plan.pdf")
    assert "Total: at least" in text
    assert "so that the sums above are least amounts: the cost of" in text
    known = Figure(1000, "money")
    hospital.write(message("value.yes"), [Update(Offer.KIND, "o", {"mobilisation_cost": known})])
    figures = match_plan(hospital).figures
    assert figures is not None
    assert not figures.is_cost_at_least


def test_a_currency_without_a_rate_is_said_and_the_cost_called_at_least(hospital: Session) -> None:
    known = Figure(1000, "money")
    priced = {"mobilisation_cost": known, "currency": "EUR"}
    hospital.write(message("value.yes"), [Update(Offer.KIND, "o", priced)])
    view = match_plan(hospital)
    said = [Wording().message(one) for one in view.warnings]
    assert said == [
        (
            "There is no exchange rate for EUR, so the cost of N is left out of every sum: "
            "enter it under Settings, Exchange rates."
        )
    ]
    assert view.figures is not None
    assert view.figures.is_cost_at_least
    rate = Rate(id="rate", currency="EUR", per_base=0.9)
    hospital.write(message("value.yes"), [Create(rate)])
    view = match_plan(hospital)
    assert view.warnings == ()
    assert view.figures is not None
    assert view.figures.cost == pytest.approx((14 * 40_000 + 1000) / 0.9)
    assert not view.figures.is_cost_at_least


def test_the_paper_counts_in_the_unit_of_the_type_everywhere(
    hospital: Session, tmp_path: Path
) -> None:
    match_plan(hospital)
    text = printed(hospital, tmp_path / "plan.pdf")
    assert "2 hospitals (1 to 3)" in text
    assert "1 hospital" in text
    assert "2 units" not in text
    assert "1 unit" not in text


def test_the_paper_of_a_plan_with_one_gap_says_so_in_a_sentence(
    hospital: Session, tmp_path: Path
) -> None:
    match_plan(hospital)
    text = printed(hospital, tmp_path / "plan.pdf")
    assert "The plan’s one requirement is not covered." in text


def test_a_lever_is_not_hoped_to_bring_more_days_than_it_comes_sooner(hospital: Session) -> None:
    match_plan(hospital)
    _, report = read_levers(hospital, "p")
    (sooner,) = (one for one in report.levers if one.lever.kind is LeverKind.COME_SOONER)
    # One hospital of two, of 25 days as many as it comes sooner.
    assert sooner.lever.hoped_gain == pytest.approx(sooner.lever.amount / 25 / 2)


def test_a_lever_of_a_cause_counts_in_the_unit_of_the_type(hospital: Session) -> None:
    view = match_plan(hospital)
    gains = {
        Wording().message(cause.lever.gain)
        for need in view.needs
        for cause in need.causes
        if cause.lever is not None
    }
    assert gains == {"up to +1 hospital"}


def test_figures_entered_are_no_lever_where_what_is_known_is_late_already(
    hospital: Session,
) -> None:
    unknown = Figure(None, "d")
    hospital.write(
        message("value.yes"), [Update(Offer.KIND, "o", {"notice": days(65), "transit": unknown})]
    )
    (need,) = match_plan(hospital).needs
    causes = {cause.code: cause.lever for cause in need.causes}
    assert causes["unknown"] is None
    hospital.write(message("value.yes"), [Update(Offer.KIND, "o", {"notice": days(6)})])
    (need,) = match_plan(hospital).needs
    causes = {cause.code: cause.lever for cause in need.causes}
    assert causes["unknown"] is not None


def test_two_matches_whose_cost_is_known_in_part_are_not_compared_by_it(hospital: Session) -> None:
    match_plan(hospital)
    more = Figure(2, "unit")
    hospital.write(message("value.yes"), [Update(Offer.KIND, "o", {"quantity": more})])
    match_plan(hospital)
    comparison = compare_last_two(hospital, "p")
    assert (comparison.is_least_before, comparison.is_least_after) == (True, True)
    known = Figure(1000, "money")
    hospital.write(message("value.yes"), [Update(Offer.KIND, "o", {"mobilisation_cost": known})])
    match_plan(hospital)
    comparison = compare_last_two(hospital, "p")
    assert (comparison.is_least_before, comparison.is_least_after) == (True, False)
