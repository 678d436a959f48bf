"""Whatever is edited: undone it is as before, redone it is as after; the check agrees."""

import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisisplanner.domain.changes import Change, Create, Remove, Update
from crisisplanner.domain.days import Day
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.markings import TLP_LEVELS, Marking
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import DecisionStep, Offer
from crisisplanner.domain.register import Place
from crisisplanner.domain.terms import OfferState
from crisisplanner.storage.workspace import WorkspaceFile
from tests.storage.workspaces import AUTHOR, OTHER_AUTHOR, Counting, Desk, everything

EDIT = message("edit")
WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
OFFER_IDS = st.sampled_from(["offer-fra", "offer-swe", "o1", "o2"])
PARTNER_IDS = st.sampled_from(["fra", "civ", "swe", "nobody"])
STEP_IDS = st.sampled_from(["step", "s1", "s2"])
PLACE_IDS = st.sampled_from(["bunia", "p1"])

STARTS = st.none() | st.integers(-400, 0).map(Day) | st.dates(date(1990, 1, 1), date(2010, 1, 1))
ENDS = st.none() | st.integers(0, 400).map(Day) | st.dates(date(2010, 1, 1), date(2040, 1, 1))


@st.composite
def figures(draw: st.DrawFn, unit: str) -> Figure:
    """Make figures, unknown ones too."""
    value = draw(st.none() | st.integers(0, 500) | st.integers(0, 500).map(float))
    return Figure(value, unit, basis=draw(st.sampled_from(Basis)), source=draw(WORDS))


def offer_fields() -> st.SearchStrategy[dict[str, object]]:
    """Make some new values of an offer's fields, faulty ones too."""
    return st.fixed_dictionaries(
        {},
        optional={
            "code": WORDS,
            "description": st.none() | WORDS,
            "quantity": figures("unit"),
            "notice": figures("d"),
            "state": st.sampled_from(OfferState),
            "partner": PARTNER_IDS,
            "origin": st.none() | PLACE_IDS,
            "available_from": STARTS,
            "available_to": ENDS,
            "divisible": st.just(value=True),
            "marking": st.none() | st.builds(Marking, st.sampled_from(TLP_LEVELS), handling=WORDS),
        },
    )


def step_fields() -> st.SearchStrategy[dict[str, object]]:
    """Make some new values of a decision step's fields."""
    return st.fixed_dictionaries(
        {},
        optional={"name": WORDS, "after": st.lists(STEP_IDS, max_size=2).map(tuple)},
    )


def changes() -> st.SearchStrategy[Change]:
    """Make any change of offers, steps, places and partners, impossible ones too."""
    offer = Offer(id="", partner="fra", type="inf", quantity=Figure(1, "unit"), divisible=True)
    step = DecisionStep(id="", offer="offer-fra", name="Council", duration=Figure(1, "d"))
    return st.one_of(
        st.builds(lambda id_, f: Update("offer", id_, f), OFFER_IDS, offer_fields()),
        st.builds(lambda id_, f: Update("decision_step", id_, f), STEP_IDS, step_fields()),
        st.builds(lambda id_, f: Create(replace(offer, id=id_, **f)), OFFER_IDS, offer_fields()),
        st.builds(lambda id_, o: Create(replace(step, id=id_, offer=o)), STEP_IDS, OFFER_IDS),
        st.builds(lambda id_: Create(Place(id=id_, name="New")), PLACE_IDS),
        st.builds(lambda id_: Remove("offer", id_), OFFER_IDS),
        st.builds(lambda id_: Remove("decision_step", id_), STEP_IDS),
        st.builds(lambda id_: Remove("place", id_), PLACE_IDS),
        st.builds(lambda id_: Remove("partner", id_), PARTNER_IDS),
    )


@pytest.fixture(scope="module")
def closed_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a workspace once, for each example to copy."""
    desk = Desk(tmp_path_factory.mktemp("closed"))
    desk.create_with_content().close()
    return desk.path


def open_a_copy(folder: Path, closed_file: Path) -> WorkspaceFile:
    """Open a copy of the closed workspace."""
    desk = Desk(folder, new_id=Counting("new"))
    shutil.copy(closed_file, desk.path)
    return desk.open()


GROUPS = st.lists(st.lists(changes(), min_size=1, max_size=4), max_size=8)


def write_what_can_be(workspace: WorkspaceFile, groups: Sequence[Sequence[Change]]) -> int:
    """Write the groups that are not refused; gives how many left a group."""
    before = workspace.position()
    for group in groups:
        # Where one spoils the group, the others still get their turn.
        for part in (group, *([change] for change in group)):
            with suppress(CrisisPlannerError):
                workspace.write(EDIT, part, author=AUTHOR)
                if part is group:
                    break
    return workspace.position() - before


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(GROUPS)
def test_any_edits_then_all_undos_give_the_first_state_and_redos_the_last(
    closed_file: Path, groups: list[list[Change]]
) -> None:
    with TemporaryDirectory() as folder, open_a_copy(Path(folder), closed_file) as workspace:
        first = everything(workspace)
        n_groups = write_what_can_be(workspace, groups)
        last = everything(workspace)
        assert workspace.check() == ()
        for _ in range(n_groups):
            workspace.undo(AUTHOR)
        assert everything(workspace) == first
        assert workspace.undoable(AUTHOR) is None
        assert workspace.check() == ()
        for _ in range(n_groups):
            workspace.redo(AUTHOR)
        assert everything(workspace) == last
        assert workspace.redoable(AUTHOR) is None
        assert workspace.check() == ()


VERBS = st.lists(
    st.tuples(
        st.sampled_from([AUTHOR, OTHER_AUTHOR]),
        st.sampled_from(["undo", "redo", "take back"])
        | st.lists(changes(), min_size=1, max_size=2),
        st.integers(1, 12),
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VERBS)
def test_two_people_may_edit_undo_and_take_back_in_any_order(
    closed_file: Path, verbs: list[tuple[str, str | list[Change], int]]
) -> None:
    with TemporaryDirectory() as folder, open_a_copy(Path(folder), closed_file) as workspace:
        for author, verb, position in verbs:
            before, groups = everything(workspace), workspace.position()
            try:
                if verb == "undo":
                    workspace.undo(author)
                elif verb == "redo":
                    workspace.redo(author)
                elif isinstance(verb, str):
                    group = next(iter(workspace.groups(1, before=position + 1)))
                    workspace.take_back(group.id, author)
                else:
                    workspace.write(EDIT, verb, author=author)
            except CrisisPlannerError:
                assert (everything(workspace), workspace.position()) == (before, groups)
        assert workspace.check() == ()
