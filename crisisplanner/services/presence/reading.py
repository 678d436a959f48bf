"""Reported activities as grouped in the file, with the country and area of each.

Sheets write a country, an area's code, or only the area's name; here each gets one key. A code's first
two letters name its country, as in the codes that OCHA gives.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from crisisplanner.domain.activities import Activity
from crisisplanner.domain.area_codes import country_letters
from crisisplanner.domain.register import Country
from crisisplanner.domain.table_query import Filter, GroupQuery, GroupRow
from crisisplanner.services.session import Session

PLACED = ("iso3", "admin1_code", "admin1", "admin2_code", "admin2", "admin3_code")
WHEN = ("from_date", "to_date", "month", "year", "dates_crossed")
DONE = ("sector", "activity_type", "organisation", "donor")
SUMS = ("people_targeted", "people_reached")


class AreaLevel(StrEnum):
    """Say how fine areas are: provinces or districts."""

    ADMIN1 = "admin1"
    ADMIN2 = "admin2"


@dataclass(frozen=True, slots=True)
class Reported:
    """Hold equal activities of one organisation: where, when, how many, for how many people."""

    country: str
    admin1: str
    admin2: str
    admin1_name: str
    admin2_name: str
    sector: str
    organisation: str
    donor: str
    first: date | None
    last: date | None
    n: int
    people_targeted: float | None

    def area(self, level: AreaLevel) -> str:
        """Give the key of the area; empty where it is not reported."""
        return self.admin1 if level is AreaLevel.ADMIN1 else self.admin2

    def area_name(self, level: AreaLevel) -> str:
        """Give the area's name as it is written here."""
        return self.admin1_name if level is AreaLevel.ADMIN1 else self.admin2_name


def read_reported(session: Session, filters: Sequence[Filter] = ()) -> list[Reported]:
    """Read all activities, equal ones together; sums and counts are made in SQL."""
    query = GroupQuery(Activity.KIND, (*PLACED, *DONE, *WHEN), SUMS, tuple(filters))
    countries = Countries(session)
    return [reported_of(row, countries) for row in session.file.query_groups(query)]


class Countries:
    """Tell countries by their codes, and name them."""

    def __init__(self, session: Session) -> None:
        known = session.all(Country, include_retired=True)
        self._by_iso2 = {one.iso2: one.iso3 for one in known if one.iso2}
        self._names = {one.iso3: one.name for one in known}

    def of(self, iso3: str, *area_codes: str) -> str:
        """Give the country of an activity; empty where nothing tells it."""
        return iso3 or self._by_iso2.get(country_letters(area_codes), "")

    def name(self, iso3: str) -> str:
        """Name a country; one that is not known by its code."""
        return self._names.get(iso3, iso3)


def reported_of(row: GroupRow, countries: Countries) -> Reported:
    """Read one group."""
    iso3, code1, name1, code2, name2, code3 = row.values[: len(PLACED)]
    sector, activity_type, organisation, donor = row.values[len(PLACED) : -len(WHEN)]
    country = countries.of(iso3, code1, code2, code3)
    admin1 = _key(country, code1, name1)
    first, last = period_of(*row.values[-len(WHEN) :])
    return Reported(
        country=country,
        admin1=admin1,
        admin2=_key(admin1, code2, name2),
        admin1_name=name1 or code1,
        admin2_name=name2 or code2,
        sector=(sector or activity_type).strip(),
        organisation=organisation.strip(),
        donor=donor.strip(),
        first=first,
        last=last,
        n=row.n,
        people_targeted=row.sums[0],
    )


def period_of(
    first: date | None, last: date | None, month: int | None, year: int | None, is_crossed: bool
) -> tuple[date | None, date | None]:
    """Give the first and last day of an activity as far as they are known.

    Crossed dates contradict each other, so neither is believed; a month needs its year.
    """
    if is_crossed:
        return None, None
    if first is None and last is None and month and year:
        after = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), after - timedelta(days=1)
    return first, last


def names_by_key(pairs: Sequence[tuple[str, str, int]]) -> Mapping[str, str]:
    """Name each key as it is written most often."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for key, name, n in pairs:
        seen[key][name] += n
    return {key: min(names, key=lambda name: (-names[name], name)) for key, names in seen.items()}


def _key(within: str, code: str, name: str) -> str:
    if code.strip():
        return code.strip().upper()
    return f"{within}/{name.strip().casefold()}" if name.strip() else ""
