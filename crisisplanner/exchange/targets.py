"""What can be imported: for each kind of import its fields, described as the domain describes them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from crisisplanner.domain.account import ImportKind
from crisisplanner.domain.activities import Activity, Deployment, ResponsePlan
from crisisplanner.domain.actors import Partner
from crisisplanner.domain.airfields import Runway
from crisisplanner.domain.entity import Entity, field_specs
from crisisplanner.domain.exercises import Inject
from crisisplanner.domain.fields import FieldKind, FieldSpec
from crisisplanner.domain.figures import Basis, Confidence
from crisisplanner.domain.monitoring import (
    CalendarEvent,
    Event,
    IndicatorValue,
    Severity,
    Veto,
)
from crisisplanner.domain.offers import Commitment, Offer
from crisisplanner.domain.requests import Fulfilment
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.sources import NameAlias
from crisisplanner.domain.tasks import Task
from crisisplanner.exchange.record_spellings import HXL_TAGS, RECORD_SPELLINGS
from crisisplanner.exchange.spellings import PART_SPELLINGS, SPELLINGS
from crisisplanner.exchange.values import words_key
from crisisplanner.wording.catalogue import english_messages


@dataclass(frozen=True, slots=True)
class TargetField:
    """Be one field that a column may fill; ``part`` names what of a figure beside its value."""

    field: str
    spec: FieldSpec
    part: str = ""

    @property
    def key(self) -> str:
        """Name the field in mappings: ``quantity``, ``quantity.low``."""
        return self.field + "." + self.part if self.part else self.field


@dataclass(frozen=True, slots=True)
class Target:
    """Describe what the rows of one kind of import become.

    ``needed`` lists alternatives: of each group at least one field must have a column.
    """

    kind: ImportKind
    entity_type: type[Entity] | None
    fields: Mapping[str, TargetField]
    needed: tuple[tuple[str, ...], ...]
    spelled: Mapping[str, tuple[str, int]]
    """Spelling key → (field key, rank); lower ranks are surer."""
    tags: tuple[tuple[str, frozenset[str], str], ...] = ()
    """HXL tag, the attributes that it needs, field key."""
    leaves_open: bool = False
    """A cell that can't be read leaves its field open and is told; else it refuses the row."""
    takes_series: bool = False
    """Columns that are nothing else are series of numbers."""


SERIES_FIELD = "best"
SERIES_OF_ITS_OWN = "best.*"
"""What a mapping says of a column that is a series of its own."""
_NOT_IMPORTED = frozenset({"id", "retired", "colour"})
_NOT_IN_RECORDS = frozenset(
    {
        *("partner", "implementing_partner", "place", "crisis", "institution", "exercise"),
        *("plan", "phase", "part_of", "lead_partner", "supporting"),
        *("due_date", "due_day", "due_minute", "capability_type", "marking"),
    }
)
"""Filled by what names are found to mean, never from a column of their own."""
_ENTITY_TYPES: Mapping[ImportKind, type[Entity]] = MappingProxyType(
    {
        ImportKind.PARTNERS: Partner,
        ImportKind.OFFERS: Offer,
        ImportKind.REQUIREMENTS: Requirement,
    }
)
_RECORD_TYPES: Mapping[ImportKind, type[Entity]] = MappingProxyType(
    {
        ImportKind.ACTIVITIES: Activity,
        ImportKind.EVENTS: Event,
        ImportKind.INDICATORS: IndicatorValue,
        ImportKind.CRISES: Severity,
        ImportKind.RESPONSE_PLANS: ResponsePlan,
        ImportKind.DEPLOYMENTS: Deployment,
        ImportKind.VETOES: Veto,
        ImportKind.CALENDAR: CalendarEvent,
        ImportKind.RUNWAYS: Runway,
        ImportKind.ALIASES: NameAlias,
        ImportKind.TASKS: Task,
        ImportKind.INJECTS: Inject,
        ImportKind.FULFILMENTS: Fulfilment,
        ImportKind.COMMITMENTS: Commitment,
    }
)
_LINE, _NUMBER = FieldSpec(FieldKind.LINE), FieldSpec(FieldKind.NUMBER)
_TEXT = FieldSpec(FieldKind.TEXT)
_YEAR, _DATE = FieldSpec(FieldKind.INTEGER), FieldSpec(FieldKind.DATE)
_MORE_FIELDS: Mapping[ImportKind, Mapping[str, FieldSpec]] = MappingProxyType(
    {
        ImportKind.INDICATORS: {"year": _YEAR, "indicator": _LINE, "unit_text": _LINE},
        ImportKind.CRISES: {"name": _LINE, "onset": _DATE},
        ImportKind.CALENDAR: {"crisis": _LINE, "institution": _LINE},
        ImportKind.RUNWAYS: {"airfield": _LINE},
        ImportKind.CAPACITY: {
            "name": _LINE,
            "iso3": _LINE,
            "year": _YEAR,
            "indicator": _LINE,
            "currency": _LINE,
            "best": _NUMBER,
        },
        ImportKind.MEMBERSHIPS: {
            "name": _LINE,
            "iso3": _LINE,
            "institution": _LINE,
            "status": _LINE,
            "from_date": _DATE,
            "to_date": _DATE,
            "known_as_of": _DATE,
        },
        ImportKind.AIRFIELDS: {
            "code": _LINE,
            "name": _LINE,
            "airfield_type": _LINE,
            "latitude": FieldSpec(FieldKind.NUMBER, minimum=-90, maximum=90),
            "longitude": FieldSpec(FieldKind.NUMBER, minimum=-180, maximum=180),
            "iso3": _LINE,
            "location": _LINE,
        },
        ImportKind.VETOES: {"cast_by_2": _LINE, "cast_by_3": _LINE},
        ImportKind.SCENARIOS: {"scenario": _LINE, "crisis": _LINE, "narrative": _TEXT},
        ImportKind.NEEDS: {
            "scenario": _LINE,
            "item": _LINE,
            "quantity": FieldSpec(FieldKind.FIGURE, unit="unit", minimum=0),
        },
        ImportKind.TASKS: {"parent": _LINE},
        ImportKind.INJECTS: {"exercise": _LINE},
        ImportKind.FULFILMENTS: {"partner": _LINE, "type": _LINE},
        ImportKind.COMMITMENTS: {"offer": _LINE, "partner": _LINE, "type": _LINE},
    }
)
_SERIES_KINDS = frozenset({ImportKind.INDICATORS, ImportKind.CAPACITY})
_NEEDED: Mapping[ImportKind, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        ImportKind.PARTNERS: (("name", "code", "iso3"),),
        ImportKind.OFFERS: (("partner", "code"), ("type", "code"), ("quantity", "code")),
        ImportKind.REQUIREMENTS: (
            ("type", "code"),
            ("quantity", "code"),
            ("from_day", "code"),
            ("to_day", "code"),
        ),
        ImportKind.CONTRIBUTIONS: (
            ("iso3", "name"),
            ("total", "women"),
            ("total", "men"),
            ("date",),
        ),
        ImportKind.ACTIVITIES: (
            ("organisation", "implementer"),
            ("sector", "activity_type", "description"),
        ),
        ImportKind.EVENTS: (("code", "name"), ("from_date",), ("deaths", "event_type", "name")),
        ImportKind.INDICATORS: (("iso3", "about"), ("year", "from_date")),
        ImportKind.CRISES: (("name",), ("code",), ("severity",)),
        ImportKind.RESPONSE_PLANS: (("code",), ("name",)),
        ImportKind.CAPACITY: (("name", "iso3"), ("year",)),
        ImportKind.DEPLOYMENTS: (("mission",), ("location",), ("year",)),
        ImportKind.MEMBERSHIPS: (("name", "iso3"), ("institution",)),
        ImportKind.VETOES: (("code",), ("on_date",), ("cast_by",)),
        ImportKind.CALENDAR: (("name",), ("on_date",)),
        ImportKind.AIRFIELDS: (("code",), ("latitude",), ("longitude",)),
        ImportKind.RUNWAYS: (("airfield",), ("code",)),
        ImportKind.ALIASES: (("name",), ("stands_for",)),
        ImportKind.SCENARIOS: (("scenario",),),
        ImportKind.NEEDS: (("scenario",), ("item",), ("quantity",)),
        ImportKind.TASKS: (("title",), ("occasion", "urgency", "owner", "from_day", "to_day")),
        ImportKind.INJECTS: (("due_text",), ("title", "channel", "body")),
        ImportKind.FULFILMENTS: (("partner",), ("occasion",), ("promised",), ("delivered",)),
        ImportKind.COMMITMENTS: (("offer", "partner"), ("offer", "type"), ("quantity",)),
    }
)
_PERSONS = FieldSpec(FieldKind.FIGURE, unit="person", minimum=0)
_CONTRIBUTION_FIELDS: Mapping[str, FieldSpec] = MappingProxyType(
    {
        "iso3": FieldSpec(FieldKind.LINE),
        "name": FieldSpec(FieldKind.LINE),
        "women": _PERSONS,
        "men": _PERSONS,
        "total": _PERSONS,
        "date": FieldSpec(FieldKind.DATE, is_required=True),
    }
)
RANK_OF_CODE = 0
_RANK_OF_LABEL = 1
_RANK_OF_SPELLING = 2


def target_of(kind: ImportKind) -> Target:
    """Describe one kind of import."""
    entity_type = _ENTITY_TYPES.get(kind)
    fields: dict[str, TargetField] = {}
    for name, spec in _specs_of(kind).items():
        fields[name] = TargetField(name, spec)
        if spec.kind is FieldKind.FIGURE and kind is not ImportKind.CONTRIBUTIONS:
            fields |= {part.key: part for part in _parts_of(name, spec)}
    return Target(
        kind,
        entity_type,
        MappingProxyType(fields),
        _NEEDED[kind],
        _spelled(kind, fields),
        _tags(kind, fields),
        leaves_open=entity_type is None and kind is not ImportKind.CONTRIBUTIONS,
        takes_series=kind in _SERIES_KINDS,
    )


def _specs_of(kind: ImportKind) -> Mapping[str, FieldSpec]:
    if kind is ImportKind.CONTRIBUTIONS:
        return _CONTRIBUTION_FIELDS
    if kind in _ENTITY_TYPES:
        own = field_specs(_ENTITY_TYPES[kind])
        return {name: spec for name, spec in own.items() if name not in _NOT_IMPORTED}
    record = _RECORD_TYPES.get(kind)
    own = field_specs(record) if record is not None else {}
    left = _NOT_IMPORTED | _NOT_IN_RECORDS | {"source", "indicator", "airfield", "dates_crossed"}
    if kind is ImportKind.ACTIVITIES:
        # What was exported says where it came from.
        left -= {"source"}
    if kind is ImportKind.RUNWAYS:
        # Sorted from how it is written.
        left |= {"surface"}
    kept = {name: spec for name, spec in own.items() if name not in left}
    return {**kept, **_MORE_FIELDS.get(kind, {})}


def _tags(
    kind: ImportKind, fields: Mapping[str, TargetField]
) -> tuple[tuple[str, frozenset[str], str], ...]:
    found: list[tuple[str, frozenset[str], str]] = []
    for key, texts in HXL_TAGS.get(kind, {}).items():
        for text in texts if key in fields else ():
            tag, *attributes = text.split("+")
            found.append((tag, frozenset(attributes), key))
    return tuple(found)


def _parts_of(name: str, spec: FieldSpec) -> tuple[TargetField, ...]:
    end = dataclasses.replace(spec, is_required=False)
    described = {
        "low": end,
        "high": end,
        "basis": FieldSpec(FieldKind.CHOICE, choices=Basis),
        "source": FieldSpec(FieldKind.LINE),
        "as_of": FieldSpec(FieldKind.DATE),
        "confidence": FieldSpec(FieldKind.CHOICE, choices=Confidence),
        "entered_unit": FieldSpec(FieldKind.LINE),
    }
    return tuple(TargetField(name, part_spec, part) for part, part_spec in described.items())


def _spelled(kind: ImportKind, fields: Mapping[str, TargetField]) -> Mapping[str, tuple[str, int]]:
    labels = english_messages()
    spellings = SPELLINGS.get(kind) or RECORD_SPELLINGS[kind]
    found: dict[str, tuple[str, int]] = {}

    def claim(words: str, key: str, rank: int) -> None:
        # Whoever is surer keeps the spelling; of two as sure, the first field.
        place = words_key(words)
        if place and (place not in found or found[place][1] > rank):
            found[place] = (key, rank)

    for key, target in fields.items():
        names: list[tuple[str, int]] = [(target.field, RANK_OF_CODE)]
        label = labels.get("label." + target.field)
        if isinstance(label, str):
            names.append((label, _RANK_OF_LABEL))
        names += [
            (words, _RANK_OF_SPELLING + number)
            for number, words in enumerate(spellings.get(target.field, ()))
        ]
        if not target.part:
            for words, rank in names:
                claim(words, key, rank)
            continue
        for number, words in enumerate(spellings.get(key, ())):
            claim(words, key, _RANK_OF_SPELLING + number)
        for part_words in PART_SPELLINGS[target.part]:
            for words, rank in names[:2]:
                claim(words + " " + part_words, key, rank)
    return MappingProxyType(found)
