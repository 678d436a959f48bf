"""The shipped default triggers: what they wait for and lead to, without a crisis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crisisplanner.domain.entity import field_specs
from crisisplanner.domain.plain import value_from_plain
from crisisplanner.domain.warning import LeadsTo, TriggerCondition
from crisisplanner.exchange.shipped_content.reading import json_content
from crisisplanner.exchange.shipped_content.sources import Sources


@dataclass(frozen=True, slots=True)
class DefaultTrigger:
    """Describe one trigger; each condition is given by its fields."""

    name: str
    leads_to: LeadsTo
    leads_to_text: str
    source: str
    conditions: tuple[Mapping[str, Any], ...]


def shipped_triggers(sources: Sources) -> tuple[DefaultTrigger, ...]:
    """Read the default triggers."""
    specs = field_specs(TriggerCondition)
    return tuple(
        DefaultTrigger(
            name=record["name"],
            leads_to=LeadsTo(record["leads_to"]),
            leads_to_text=record["leads_to_text"],
            source=sources.note("default_trigger"),
            conditions=tuple(
                {name: value_from_plain(value, specs[name]) for name, value in plain.items()}
                for plain in record["conditions"]
            ),
        )
        for record in json_content("reference", "default_triggers.json")
    )
