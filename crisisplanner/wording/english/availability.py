"""English words of the availability page."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "page.availability": "Availability",
    "availability.map": "Units by type and week",
    "availability.reading": "Reading what is available",
    "availability.plans": "Plan from whose D the weeks are counted",
    "availability.from_d": "Weeks from D of {plan}",
    "availability.measure": "What the cells show",
    "availability.measure.free": "Free",
    "availability.measure.have": "There in all",
    "availability.measure.promised": "Promised",
    "availability.measure.needed": "Needed by all plans",
    "availability.week": "W{n:raw}",
    "availability.need": "need {n:number}",
    "availability.no_need": "no need",
    "availability.need_unknown": "need not known",
    "availability.legend.share": "0 to 100 % of the need",
    "availability.legend.none": "needed, none",
    "availability.legend.short": "below the need",
    "availability.cell": (
        "{name}, {week}: {free:number} free, {have:number} there, {promised:number} promised, "
        "{needed:number} needed"
    ),
    "availability.cell_short": (
        "{name}, {week}: {free:number} free, below the {needed:number} needed; {have:number} there, "
        "{promised:number} promised"
    ),
    "availability.cell_need_unknown": (
        "{name}, {week}: {free:number} free, {have:number} there, {promised:number} promised; how many "
        "are needed is not known"
    ),
    "availability.empty": "Nothing to compare yet",
    "availability.empty_why": (
        "Here stand the offers by type and week beside what all plans need. Import or enter the first."
    ),
    "availability.none_such": "No such offer",
    "availability.none_such_why": "Nothing is promised twice, or expires within 30 days.",
    "availability.nothing": "No offer and no requirement yet.",
    "availability.no_needs": (
        "{n:number} type is offered, and no plan needs any.",
        "{n:number} types are offered, and no plan needs any.",
    ),
    "availability.headline": (
        "{n:number} of {all:number} capabilities needed is short in some week.",
        "{n:number} of {all:number} capabilities needed are short in some week.",
    ),
    "availability.twice": (
        "Promised twice: {type} of {partner}, {promised:number} of {quantity:number} from {day} on, to "
        "{wheres}."
    ),
    "availability.twice_by_drafts": (
        "Counted on twice: {type} of {partner}, {promised:number} of {quantity:number} from {day} on, by "
        "{wheres}."
    ),
    "availability.expires": (
        "Expires: {type} of {partner} on {on}, {n:number} day left.",
        "Expires: {type} of {partner} on {on}, {n:number} days left.",
    ),
    "availability.unplaced": "Without a calendar date of D these can't be placed: {names}.",
    "availability.unknown_days": (
        "{n:number} offer has days that are not known; it counts from those that are.",
        "{n:number} offers have days that are not known; they count from those that are.",
    ),
    "availability.chip.all": "All",
    "availability.chip.twice": "Promised twice",
    "availability.chip.expiring": "Expiring",
    "availability.the_start": "the start",
}
