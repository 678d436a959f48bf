"""What was learnt about those who send sheets: other names of things, and how their columns are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from crisisplanner.domain import fields
from crisisplanner.domain.entity import Entity, EntityId


@dataclass(frozen=True, kw_only=True, slots=True)
class NameAlias(Entity):
    """Keep another spelling of a name; a reference where it is known who or what is meant."""

    KIND: ClassVar[str] = "name_alias"

    name: str = fields.line(required=True)
    stands_for: str = fields.line(required=True)
    acronym: str = fields.line()
    partner: EntityId | None = fields.reference("partner")
    place: EntityId | None = fields.reference("place")
    capability_type: EntityId | None = fields.reference("capability_type")
    iso3: str = fields.line()
    source: str = fields.line()


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportSource(Entity):
    """Keep how the sheets of one sender are read, for the next time."""

    KIND: ClassVar[str] = "import_source"

    name: str = fields.line(required=True)
    import_kind: str = fields.line(required=True)
    mapping: str = fields.text()
    """The mapping as JSON, as in a mapping file."""
