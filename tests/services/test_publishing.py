"""Publishing the built-in case: what the printed plan holds, and when it refuses."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from crisisplanner.domain.changes import Create, Update
from crisisplanner.domain.document_structure import document_from_plain, document_to_plain
from crisisplanner.domain.entity import Entity, field_specs
from crisisplanner.domain.errors import Cancelled, CrisisPlannerError, ErrorKind
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.markings import Marking, MarkingKind
from crisisplanner.domain.match import PlanReasonCode, ReasonCode
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plan_document import (
    AssumptionBlock,
    CoverageCurve,
    Facts,
    PlanDocument,
    Prose,
    Section,
    Table,
    TimeChart,
)
from crisisplanner.domain.plans import Assumption, Plan, PlanText, PlanVersion
from crisisplanner.domain.problem import ArrivalPart
from crisisplanner.domain.progress import Progress, Unwatched
from crisisplanner.domain.register import Workspace
from crisisplanner.domain.requirements import Allocation, OpenGap, Requirement
from crisisplanner.domain.situation import Authority, Crisis, CrisisFact, Scenario
from crisisplanner.services.matching.running import adopt_match, prepare_match
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.plan_contents.annexes import GLOSSARY
from crisisplanner.services.plan_contents.assembly import MATURITY_OF_SECTION
from crisisplanner.services.plan_contents.section_parts import cause_words
from crisisplanner.services.plan_contents.thing_facts import NOT_PRINTED
from crisisplanner.services.publishing import check_document, export_plan, plan_document
from crisisplanner.services.session import Session
from crisisplanner.services.version_keeping import make_version
from crisisplanner.services.versions import snapshot_hash
from crisisplanner.services.workspaces import create_workspace, find_plan, open_workspace
from crisisplanner.wording.catalogue import Wording
from tests.reporting.boxes import page_texts
from tests.services.conftest import counted_outside


@pytest.fixture(scope="module")
def words() -> Wording:
    return Wording()


@pytest.fixture(scope="module")
def matched_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a closed file of the case with an adopted match."""
    folder = tmp_path_factory.mktemp("matched")
    path = folder / "bunia.crisis"
    outside = counted_outside(folder / "backups", "publishing")
    with create_workspace(path, author="Maya", case="bunia-2003", outside=outside) as session:
        prepared = prepare_match(session, find_plan(session, None).id)
        match = solve_match(prepared.problem, MatchWish(gap=0.01))
        adopt_match(session, prepared, match)
    return path


@pytest.fixture
def matched(matched_file: Path, tmp_path: Path) -> Iterator[Session]:
    """Open a copy of the matched case."""
    path = tmp_path / "bunia.crisis"
    shutil.copyfile(matched_file, path)
    outside = counted_outside(tmp_path / "backups", tmp_path.name)
    with open_workspace(path, author="Maya", outside=outside) as session:
        yield session


def plan_id(session: Session) -> str:
    return find_plan(session, None).id


def section(document: PlanDocument, number: str) -> Section:
    return next(one for one in document.sections if one.number == number)


def printed(session: Session, path: Path, words: Wording) -> list[str]:
    export_plan(session, plan_id(session), path, words=words)
    return page_texts(path)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_every_filled_text_of_the_plan_is_printed(
    matched: Session, tmp_path: Path, words: Wording
) -> None:
    text = squeezed("".join(printed(matched, tmp_path / "plan.pdf", words)))
    for kind in (Offer, Requirement, Assumption, PlanText, CrisisFact):
        things: tuple[Entity, ...] = matched.all(kind)
        for thing in things:
            for name in field_specs(kind).keys() - NOT_PRINTED:
                value = getattr(thing, name)
                if isinstance(value, str) and " " in value and name != "section":
                    for line in value.splitlines():
                        # A page's foot may stand between two lines: look at the beginning.
                        assert squeezed(line)[:40] in text, (kind.KIND, name, line)


def test_a_new_fact_appears_without_more_work(
    matched: Session, tmp_path: Path, words: Wording
) -> None:
    requirement = matched.all(Requirement)[0]
    fields = {"justification": "Because the harbour master of Butiaba says so."}
    matched.write(message("value.yes"), [Update(Requirement.KIND, requirement.id, fields)])
    text = squeezed("".join(printed(matched, tmp_path / "plan.pdf", words)))
    assert squeezed("harbour master of Butiaba") in text


def test_sections_without_content_are_named_with_the_reason(matched: Session) -> None:
    document = plan_document(matched, plan_id(matched))
    there = {one.number for one in document.sections}
    listed = [one.number for one in document.omitted]
    assert listed == sorted(listed, key=int)
    omitted = document.sections[-1].blocks[0]
    assert isinstance(omitted, Table)
    named = {str(row.cells[0].value) for row in omitted.rows}
    for number in MATURITY_OF_SECTION:
        assert (str(number) in there) != (str(number) in named)


def test_the_summary_has_its_parts_in_order(matched: Session) -> None:
    blocks = section(plan_document(matched, plan_id(matched)), "2").blocks
    kinds = [type(block).__name__ for block in blocks if type(block).__name__ != "Heading"]
    assert kinds == [
        "Prose",
        "KeyFigures",
        "CoverageCurve",
        "DatedList",
        "Bars",
        "AssumptionBlock",
        "Prose",
    ]


def test_the_summary_fits_one_page(matched: Session, tmp_path: Path, words: Wording) -> None:
    pages = printed(matched, tmp_path / "plan.pdf", words)
    number = next(n for n, p in enumerate(pages) if "Strategic summary" in p and n > 1)
    assert "Assumptions that carry this plan" in pages[number]
    assert "Situation and actors" in pages[number + 1]


def test_charts_and_tables_have_the_same_numbers(matched: Session) -> None:
    blocks = section(plan_document(matched, plan_id(matched)), "13").blocks
    chart = next(block for block in blocks if isinstance(block, TimeChart))
    curve = next(block for block in blocks if isinstance(block, CoverageCurve))
    tables = [block for block in blocks if isinstance(block, Table)]
    rows = [row for group in chart.groups for row in group.rows]
    listed = [row for row in tables[0].rows if not row.is_group and row.cells[0].link]
    assert [row.title for row in rows] == [row.cells[0].value for row in listed]
    assert [row.coverage for row in rows] == [row.cells[0].coverage for row in listed]
    cards = [block for block in blocks if isinstance(block, Facts)]
    assert len(curve.steps) == len(cards[-1].rows)
    assert sum(cause.share for cause in curve.causes) == pytest.approx(1.0)


def test_the_cover_names_no_machinery_and_the_annex_says_it_in_words(
    matched: Session, words: Wording
) -> None:
    document = plan_document(matched, plan_id(matched))
    cover = " ".join(words.value(fact.cell.value) for fact in document.cover)
    assert "HiGHS" not in cover
    labels = {words.value(fact.label) for fact in document.cover}
    assert "Weight of essential" not in labels
    (made,) = (block for block in document.sections[-1].blocks if isinstance(block, Facts))
    said = {words.value(fact.label): words.value(fact.cell.value) for fact in made.rows}
    assert said["Weight of essential"] == "4"
    assert "no limit of work" in said["Settings"]
    assert "inf" not in said["Settings"].split()
    assert said["Engine"].startswith("HiGHS")


def test_a_day_with_two_marks_of_one_name_is_named_once(matched: Session, words: Wording) -> None:
    chart = next(
        b
        for b in section(plan_document(matched, plan_id(matched)), "13").blocks
        if isinstance(b, TimeChart)
    )
    labels = [words.value(line.label) for line in chart.lines]
    assert not any("UNSCR 1484 and UNSCR 1484" in label for label in labels)
    assert "UNSCR 1484, then 1501" in labels


def test_every_assumed_figure_and_catalogue_figure_is_listed(
    matched: Session, words: Wording
) -> None:
    document = plan_document(matched, plan_id(matched))
    listed = " ".join(
        words.value(value)
        for one in document.sections
        if one.anchor == "annex-assumed"
        for block in one.blocks
        if isinstance(block, Facts)
        for value in (block.title, *(fact.label for fact in block.rows))
    )
    for offer in matched.all(Offer):
        for name in field_specs(Offer):
            figure = getattr(offer, name)
            if isinstance(figure, Figure) and figure.is_known and figure.basis is Basis.ASSUMPTION:
                assert offer.code in listed
    assert "the catalogue's figure" in listed or all(o.setup.is_known for o in matched.all(Offer))


def test_the_assumptions_stand_in_their_own_style_with_source(matched: Session) -> None:
    document = plan_document(matched, plan_id(matched))
    block = next(b for b in section(document, "1").blocks if isinstance(b, AssumptionBlock))
    assert len(block.items) == len(matched.all(Assumption))
    assert all(item.marks for item in block.items)


def test_authorities_stand_with_their_days(matched: Session, words: Wording) -> None:
    document = plan_document(matched, plan_id(matched))
    table = next(b for b in section(document, "6").blocks if isinstance(b, Table))
    names = {words.value(row.cells[0].value) for row in table.rows}
    own = {a.name for a in matched.all(Authority) if a.crisis is not None}
    assert own <= names


def test_printing_twice_gives_the_same_bytes(
    matched: Session, tmp_path: Path, words: Wording
) -> None:
    for name in ("a.pdf", "b.pdf"):
        export_plan(matched, plan_id(matched), tmp_path / name, words=words)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_draft_says_so_with_the_hash_of_the_present_state(matched: Session) -> None:
    identity = plan_document(matched, plan_id(matched)).identity
    assert identity.is_draft
    assert identity.sha256 == snapshot_hash(matched, plan_id(matched))
    assert identity.printed_at == matched.file.groups(1)[0].at


def test_a_version_prints_with_its_number_time_and_hash(matched: Session, words: Wording) -> None:
    version = make_version(matched, plan_id(matched), "For the Council")
    identity = plan_document(matched, plan_id(matched)).identity
    assert not identity.is_draft
    assert words.value(identity.version) == "version 1, draft"
    assert identity.sha256 == version.sha256
    assert isinstance(version.made_at, datetime)
    assert identity.printed_at == version.made_at


def test_a_change_after_a_version_prints_as_a_draft_again(matched: Session) -> None:
    make_version(matched, plan_id(matched), "For the Council")
    change(matched, Plan, plan_id(matched), owner="Somebody else")
    assert plan_document(matched, plan_id(matched)).identity.is_draft


def test_a_version_prints_the_same_whatever_changes_later(
    matched: Session, tmp_path: Path, words: Wording
) -> None:
    plan = plan_id(matched)
    version = make_version(matched, plan, "For the Council")
    export_plan(matched, plan, tmp_path / "then.pdf", words=words)
    offers = {row.offer for row in matched.all(Allocation)}
    changed_offer = next(offer for offer in matched.all(Offer) if offer.id in offers)
    change(matched, Plan, plan, title="Another title", owner="Somebody else")
    change(matched, Offer, changed_offer.id, quantity=Figure(1, "unit"), description="Other")
    change(matched, Crisis, matched.all(Crisis)[0].id, name="Another crisis")
    make_version(matched, plan, "After the visit")
    export_plan(matched, plan, tmp_path / "kept.pdf", words=words, version=version)
    assert (tmp_path / "kept.pdf").read_bytes() == (tmp_path / "then.pdf").read_bytes()
    text = "".join(page_texts(tmp_path / "kept.pdf"))
    assert "Another" not in text
    assert check_document(matched, tmp_path / "kept.pdf") == ()
    identity = plan_document(matched, plan, version=version).identity
    assert (identity.sha256, identity.is_draft) == (version.sha256, False)
    present = plan_document(matched, plan).identity
    assert (present.title, words.value(present.version)) == ("Another title", "version 2, draft")


def test_an_offer_of_unknown_quantity_is_printed_as_such(matched: Session, words: Wording) -> None:
    sent = matched.all(Allocation)[0]
    change(matched, Offer, sent.offer, quantity=Figure(None, "unit"))
    prepared = prepare_match(matched, plan_id(matched))
    adopt_match(matched, prepared, solve_match(prepared.problem, MatchWish(gap=0.01)))
    document = plan_document(matched, plan_id(matched))
    said = "\n".join(
        words.value(cell.value)
        for one in document.sections
        for block in one.blocks
        if isinstance(block, Table)
        for line in block.rows
        for cell in line.cells
    )
    assert ", quantity not known" in said
    assert "not known: quantity" in said
    assert f"Offer {matched.get(Offer, sent.offer).label()} is not matched" in said


def test_a_document_comes_back_from_a_snapshot_as_it_was(matched: Session) -> None:
    document = plan_document(matched, plan_id(matched))
    text = json.dumps(document_to_plain(document))
    assert document_from_plain(json.loads(text)) == document


def test_what_is_erased_for_good_is_blacked_out_in_a_version(
    matched: Session, tmp_path: Path, words: Wording
) -> None:
    plan = plan_id(matched)
    version = make_version(matched, plan, "For the Council")
    offer = next(one for one in matched.all(Offer) if one.description)
    name = offer.description
    document = json.dumps(document_to_plain(plan_document(matched, plan)), ensure_ascii=False)
    assert name in document
    matched.file.erase(Offer.KIND, offer.id, ["description"], author="Maya", why="asked to")
    kept = plan_document(matched, plan, version=version)
    assert name not in json.dumps(document_to_plain(kept), ensure_ascii=False)
    export_plan(matched, plan, tmp_path / "kept.pdf", words=words, version=version)
    assert squeezed(name) not in squeezed("".join(page_texts(tmp_path / "kept.pdf")))


def test_a_version_without_a_document_that_can_be_read_is_refused_in_words(
    matched: Session, words: Wording
) -> None:
    plan = plan_id(matched)
    version = make_version(matched, plan, "For the Council")
    text = json.dumps({"state": {}, "document": {"is": "SomethingElse"}})
    digest = hashlib.sha256(text.encode()).hexdigest()
    matched.file.keep_snapshot(digest, text)
    change(matched, PlanVersion, version.id, snapshot=digest)
    with pytest.raises(CrisisPlannerError) as caught:
        plan_document(matched, plan, version=matched.get(PlanVersion, version.id))
    assert caught.value.kind is ErrorKind.REFUSED
    assert "can't be printed" in words.message(caught.value.messages[0])


def change(session: Session, kind: type[Entity], entity_id: str, **fields: object) -> None:
    session.write(message("value.yes"), [Update(kind.KIND, entity_id, fields)])


def test_changed_inputs_are_said_on_each_page(
    matched: Session, tmp_path: Path, words: Wording
) -> None:
    for requirement in matched.all(Requirement)[:3]:
        quantity = Figure((requirement.quantity.value or 0) + 1, "unit")
        change(matched, Requirement, requirement.id, quantity=quantity)
    pages = printed(matched, tmp_path / "plan.pdf", words)
    assert all("Matched before 3 changes" in page for page in pages)


def test_an_exercise_workspace_is_never_printed_as_real(
    matched: Session, tmp_path: Path, words: Wording
) -> None:
    marking = Marking("GREEN", MarkingKind.EXERCISE)
    change(matched, Workspace, matched.workspace().id, marking=marking)
    pages = printed(matched, tmp_path / "plan.pdf", words)
    assert all(page.count("EXERCISE") >= 6 for page in pages)


def test_the_marking_is_the_highest_of_what_is_printed(matched: Session) -> None:
    offer = matched.all(Offer)[0]
    change(matched, Offer, offer.id, marking=Marking("RED"))
    assert plan_document(matched, plan_id(matched)).identity.marking.level == "RED"


def test_nobody_is_named_as_reader_who_may_not_see_all_of_it(matched: Session) -> None:
    offer = min(matched.all(Allocation), key=lambda a: a.offer).offer
    change(matched, Plan, plan_id(matched), marking=Marking("AMBER", releasable_to=("UN", "AU")))
    change(matched, Offer, offer, marking=Marking("AMBER", releasable_to=("AU",)))
    document = plan_document(matched, plan_id(matched))
    assert document.identity.marking.releasable_to == ("AU",)
    said = repr(document.cover)
    assert "'AU'" in said
    assert "'UN'" not in said


def test_a_plan_that_is_not_matched_says_so(bunia: Session, tmp_path: Path, words: Wording) -> None:
    document = plan_document(bunia, plan_id(bunia))
    said = [
        words.value(block.text)
        for block in section(document, "2").blocks
        if isinstance(block, Prose)
    ]
    assert any("has not been matched yet" in text for text in said)
    export_plan(bunia, plan_id(bunia), tmp_path / "plan.pdf", words=words)


def test_a_plan_with_nothing_but_its_title_is_printed(
    empty: Session, tmp_path: Path, words: Wording
) -> None:
    empty.write(
        message("value.yes"),
        [
            Create(Crisis(id="c", name="Somewhere")),
            Create(Scenario(id="s", crisis="c", name="Anything")),
            Create(Plan(id="p", scenario="s", title="Only a title")),
        ],
    )
    text = "".join(printed(empty, tmp_path / "plan.pdf", words))
    assert "Only a title" in text
    assert "Nothing is written; compulsory from maturity 1" in text
    assert "No mission is written yet" in text


def test_a_stale_match_is_printed_without_what_the_new_inputs_would_give(
    matched: Session, tmp_path: Path, words: Wording
) -> None:
    offer = next(o for o in matched.all(Offer) if o.code == "FRA-01")
    change(matched, Offer, offer.id, quantity=Figure(1, "unit"))
    text = "".join(printed(matched, tmp_path / "plan.pdf", words))
    assert "Matched before 1 change" in text
    assert "Weighted coverage" in text


def test_what_was_decided_about_a_gap_is_printed(
    matched: Session, tmp_path: Path, words: Wording
) -> None:
    need = matched.all(Requirement)[0]
    gap = OpenGap(id="g", requirement=need.id, ways_to_close="Ask Ruritania.", accepted_by="Chief")
    matched.write(message("value.yes"), [Create(gap)])
    text = squeezed("".join(printed(matched, tmp_path / "plan.pdf", words)))
    assert squeezed("Ask Ruritania.") in text


def test_a_lock_and_its_reason_are_printed(
    matched: Session, tmp_path: Path, words: Wording
) -> None:
    allocation = matched.all(Allocation)[0]
    change(matched, Allocation, allocation.id, locked=True, reason="Agreed in Kampala.")
    text = squeezed("".join(printed(matched, tmp_path / "plan.pdf", words)))
    assert squeezed("Agreed in Kampala.") in text
    assert "locked" in text


def test_unknown_figures_are_named_not_zero(matched: Session, words: Wording) -> None:
    offer = matched.all(Offer)[0]
    change(matched, Offer, offer.id, transit=Figure(None, "d"))
    document = plan_document(matched, plan_id(matched))
    cards = [
        block
        for one in document.sections
        for block in one.blocks
        if isinstance(block, Facts) and block.anchor == "offer-" + offer.id
    ]
    said = {words.value(f.label): words.value(f.cell.value) for f in cards[0].rows}
    assert "Transit" not in said
    assert "Transit" in said["Not known"]


def test_an_edition_for_a_reader_is_refused(
    matched: Session, tmp_path: Path, words: Wording
) -> None:
    with pytest.raises(CrisisPlannerError) as caught:
        export_plan(matched, plan_id(matched), tmp_path / "plan.pdf", words=words, reader="Germany")
    assert caught.value.kind is ErrorKind.REFUSED
    assert not (tmp_path / "plan.pdf").exists()


class _Stopped(Unwatched):
    """Want to stop after some reports."""

    def __init__(self, patience: int) -> None:
        self.left = patience

    def report(self, progress: Progress) -> None:
        assert progress.what.code
        self.left -= 1

    def is_cancelled(self) -> bool:
        return self.left <= 0


@pytest.mark.parametrize("patience", [0, 5, 40])
def test_cancelling_leaves_what_was_there(
    matched: Session, tmp_path: Path, words: Wording, patience: int
) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF before")
    with pytest.raises(Cancelled):
        export_plan(matched, plan_id(matched), path, words=words, watcher=_Stopped(patience))
    assert path.read_bytes() == b"%PDF before"


def test_a_printed_document_is_checked_against_the_workspace(
    matched: Session, tmp_path: Path, words: Wording
) -> None:
    path = tmp_path / "plan.pdf"
    export_plan(matched, plan_id(matched), path, words=words)
    assert check_document(matched, path) == ()
    change(matched, Plan, plan_id(matched), owner="Somebody else")
    faults = check_document(matched, path)
    assert [fault.code for fault in faults] == ["document.check.other_state"]
    (tmp_path / "other.pdf").write_bytes(b"no document")
    faults = check_document(matched, tmp_path / "other.pdf")
    assert [fault.code for fault in faults] == ["document.check.not_readable"]


def test_every_word_that_is_put_together_has_a_sentence(words: Wording) -> None:
    codes = ["document.arrival." + part.value for part in ArrivalPart] + [
        "document.section." + str(number) for number in MATURITY_OF_SECTION
    ]
    codes += ["document.glossary." + word for word in GLOSSARY]
    codes += ["document.glossary." + word + ".means" for word in GLOSSARY]
    causes = [code.name.lower() for code in ReasonCode] + [code.value for code in PlanReasonCode]
    codes += [cause_words(cause).code for cause in (*causes, "of another program")]
    assert [code for code in codes if not words.has(code)] == []


def test_a_node_without_opening_days_is_printed_as_an_assumption(
    matched: Session, words: Wording
) -> None:
    change(matched, Plan, plan_id(matched), maturity=3)
    blocks = section(plan_document(matched, plan_id(matched)), "15").blocks
    said = [words.value(block.text) for block in blocks if isinstance(block, Prose)]
    assert any(
        text.startswith("Assumption: Bunia airfield") and "open on every day" in text
        for text in said
    )
