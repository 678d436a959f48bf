"""English sentences that explain a page, an action or a column, shown as tooltips."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "hint.nodes": "Airfields, ports and border crossings through which help comes in.",
    "hint.places": "Points, areas and countries where something is needed or comes from.",
    "hint.aid": "How much aid each country gets, beside how likely a crisis is there.",
    "hint.presence": "Who works where on what, and where several do the same.",
    "hint.plan.improve": (
        "Go on searching from the plan that is shown; it only changes where a better one is found."
    ),
    "table.hint.ring": (
        "How near a partner stands: core partners are planned with first, supporting ones after them,"
        " emerging ones are being won."
    ),
    "table.hint.iso3": "Three letters that stand for a country, as in COD for DR Congo.",
    "table.hint.readiness": (
        "E equipment, P people, F funding: a full mark is ready, a half one partly, an empty one not."
    ),
    "table.hint.minimum_share": "With less than this part of the quantity, nothing counts.",
}
