"""How a plan prints who brings what: lines with offer and days, arrivals, sums, the map's signs."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crisisplanner.domain.activities import Deployment
from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.changes import Create, Update
from crisisplanner.domain.derivations import Derivation, derivation_to_text
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.limits import Node
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plan_document import (
    ArrivalChart,
    Bars,
    Facts,
    Section,
    SituationMap,
    Table,
)
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.problem import ArrivalPart
from crisisplanner.domain.register import Place
from crisisplanner.domain.requirements import Allocation, Requirement
from crisisplanner.services.matching.match_view import ArrivalStretch
from crisisplanner.services.matching.running import adopt_match, prepare_match
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.matching.view_reading import read_match
from crisisplanner.services.plan_contents.charts import arrival_chart, is_there, time_chart
from crisisplanner.services.publishing import plan_document
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import create_workspace, find_plan, open_workspace
from crisisplanner.wording.catalogue import Wording
from tests.services.conftest import counted_outside


@pytest.fixture(scope="module")
def words() -> Wording:
    return Wording()


@pytest.fixture(scope="module")
def matched_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a closed file of the case with an adopted match."""
    folder = tmp_path_factory.mktemp("matched")
    path = folder / "bunia.crisis"
    outside = counted_outside(folder / "backups", "contributions")
    with create_workspace(path, author="Maya", case="bunia-2003", outside=outside) as session:
        prepared = prepare_match(session, find_plan(session, None).id)
        adopt_match(session, prepared, solve_match(prepared.problem, MatchWish(gap=0.01)))
    return path


@pytest.fixture
def matched(matched_file: Path, tmp_path: Path) -> Iterator[Session]:
    path = tmp_path / "bunia.crisis"
    shutil.copyfile(matched_file, path)
    outside = counted_outside(tmp_path / "backups", tmp_path.name)
    with open_workspace(path, author="Maya", outside=outside) as session:
        yield session


def section(session: Session, number: str) -> Section:
    document = plan_document(session, find_plan(session, None).id)
    return next(one for one in document.sections if one.number == number)


def tables(one: Section) -> list[Table]:
    return [block for block in one.blocks if isinstance(block, Table)]


def test_each_contribution_is_a_line_with_its_offer_amount_and_days(
    matched: Session, words: Wording
) -> None:
    view = read_match(matched, find_plan(matched, None).id).view
    rows = [row for row in tables(section(matched, "13"))[0].rows if not row.is_group]
    said = [tuple(words.value(cell.value) for cell in row.cells) for row in rows]
    for need in view.needs:
        for one in need.allocations:
            if not one.is_wish:
                lines = [s for s in said if s[:2] == (one.partner.name, one.offer_title)]
                assert any(f"D+{one.to_day}" in line[3] for line in lines)
    assert all(row.keeps_with_next for row in rows if row.cells[0].link)


def test_what_one_partner_brings_over_the_same_days_is_one_bar(matched: Session) -> None:
    view = read_match(matched, find_plan(matched, None).id).view
    rows = [row for group in time_chart(view).groups for row in group.rows]
    for need, row in zip(view.needs, rows, strict=True):
        sent = [one for one in need.allocations if not one.is_wish]
        days = {(o.partner.id, o.from_day, o.to_day, o.is_locked) for o in sent}
        assert len(row.bars) == len(days)
        assert sum(bar.share for bar in row.bars) == pytest.approx(sum(o.share for o in sent))


def test_what_is_there_from_the_first_day_has_no_bar_and_is_counted(
    matched: Session, words: Wording
) -> None:
    view = read_match(matched, find_plan(matched, None).id).view
    sent = [a for n in view.needs for a in n.allocations if a.arrival and not a.is_wish]
    n_there = sum(a.arrival is not None and is_there(a.arrival) for a in sent)
    assert n_there > 0
    blocks = section(matched, "15").blocks
    chart = next(block for block in blocks if isinstance(block, ArrivalChart))
    assert all(any(s.to_day > s.from_day for s in row.stretches) for row in chart.rows)
    said = [words.value(getattr(block, "text", "")) for block in blocks]
    assert any(f"{n_there} contribution" in text and "no bar" in text for text in said)


def test_a_part_too_short_to_see_is_no_arrival(matched: Session) -> None:
    view = read_match(matched, find_plan(matched, None).id).view
    need = next(n for n in view.needs if any(a.arrival for a in n.allocations))
    one = next(a for a in need.allocations if a.arrival)
    assert one.arrival is not None
    short = replace(one.arrival, stretches=(ArrivalStretch(ArrivalPart.SETUP, 0.0, 0.01),))
    needs = (replace(need, allocations=(replace(one, arrival=short),)),)
    group = replace(view.groups[0], needs=needs)
    assert arrival_chart(replace(view, groups=(group,))).rows == ()


def test_the_day_from_which_a_contribution_is_used_stands_beside_the_usable_one(
    matched: Session, words: Wording
) -> None:
    one = section(matched, "15")
    heads = [words.value(column.head) for column in tables(one)[0].columns]
    assert heads[3:5] == ["Usable", "Used from"]


def test_the_printed_parts_of_every_arrival_add_up_to_its_usable_day(
    matched: Session, words: Wording
) -> None:
    rows = [one for one in tables(section(matched, "15"))[0].rows if not one.is_group]
    said = [[words.value(cell.value) for cell in one.cells] for one in rows]
    summed = {
        (usable, sum(map(float, re.findall(r"([\d.]+)\u00a0d\b", parts))))
        for *_, usable, _used, parts in said
        if usable.startswith("D+")
    }
    assert summed
    assert all(usable == f"D+{days:g}" for usable, days in summed)


def test_no_machine_text_is_printed_for_a_derived_requirement(
    matched: Session, words: Wording
) -> None:
    need = matched.all(Requirement)[0]
    kept = Derivation(Figure(3.0, "unit"), 0, 10, template="flood", measure="water")
    text = {"derived_by": derivation_to_text(kept)}
    matched.write(message("value.yes"), [Update(Requirement.KIND, need.id, text)])
    said = [
        words.value(fact.cell.value)
        for block in section(matched, "A").blocks
        if isinstance(block, Facts)
        for fact in block.rows
    ]
    assert "a template of measures" in said
    assert not any('{"' in text for text in said)


def drawn(session: Session) -> SituationMap:
    blocks = section(session, "3").blocks
    return next(block for block in blocks if isinstance(block, SituationMap))


def test_the_map_shows_nodes_and_posts_in_the_area_and_explains_only_what_it_shows(
    bunia: Session, words: Wording
) -> None:
    before = drawn(bunia)
    assert "Cross" not in words.value(before.note)
    assert "Diamond" not in words.value(before.note)
    day = bunia.all(Plan)[0].d_date
    assert day is not None
    bunia.write(
        message("value.yes"),
        [
            Create(Place(id="p1", name="Strip", latitude=1.6, longitude=30.3, iso3="COD")),
            Create(Node(id="n1", name="Strip north of town", place="p1")),
            Create(
                Deployment(
                    id="d1",
                    mission="MONUC",
                    year=day.year,
                    location="Post one",
                    latitude=1.5,
                    longitude=30.2,
                )
            ),
            Create(
                Deployment(
                    id="d2",
                    mission="UNMIL",
                    year=day.year,
                    location="Far away",
                    latitude=6.3,
                    longitude=-10.8,
                )
            ),
        ],
    )
    after = drawn(bunia)
    labels = {words.value(place.label) for place in after.places}
    assert {"Strip north of town", "Post one"} <= labels
    assert "Far away" not in labels
    note = words.value(after.note)
    assert f"Cross: place of MONUC in {day.year}" in note
    assert "UNMIL" not in note
    assert "Triangle: airfield" in note


def test_the_aims_of_a_match_are_said_in_their_order(matched: Session, words: Wording) -> None:
    prepared = prepare_match(matched, find_plan(matched, None).id)
    wish = MatchWish(gap=0.01, aims=("coverage", "changes"))
    adopt_match(matched, prepared, solve_match(prepared.problem, wish))
    document = plan_document(matched, find_plan(matched, None).id)
    (made,) = (block for block in document.sections[-1].blocks if isinstance(block, Facts))
    said = {words.value(fact.label): words.value(fact.cell.value) for fact in made.rows}
    assert "aims in their order: coverage, then few changes" in said["Settings"].splitlines()


def test_a_partner_without_a_known_cost_has_no_bar_and_is_named(
    matched: Session, words: Wording
) -> None:
    used = {row.offer for row in matched.all(Allocation)}
    own = [offer for offer in matched.all(Offer) if offer.id in used]
    partner = next(p for p in matched.all(Partner) if p.name == "Uruguay")
    unknown = {
        "mobilisation_cost": Figure(None, "money"),
        "daily_cost": Figure(None, "money/d"),
    }
    theirs = [Update(Offer.KIND, o.id, unknown) for o in own if o.partner == partner.id]
    kinds = {o.type for o in own if o.partner == partner.id}
    unpriced = {"cost_per_day": Figure(None, "USD/d")}
    priced = [Update(CapabilityType.KIND, kind, unpriced) for kind in kinds]
    matched.write(message("value.yes"), [*theirs, *priced])
    prepared = prepare_match(matched, find_plan(matched, None).id)
    adopt_match(matched, prepared, solve_match(prepared.problem, MatchWish(gap=0.01)))
    blocks = section(matched, "19").blocks
    bars = next(block for block in blocks if isinstance(block, Bars))
    assert all(bar.value for bar in bars.rows)
    said = " ".join(words.value(getattr(block, "text", "")) for block in blocks)
    assert "Uruguay" not in {words.value(bar.label) for bar in bars.rows}
    assert "no cost is known" in said
