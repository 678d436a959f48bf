"""The one style sheet: `resources/look/window.qss` with the values of a theme."""

from __future__ import annotations

from string import Template

from crisisplanner.resource_files import resource_path
from crisisplanner.ui.theme.theme import Theme


def make_style_sheet(theme: Theme) -> str:
    """Fill the template; raises KeyError for a name that is no token."""
    values: dict[str, object] = dict(theme.colours)
    values.update({f"size_{name}": f"{px}px" for name, px in theme.tokens.sizes_px.items()})
    values.update({f"radius_{name}": f"{px}px" for name, px in theme.tokens.radii_px.items()})
    template = Template(resource_path("look", "window.qss").read_text("utf-8"))
    return template.substitute(values)
