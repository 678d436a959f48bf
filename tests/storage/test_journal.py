"""The journal: who did what; undo, redo and taking back; the check against the tables."""

from dataclasses import replace

import pytest

from crisisplanner.domain.changes import Create, Remove, Update
from crisisplanner.domain.errors import CrisisPlannerError, ErrorKind
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.offers import DecisionStep
from crisisplanner.domain.register import Place
from crisisplanner.storage.workspace import WorkspaceFile
from tests.storage.workspaces import AUTHOR, OTHER_AUTHOR, START, Desk, everything, offer

EDIT = message("journal.entity_changed", kind="", label="")


def set_code(workspace: WorkspaceFile, code: str, author: str = AUTHOR, why: str = "") -> Message:
    """Change the code of an offer."""
    what = message("journal.entity_changed", kind="offer", label=code)
    workspace.write(what, [Update("offer", "offer-fra", {"code": code})], author=author, why=why)
    return what


def set_notice(workspace: WorkspaceFile, days: float, author: str = AUTHOR) -> None:
    """Change the notice of an offer."""
    change = Update("offer", "offer-fra", {"notice": Figure(days, "d")})
    workspace.write(message("notice"), [change], author=author)


def test_a_group_says_what_was_done_by_whom_when_and_why(workspace: WorkspaceFile) -> None:
    what = set_code(workspace, "FRA-2", why="asked by phone")
    (group,) = workspace.groups_since(1)
    assert (group.what, group.author, group.why) == (what, AUTHOR, "asked by phone")
    assert group.at > START
    assert group.position == workspace.position() == 2


def test_an_entry_keeps_the_changed_fields_before_and_after(workspace: WorkspaceFile) -> None:
    set_notice(workspace, 9)
    (group,) = workspace.groups_since(1)
    (entry,) = workspace.entries(group.id)
    assert entry.before == {"notice": Figure(7, "d")}
    assert entry.after == {"notice": Figure(9, "d")}


def test_a_creation_keeps_no_second_copy_and_a_removal_keeps_the_row(
    workspace: WorkspaceFile,
) -> None:
    (first,) = workspace.groups_since(0)
    assert {(e.before, str(e.after)) for e in workspace.entries(first.id)} == {(None, "{}")}
    workspace.write(EDIT, [Remove("partner", "civ")], author=AUTHOR)
    (entry,) = workspace.entries(workspace.groups(limit=1)[0].id)
    assert entry.before is not None
    assert entry.before["name"] == "Côte d’Ivoire"
    assert entry.after is None


def test_the_history_of_a_thing_is_told_from_the_start(workspace: WorkspaceFile) -> None:
    set_code(workspace, "FRA-2")
    set_code(workspace, "FRA-3", OTHER_AUTHOR)
    told = [(group.author, entry.after) for group, entry in workspace.history("offer-fra")]
    assert told == [(AUTHOR, {}), (AUTHOR, {"code": "FRA-2"}), (OTHER_AUTHOR, {"code": "FRA-3"})]


def test_groups_are_listed_newest_first_by_pages(workspace: WorkspaceFile) -> None:
    for n in range(5):
        set_code(workspace, f"FRA-{n + 2}")
    page = workspace.groups(limit=2)
    assert [group.position for group in page] == [6, 5]
    assert [group.position for group in workspace.groups(limit=2, before=5)] == [4, 3]


def test_what_was_touched_since_a_position_is_told_by_kind(workspace: WorkspaceFile) -> None:
    set_code(workspace, "x")
    workspace.write(EDIT, [Create(Place(id="entebbe", name="Entebbe"))], author=AUTHOR)
    assert workspace.touched_since(1) == {"offer": {"offer-fra"}, "place": {"entebbe"}}
    assert workspace.touched_since(3) == {}


def test_undo_takes_back_the_newest_and_redo_brings_it_again(workspace: WorkspaceFile) -> None:
    what = set_code(workspace, "FRA-2")
    group, changes = workspace.undo(AUTHOR)
    assert group.what == what
    assert changes.kinds == {"offer"}
    assert offer(workspace).code == "FRA-1"
    undoing = workspace.groups(limit=1)[0]
    assert undoing.undoes == group.id
    assert undoing.what == message("journal.undo", what=what)
    again, _ = workspace.redo(AUTHOR)
    assert again == group
    assert offer(workspace).code == "FRA-2"
    assert workspace.check() == ()


def test_undo_goes_back_step_by_step_and_redo_forward(workspace: WorkspaceFile) -> None:
    for code in ("b", "c", "d"):
        set_code(workspace, code)
    seen = []
    for verb in (workspace.undo,) * 3 + (workspace.redo,) * 3 + (workspace.undo,) * 2:
        verb(AUTHOR)
        seen.append(offer(workspace).code)
    assert seen == ["c", "b", "FRA-1", "b", "c", "d", "c", "b"]
    assert workspace.check() == ()


def test_undo_of_a_removal_brings_back_the_thing_with_its_parts(workspace: WorkspaceFile) -> None:
    before = everything(workspace)
    workspace.write(EDIT, [Remove("offer", "offer-swe")], author=AUTHOR)
    workspace.undo(AUTHOR)
    assert everything(workspace) == before
    workspace.redo(AUTHOR)
    assert workspace.find("commitment", "elsewhere") is None
    assert workspace.check() == ()


def test_undo_of_a_creation_removes_the_thing(workspace: WorkspaceFile) -> None:
    workspace.write(EDIT, [Create(Place(id="entebbe", name="Entebbe"))], author=AUTHOR)
    workspace.undo(AUTHOR)
    assert workspace.find("place", "entebbe") is None
    workspace.redo(AUTHOR)
    assert workspace.get("place", "entebbe") == Place(id="entebbe", name="Entebbe")


def test_a_new_edit_ends_what_could_be_redone(workspace: WorkspaceFile) -> None:
    set_code(workspace, "b")
    workspace.undo(AUTHOR)
    set_code(workspace, "c")
    assert workspace.redoable(AUTHOR) is None
    with pytest.raises(CrisisPlannerError, match=r"journal\.nothing_to_redo"):
        workspace.redo(AUTHOR)


def test_the_creation_of_the_workspace_can_not_be_undone(workspace: WorkspaceFile) -> None:
    assert workspace.undoable(AUTHOR) is None
    with pytest.raises(CrisisPlannerError, match=r"journal\.nothing_to_undo"):
        workspace.undo(AUTHOR)
    (first,) = workspace.groups(limit=1)
    with pytest.raises(CrisisPlannerError, match=r"journal\.first_group"):
        workspace.take_back(first.id, AUTHOR)


def test_each_person_undoes_their_own(workspace: WorkspaceFile) -> None:
    set_code(workspace, "mine")
    set_notice(workspace, 20, OTHER_AUTHOR)
    workspace.undo(AUTHOR)
    assert offer(workspace).code == "FRA-1"
    assert offer(workspace).notice == Figure(20, "d")


def test_undo_is_refused_where_another_changed_the_same_later_and_names_it(
    workspace: WorkspaceFile,
) -> None:
    set_code(workspace, "mine")
    later = set_code(workspace, "theirs", OTHER_AUTHOR)
    with pytest.raises(CrisisPlannerError) as caught:
        workspace.undo(AUTHOR)
    assert caught.value.kind is ErrorKind.REFUSED
    (said,) = caught.value.messages
    assert said.code == "journal.touched_later"
    assert (said.values["later"], said.values["author"]) == (later, OTHER_AUTHOR)
    assert offer(workspace).code == "theirs"


def test_a_later_change_that_was_itself_taken_back_is_no_obstacle(
    workspace: WorkspaceFile,
) -> None:
    set_code(workspace, "mine")
    set_code(workspace, "theirs", OTHER_AUTHOR)
    workspace.undo(OTHER_AUTHOR)
    workspace.undo(AUTHOR)
    assert offer(workspace).code == "FRA-1"


def test_undo_reaches_back_to_the_opening_only(desk: Desk) -> None:
    with desk.create_with_content() as workspace:
        set_code(workspace, "b")
    with desk.open() as workspace:
        assert workspace.undoable(AUTHOR) is None
        group = workspace.groups(limit=1)[0]
        workspace.take_back(group.id, OTHER_AUTHOR)
        assert offer(workspace).code == "FRA-1"
        assert workspace.check() == ()


def test_an_older_group_is_taken_back_by_the_same_check(workspace: WorkspaceFile) -> None:
    set_code(workspace, "b")
    older = workspace.groups(limit=1)[0]
    set_notice(workspace, 20)
    taken, _ = workspace.take_back(older.id, OTHER_AUTHOR)
    assert taken == older
    assert (offer(workspace).code, offer(workspace).notice) == ("FRA-1", Figure(20, "d"))
    with pytest.raises(CrisisPlannerError, match=r"journal\.already_taken_back"):
        workspace.take_back(older.id, AUTHOR)
    workspace.undo(OTHER_AUTHOR)
    assert offer(workspace).code == "b"


def test_a_creation_is_not_taken_back_while_something_uses_it(workspace: WorkspaceFile) -> None:
    workspace.write(EDIT, [Create(Place(id="entebbe", name="Entebbe"))], author=AUTHOR)
    move = Update("offer", "offer-swe", {"origin": "entebbe"})
    workspace.write(EDIT, [move], author=OTHER_AUTHOR)
    with pytest.raises(CrisisPlannerError, match=r"storage\.in_use"):
        workspace.undo(AUTHOR)
    assert offer(workspace, "offer-swe").origin == "entebbe"


def test_a_creation_is_not_taken_back_over_a_part_that_another_added(
    workspace: WorkspaceFile,
) -> None:
    place = Place(id="entebbe", name="Entebbe")
    copy = offer(workspace)
    workspace.write(EDIT, [Create(place), Create(replace(copy, id="o2"))], author=AUTHOR)
    step = DecisionStep(id="s2", offer="o2", name="Council", duration=Figure(1, "d"))
    workspace.write(EDIT, [Create(step)], author=OTHER_AUTHOR)
    with pytest.raises(CrisisPlannerError, match=r"storage\.in_use"):
        workspace.undo(AUTHOR)
    assert workspace.find("decision_step", "s2") == step


def test_a_removal_is_not_taken_back_when_what_it_needs_is_gone(workspace: WorkspaceFile) -> None:
    workspace.write(EDIT, [Remove("offer", "offer-swe")], author=AUTHOR)
    workspace.write(EDIT, [Remove("partner", "swe")], author=OTHER_AUTHOR)
    with pytest.raises(CrisisPlannerError, match=r"storage\.points_nowhere"):
        workspace.undo(AUTHOR)
    assert workspace.check() == ()
