"""The shipped templates of measures: one JSON file an archetype in `resources/templates`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crisisplanner.domain.caseload import Counted
from crisisplanner.domain.measure_templates import Measure, Template
from crisisplanner.domain.terms import Area, Priority
from crisisplanner.exchange.shipped_content.reading import json_content
from crisisplanner.exchange.shipped_content.sources import Sources, joined
from crisisplanner.resource_files import resource_path

FOLDER = "templates"


def shipped_templates() -> tuple[Template, ...]:
    """Read all templates, in the order of their file names."""
    sources = Sources()
    paths = sorted(resource_path(FOLDER).glob("*.json"))
    return tuple(_template(path.stem, json_content(FOLDER, path.name), sources) for path in paths)


def _template(name: str, plain: Mapping[str, Any], sources: Sources) -> Template:
    return Template(
        id=name.partition("-")[2],
        title=plain["title"],
        teaser=plain["teaser"],
        approach=plain["approach"],
        factors=tuple(plain["factors"]),
        measures=tuple(_measure(one, sources) for one in plain["measures"]),
        source=joined(sources.note("template"), sources.numbered(plain["sources"])),
    )


def _measure(plain: Mapping[str, Any], sources: Sources) -> Measure:
    counted = plain.get("counted")
    return Measure(
        key=plain["key"],
        title=plain["title"],
        type_code=plain["type"],
        area=Area(plain["area"]),
        line_of_effort=plain["line_of_effort"],
        priority=Priority(plain["priority"]),
        from_day=plain["from_day"],
        to_day=plain["to_day"],
        units=float(plain.get("units", 0)),
        counted=None if counted is None else Counted(counted),
        heads_per_unit=float(plain.get("heads_per_unit", 0)),
        why=plain["why"],
        source=joined(sources.note("template"), sources.numbered(plain["sources"])),
    )
