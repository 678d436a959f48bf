"""The import page: preview first, faults all at once, one step to write, one to undo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crisisplanner.domain.actors import Partner
from crisisplanner.services import editing
from crisisplanner.services.session import Session
from crisisplanner.ui.importing.import_page import ImportPage
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.widgets.text import Text

GOOD = "Code,Name,Kind\nNOR,Norway,state\nDNK,Denmark,state\n"
BAD = "Code,Name,Kind\nNOR,Norway,state\nDNK,,state\nFIN,Finland,kingdom\n"


@pytest.fixture
def page(window: MainWindow) -> ImportPage:
    """Open the page for partners."""
    window.show_page("import", "partners")
    opened = window.page("import")
    assert isinstance(opened, ImportPage)
    return opened


def said(page: ImportPage) -> str:
    """Read all that the preview says."""
    return "\n".join(text.text() for text in page.preview.findChildren(Text))


def test_nothing_is_written_before_import_is_pressed(
    window: MainWindow,
    page: ImportPage,
    session: Session,
    settled: Callable[[], None],
    tmp_path: Path,
) -> None:
    file = tmp_path / "partners.csv"
    file.write_text(GOOD)
    n_before = session.file.count("partner")
    page.take(file)
    settled()
    assert "2 rows read" in said(page)
    assert session.file.count("partner") == n_before
    assert window.board.action("import.write").isEnabled()


def test_an_import_is_one_step_that_undo_takes_back(
    window: MainWindow,
    page: ImportPage,
    session: Session,
    settled: Callable[[], None],
    tmp_path: Path,
) -> None:
    file = tmp_path / "partners.csv"
    file.write_text(GOOD)
    n_before = session.file.count("partner")
    page.take(file)
    settled()
    window.board.action("import.write").trigger()
    settled()
    assert {p.name for p in session.all(Partner)} > {"Norway", "Denmark"}
    assert window.stack.current == "partners"
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert session.file.count("partner") == n_before


def test_an_open_order_of_dates_is_asked_for_at_its_field(
    window: MainWindow, page: ImportPage, settled: Callable[[], None], tmp_path: Path
) -> None:
    file = tmp_path / "requirements.csv"
    file.write_text("Capability,Quantity,From,To\nM-MED-01,1,03/04/2003,05/06/2003\n")
    page.kind.choose("requirements")
    page.take(file)
    settled()
    asked = page.dates.accessibleDescription()
    assert asked.startswith("Expected the order here")
    assert asked in {text.text() for text in page.dates_box.findChildren(Text)}
    assert not window.board.action("import.write").isEnabled()
    page.dates.choose("DMY")
    settled()
    assert page.dates.accessibleDescription() == ""


def test_all_faults_are_listed_and_the_import_is_not_offered(
    window: MainWindow, page: ImportPage, settled: Callable[[], None], tmp_path: Path
) -> None:
    file = tmp_path / "partners.csv"
    file.write_text(BAD)
    page.take(file)
    settled()
    text = said(page)
    assert "row 3" in text
    assert "row 4" in text
    assert not window.board.action("import.write").isEnabled()
    assert window.board.action("import.write").toolTip().count("\n") == 1


def test_bad_rows_can_be_left_out(
    window: MainWindow,
    page: ImportPage,
    session: Session,
    settled: Callable[[], None],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    file = tmp_path / "partners.csv"
    file.write_text(BAD)
    page.take(file)
    settled()
    QTest.mouseClick(page.skip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.board.action("import.write").isEnabled)
    window.board.action("import.write").trigger()
    settled()
    assert [p.code for p in session.all(Partner) if p.code in ("NOR", "DNK", "FIN")] == ["NOR"]


def test_a_file_of_another_kind_is_refused_in_words(
    window: MainWindow,
    page: ImportPage,
    session: Session,
    settled: Callable[[], None],
    tmp_path: Path,
) -> None:
    file = tmp_path / "picture.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    n_before = session.file.position()
    page.take(file)
    settled()
    assert page.error.isVisible()
    assert "picture.csv" in page.error.headline.text()
    assert session.file.position() == n_before
    assert not window.board.action("import.write").isEnabled()


def test_the_preview_is_made_anew_when_the_workspace_changes(
    page: ImportPage,
    session: Session,
    settled: Callable[[], None],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    file = tmp_path / "partners.csv"
    file.write_text(GOOD)
    page.take(file)
    settled()
    assert "2 new" in "\n".join(_tags(page))
    partner = session.all(Partner)[0]
    editing.change_field(session, "partner", partner.id, "code", "NOR")
    qtbot.waitUntil(lambda: "1 new" in "\n".join(_tags(page)))


def _tags(page: ImportPage) -> list[str]:
    from crisisplanner.ui.widgets.marks import Tag

    body = page.preview.widget()
    return [tag.accessibleName() for tag in body.findChildren(Tag)] if body is not None else []


def test_a_large_file_is_read_whole_after_its_first_look(
    window: MainWindow,
    page: ImportPage,
    session: Session,
    settled: Callable[[], None],
    tmp_path: Path,
) -> None:
    file = tmp_path / "activities.csv"
    row = "Organisation {0},WASH,digging wells number {0} in the district,2022-03-01\n"
    lines = [row.format(number) for number in range(7_000)]
    file.write_text("Organization,Sector,Description,Start date\n" + "".join(lines))
    page.kind.choose("activities")
    page.take(file)
    settled()
    assert "7,000 rows read" in said(page)
    assert "7,000 names that are not known here" in said(page)
    window.board.action("import.write").trigger()
    settled()
    assert session.file.count("activity") == 7_000


def test_the_report_of_every_row_is_saved_beside_the_preview(
    page: ImportPage, settled: Callable[[], None], tmp_path: Path
) -> None:
    file = tmp_path / "partners.csv"
    file.write_text(BAD)
    page.take(file)
    settled()
    assert page.report.isEnabled()
    page.save_report(tmp_path / "report.csv")
    written = (tmp_path / "report.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[:2] for line in written[-3:]] == [
        ["2", "new"],
        ["3", "refused"],
        ["4", "refused"],
    ]
