"""Events, indicator series, severity of crises, vetoes and dates to come from what others report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from crisisplanner.domain.actors import Institution
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.messages import message
from crisisplanner.domain.monitoring import (
    CalendarEvent,
    Event,
    IndicatorValue,
    MonitoringIndicator,
    Severity,
    Veto,
)
from crisisplanner.domain.register import Country, Place
from crisisplanner.domain.situation import Crisis
from crisisplanner.domain.terms import CrisisStatus, CrisisType, PlaceKind
from crisisplanner.exchange.building import Draft
from crisisplanner.exchange.headers import Column
from crisisplanner.exchange.records import Keeper, Key, Material
from crisisplanner.exchange.targets import SERIES_FIELD
from crisisplanner.exchange.values import words_key

_UCDP_TYPES: Mapping[str, str] = MappingProxyType(
    {"1": "state-based conflict", "2": "non-state conflict", "3": "one-sided violence"}
)


_LONGEST_CODE = 120


class Events:
    """Tell events apart by the code that their source gives them."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._keeper = Keeper(material, Event, lambda e: (e.source, e.code))
        self._seen: Counter[str] = Counter()

    def _code_of(self, fields: Mapping[str, Any]) -> str:
        """Tell an event without a code by day and name."""
        day = fields.get("from_date")
        words = (day.isoformat() if day else "", fields.get("name", ""), fields.get("location", ""))
        code = " ".join(filter(None, words))[:_LONGEST_CODE]
        self._seen[code] += 1
        return code if self._seen[code] == 1 else f"{code} ({self._seen[code]})"

    def take(self, draft: Draft) -> None:
        """Make the event with low, best and high."""
        material = self._material
        fields = material.fields(Event, draft)
        fields["source"] = material.source
        material.tell_unlikely_dates(draft)
        fields["event_type"] = _UCDP_TYPES.get(
            fields.get("event_type", ""), fields.get("event_type", "")
        )
        if fields.get("iso3"):
            country = material.countries.named(fields["iso3"])
            fields["iso3"] = country.iso3 if country else material.iso3(draft, fields["iso3"])
        elif material.country:
            fields["iso3"] = material.country
        fields["code"] = fields.get("code") or self._code_of(fields)
        entity = self._keeper.put(draft, (material.source, fields["code"]), fields)
        if entity is not None:
            draft.entity, draft.id, draft.label = entity, entity.id, entity.label()

    def finish(self) -> None:
        """Need nothing more."""


class Series:
    """Keep indicators and their values; used by everything that comes as columns of numbers."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._indicators = Keeper(material, MonitoringIndicator, lambda e: (e.code,))
        self._values = Keeper(
            material, IndicatorValue, lambda e: (e.indicator, e.iso3 or e.about, e.from_date)
        )

    def put(self, draft: Draft, name: str, unit: str, fields: Mapping[str, Any]) -> None:
        """Keep one value of the indicator that is called so."""
        material = self._material
        indicator = self._indicators.put(
            draft,
            (words_key(name),),
            {"code": words_key(name), "name": name, "unit_text": unit, "source": material.source},
        )
        if indicator is None:
            return
        key: Key = (indicator.id, fields.get("iso3") or fields.get("about"), fields["from_date"])
        entity = self._values.put(
            draft, key, {**fields, "indicator": indicator.id, "source": material.source}
        )
        if entity is not None:
            draft.entity, draft.id, draft.label = entity, entity.id, entity.label()


def series_columns(material: Material) -> list[Column]:
    """List the columns that are series of numbers."""
    return [c for c in material.parser.header.columns if c.target.field == SERIES_FIELD]


def period_of(draft: Draft) -> tuple[date, date] | None:
    """Read the period of a row: its year, else its dates."""
    values = draft.parsed.values
    if "year" in values:
        return date(values["year"], 1, 1), date(values["year"] + 1, 1, 1)
    start = values.get("from_date")
    return (start, values.get("to_date", start)) if start else None


class Indicators:
    """Take a row of values, a column for each indicator, or one named by a column."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._series = Series(material)
        self._columns = series_columns(material)

    def take(self, draft: Draft) -> None:
        """Keep every value of the row; blanks are not known and make none."""
        material, values = self._material, draft.parsed.values
        period = period_of(draft)
        if period is None:
            said = message("import.value_missing", field=message("label.year"))
            draft.faults.append(material.parser.finding(draft.row, "year", said))
            return
        about = {
            "iso3": material.iso3(draft, values.get("iso3", "")),
            "about": values.get("about", ""),
            "from_date": period[0],
            "to_date": period[1],
        }
        n_kept = 0
        for column in self._columns:
            best = values.get(column.target.key)
            if best is None:
                continue
            name = values.get("indicator", "") if not column.target.part else column.header
            ends: dict[str, Any] = {e: values[e] for e in ("low", "high") if e in values}
            unit = values.get("unit_text", "")
            self._series.put(
                draft, name or column.header, unit, {**about, "best": float(best), **ends}
            )
            n_kept += 1
        if not n_kept:
            draft.left_out(message("import.no_value_in_row"))

    def finish(self) -> None:
        """Need nothing more."""


class Crises:
    """Tell crises apart by the code of who scores them, else by name; a score a month."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._severities = Keeper(material, Severity, lambda e: (e.code, e.as_of))
        self._crises = Keeper(material, Crisis, lambda e: (words_key(e.name),))
        self._places = Keeper(
            material, Place, lambda e: (e.iso3,) if e.place_kind is PlaceKind.COUNTRY else None
        )
        countries = (c for c in material.register.of(Country.KIND) if isinstance(c, Country))
        self._countries = {country.iso3: country for country in countries}
        self._by_code: dict[str, EntityId] = {
            e.code: e.crisis for e in material.register.of(Severity.KIND) if isinstance(e, Severity)
        }

    def take(self, draft: Draft) -> None:
        """Keep the score; a crisis that is new here is made with it."""
        material, values = self._material, draft.parsed.values
        code, name = values.get("code", ""), values.get("name", "")
        crisis = self._by_code.get(code)
        if crisis is None and name:
            is_new = (words_key(name),) not in self._crises.known
            told = self._told_of(draft, name) if is_new else {}
            made = self._crises.put(draft, (words_key(name),), told)
            crisis = made.id if made is not None else None
        if crisis is None:
            said = message("import.value_missing", field=message("label.name"))
            draft.faults.append(material.parser.finding(draft.row, "name", said))
            return
        self._by_code[code] = crisis
        fields = {**material.fields(Severity, draft), "crisis": crisis, "source": material.source}
        entity = self._severities.put(draft, (code, fields.get("as_of")), fields)
        if entity is not None:
            draft.entity, draft.id, draft.label = entity, entity.id, name or code

    def _told_of(self, draft: Draft, name: str) -> dict[str, Any]:
        """Say of a crisis that is new here what its row says: countries, and the kind by its drivers."""
        values = draft.parsed.values
        places: list[EntityId] = []
        for code in values.get("iso3", "").replace(",", ";").split(";"):
            country = self._countries.get(code.strip().upper())
            if country is None:
                continue
            key = (country.iso3,)
            said = {} if key in self._places.known else _country_place(country)
            place = self._places.put(draft, key, said)
            if place is not None:
                places.append(place.id)
        drivers = {words_key(one) for one in values.get("drivers", "").split(";")} - {""}
        kinds = {_KINDS_OF_DRIVERS.get(one, CrisisType.COMPLEX) for one in drivers}
        return {
            "name": name,
            "status": CrisisStatus.ACTIVE,
            "crisis_type": kinds.pop() if len(kinds) == 1 else CrisisType.COMPLEX,
            "places": tuple(dict.fromkeys(places)),
            "source": self._material.source,
        }

    def finish(self) -> None:
        """Need nothing more."""


def _country_place(country: Country) -> dict[str, Any]:
    return {"name": country.name, "place_kind": PlaceKind.COUNTRY, "iso3": country.iso3}


_KINDS_OF_DRIVERS: Mapping[str, CrisisType] = MappingProxyType(
    {
        "conflict": CrisisType.ARMED_CONFLICT,
        "displacement": CrisisType.DISPLACEMENT,
        "internationaldisplacement": CrisisType.DISPLACEMENT,
        "epidemic": CrisisType.EPIDEMIC,
        **dict.fromkeys(
            (
                *("drought", "floods", "flood", "cyclone", "earthquake", "volcano"),
                *("volcanoeruption", "otherseasonalevent"),
            ),
            CrisisType.OBSTRUCTED_DISASTER,
        ),
    }
)
"""Several drivers, and those that are none of these, make a complex crisis."""


class Vetoes:
    """Tell vetoed drafts apart by document, day and item."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._seen: Counter[Key] = Counter()
        self._keeper = Keeper(
            material, Veto, lambda e: self._numbered((e.code, e.on_date, e.agenda_item))
        )
        self._seen.clear()

    def _numbered(self, key: Key) -> Key:
        self._seen[key] += 1
        return (*key, self._seen[key])

    def take(self, draft: Draft) -> None:
        """Make the veto with all who cast it."""
        values = draft.parsed.values
        more = (values.get(name) for name in ("cast_by_2", "cast_by_3"))
        cast_by = (*values.get("cast_by", ()), *(name for name in more if name))
        fields = {
            **self._material.fields(Veto, draft),
            "cast_by": cast_by,
            "source": self._material.source,
        }
        key = (fields.get("code"), fields.get("on_date"), fields.get("agenda_item", ""))
        entity = self._keeper.put(draft, self._numbered(key), fields)
        if entity is not None:
            draft.entity, draft.id, draft.label = entity, entity.id, entity.label()

    def finish(self) -> None:
        """Need nothing more."""


class Calendar:
    """Tell dates to come apart by name and day."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._keeper = Keeper(material, CalendarEvent, lambda e: (words_key(e.name), e.on_date))

    def take(self, draft: Draft) -> None:
        """Make the date."""
        material, values = self._material, draft.parsed.values
        fields = {**material.fields(CalendarEvent, draft), "source": material.source}
        for name, kind in (("crisis", Crisis.KIND), ("institution", Institution.KIND)):
            fields.pop(name, None)
            if values.get(name):
                fields[name] = material.meant(kind, values[name])
        if fields.get("iso3"):
            country = material.countries.named(fields["iso3"])
            fields["iso3"] = country.iso3 if country else material.iso3(draft, fields["iso3"])
        key = (words_key(fields.get("name", "")), fields.get("on_date"))
        entity = self._keeper.put(draft, key, fields)
        if entity is not None:
            draft.entity, draft.id, draft.label = entity, entity.id, entity.label()

    def finish(self) -> None:
        """Need nothing more."""
