"""The look of paper: sizes and colours of the tokens, as ReportLab takes them.

No colour or type size is written anywhere else in this package.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reportlab.lib.colors import Color

from crisisplanner.resource_files import resource_path


@dataclass(frozen=True, slots=True)
class PartnerFill:
    """Hold how a partner's bars are filled: colour, pattern and the ink of its label."""

    colour: Color
    ink: Color
    pattern: str
    n_repeats: int
    """How many times the colours were all used before."""


class Look:
    """Give colours and sizes by the names that the tokens use."""

    def __init__(self, tokens: Mapping[str, Any]) -> None:
        self._tokens = tokens
        self.sizes: Mapping[str, float] = tokens["type_pt_print"]
        self.covered_from = float(tokens["coverage"]["covered_from"])
        self.open_below = float(tokens["coverage"]["open_below"])

    def colour(self, name: str) -> Color:
        """Give a colour of the print or the light theme."""
        return _colour(self._tokens["print"].get(name) or self._tokens["light"][name])

    def level(self, level: str) -> Color:
        """Give the text colour of a marking's level on ``level_ground``."""
        return _colour(self._tokens["tlp"].get(level.split("+")[0], self._tokens["tlp"]["CLEAR"]))

    @cached_property
    def level_ground(self) -> Color:
        """Give the ground of markings."""
        return _colour(self._tokens["tlp"]["background"])

    @cached_property
    def arrival_parts(self) -> Mapping[str, Color]:
        """Give the greys of the parts of an arrival, dark to light."""
        parts = self._tokens["arrival_parts"]
        return {
            part: _colour(grey) for part, grey in zip(parts["order"], parts["light"], strict=True)
        }

    def partner(self, index: int) -> PartnerFill:
        """Give the fill of a partner's colour; from the 13th on they repeat."""
        colours = self._tokens["partners"]
        entry = colours[(index - 1) % len(colours)]
        return PartnerFill(
            _colour(entry["light"]),
            _colour(entry["text_on_light"]),
            entry["print_pattern"],
            (index - 1) // len(colours),
        )


def load_look() -> Look:
    """Read the tokens."""
    return Look(json.loads(resource_path("look", "tokens.json").read_text("utf-8")))


def mixed(colour: Color, other: Color, share: float) -> Color:
    """Mix a share of another colour into one."""
    return Color(
        colour.red + (other.red - colour.red) * share,
        colour.green + (other.green - colour.green) * share,
        colour.blue + (other.blue - colour.blue) * share,
    )


def _colour(text: str) -> Color:
    return Color(*(int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)))
