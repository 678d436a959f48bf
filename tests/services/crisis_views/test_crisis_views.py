"""What the pages of a crisis show, read from real workspaces."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crisisplanner.domain.actors import ChairTerm, Institution, Partner
from crisisplanner.domain.changes import Change, Create, Remove
from crisisplanner.domain.crisis_actors import (
    ActorRole,
    CrisisActor,
    Leverage,
    Perception,
    Position,
)
from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import Entity
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import message
from crisisplanner.domain.monitoring import (
    CalendarEvent,
    CalendarKind,
    Event,
    IndicatorValue,
    MonitoringIndicator,
    Severity,
)
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.register import Country, Place
from crisisplanner.domain.situation import AccessPermit, Crisis, Scenario
from crisisplanner.domain.terms import AssetClass, PermitState, PlaceKind
from crisisplanner.domain.warning import ConditionKind, LeadsTo, Trigger, TriggerCondition
from crisisplanner.services import editing, warning
from crisisplanner.services.crisis_views.access_view import access_view
from crisisplanner.services.crisis_views.actor_views import actors_view
from crisisplanner.services.crisis_views.coming_dates import coming_dates
from crisisplanner.services.crisis_views.crisis_overview import crisis_overview
from crisisplanner.services.crisis_views.series_view import (
    COUNT,
    DEATHS,
    Period,
    SeriesWish,
    new_indicator_code,
    series_view,
    tie_events,
)
from crisisplanner.services.session import Session
from crisisplanner.services.watch.crisis_places import create_crisis, place_choices
from crisisplanner.wording.catalogue import Wording

TODAY = date(2026, 11, 21)


def store(session: Session, *things: Entity) -> None:
    changes: list[Change] = [Create(one) for one in things]
    session.write(message("journal.triggers_added", crisis="x"), changes)


def crisis_of(session: Session) -> Crisis:
    return session.all(Crisis)[0]


@pytest.fixture
def actors(bunia: Session) -> tuple[Session, str, tuple[Partner, ...]]:
    crisis = crisis_of(bunia).id
    partners = bunia.all(Partner)[:3]
    gone = [Remove(CrisisActor.KIND, one.id) for one in bunia.all(CrisisActor)]
    bunia.write(message("journal.triggers_added", crisis="x"), gone)
    store(
        bunia,
        CrisisActor(id="militia", crisis=crisis, name="Militias", role=ActorRole.PERPETRATOR),
        CrisisActor(id="host", crisis=crisis, name="Host", role=ActorRole.HOST_GOVERNMENT),
        Leverage(id="l1", actor="militia", partner=partners[0].id, strength=1),
        Leverage(id="l2", actor="militia", partner=partners[1].id, strength=3),
        Leverage(id="l3", actor="militia", partner=partners[1].id, strength=2),
        Perception(id="p1", actor="militia", partner=partners[1].id, score=-2),
        Position(
            id="s1", crisis=crisis, partner=partners[2].id, issue="Force", stance=-1,
            since=date(2003, 5, 1),
        ),
        Position(
            id="s2", crisis=crisis, partner=partners[2].id, issue="Force", stance=2,
            since=date(2003, 6, 1),
        ),
    )  # fmt: skip
    return bunia, crisis, partners


def test_the_strongest_mover_of_each_actor_is_named(
    actors: tuple[Session, str, tuple[Partner, ...]],
) -> None:
    session, crisis, partners = actors
    view = actors_view(session, crisis)
    assert [(m.actor.name, m.strength, m.partners) for m in view.movers] == [
        ("Militias", 3, (partners[1].name,)),
        ("Host", None, ()),
    ]
    assert {p.id for p in view.partners} == {p.id for p in partners}
    relation = view.relation(partners[1].id, "militia")
    assert (relation.strength, relation.score) == (3, -2)
    assert view.relation(partners[2].id, "host").is_empty


def test_the_newest_position_holds_and_the_earlier_is_kept(
    actors: tuple[Session, str, tuple[Partner, ...]],
) -> None:
    session, crisis, partners = actors
    stance = actors_view(session, crisis).stances[(partners[2].id, "Force")]
    assert (stance.newest.stance, len(stance.positions)) == (2, 2)


def test_every_partner_can_be_listed(bunia: Session) -> None:
    view = actors_view(bunia, crisis_of(bunia).id, every_partner=True)
    assert len(view.partners) == view.n_partners == len(bunia.all(Partner))


def test_access_says_what_stops_each_place(bunia: Session) -> None:
    crisis = crisis_of(bunia).id
    scenario = bunia.all(Scenario)[0].id
    place = next(p for p in bunia.all(Place) if p.name.startswith("Bunia"))
    store(
        bunia,
        AccessPermit(
            id="refused", scenario=scenario, place=place.id, asset_class=AssetClass.NGO,
            from_when=Day(0), to_when=Day(20), state=PermitState.REFUSED,
        ),
    )  # fmt: skip
    view = access_view(bunia, crisis)
    words = Wording()
    at_bunia = next(one for one in view.places if one.place.id == place.id)
    (lane,) = [one for one in at_bunia.lanes if words.message(one.asset) == "NGO"]
    assert [words.message(said) for said in lane.stops] == ["Refused (D to D+20)."]
    assert at_bunia.n_stopped == 1
    assert [words.message(rule) for rule in at_bunia.rules] == [
        "For NGO only granted days count; the match takes other classes as free to enter.",
        "What holds for Ituri holds here too.",
    ]
    entebbe = next(one for one in view.places if "Entebbe" in one.place.name)
    said = [words.message(one) for lane in entebbe.lanes for one in lane.stops]
    assert said == ["Nothing granted before D+5.", "Nothing granted from D+120 on."]
    assert view.first_day < 0 < 120 < view.last_day
    assert view.d_date == date(2003, 5, 30)
    assert [one.authority.name for one in view.authorities][-1] == "UNSCR 1501"


def test_handovers_stand_in_the_calendar_with_what_belongs_to_no_crisis(bunia: Session) -> None:
    crisis, institution = crisis_of(bunia).id, bunia.all(Institution)[0]
    other = Crisis(id="other", name="Other")
    store(
        bunia,
        other,
        CalendarEvent(id="own", name="Vote", on_date=TODAY + timedelta(days=30), crisis=crisis,
                      calendar_kind=CalendarKind.ELECTION),
        CalendarEvent(id="foreign", name="Elsewhere", on_date=TODAY, crisis="other"),
        CalendarEvent(id="open", name="Rains"),
        CalendarEvent(id="past", name="Verdict", on_date=TODAY - timedelta(days=1)),
        ChairTerm(id="term", institution=institution.id, holder_iso3="KEN",
                  from_date=TODAY + timedelta(days=10)),
    )  # fmt: skip
    found = coming_dates(bunia, crisis, TODAY)
    assert [(one.thing_id, one.days_to_go) for one in found.ahead] == [("term", 10), ("own", 30)]
    said = Wording().value(found.ahead[0].title)
    assert said == f"Kenya takes the chair of {institution.name}"
    assert [one.thing_id for one in found.passed] == ["past"]
    assert [one.thing_id for one in found.undated] == ["open"]
    assert "foreign" in [one.thing_id for one in coming_dates(bunia, None, TODAY).ahead]


def test_an_overview_says_what_is_not_known(bunia: Session) -> None:
    view = crisis_overview(bunia, crisis_of(bunia).id, TODAY)
    words = Wording()
    unknown = [words.message(one) for one in view.unknown]
    assert "How severe it is: no severity is recorded." in unknown
    assert "143 of 143 risk indicators: nobody looked." in unknown
    assert view.severity is None
    assert view.in_need is not None
    assert view.in_need.figure.source
    assert [one.coverage for one in view.plans] == [None]
    assert len(view.facts) > 5


def test_the_newest_known_severity_is_the_one_that_counts(bunia: Session) -> None:
    crisis = crisis_of(bunia).id
    store(
        bunia,
        Severity(id="a", crisis=crisis, code="X", as_of=date(2022, 1, 1), severity=4.1),
        Severity(id="b", crisis=crisis, code="X", as_of=date(2022, 2, 1), severity=4.2),
        Severity(id="c", crisis=crisis, code="X", as_of=date(2022, 3, 1)),
    )
    view = crisis_overview(bunia, crisis, TODAY)
    assert view.severity is not None
    assert (view.severity.severity, len(view.severities)) == (4.2, 3)


def event(number: int, on: date | None, best: float | None, **more: object) -> Event:
    figure = Figure(best, "person", low=more.pop("low", None), high=more.pop("high", None))  # type: ignore[arg-type]  # plain test values
    return Event(id=f"e{number}", code=f"e{number}", from_date=on, deaths=figure, **more)  # type: ignore[arg-type]  # plain test values


def test_a_week_without_events_between_others_is_zero_and_an_unknown_count_stays_open(
    bunia: Session,
) -> None:
    crisis = crisis_of(bunia).id
    monday = date(2003, 5, 5)
    store(
        bunia,
        event(1, monday, 3, crisis=crisis, low=1, high=9, date_precision=1),
        event(2, monday + timedelta(days=6), 4, crisis=crisis, date_precision=2),
        event(3, monday + timedelta(days=14), None, crisis=crisis),
        event(4, None, 7, crisis=crisis),
    )
    view = series_view(bunia, crisis, SeriesWish(DEATHS))
    assert [(p.best, p.low, p.high, p.n) for p in view.points] == [
        (7, 5, 13, 2),
        (0, 0, 0, 0),
        (None, 0, None, 1),
    ]
    assert (view.precision, view.n_undated) == (((1, 1), (2, 1), (None, 1)), 1)
    counts = series_view(bunia, crisis, SeriesWish(COUNT, period=Period.MONTH))
    assert [(p.start, p.best) for p in counts.points] == [(date(2003, 5, 1), 3)]


def test_events_of_the_country_are_shown_until_some_are_tied(bunia: Session) -> None:
    crisis = crisis_of(bunia)
    (iso3,) = {p.iso3 for p in bunia.all(Place) if p.id in crisis.places and p.iso3}
    store(bunia, event(1, TODAY, 3, iso3=iso3), event(2, TODAY, 3, iso3="FRA"))
    assert series_view(bunia, crisis.id, SeriesWish()).scope == iso3
    assert tie_events(bunia, crisis.id, iso3) == 1
    view = series_view(bunia, crisis.id, SeriesWish())
    assert (view.scope, len(view.points)) == ("", 1)
    editing.undo(bunia)
    assert bunia.get(Event, "e1").crisis is None


def test_a_crisis_without_a_place_is_offered_the_untied_events_by_country(empty: Session) -> None:
    store(
        empty,
        Crisis(id="c", name="Crisis"),
        *(event(n, TODAY, 3, iso3="BGD") for n in (1, 2)),
        event(3, TODAY, 3, iso3="FRA"),
    )
    view = series_view(empty, "c", SeriesWish())
    assert (view.scope, view.area, view.n_untied) == ("BGD", "Bangladesh", 2)
    assert [scope for scope, _ in view.scopes] == ["", "BGD", "FRA"]
    assert tie_events(empty, "c", "BGD") == 2
    assert series_view(empty, "c", SeriesWish()).scope == ""


def test_an_indicator_is_shown_for_the_country_of_the_crisis_first(empty: Session) -> None:
    place = Place(id="p", name="Bangladesh", iso3="BGD")
    store(
        empty,
        place,
        Crisis(id="c", name="Crisis", places=("p",)),
        MonitoringIndicator(id="i", code="own-1", name="Refugees", unit_text=""),
        IndicatorValue(id="v1", indicator="i", about="AB9", from_date=TODAY, best=1.0),
        IndicatorValue(id="v2", indicator="i", iso3="BGD", from_date=TODAY, best=2.0),
    )
    first = series_view(empty, "c", SeriesWish("i"))
    assert (first.scope, first.area, [p.best for p in first.points]) == ("BGD", "Bangladesh", [2])
    assert series_view(empty, "c", SeriesWish("i", "AB9")).area == "AB9"


def test_a_country_chosen_for_a_crisis_becomes_a_place_in_the_same_step(empty: Session) -> None:
    (country,) = empty.select(Country, iso3="BGD")
    create_crisis(empty, Crisis(id="c", name="Crisis", places=(country.id,)))
    (place,) = (empty.get(Place, one) for one in empty.get(Crisis, "c").places)
    assert (place.name, place.iso3, place.place_kind) == ("Bangladesh", "BGD", PlaceKind.COUNTRY)
    offered = [name for _, name in place_choices(empty)]
    assert offered.count("Bangladesh") == 1
    editing.undo(empty)
    assert (empty.find(Crisis, "c"), empty.find(Place, place.id)) == (None, None)


def test_thresholds_of_triggers_are_drawn_on_their_own_period(bunia: Session) -> None:
    crisis = crisis_of(bunia).id
    store(
        bunia,
        event(1, TODAY, 3, crisis=crisis),
        Trigger(id="t", crisis=crisis, name="Killings", leads_to=LeadsTo.OPTION),
        TriggerCondition(
            id="c", trigger="t", condition_kind=ConditionKind.DEATHS, at_least=25, n_periods=3
        ),
    )
    weekly = series_view(bunia, crisis, SeriesWish())
    assert [(one.value, one.trigger) for one in weekly.thresholds] == [(25, "Killings")]
    assert series_view(bunia, crisis, SeriesWish(period=Period.MONTH)).thresholds == ()


def test_values_of_an_own_indicator_hold_until_the_next(empty: Session) -> None:
    store(empty, Crisis(id="c", name="Crisis"))
    code = new_indicator_code(empty)
    store(
        empty,
        MonitoringIndicator(id="i", code=code, name="Price of maize", unit_text="USD/kg"),
        IndicatorValue(id="v1", indicator="i", from_date=date(2022, 1, 1), best=1.0),
        IndicatorValue(
            id="v2", indicator="i", from_date=date(2022, 2, 1), to_date=date(2022, 3, 1), best=2.0
        ),
        IndicatorValue(id="v3", indicator="i", from_date=date(2022, 6, 1), best=3.0, low=2, high=4),
    )
    view = series_view(empty, "c", SeriesWish("i"))
    assert [(p.start, p.end, p.best) for p in view.points] == [
        (date(2022, 1, 1), date(2022, 2, 1), 1.0),
        (date(2022, 2, 1), date(2022, 3, 1), 2.0),
        (date(2022, 6, 1), date(2022, 6, 2), 3.0),
    ]
    assert new_indicator_code(empty) != code


def test_reached_triggers_and_open_firings_stand_in_the_overview(bunia: Session) -> None:
    crisis = crisis_of(bunia).id
    store(
        bunia,
        Trigger(id="t", crisis=crisis, name="Vote", leads_to=LeadsTo.OPTION, leads_to_text="Go"),
        TriggerCondition(
            id="c", trigger="t", condition_kind=ConditionKind.CALENDAR, within_days=60
        ),
        CalendarEvent(id="d", name="Vote", on_date=TODAY + timedelta(days=3)),
    )
    warning.log_firings(bunia, crisis, TODAY)
    view = crisis_overview(bunia, crisis, TODAY)
    assert [one.trigger.name for one in view.reached] == ["Vote"]
    assert [firing.fired_on for _, firing in view.open_firings] == [TODAY]


@pytest.mark.parametrize(
    ("kind", "first", "today", "expected"),
    [
        (CalendarKind.ANNIVERSARY, date(1994, 4, 7), date(2026, 11, 21), date(2027, 4, 7)),
        (CalendarKind.ANNIVERSARY, date(1994, 4, 7), date(2027, 4, 7), date(2027, 4, 7)),
        (CalendarKind.ANNIVERSARY, date(2028, 4, 7), date(2026, 11, 21), date(2028, 4, 7)),
        (CalendarKind.RAINS, date(2024, 2, 29), date(2026, 11, 21), date(2027, 2, 28)),
        (CalendarKind.RAINS, date(2024, 2, 29), date(2027, 3, 1), date(2028, 2, 29)),
        (CalendarKind.ELECTION, date(2020, 12, 27), date(2026, 11, 21), date(2020, 12, 27)),
    ],
)
def test_anniversaries_and_rains_come_every_year(
    empty: Session, kind: CalendarKind, first: date, today: date, expected: date
) -> None:
    event = CalendarEvent(id="e", name="It", on_date=first, calendar_kind=kind)
    editing.create_entity(empty, event)
    dates = coming_dates(empty, today=today)
    (found,) = dates.every
    assert found.on == expected
    assert found.first_on == (first if kind.is_yearly else None)
    assert empty.get(CalendarEvent, "e").on_date == first
    assert bool(dates.ahead) is (expected >= today)


def test_a_slip_in_a_date_does_not_make_a_point_of_every_day_since(bunia: Session) -> None:
    crisis = crisis_of(bunia).id
    slip = date(3, 5, 1)
    store(
        bunia,
        replace(event(1, TODAY, 3), crisis=crisis),
        replace(event(2, slip, 2), crisis=crisis),
    )
    view = series_view(bunia, crisis, SeriesWish(DEATHS, period=Period.DAY))
    assert [(p.start, p.best) for p in view.points] == [(slip, 2), (TODAY, 3)]
    assert view.skips_empty


def test_days_of_access_count_from_the_latest_d_and_say_of_which_plan(bunia: Session) -> None:
    crisis = crisis_of(bunia).id
    (plan,) = bunia.all(Plan)
    assert plan.d_date is not None
    assert access_view(bunia, crisis).d_plan == ""
    later = replace(plan, id="later", title="Later", d_date=plan.d_date + timedelta(days=9))
    store(bunia, later, replace(later, id="a", title="Earlier", d_date=plan.d_date))
    view = access_view(bunia, crisis)
    assert (view.d_date, view.d_plan) == (later.d_date, "Later")
