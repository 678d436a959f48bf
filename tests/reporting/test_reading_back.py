"""Printed documents read back: a page that lost its marking is found, the first one too."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from crisisplanner.reporting.reading_back import read_document

MARKING = "TLP:AMBER"


def printed(path: Path, *, without: int) -> Path:
    """Print four pages, one of them without marking."""
    sheet = Canvas(str(path))
    sheet.setTitle("Hold the town")
    sheet.setKeywords("0" * 64)
    for number in range(1, 5):
        if number != without:
            sheet.drawString(50, 800, MARKING)
            sheet.drawString(50, 20, MARKING)
        sheet.drawString(50, 400, f"Page {number}")
        sheet.showPage()
    sheet.save()
    return path


@pytest.mark.parametrize("without", [1, 3, 4])
def test_the_page_without_marking_is_named(tmp_path: Path, without: int) -> None:
    found = read_document(printed(tmp_path / "plan.pdf", without=without))
    assert found is not None
    assert found.marking == MARKING
    assert found.pages_without_marking == (without,)


def test_a_document_marked_throughout_has_no_fault(tmp_path: Path) -> None:
    found = read_document(printed(tmp_path / "plan.pdf", without=0))
    assert found is not None
    assert found.pages_without_marking == ()
