"""One theme: what every token means in light or dark, at normal or high contrast.

Lives here: colours by meaning and partner, contrast. Fonts, icons and style sheet are beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from PySide6.QtGui import QColor

from crisisplanner.ui.theme.tokens import Tokens

GRAPHICS_CONTRAST = 3.0
EDGE_DARKER = 0.28
N_PARTNER_COLOURS = 12
PARTNER_HATCHES = ("", "/", "\\", "/\\")


class Appearance(StrEnum):
    """What a person may choose in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST_LIGHT = "contrast_light"
    CONTRAST_DARK = "contrast_dark"


@dataclass(frozen=True, slots=True)
class PartnerColour:
    """Paint a partner: fill, ink on it, edge where the fill is weak, hatch from the 13th on.

    ``hatch`` holds the directions of its lines; empty is none. The 25th and the 37th on repeat the
    colours once more, with other directions.
    """

    fill: QColor
    ink: QColor
    edge: QColor | None
    hatch: str = ""


class Theme:
    """Answer for every token in one scheme."""

    def __init__(self, tokens: Tokens, *, is_dark: bool, is_high_contrast: bool = False) -> None:
        self.tokens = tokens
        self.is_dark = is_dark
        self.is_high_contrast = is_high_contrast
        self.scheme = "dark" if is_dark else "light"

    @cached_property
    def colours(self) -> dict[str, str]:
        """Give every named colour as text, with the overrides of high contrast."""
        named = dict(self.tokens.schemes[self.scheme])
        if self.is_high_contrast:
            named.update(self.tokens.high_contrast[self.scheme])
            for tint in [name for name in named if name.endswith("_tint")]:
                named[tint] = named["surface"]
        named.update({f"tlp_{k.lower()}": v for k, v in self.tokens.tlp.items()})
        return named

    def colour(self, name: str) -> QColor:
        """Give a named colour; raises KeyError for a name that is no token."""
        return QColor(self.colours[name])

    def arrival_part(self, name: str) -> QColor:
        """Give the grey of one part of an arrival."""
        return QColor(self.tokens.arrival_parts[self.scheme][self.tokens.arrival_order.index(name)])

    def risk_state(self, name: str) -> QColor | None:
        """Give the colour of an indicator's state; unknown has none, it is hatched."""
        if name == "unknown":
            return None
        return QColor(self.tokens.risk_states[self.scheme][name])

    def step(self, share: float) -> QColor:
        """Give the heat map's colour of a share from 0 to 1."""
        ramp = self.tokens.ramps[self.scheme]
        return QColor(ramp[min(len(ramp) - 1, max(0, int(share * len(ramp))))])

    def partner(self, number: int | None) -> PartnerColour:
        """Give a partner's colour by its number from 1; none has a grey."""
        if number is None or number < 1:
            fill = self.colour("control")
            return PartnerColour(fill, self.colour("surface"), None)
        entry = self.tokens.partners[(number - 1) % N_PARTNER_COLOURS]
        fill = QColor(str(entry[self.scheme]))
        is_weak = contrast(fill, self.colour("surface")) < GRAPHICS_CONTRAST
        return PartnerColour(
            fill=fill,
            ink=QColor(str(entry[f"text_on_{self.scheme}"])),
            edge=darker(fill, EDGE_DARKER) if is_weak else None,
            hatch=PARTNER_HATCHES[min((number - 1) // N_PARTNER_COLOURS, len(PARTNER_HATCHES) - 1)],
        )

    def size(self, name: str) -> int:
        """Give a size in px."""
        return self.tokens.sizes_px[name]

    def radius(self, name: str) -> int:
        """Give a radius in px."""
        return self.tokens.radii_px[name]

    @property
    def focus_width(self) -> int:
        """Give the width of the focus ring: 3 px at high contrast."""
        return self.size("focus_width") + (1 if self.is_high_contrast else 0)


def darker(colour: QColor, share: float) -> QColor:
    """Take a share of the light out of a colour."""
    return QColor.fromRgbF(*(part * (1 - share) for part in _channels(colour)))


def contrast(one: QColor, other: QColor) -> float:
    """Compute the contrast ratio of two opaque colours (WCAG 2.2, relative luminance)."""
    lighter, weaker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (weaker + 0.05)


def _channels(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def _luminance(colour: QColor) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _channels(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
