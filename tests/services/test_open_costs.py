"""Sums of money of which a part is not known: said as least amounts, everywhere."""

from __future__ import annotations

from datetime import date

import pytest

from crisisplanner.domain.changes import Create
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.money import Money
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plan_document import Bars, KeyFigures, Prose
from crisisplanner.domain.register import Rate
from crisisplanner.services import editing
from crisisplanner.services.matching import running
from crisisplanner.services.matching.match_view import MatchView, PlanFigures
from crisisplanner.services.matching.open_costs import NOTHING_OPEN
from crisisplanner.services.matching.replanning import compare_last_two
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.matching.view_reading import read_match
from crisisplanner.services.publishing import plan_document
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import find_plan


def match_plan(session: Session) -> MatchView:
    """Match the plan, adopt the result, and read it."""
    prepared = running.prepare_match(session, find_plan(session, None).id)
    running.adopt_match(session, prepared, solve_match(prepared.problem, MatchWish()))
    return read_match(session, find_plan(session, None).id).view


def figures_of(session: Session) -> PlanFigures:
    figures = match_plan(session).figures
    assert figures is not None
    return figures


@pytest.fixture
def guard(bunia: Session) -> Offer:
    """Give an offer that every plan of the case uses: the battalion that is there."""
    return next(
        offer for offer in bunia.all(Offer) if offer.quantity.value == 700 and offer.state.value
    )


def price_in_euro(session: Session, offer: Offer) -> None:
    editing.change_field(
        session, Offer.KIND, offer.id, "mobilisation_cost", Figure(5_000.0, "money")
    )
    editing.change_field(session, Offer.KIND, offer.id, "currency", "EUR")


def test_a_plan_whose_costs_are_all_known_has_a_whole_sum(bunia: Session) -> None:
    assert figures_of(bunia).open_costs == NOTHING_OPEN


def test_an_unknown_cost_makes_the_sum_a_least_amount(bunia: Session, guard: Offer) -> None:
    whole = figures_of(bunia)
    editing.change_field(bunia, Offer.KIND, guard.id, "mobilisation_cost", Figure(None, "money"))
    view = match_plan(bunia)
    figures = view.figures
    assert figures is not None
    assert len(figures.open_costs.offers) == 1
    assert figures.open_costs.partners == {guard.partner}
    assert figures.open_costs.currencies == ()
    assert figures.cost <= whole.cost
    # Two sums of which one is a least amount have no difference to show.
    assert view.changes.cost is None


def test_a_price_without_a_rate_is_not_counted_as_nothing(bunia: Session, guard: Offer) -> None:
    figures_of(bunia)
    price_in_euro(bunia, guard)
    figures = figures_of(bunia)
    assert figures.open_costs.currencies == ("EUR",)
    comparison = compare_last_two(bunia, find_plan(bunia, None).id)
    assert comparison is not None
    assert (comparison.is_least_before, comparison.is_least_after) == (False, True)


def test_a_rate_brings_the_price_into_the_sum(bunia: Session, guard: Offer) -> None:
    price_in_euro(bunia, guard)
    without = figures_of(bunia)
    rate = Rate(id=bunia.outside.new_id(), currency="EUR", per_base=0.85, as_of=date(2003, 5, 30))
    bunia.write(message("plan.none"), [Create(rate)])
    figures = figures_of(bunia)
    assert figures.open_costs == NOTHING_OPEN
    assert figures.cost > without.cost


def test_the_document_prints_a_least_amount_and_what_is_missing(
    bunia: Session, guard: Offer
) -> None:
    price_in_euro(bunia, guard)
    figures = figures_of(bunia)
    document = plan_document(bunia, find_plan(bunia, None).id)
    said = [
        block.text
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Prose)
    ]
    total = next(
        one for one in said if isinstance(one, Message) and one.code == "document.total_cost"
    )
    least = message("document.at_least", cost=Money(figures.cost, figures.currency))
    assert total.params == (("total", least),)
    assert message("document.no_rate", currencies=("EUR",)) in said
    bars = next(
        block
        for section in document.sections
        if section.number == "19"
        for block in section.blocks
        if isinstance(block, Bars)
    )
    # Neither a bar nor a sum nor a share stands where nothing is known, but the name.
    [unnamed] = [
        one for one in said if isinstance(one, Message) and one.code == "document.note.without_bar"
    ]
    names = dict(unnamed.params)["names"]
    assert isinstance(names, tuple)
    assert names
    assert not set(names) & {bar.label for bar in bars.rows}
    assert all(bar.value for bar in bars.rows)


def test_the_summary_calls_the_sum_a_least_amount_in_its_label(
    bunia: Session, guard: Offer
) -> None:
    price_in_euro(bunia, guard)
    figures = figures_of(bunia)
    document = plan_document(bunia, find_plan(bunia, None).id)
    [said] = [
        one
        for section in document.sections
        for block in section.blocks
        if isinstance(block, KeyFigures)
        for one in block.figures
        if one.label == message("document.figure.cost_at_least")
    ]
    assert said.figure == Money(figures.cost, figures.currency)
