"""New partners get a colour that they keep, the largest contributors the first ones."""

from __future__ import annotations

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.changes import Create, Update
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Offer
from crisisplanner.services.session import Session

NORWAY, DENMARK = (Partner(id=name, code=name, name=name) for name in ("Norway", "Denmark"))


def test_those_who_bring_most_get_the_smallest_free_numbers(empty: Session) -> None:
    kind = empty.all(CapabilityType)[0].id
    offers = (
        Offer(id="n", code="N", partner="Norway", type=kind, quantity=Figure(40, "unit")),
        Offer(id="d", code="D", partner="Denmark", type=kind, quantity=Figure(5, "unit")),
    )
    known = Partner(id="known", code="KNO", name="Known", colour=1)
    empty.write(message("value.yes"), [Create(known)])
    empty.write(message("value.yes"), [Create(one) for one in (DENMARK, NORWAY, *offers)])
    assert {one.name: one.colour for one in empty.all(Partner)} == {
        "Known": 1,
        "Norway": 2,
        "Denmark": 3,
    }


def test_a_partner_keeps_its_colour(empty: Session) -> None:
    empty.write(message("value.yes"), [Create(NORWAY)])
    empty.write(message("value.yes"), [Update(Partner.KIND, "Norway", {"retired": True})])
    empty.write(message("value.yes"), [Create(DENMARK)])
    assert empty.get(Partner, "Norway").colour == 1
    assert empty.get(Partner, "Denmark").colour == 2
