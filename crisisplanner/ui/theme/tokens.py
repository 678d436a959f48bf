"""The tokens of the visual language, read once from `resources/look/tokens.json`.

Lives here: reading and typing them. What they mean for a scheme is in theme.py.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crisisplanner.resource_files import resource_path


@dataclass(frozen=True, slots=True)
class TypeRole:
    """Describe one role of type: size and line in px, weight, family."""

    size_px: int
    line_px: int
    weight: int
    is_condensed: bool


@dataclass(frozen=True, slots=True)
class Tokens:
    """Hold the tokens as the file gives them, typed."""

    roles: Mapping[str, TypeRole]
    families: Mapping[str, str]
    sizes_px: Mapping[str, int]
    radii_px: Mapping[str, int]
    schemes: Mapping[str, Mapping[str, str]]
    ramps: Mapping[str, tuple[str, ...]]
    high_contrast: Mapping[str, Mapping[str, str]]
    risk_states: Mapping[str, Mapping[str, str]]
    arrival_order: tuple[str, ...]
    arrival_parts: Mapping[str, tuple[str, ...]]
    tlp: Mapping[str, str]
    partners: tuple[Mapping[str, Any], ...]
    icon_stroke: float
    covered_from: float
    open_below: float


def read_tokens() -> Tokens:
    """Read the shipped tokens."""
    raw: dict[str, Any] = json.loads(resource_path("look", "tokens.json").read_text("utf-8"))
    schemes = {name: raw[name] for name in ("light", "dark")}
    return Tokens(
        roles={
            name: TypeRole(r["size"], r["line"], r["weight"], r["family"] == "condensed")
            for name, r in raw["type_px"].items()
        },
        families={
            name: raw["font"][name] for name in ("screen_and_paper", "charts", "arabic", "fallback")
        },
        sizes_px=raw["size_px"],
        radii_px={k: v for k, v in raw["radius_px"].items() if isinstance(v, int)},
        schemes={
            name: {k: v for k, v in colours.items() if isinstance(v, str)}
            for name, colours in schemes.items()
        },
        ramps={name: tuple(colours["sequential"]) for name, colours in schemes.items()},
        high_contrast=raw["high_contrast"],
        risk_states=raw["risk_states"],
        arrival_order=tuple(raw["arrival_parts"]["order"]),
        arrival_parts={name: tuple(raw["arrival_parts"][name]) for name in schemes},
        tlp=raw["tlp"],
        partners=tuple(raw["partners"]),
        icon_stroke=raw["icons"]["stroke"],
        covered_from=raw["coverage"]["covered_from"],
        open_below=raw["coverage"]["open_below"],
    )
