"""Threads: pages are read in one while another writes; everyone sees whole edits only."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from crisisplanner.domain.changes import Create, Update
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import message
from crisisplanner.domain.register import Place
from crisisplanner.domain.table_query import Sort, TableQuery
from crisisplanner.storage import connections
from crisisplanner.storage.connections import Gate
from crisisplanner.storage.workspace import WorkspaceFile
from tests.storage.workspaces import AUTHOR, OTHER_AUTHOR, Desk, files_beside, offer

PLACES = TableQuery("place", ("name",), sort=(Sort("name"),))


def test_readers_see_whole_groups_while_another_thread_writes(workspace: WorkspaceFile) -> None:
    ended = threading.Event()

    def read() -> set[int]:
        seen = set()
        while not ended.is_set():
            ids = workspace.query_ids(PLACES)
            seen.add(len(ids))
            assert len(workspace.query_rows(PLACES, ids[:50])) == min(50, len(ids))
            assert (workspace.count("place") - 1) % 100 == 0
        return seen

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        for round_ in range(10):
            places = [Place(id=f"p{round_}-{n}", name=f"Place {n}") for n in range(100)]
            workspace.write(message("add"), [Create(place) for place in places], author=AUTHOR)
        ended.set()
        for reader in readers:
            assert all((n - 1) % 100 == 0 for n in reader.result())
    assert workspace.check() == ()


def test_two_threads_that_write_wait_for_each_other(workspace: WorkspaceFile) -> None:
    def write(author: str) -> None:
        for n in range(15):
            field = "code" if author == AUTHOR else "description"
            change = Update("offer", "offer-fra", {field: f"{author} {n}"})
            workspace.write(message("edit"), [change], author=author)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(write, author) for author in (AUTHOR, OTHER_AUTHOR)]:
            done.result()
    assert workspace.position() == 31
    assert offer(workspace).code == f"{AUTHOR} 14"
    assert workspace.check() == ()


def test_closing_waits_for_readers_and_refuses_later_ones(workspace: WorkspaceFile) -> None:
    workspace.write(
        message("add"),
        [Create(Place(id=f"p{n}", name="x")) for n in range(2_000)],
        author=AUTHOR,
    )
    started = threading.Event()

    def read() -> int:
        started.set()
        return len(workspace.all("place"))

    with ThreadPoolExecutor(1) as pool:
        reader = pool.submit(read)
        assert started.wait(10)
        workspace.close()
        # Either it came before the door was shut and read all, or it was told so.
        error = reader.exception()
        assert reader.result() == 2_001 if error is None else "storage.closed" in str(error)
    with pytest.raises(CrisisPlannerError, match=r"storage\.closed"):
        workspace.count("place")


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait for half a minute."""
    monkeypatch.setattr(connections, "LONGEST_WAIT_S", 0.02)


@pytest.mark.usefixtures("hurried")
def test_a_workspace_that_is_still_read_stays_open_and_locked(desk: Desk) -> None:
    with desk.create_with_content() as workspace:
        with workspace._connections.reading():
            with pytest.raises(CrisisPlannerError, match=r"storage\.still_read"):
                workspace.close()
            with desk.open() as second:
                assert second.is_read_only
        change = Update("offer", "offer-fra", {"code": "after all"})
        workspace.write(message("edit"), [change], author=AUTHOR)
    assert list(files_beside(desk.path)) == [desk.path.name]
    with desk.open() as again:
        assert not again.is_read_only
        assert offer(again).code == "after all"


@pytest.mark.usefixtures("hurried")
def test_what_is_erased_while_another_reads_is_erased_and_the_reader_goes_on(
    workspace: WorkspaceFile,
) -> None:
    with workspace._connections.reading():
        with pytest.raises(CrisisPlannerError, match=r"storage\.erased_not_compacted"):
            workspace.erase("offer", "offer-fra", ["code"], author=AUTHOR, why="asked for")
        assert offer(workspace).code == ""
    assert workspace.check() == ()
    change = Update("offer", "offer-fra", {"code": "goes on"})
    workspace.write(message("edit"), [change], author=AUTHOR)
    assert offer(workspace).code == "goes on"


@pytest.mark.usefixtures("hurried")
def test_who_is_kept_out_for_too_long_is_told_so_and_comes_in_later() -> None:
    gate = Gate()
    with gate.alone(), pytest.raises(CrisisPlannerError, match=r"storage\.held"), gate.shared():
        pytest.fail("came in")
    with gate.shared():
        pass
    assert gate.close()
    with pytest.raises(CrisisPlannerError, match=r"storage\.closed"), gate.alone():
        pytest.fail("came in")


def test_closing_in_two_threads_at_once_ends_once_and_for_both(desk: Desk) -> None:
    workspace = desk.create_with_content()
    change = Update("offer", "offer-fra", {"code": "last"})
    workspace.write(message("edit"), [change], author=AUTHOR)
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(workspace.close) for _ in range(2)]:
            done.result()
            assert list(files_beside(desk.path)) == [desk.path.name]


def test_a_listener_may_read_and_write(workspace: WorkspaceFile) -> None:
    def follow(_: object) -> None:
        if offer(workspace, "offer-swe").code == "SWE-1":
            change = Update("offer", "offer-swe", {"quantity": Figure(2, "unit"), "code": "SWE-2"})
            workspace.write(message("follow"), [change], author=AUTHOR)

    workspace.on_change(follow)
    change = Update("offer", "offer-fra", {"code": "first"})
    workspace.write(message("edit"), [change], author=AUTHOR)
    assert offer(workspace, "offer-swe").code == "SWE-2"
    assert workspace.position() == 3
