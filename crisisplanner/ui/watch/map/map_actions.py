"""The actions of the map page, as data."""

from __future__ import annotations

from crisisplanner.ui.actions import ActionSpec

PAGE = "map"
FIT = "map.fit"
MEASURE = "map.measure"
TABLE = "map.table"
ON_MAP = "map_place_chosen"

MAP_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(TABLE, "table-export", "", frozenset(), PAGE),
    ActionSpec(MEASURE, "map-pin", "", frozenset({ON_MAP}), PAGE, why_not="watch.map.choose_first"),
    ActionSpec(FIT, "zoom-reset", "", frozenset({ON_MAP}), PAGE, why_not="watch.map.choose_first"),
)
