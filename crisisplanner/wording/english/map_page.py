"""English words of the map and the watch list."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "page.map": "Map and watch list",
    "action.map.zoom_in": "Zoom in",
    "action.map.zoom_out": "Zoom out",
    "action.map.world": "Show the whole world",
    "action.map.fit": "Show the crisis",
    "action.map.measure": "Measure from here",
    "action.map.table": "Show the map as a table",
    "action.map.layers": "Layers and legend",
    "watch.reading": "Reading the map and the watch list",
    "watch.map.name": "Map",
    "watch.map.keys": (
        "Arrows move the map, plus and minus zoom, 0 shows the world, F the chosen crisis."
        " N and P walk over what is in sight, Enter opens it, M measures from it,"
        " T shows everything as a table."
    ),
    "watch.map.headline": "{what} {marks}",
    "watch.map.no_crises": "No crisis is kept.",
    "watch.map.one_worst": (
        "{n:number} crisis: {name}, {state}.",
        "{n:number} crises, first on the list {name}, {state}.",
    ),
    "watch.map.counted": "On the map: {counts}.",
    "watch.map.boundaries": "Boundaries and names imply no endorsement.",
    "watch.map.source": "Natural Earth · Equal Earth projection",
    "watch.map.scale": "{n:number} km",
    "watch.map.scale_of_world": "{n:number} km west to east",
    "watch.map.countries_show": "Countries show",
    "watch.map.by.risk": "Risk as assessed",
    "watch.map.by.severity": "INFORM severity",
    "watch.map.legend": "Layers and legend",
    "watch.map.legend.risk": "Gravest indicator seen in a country's crises",
    "watch.map.legend.severity": "Highest INFORM severity of a country's crises",
    "watch.map.legend.unknown": "unknown: nobody rated",
    "watch.map.legend.no_severity": "unknown: no score",
    "watch.map.legend.none": "no crisis kept",
    "watch.map.severity.1": "very low, below 1",
    "watch.map.severity.2": "low, below 2",
    "watch.map.severity.3": "medium, below 3",
    "watch.map.severity.4": "high, below 4",
    "watch.map.severity.5": "very high, 4 to 5",
    "watch.map.legend.ring": (
        "Area of concern: a ring around the places of a crisis, not a surveyed boundary"
    ),
    "watch.map.layer.risk": "Risk by country",
    "watch.map.layer.crises": "Crises",
    "watch.map.layer.nodes": "Entry nodes",
    "watch.map.layer.origins": "Origins of offers",
    "watch.map.layer.displacement": "People displaced",
    "watch.map.layer.events": "Events",
    "watch.map.layer.deployments": "Deployments",
    "watch.map.n_of_layer.crises": ("{n:number} crisis", "{n:number} crises"),
    "watch.map.n_of_layer.nodes": ("{n:number} entry node", "{n:number} entry nodes"),
    "watch.map.n_of_layer.origins": (
        "{n:number} origin of offers",
        "{n:number} origins of offers",
    ),
    "watch.map.n_of_layer.displacement": (
        "{n:number} figure of people displaced",
        "{n:number} figures of people displaced",
    ),
    "watch.map.n_of_layer.events": ("{n:number} event", "{n:number} events"),
    "watch.map.n_of_layer.deployments": ("{n:number} deployment", "{n:number} deployments"),
    "watch.map.node": "{kind}, {capacity}",
    "watch.map.origin": ("{n:number} offer from {partners}", "{n:number} offers from {partners}"),
    "watch.map.origin_of_country": (
        "{n:number} offer without an origin, shown in the partner's country",
        "{n:number} offers without an origin, shown in the partner's country",
    ),
    "watch.map.caseload": "{people} displaced, scenario {scenario}",
    "watch.map.displaced": (
        "{n:number} person displaced by conflict at the end of {year:raw}",
        "{n:number} people displaced by conflict at the end of {year:raw}",
    ),
    "watch.map.event": "{on}, {location}: {deaths} killed",
    "watch.map.deployment": (
        "{mission} in {year:raw}: {arms}. Estimated from maps, no head-count; source: {source}"
    ),
    "watch.map.deployment_untold": (
        "{mission} in {year:raw}, with what units is not known. Source: {source}"
    ),
    "watch.map.arm.infantry": "infantry of about {n}",
    "watch.map.arm.engineers": "engineers",
    "watch.map.arm.medical": "medical",
    "watch.map.arm.signals": "signals",
    "watch.map.arm.aviation": "aviation",
    "watch.map.arm.riverine": "riverine",
    "watch.map.arm.maintenance": "maintenance",
    "watch.map.arm.transport": "transport",
    "watch.map.deployments_of": "Year of the deployments",
    "watch.map.rough": "The place is that of the country or a middle, not of the thing itself.",
    "watch.map.several": "{n:number} here: {names}",
    "watch.map.several_more": "{n:number} here: {names} and {more:number} more",
    "watch.map.zoom_to_part": "A click takes the first; zoom in to part them.",
    "watch.map.country_tip": "{name}: {state}",
    "watch.map.country_rated": "{n:number} of {of:number} indicators rated",
    "watch.map.country_severity": "INFORM severity {severity:number1} of 5",
    "watch.map.country_crises": ("{n:number} crisis kept", "{n:number} crises kept"),
    "watch.map.country_none": "{name}: no crisis kept",
    "watch.map.at": "{latitude}, {longitude}",
    "watch.map.north": "{n:number1}° N",
    "watch.map.south": "{n:number1}° S",
    "watch.map.east": "{n:number1}° E",
    "watch.map.west": "{n:number1}° W",
    "watch.list": "Watch list",
    "watch.list.sorted": (
        "Gravest indicator seen first, then how many, then trend, severity and status; an unrated"
        " crisis stands before one found calm, closed ones last."
    ),
    "watch.list.n": ("{n:number} crisis", "{n:number} crises"),
    "watch.list.unrated": "not rated yet",
    "watch.list.in_state": "{n:number} {state}",
    "watch.list.rated": "{n:number} of {of:number} indicators rated",
    "watch.list.total": "{least:percent} to {most:percent} present or acute",
    "watch.list.no_total": "no total below 60\u00a0% rated",
    "watch.list.severity": "severity {n:number1}",
    "watch.list.severity_from": "severity {n:number1}, was {before:number1}",
    "watch.list.trend_unknown": "trend unknown",
    "watch.list.trend_of_severity": "{trend} by severity",
    "watch.list.never_looked": "You have not looked at it yet",
    "watch.list.no_news": "Nothing new since you looked",
    "watch.list.news": "New since you looked: {what}",
    "watch.list.fired": ("{n:number} trigger fired", "{n:number} triggers fired"),
    "watch.list.spoken": "{name}: {state}, {rated}. {trend}. {status}. {news}; {fired}.",
    "watch.list.spoken_unnamed": "{state}, {rated}. {trend}. {status}. {news}; {fired}.",
    "watch.list.no_fired": "no open trigger",
    "watch.news.trigger_firing": ("{n:number} firing", "{n:number} firings"),
    "watch.news.indicator_rating": ("{n:number} rating", "{n:number} ratings"),
    "watch.news.event": ("{n:number} event", "{n:number} events"),
    "watch.news.severity": ("{n:number} severity score", "{n:number} severity scores"),
    "watch.news.crisis_fact": ("{n:number} fact", "{n:number} facts"),
    "watch.news.crisis": "the crisis itself changed",
    "watch.map.choose_first": "Choose something on the map or in the list first.",
    "watch.inspect.choose": "Choose",
    "watch.inspect.choose_named": "Choose {name}",
    "watch.inspect.known": "What is known",
    "watch.route.by_mode": "{mode}: {days}",
    "watch.table.degrees": "{n:number}",
    "watch.inspect.kind_where": "{kind} · {where}",
    "watch.inspect.where": "Where",
    "watch.inspect.ring": (
        "Ring of {n:number} km around the places of the crisis, with a margin of 30 km."
    ),
    "watch.inspect.countries": "Whole countries: {names}.",
    "watch.inspect.nowhere": (
        "The crisis has no place with coordinates or country, so it is not on the map."
    ),
    "watch.inspect.risk": "Risk",
    "watch.inspect.gravest": "Gravest seen",
    "watch.inspect.trend": "Trend",
    "watch.inspect.severity": "Severity",
    "watch.inspect.severity_of": "{n:number1} of 5 ({as_of})",
    "watch.inspect.assessors": ("{n:number} assessor", "{n:number} assessors"),
    "watch.inspect.news": "Since you looked",
    "watch.inspect.triggers": "Triggers that fired",
    "watch.inspect.no_triggers": "No firing waits for a verdict.",
    "watch.inspect.fired_on": "fired on {on}",
    "watch.inspect.open_risk": "Open risk",
    "watch.inspect.set_place": "Set its place",
    "watch.inspect.open_crisis": "Open the crisis",
    "watch.inspect.open_triggers": "Open triggers",
    "watch.inspect.open_offer": "Open offer",
    "watch.inspect.measure": "Measure from here",
    "watch.inspect.measure_other": "Measuring from {name}: choose another place.",
    "watch.inspect.position": "Position",
    "watch.inspect.country_crises": "Crises here",
    "watch.inspect.no_country_crises": "No crisis is kept for this country.",
    "watch.inspect.several": "Also here",
    "watch.route.title": "Distance",
    "watch.route.from_to": "{start} → {end}",
    "watch.route.km": "{n:number} km",
    "watch.route.straight": (
        "Shortest line over the ground. Roads and sea lanes are longer, and whether one exists is"
        " not checked."
    ),
    "watch.route.days": "{n:number1} days",
    "watch.route.days_span": "{n:number1} days ({fewest:number1} to {most:number1})",
    "watch.route.basis": (
        "{km:number} km ÷ {speed:number} km a day, of {n:number} type of the catalogue; assumed",
        "{km:number} km ÷ {speed:number} km a day, as {n:number} types of the catalogue; assumed",
    ),
    "watch.route.basis_span": (
        "{km:number} km ÷ {speed:number} km a day, the middle of {n:number} types of the"
        " catalogue ({slowest:number} to {fastest:number}); assumed"
    ),
    "watch.route.no_speeds": "No type of the catalogue has a speed, so no days can be given.",
    "watch.table": "The map as a table",
    "watch.table.back": "Back to the map",
    "watch.table.layer": "Layer",
    "watch.table.name": "Name",
    "watch.table.what": "What is known",
    "watch.table.latitude": "Latitude",
    "watch.table.longitude": "Longitude",
    "watch.table.country": "country",
    "document.part.map": "Map",
    "document.map.scale": "{n:number} km",
    "document.map.ring": (
        "Dashed: area of concern, {n:number} km around the places of the crisis, not a surveyed"
        " boundary."
    ),
    "document.map.countries": "Dashed: the countries of the crisis.",
    "document.map.note": (
        "Triangle: airfield; square: port; diamond: border crossing; dot: place. Boundaries and"
        " names imply no endorsement. Land and boundaries: Natural Earth, 1:50m, public domain;"
        " Equal Earth projection, shapes true at the middle."
    ),
    "document.map.foot": "{caption} {note}",
}
