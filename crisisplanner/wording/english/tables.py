"""English words for the tables of a matching problem and for its result file."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "tables.missing_folder": "There is no folder {folder}.",
    "tables.missing_file": "{file}: the file is missing.",
    "tables.unreadable_file": "{file}: the file can't be read: {reason}.",
    "tables.file_too_large": "{file}: Expected at most {limit_mb} MB.",
    "tables.not_utf8": "{file}, row {row:raw}: Expected text in UTF-8, found other bytes.",
    "tables.empty_file": "{file}: Expected a header row, found an empty file.",
    "tables.broken_row": "{file}, row {row:raw}: Expected cells between commas, {reason}.",
    "tables.not_commas": "{file}, row 1: Expected columns separated by commas, found “{found}”.",
    "tables.unknown_column": (
        "{file}, row 1, column “{column}”: this column is not known{nearest}."
        " Which columns there are: crisisplanner match --help."
    ),
    "tables.another_table": (
        (
            "{file}, row 1: no table of a matching problem. Expected also columns {missing}; not known is"
            " {unknown}. Which columns there are: crisisplanner match --help. A table that was exported from"
            " a workspace is matched there: crisisplanner match WORKSPACE."
        ),
        (
            "{file}, row 1: no table of a matching problem. Expected also columns {missing}; not known are"
            " {n:number} columns, first {unknown}. Which columns there are: crisisplanner match --help. A"
            " table that was exported from a workspace is matched there: crisisplanner match WORKSPACE."
        ),
    ),
    "tables.nearest": ", perhaps “{name}” was meant",
    "tables.no_nearest": "",
    "tables.column_twice": "{file}, row 1, column {column}: Expected each column once, found it again.",
    "tables.missing_column": "{file}, row 1: Expected a column {column}, found none.",
    "tables.too_many_cells": "{file}, row {row:raw}: Expected {expected} cells, found {found}.",
    "tables.bad_cell": (
        "{file}, row {row:raw}, column {column}: Expected {expected}, found {found}."
    ),
    "tables.at": "{file}, row {row:raw}, column {column}: {said}",
    "tables.in_file": "{file}: {said}",
    "tables.nothing": "nothing",
    "tables.cut": "“{text}…” ({n} characters)",
    "tables.expected.text": "text",
    "tables.expected.whole_number": "a whole number",
    "tables.expected.number": "a number",
    "tables.expected.flag": "0 or 1",
    "tables.expected.list": "text, several separated by semicolons",
    "tables.expected.short_cell": "at most {n} characters",
    "tables.unknown_name": (
        "{file}, row {row:raw}, column {column}: Expected {expected}, found {found}{nearest}."
    ),
    "tables.named.offer": "an id of offers.csv",
    "tables.named.requirement": "an id of requirements.csv",
    "tables.named.crisis": "a crisis of requirements.csv",
    "tables.named.partner": "a partner of offers.csv",
    "tables.named.partner_or_all": "a partner of offers.csv or *",
    "tables.named.scope": "plan, a crisis of requirements.csv or a partner of offers.csv",
    "tables.unread_file": "{file} was not read. Tables are: {expected}.",
    "tables.cannot_hold": "Tables can't hold {tables}.",
    "tables.cannot_hold_offer": (
        "Tables can't hold the offer {offer}: it has steps of decisions, days of loading, or days"
        " that are not known or not whole."
    ),
    "tables.cannot_write": "{file} could not be written: {reason}. Nothing was changed.",
    "tables.no_allocations": "{file}: Expected an object with a list “allocations”.",
    "tables.not_json": "{file}, line {row:raw}, column {column:raw}: Expected JSON.",
    "tables.nested_too_deep": "{file}: Expected a result, found lists or objects inside each other without end.",
    "tables.number_too_long": "{file}: Expected numbers of at most 300 digits, found a longer one.",
    "tables.part.allocation": "allocation {n:raw}",
    "tables.part.requirement": "requirement {n:raw}",
    "tables.part.partner": "partner {n:raw}",
    "tables.part.aim": "aim {n:raw}",
    "tables.not_an_object": "{file}, {where}: Expected an object, found {found}.",
    "tables.bad_part": "{file}, {where}, {column}: Expected {expected}, found {found}.",
    "tables.bad_field": "{file}, {column}: Expected {expected}, found {found}.",
    "tables.quoted": "the text “{text}”",
    "tables.expected.quantity": "a number of at most {most}",
    "tables.expected.figure": "a number of at most 300 digits",
    "tables.expected.day": "a whole number of days from D, at most {most}",
    "tables.expected.rows": "a list",
}
