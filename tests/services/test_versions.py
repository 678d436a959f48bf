"""Versions keep a plan as it was."""

from __future__ import annotations

import hashlib
import json

import pytest

from crisisplanner.domain.errors import CrisisPlannerError, refused
from crisisplanner.domain.plain import canonical_json
from crisisplanner.domain.plans import PlanVersion
from crisisplanner.domain.progress import Progress
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services.editing import change_field
from crisisplanner.services.one_moment import MOST_TRIES, read_at_one_moment
from crisisplanner.services.publishing import plan_document
from crisisplanner.services.session import Session
from crisisplanner.services.version_keeping import make_version
from crisisplanner.services.versions import (
    find_version,
    latest_version,
    snapshot_hash,
    version_standing,
)
from crisisplanner.services.workspaces import find_plan


def test_a_version_keeps_its_content_when_the_plan_changes(bunia: Session) -> None:
    plan = find_plan(bunia, None)
    version = make_version(bunia, plan.id, "for the ministers")
    requirement = bunia.select(Requirement, plan=plan.id)[0]
    change_field(bunia, "requirement", requirement.id, "title", "Another title")
    kept = bunia.file.snapshot(version.snapshot)
    assert kept is not None
    assert "Another title" not in kept
    assert hashlib.sha256(kept.encode()).hexdigest() == version.snapshot
    state = canonical_json(json.loads(kept)["state"])
    assert hashlib.sha256(state.encode()).hexdigest() == version.sha256
    assert snapshot_hash(bunia, plan.id) != version.sha256


def test_making_a_version_does_not_change_what_it_describes(bunia: Session) -> None:
    plan = find_plan(bunia, None)
    first = make_version(bunia, plan.id, "first")
    second = make_version(bunia, plan.id, "second")
    assert (first.number, second.number) == (1, 2)
    assert first.sha256 == second.sha256
    assert latest_version(bunia, plan.id) == second
    assert len(bunia.select(PlanVersion, plan=plan.id)) == 2


def test_a_version_is_found_by_number_or_name_and_others_are_named(bunia: Session) -> None:
    plan = find_plan(bunia, None)
    with pytest.raises(CrisisPlannerError, match=r"version\.none"):
        find_version(bunia, plan.id, "1")
    for name in ("For the Council", "After the visit"):
        make_version(bunia, plan.id, name)
    assert find_version(bunia, plan.id, "2").name == "After the visit"
    assert find_version(bunia, plan.id, "for the council").number == 1
    with pytest.raises(CrisisPlannerError, match=r"version\.not_found"):
        find_version(bunia, plan.id, "3")


def test_what_is_printed_as_it_is_now_is_of_one_moment(bunia: Session) -> None:
    plan = find_plan(bunia, None)
    requirement = bunia.select(Requirement, plan=plan.id)[0]
    document = plan_document(bunia, plan.id, watcher=_Editing(bunia, requirement.id))
    assert document.identity.sha256 == snapshot_hash(bunia, plan.id)
    assert document == plan_document(bunia, plan.id)


def test_what_never_rests_is_refused_and_an_error_of_two_moments_is_read_again(
    bunia: Session,
) -> None:
    requirement = bunia.all(Requirement)[0]
    seen: list[str] = []

    def edited_again() -> None:
        seen.append(f"Edit {len(seen)}")
        change_field(bunia, "requirement", requirement.id, "title", seen[-1])

    with pytest.raises(CrisisPlannerError, match=r"storage\.edited_while_read"):
        read_at_one_moment(bunia, edited_again)

    def torn_at_first() -> str:
        if len(seen) == MOST_TRIES:
            edited_again()
            raise refused("storage.busy")
        return "whole"

    assert read_at_one_moment(bunia, torn_at_first) == "whole"


class _Editing:
    """Change the plan once, while its version is being made."""

    def __init__(self, session: Session, requirement: str) -> None:
        self._session, self._requirement = session, requirement
        self._has_edited = False

    def report(self, _progress: Progress) -> None:
        if not self._has_edited:
            self._has_edited = True
            change_field(self._session, "requirement", self._requirement, "title", "Meanwhile")

    def is_cancelled(self) -> bool:
        return False


def test_a_version_is_of_one_moment_though_someone_edits_meanwhile(bunia: Session) -> None:
    plan = find_plan(bunia, None)
    requirement = bunia.select(Requirement, plan=plan.id)[0]
    watcher = _Editing(bunia, requirement.id)
    version = make_version(bunia, plan.id, "for the ministers", watcher)
    kept = json.loads(bunia.file.snapshot(version.snapshot) or "")
    assert snapshot_hash(bunia, plan.id) == version.sha256
    assert "Meanwhile" in canonical_json(kept["state"])
    assert "Meanwhile" in canonical_json(kept["document"])
    assert version_standing(bunia, plan.id).of_now == version
