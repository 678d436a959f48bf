"""What belongs to a thing: added, changed and removed in one step of the history each."""

import pytest

from crisisplanner.domain.actors import Institution
from crisisplanner.domain.days import Day
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.offers import Caveat, Commitment, DecisionStep, Offer
from crisisplanner.domain.plans import Phase, Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services import editing
from crisisplanner.services.parts import (
    add_part,
    change_part,
    decision_days,
    decision_path,
    in_order,
    may_come_before,
    remove_part,
)
from crisisplanner.services.session import Session
from crisisplanner.wording.catalogue import Wording


@pytest.fixture
def offer(bunia: Session) -> Offer:
    """Give an offer on which nothing has to be decided."""
    return next(o for o in bunia.all(Offer) if not bunia.select(DecisionStep, offer=o.id))


def step(
    name: str, days: float | None, *after: str, begins_on: int | None = None, offer: str = "x"
) -> DecisionStep:
    """Make a step whose id is its name."""
    return DecisionStep(
        id=name,
        name=name,
        offer=offer,
        duration=Figure(days, "d"),
        after=after,
        begins_on=None if begins_on is None else Day(begins_on),
    )


def test_steps_that_wait_add_up_and_others_run_side_by_side(bunia: Session) -> None:
    assert decision_days(bunia, [step("a", 3), step("b", 4, "a"), step("c", 5)]) == 7
    assert decision_days(bunia, [step("a", 3, begins_on=6)]) == 9
    assert decision_days(bunia, []) == 0


def test_the_days_of_a_path_are_not_known_if_those_of_a_step_are_not(bunia: Session) -> None:
    assert decision_days(bunia, [step("a", 3), step("b", None)]) is None
    assert decision_days(bunia, [step("a", 3, "b"), step("b", 3, "a")]) is None


def test_an_unknown_step_takes_the_usual_days_of_its_institution(bunia: Session) -> None:
    known = next(i for i in bunia.all(Institution) if i.decision_days.value is not None)
    waits = DecisionStep(
        id="a", name="a", offer="x", institution=known.id, duration=Figure(None, "d")
    )
    assert decision_days(bunia, [waits]) == known.decision_days.value


def test_an_offers_own_path_stands_in_place_of_its_partners(bunia: Session, offer: Offer) -> None:
    partners = DecisionStep(id="p", name="p", partner=offer.partner, duration=Figure(9, "d"))
    editing.create_entity(bunia, partners)
    assert decision_path(bunia, offer) == (partners,)
    own = step("a", 3, offer=offer.id)
    add_part(bunia, offer, own)
    assert decision_path(bunia, offer) == (own,)


def test_steps_are_put_behind_what_they_wait_for() -> None:
    steps = [step("c", 1, "b"), step("b", 1, "a"), step("a", 1), step("d", 1)]
    assert [one.id for one in in_order(steps)] == ["a", "d", "b", "c"]
    circle = [step("a", 1, "b"), step("b", 1, "a")]
    assert in_order(circle) == circle


def test_nothing_may_come_before_a_thing_that_waits_for_it(bunia: Session) -> None:
    steps = [step("a", 1), step("b", 1, "a"), step("c", 1, "b"), step("d", 1)]
    assert [one.id for one in may_come_before(steps, "after", steps[0])] == ["d"]
    assert [one.id for one in may_come_before(steps, "after", steps[2])] == ["a", "b", "d"]
    needs = bunia.all(Requirement)
    for need in needs:
        assert need not in may_come_before(needs, "prerequisites", need)


def test_removing_a_step_joins_the_ends_in_one_undoable_step(bunia: Session, offer: Offer) -> None:
    steps = [
        step("a", 1, offer=offer.id),
        step("b", 1, "a", offer=offer.id),
        step("c", 1, "b", offer=offer.id),
    ]
    for one in steps:
        add_part(bunia, offer, one)
    remove_part(bunia, offer, steps[1])
    assert bunia.get(DecisionStep, "c").after == ("a",)
    editing.undo(bunia)
    assert [bunia.get(DecisionStep, one.id) for one in steps] == steps


def test_what_the_history_says_names_the_part_and_its_owner(bunia: Session, offer: Offer) -> None:
    words = Wording()

    def said() -> str:
        group = editing.next_undo(bunia)
        assert group is not None
        return words.message(group.what)

    commitment = Commitment(id="m", offer=offer.id, quantity=Figure(1, "unit"), where="Kosovo")
    add_part(bunia, offer, commitment)
    assert said().startswith("Added commitment Kosovo to ")
    nameless = Commitment(id="n", offer=offer.id, quantity=Figure(None, "unit"))
    add_part(bunia, offer, nameless)
    assert said().startswith("Added commitment to ")
    # A long text is no name; a cut one would stay behind when the text is erased for good.
    caveat = Caveat(id="c", offer=offer.id, text="No " + "very " * 40 + "long nights")
    add_part(bunia, offer, caveat)
    assert said().startswith("Added caveat to ")
    remove_part(bunia, offer, caveat)
    assert said().startswith("Removed caveat from ")


def test_a_typed_number_is_the_assumption_of_its_author_and_nothing_else_changes(
    bunia: Session, offer: Offer
) -> None:
    part = Commitment(
        id="m",
        offer=offer.id,
        quantity=Figure(1, "unit", basis=Basis.SOURCED, source="A letter"),
        where="Kosovo",
    )
    add_part(bunia, offer, part)
    assert change_part(bunia, offer, part, {"where": "Kosovo", "quantity": 1.0}) is None
    change_part(bunia, offer, part, {"quantity": 2.0})
    stored = bunia.get(Commitment, "m").quantity
    assert (stored.value, stored.basis, stored.source) == (2, Basis.ASSUMPTION, bunia.author)


def test_a_part_in_use_is_refused_with_its_uses(bunia: Session) -> None:
    plan = bunia.all(Plan)[0]
    used = next(p for p in bunia.select(Phase, plan=plan.id) if bunia.file.uses("phase", p.id))
    with pytest.raises(CrisisPlannerError) as refusal:
        remove_part(bunia, plan, used)
    assert refusal.value.messages[0].code in ("storage.in_use", "storage.in_use_widely")
    assert bunia.get(Phase, used.id) == used
