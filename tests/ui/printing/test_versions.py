"""Naming a version on the print page, and what the page says is printed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crisisplanner.domain.plans import Plan, PlanVersion
from crisisplanner.services import editing
from crisisplanner.services.publishing import export_plan
from crisisplanner.services.session import Session
from crisisplanner.services.version_keeping import make_version
from crisisplanner.ui.printing.print_page import PrintPage
from crisisplanner.ui.printing.version_box import NameVersion
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.wording.catalogue import Wording

LEFT = Qt.MouseButton.LeftButton
BUILD_MS = 60_000


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> PrintPage:
    """Open the print page on the case and wait for the preview."""
    window.show_page("document")
    shown = window.page("document")
    assert isinstance(shown, PrintPage)
    qtbot.waitUntil(lambda: shown.version.printed.text() != "", timeout=BUILD_MS)
    return shown


def asked(page: PrintPage, qtbot: QtBot) -> NameVersion:
    """Press the button and give the dialog that it opens."""
    QTest.mouseClick(page.version.button, LEFT)
    dialog = page.findChild(NameVersion)
    assert isinstance(dialog, NameVersion)
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def test_a_named_version_is_what_is_printed_until_something_changes(
    page: PrintPage, session: Session, qtbot: QtBot, words: Wording, tmp_path: Path
) -> None:
    assert page.version.printed.text() == ("DRAFT, because no version of this plan was named yet.")
    dialog = asked(page, qtbot)
    QTest.keyClicks(dialog.name, "for the ministers")
    with qtbot.waitSignal(page.press.built, timeout=BUILD_MS):
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    plan = session.all(Plan)[0]
    (version,) = session.select(PlanVersion, plan=plan.id)
    assert (version.number, version.name) == (1, "for the ministers")
    assert session.file.snapshot(version.snapshot)
    assert page.version.printed.text() == "Version 1, “for the ministers”"
    export_plan(session, plan.id, tmp_path / "plan.pdf", words=words)
    with PdfReader(tmp_path / "plan.pdf") as printed:
        assert "version 1" in printed.pages[0].extract_text().lower()
    with qtbot.waitSignal(page.press.built, timeout=BUILD_MS):
        editing.change_field(session, "plan", plan.id, "title", "Hold the town")
    assert page.version.printed.text() == (
        "DRAFT, because 1 step was done in this workspace since version 1, “for the ministers”."
    )


def test_a_version_needs_a_name(
    page: PrintPage, session: Session, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    settled()
    dialog = asked(page, qtbot)
    QTest.mouseClick(dialog.act, LEFT)
    assert "Expected a name" in dialog.name.accessibleDescription()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settled()
    assert session.all(PlanVersion) == ()


def test_an_earlier_version_is_chosen_shown_and_exported_as_it_was(
    page: PrintPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    plan = session.all(Plan)[0]
    with qtbot.waitSignal(page.press.built, timeout=BUILD_MS):
        version = make_version(session, plan.id, "for the ministers")
    with qtbot.waitSignal(page.press.built, timeout=BUILD_MS):
        editing.change_field(session, "plan", plan.id, "title", "Plan Zanzibar")
    titles = [page.version.choice.itemText(n) for n in range(page.version.choice.count())]
    assert titles == ["As it is now", "Version 1, “for the ministers”"]
    page.version.choice.setFocus()
    with qtbot.waitSignal(page.press.built, timeout=BUILD_MS):
        QTest.keyClick(page.version.choice, Qt.Key.Key_Down)
    assert page.press.order.version == version.id
    assert page.version.printed.text() == (
        "Version 1, “for the ministers”, as it was when it was named."
    )
    with qtbot.waitSignal(page.press.exported, timeout=BUILD_MS):
        page.press.export(tmp_path / "plan.pdf")
    with PdfReader(tmp_path / "plan.pdf") as printed:
        text = "".join(sheet.extract_text() for sheet in printed.pages)
    assert plan.title in text
    assert "Plan Zanzibar" not in text
