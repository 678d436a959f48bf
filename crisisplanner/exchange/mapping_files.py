"""Mappings of columns to fields in JSON files, one for each source that sends files again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from crisisplanner.domain.account import DateOrder, ImportKind, SavedMapping
from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.units import UNITS
from crisisplanner.exchange.opening import read_bytes
from crisisplanner.exchange.sheets_out import not_written
from crisisplanner.exchange.targets import SERIES_OF_ITS_OWN, target_of
from crisisplanner.finished_file import write_finished

_KEYS = frozenset(
    {"columns", "sheet", "header_row", "date_order", "encoding", "date_orders", "units"}
)


def read_mapping(path: Path, kind: ImportKind) -> SavedMapping:
    """Read a mapping: {"columns": {"header": "field"}, "sheet": …, "header_row": …}.

    A field that the kind does not have, an unknown key or a wrong value is an error with its name.
    """
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except ValueError:
        raise bad_input("import.mapping_not_json", file=path.name) from None
    return mapping_of(text, kind, path.name)


def mapping_of(text: str, kind: ImportKind, name: str) -> SavedMapping:
    """Read a mapping from its text; ``name`` says whose it is when something is wrong."""
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        raise bad_input("import.mapping_not_json", file=name) from None
    if not isinstance(plain, dict) or not isinstance(plain.get("columns", {}), dict):
        raise bad_input("import.mapping_not_json", file=name)
    unknown = sorted(plain.keys() - _KEYS)
    if unknown:
        raise bad_input(
            "import.mapping_key", file=name, found=unknown[0], keys=tuple(sorted(_KEYS))
        )
    return SavedMapping(
        columns=_columns(plain.get("columns", {}), kind, name),
        sheet=_text(plain, "sheet", name),
        header_row=_row(plain, name),
        date_order=_date_order(plain, name),
        encoding=_text(plain, "encoding", name),
        date_orders=tuple(
            (header, _order_of(word, "date_orders", name))
            for header, word in _pairs(plain, "date_orders", name)
        ),
        units=tuple(
            (header, _unit_of(word, name)) for header, word in _pairs(plain, "units", name)
        ),
    )


def _pairs(plain: dict[str, Any], key: str, file: str) -> Iterable[tuple[str, Any]]:
    value = plain.get(key) or {}
    if not isinstance(value, dict):
        raise bad_input("import.mapping_value", file=file, key=key, found=str(value))
    return value.items()


def _unit_of(word: object, file: str) -> str:
    if not isinstance(word, str) or word not in UNITS:
        raise bad_input("import.mapping_value", file=file, key="units", found=str(word))
    return word


def _columns(plain: dict[str, Any], kind: ImportKind, file: str) -> tuple[tuple[str, str], ...]:
    target = target_of(kind)
    fields = set(target.fields) | ({SERIES_OF_ITS_OWN} if target.takes_series else set())
    columns: list[tuple[str, str]] = []
    for header, field in plain.items():
        if field in (None, ""):
            columns.append((header, ""))
        elif isinstance(field, str) and field in fields:
            columns.append((header, field))
        else:
            known = tuple(key for key, one in target.fields.items() if not one.part)
            raise bad_input("import.mapping_field", file=file, found=str(field), fields=known)
    return tuple(columns)


def _text(plain: dict[str, Any], key: str, file: str) -> str:
    value = plain.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise bad_input("import.mapping_value", file=file, key=key, found=str(value))
    return value


def _row(plain: dict[str, Any], file: str) -> int | None:
    value = plain.get("header_row")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise bad_input("import.mapping_value", file=file, key="header_row", found=str(value))
    return value


def _date_order(plain: dict[str, Any], file: str) -> DateOrder | None:
    value = plain.get("date_order")
    return None if value is None else _order_of(value, "date_order", file)


def _order_of(value: object, key: str, file: str) -> DateOrder:
    if value not in tuple(DateOrder):
        raise bad_input("import.mapping_value", file=file, key=key, found=str(value))
    return DateOrder(str(value))


def mapping_text(mapping: SavedMapping) -> str:
    """Give a mapping as JSON."""
    plain: dict[str, Any] = {"columns": dict(mapping.columns)}
    for key in ("sheet", "header_row", "date_order", "encoding"):
        value = getattr(mapping, key)
        if value or value == 0:
            plain[key] = value
    for key in ("date_orders", "units"):
        if getattr(mapping, key):
            plain[key] = dict(getattr(mapping, key))
    return json.dumps(plain, indent=2, ensure_ascii=False) + "\n"


def write_mapping(path: Path, mapping: SavedMapping) -> None:
    """Write a mapping so that it is read back alike; the file is replaced whole or not at all."""
    text = mapping_text(mapping)
    try:
        write_finished(path, text.encode("utf-8"))
    except OSError as error:
        raise not_written(path, error) from error
