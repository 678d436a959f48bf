"""What can be imported: for each kind of import its fields, described as the domain describes them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from crisisplanner.domain.account import ImportKind
from crisisplanner.domain.actors import Partner
from crisisplanner.domain.entity import Entity, field_specs
from crisisplanner.domain.fields import FieldKind, FieldSpec
from crisisplanner.domain.figures import Basis, Confidence
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.requirements import Requirement
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


_NOT_IMPORTED = frozenset({"id", "retired", "colour"})
_ENTITY_TYPES: Mapping[ImportKind, type[Entity]] = MappingProxyType(
    {
        ImportKind.PARTNERS: Partner,
        ImportKind.OFFERS: Offer,
        ImportKind.REQUIREMENTS: Requirement,
    }
)
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
    specs = _CONTRIBUTION_FIELDS if entity_type is None else field_specs(entity_type)
    fields: dict[str, TargetField] = {}
    for name, spec in specs.items():
        if name in _NOT_IMPORTED:
            continue
        fields[name] = TargetField(name, spec)
        if spec.kind is FieldKind.FIGURE and entity_type is not None:
            fields |= {part.key: part for part in _parts_of(name, spec)}
    return Target(
        kind, entity_type, MappingProxyType(fields), _NEEDED[kind], _spelled(kind, fields)
    )


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
            for number, words in enumerate(SPELLINGS[kind].get(target.field, ()))
        ]
        if not target.part:
            for words, rank in names:
                claim(words, key, rank)
            continue
        for part_words in PART_SPELLINGS[target.part]:
            for words, rank in names[:2]:
                claim(words + " " + part_words, key, rank)
    return MappingProxyType(found)
