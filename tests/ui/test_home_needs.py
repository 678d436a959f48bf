"""What the start page says needs somebody, and where each leads."""

from datetime import timedelta

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.plans import Plan, PlanText
from crisisplanner.domain.requests import CapabilityRequest
from crisisplanner.domain.situation import Crisis
from crisisplanner.domain.warning import LeadsTo, Trigger
from crisisplanner.services import editing
from crisisplanner.services.plan_contents.empty_sections import empty_sections
from crisisplanner.services.session import Session
from crisisplanner.ui.home.overview import NeedOfYou, read_overview
from crisisplanner.wording.catalogue import Wording


def need(session: Session, code: str) -> NeedOfYou | None:
    """Give what needs somebody by the code of its title."""
    return next((one for one in read_overview(session).needs if one.title.code == code), None)


def test_compulsory_sections_that_are_empty_need_someone_until_they_are_written(
    session: Session,
) -> None:
    plan = session.all(Plan)[0]
    empty = empty_sections(session, plan)
    found = need(session, "home.empty_sections")
    assert found is not None
    assert (found.page, found.argument) == ("document", plan.id)
    assert found.title.values["n"] == len(empty) > 0
    for number, said in enumerate(empty):
        section = said.code.rsplit(".", 1)[1]
        text = PlanText(id=f"t{number}", plan=plan.id, section=section, text="Written.")
        editing.create_entity(session, text)
    assert need(session, "home.empty_sections") is None


def test_a_plan_of_less_maturity_is_asked_for_fewer_sections(session: Session) -> None:
    plan = session.all(Plan)[0]
    before = empty_sections(session, plan)
    editing.change_field(session, Plan.KIND, plan.id, "maturity", 1)
    assert set(empty_sections(session, session.get(Plan, plan.id))) < set(before)


def test_a_trigger_that_leads_to_nothing_needs_someone(session: Session) -> None:
    crisis = session.all(Crisis)[0]
    loose = Trigger(
        id="loose", crisis=crisis.id, name="Kivu burns", leads_to=LeadsTo.DECISION_POINT
    )
    editing.create_entity(session, loose)
    found = need(session, "home.broken")
    assert found is not None
    assert (found.page, found.argument) == ("triggers", crisis.id)
    assert "Kivu burns" in Wording().message(found.detail)


def test_a_request_without_an_answer_stands_among_what_needs_someone(session: Session) -> None:
    today = session.outside.now().date()
    request = CapabilityRequest(
        id="r",
        partner=session.all(Partner)[0].id,
        type=session.all(CapabilityType)[0].id,
        quantity=Figure(2.0, "unit"),
        asked_on=today,
        answer_by=today + timedelta(days=9),
    )
    editing.create_entity(session, request)
    found = need(session, "home.asked")
    assert found is not None
    assert found.page == "inbox"
    assert need(session, "home.overdue") is None
