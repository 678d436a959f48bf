"""English words of the catalogue of capability types."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "page.catalogue": "Capabilities",
    "action.catalogue.add": "Add capability",
    "catalogue.empty": "No capability types",
    "catalogue.empty_why": "Describe what a unit is, how many people it has and what it can do.",
    "catalogue.unit": "One unit",
    "catalogue.figures": "Planning figures",
}
