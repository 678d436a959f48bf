"""That result files are written whole or not at all, and read back with every fault named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.match import (
    Coverage,
    Gap,
    Match,
    MatchStatus,
    PartnerShare,
    PlannedAllocation,
    Provenance,
    Reason,
    Step,
)
from crisisplanner.domain.messages import Message, Ref, RefKind, message
from crisisplanner.exchange.match_results import write_result
from crisisplanner.exchange.plan_files import StatedNeed, StatedPartner, read_plan_file
from crisisplanner.wording.catalogue import Wording

ROWS = (PlannedAllocation("o1", "r1", 2.0, 3, 9), PlannedAllocation("o2", "r1", 0.5, -1, 4))


def a_match() -> Match:
    said = message("check.unknown_offer", rule="H1", offer=Ref(RefKind.OFFER, "o1"))
    reason = Reason("late", 1.0, 4.0, ("o1",), ("FR",), is_sole=True, sentence=said)
    return Match(
        status=MatchStatus.OPTIMAL,
        weighted_coverage=0.75,
        bound=0.76,
        gap=0.01,
        cost=12.0,
        allocations=ROWS,
        coverage=(Coverage("r1", 0.75, (Step(0, 4, 1.0, 0.5),)), Coverage("r2", 1.0, ())),
        gaps=(Gap("r1", 4.0, (reason,)),),
        partners=(PartnerShare("FR", 12.0, 2.5),),
        provenance=Provenance("abc", 7, "0.1", "HiGHS", (("gap", "0.01"),)),
    )


def say(said: Message) -> str:
    return Wording().message(said)


def test_a_written_match_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    write_result(path, a_match(), say)
    read = read_plan_file(path)
    assert read.allocations == ROWS
    assert read.weighted_coverage == 0.75
    assert (read.status, read.bound, read.gap, read.asked_gap) == ("optimal", 0.76, 0.01, 0.01)
    assert read.cost == 12.0
    assert read.requirements == (StatedNeed("r1", 0.75, 4.0), StatedNeed("r2", 1.0, 0.0))
    assert read.partners == (StatedPartner("FR", 12.0, 2.5),)
    assert [found.name for found in tmp_path.iterdir()] == ["result.json"]


def test_the_file_holds_the_stated_fields(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    write_result(path, a_match(), say)
    plain = json.loads(path.read_text())
    assert plain["status"] == "optimal"
    assert plain["allocations"][0] == {
        "offer": "o1",
        "requirement": "r1",
        "quantity": 2.0,
        "from_day": 3,
        "to_day": 9,
    }
    first = plain["requirements"][0]
    assert (first["id"], first["coverage"], first["reasons"][0]["code"]) == ("r1", 0.75, "late")
    assert first["reasons"][0]["sentence"].startswith("H1: the plan names the offer o1")
    assert plain["partners"] == [{"id": "FR", "cost": 12.0, "units": 2.5}]
    assert plain["provenance"]["seed"] == 7


def test_a_failed_write_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text("old")

    def fail(_: Message) -> str:
        raise KeyError("no sentence")

    with pytest.raises(KeyError):
        write_result(path, a_match(), fail)
    assert path.read_text() == "old"


def test_a_folder_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CrisisPlannerError) as caught:
        write_result(tmp_path / "no" / "result.json", a_match(), say)
    assert "could not be written: No such file or directory" in say(caught.value.messages[0])
