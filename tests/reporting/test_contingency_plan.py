"""What a contingency plan prints, read back from the PDF."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from crisisplanner.domain.errors import Cancelled, CrisisPlannerError, ErrorKind
from crisisplanner.domain.plan_document import (
    Bars,
    Cell,
    Column,
    DatedList,
    Fact,
    Facts,
    OmittedSection,
    PlanDocument,
    Prose,
    Row,
    Section,
    Table,
)
from crisisplanner.domain.progress import Progress, Unwatched
from crisisplanner.reporting.contingency_plan import write
from crisisplanner.wording.catalogue import Wording
from tests.reporting import sample_plan
from tests.reporting.boxes import boxes_of_text, drawn_boxes

HOSTILE = '<img src="file:///etc/passwd"/> <para> & &amp; </para> <b>x</b> {0} %s \\ ) ('
LONG_WORD = "Antidisestablishmentarianism" * 30
LONG_TEXT = "All of this must be read by somebody. " * 400


@pytest.fixture(scope="module")
def words() -> Wording:
    return Wording()


def printed(
    content: PlanDocument, tmp_path: Path, words: Wording, *, paper: str = "A4"
) -> PdfReader:
    path = tmp_path / "plan.pdf"
    write(content, path, words=words, paper=paper)
    return PdfReader(BytesIO(path.read_bytes()))


def text_of(reader: PdfReader) -> str:
    return squeezed("\n".join(page.extract_text() for page in reader.pages))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def with_sections(*sections: Section) -> PlanDocument:
    return replace(sample_plan.plan(), sections=sections)


def with_text(text: str) -> PlanDocument:
    """Put one text everywhere a user's text can stand."""
    long_row = Row((Cell(text, text), Cell("narrow"), Cell(text)))
    section = Section(
        "1",
        text,
        "one",
        (
            Prose(text, name=text[:200]),
            Facts((Fact("Label", Cell(text, text)), Fact("Short", Cell("x"))), text[:300]),
            Table((Column("A"), Column("B"), Column(text[:60])), (long_row, long_row)),
            replace(sample_plan.figures(), figures=sample_plan.figures().figures[:2]),
        ),
    )
    charts = Section(
        "2",
        "Charts",
        "two",
        (
            replace(
                sample_plan.time_chart(),
                groups=tuple(
                    replace(
                        group,
                        title=text[:500],
                        rows=tuple(
                            replace(row, title=text[:500], cause=text[:300]) for row in group.rows
                        ),
                    )
                    for group in sample_plan.time_chart().groups
                ),
                lines=tuple(
                    replace(line, label=text[:300]) for line in sample_plan.time_chart().lines
                ),
            ),
            replace(
                sample_plan.curve(),
                causes=tuple(
                    replace(cause, cause=text[:300]) for cause in sample_plan.curve().causes
                ),
            ),
            Bars(
                tuple(
                    replace(bar, label=text[:200], note=text[:500])
                    for bar in sample_plan.contributors().rows
                )
            ),
            replace(
                sample_plan.arrivals(),
                rows=tuple(
                    replace(row, label=text[:500], detail=text[:500])
                    for row in sample_plan.arrivals().rows
                ),
            ),
            replace(
                sample_plan.assumptions(),
                items=tuple(replace(item, text=text) for item in sample_plan.assumptions().items),
            ),
        ),
    )
    return replace(sample_plan.plan(title=text[:500]), sections=(section, charts))


def test_every_value_of_the_content_is_printed(tmp_path: Path, words: Wording) -> None:
    text = text_of(printed(sample_plan.plan(), tmp_path, words))
    expected = (
        "Hold Bunia’s town, airport and two camps",
        "best possible 75.9 %",
        "Interim emergency force",
        "1,400 troops, D+7 to D+94",
        "No offer of this type",
        "France 1,000",
        "United Kingdom 90",
        "Greece 1",
        "UNSCR 1493",
        "Entebbe consent",
        "May stay in Entebbe only",
        "Kampala consents by D+6",
        "12 (10 to 14) days",
        "waits for a condition",
        "usable D+24, needed D+10",
        "Promised elsewhere",
        "41 %",
    )
    for value in expected:
        assert squeezed(value) in text


def test_unknown_is_printed_in_words(tmp_path: Path, words: Wording) -> None:
    card = Facts((Fact("Set-up", Cell(None)), Fact("Notice", Cell(None))))
    content = with_sections(Section("1", "One", "one", (card,)))
    page = printed(content, tmp_path, words).pages[2].extract_text()
    assert page.count("not known") == 2


def test_each_page_has_its_furniture(tmp_path: Path, words: Wording) -> None:
    reader = printed(sample_plan.plan(), tmp_path, words)
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert "Bunia: protect and hand over" in text
        assert "DRAFT" in text
        assert text.count("TLP:AMBER") == 2
        assert f"Page {number} of {len(reader.pages)}" in text
        assert "21 November 2026 17:40" in text
        assert "9c41e7a2" in text


def test_marking_stands_at_top_and_bottom(tmp_path: Path, words: Wording) -> None:
    write(sample_plan.plan(), tmp_path / "plan.pdf", words=words)
    for page in boxes_of_text(tmp_path / "plan.pdf"):
        places = [box.bottom for box in page.texts if box.text == "TLP:AMBER"]
        assert max(places) > page.height - 40
        assert min(places) < 40


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_an_exercise_says_so_large_on_each_page(tmp_path: Path, words: Wording, paper: str) -> None:
    content = sample_plan.plan(marking=sample_plan.exercise())
    write(content, tmp_path / "plan.pdf", words=words, paper=paper)
    for page in boxes_of_text(tmp_path / "plan.pdf"):
        bands = [box for box in page.texts if box.text.startswith("EXERCISE")]
        assert len(bands) == 2
        assert all(box.size == 18 for box in bands)


def test_a_stale_match_is_said_on_each_page(tmp_path: Path, words: Wording) -> None:
    reader = printed(sample_plan.plan(changes_since_match=3), tmp_path, words)
    for page in reader.pages:
        assert "Matched before 3 changes" in page.extract_text()


def test_contents_bookmarks_and_links_lead_to_the_sections(tmp_path: Path, words: Wording) -> None:
    reader = printed(sample_plan.plan(), tmp_path, words)
    contents = reader.pages[1].extract_text()
    titles = []
    for entry in reader.outline:
        if isinstance(entry, Destination):
            titles.append(squeezed(str(entry.title)))
            page = reader.get_destination_page_number(entry)
            assert page is not None
            assert squeezed(str(entry.title)) in squeezed(reader.pages[page].extract_text())
    assert squeezed("13 Requirements and contributions") in titles
    assert re.search(r"Requirements and contributions\s+7", contents)
    links = [a for page in reader.pages for a in page.get("/Annots", [])]
    assert len(links) > len(sample_plan.sections())


def test_metadata_names_title_author_subject_and_language(tmp_path: Path, words: Wording) -> None:
    reader = printed(sample_plan.plan(), tmp_path, words)
    assert reader.metadata is not None
    assert reader.metadata.title == "Bunia: protect and hand over"
    assert reader.metadata.author == "Planning desk"
    assert reader.metadata.subject == "Contingency plan"
    assert str(reader.root_object["/Lang"]) == "en"


def test_the_same_content_gives_the_same_bytes(tmp_path: Path, words: Wording) -> None:
    write(sample_plan.plan(), tmp_path / "a.pdf", words=words)
    write(sample_plan.plan(), tmp_path / "b.pdf", words=Wording())
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_paper_sizes_and_landscape(tmp_path: Path, words: Wording) -> None:
    for paper, size in (("A4", (595, 842)), ("Letter", (612, 792))):
        reader = printed(sample_plan.plan(), tmp_path, words, paper=paper)
        sizes = {tuple(round(float(n)) for n in page.mediabox[2:]) for page in reader.pages}
        assert sizes == {size, size[::-1]}


def test_markup_of_users_is_printed_as_letters(tmp_path: Path, words: Wording) -> None:
    text = text_of(printed(with_text(HOSTILE), tmp_path, words))
    assert text.count(squeezed(HOSTILE)) >= 8


@pytest.mark.parametrize(
    "text", [LONG_TEXT, LONG_WORD, HOSTILE * 40], ids=["text", "word", "signs"]
)
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_nothing_is_cut_or_runs_off_the_page(
    tmp_path: Path, words: Wording, text: str, paper: str
) -> None:
    path = tmp_path / "plan.pdf"
    write(with_text(text), path, words=words, paper=paper)
    for page in boxes_of_text(path):
        for box in page.texts:
            assert box.left >= 9
            assert box.right <= page.width - 9
            assert box.bottom >= 0
            assert box.top <= page.height


def test_long_text_is_there_to_its_last_word(tmp_path: Path, words: Wording) -> None:
    whole = LONG_TEXT + "The very last words."
    text = text_of(printed(with_text(whole), tmp_path, words))
    # Contents, title, prose, a fact and its note, three cells in two rows, three assumptions.
    assert text.count(squeezed("The very last words.")) == 2 + 1 + 2 + 6 + 3


def test_lines_of_text_do_not_overlap(tmp_path: Path, words: Wording) -> None:
    path = tmp_path / "plan.pdf"
    write(with_text(LONG_TEXT), path, words=words)
    for page in boxes_of_text(path):
        assert page.overlapping() == []


def test_a_long_table_repeats_its_head_and_splits_no_row(tmp_path: Path, words: Wording) -> None:
    columns = (Column("Number of the row"), Column("What it says"))
    rows = tuple(
        Row((Cell(n), Cell(f"begin{n} " + "and so on " * 30 + f"end{n}"))) for n in range(60)
    )
    content = with_sections(Section("1", "One", "one", (Table(columns, rows),)))
    pages = [page.extract_text() for page in printed(content, tmp_path, words).pages[2:]]
    assert len(pages) > 2
    for page in pages:
        assert "Number of the row" in page
        for n in range(60):
            assert (f"begin{n} " in page) == (re.search(rf"end{n}\b", page) is not None)


def test_a_summary_stays_on_one_page_and_says_where_the_rest_is(
    tmp_path: Path, words: Wording
) -> None:
    summary = sample_plan.sections()[0]
    dated = next(block for block in summary.blocks if isinstance(block, DatedList))
    many = replace(dated, items=tuple(replace(dated.items[0], text=LONG_TEXT) for _ in range(30)))
    blocks = tuple(many if block is dated else block for block in summary.blocks)
    content = with_sections(
        replace(summary, blocks=blocks), Section("9", "Decisions", "decisions", (many,))
    )
    reader = printed(content, tmp_path, words)
    page = reader.pages[2].extract_text()
    assert "Assumptions that carry this plan" in page
    assert squeezed("more in section 9") in squeezed(page)
    assert "Strategic summary" not in reader.pages[3].extract_text()


def test_what_is_asked_in_a_summary_is_cut_only_between_sentences(
    tmp_path: Path, words: Wording
) -> None:
    summary = sample_plan.sections()[0]
    dated = next(block for block in summary.blocks if isinstance(block, DatedList))
    text = "Decided by the council. " + "And said at length. " * 200
    long = replace(dated, items=(replace(dated.items[0], text=text.strip()),))
    blocks = tuple(long if block is dated else block for block in summary.blocks)
    content = with_sections(
        replace(summary, blocks=blocks), Section("9", "Decisions", "decisions", (long,))
    )
    page = squeezed(printed(content, tmp_path, words).pages[2].extract_text())
    assert squeezed("And said at length. In full in section 9.") in page
    assert "…" not in page[page.index("Decided") : page.index("Infull")]


def test_contents_name_the_chapters_that_are_omitted(tmp_path: Path, words: Wording) -> None:
    left_out = OmittedSection("10", "Ways up and down", "omitted")
    content = replace(sample_plan.plan(), omitted=(left_out,))
    contents = squeezed(printed(content, tmp_path, words).pages[1].extract_text())
    assert squeezed("10 Ways up and down omitted") in contents
    assert contents.index("Waysupanddown") < contents.index("Requirementsandcontributions")


class Impatient(Unwatched):
    """Want to stop after some reports."""

    def __init__(self, patience: int) -> None:
        self.patience = patience
        self.shares: list[float] = []

    def report(self, progress: Progress) -> None:
        self.shares.append(progress.share or 0.0)

    def is_cancelled(self) -> bool:
        return len(self.shares) >= self.patience


@pytest.mark.parametrize("patience", [0, 3, 12])
def test_a_cancelled_document_leaves_the_old_one(
    tmp_path: Path, words: Wording, patience: int
) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"the old one")
    with pytest.raises(Cancelled):
        write(sample_plan.plan(), path, words=words, watcher=Impatient(patience))
    assert path.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [path]


def test_progress_rises_to_its_end(tmp_path: Path, words: Wording) -> None:
    watcher = Impatient(10_000)
    write(sample_plan.plan(), tmp_path / "plan.pdf", words=words, watcher=watcher)
    assert watcher.shares == sorted(watcher.shares)
    assert watcher.shares[-1] == 1.0


def test_a_place_that_cannot_be_written_is_refused_in_words(tmp_path: Path, words: Wording) -> None:
    with pytest.raises(CrisisPlannerError) as caught:
        write(sample_plan.plan(), tmp_path / "nowhere" / "plan.pdf", words=words)
    assert caught.value.kind is ErrorKind.REFUSED
    assert "nowhere" in words.message(caught.value.messages[0])


def test_an_unknown_paper_is_bad_input(tmp_path: Path, words: Wording) -> None:
    with pytest.raises(CrisisPlannerError) as caught:
        write(sample_plan.plan(), tmp_path / "plan.pdf", words=words, paper="A7")
    assert words.message(caught.value.messages[0]) == "Expected paper A4 or Letter, got A7."


def test_charts_are_drawn_not_pictured(tmp_path: Path, words: Wording) -> None:
    reader = printed(sample_plan.plan(), tmp_path, words)
    assert all(not page.images for page in reader.pages)
    assert drawn_boxes(reader.pages[6]) > 20
