"""Records that others keep and send again: each is found by what tells it apart, then made or updated.

Ids are derived from what tells a record apart, so that two planners who import the same file have
the same things. Blanks never erase what is known. What each kind needs stands in its own module.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from crisisplanner.domain.account import Fate, OpenName
from crisisplanner.domain.changes import Create, Update
from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import Entity, EntityId, faults_of, field_specs, shipped_id
from crisisplanner.domain.fields import FieldKind
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import message
from crisisplanner.exchange.building import Draft, NewId
from crisisplanner.exchange.figures_reading import (
    is_same_number,
    keys_of_figures,
    new_figure,
    parts_of,
)
from crisisplanner.exchange.kind_rules import Countries
from crisisplanner.exchange.known import Register
from crisisplanner.exchange.open_names import open_list
from crisisplanner.exchange.parsing import NameBook, ParsedRow, RowParser
from crisisplanner.exchange.values import CellFault

Key = tuple[Hashable, ...]


_DATES = ("from_date", "to_date")
_FIRST_LIKELY_YEAR, _LIKELY_YEARS_AHEAD = 1950, 50


@dataclass(slots=True)
class Material:
    """Hold what every kind of record is made with."""

    parser: RowParser
    names: NameBook
    register: Register
    new_id: NewId
    source: str
    as_of: date | None = None
    today: date | None = None
    country: str = ""
    """The country of rows that name none."""
    countries: Countries = field(init=False)
    open_names: Counter[tuple[str, str]] = field(default_factory=Counter)
    _figures: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    _found: dict[tuple[str, str], EntityId | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.countries = Countries(self.register)
        self._figures = keys_of_figures(self.parser.header.by_key)

    def is_known(self, kind: str, text: str) -> bool:
        """Tell whether a name means one thing."""
        place = (kind, text)
        if place not in self._found:
            found = self.names.of(kind).all_named(text)
            is_one = len(found) == 1 and not found[0].retired
            self._found[place] = found[0].id if is_one else None
        return self._found[place] is not None

    def meant(self, kind: str, text: str) -> EntityId | None:
        """Find what a name means; names that nobody knows, or several have, are counted."""
        if not self.is_known(kind, text):
            self.open_names[kind, text] += 1
        return self._found[kind, text]

    def open_list(self) -> tuple[OpenName, ...]:
        """List the names that stay open, most frequent first, with what they may mean."""
        return open_list(self.names, self.open_names, is_kept=True)

    def say(self, draft: Draft, key: str, code: str, **params: Any) -> None:
        """Tell something about a row without refusing it."""
        draft.remarks.append(self.parser.finding(draft.row, key, message(code, **params)))

    def tell_unlikely_dates(self, draft: Draft) -> None:
        """Tell dates that are likely slips; they are kept as written."""
        for name in _DATES:
            found = draft.parsed.values.get(name)
            if isinstance(found, date) and not self._is_likely(found):
                self.say(draft, name, "import.unlikely_date", found=found)

    def _is_likely(self, day: date) -> bool:
        last = self.today.year + _LIKELY_YEARS_AHEAD if self.today is not None else day.year
        return _FIRST_LIKELY_YEAR <= day.year <= last

    def iso3(self, draft: Draft, text: str) -> str:
        """Bring a country code to three letters; codes of other lists stay as written."""
        if len(text) != 2:
            return text
        try:
            return self.countries.iso3_of(text)
        except CellFault as found:
            self.say(draft, "iso3", "import.left_open", said=found.said)
            return ""

    def fields(self, entity_type: type[Entity], draft: Draft) -> dict[str, Any]:
        """Give the values of a row for a kind of entity, figures put together."""
        values = draft.parsed.values
        made: dict[str, Any] = {}
        for name, spec in field_specs(entity_type).items():
            if spec.kind is FieldKind.FIGURE:
                parts = parts_of(values, self._figures.get(name, (("", name),)))
                if parts:
                    made[name] = new_figure(parts, spec.unit, self.source)
            elif name in values:
                value = values[name]
                if spec.kind is FieldKind.DAY and not isinstance(value, Day):
                    self.say(draft, name, "import.left_open", said=message("import.day_wanted"))
                    continue
                if isinstance(value, Day):
                    value = value.number if spec.kind is FieldKind.DAY else value
                made[name] = float(value) if spec.kind is FieldKind.NUMBER else value
        return made


class RecordKind(Protocol):
    """Turn the rows of one kind of import into records."""

    def take(self, draft: Draft) -> None:
        """Make or update what a row tells of; may leave the row out."""

    def finish(self) -> None:
        """Do what needs all rows."""


class Keeper:
    """Know the records of one kind by what tells them apart."""

    def __init__(
        self,
        material: Material,
        entity_type: type[Entity],
        key_of: Callable[[Any], Key | None],
    ) -> None:
        self._material = material
        self._type = entity_type
        self._taken = {entity.id for entity in material.register.of(entity_type.KIND)}
        self.known: dict[Key, Entity] = {}
        for entity in material.register.of(entity_type.KIND):
            key = key_of(entity)
            if key is not None:
                self.known.setdefault(key, entity)
        self._written: dict[EntityId, tuple[Draft, int]] = {}

    def put(self, draft: Draft, key: Key, fields: Mapping[str, Any]) -> Entity | None:
        """Make the record or change it; None if the row can't be taken."""
        known = self.known.get(key)
        if known is None:
            return self._make(draft, key, dict(fields))
        changed = {
            name: value
            for name, value in fields.items()
            if value not in (None, "", ()) and not _is_same(value, getattr(known, name))
        }
        if not changed:
            return known
        after = dataclasses.replace(known, **changed)
        for said in faults_of(after):
            name = str(said.values.get("field", ""))
            if name not in changed or field_specs(self._type)[name].is_required:
                draft.faults.append(self._material.parser.finding(draft.row, name, said))
                return None
            del changed[name]
            self._material.say(draft, name, "import.left_open", said=said)
        if not changed:
            return known
        after = dataclasses.replace(known, **changed)
        self.known[key] = after
        self._update(draft, after, changed)
        return after

    def _update(self, draft: Draft, after: Entity, changed: Mapping[str, Any]) -> None:
        written = self._written.get(after.id)
        if written is None:
            self._written[after.id] = (draft, len(draft.changes))
            draft.changes.append(Update(after.KIND, after.id, changed))
        else:
            before = written[0].changes[written[1]]
            earlier = before.fields if isinstance(before, Update) else {}
            written[0].changes[written[1]] = (
                Create(after)
                if isinstance(before, Create)
                else Update(after.KIND, after.id, {**earlier, **changed})
            )
        draft.changed_fields += tuple(changed)

    def _make(self, draft: Draft, key: Key, fields: dict[str, Any]) -> Entity | None:
        derived = shipped_id(self._type.KIND, "|".join(str(part) for part in key))
        # Somebody may have made an unlike thing under this id: never touch that.
        identity = self._material.new_id() if derived in self._taken else derived
        specs = field_specs(self._type)
        needed = [n for n, s in specs.items() if s.is_required and n != "id"]
        missing = [n for n in needed if fields.get(n) in (None, "")]
        for name in missing:
            said = message("import.value_missing", field=message("label." + name))
            draft.faults.append(self._material.parser.finding(draft.row, name, said))
        if missing:
            return None
        entity = self._type(id=identity, **fields)
        faults = faults_of(entity)
        for said in faults:
            name = str(said.values.get("field", ""))
            if name not in fields or specs[name].is_required:
                draft.faults.append(self._material.parser.finding(draft.row, name, said))
                return None
            del fields[name]
            self._material.say(draft, name, "import.left_open", said=said)
        entity = self._type(id=identity, **fields) if faults else entity
        self._taken.add(identity)
        self.known[key] = entity
        self._written[entity.id] = (draft, len(draft.changes))
        draft.changes.append(Create(entity))
        return entity


def build_records(
    kind: RecordKind, rows: Iterable[ParsedRow], main_kind: str, parser: RowParser
) -> list[Draft]:
    """Take every row; what becomes of it follows from what it made or changed."""
    drafts: list[Draft] = []
    for parsed in rows:
        draft = Draft(parsed)
        draft.faults += parsed.faults
        draft.remarks += parsed.remarks
        drafts.append(draft)
        if not parsed.values:
            draft.left_out(message("import.row_says_nothing"))
        elif not draft.faults:
            kind.take(draft)
        if draft.faults:
            draft.fate, draft.changes = Fate.REFUSED, []
    kind.finish()
    for draft in drafts:
        if draft.fate is not Fate.LEFT_OUT and not draft.faults:
            draft.fate = _fate_of(draft, main_kind)
    if parser.column_faults and drafts:
        drafts[0].faults = [*parser.column_faults, *drafts[0].faults]
    return drafts


def _fate_of(draft: Draft, main_kind: str) -> Fate:
    made = {c.entity.KIND for c in draft.changes if isinstance(c, Create)}
    if main_kind in made:
        return Fate.CREATED
    return Fate.UPDATED if draft.changes or draft.changed_fields else Fate.UNCHANGED


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, Figure) and isinstance(other, Figure):
        return all(
            is_same_number(getattr(one, end), getattr(other, end))
            for end in ("value", "low", "high")
        )
    if isinstance(one, float) and isinstance(other, float):
        return is_same_number(one, other)
    return bool(one == other)
