"""Lists of memberships and of dates to come: dated by the list, never over what is known better."""

from datetime import date
from pathlib import Path

from crisisplanner.domain.account import ImportKind, ImportOptions
from crisisplanner.domain.actors import Institution, Membership
from crisisplanner.domain.monitoring import CalendarEvent, CalendarKind
from crisisplanner.domain.register import Country
from crisisplanner.domain.situation import Crisis
from crisisplanner.domain.terms import MemberStatus
from tests.exchange.import_register import imported, register, said
from tests.exchange.test_import_records import again, taken

BRITAIN = Country(id="c-gbr", name="United Kingdom", iso3="GBR", iso2="GB")
UNION = Institution(id="i-eu", code="EU", name="European Union")
LEFT = Membership(
    id="m-1",
    institution="i-eu",
    member_iso3="GBR",
    status=MemberStatus.MEMBER,
    from_date=date(1973, 1, 1),
    to_date=date(2020, 2, 1),
)
STALE = "country,organization,status\nUnited Kingdom,EU,member\nFrance,EU,member\n"


def test_a_list_gives_its_memberships_the_day_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(STALE)
    options = ImportOptions(ImportKind.MEMBERSHIPS, as_of=date(2019, 6, 30))
    result = imported(path, ImportKind.MEMBERSHIPS, register(BRITAIN, UNION, LEFT), options)
    (made,) = taken(result, Membership)
    assert (made.member_iso3, made.known_as_of) == ("FRA", date(2019, 6, 30))
    assert not any("no date" in text for text in said(result.account.remarks))


def test_a_stale_list_does_not_bring_back_who_left(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(STALE)
    result = imported(path, ImportKind.MEMBERSHIPS, register(BRITAIN, UNION, LEFT))
    assert {m.member_iso3 for m in taken(result, Membership)} == {"FRA"}
    assert any("ended on 1 February 2020" in text for text in said(result.account.remarks))


def test_a_list_without_a_day_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(STALE.replace("EU,member", "OSCE,member"))
    result = imported(path, ImportKind.MEMBERSHIPS, register(BRITAIN))
    told = [text for text in said(result.account.remarks) if "as of when" in text]
    assert len(told) == 1


def test_dates_to_come_find_their_crisis_and_institution(tmp_path: Path) -> None:
    path = tmp_path / "calendar.csv"
    path.write_text(
        "Event,Date,Kind,Country,Crisis,Institution\n"
        "General election,27 December 2026,election,France,Conflict in F,\n"
        "Summit,2027-03-01,summit,,,EU\n"
    )
    known = register(UNION, Crisis(id="crisis", name="Conflict in F"))
    result = imported(path, ImportKind.CALENDAR, known)
    election, summit = taken(result, CalendarEvent)
    assert election.calendar_kind is CalendarKind.ELECTION
    assert (election.on_date, election.iso3, election.crisis) == (
        date(2026, 12, 27),
        "FRA",
        "crisis",
    )
    assert summit.institution == "i-eu"
    repeated = imported(path, ImportKind.CALENDAR, register(UNION, election, summit))
    assert not any(isinstance(change, CalendarEvent) for change in repeated.changes)


def test_the_same_calendar_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "calendar.csv"
    path.write_text("Event,Date\nVerdict,2027-05-04\n")
    result = imported(path, ImportKind.CALENDAR)
    assert again(path, ImportKind.CALENDAR, result).changes == ()
