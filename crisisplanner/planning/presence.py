"""Who does what where: overlaps and holes among reported activities, by sector and area.

Nothing here knows of files or names: areas and sectors are keys. That nobody is reported does not mean
that nobody is there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

Key = tuple[str, str]
"""A sector and an area."""


@dataclass(frozen=True, slots=True)
class Work:
    """Say that an organisation works in a sector and area from a first to a last day.

    Without both days it is not known when; with one of them it lasted that day at least.
    """

    sector: str
    area: str
    organisation: str
    n: int
    first: date | None = None
    last: date | None = None
    people: float | None = None

    @property
    def span(self) -> tuple[date, date] | None:
        """Give first and last day; None if neither is known."""
        first, last = self.first or self.last, self.last or self.first
        if first is None or last is None:
            return None
        return (first, last) if first <= last else None


@dataclass(frozen=True, slots=True)
class PresenceCell:
    """Hold who is reported in one sector and area.

    ``n_at_once`` is the largest number of organisations on one day, ``busiest`` that day (the first of
    several); ``n_undated`` counts the organisations of which no activity has a day.
    """

    n_activities: int
    organisations: tuple[str, ...]
    n_at_once: int
    busiest: date | None
    n_undated: int
    people: float | None


def cells_of(works: Iterable[Work]) -> Mapping[Key, PresenceCell]:
    """Sum what is reported, by sector and area. O(n log n) in the activities of a cell."""
    grouped: dict[Key, list[Work]] = defaultdict(list)
    for work in works:
        grouped[(work.sector, work.area)].append(work)
    return {key: _cell(own) for key, own in grouped.items()}


def _cell(works: list[Work]) -> PresenceCell:
    everyone = sorted({work.organisation for work in works})
    dated = {work.organisation for work in works if work.span is not None}
    n_at_once, busiest = busiest_day(works)
    people = [work.people for work in works if work.people is not None]
    return PresenceCell(
        n_activities=sum(work.n for work in works),
        organisations=tuple(everyone),
        n_at_once=n_at_once,
        busiest=busiest,
        n_undated=len(everyone) - len(dated),
        people=sum(people) if people else None,
    )


def busiest_day(works: Iterable[Work]) -> tuple[int, date | None]:
    """Count the organisations of the day on which most work at once, and give that day.

    Two activities of one organisation count once; both the first and the last day count.
    """
    moves: list[tuple[date, int, str]] = []
    for work in works:
        if work.span is not None:
            moves.append((work.span[0], 0, work.organisation))
            moves.append((work.span[1], 1, work.organisation))
    there: dict[str, int] = defaultdict(int)
    best: tuple[int, date | None] = (0, None)
    for day, is_end, organisation in sorted(moves):
        if is_end:
            there[organisation] -= 1
            if not there[organisation]:
                del there[organisation]
        else:
            there[organisation] += 1
            if len(there) > best[0]:
                best = (len(there), day)
    return best
