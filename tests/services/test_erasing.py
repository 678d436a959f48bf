"""What is erased for good is gone from versions, and from steps that only name the thing."""

from __future__ import annotations

import pytest

from crisisplanner.domain.actors import FocalPoint, Partner
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services.editing import change_field, erase_fields, history
from crisisplanner.services.parts import add_part
from crisisplanner.services.session import Session
from crisisplanner.services.version_keeping import kept_document, make_version
from crisisplanner.services.workspaces import find_plan


@pytest.mark.parametrize("name", ["Zawadi Kahindo", "kahindo"])
def test_a_name_is_gone_from_what_a_version_prints(bunia: Session, name: str) -> None:
    plan = find_plan(bunia, None)
    requirement = bunia.select(Requirement, plan=plan.id)[0]
    change_field(bunia, "requirement", requirement.id, "title", name)
    version = make_version(bunia, plan.id, "for the ministers")
    assert name in (bunia.file.snapshot(version.snapshot) or "")
    erase_fields(bunia, "requirement", requirement.id, ["title"], "asked to")
    assert name not in (bunia.file.snapshot(version.snapshot) or "")
    assert kept_document(bunia, version) is not None


def test_a_name_is_gone_from_steps_of_other_things_that_say_it(bunia: Session) -> None:
    partner = bunia.all(Partner)[0]
    change_field(bunia, "partner", partner.id, "name", "Zawadi Kahindo")
    part = FocalPoint(id="focal", partner=partner.id, name="Someone else")
    add_part(bunia, bunia.get(Partner, partner.id), part)
    assert "Zawadi" in repr(history(bunia))
    erase_fields(bunia, "partner", partner.id, ["name"], "asked to")
    assert "Zawadi" not in repr(history(bunia))
    assert "Someone else" in repr(history(bunia))
