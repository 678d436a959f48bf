"""The import page: preview first, faults all at once, one step to write, one to undo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crisisplanner.domain.account import DateOrder, Fate, ImportKind
from crisisplanner.domain.activities import Activity
from crisisplanner.domain.actors import Partner
from crisisplanner.domain.sources import NameAlias
from crisisplanner.services import editing
from crisisplanner.services.session import Session
from crisisplanner.ui.importing.import_page import ImportPage
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.tables.page import TablePage
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.text import Text
from tests.ui.conftest import WAIT_MS

DATA = Path(__file__).parent.parent / "data"
GOOD = "Code,Name,Kind\nNOR,Norway,state\nDNK,Denmark,state\n"
BAD = "Code,Name,Kind\nNOR,Norway,state\nDNK,,state\nFIN,Finland,kingdom\n"


@pytest.fixture
def page(window: MainWindow) -> ImportPage:
    """Open the page for partners."""
    window.show_page("import", "partners")
    opened = window.page("import")
    assert isinstance(opened, ImportPage)
    return opened


@pytest.fixture
def settled(window: MainWindow, qtbot: QtBot) -> Callable[[], None]:
    """Give what waits until nothing runs and all that was read is shown."""

    def is_still() -> bool:
        page = window.page("import")
        assert isinstance(page, ImportPage)
        return window.jobs.is_idle and not page.preview.is_filling

    return lambda: qtbot.waitUntil(is_still, timeout=WAIT_MS)


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
    window: MainWindow,
    page: ImportPage,
    settled: Callable[[], None],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    file = tmp_path / "requirements.csv"
    file.write_text("Capability,Quantity,From,To\nM-MED-01,1,03/04/2003,05/06/2003\n")
    page.choose_kind(ImportKind.REQUIREMENTS)
    page.take(file)
    settled()
    assert page.preview.columns.isVisible()
    starts = page.preview.columns.lines["From"]
    assert "03/04/2003" in starts.told.text()
    assert starts.order.accessibleDescription().startswith("Expected the order here")
    assert not window.board.action("import.write").isEnabled()
    starts.order.choose("DMY")
    assert page.wishes.orders == {"From": DateOrder.DMY}
    qtbot.waitUntil(lambda: starts.order.accessibleDescription() == "")
    ends = page.preview.columns.lines["To"].order
    ends.choose("DMY")
    qtbot.waitUntil(lambda: ends.accessibleDescription() == "")


def test_all_faults_are_listed_and_the_import_is_not_offered(
    window: MainWindow, page: ImportPage, settled: Callable[[], None], tmp_path: Path
) -> None:
    file = tmp_path / "partners.csv"
    file.write_text(BAD)
    page.take(file)
    settled()
    text = said(page)
    assert "Row 3" in text
    assert "Row 4" in text
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
    QTest.mouseClick(page.form.skip, Qt.MouseButton.LeftButton)
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
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    file = tmp_path / "activities.csv"
    row = "Organisation {0},WASH,digging wells number {0} in the district,2022-03-01\n"
    lines = [row.format(number) for number in range(7_000)]
    file.write_text("Organization,Sector,Description,Start date\n" + "".join(lines))
    page.choose_kind(ImportKind.ACTIVITIES)
    page.take(file)
    settled()
    assert "7,000 rows read" in said(page)
    assert "7,000 names that are not known here" in said(page)
    window.board.action("import.write").trigger()
    settled()
    assert session.file.count("activity") == 7_000
    assert "7,000 rows were taken as one step." in said(page)
    assert "Nothing is written" not in said(page)
    assert page.form.report.isEnabled()
    page.save_report(tmp_path / "report.csv")
    assert (tmp_path / "report.csv").is_file()
    shown = [b for b in page.preview.findChildren(Button) if "Who does what where" in b.text()]
    QTest.mouseClick(shown[-1], Qt.MouseButton.LeftButton)
    settled()
    assert window.stack.current == "presence"
    editing.undo(session)
    ready = "Nothing is written until you press Import"
    qtbot.waitUntil(lambda: ready in said(page), timeout=WAIT_MS)
    settled()


def test_names_are_not_called_known_before_all_rows_are_read(
    page: ImportPage, settled: Callable[[], None], tmp_path: Path
) -> None:
    file = tmp_path / "partners.csv"
    file.write_text(GOOD)
    page.take(file)
    settled()
    page.preview.names.show_names((), {}, are_looked_up=False)
    texts = [text for text in page.preview.names.findChildren(Text) if not text.isHidden()]
    assert [text.text() for text in texts] == ["Names are looked up when all rows are read."]


def test_the_report_of_every_row_is_saved_beside_the_preview(
    page: ImportPage, settled: Callable[[], None], tmp_path: Path
) -> None:
    file = tmp_path / "partners.csv"
    file.write_text(BAD)
    page.take(file)
    settled()
    assert page.form.report.isEnabled()
    page.save_report(tmp_path / "report.csv")
    written = (tmp_path / "report.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[:2] for line in written[-3:]] == [
        ["2", "new"],
        ["3", "refused"],
        ["4", "refused"],
    ]


ODD = "Wer,Was,Wo,Wann\nUnicef Bangui,Water,Bria,7/8/2022\nUnicef Bangui,Health,Bria,1/9/2022\n"


def test_columns_that_nobody_knows_are_named_by_choosing(
    window: MainWindow,
    page: ImportPage,
    session: Session,
    settled: Callable[[], None],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    file = tmp_path / "odd.csv"
    file.write_text(ODD)
    page.choose_kind(ImportKind.ACTIVITIES)
    page.form.source.setText("Somebody")
    page.form.source.editingFinished.emit()
    page.take(file)
    settled()
    lines = page.preview.columns.lines
    assert list(lines) == ["Wer", "Was", "Wo", "Wann"]
    assert page.preview.columns.isVisible()
    for header, field in (("Wer", "organisation"), ("Was", "sector"), ("Wann", "from_date")):
        lines[header].field.choose(field)
    qtbot.waitUntil(lambda: bool(lines["Wann"].order.accessibleDescription()))
    lines["Wann"].order.choose("DMY")
    qtbot.waitUntil(window.board.action("import.write").isEnabled)
    window.board.action("import.write").trigger()
    settled()
    assert {activity.sector for activity in session.all(Activity)} == {"Water", "Health"}
    page.take(file)
    settled()
    assert "2 known already" in "\n".join(_tags(page))


def test_a_name_is_given_its_meaning_by_choosing(
    window: MainWindow,
    page: ImportPage,
    session: Session,
    settled: Callable[[], None],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    known = session.all(Partner)[0]
    file = tmp_path / "activities.csv"
    file.write_text(f"Organization,Sector\n{known.name} Bunia office,WASH\n")
    page.choose_kind(ImportKind.ACTIVITIES)
    page.take(file)
    settled()
    (line,) = page.preview.names.lines
    assert line.choice.count() > 2
    line.choice.choose(known.id)
    qtbot.waitUntil(lambda: not page.preview.names.lines)
    window.board.action("import.write").trigger()
    settled()
    assert session.all(Activity)[0].partner == known.id
    assert session.all(NameAlias)[0].partner == known.id


def test_a_name_that_nobody_knows_is_added_as_a_partner_by_one_click(
    window: MainWindow,
    page: ImportPage,
    session: Session,
    settled: Callable[[], None],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    file = tmp_path / "activities.csv"
    file.write_text("Organization,Sector\nHands of Ituri,WASH\n")
    page.choose_kind(ImportKind.ACTIVITIES)
    page.take(file)
    settled()
    (line,) = page.preview.names.lines
    assert line.add.text() == "Add as partner"
    page.preview.show_part("names")
    QTest.mouseClick(line.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.preview.names.lines, timeout=WAIT_MS)
    settled()
    assert "means a new partner" in said(page)
    window.board.action("import.write").trigger()
    settled()
    (made,) = [p for p in session.all(Partner) if p.name == "Hands of Ituri"]
    assert session.all(Activity)[0].partner == made.id


def test_any_partner_can_be_looked_up_for_a_name(
    page: ImportPage, session: Session, settled: Callable[[], None], qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "activities.csv"
    file.write_text("Organization,Sector\nXYZ,WASH\n")
    page.choose_kind(ImportKind.ACTIVITIES)
    page.take(file)
    settled()
    (line,) = page.preview.names.lines
    line.choice.setCurrentIndex(line.choice.count() - 1)
    qtbot.waitUntil(lambda: line.found is not None)
    found = line.found
    assert found is not None
    assert found.count() == len(session.all(Partner))
    found.setCurrentIndex(3)
    meant = found.value()
    found.activated.emit(3)
    qtbot.waitUntil(lambda: not page.preview.names.lines)
    assert page.wishes.names["partner", "XYZ"][0] == meant


def test_a_sheet_that_is_plainly_another_kind_is_read_as_that(
    page: ImportPage, settled: Callable[[], None]
) -> None:
    page.take(DATA / "excerpt_MOZ_response_tracking_2019.xlsx")
    settled()
    assert page.wishes.kind is ImportKind.ACTIVITIES
    assert page.form.kind.value() == "activities"
    assert "11 rows read" in said(page)


def test_an_encoding_that_is_said_holds_for_a_file_of_another_kind(
    page: ImportPage, settled: Callable[[], None], qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "offers.csv"
    text = "Code;Partner;Capability;Quantity;Origin\nA1;FRA;H-WSH-01;2;Orl\xe9ans\n"
    file.write_bytes(text.encode("cp1252"))
    page.enter("activities")
    page.take(file)
    settled()
    assert "is not read" in page.nothing.title.text()
    page.form.encoding.choose("cp1252")
    qtbot.waitUntil(lambda: page.wishes.kind is ImportKind.OFFERS, timeout=WAIT_MS)
    settled()
    assert "1 row read" in said(page)


def test_hidden_sheets_can_be_chosen_where_no_other_has_a_table(
    page: ImportPage, settled: Callable[[], None], qtbot: QtBot, tmp_path: Path
) -> None:
    workbook = Workbook()
    workbook.worksheets[0].append(["A cover"])
    hidden = workbook.create_sheet("Secret")
    hidden.sheet_state = "hidden"
    for line in (["Code", "Name", "Kind"], ["NOR", "Norway", "state"]):
        hidden.append(line)
    file = tmp_path / "cover.xlsx"
    workbook.save(file)
    page.take(file)
    settled()
    assert page.form.sheet.isVisible()
    page.form.sheet.choose("Secret")
    qtbot.waitUntil(lambda: "1 row read" in said(page), timeout=WAIT_MS)


def test_an_encoding_is_asked_for_where_it_can_not_be_told(
    page: ImportPage, settled: Callable[[], None], qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "partners.csv"
    file.write_bytes("Code,Name,Kind\nCIV,Côte d’Ivoire,state\n".encode("cp1252"))
    page.take(file)
    settled()
    assert page.error.isVisible()
    assert page.form.encoding.isVisible()
    page.form.encoding.choose("cp1252")
    qtbot.waitUntil(lambda: "1 row read" in said(page))
    assert not page.error.isVisible()


def test_every_row_is_shown_with_what_becomes_of_it(
    page: ImportPage, settled: Callable[[], None], tmp_path: Path
) -> None:
    file = tmp_path / "partners.csv"
    file.write_text(BAD)
    page.take(file)
    settled()
    QTest.mouseClick(page.preview.tabs["rows"], Qt.MouseButton.LeftButton)
    table = page.preview.rows
    assert table.isVisible()
    assert table.model.rowCount() == 3
    QTest.mouseClick(table.buttons[Fate.REFUSED], Qt.MouseButton.LeftButton)
    found = [table.model.index(row, 3).data() for row in range(table.model.rowCount())]
    assert len(found) == 2
    assert "kingdom" in found[1]


def test_another_header_row_is_read_when_it_is_named(
    page: ImportPage, settled: Callable[[], None], qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "partners.csv"
    file.write_text("Code,Name,Kind\nX,Y,NGO\nCode,Name,Ring\nNOR,Norway,core\n")
    page.take(file)
    settled()
    page.form.header.choose("3")
    qtbot.waitUntil(lambda: "Ring" in page.preview.columns.lines)
    assert "1 row read" in said(page)


def test_a_new_file_shows_its_faults_first(
    page: ImportPage, settled: Callable[[], None], tmp_path: Path
) -> None:
    (tmp_path / "bad.csv").write_text(BAD)
    page.preview.show_part("columns")
    page.take(tmp_path / "bad.csv")
    settled()
    assert page.preview.tabs["found"].isChecked()
    page.preview.show_part("rows")
    page.form.skip.setChecked(True)
    settled()
    # Who looks at something else is not called away.
    assert page.preview.tabs["rows"].isChecked()


def test_a_needed_field_that_was_not_recognised_is_named(
    page: ImportPage, settled: Callable[[], None], tmp_path: Path
) -> None:
    file = tmp_path / "offers.csv"
    file.write_text("Partner,Capability,Wieviel\nFrance,M-MED-01,1\n")
    page.choose_kind(ImportKind.OFFERS)
    page.take(file)
    settled()
    assert "Not recognised: Quantity." in said(page)
    assert page.preview.tabs["columns"].isChecked()


def test_what_would_be_left_out_is_said_beside_a_warning(
    page: ImportPage, settled: Callable[[], None], qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "partners.csv"
    file.write_text(BAD)
    page.take(file)
    settled()
    QTest.mouseClick(page.form.skip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "all but 2 that can’t be taken" in said(page))


def test_new_rows_are_selected_after_the_import(
    window: MainWindow,
    page: ImportPage,
    session: Session,
    settled: Callable[[], None],
    tmp_path: Path,
) -> None:
    file = tmp_path / "partners.csv"
    file.write_text(GOOD)
    page.take(file)
    settled()
    window.board.action("import.write").trigger()
    settled()
    table = window.page("partners")
    assert isinstance(table, TablePage)
    new = {p.id for p in session.all(Partner) if p.name in ("Norway", "Denmark")}
    assert set(table.panel.view.selected_ids()) == new


def test_what_was_found_once_is_told_before_what_was_found_often(
    page: ImportPage, settled: Callable[[], None], tmp_path: Path
) -> None:
    file = tmp_path / "activities.csv"
    rows = [f"Org {n},WASH,2022-03-01,2022-02-01,{n}\n" for n in range(14)]
    rows.append("Org 15,WASH,2022-03-01,2022-04-01,#VALUE!\n")
    file.write_text("Organization,Sector,Start date,End date,People reached\n" + "".join(rows))
    page.choose_kind(ImportKind.ACTIVITIES)
    page.take(file)
    settled()
    text = said(page)
    assert text.index("#VALUE!") < text.index("before it starts")
