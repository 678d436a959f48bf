"""English words of the match page."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "action.plan.match": "Match",
    "action.plan.improve": "Improve from here",
    "match_page.reading": "Reading the plan",
    "match_page.matching": "Matching",
    "match_page.finished": (
        "Match finished. {value:percent} covered, proven within {gap:percent1} of the best"
        " possible plan."
    ),
    "match_page.finished_for_aims": "Match finished. {value:percent} covered.",
    "match_page.finished_optimal": (
        "Match finished. {value:percent} covered, proven to be the best possible plan."
    ),
    "match_page.finished_tried": (
        "Match finished. {value:percent} covered, proven within {gap:percent1} of the best plan for"
        " the start days tried."
    ),
    "match_page.finished_optimal_tried": (
        "Match finished. {value:percent} covered, proven best for the start days tried."
    ),
    "match_page.stopped_tried": (
        "Stopped. The best plan so far was kept: {value:percent} covered, at most"
        " {bound:percent} is possible with the start days tried."
    ),
    "match_page.stopped": (
        "Stopped. The best plan so far was kept: {value:percent} covered, at most"
        " {bound:percent} is possible."
    ),
    "match_page.kept_better": (
        "Stopped. The plan that stands was kept, as it covers {standing:percent1} and this run had"
        " found {value:percent1} so far."
    ),
    "match_page.running_strip": (
        "Matching: the best plan so far covers {best:percent1}, at most {more:percent1} better exists"
        " with the start days tried. Nothing is stored until the match ends."
    ),
    "match_page.running_strip_best": (
        "Matching: the best plan so far covers {best:percent1}, and no plan with the start days"
        " tried covers more. Nothing is stored until the match ends."
    ),
    "match_page.improved": (
        "Improved: {value:percent1} covered, {n:number} requirement changes. Compare shows it.",
        "Improved: {value:percent1} covered, {n:number} requirements change. Compare shows them.",
    ),
    "match_page.improved_nothing": (
        "Nothing to improve: the plan covers {value:percent1}, and stays as it is."
    ),
    "match_page.discard": "Discard",
    "match_page.discard_hint": "Stop the match and keep the plan as it was",
    "match_page.discarded": "The match was stopped and nothing of it was kept.",
    "match_page.cut_short": (
        "The match was cut short, as the workspace was closed. The plan stands as it was before."
    ),
    "match_page.reason.running": "Why is told when the match ends.",
    "match_page.read_only": "This workspace is open for reading only.",
    "match_page.not_matched_yet": "This plan was not matched yet.",
    "match_page.plans": "Plan",
    "match_page.plan_title": "{number} {title}",
    "match_page.empty.no_plan": "No plan yet",
    "match_page.empty.no_plan.sentence": (
        "A plan gathers what is needed, when and where. Create one; its crisis and scenario can be"
        " named on the way."
    ),
    "match_page.empty.no_needs": "No requirements yet",
    "match_page.empty.no_needs.sentence": (
        "State what the plan needs: which capability, how much, where, from when to when. Then match"
        " it with what partners offer."
    ),
    "match_page.empty.filter": "No requirement fits the filter",
    "match_page.empty.filter.sentence": "Nothing has “{filter}” in its title, place, capability or partners.",
    "match_page.empty.gaps": "Everything is covered",
    "match_page.empty.gaps.sentence": "No requirement has a gap.",
    "match_page.clear_filter": "Clear the filter",
    "match_page.unmatched_strip": (
        "Not matched yet. Match finds the best plan from {n:number} offer and explains each gap.",
        "Not matched yet. Match finds the best plan from {n:number} offers and explains each gap.",
    ),
    "match_page.stale_strip": (
        "Shown as it was matched. {n:number} change since: {what}.",
        "Shown as it was matched. {n:number} changes since: {what}.",
    ),
    "match_page.stale_unnamed": "Shown as it was matched; the inputs are not those of the match any more.",
    "match_page.stale_more": "{listed} and {n:number} more",
    "match_page.stale_hint": (
        "All of this page is as it was matched: quantities, names and days too. What changed since"
        " counts from the next match."
    ),
    "match_page.since.new": "Entered after this match, so nothing is known of its coverage yet.",
    "match_page.since.changed": "Edited after this match; shown here as it was matched.",
    "match_page.since.gone": "Taken out after this match; shown here as it was matched.",
    "match_page.since_short.new": "new since",
    "match_page.since_short.changed": "edited since",
    "match_page.since_short.gone": "taken out since",
    "match_page.more_warnings": (
        "{n:number} more remark is printed with the plan.",
        "{n:number} more remarks are printed with the plan.",
    ),
    "match_page.far_above": (
        "The plan costs {cost}, {times:number} times the {amount} that {name} asks for."
    ),
    "match_page.wish_strip": (
        "{n:number} wish is not matched yet.",
        "{n:number} wishes are not matched yet.",
    ),
    "match_page.match_again": "Match again",
    "match_page.match_now": "Match now",
    "match_page.semicolon": "; ",
    "match_page.add_need": "Add requirement",
    "match_page.storing": "Storing",
    "match_page.curve.back": "Back to the chart (C)",
    "match_page.undo": "Undo",
    "match_page.no_figure": "–",
    "match_page.percent_sign": "%",
    "match_page.dot": " · ",
    "match_page.comma": ", ",
    "match_page.figures": "Figures of the match",
    "match_page.figure.coverage.short": "Coverage",
    "match_page.figure.essential.short": "Essential met",
    "match_page.figure.coverage": "Weighted coverage",
    "match_page.figure.coverage.spoken": (
        "Weighted coverage {share:percent}, at most {bound:percent1} is possible."
    ),
    "match_page.figure.coverage.spoken_tried": (
        "Weighted coverage {share:percent}, at most {bound:percent1} is possible with the start days"
        " tried."
    ),
    "match_page.figure.essential": "Essential requirements met",
    "match_page.figure.essential.spoken": "{met} of {n} essential requirements are met.",
    "match_page.figure.arrival": "First arrival",
    "match_page.figure.arrival.spoken": "The first arrival is on {day}: {by}.",
    "match_page.from_start": "there from the start",
    "match_page.from_start.spoken": "Nothing has to arrive: all that is used is there from the start.",
    "match_page.figure.cost": "Cost",
    "match_page.figure.cost.spoken": "The plan costs {cost}; {beside}.",
    "match_page.figure.cost.least": "≥\u00a0{number}",
    "match_page.figure.cost.open": (
        "At least: of {n:number} used offer the cost is not known wholly ({offers}).",
        "At least: of {n:number} used offers the cost is not known wholly ({offers}).",
    ),
    "match_page.figure.cost.assumed": (
        "Where no cost is entered, the catalogue's usual cost of the type is assumed."
    ),
    "match_page.figure.partners": "Partners",
    "match_page.figure.partners.spoken": "{n} of {of} offering partners take part. {beside}.",
    "match_page.best_possible": "best possible {share:percent1}",
    "match_page.best_proven": "proven best",
    "match_page.best_possible_tried": "{share:percent1} with the days tried",
    "match_page.best_proven_tried": "best for the days tried",
    "match_page.best_short": "≤ {share:percent1}",
    "match_page.decide": "Decide: {name}",
    "match_page.of": "of {n:number}",
    "match_page.budget": "budget {amount}",
    "match_page.no_budget": "no budget set",
    "match_page.cost_assumed": "partly assumed",
    "match_page.cost_open": "partly not known",
    "match_page.carries": "{partner} carries {share:percent}",
    "match_page.brings": "{partner} brings {share:percent}",
    "match_page.change.points": "{sign}{number:number}",
    "match_page.change.number": "{sign}{number:number}",
    "match_page.change.text": "{sign}{text}",
    "match_page.change.earlier": "{n:number} d earlier",
    "match_page.change.later": "{n:number} d later",
    "match_page.requirements": "Requirements",
    "match_page.list": "Requirements with their coverage",
    "match_page.list_keys": (
        "Up and down choose a requirement, Enter opens it, left and right choose an allocation, L"
        " locks, F forbids; with Shift, arrows carry the chosen allocation to another day or"
        " requirement and Enter asks for it. T shows the numbers as a table, C the coverage by day,"
        " plus and minus zoom."
    ),
    "match_page.all": "All {n:number}",
    "match_page.gaps_only": "Gaps only {n:number}",
    "match_page.filter": "Filter requirements by text",
    "match_page.filter_hint": "Title, place, partner",
    "match_page.add": "Add",
    "match_page.add_hint": "Add a requirement to this plan",
    "match_page.lock": "Lock",
    "match_page.unlock": "Unlock",
    "match_page.forbid": "Forbid",
    "match_page.forbid_one": "Forbid {partner}, {offer}",
    "match_page.allow_one": "Allow {partner}, {offer} again",
    "match_page.lock_or_unlock": "Lock or unlock",
    "match_page.lock_one": "Lock {partner}, {number:number}, {start} to {end}",
    "match_page.unlock_one": "Unlock {partner}, {number:number}, {start} to {end}",
    "match_page.forbid_bar": "Forbid {partner}, {number:number} {offer}, {start} to {end}",
    "match_page.drop_wish": "Drop the wish for {partner}, {number:number}, {start} to {end}",
    "match_page.more": "More for this requirement",
    "match_page.show_table": "Show the numbers as a table (T)",
    "match_page.show_curve": "Show coverage by day (C)",
    "match_page.edit_need": "Open in the requirements table",
    "match_page.lock_hint": "Keep this in every later match (L)",
    "match_page.forbid_hint": "Keep this offer from this requirement in every later match (F)",
    "match_page.nothing_to_lock": "Nothing is allocated here.",
    "match_page.needed": "Needed {start} to {end} · {priority}",
    "match_page.row_spoken": (
        "{title}: {status}, {percent}. {amount}, needed {start} to {end}. Covered by {who}."
    ),
    "match_page.group_spoken": (
        "{title}, {percent}, {n:number} requirement",
        "{title}, {percent}, {n:number} requirements",
    ),
    "match_page.nobody": "nobody",
    "match_page.name_and_number": "{name} {number:number}",
    "match_page.bar_label": "{name}  {number:number}",
    "match_page.wish_label": "{name}  {number:number}, asked",
    "match_page.with_others": "with {names}",
    "match_page.with_more": "with {names} and {n:number} more",
    "match_page.and_more": "{name} +{n:number}",
    "match_page.axis_day": "{day}: {names}",
    "match_page.blocked": ", usable {usable}: {reason}",
    "match_page.blocked_never": ": {reason}",
    "match_page.mark_ends": "{name} ends",
    "match_page.permit_at": "Permit {place}",
    "match_page.status.covered": "Covered",
    "match_page.status.partly": "Partly",
    "match_page.status.open": "Open",
    "match_page.status.hint": (
        "{percent} covered. Shares are shown in whole percent: from 94.5 %, written as 95 %, a"
        " requirement counts as covered, because what is needed is itself an estimate; below 0.5 %"
        " it is open; between the two it is partly covered."
    ),
    "match_page.status.hint_unmatched": "Not matched yet, so nothing is known of its coverage.",
    "match_page.status.unmatched": "Not matched",
    "match_page.quantity_unknown": "quantity not known",
    "match_page.times": "{n:number} × {unit}",
    "match_page.axis": "Days from D, with authorities, permits and decisions",
    "match_page.axis_hint": "Turn the wheel here, or with Ctrl over the chart, to zoom",
    "match_page.chart": "Time chart of allocations",
    "match_page.legend": "Legend",
    "match_page.legend.covered": "Covered: {share:percent} and more",
    "match_page.legend.height": "Bar height = share of the need",
    "match_page.legend.allocation": "Allocation",
    "match_page.legend.locked": "Locked",
    "match_page.legend.open": "Not covered",
    "match_page.legend.blocked": "Blocked offer",
    "match_page.legend.arrival": "Decision, notice, transit, set-up",
    "match_page.zoom_in": "Zoom in (+)",
    "match_page.zoom_out": "Zoom out (−)",
    "match_page.zoom_all": "Show the whole time (0)",
    "match_page.who_covers": "Who covers it",
    "match_page.who_more": ("{n:number} more", "{n:number} more"),
    "match_page.who_line": "{partner}, {amount}",
    "match_page.who_days": "from {start} to {end}",
    "match_page.is_wish": "asked for, not matched yet",
    "match_page.nobody_covers": "Nobody.",
    "match_page.nobody_yet": "Nobody yet. Match to see who can.",
    "match_page.why_not": "Why not covered",
    "match_page.why_not_all": "What still lacks, and why",
    "match_page.cause_share_hint": (
        "Share of what is missing here. What nobody offers is counted first; the other causes share"
        " the rest by what each holds back."
    ),
    "match_page.missing": "{share} missing",
    "match_page.reason.unmatched": "The last match does not speak of this requirement. Match again.",
    "match_page.reason.quantity_unknown": (
        "How much is needed is not known, so it can't be matched. Enter a quantity."
    ),
    "match_page.said_by_another_version": (
        "Explained by another version of the program. Match again to read it."
    ),
    "match_page.reason.none_given": "The match gives no reason for this gap.",
    "match_page.more_blocked": ("{n:number} more blocked", "{n:number} more blocked"),
    "match_page.fewer_blocked": "Fewer blocked",
    "match_page.alternatives": "Alternatives and prices",
    "match_page.back_to_reasons": "Back to the reasons",
    "match_page.serves_now": "serves {needs} now",
    "match_page.price": "{amount} a unit",
    "match_page.price_more": "{amount} a unit, {difference} more",
    "match_page.price_less": "{amount} a unit, {difference} less",
    "match_page.price_unknown": "price not known",
    "match_page.lever.at_most": "{before} → ≤ {after}",
    "match_page.lever.proven": "{before} → {after}",
    "match_page.lever.hint": "At most: what this one cause holds back, without a match of its own",
    "match_page.lever.hint_proven": "Verified by a match of its own",
    "match_page.lever.quality": "Criteria met or changed",
    "match_page.lever.caveat": "Caveat lifted",
    "match_page.lever.marking": "Marking lowered",
    "match_page.lever.authority": "Authority given",
    "match_page.lever.consent": "Consent given",
    "match_page.lever.permit": "Permit given",
    "match_page.lever.late": "There in time",
    "match_page.lever.gone": "Stays until the end",
    "match_page.lever.committed": "Released",
    "match_page.lever.forbidden": "Allowed again",
    "match_page.lever.unknown": "Figures entered",
    "match_page.lever.none_offered": "More offered",
    "match_page.lever.gain": "up to +{amount}",
    "match_page.note.none_offered": "No offer of this type",
    "match_page.note.some_never_offered": "{missing:number} of {needed:number} never offered",
    "match_page.note.all_blocked": (
        "The only offer is blocked",
        "All {n:number} offers are blocked",
    ),
    "match_page.part.available": "Available",
    "match_page.part.decision": "Decision",
    "match_page.part.caveat": "Caveat lifted",
    "match_page.part.notice": "Notice",
    "match_page.part.load": "Loading",
    "match_page.part.transit": "Transit",
    "match_page.part.queue": "Queue at the entry point",
    "match_page.part.setup": "Set-up",
    "match_page.part.condition": "Waits for authority or permit",
    "match_page.part_in_sentence.available": "the time until it is available",
    "match_page.part_in_sentence.decision": "decisions",
    "match_page.part_in_sentence.caveat": "the lifting of a caveat",
    "match_page.part_in_sentence.notice": "notice",
    "match_page.part_in_sentence.load": "loading",
    "match_page.part_in_sentence.transit": "transit",
    "match_page.part_in_sentence.queue": "the queue at the entry point",
    "match_page.part_in_sentence.setup": "set-up",
    "match_page.part_in_sentence.condition": "the wait for authority or permit",
    "match_page.until_it_begins": "{name}: not begun",
    "match_page.to_a_whole_day": "{name}, to the end of the day",
    "match_page.assumed": "{name}, assumed",
    "match_page.days": ("{n:number} day", "{n:number} days"),
    "match_page.arrival_head": "{partner}, {number} × {offer}: usable {usable}, needed {needed}",
    "match_page.arrival_head_never": "{partner}, {number} × {offer}: needed {needed}",
    "match_page.arrival_sentence": (
        "{n:number} of the {total:number} days is {name}.",
        "{n:number} of the {total:number} days are {name}.",
    ),
    "match_page.arrival_sentence_named": (
        "{n:number} of the {total:number} days is the {name}.",
        "{n:number} of the {total:number} days are the {name}.",
    ),
    "match_page.arrival_unknown": "Not known: {fields}.",
    "match_page.tip_days": "On the spot {start} to {end}",
    "match_page.tip_share": "{share:percent} of the need",
    "match_page.tip_locked": "Locked: every later match keeps it",
    "match_page.tip_wish": "Asked for, not matched yet",
    "match_page.drag.ask": "Ask {partner} for {need} from {start}",
    "match_page.drag.here": "Already here on these days",
    "match_page.drag.refused": "{partner} can't: {reason}",
    "match_page.asked": "{partner} is asked for {need} from {start}. Match again to see what it does.",
    "match_page.locked": "Locked {who} on {need}.",
    "match_page.unlocked": "Unlocked {who} on {need}.",
    "match_page.forbidden": "{who} is kept from {need}. Match again to see who replaces it.",
    "match_page.forbidden_unlocked": (
        "{who} is kept from {need}, and its lock is lifted. Match again to see who replaces it."
    ),
    "match_page.lift_locks": "Lift these locks",
    "match_page.lifted": "The locks that can't be kept are lifted. Match again.",
    "match_page.allowed": "{who} may serve {need} again.",
    "match_page.curve": "Coverage by day",
    "match_page.curve.spoken": (
        "Weighted share of what is needed each day that is covered; lowest {lowest:percent} on {day}."
    ),
    "match_page.curve.none": "Not matched yet, so there is no curve.",
    "match_page.table": "The chart's numbers",
    "match_page.table.back": "Back to the chart (T)",
    "match_page.table.need": "Requirement",
    "match_page.table.coverage": "Coverage",
    "match_page.table.partner": "Partner",
    "match_page.table.offer": "Offer",
    "match_page.table.quantity": "Quantity",
    "match_page.table.share": "Share of need",
    "match_page.table.from": "From",
    "match_page.table.to": "To",
    "match_page.table.state": "State",
    "match_page.table.allocated": "allocated",
    "match_page.table.locked": "locked",
    "match_page.table.asked": "asked",
    "match_page.table.open": "not covered",
    "match_page.table.blocked": "blocked",
    "match_page.blocked.type": "another type",
    "match_page.blocked.quality": "does not meet the criteria",
    "match_page.blocked.caveat": "{text}",
    "match_page.blocked.caveat_unnamed": "a caveat forbids it",
    "match_page.blocked.marking": "its marking keeps it out of this plan",
    "match_page.blocked.authority": "no authority on the days of the need: {name}",
    "match_page.blocked.consent": "no consent on the days of the need: {name}",
    "match_page.blocked.permit": "no permit on the days of the need",
    "match_page.blocked.late": "after the need ends on {end}",
    "match_page.blocked.gone": "it leaves on {end}",
    "match_page.blocked.undated": "set on the calendar, and D has no date",
    "match_page.blocked.gone_unnamed": "not there while it is needed",
    "match_page.blocked.committed": "promised to {where}",
    "match_page.blocked.committed_unnamed": "promised elsewhere",
    "match_page.blocked.forbidden": "forbidden by you",
    "match_page.blocked.unknown": "not known: {fields}",
    "match_page.refused.before": "usable {usable} at the earliest",
    "match_page.refused.closed": "not possible from {start}; possible {periods}",
    "match_page.refused.unknown": "it can't be matched as it stands",
    "match_page.period": "{start} to {end}",
    "match_page.field.notice": "notice",
    "match_page.field.load": "loading",
    "match_page.field.transit": "transit",
    "match_page.field.queue": "queue at the entry point",
    "match_page.field.setup": "set-up",
    "match_page.field.quantity": "quantity",
    "match_page.field.lift": "lift",
    "match_page.field.cost": "cost",
    "match_page.field.personnel": "personnel",
    "match_page.field.decision": "days of a decision",
    "match_page.why.only": "the only offer possible",
    "match_page.why.earliest": (
        "earliest of {n:number} possible offer",
        "earliest of {n:number} possible offers",
    ),
    "match_page.why.cheapest": (
        "cheapest of {n:number} possible offer",
        "cheapest of {n:number} possible offers",
    ),
    "match_page.why.all_needed": (
        "the {n:number} possible offer is used",
        "all {n:number} possible offers are used",
    ),
    "match_page.why.one_of": (
        "one of {n:number} possible offer",
        "one of {n:number} possible offers",
    ),
}
