"""Making entities, or changes to known ones, from parsed rows; one journal group for all.

Blank cells never erase what is known. What a kind alone needs stands in its own module.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from crisisplanner.domain.account import Fate, Finding
from crisisplanner.domain.changes import Change, Create, Update
from crisisplanner.domain.entity import Entity, EntityId, faults_of, field_specs
from crisisplanner.domain.fields import FieldKind, FieldSpec
from crisisplanner.domain.figures import unknown
from crisisplanner.domain.messages import Message, message
from crisisplanner.exchange.figures_reading import (
    changed_figure,
    is_same_number,
    keys_of_figures,
    new_figure,
    parts_of,
)
from crisisplanner.exchange.parsing import Amount, ParsedRow, RowParser
from crisisplanner.exchange.values import CellFault, fault, words_key

NewId = Callable[[], EntityId]


@dataclass(slots=True)
class Draft:
    """Hold what becomes of one row while the file is worked through."""

    parsed: ParsedRow
    id: EntityId = ""
    known: Entity | None = None
    label: str = ""
    fate: Fate = Fate.REFUSED
    changes: list[Change] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    why: list[Message] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    """Fields of which a fault has been told already."""
    changed_fields: tuple[str, ...] = ()
    entity: Entity | None = None

    @property
    def row(self) -> int:
        """Give the row's number in the sheet."""
        return self.parsed.row.number

    def left_out(self, said: Message) -> None:
        """Leave the row out, and say why."""
        self.fate = Fate.LEFT_OUT
        self.why.append(said)


class KindRules(Protocol):
    """Say what one kind of import does beyond reading its fields."""

    entity_type: type[Entity]

    def prepare(self, draft: Draft, parser: RowParser) -> None:
        """Put the values of a row in order; faults are added to the draft."""

    def known(self, draft: Draft) -> Entity | None:
        """Find the entity that the row is about; raises CellFault if that is not clear."""

    def complete(self, draft: Draft, parser: RowParser) -> None:
        """Fill what a new thing needs and the row implies; faults are added to the draft."""

    def identity(self, draft: Draft, code: str) -> tuple[str, ...]:
        """Give what tells a thing with this code from others of its kind."""

    def named(self, draft: Draft, code: str) -> Entity | None:
        """Find a known thing of the same kind that a row refers to by its code."""


@dataclass(slots=True)
class Builder:
    """Work through the rows of one kind: identify, refer, build, check."""

    rules: KindRules
    parser: RowParser
    new_id: NewId
    specs: Mapping[str, FieldSpec] = field(init=False)
    figures: Mapping[str, tuple[tuple[str, str], ...]] = field(init=False)

    def __post_init__(self) -> None:
        self.specs = field_specs(self.rules.entity_type)
        self.figures = keys_of_figures(self.parser.header.by_key)

    def build(self, rows: Iterable[ParsedRow], known: Sequence[Entity]) -> list[Draft]:
        """Make a draft of each row."""
        drafts = [Draft(parsed) for parsed in rows]
        first_of: dict[tuple[str, ...], Draft] = {}
        for draft in drafts:
            draft.faults += draft.parsed.faults
            self._identify(draft, first_of)
        for draft in drafts:
            self._refer(draft, first_of)
            self._make(draft)
        self._recognise_repeated(drafts, known)
        _refuse_what_needs_refused(drafts, self.parser)
        for draft in drafts:
            if draft.fate is Fate.REFUSED:
                # They tell how a row was taken.
                draft.remarks.clear()
        return drafts

    def _identify(self, draft: Draft, first_of: dict[tuple[str, ...], Draft]) -> None:
        rules = self.rules
        rules.prepare(draft, self.parser)
        place = next((key for key in _IDENTITY_FIELDS if key in draft.parsed.values), "")
        try:
            draft.known = rules.known(draft)
        except CellFault as found:
            draft.faults.append(self.parser.finding(draft.row, place, found.said))
        if draft.known is None:
            rules.complete(draft, self.parser)
        draft.id = draft.known.id if draft.known is not None else self.new_id()
        code = draft.parsed.values.get("code", "")
        keys = [rules.identity(draft, code)] if code else []
        keys += [("id", draft.known.id)] if draft.known is not None else []
        for key in keys:
            first = first_of.setdefault(key, draft)
            if first is not draft:
                found_twice = str(draft.parsed.values.get(place, code))
                said = message("import.twice_in_file", found=found_twice, row=str(first.row))
                draft.faults.append(self.parser.finding(draft.row, place, said))
                break

    def _refer(self, draft: Draft, first_of: Mapping[tuple[str, ...], Draft]) -> None:
        for name, texts in draft.parsed.names.items():
            found: list[EntityId] = []
            for text in texts:
                try:
                    found.append(self._referred(draft, text, first_of))
                except CellFault as said:
                    draft.faults.append(self.parser.finding(draft.row, name, said.said))
            draft.parsed.values[name] = tuple(found)

    def _referred(
        self, draft: Draft, text: str, first_of: Mapping[tuple[str, ...], Draft]
    ) -> EntityId:
        target = first_of.get(self.rules.identity(draft, text))
        if target is not None:
            return target.id
        known = self.rules.named(draft, text)
        if known is not None:
            return known.id
        kind = message("kind." + self.rules.entity_type.KIND)
        raise fault("import.not_known", found=text, kind=kind, nearest=())

    def _make(self, draft: Draft) -> None:
        entity_type = self.rules.entity_type
        values = draft.parsed.values
        try:
            if draft.known is None:
                fields = self._new_fields(values)
                self._ask_for_required(draft, fields)
                if draft.faults:
                    return
                draft.entity = entity_type(id=draft.id, **fields)
            else:
                changed = self._changed_fields(draft.known, values)
                draft.changed_fields = tuple(changed)
                draft.entity = dataclasses.replace(draft.known, **changed)
        except CellFault as found:
            draft.faults.append(self.parser.finding(draft.row, "", found.said))
            return
        self._check(draft, draft.entity)

    def _new_fields(self, values: Mapping[str, Any]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for name, spec in self.specs.items():
            if spec.kind is FieldKind.FIGURE:
                parts = parts_of(values, self.figures.get(name, ()))
                if parts:
                    fields[name] = new_figure(parts, spec.unit, self.parser.file)
                elif spec.is_required:
                    fields[name] = unknown(spec.unit)
            elif name in values:
                fields[name] = _plain(values[name], spec)
        return fields

    def _changed_fields(self, known: Entity, values: Mapping[str, Any]) -> dict[str, Any]:
        changed: dict[str, Any] = {}
        for name, spec in self.specs.items():
            before = getattr(known, name)
            if spec.kind is FieldKind.FIGURE:
                parts = parts_of(values, self.figures.get(name, ()))
                after = changed_figure(parts, before, self.parser.file) if parts else before
            elif name in values:
                after = _plain(values[name], spec)
                if name in _IDENTITY_FIELDS and words_key(after) == words_key(before):
                    # Another spelling of what was recognised is no news.
                    continue
                if spec.kind is FieldKind.NUMBER and is_same_number(after, before):
                    continue
            else:
                continue
            if after != before:
                changed[name] = after
        return changed

    def _ask_for_required(self, draft: Draft, fields: Mapping[str, Any]) -> None:
        blamed = {f.position.header for f in draft.faults if f.position.header}
        for name, spec in self.specs.items():
            if name == "id" or not spec.is_required or name in fields or name in draft.told:
                continue
            column = self.parser.column_of(name)
            if column is not None and column.header in blamed:
                continue
            if spec.kind is FieldKind.FIGURE:
                continue
            said = message(VALUE_MISSING, field=message("label." + name))
            draft.faults.append(self.parser.finding(draft.row, name, said))

    def _check(self, draft: Draft, entity: Entity) -> None:
        for found in faults_of(entity):
            said = _of_a_cell(found)
            name = str(said.values.get("field", "")) or _END_FIELDS.get(said.code, "")
            place = next((n for n in name.split() if self.parser.column_of(n)), "")
            draft.faults.append(self.parser.finding(draft.row, place, said))
        if draft.faults:
            return
        draft.label = entity.label()
        if draft.known is None:
            draft.fate = Fate.CREATED
            draft.changes.append(Create(entity))
        elif draft.changed_fields:
            draft.fate = Fate.UPDATED
            new = {name: getattr(entity, name) for name in draft.changed_fields}
            draft.changes.append(Update(entity.KIND, entity.id, new))
        else:
            draft.fate = Fate.UNCHANGED

    def _recognise_repeated(self, drafts: Iterable[Draft], known: Sequence[Entity]) -> None:
        """Find rows without a code among the known things with the same content."""
        created = [
            draft
            for draft in drafts
            if draft.fate is Fate.CREATED and not draft.parsed.values.get("code")
        ]
        if not created:
            return
        names = sorted({key for draft in created for key in _fields_said(draft)})
        there: dict[tuple[Any, ...], list[Entity]] = {}
        for entity in known:
            there.setdefault(_content(entity, names), []).append(entity)
        first_row: dict[tuple[Any, ...], int] = {}
        for draft in created:
            content = _content(draft.entity, names)
            if there.get(content):
                entity = there[content].pop()
                draft.fate, draft.id, draft.changes = Fate.UNCHANGED, entity.id, []
            elif content in first_row:
                said = message("import.same_as_row", row=str(first_row[content]))
                draft.remarks.append(self.parser.finding(draft.row, "", said))
            first_row.setdefault(content, draft.row)


VALUE_MISSING = "import.value_missing"
_IDENTITY_FIELDS = ("code", "iso3", "name")
_BOUNDS: Mapping[str, str] = {
    "field.below_minimum": "import.below_minimum",
    "field.above_maximum": "import.above_maximum",
}
_END_FIELDS: Mapping[str, str] = {
    "interval.end_before_start": "available_to to_day to_when",
    "offer.part_of_a_unit": "quantity",
    "requirement.nothing_needed": "quantity",
    "requirement.partners_crossed": "max_partners",
    "requirement.lead_and_many": "min_partners",
    "requirement.needs_itself": "prerequisites",
}


def _of_a_cell(said: Message) -> Message:
    """Word a bound as other faults of cells are: the place before it names row and column."""
    code = _BOUNDS.get(said.code)
    if code is None:
        return said
    return Message(code, said.params)


def _plain(value: Any, spec: FieldSpec) -> Any:
    if isinstance(value, Entity):
        return value.id
    if isinstance(value, Amount):
        return value.number
    if spec.kind is FieldKind.NUMBER and isinstance(value, int):
        return float(value)
    return value


def _fields_said(draft: Draft) -> set[str]:
    return {key.partition(".")[0] for key in draft.parsed.values}


def _content(entity: Entity | None, names: Sequence[str]) -> tuple[Any, ...]:
    found: list[Any] = []
    for name in names:
        value = getattr(entity, name, None)
        found.append(getattr(value, "value", value) if name else None)
    return tuple(found)


def _refuse_what_needs_refused(drafts: Sequence[Draft], parser: RowParser) -> None:
    """Refuse rows that refer to refused rows of the file, until nothing more follows."""
    has_names = [draft for draft in drafts if draft.parsed.names]
    is_changing = bool(has_names)
    while is_changing:
        refused = {d.id: d for d in drafts if d.fate is Fate.REFUSED and d.known is None}
        is_changing = False
        for draft in has_names:
            if draft.fate is Fate.REFUSED:
                continue
            for name in draft.parsed.names:
                bad = [refused[i] for i in draft.parsed.values[name] if i in refused]
                if bad:
                    said = message("import.needs_refused_row", row=str(bad[0].row))
                    draft.faults.append(parser.finding(draft.row, name, said))
                    draft.fate, draft.changes = Fate.REFUSED, []
                    is_changing = True
