"""English words of the table of entry nodes."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "page.nodes": "Entry nodes",
    "action.nodes.add": "Add entry node",
    "nodes.empty": "No entry nodes yet",
    "nodes.empty_why": (
        "Enter the airfields, ports and crossings through which help comes, and what each takes in a"
        " day."
    ),
    "nodes.subtitle": "{kind} · {place}",
    "nodes.takes": "What it takes",
    "nodes.refuses_nothing": "no class of asset",
    "nodes.open": "Open",
    "nodes.runways": "Runways",
    "nodes.no_runways": "No runway is entered.",
    "nodes.closed": "closed",
}
