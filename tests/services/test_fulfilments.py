"""Suggested probabilities on real workspaces: taken by a person, in one step, never over a judgement."""

from __future__ import annotations

from datetime import date

import pytest

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.requests import Fulfilment
from crisisplanner.services import editing, fulfilments
from crisisplanner.services.session import Session


@pytest.fixture
def partner(bunia: Session) -> Partner:
    """Give the partner with the most offers, three of four promises kept."""
    offers = bunia.all(Offer)
    found = max(bunia.all(Partner), key=lambda p: sum(o.partner == p.id for o in offers))
    for number, delivered in enumerate((4.0, 4.0, 4.0, 0.0)):
        editing.create_entity(
            bunia,
            Fulfilment(
                id=f"f{number}",
                partner=found.id,
                occasion=f"Occasion {number}",
                promised=Figure(4, "unit"),
                delivered=Figure(delivered, "unit"),
                promised_for=date(2025, 1, 1 + number),
                delivered_on=date(2025, 1, 10),
            ),
        )
    return found


def offers_of(session: Session, partner: Partner) -> list[Offer]:
    return [o for o in session.select(Offer, partner=partner.id) if o.state.counts]


def test_the_suggestion_says_from_how_many_cases(bunia: Session, partner: Partner) -> None:
    record = fulfilments.record_of(bunia, partner.id)
    assert record.suggestion is not None
    assert (record.suggestion.n, record.suggestion.kept) == (4, 3)
    assert record.suggestion.probability.value == 0.67
    assert record.suggestion.probability.basis is Basis.ASSUMPTION
    assert [case.days_late for case in record.cases] == [6, 7, 8, 9]


def test_it_is_taken_in_one_step_and_given_back_by_one_undo(
    bunia: Session, partner: Partner
) -> None:
    own = offers_of(bunia, partner)
    judged = Figure(0.5, "1", source="Maya")
    editing.change_field(bunia, "offer", own[0].id, "probability", judged)
    for offer in own[1:]:
        editing.change_field(bunia, "offer", offer.id, "probability", None)
    fulfilments.take_suggestion(bunia, partner.id, "4 promises")
    values = [bunia.get(Offer, offer.id).probability.value for offer in own]
    assert values == [0.5, *[0.67] * (len(own) - 1)]
    again = fulfilments.record_of(bunia, partner.id)
    assert (again.n_open, again.n_judged) == (len(own) - 1, 1)
    bunia.file.undo(bunia.author)
    assert bunia.get(Offer, own[-1].id).probability.value is None


def test_without_a_case_there_is_nothing_to_take(bunia: Session, partner: Partner) -> None:
    other = next(p for p in bunia.all(Partner) if p.id != partner.id)
    with pytest.raises(CrisisPlannerError) as error:
        fulfilments.take_suggestion(bunia, other.id, "")
    assert error.value.messages[0].code == "fulfilment.no_cases"
