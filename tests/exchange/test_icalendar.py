"""iCalendar files against RFC 5545: folding, escaping, whole days, parsed back."""

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from crisisplanner.exchange.icalendar import CalendarItem, calendar_text, escaped, folded

STAMP = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def unfolded(text: str) -> list[str]:
    """Undo folding as section 3.1 says: a line end and one space or tab go."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    lines: list[str] = []
    for line in text.split("\r\n")[:-1]:
        assert len(line.encode("utf-8")) <= 75
        if line[:1] in (" ", "\t"):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return lines


def plain(text: str) -> str:
    """Undo the escaping of a text value (section 3.3.11)."""
    out, signs = "", iter(text)
    for sign in signs:
        if sign != "\\":
            assert sign not in ";,"
            out += sign
            continue
        following = next(signs)
        assert following in "\\;,nN"
        out += "\n" if following in "nN" else following
    return out


def events_of(text: str) -> list[dict[str, str]]:
    """Read a calendar's events by an independent, strict reader."""
    lines = unfolded(text)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    events: list[dict[str, str]] = []
    current: dict[str, str] | None = None
    for line in lines[1:-1]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            assert current is None
            current = {}
        elif line == "END:VEVENT":
            assert current is not None
            events.append(current)
            current = None
        elif current is not None:
            assert name not in current
            current[name] = value
    assert current is None
    return events


def test_the_text_example_of_the_standard_is_escaped_as_it_is_there() -> None:
    said = "Project XYZ Final Review\nConference Room - 3B\nCome Prepared."
    assert escaped(said) == r"Project XYZ Final Review\nConference Room - 3B\nCome Prepared."
    assert escaped("a;b,c\\d\r\ne") == r"a\;b\,c\\d\ne"


def test_a_long_line_is_folded_before_its_76th_octet_and_never_inside_a_character() -> None:
    parts = list(folded("SUMMARY:" + "é" * 100))
    assert [len(part.encode("utf-8")) <= 75 for part in parts] == [True] * len(parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == "SUMMARY:" + "é" * 100
    assert list(folded("x" * 75)) == ["x" * 75]


def test_a_day_ends_where_the_next_begins() -> None:
    items = [
        CalendarItem("a@x", date(2003, 6, 12), "Launch"),
        CalendarItem("b@x", date(2003, 12, 31), "Phase", until=date(2004, 2, 1)),
        CalendarItem("c@x", date(2003, 1, 2), "Backwards", until=date(2003, 1, 1)),
    ]
    found = events_of(calendar_text("Plan", items, STAMP))
    days = [(one["DTSTART;VALUE=DATE"], one["DTEND;VALUE=DATE"]) for one in found]
    assert days == [
        ("20030612", "20030613"),
        ("20031231", "20040201"),
        ("20030102", "20030103"),
    ]


def test_every_event_has_what_the_standard_requires() -> None:
    item = CalendarItem("u@x", date(2003, 6, 12), "Vote", categories=("election", "a,b"))
    (event,) = events_of(calendar_text("Plan", [item], STAMP))
    assert (event["UID"], event["DTSTAMP"]) == ("u@x", "20261121T093000Z")
    assert event["CATEGORIES"] == r"election,a\,b"
    lines = unfolded(calendar_text("Plan", [item], STAMP))
    assert lines[1:4] == ["VERSION:2.0", "PRODID:" + lines[2].partition(":")[2], lines[3]]


def test_the_stamp_is_in_universal_time() -> None:
    east = STAMP.astimezone(timezone(timedelta(hours=3)))
    (event,) = events_of(calendar_text("P", [CalendarItem("u", date(2003, 1, 1), "x")], east))
    assert event["DTSTAMP"] == "20261121T093000Z"


def test_what_is_not_for_everybody_says_so() -> None:
    items = [
        CalendarItem("a", date(2003, 1, 1), "Open", is_public=True),
        CalendarItem("b", date(2003, 1, 1), "Closed"),
    ]
    opened, closed = events_of(calendar_text("P", items, STAMP))
    assert "CLASS" not in opened
    assert closed["CLASS"] == "CONFIDENTIAL"


@given(st.text(), st.text())
def test_texts_come_back_as_they_were(summary: str, description: str) -> None:
    item = CalendarItem("u", date(2003, 1, 1), summary, description=description)
    try:
        (event,) = events_of(calendar_text("P", [item], STAMP))
    except UnicodeEncodeError:
        return
    for given_text, name in ((summary, "SUMMARY"), (description, "DESCRIPTION")):
        lines = given_text.replace("\r\n", "\n").replace("\r", "\n")
        kept = "".join(c for c in lines if c in "\n\t" or (ord(c) >= 0x20 and c != "\x7f"))
        assert plain(event.get(name, "")) == kept
