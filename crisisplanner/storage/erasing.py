"""Erasing for good: values overwritten in rows, journal, snapshots and runs.

Lives here: what is overwritten with what. That the file is then compacted and the automatic
backups removed is up to the workspace.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select, update

from crisisplanner.domain.changes import Update
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.errors import bad_input, refused
from crisisplanner.domain.fields import FieldKind, FieldSpec
from crisisplanner.domain.messages import Message, Parameter, message
from crisisplanner.domain.plain import canonical_json, value_to_plain
from crisisplanner.storage.journal import Journal, PlainFields, erased_by, erased_value
from crisisplanner.storage.message_text import message_to_text
from crisisplanner.storage.rows import emptied, row_form
from crisisplanner.storage.tables import workspace_tables

BLACKED_OUT = "█"
"""Stands where a text must not be empty, and inside other texts."""

_PRINTED = "document"
"""The part of a snapshot in which texts stand inside others: what a version prints."""
_PARAMETERS = "params"
"""The part of a message whose names are its own, whatever they are called."""
_NEVER_SAID = frozenset(
    {
        "anchor",
        "as_of",
        "basis",
        "code",
        "confidence",
        "currency",
        "date",
        "entered_unit",
        "id",
        "is",
        "link",
        "moment",
        "ref",
        "rest_in",
        "sha256",
        "unit",
        "word",
    }
)
"""What gives the form of a printed part, not its words."""

_TEXTS = frozenset({FieldKind.LINE, FieldKind.TEXT})


@dataclass(frozen=True, slots=True)
class Erasure:
    """Say which fields of which thing are erased, by which group."""

    kind: str
    id: EntityId
    fields: tuple[str, ...]
    group_id: str


def emptying_change(entity: Entity, fields: Collection[str]) -> Update:
    """Make the change that empties fields; refuses those that can't be empty."""
    specs = row_form(entity.KIND).fields
    values = {}
    for name in fields:
        if name not in specs or name == "id":
            raise bad_input("storage.unknown_field", kind=_kind(entity.KIND), field=name)
        values[name] = _empty(entity.KIND, name, specs[name].spec)
    return Update(entity.KIND, entity.id, values)


def _empty(kind: str, name: str, spec: FieldSpec) -> Any:
    if not spec.is_required or spec.kind is FieldKind.FIGURE:
        return emptied(spec, None)
    if spec.kind in _TEXTS:
        return BLACKED_OUT
    raise refused("storage.not_erasable", kind=_kind(kind), field=message("label." + name))


def _kind(kind: str) -> Message:
    return message("kind." + kind)


def erase_everywhere(connection: Connection, erasure: Erasure, current: Entity | None) -> None:
    """Overwrite the values in journal, snapshots and runs; the row itself is an edit.

    In what was said of the thing's groups the erased texts are blacked out, and in what was said of
    others, which may name it, those that a person wrote. Runs that contain one are dropped: they can
    be computed again.
    """
    values, positions = _erase_entries(connection, erasure)
    if current is not None:
        values += [value_to_plain(getattr(current, name)) for name in erasure.fields]
    texts = frozenset(text for value in values for text in _texts_in(value) if text.strip())
    texts -= {BLACKED_OUT}
    telling = frozenset(filter(_is_telling, texts))
    # A person's text is one even where it looks like a code word: a witness called by one name.
    written = texts if _holds_texts(erasure) else telling
    if texts:
        _erase_in_groups(connection, positions, _pattern(texts))
        _drop_runs(connection, texts)
    if written:
        others = _groups_naming(connection, written) - positions
        _erase_in_groups(connection, others, _pattern(written))
    _erase_in_snapshots(connection, erasure, telling, written)


def _holds_texts(erasure: Erasure) -> bool:
    specs = row_form(erasure.kind).fields
    return all(specs[name].spec.kind in _TEXTS for name in erasure.fields)


def _erase_entries(connection: Connection, erasure: Erasure) -> tuple[list[Any], set[int]]:
    """Overwrite the fields in all entries of the thing; gives what they held and where."""
    table = workspace_tables().entry
    held: list[Any] = []
    positions: set[int] = set()
    for number, entry in list(Journal(connection).entries_of([erasure.id])):
        if entry.kind != erasure.kind:
            continue
        positions.add(entry.position)
        before = _without(entry.before, erasure, held)
        after = _without(entry.after, erasure, held)
        connection.execute(
            update(table).where(table.c.number == number), {"before": before, "after": after}
        )
    return held, positions


def _without(fields: PlainFields | None, erasure: Erasure, held: list[Any]) -> str | None:
    if fields is None:
        return None
    kept: dict[str, Any] = {}
    for name, plain in fields.items():
        if name in erasure.fields and erased_by(plain) is None:
            held.append(plain)
            kept[name] = erased_value(erasure.group_id)
        else:
            kept[name] = plain
    return canonical_json(kept)


def _texts_in(value: Any) -> Iterable[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _texts_in(item)
        case dict():
            # Of a figure or marking only what a person wrote.
            for name in ("source", "handling"):
                if value.get(name):
                    yield value[name]
        case _:
            return


def _pattern(texts: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(texts, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def _is_telling(text: str) -> bool:
    """Tell a name or sentence from a code word that stands everywhere."""
    return not (text.isascii() and text.islower() and text.isidentifier())


def _erase_in_groups(
    connection: Connection, positions: Iterable[int], pattern: re.Pattern[str]
) -> None:
    table = workspace_tables().group
    for position, group in Journal(connection).groups_at(positions).items():
        what = Message(group.what.code, _blacked_out_params(group.what, pattern))
        connection.execute(
            update(table).where(table.c.position == position),
            {"what": message_to_text(what), "why": pattern.sub(BLACKED_OUT, group.why)},
        )


def _groups_naming(connection: Connection, texts: frozenset[str]) -> set[int]:
    """Find the groups whose sentence or reason may hold one of the texts."""
    table = workspace_tables().group
    written = _as_json_writes(texts)
    return {
        position
        for position, what, why in connection.execute(
            select(table.c.position, table.c.what, table.c.why)
        )
        if any(text in what for text in written) or any(text in why for text in texts)
    }


def _as_json_writes(texts: frozenset[str]) -> set[str]:
    """Give texts with and without escapes for what is not ASCII."""
    return {json.dumps(text, ensure_ascii=way)[1:-1] for text in texts for way in (True, False)}


def _blacked_out_params(
    said: Message, pattern: re.Pattern[str]
) -> tuple[tuple[str, Parameter], ...]:
    def blacked_out(value: Parameter) -> Parameter:
        match value:
            case str():
                return pattern.sub(BLACKED_OUT, value)
            case tuple():
                return tuple(blacked_out(item) for item in value)
            case Message():
                return Message(value.code, _blacked_out_params(value, pattern))
            case _:
                return value

    return tuple((name, blacked_out(value)) for name, value in said.params)


def _drop_runs(connection: Connection, texts: frozenset[str]) -> None:
    table = workspace_tables().run
    written = _as_json_writes(texts)
    for input_hash, result in connection.execute(select(table.c.input_hash, table.c.result)).all():
        if any(text in result for text in written):
            connection.execute(delete(table).where(table.c.input_hash == input_hash))


def _erase_in_snapshots(
    connection: Connection, erasure: Erasure, texts: frozenset[str], printed: frozenset[str]
) -> None:
    """Empty the fields, and black out whole ``texts`` and, inside what is printed, ``printed``."""
    table = workspace_tables().snapshot
    specs = row_form(erasure.kind).fields
    empty = {
        name: value_to_plain(_empty(erasure.kind, name, specs[name].spec))
        for name in erasure.fields
    }

    said = _pattern(printed) if printed else None

    def erased(plain: Any, *, is_said: bool = False, is_named: bool = False) -> Any:
        match plain:
            case str() if is_said and said is not None:
                return said.sub(BLACKED_OUT, plain)
            case str():
                return BLACKED_OUT if plain in texts else plain
            case list():
                return [erased(item, is_said=is_said) for item in plain]
            case dict() if plain.get("id") == erasure.id:
                return {name: empty.get(name, value) for name, value in plain.items()}
            case dict():
                return {
                    name: value
                    if is_said and not is_named and name in _NEVER_SAID
                    else erased(
                        value, is_said=is_said or name == _PRINTED, is_named=name == _PARAMETERS
                    )
                    for name, value in plain.items()
                }
            case _:
                return plain

    for digest, content in connection.execute(select(table.c.sha256, table.c.content)).all():
        plain = json.loads(content)
        changed = erased(plain)
        if not _holds_texts(erasure) and isinstance(changed, dict):
            # A figure can't be told apart from others where it is printed.
            changed.pop(_PRINTED, None)
        if changed != plain:
            connection.execute(
                update(table).where(table.c.sha256 == digest),
                {"content": canonical_json(changed), "erased_by": erasure.group_id},
            )
