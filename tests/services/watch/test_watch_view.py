"""The watch list and the map's things on real workspaces."""

from datetime import date

import pytest

from crisisplanner.domain.activities import Deployment
from crisisplanner.domain.changes import Change, Create
from crisisplanner.domain.entity import shipped_id
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import message
from crisisplanner.domain.monitoring import Event, IndicatorValue, MonitoringIndicator, Severity
from crisisplanner.domain.register import Place
from crisisplanner.domain.risk import IndicatorRating, IndicatorState, RiskIndicator, Trend
from crisisplanner.domain.situation import Crisis, CrisisFact
from crisisplanner.domain.terms import CrisisStatus, PlaceKind
from crisisplanner.domain.warning import LeadsTo, Trigger, TriggerFiring
from crisisplanner.services import assessing
from crisisplanner.services.risk_view import risk_view
from crisisplanner.services.session import Session
from crisisplanner.services.watch.base_map import BaseMap, read_base_map
from crisisplanner.services.watch.marks import IDMC_STOCK, Layer
from crisisplanner.services.watch.watch_view import WatchView, read_watch
from crisisplanner.wording.catalogue import Wording


@pytest.fixture(scope="module")
def base() -> BaseMap:
    return read_base_map()


def write(session: Session, *changes: Change) -> None:
    session.write(message("journal.entity_created", kind="test", label="test"), changes)


def add_crisis(
    session: Session, name: str, iso3: str = "", status: CrisisStatus = CrisisStatus.WATCH
) -> Crisis:
    """Keep a crisis in a country."""
    changes: list[Change] = []
    places: tuple[str, ...] = ()
    if iso3:
        place = Place(
            id=session.outside.new_id(), name=iso3, place_kind=PlaceKind.COUNTRY, iso3=iso3
        )
        changes.append(Create(place))
        places = (place.id,)
    crisis = Crisis(id=session.outside.new_id(), name=name, places=places, status=status)
    write(session, *changes, Create(crisis))
    return crisis


def rate(session: Session, crisis: Crisis, number: str, state: IndicatorState) -> None:
    indicator = shipped_id(RiskIndicator.KIND, number)
    assessing.rate(session, crisis.id, indicator, state=state)


def names(view: WatchView) -> list[str]:
    return [row.standing.crisis.name for row in view.rows]


def test_crises_stand_gravest_first_and_ties_by_name(empty: Session, base: BaseMap) -> None:
    calm, acute, present = (add_crisis(empty, n) for n in ("Calm", "Acute", "Present"))
    add_crisis(empty, "Zebra, unrated")
    add_crisis(empty, "Anthill, unrated")
    over = add_crisis(empty, "Over", status=CrisisStatus.CLOSED)
    rate(empty, calm, "1.1", IndicatorState.ABSENT)
    rate(empty, acute, "1.1", IndicatorState.ACUTE)
    rate(empty, over, "1.1", IndicatorState.ACUTE)
    rate(empty, present, "1.1", IndicatorState.PRESENT)
    found = names(read_watch(empty, base))
    assert found == ["Acute", "Present", "Anthill, unrated", "Zebra, unrated", "Calm", "Over"]


def test_the_picture_is_that_of_the_risk_page(bunia: Session, base: BaseMap) -> None:
    crisis = bunia.all(Crisis)[0]
    for author, state in (("Ada", IndicatorState.ACUTE), ("Bo", IndicatorState.PRESENT)):
        bunia.author = author
        rate(bunia, crisis, "1.1", state)
        rate(bunia, crisis, "2.1", IndicatorState.EMERGING)
    (row,) = read_watch(bunia, base).rows
    assert row.standing.profile == risk_view(bunia, crisis.id).profile
    assert row.standing.n_assessors == 2


def test_severity_gives_the_trend_where_nobody_rated_one(empty: Session, base: BaseMap) -> None:
    crisis = add_crisis(empty, "Hunger")
    for month, value in ((1, 3.9), (2, 4.2)):
        severity = Severity(
            id=empty.outside.new_id(),
            crisis=crisis.id,
            code="CAF001",
            iso3="CAF",
            as_of=date(2022, month, 1),
            severity=value,
        )
        write(empty, Create(severity))
    view = read_watch(empty, base)
    (row,) = view.rows
    assert row.standing.trend is Trend.WORSE
    assert row.standing.is_trend_of_severity
    assert row.standing.severity is not None
    assert (row.standing.severity.value, row.standing.severity.before) == (4.2, 3.9)
    assert row.area.countries == ("CAF",)
    assert view.countries["CAF"].severity == 4.2


def test_an_unrated_crisis_leaves_its_country_unknown_though_another_was_found_calm(
    empty: Session, base: BaseMap
) -> None:
    calm = add_crisis(empty, "Calm", "CAF")
    add_crisis(empty, "Unrated", "CAF")
    rate(empty, calm, "1.1", IndicatorState.ABSENT)
    view = read_watch(empty, base)
    assert view.countries["CAF"].state is IndicatorState.UNKNOWN
    assert view.countries["CAF"].n_rated == 0
    assert "TCD" not in view.countries


def test_a_crisis_with_points_has_a_ring_and_one_of_countries_has_none(
    bunia: Session, base: BaseMap
) -> None:
    add_crisis(bunia, "Whole country", "TCD")
    add_crisis(bunia, "Nowhere")
    rows = {row.standing.crisis.name: row for row in read_watch(bunia, base).rows}
    ituri = rows["Ituri, Bunia 2003"]
    assert ituri.area.radius_km == 60.0
    assert len(ituri.rings) == 1
    assert ituri.area.countries == ("COD",)
    assert rows["Whole country"].rings == ()
    assert rows["Whole country"].at is not None
    assert rows["Nowhere"].at is None


def test_news_counts_what_came_since_a_crisis_was_looked_at(empty: Session, base: BaseMap) -> None:
    crisis, other = add_crisis(empty, "Watched", "CAF"), add_crisis(empty, "Other", "TCD")
    looked = {crisis.id: empty.file.position()}
    new_id = empty.outside.new_id
    rate(empty, crisis, "1.1", IndicatorState.PRESENT)
    rate(empty, crisis, "1.2", IndicatorState.PRESENT)
    rate(empty, other, "1.1", IndicatorState.PRESENT)
    trigger = Trigger(id=new_id(), crisis=crisis.id, name="T", leads_to=LeadsTo.PREPAREDNESS)
    write(
        empty,
        Create(trigger),
        Create(TriggerFiring(id=new_id(), trigger=trigger.id, fired_on=date(2022, 5, 1))),
        Create(Event(id=new_id(), code="1", iso3="CAF")),
        Create(Event(id=new_id(), code="2", crisis=crisis.id)),
        Create(Event(id=new_id(), code="3", iso3="TCD")),
        Create(CrisisFact(id=new_id(), crisis=crisis.id, when_text="May", text="x")),
    )
    view = read_watch(empty, base, looked)
    row = view.row(crisis.id)
    assert row is not None
    assert dict(row.news.counts) == {
        "trigger_firing": 1,
        "indicator_rating": 2,
        "event": 2,
        "crisis_fact": 1,
    }
    assert [one.trigger for one in row.standing.firings] == ["T"]
    other_row = view.row(other.id)
    assert other_row is not None
    assert other_row.news.looked_at is None
    later = read_watch(empty, base, {crisis.id: view.position}).row(crisis.id)
    assert later is not None
    assert not later.news.is_any


def test_what_was_taken_back_is_no_news(empty: Session, base: BaseMap) -> None:
    crisis = add_crisis(empty, "Watched")
    looked = {crisis.id: empty.file.position()}
    rate(empty, crisis, "1.1", IndicatorState.PRESENT)
    assert empty.all(IndicatorRating)
    empty.file.undo(empty.author)
    row = read_watch(empty, base, looked).row(crisis.id)
    assert row is not None
    assert not row.news.is_any


def test_a_position_that_this_file_never_reached_is_of_another_copy(
    empty: Session, base: BaseMap
) -> None:
    crisis = add_crisis(empty, "Watched")
    row = read_watch(empty, base, {crisis.id: 10_000}).row(crisis.id)
    assert row is not None
    assert row.news.looked_at is None


def test_each_layer_has_its_things(bunia: Session, base: BaseMap) -> None:
    new_id = bunia.outside.new_id
    indicator = MonitoringIndicator(id=new_id(), code=IDMC_STOCK, name="Conflict Stock")
    write(
        bunia,
        Create(indicator),
        *(
            Create(
                IndicatorValue(
                    id=new_id(),
                    indicator=indicator.id,
                    iso3="UGA",
                    about="Uganda",
                    from_date=date(year, 1, 1),
                    best=best,
                )
            )
            for year, best in ((2020, 100.0), (2021, 250.0))
        ),
        Create(
            Event(id=new_id(), code="1", latitude=1.5, longitude=30.2, deaths=Figure(4.0, "person"))
        ),
        Create(Event(id=new_id(), code="2", location="nobody knows where")),
        *(
            Create(
                Deployment(
                    id=new_id(),
                    mission="MONUC",
                    year=y,
                    location="Bunia",
                    latitude=1.5,
                    longitude=30.2,
                    infantry=Figure(650 if y == 2003 else None, "person"),
                    source="Geo-PKO",
                )
            )
            for y in (2003, 2004)
        ),
    )
    view = read_watch(bunia, base)
    assert [m.name for m in view.of_layer(Layer.NODES)] == ["Bunia airfield", "Entebbe airport"]
    assert len(view.of_layer(Layer.EVENTS)) == 1
    assert [dict(m.said.params)["year"] for m in view.of_layer(Layer.DEPLOYMENTS)] == [2004]
    assert view.deployment_years == (2004, 2003)
    (untold,) = view.of_layer(Layer.DEPLOYMENTS)
    said = Wording().message(untold.said)
    assert said == "MONUC in 2004, with what units is not known. Source: Geo-PKO"
    (earlier,) = read_watch(bunia, base, deployments_of=2003).of_layer(Layer.DEPLOYMENTS)
    assert "infantry of about 650\xa0people. Estimated from maps" in Wording().message(earlier.said)
    people = {m.name: m.amount for m in view.of_layer(Layer.DISPLACEMENT)}
    assert people["Uganda"] == 250.0
    assert 500_000 in people.values()
    origins = view.of_layer(Layer.ORIGINS)
    assert origins
    assert all(mark.is_rough for mark in origins)
