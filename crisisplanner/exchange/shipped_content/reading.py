"""Read the files below `resources/` that hold what we ship; nothing about their meaning."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from typing import Any

from crisisplanner.resource_files import resource_path

Row = Mapping[str, str]


def table_rows(*parts: str) -> tuple[Row, ...]:
    """Read a shipped CSV file with a header row."""
    with resource_path(*parts).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, strict=True))


def json_content(*parts: str) -> Any:
    """Read a shipped JSON file."""
    return json.loads(resource_path(*parts).read_text("utf-8"))
