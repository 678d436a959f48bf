"""English words that only documents kept by earlier versions of a plan still say.

Without them such a document could not be printed as it was.
"""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "document.allocation_days": "{allocation} from {start:day} to {end:day}",
    "document.allocation_locked": "{allocation} from {start:day} to {end:day} (locked)",
    "document.head.contributions": "Contributions",
    "document.head.needed": "Needed",
    "document.map.note": (
        "Triangle: airfield; square: port; diamond: border crossing; dot: place. Boundaries and names imply no endorsement. Land and boundaries: Natural Earth, 1:50m, public domain; Equal Earth projection, shapes true at the middle."
    ),
}
