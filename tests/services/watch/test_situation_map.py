"""The situation map of a printed plan: what is on it, where, and what it says of boundaries."""

from pathlib import Path

from crisisplanner.domain.progress import Unwatched
from crisisplanner.services.publishing import export_plan
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import find_plan
from crisisplanner.wording.catalogue import Wording


def test_a_printed_plan_shows_where_the_crisis_is(bunia: Session, tmp_path: Path) -> None:
    import pypdfium2

    path = tmp_path / "plan.pdf"
    export_plan(bunia, find_plan(bunia, None).id, path, words=Wording(), watcher=Unwatched())
    with pypdfium2.PdfDocument(path) as document:
        texts = [page.get_textpage().get_text_range().replace("\r\n", " ") for page in document]
    (page,) = (text for text in texts if "area of concern, 60 km around the places" in text)
    for needed in ("Bunia airfield", "Entebbe airport", "100 km", "imply no endorsement", "Uganda"):
        assert needed in page
