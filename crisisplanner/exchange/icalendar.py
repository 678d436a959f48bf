"""Dates as an iCalendar file (RFC 5545), for any calendar program.

Lives here: how the file is written. Which dates there are is said by the services.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from crisisplanner.finished_file import write_finished

LINE_OCTETS = 75
LINE_END = "\r\n"
PRODUCT = "-//CrisisPlanner//CrisisPlanner//EN"


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """Hold one whole-day entry; ``uid`` stays the same as long as the thing is the same.

    ``until`` is the first day that no longer belongs to it; None means one day.
    ``is_yearly`` repeats it every year from ``on``.
    """

    uid: str
    on: date
    summary: str
    until: date | None = None
    description: str = ""
    categories: tuple[str, ...] = ()
    is_public: bool = False
    is_yearly: bool = False


def calendar_text(name: str, items: Sequence[CalendarItem], stamp: datetime) -> str:
    """Write a calendar; ``stamp`` is the moment at which it was made."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:" + PRODUCT,
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:" + escaped(name),
    ]
    made = stamp.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for item in items:
        lines += _event_lines(item, made)
    lines.append("END:VCALENDAR")
    return "".join(part + LINE_END for line in lines for part in folded(line))


def write_calendar(path: Path, name: str, items: Sequence[CalendarItem], stamp: datetime) -> None:
    """Write a calendar to a file; the file is there whole or not at all."""
    text = calendar_text(name, items, stamp)
    write_finished(path, text.encode("utf-8"))


def escaped(text: str) -> str:
    """Write a text value: backslash, semicolon, comma and line ends escaped (section 3.3.11)."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(c for c in plain if c == "\n" or c == "\t" or (ord(c) >= 0x20 and c != "\x7f"))
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, "\\" + sign)
    return plain.replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """Break a line into parts of at most 75 octets, never inside a character (section 3.1)."""
    part, size = "", 0
    for sign in line:
        octets = len(sign.encode("utf-8"))
        if size + octets > LINE_OCTETS:
            yield part
            part, size = " ", 1
        part += sign
        size += octets
    yield part


def _event_lines(item: CalendarItem, made: str) -> Iterable[str]:
    until = item.until
    if until is None or until <= item.on:
        until = item.on + timedelta(days=1)
    yield "BEGIN:VEVENT"
    yield "UID:" + escaped(item.uid)
    yield "DTSTAMP:" + made
    yield "DTSTART;VALUE=DATE:" + _day(item.on)
    yield "DTEND;VALUE=DATE:" + _day(until)
    if item.is_yearly:
        yield "RRULE:" + _yearly(item.on)
    yield "SUMMARY:" + escaped(item.summary)
    if item.description:
        yield "DESCRIPTION:" + escaped(item.description)
    if item.categories:
        yield "CATEGORIES:" + ",".join(escaped(one) for one in item.categories)
    if not item.is_public:
        yield "CLASS:CONFIDENTIAL"
    # A date of a plan says nothing of whether its reader is free.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _yearly(first: date) -> str:
    """Repeat every year; a rule leaves out days that a year lacks (RFC 5545, 3.3.10)."""
    if (first.month, first.day) == (2, 29):
        return "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"
    return "FREQ=YEARLY"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")
