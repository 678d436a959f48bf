"""English words of the table of places, and of naming one on the spot."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "page.places": "Places",
    "action.places.add": "Add place",
    "places.empty": "No places yet",
    "places.empty_why": (
        "Enter where something is needed and where help comes from; or type a new name wherever a"
        " place is asked."
    ),
    "places.where": "Where it is",
    "places.position": "Position",
    "places.no_position": (
        "Without latitude and longitude the map does not show it, and no transit is worked out."
    ),
    "places.needed_here": "Needed here",
    "places.nothing_needed": "No requirement is for this place.",
    "places.offers_from": "Offered from here",
    "places.nothing_from": "No offer comes from here.",
    "places.more": "{n} more.",
    "places.again_to_add": (
        "Nothing is called “{name}”. Choose from the list, or press Enter again to add it as a new"
        " place."
    ),
}
