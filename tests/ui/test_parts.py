"""What belongs to a thing is added, changed and removed in its inspector; the file is read back."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crisisplanner.domain.actors import FocalPoint, Institution, Partner
from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import Entity
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.limits import Node
from crisisplanner.domain.offers import Caveat, Commitment, DecisionStep, Offer
from crisisplanner.domain.plans import Phase, Plan
from crisisplanner.domain.register import Place
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import AccessPermit, Authority, Crisis, Scenario
from crisisplanner.domain.terms import CaveatKind
from crisisplanner.services import editing
from crisisplanner.services.matching.freshness import freshness_of
from crisisplanner.services.matching.running import adopt_match, prepare_match
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import find_plan, open_workspace
from crisisplanner.ui.inspecting.change_dialog import ChangeDialog
from crisisplanner.ui.inspecting.field_form import Asked, FieldForm
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.tables.page import TablePage
from crisisplanner.ui.widgets.fields import AnyField, ChoiceField, LineField, TextField, TicksField
from crisisplanner.wording.catalogue import Wording
from tests.ui.conftest import settle

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
Form = NewThing | ChangeDialog


@pytest.fixture
def offer(session: Session) -> Offer:
    """Give an offer with a path of several decisions, one after the other."""
    owners = [step.offer for step in session.all(DecisionStep) if step.offer and step.after]
    return session.get(Offer, owners[0] or "")


@pytest.fixture
def page(window: MainWindow, offer: Offer, settled: Callable[[], None]) -> TablePage:
    """Open the offer in the inspector of its page."""
    return inspect(window, "offers", offer.id, settled)


def inspect(
    window: MainWindow, page_id: str, entity_id: str, settled: Callable[[], None]
) -> TablePage:
    """Open a thing in the inspector of its page."""
    window.show_page(page_id)
    settled()
    page = window.page(page_id)
    assert isinstance(page, TablePage)
    page.panel.go_to(entity_id)
    page.panel.opened.emit(entity_id)
    return page


def button(page: TablePage, name: str) -> QPushButton:
    """Find a button of the inspector by its name."""
    found = page.pane.findChild(QPushButton, name)
    assert isinstance(found, QPushButton), name
    return found


def has_button(page: TablePage, name: str) -> bool:
    """Tell whether the inspector has a button of that name."""
    return page.pane.findChild(QPushButton, name) is not None


def press(page: TablePage, name: str) -> Form:
    """Press a button that opens a form, by the keyboard."""
    pressed = button(page, name)
    pressed.setFocus()
    QTest.keyClick(pressed, KEY.Key_Space)
    dialogs = [d for d in page.window().findChildren(QDialog) if d.isVisible()]
    assert len(dialogs) == 1
    assert isinstance(dialogs[0], NewThing | ChangeDialog)
    return dialogs[0]


def hand_in(form: Form) -> None:
    """Press the form's own button."""
    QTest.mouseClick(form.act, LEFT)


def type_into(field: AnyField, text: str) -> None:
    """Type a text in place of what is there."""
    assert isinstance(field, LineField | TextField)
    field.selectAll()
    QTest.keyClick(field, KEY.Key_Delete)
    QTest.keyClicks(field, text)


def choose(field: AnyField, value: str) -> None:
    """Choose from a list."""
    assert isinstance(field, ChoiceField)
    field.choose(value)
    assert field.value() == value


def is_asked(form: Form, name: str) -> bool:
    """Tell whether the form shows a field."""
    return form.field(name).isVisible()


def fault_at(form: Form, name: str) -> str:
    """Read what is said to be wrong at a field."""
    return form.field(name).accessibleDescription()


def shown(page: TablePage) -> str:
    """Read all that the inspector says."""
    return all_texts(page.pane)


def says(page: TablePage, text: str) -> bool:
    """Tell whether the inspector says something."""
    return text in shown(page)


def all_texts(widget: QWidget) -> str:
    """Read all texts inside a widget."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def last_step(session: Session, words: Wording) -> str:
    """Name what Undo would take back."""
    group = editing.next_undo(session)
    assert group is not None
    return words.message(group.what)


def steps_of(session: Session, offer: Offer) -> tuple[DecisionStep, ...]:
    """List the offer's steps from the file."""
    return session.select(DecisionStep, offer=offer.id)


def test_a_step_is_added_after_others_and_undo_takes_it_back(
    window: MainWindow,
    page: TablePage,
    offer: Offer,
    session: Session,
    words: Wording,
    qtbot: QtBot,
) -> None:
    before = steps_of(session, offer)
    last = next(s for s in before if not any(s.id in other.after for other in before))
    institution = session.all(Institution)[0]
    form = press(page, f"add.decision_step.{offer.id}")
    type_into(form.field("name"), "Cabinet decides")
    choose(form.field("institution"), institution.id)
    type_into(form.field("duration"), "2 weeks")
    type_into(form.field("begins_on"), "D+3")
    after = form.field("after")
    assert isinstance(after, TicksField)
    assert set(after.ticks) == {step.id for step in before}
    QTest.mouseClick(after.ticks[last.id], LEFT)
    hand_in(form)
    made = next(s for s in steps_of(session, offer) if s not in before)
    assert (made.name, made.institution, made.after) == (
        "Cabinet decides",
        institution.id,
        (last.id,),
    )
    assert (made.duration.value, made.duration.basis) == (14, Basis.ASSUMPTION)
    assert made.duration.source == "Maya Diallo"
    assert made.begins_on == Day(3)
    assert last_step(session, words).startswith("Added decision step Cabinet decides to ")
    qtbot.waitUntil(lambda: "Cabinet decides" in shown(page))
    window.trigger("edit.undo")
    qtbot.waitUntil(lambda: steps_of(session, offer) == before)


def test_a_step_without_days_may_be_added_as_not_known(
    page: TablePage, offer: Offer, session: Session
) -> None:
    form = press(page, f"add.decision_step.{offer.id}")
    type_into(form.field("name"), "Cabinet decides")
    hand_in(form)
    made = next(s for s in steps_of(session, offer) if s.name == "Cabinet decides")
    assert made.duration.value is None


def test_enter_in_a_field_hands_the_form_in(
    page: TablePage, offer: Offer, session: Session
) -> None:
    form = press(page, f"add.commitment.{offer.id}")
    where = form.field("where")
    type_into(where, "Kosovo")
    QTest.keyClick(where, KEY.Key_Return)
    assert not form.isVisible()
    assert [c.where for c in session.select(Commitment, offer=offer.id)] == ["Kosovo"]


def test_a_form_says_in_place_what_is_missing_and_stores_nothing(
    page: TablePage, offer: Offer, session: Session
) -> None:
    before = session.file.position()
    form = press(page, f"add.decision_step.{offer.id}")
    type_into(form.field("duration"), "soon")
    hand_in(form)
    assert "Expected a value for Name" in fault_at(form, "name")
    assert "soon" in fault_at(form, "duration")
    assert form.isVisible()
    type_into(form.field("name"), "Cabinet decides")
    assert not fault_at(form, "name")
    QTest.keyClick(form, KEY.Key_Escape)
    assert session.file.position() == before


def test_a_step_can_wait_for_no_step_that_waits_for_it(
    page: TablePage, offer: Offer, session: Session
) -> None:
    steps = steps_of(session, offer)
    first = next(step for step in steps if not step.after)
    behind = {s.id for s in steps if first.id in s.after}
    form = press(page, f"change.decision_step.{first.id}")
    assert form.form is not None
    shown_steps = form.field("after") if form.form.has("after") else None
    offered = set(shown_steps.ticks) if isinstance(shown_steps, TicksField) else set()
    assert behind
    assert not offered & (behind | {first.id})
    form.reject()


def test_changing_a_name_keeps_the_source_of_the_days(
    page: TablePage, offer: Offer, session: Session, words: Wording
) -> None:
    step = next(s for s in steps_of(session, offer) if s.duration.source)
    form = press(page, f"change.decision_step.{step.id}")
    type_into(form.field("name"), "Another name")
    hand_in(form)
    assert session.get(DecisionStep, step.id) == replace(step, name="Another name")
    assert last_step(session, words).startswith("Changed decision step ")


def test_a_retired_institution_stays_in_the_form_of_its_step(
    page: TablePage, offer: Offer, session: Session
) -> None:
    step = next(s for s in steps_of(session, offer) if s.institution)
    assert step.institution is not None
    editing.retire_entity(session, "institution", step.institution)
    form = press(page, f"change.decision_step.{step.id}")
    institution = form.field("institution")
    assert isinstance(institution, ChoiceField)
    assert institution.currentText() == session.get(Institution, step.institution).label()
    type_into(form.field("name"), "Another name")
    hand_in(form)
    assert session.get(DecisionStep, step.id) == replace(step, name="Another name")


def test_a_form_that_changed_nothing_makes_no_step(
    page: TablePage, offer: Offer, session: Session
) -> None:
    before = session.file.position()
    form = press(page, f"change.decision_step.{steps_of(session, offer)[0].id}")
    hand_in(form)
    assert session.file.position() == before
    assert not form.isVisible()


def test_removing_a_step_joins_what_stood_around_it(
    page: TablePage, offer: Offer, session: Session, words: Wording
) -> None:
    steps = steps_of(session, offer)
    by_id = {step.id: step for step in steps}
    last = next(s for s in steps if any(by_id[one].after for one in s.after))
    middle = by_id[last.after[0]]
    QTest.mouseClick(button(page, f"remove.decision_step.{middle.id}"), LEFT)
    assert session.find(DecisionStep, middle.id) is None
    assert session.get(DecisionStep, last.id).after == middle.after
    assert last_step(session, words).startswith(f"Removed decision step {middle.name} from ")
    editing.undo(session)
    assert set(steps_of(session, offer)) == set(steps)


def test_the_form_of_a_caveat_asks_what_its_effect_needs(page: TablePage, offer: Offer) -> None:
    form = press(page, f"add.caveat.{offer.id}")
    scope = {"scope_place", "scope_task", "scope_phase", "scope_partner", "scope_crisis"}
    expected = {
        CaveatKind.FORBIDS: {"only_place", *scope},
        CaveatKind.CAPS: {"quantity", *scope},
        CaveatKind.NEEDS: {"authority", *scope},
        CaveatKind.DELAYS: {"delay", *scope},
        CaveatKind.TO_BE_JUDGED: set(),
    }
    asked_by_some = {"quantity", "authority", "delay", "only_place", *scope}
    for effect, fields in expected.items():
        choose(form.field("effect"), effect.value)
        assert {name for name in asked_by_some if is_asked(form, name)} == fields, effect
    form.reject()


@pytest.mark.parametrize(
    ("effect", "field"),
    [("caps", "quantity"), ("needs", "authority"), ("delays", "delay")],
)
def test_a_caveat_without_what_its_effect_needs_is_refused_at_that_field(
    page: TablePage, offer: Offer, session: Session, effect: str, field: str
) -> None:
    before = session.file.position()
    form = press(page, f"add.caveat.{offer.id}")
    choose(form.field("effect"), effect)
    hand_in(form)
    assert "choose another effect" in fault_at(form, field)
    assert session.file.position() == before
    form.reject()


def test_a_caveat_forbids_a_place_from_a_day(
    page: TablePage, offer: Offer, session: Session, qtbot: QtBot
) -> None:
    place = session.all(Place)[0]
    form = press(page, f"add.caveat.{offer.id}")
    type_into(form.field("text"), "Not in the north")
    choose(form.field("effect"), "forbids")
    choose(form.field("scope_place"), place.id)
    type_into(form.field("from_when"), "D+9")
    hand_in(form)
    made = next(c for c in session.select(Caveat, offer=offer.id) if c.text == "Not in the north")
    assert (made.effect, made.scope_place) == (CaveatKind.FORBIDS, place.id)
    assert (made.from_when, made.to_when) == (Day(9), None)
    qtbot.waitUntil(lambda: f"forbidden: at {place.name}, from D+9" in shown(page))


def test_a_changed_effect_empties_what_it_no_longer_needs(
    page: TablePage, offer: Offer, session: Session, qtbot: QtBot
) -> None:
    authority = session.all(Authority)[0]
    caveat = Caveat(
        id="a-caveat",
        offer=offer.id,
        text="At most one",
        effect=CaveatKind.CAPS,
        quantity=Figure(1, "unit"),
    )
    editing.create_entity(session, caveat)
    qtbot.waitUntil(lambda: has_button(page, "change.caveat.a-caveat"))
    form = press(page, "change.caveat.a-caveat")
    choose(form.field("effect"), "needs")
    choose(form.field("authority"), authority.id)
    hand_in(form)
    stored = session.get(Caveat, "a-caveat")
    assert (stored.effect, stored.authority) == (CaveatKind.NEEDS, authority.id)
    assert stored.quantity.value is None


def test_an_end_before_the_start_is_said_at_the_end(
    page: TablePage, offer: Offer, session: Session
) -> None:
    form = press(page, f"add.commitment.{offer.id}")
    type_into(form.field("where"), "Kosovo")
    type_into(form.field("quantity"), "1")
    type_into(form.field("from_when"), "D+9")
    type_into(form.field("to_when"), "D+7")
    hand_in(form)
    assert "Enter a later end" in fault_at(form, "to_when")
    type_into(form.field("to_when"), "D+12")
    hand_in(form)
    made = next(c for c in session.select(Commitment, offer=offer.id) if c.where == "Kosovo")
    assert (made.quantity.value, made.from_when, made.to_when) == (1, Day(9), Day(12))


def test_the_keyboard_returns_to_where_it_was_after_a_change(
    page: TablePage, offer: Offer, session: Session, qtbot: QtBot
) -> None:
    step = steps_of(session, offer)[0]
    name = f"change.decision_step.{step.id}"
    form = press(page, name)
    type_into(form.field("name"), "Another name")
    form.act.setFocus()
    QTest.keyClick(form.act, KEY.Key_Space)
    qtbot.waitUntil(lambda: "Another name" in shown(page))
    held = page.window().focusWidget()
    assert held is not None
    assert held.objectName() == name


def test_after_a_removal_the_keyboard_is_on_adding(
    page: TablePage, offer: Offer, session: Session, qtbot: QtBot
) -> None:
    step = steps_of(session, offer)[0]
    removed = button(page, f"remove.decision_step.{step.id}")
    removed.setFocus()
    QTest.keyClick(removed, KEY.Key_Space)
    qtbot.waitUntil(lambda: not has_button(page, f"remove.decision_step.{step.id}"))
    held = page.window().focusWidget()
    assert held is not None
    assert held.objectName() == f"add.decision_step.{offer.id}"


def test_the_parts_are_reached_from_the_table_by_tab(page: TablePage, offer: Offer) -> None:
    page.panel.view.setFocus()
    passed = set()
    for _ in range(20):
        holder = QApplication.focusWidget()
        assert isinstance(holder, QWidget)
        passed.add(holder.objectName())
        QTest.keyClick(holder, KEY.Key_Tab)
    assert f"add.decision_step.{offer.id}" in passed


def test_what_holds_for_all_offers_of_a_partner_is_added_at_the_partner(
    window: MainWindow,
    page: TablePage,
    offer: Offer,
    session: Session,
    settled: Callable[[], None],
    qtbot: QtBot,
) -> None:
    partners = inspect(window, "partners", offer.partner, settled)
    for kind, field, text in (
        ("decision_step", "name", "Parliament decides"),
        ("caveat", "text", "No night flights"),
        ("focal_point", "name", "Zawadi Kahindo"),
    ):
        form = press(partners, f"add.{kind}.{offer.partner}")
        type_into(form.field(field), text)
        hand_in(form)
        qtbot.waitUntil(partial(says, partners, text))
    step = session.select(DecisionStep, partner=offer.partner)[0]
    assert (step.name, step.offer) == ("Parliament decides", None)
    assert session.select(FocalPoint, partner=offer.partner)[0].name == "Zawadi Kahindo"
    inspect(window, "offers", offer.id, settled)
    said = shown(page)
    assert "No night flights" in said
    assert not has_button(page, f"change.decision_step.{step.id}")
    # The offer has its own path, so its partner's does not count for it.
    assert "Parliament decides" not in said
    assert "only the steps above count" in said
    QTest.mouseClick(button(page, "partner.caveats"), LEFT)
    assert window.stack.current == "partners"
    assert partners.current_id() == offer.partner


def test_an_offer_without_steps_shows_its_partners_path_and_what_a_first_step_does(
    window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    bare = next(o for o in session.all(Offer) if not steps_of(session, o))
    step = DecisionStep(
        id="a-step", partner=bare.partner, name="Parliament decides", duration=Figure(9, "d")
    )
    editing.create_entity(session, step)
    page = inspect(window, "offers", bare.id, settled)
    said = shown(page)
    assert "Parliament decides" in said
    assert "only the offer's own steps count" in said


def test_the_plan_says_that_it_is_stale_when_a_part_of_an_offer_was_changed(
    window: MainWindow,
    page: TablePage,
    offer: Offer,
    session: Session,
    settled: Callable[[], None],
    qtbot: QtBot,
) -> None:
    plan = find_plan(session, None)
    prepared = prepare_match(session, plan.id)
    adopt_match(session, prepared, solve_match(prepared.problem, MatchWish()))
    settled()
    assert freshness_of(session, session.get(Plan, plan.id)).is_current
    form = press(page, f"add.caveat.{offer.id}")
    type_into(form.field("text"), "Not at all")
    choose(form.field("effect"), "forbids")
    hand_in(form)
    assert not freshness_of(session, session.get(Plan, plan.id)).is_current
    qtbot.waitUntil(lambda: "was matched before 1 change" in all_texts(window))


def test_a_phase_is_added_to_a_plan_and_one_in_use_is_explained_and_can_be_retired(
    window: MainWindow, session: Session, settled: Callable[[], None], qtbot: QtBot
) -> None:
    plan = session.all(Plan)[0]
    page = inspect(window, "plans", plan.id, settled)
    form = press(page, f"add.phase.{plan.id}")
    for name, text in (("name", "5 Leave"), ("from_day", "D+108"), ("to_day", "120")):
        type_into(form.field(name), text)
    hand_in(form)
    made = next(p for p in session.select(Phase, plan=plan.id) if p.name == "5 Leave")
    assert (made.from_day, made.to_day) == (108, 120)
    used = next(p for p in session.select(Phase, plan=plan.id) if session.file.uses("phase", p.id))
    qtbot.waitUntil(lambda: has_button(page, f"remove.phase.{made.id}"))
    QTest.mouseClick(button(page, f"remove.phase.{used.id}"), LEFT)
    assert session.find(Phase, used.id) == used
    assert window.error.isVisible()
    assert "is used" in window.error.headline.text()
    QTest.mouseClick(window.error.action, LEFT)
    assert session.get(Phase, used.id).retired
    back = f"bring_back.phase.{used.id}"
    qtbot.waitUntil(lambda: has_button(page, back))
    QTest.mouseClick(button(page, back), LEFT)
    assert session.get(Phase, used.id) == used


@pytest.mark.parametrize(
    ("page_id", "owner_type", "kinds"),
    [
        ("offers", Offer, ("decision_step", "caveat", "commitment")),
        ("partners", Partner, ("focal_point", "decision_step", "caveat")),
        (
            "plans",
            Plan,
            ("phase", "decision_point", "assumption", "lift_pool", "budget", "share_cap"),
        ),
        ("crises", Crisis, ("crisis_fact", "scenario", "authority")),
        ("nodes", Node, ("runway",)),
    ],
)
def test_every_part_of_a_thing_has_a_form_and_every_shown_one_can_be_changed(
    window: MainWindow,
    session: Session,
    settled: Callable[[], None],
    page_id: str,
    owner_type: type[Entity],
    kinds: tuple[str, ...],
) -> None:
    owner = session.all(owner_type)[0]
    page = inspect(window, page_id, owner.id, settled)
    for kind in kinds:
        form = press(page, f"add.{kind}.{owner.id}")
        assert isinstance(form, NewThing)
        form.reject()
    settled()
    names = [b.objectName() for b in page.pane.findChildren(QPushButton)]
    for name in [name for name in names if name.startswith("change.")][:12]:
        form = press(page, name)
        assert isinstance(form, ChangeDialog)
        form.reject()


def test_a_permit_is_added_to_a_scenario_in_the_inspector_of_its_crisis(
    window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    scenario = session.all(Scenario)[0]
    place = session.all(Place)[0]
    page = inspect(window, "crises", scenario.crisis, settled)
    form = press(page, f"add.access_permit.{scenario.id}")
    hand_in(form)
    assert fault_at(form, "place")
    type_into(form.field("name"), "Overflight")
    choose(form.field("place"), place.id)
    hand_in(form)
    permits = session.select(AccessPermit, place=place.id)
    assert any(permit.name == "Overflight" for permit in permits)


def test_who_only_reads_sees_the_parts_and_can_change_none(
    empty_window: MainWindow, workspace: Path, qtbot: QtBot
) -> None:
    with open_workspace(workspace, author="Somebody else") as writing:
        step = writing.all(DecisionStep)[0]
        assert step.offer is not None
        empty_window.open_path(workspace)
        qtbot.waitUntil(lambda: empty_window.room.session is not None)
        settled = partial(settle, empty_window, qtbot)
        page = inspect(empty_window, "offers", step.offer, settled)
        assert has_button(page, f"change.decision_step.{step.id}")
        assert not button(page, f"change.decision_step.{step.id}").isEnabled()
        assert button(page, f"add.caveat.{step.offer}").toolTip().endswith("you can read")
        empty_window.room.leave()


def test_the_conditions_of_a_requirement_are_ticked_and_never_in_a_circle(
    window: MainWindow, session: Session, settled: Callable[[], None], words: Wording
) -> None:
    need = next(n for n in session.all(Requirement) if n.prerequisites)
    first = session.get(Requirement, need.prerequisites[0])
    authority = session.all(Authority)[0]
    page = inspect(window, "requirements", first.id, settled)
    form = press(page, f"change.requirement.{first.id}")
    before, needs = form.field("prerequisites"), form.field("needs")
    assert isinstance(before, TicksField)
    assert isinstance(needs, TicksField)
    assert not {need.id, first.id} & set(before.ticks)
    # The list is long, so it is searched for what is ticked.
    n_listed = len(needs.ticks)
    type_into(needs.search, authority.name)
    visible = [tick for tick in needs.ticks.values() if tick.isVisible()]
    assert needs.ticks[authority.id] in visible
    assert len(visible) < n_listed
    was = authority.id in first.needs
    QTest.keyClick(needs.ticks[authority.id], KEY.Key_Space)
    hand_in(form)
    stored = session.get(Requirement, first.id)
    assert (authority.id in stored.needs) is not was
    assert replace(stored, needs=first.needs) == first
    assert last_step(session, words).startswith("Changed requirement ")


def test_the_authorities_that_an_offer_needs_are_ticked(
    page: TablePage, offer: Offer, session: Session, qtbot: QtBot
) -> None:
    authority = next(a for a in session.all(Authority) if a.id not in offer.needs)
    form = press(page, f"change.offer.{offer.id}")
    needs = form.field("needs")
    assert isinstance(needs, TicksField)
    QTest.keyClick(needs.ticks[authority.id], KEY.Key_Space)
    hand_in(form)
    assert authority.id in session.get(Offer, offer.id).needs
    qtbot.waitUntil(partial(says, page, authority.name))


def test_a_state_that_must_be_known_offers_no_not_known(page: TablePage, offer: Offer) -> None:
    form = press(page, f"add.caveat.{offer.id}")
    effect, confidence = form.field("effect"), form.field("category")
    assert isinstance(effect, ChoiceField)
    assert isinstance(confidence, ChoiceField)
    assert not effect.offers("")
    assert confidence.offers("")
    form.reject()


def test_another_thing_of_the_same_name_is_a_change(
    window: MainWindow, session: Session, settled: Callable[[], None], qtbot: QtBot
) -> None:
    first, second = (
        Institution(id=session.outside.new_id(), code=code, name="Council of Ministers")
        for code in ("ONE", "TWO")
    )
    for one in (first, second):
        editing.create_entity(session, one)
    step = replace(session.all(DecisionStep)[0], institution=first.id)
    editing.change_field(session, step.KIND, step.id, "institution", first.id)
    settled()
    form = FieldForm(window.context, DecisionStep, Asked((("institution",),)), step)
    qtbot.addWidget(form)
    assert form.entered() == {}
    editor = form.field("institution")
    assert isinstance(editor, ChoiceField)
    editor.choose(second.id)
    assert form.entered() == {"institution": second.id}
