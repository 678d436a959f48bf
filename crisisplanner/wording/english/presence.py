"""English sentences of who does what where, and of aid against risk."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "page.presence": "Who does what where",
    "action.presence.import": "Import activities",
    "day_field.form": "YYYY-MM-DD",
    "day_field.fault": "Expected a date as 2026-11-21, got {found}.",
    "presence.reading": "Reading who does what where",
    "presence.empty": "No activities yet",
    "presence.empty_why": (
        "Import a table of who does what where (3W), as clusters and OCHA send it. It shows where several "
        "do the same and where nobody is."
    ),
    "presence.none_such": "No such activity",
    "presence.none_such_why": "Nobody is reported here in this period.",
    "presence.map": "Organisations by area and sector",
    "presence.country": "Country",
    "presence.country_n": "{name} ({n:number})",
    "presence.no_country": "Country not reported",
    "presence.set_country": (
        "Set the country of {n:number} activity that names none",
        "Set the country of {n:number} activities that name none",
    ),
    "presence.set_country_why": (
        "Their source names no country, and no code of an area tells it. One undo takes it back."
    ),
    "presence.set_country_do": "Set the country",
    "presence.setting_country": "Setting the country",
    "presence.source": "Source",
    "presence.no_source": "Source not named",
    "presence.every_source": (
        "Every source ({n:number} activity)",
        "Every source ({n:number} activities)",
    ),
    "presence.country_needed": "Choose a country.",
    "presence.country_unknown": "Expected a country by its three letters, got “{country}”.",
    "presence.country_was_set": (
        "Set the country of {n:number} activity.",
        "Set the country of {n:number} activities.",
    ),
    "journal.country_set": (
        "{n:number} activity is in {country}",
        "{n:number} activities are in {country}",
    ),
    "presence.no_sector": "Sector not reported",
    "presence.level": "How fine areas are",
    "presence.level.admin1": "By province",
    "presence.level.admin2": "By district",
    "presence.counted": "What is counted",
    "presence.counted.organisations": "Organisations",
    "presence.counted.activities": "Activities",
    "presence.counted.people": "People targeted",
    "presence.several": "Overlap from {n:number}",
    "presence.several_name": "From how many organisations at once on it is called an overlap",
    "presence.first": "Active on this day or later",
    "presence.last": "Active on this day or earlier",
    "presence.from": "from",
    "presence.to": "to",
    "presence.headline": (
        "{country}: {organisations} reports {activities}; {overlaps}, {holes}.",
        "{country}: {organisations} report {activities}; {overlaps}, {holes}.",
    ),
    "presence.n_organisations": ("{n:number} organisation", "{n:number} organisations"),
    "presence.n_activities": ("{n:number} activity", "{n:number} activities"),
    "presence.n_overlaps": ("{n:number} overlap", "{n:number} overlaps"),
    "presence.n_holes": ("{n:number} hole", "{n:number} holes"),
    "presence.severity": "Severity {severity:number1} of 5 ({as_of}).",
    "presence.in_need": "{people:number} people in need ({plan}).",
    "presence.undated": (
        "{n:number} activity has no dates and counts in every period.",
        "{n:number} activities have no dates and count in every period.",
    ),
    "presence.without_area": (
        "{n:number} names no area and stands only in the table.",
        "{n:number} name no area and stand only in the table.",
    ),
    "presence.caution": "Nobody reported does not mean that nobody is there.",
    "presence.legend.more": "few to many",
    "presence.legend.hole": "nobody, people known",
    "presence.legend.unknown": "nobody, need not known",
    "presence.legend.overlap": "overlap",
    "presence.chip.activities": "Activities",
    "presence.chip.overlaps": "Overlaps",
    "presence.chip.holes": "Holes",
    "presence.no_overlaps": "Nowhere do so many work in one sector and area at once.",
    "presence.no_holes": "In every area somebody works in every sector.",
    "presence.more": (
        "and {n:number} more; choose a coarser level or a shorter period",
        "and {n:number} more; choose a coarser level or a shorter period",
    ),
    "presence.show": "Show them",
    "presence.others": "Who else is there",
    "presence.cell": "{sector} in {area}: {organisations}, {activities}.",
    "presence.at_once": "{n:number} at once on {on}.",
    "presence.at_once_undated": "{n:number} without dates, so perhaps at once.",
    "presence.overlap": (
        "{n:number} organisation works in {sector} in {area} on {on}.",
        "{n:number} organisations work in {sector} in {area} at once, on {on}.",
    ),
    "presence.overlap_undated": (
        "{n:number} organisation works in {sector} in {area}; its dates are not reported.",
        "{n:number} organisations work in {sector} in {area}; their dates are not reported.",
    ),
    "presence.hole.caseload": (
        "Nobody is reported for {sector} in {area}, where our caseload counts {people:number} people."
    ),
    "presence.hole.targeted": (
        "Nobody is reported for {sector} in {area}, where others want to reach {people:number} people."
    ),
    "presence.hole.unknown": (
        "Nobody is reported for {sector} in {area}; how many people would need it is not known."
    ),
    "presence.elsewhere": (
        "Others work in it in {n:number} of {all:number} areas.",
        "Others work in it in {n:number} of {all:number} areas.",
    ),
}
