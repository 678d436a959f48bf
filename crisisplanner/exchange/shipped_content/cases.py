"""The built-in cases: folders of JSON files, one per kind of entity, read into entities.

How a file is written stands in `resources/cases/README.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import Entity, EntityId, field_specs, shipped_id
from crisisplanner.domain.fields import FieldKind, FieldSpec
from crisisplanner.domain.figures import Basis
from crisisplanner.domain.offers import DecisionStep, Offer
from crisisplanner.domain.plain import entity_from_plain
from crisisplanner.exchange.shipped_content.case_list import ABOUT, CASES
from crisisplanner.exchange.shipped_content.grades import grade_meaning
from crisisplanner.exchange.shipped_content.reading import json_content
from crisisplanner.resource_files import resource_path

Record = Mapping[str, Any]

PATHS = "decision_paths.json"


def read_case(case_id: str) -> tuple[Entity, ...]:
    """Build the entities of one case, parents first.

    Raises ValueError for a reference that no record of the case and no reference data can answer.
    """
    files = {path.name for path in resource_path(CASES, case_id).iterdir()}
    records: dict[str, list[Record]] = {
        kind: json_content(CASES, case_id, kind + ".json")
        for kind in ENTITY_TYPES
        if kind + ".json" in files
    }
    if PATHS in files:
        paths: Mapping[str, list[Record]] = json_content(CASES, case_id, PATHS)
        steps = records.setdefault(DecisionStep.KIND, [])
        steps.extend(_steps_of_paths(records.get(Offer.KIND, ()), paths))
    about: Record = json_content(CASES, case_id, ABOUT)
    reader = _CaseReader(case_id, about["assumption"], records)
    return tuple(
        reader.entity(kind, record) for kind in ENTITY_TYPES for record in records.get(kind, ())
    )


def _steps_of_paths(
    offers: Iterable[Record], paths: Mapping[str, list[Record]]
) -> Iterator[Record]:
    """Give each offer its own copy of the steps of the paths that it names."""
    for offer in offers:
        for path in offer.get("decision_path", ()):
            for step in paths[path]:
                yield {
                    **step,
                    "key": f"{offer['key']}/{step['key']}",
                    "offer": offer["key"],
                    "after": [f"{offer['key']}/{before}" for before in step.get("after", ())],
                }


class _CaseReader:
    """Turn records of one case into entities: keys into ids, grades into basis."""

    def __init__(
        self, case_id: str, assumption: str, records: Mapping[str, Iterable[Record]]
    ) -> None:
        self._case_id = case_id
        self._assumption = assumption
        self._keys = {kind: {r["key"] for r in found} for kind, found in records.items()}

    def entity(self, kind: str, record: Record) -> Entity:
        entity_type = ENTITY_TYPES[kind]
        specs = field_specs(entity_type)
        plain: dict[str, Any] = {"id": self._own_id(kind, record["key"])}
        for name, value in record.items():
            if name in specs:
                plain[name] = self._plain(specs[name], value)
            elif name not in ("key", "decision_path", "counts_as", "grade"):
                raise ValueError(f"Expected fields of {kind}, got {name!r} in {record['key']}")
        if "grade" in record or "counts_as" in record:
            basis, confidence = grade_meaning(record.get("counts_as") or record["grade"])
            graded = {"basis": basis.value, "confidence": confidence.value}
            plain.update({name: word for name, word in graded.items() if name in specs})
        return entity_from_plain(entity_type, plain)

    def _own_id(self, kind: str, key: str) -> EntityId:
        return shipped_id(kind, f"{self._case_id}/{key}")

    def _plain(self, spec: FieldSpec, value: Any) -> Any:
        match spec.kind:
            case FieldKind.FIGURE if value is not None:
                return self._figure(spec.unit, value)
            case FieldKind.REFERENCE if value is not None:
                return self._id_of(spec, value)
            case FieldKind.REFERENCES:
                return [self._id_of(spec, key) for key in value]
            case FieldKind.TEXT if isinstance(value, list):
                return "\n".join(value)
            case _:
                return value

    def _id_of(self, spec: FieldSpec, key: str) -> EntityId:
        for kind in spec.refers_to:
            if key in self._keys.get(kind, ()):
                return self._own_id(kind, key)
        shared = [kind for kind in spec.refers_to if kind in SHARED_KINDS]
        if not shared:
            raise ValueError(f"Expected a key of {' or '.join(spec.refers_to)}, got {key!r}")
        return shipped_id(shared[0], key)

    def _figure(self, unit: str, given: Any) -> dict[str, Any]:
        """Read a figure; a bare number is an assumption of the case."""
        if isinstance(given, (int, float)):
            given = {"value": given}
        plain = {"value": given["value"], "unit": unit}
        plain.update({end: given[end] for end in ("low", "high") if end in given})
        if "grade" in given:
            basis, confidence = grade_meaning(given["grade"])
            return {
                **plain,
                "basis": basis.value,
                "confidence": confidence.value,
                "source": given["source"],
            }
        source = given.get("source", "")
        return {
            **plain,
            "basis": Basis.ASSUMPTION.value,
            "source": f"{self._assumption}: {source}" if source else self._assumption,
        }


SHARED_KINDS = frozenset({"capability_type", "institution", "caveat_category", "country"})
"""Kinds of reference data that a case refers to by code."""
