"""What the pages of a crisis say where something is left out or several plans differ."""

from dataclasses import replace
from datetime import date, timedelta

from crisisplanner.domain.changes import Create
from crisisplanner.domain.messages import message
from crisisplanner.domain.monitoring import Event
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.situation import Crisis
from crisisplanner.services.crisis_views.access_view import access_view
from crisisplanner.services.crisis_views.series_view import Period, SeriesWish, series_view
from crisisplanner.services.session import Session
from crisisplanner.ui.watch.access.faces import first_sentence
from crisisplanner.ui.watch.series.sentences import notes
from crisisplanner.wording.catalogue import Wording

ADDED = message("journal.triggers_added", crisis="x")


def test_access_says_whose_d_its_days_are_counted_from(session: Session) -> None:
    crisis = session.all(Crisis)[0].id
    (plan,) = session.all(Plan)
    assert plan.d_date is not None
    assert "Its plans differ" not in first_sentence(access_view(session, crisis), Wording())
    later = replace(plan, id="later", title="Later", d_date=plan.d_date + timedelta(days=9))
    session.write(ADDED, [Create(later)])
    said = first_sentence(access_view(session, crisis), Wording())
    assert "Its plans differ in D; days are counted from that of Later" in said


def test_a_series_says_that_periods_without_events_are_left_out(session: Session) -> None:
    crisis = session.all(Crisis)[0].id
    days = (date(3, 5, 1), date(2003, 5, 1), date(2003, 5, 3))
    session.write(
        ADDED, [Create(Event(id=str(d), code=str(d), crisis=crisis, from_date=d)) for d in days[1:]]
    )
    wish = SeriesWish(period=Period.DAY)
    assert "left out" not in notes(series_view(session, crisis, wish), Wording())
    slip = Event(id="slip", code="slip", crisis=crisis, from_date=days[0])
    session.write(ADDED, [Create(slip)])
    assert "periods without events are left out" in notes(
        series_view(session, crisis, wish), Wording()
    )
