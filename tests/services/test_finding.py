"""Things found by name whose pages are not tables."""

from __future__ import annotations

from datetime import date

import pytest

from crisisplanner.domain.activities import Activity
from crisisplanner.domain.changes import Create
from crisisplanner.domain.crisis_actors import CrisisActor
from crisisplanner.domain.entity import Entity
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.limits import Node
from crisisplanner.domain.messages import message
from crisisplanner.domain.monitoring import CalendarEvent, Severity
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.progress import Unwatched
from crisisplanner.domain.register import Place
from crisisplanner.domain.requests import CapabilityRequest
from crisisplanner.domain.situation import Crisis
from crisisplanner.domain.warning import Trigger
from crisisplanner.services.finding import MOST_OF_A_KIND, find_by_name
from crisisplanner.services.session import Session
from crisisplanner.services.tables import table_ids
from crisisplanner.wording.catalogue import Wording


@pytest.fixture
def filled(bunia: Session) -> Session:
    """Add one thing of each kind, all named alike, and one that is retired."""
    crisis, offer = bunia.all(Crisis)[0].id, bunia.all(Offer)[0]
    things: list[Entity] = [
        Trigger(id="t", crisis=crisis, name="Kivu burns"),
        Trigger(id="old", crisis=crisis, name="Kivu burnt", retired=True),
        CalendarEvent(id="d", name="Vote in Kivu", on_date=date(2026, 12, 1)),
        CrisisActor(id="a", crisis=crisis, name="Militia of Kivu"),
        CapabilityRequest(
            id="r", partner=offer.partner, type=offer.type, quantity=Figure(1, "unit"), text="Kivu"
        ),
    ]
    things += [
        Activity(id=f"act{n}", organisation="Kivu Aid", iso3=iso3)
        for n, iso3 in enumerate(("COD", "COD", "CAF", ""))
    ]
    bunia.write(message("journal.workspace_created", name="x"), [Create(one) for one in things])
    return bunia


def found(session: Session, typed: str) -> list[tuple[str, str, str]]:
    words = Wording()
    return [
        (one.kind, words.value(one.title), one.owner)
        for one in find_by_name(session, typed, Unwatched())
    ]


def test_a_crisis_is_found_by_its_country_and_places(bunia: Session) -> None:
    car = Crisis(id="car", name="Complex crisis in CAR")
    severity = Severity(id="s", crisis="car", code="CAF001", iso3="CAF; TCD")
    (ituri,) = bunia.all(Crisis)
    bunia.write(message("journal.workspace_created", name="x"), [Create(car), Create(severity)])
    assert table_ids(bunia, "crisis", search="central african") == ["car"]
    assert table_ids(bunia, "crisis", search="crisis chad") == ["car"]
    assert table_ids(bunia, "crisis", search="Bunia") == [ituri.id]
    assert table_ids(bunia, "crisis", search="Mongolia") == []


def test_an_entry_node_is_found_by_its_country(bunia: Session) -> None:
    bangui = Place(id="p", name="Bangui", iso3="CAF", latitude=4.4, longitude=18.5)
    node = Node(id="n", name="M'Poko", place="p")
    bunia.write(message("journal.workspace_created", name="x"), [Create(bangui), Create(node)])
    assert table_ids(bunia, "node", search="Central African") == ["n"]
    assert table_ids(bunia, "node", search="CAF") == ["n"]
    assert table_ids(bunia, "node", search="poko") == ["n"]


def test_triggers_dates_actors_and_activities_are_found_by_name(filled: Session) -> None:
    crisis = filled.all(Crisis)[0].id
    assert found(filled, "kivu") == [
        ("trigger", "Kivu burns", crisis),
        ("calendar_event", "Vote in Kivu", ""),
        ("crisis_actor", "Militia of Kivu", crisis),
        ("activity", "Kivu Aid in Congo, The Democratic Republic of the: 2 activities", "COD"),
        ("activity", "Kivu Aid in Central African Republic: 1 activity", "CAF"),
        ("activity", "Kivu Aid, country not reported: 1 activity", ""),
    ]


def test_all_words_count_and_the_crisis_is_no_part_of_the_name(filled: Session) -> None:
    assert [kind for kind, _, _ in found(filled, "kivu militia")] == ["crisis_actor"]
    assert found(filled, filled.all(Crisis)[0].name) == []


def test_a_request_is_found_by_its_partner_and_opens_it(filled: Session) -> None:
    request = filled.get(CapabilityRequest, "r")
    (one,) = [
        line
        for line in found(filled, filled.file.get("partner", request.partner).label())
        if line[0] == "capability_request"
    ]
    assert one[2] == request.partner


def test_no_more_than_five_of_a_kind(filled: Session) -> None:
    crisis = filled.all(Crisis)[0].id
    more = [Create(Trigger(id=f"m{n}", crisis=crisis, name=f"Kivu {n}")) for n in range(9)]
    filled.write(message("journal.workspace_created", name="x"), more)
    assert [kind for kind, _, _ in found(filled, "Kivu")].count("trigger") == MOST_OF_A_KIND
