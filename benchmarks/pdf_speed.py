"""How fast a plan becomes a PDF, beside the same tables by ReportLab's own layout engine."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdfium2

from crisisplanner.domain.days import Day
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.plan_document import (
    AllocationBar,
    Cell,
    Column,
    CoverageCurve,
    CurveStep,
    Fact,
    Facts,
    Identity,
    NeedGroup,
    NeedRow,
    PlanDocument,
    Prose,
    Row,
    Section,
    Table,
    TimeChart,
)
from crisisplanner.reporting.contingency_plan import write
from crisisplanner.wording.catalogue import Wording

N_PAGES = 40
N_CHAPTERS = 12
N_ROWS = 45
N_NEEDS = 12
N_PARTNERS = 17
WORDS = "The unit may stay in Entebbe only; the need is in Bunia, and the permit ends before. "


def main() -> None:
    """Measure both and print the table."""
    content = generated_plan()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.pdf"
        words = Wording()
        ours = _seconds(lambda: write(content, path, words=words))
        n_pages = _pages(path.read_bytes())
        n_bytes = path.stat().st_size
    plain = BytesIO()
    theirs = _seconds(lambda: plain_document(content, plain))
    print(f"{'document':<44}{'pages':>7}{'seconds':>10}{'pages/s':>10}")
    print(f"{'plan with charts, ours':<44}{n_pages:>7}{ours:>10.2f}{n_pages / ours:>10.0f}")
    n_plain = _pages(plain.getvalue())
    print(f"{'its tables only, platypus':<44}{n_plain:>7}{theirs:>10.2f}{n_plain / theirs:>10.0f}")
    print(f"{N_PAGES} pages in {ours * N_PAGES / n_pages:.2f} s (aim 5 s); {n_bytes:,} bytes")


def generated_plan() -> PlanDocument:
    """Make a plan of more than 40 pages with tables, cards, time charts and curves."""
    sections = tuple(_section(number) for number in range(1, N_CHAPTERS + 1))
    identity = Identity(
        title="Generated plan",
        number="00",
        version="DRAFT",
        marking=Marking(),
        printed_at=datetime(2026, 11, 21, tzinfo=UTC),
        sha256="0" * 64,
        author="Benchmark",
        subject="Contingency plan",
    )
    return PlanDocument(identity, (Fact("Owner", Cell("Benchmark")),), sections)


def plain_document(content: PlanDocument, file: BytesIO) -> None:
    """Print texts, cards and tables of a plan the plain way: paragraphs in platypus tables."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate
    from reportlab.platypus import Table as PlatypusTable

    words, style = Wording(), getSampleStyleSheet()["BodyText"]
    story: list[Flowable] = []
    for section in content.sections:
        for block in section.blocks:
            rows: list[list[str]] = []
            if isinstance(block, Table):
                rows = [[words.value(c.head) for c in block.columns]]
                rows += [[words.value(c.value) for c in row.cells] for row in block.rows]
            elif isinstance(block, Facts):
                rows = [[words.value(f.label), words.value(f.cell.value)] for f in block.rows]
            elif isinstance(block, Prose):
                story.append(Paragraph(words.value(block.text), style))
            if rows:
                cells = [[Paragraph(text, style) for text in row] for row in rows]
                story.append(PlatypusTable(cells, repeatRows=1))
    SimpleDocTemplate(file, invariant=1).build(story)


def _section(number: int) -> Section:
    columns = (Column("Partner"), Column("Offer"), Column("Usable"), Column("Reason"))
    rows = tuple(
        Row(
            (
                Cell(f"Partner {n % N_PARTNERS}", partner_colour=n % N_PARTNERS + 1),
                Cell(f"{n} field hospitals"),
                Cell(Day(n)),
                Cell(WORDS * (1 + n % 2)),
            )
        )
        for n in range(N_ROWS)
    )
    card = Facts(tuple(Fact(f"Field {n}", Cell(f"value {n}")) for n in range(16)), "A card")
    blocks = (
        Prose(WORDS * 8),
        _time_chart(),
        _curve(number),
        Table(columns, rows),
        card,
        card,
    )
    return Section(str(number), f"Chapter {number}", f"chapter-{number}", blocks)


def _time_chart() -> TimeChart:
    rows = tuple(
        NeedRow(
            f"Need {n}",
            f"{n + 2} units",
            0.6,
            n,
            100,
            tuple(
                AllocationBar(f"Partner {k}", (n + k) % N_PARTNERS + 1, n + 5 * k, 100, 0.2)
                for k in range(3)
            ),
        )
        for n in range(N_NEEDS)
    )
    return TimeChart((NeedGroup("Protect", 0.6, rows),), (), 0, 120)


def _curve(seed: int) -> CoverageCurve:
    steps = tuple(CurveStep(d, d + 4, ((d * seed) % 97) / 100) for d in range(0, 120, 4))
    return CoverageCurve(steps, (), (), 0, 120)


def _seconds(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _pages(content: bytes) -> int:
    document = pypdfium2.PdfDocument(content)
    n_pages = len(document)
    document.close()
    return n_pages


if __name__ == "__main__":
    main()
