"""The contingency plan as a PDF.

Lives here: the order of making it. ReportLab is loaded when the first document is made.
"""

from __future__ import annotations

from pathlib import Path

from crisisplanner.domain.plan_document import PlanDocument
from crisisplanner.domain.progress import Unwatched, Watcher
from crisisplanner.wording.catalogue import Wording

PAPERS = ("A4", "Letter")


def write(
    content: PlanDocument,
    path: Path,
    *,
    words: Wording,
    paper: str = "A4",
    watcher: Watcher | None = None,
) -> None:
    """Write a plan document to a PDF file.

    The same content, language and paper give the same bytes. The file at ``path`` is replaced only
    by a complete one. Raises ``Cancelled`` when the watcher wants to stop, a coded error for an
    unknown paper or a place that can't be written.
    """
    from crisisplanner.domain.errors import bad_input, refused
    from crisisplanner.finished_file import finished_file
    from crisisplanner.reporting.plan_pages import PlanPages

    if paper not in PAPERS:
        raise bad_input("document.unknown_paper", found=paper, papers=PAPERS)
    pages = PlanPages(content, words, paper, watcher or Unwatched())
    pages.lay_out()
    try:
        with finished_file(path) as file:
            pages.draw(file)
    except OSError as error:
        reason = error.strerror or str(error)
        raise refused("document.not_written", path=str(path), reason=reason) from error
