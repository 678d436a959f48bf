"""English words for levers that are proven, questions of one's own, and comparisons."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "what_if.not_matched": "This plan was not matched yet. Match it first.",
    "what_if.match_is_old": "The inputs changed since the match. Match again first.",
    "what_if.no_match_before": "This plan was matched once only; there is nothing to compare yet.",
    "what_if.proving": (
        "Checking lever {number:number} of {n:number}",
        "Checking lever {number:number} of {n:number}",
    ),
    "what_if.answering": "Matching as you suppose",
    "what_if.supposed": "as you suppose",
    "what_if.choice": "{name}",
    "what_if.choice.of": "{name} ({partners})",
    "what_if.choice.of_many": (
        "{name} ({n:number} partner)",
        "{name} ({n:number} partners)",
    ),
    "what_if.choice.caveat": "{partner}: {caveat}",
    "what_if.choice.week": "Week {week:week}, {tonnes:number} t in the common pool",
    "what_if.lever.decide_earlier": "{decision} by {by}",
    "what_if.lever.come_sooner": "{amount:number} d less {what} of {partner}’s {type}",
    "what_if.lever.stay_longer": "{partner}’s {type} until {until}",
    "what_if.lever.lift_caveat": "{partner} lifts “{caveat}”",
    "what_if.lever.allow_crisis": "{partner}’s {type} allowed in {crisis}",
    "what_if.lever.extend_condition": "{condition} from {from_day} to {to_day}",
    "what_if.lever.extend_permit": "Permit for {partner} at {place} from {from_day} to {to_day}",
    "what_if.lever.release": "{partner}’s {type} released from other promises",
    "what_if.lever.ask_for_more": "{amount:number} more {type} from {partner}",
    "what_if.lever.add_lift": "{amount:number} t more lift in week {week:week}",
    "what_if.lever.move_lift": (
        "{amount:number} t of shared lift from week {from_week:week} to week {week:week}"
    ),
    "what_if.lever.shift_need": "the goal moved: {requirement} needed from {from_day}, not {was}",
    "what_if.lever.add_node_capacity": "{amount:number} t a day more through {node}",
    "what_if.lever.add_budget": "{amount} more for {scope}",
    "what_if.lever.raise_ceiling": "{amount:number0} people more under {condition}",
    "what_if.lever.admit_partner": "{partner} admitted to {requirement}",
    "what_if.short.decide_earlier": "{decision} by {by}",
    "what_if.short.come_sooner": "{partner}: {amount:number} d less {what}",
    "what_if.short.stay_longer": "{partner} stays until {until}",
    "what_if.short.lift_caveat": "{partner}’s caveat lifted",
    "what_if.short.allow_crisis": "{partner} allows this crisis",
    "what_if.short.extend_condition": "{condition} to {to_day}",
    "what_if.short.extend_permit": "Permit for {partner} to {to_day}",
    "what_if.short.release": "{partner} releases it",
    "what_if.short.ask_for_more": "{amount:number} more from {partner}",
    "what_if.short.add_lift": "{amount:number} t more in week {week:week}",
    "what_if.short.move_lift": "{amount:number} t of lift from week {from_week:week}",
    "what_if.short.shift_need": "The goal moved: needed from {from_day}, not {was}",
    "what_if.short.add_node_capacity": "{amount:number} t a day more",
    "what_if.short.add_budget": "{amount} more",
    "what_if.short.raise_ceiling": "{amount:number0} people more",
    "what_if.short.admit_partner": "{partner} admitted too",
    "what_if.shares": "{before} → {after}",
    "what_if.at_least": "at least {amount}",
    "what_if.hoped": "Perhaps {gain:points1} points more",
    "what_if.nothing": "Checked: brings nothing",
    "what_if.nothing_tried": "Checked: brings nothing with the start days tried",
    "what_if.nothing_here": "Checked: brings nothing here, but elsewhere in the plan",
    "what_if.next_to_nothing": "Checked: brings next to nothing",
    "what_if.undecided": "Not proven: the search was too long",
    "what_if.for_need": "{need} {before}\u00a0→\u00a0{after}",
    "what_if.for_needs": (
        "{first}, and {n:number} more",
        "{first}, and {n:number} more",
    ),
    "what_if.gain.units": "+{amount} from {day}",
    "what_if.gain.at_most": "up to +{amount} from {day}",
    "what_if.gain.none": "no more units, but on more days that count",
    "what_if.hint.hoped": "Click to check it by a match of its own",
    "what_if.hint.proven": "Proven by a match of its own: no plan without it covers as much",
    "what_if.hint.found": (
        "Found by a match of its own; a longer search, or other start days, "
        "might bring as much without it"
    ),
    "what_if.hint.nothing": "Searched to the end by a match of its own",
    "what_if.hint.nothing_tried": (
        "Searched to the end by a match of its own with the start days tried; others might bring more"
    ),
    "what_if.hint.undecided": "The search ended before it found or excluded a gain",
    "what_if.levers": "Levers",
    "what_if.levers.subtitle": "Few changes that would raise coverage most",
    "what_if.levers.unmatched": "Match the plan first: levers come from the reasons for its gaps.",
    "what_if.levers.old": "The inputs changed since the match. Match again to find levers.",
    "what_if.levers.running": "Levers are found from the reasons for gaps, when the match ends.",
    "what_if.none": (
        "No lever was found: no single change of an offer, a limit or a date frees anything. "
        "What nobody offers stands with each requirement: ask partners for it."
    ),
    "what_if.proven_head": "Checked: what they bring to weighted coverage",
    "what_if.hoped_head": "Not checked yet: only hoped for",
    "what_if.more": ("{n:number} more lever", "{n:number} more levers"),
    "what_if.without_hope": (
        "Next to nothing is hoped of {n:number} more on its own; it is checked with the others.",
        "Next to nothing is hoped of {n:number} more, each on its own; they are checked with the others.",
    ),
    "what_if.without_gain": (
        "{n:number} more was checked and brings next to nothing alone.",
        "{n:number} more were checked and bring next to nothing alone.",
    ),
    "what_if.check": ("Check {n:number} lever", "Check {n:number} levers"),
    "what_if.stop": "Stop checking",
    "what_if.ask_own": "What if …",
    "what_if.checking": "Checking levers",
    "what_if.reading": "Finding levers",
    "what_if.comparing": "Comparing",
    "what_if.checked": (
        "{n:number} lever checked: {gaining:number} would raise coverage.",
        "{n:number} levers checked: {gaining:number} would raise coverage.",
    ),
    "what_if.busy": "Levers are being checked. Stop it or wait.",
    "what_if.compare_title": "This match and the one before",
    "what_if.compare_note": (
        "Left as it was, right as it is now. Undo takes the last match back; after a new start"
        " History (Settings) does."
    ),
    "what_if.world_note": (
        "Nothing is written: this is about the world, not the plan. The rest of the plan changes as"
        " little as possible."
    ),
    "what_if.coverage": "Weighted coverage",
    "what_if.cost": "Cost",
    "what_if.requirements": "Requirements",
    "what_if.counts": "{gain:number} gain, {lose:number} lose, {same:number} stay",
    "what_if.no_change": "Nothing changes.",
    "what_if.more_needs": (
        "{n:number} more requirement changes.",
        "{n:number} more requirements change.",
    ),
    "what_if.need_spoken": "{need}: {before} before, {after} after",
    "what_if.move.comes": "{partner} comes with {number:number}, {start} to {end}: {offer}",
    "what_if.move.goes": "{partner} no longer sends {number:number}, {start} to {end}: {offer}",
    "what_if.move.changes": "{partner}, {number:number}: {what}",
    "what_if.move.quantity": "{number:number} instead of {was:number}",
    "what_if.move.start": "from {day} instead of {was}",
    "what_if.move.end": "until {day} instead of {was}",
    "what_if.close": "Close",
    "what_if.cancel": "Cancel",
    "what_if.ask": "See what follows",
    "what_if.question": "What if …",
    "what_if.question.kind": "What would be otherwise",
    "what_if.question.subject": "Which",
    "what_if.question.value": "Suppose",
    "what_if.kind.decision": "A decision is taken on another day",
    "what_if.kind.caveat": "A caveat is lifted",
    "what_if.kind.lift": "There is more lift in a week",
    "what_if.kind.mandate": "An authority or consent ends on another day",
    "what_if.now.decision": "Taken on {now} as it stands. Enter another day, as D+5.",
    "what_if.now.waiting": "{now} Offers of {partners} wait for it.",
    "what_if.now.lift": "{now:number} t in the common pool. Enter how many tonnes more.",
    "what_if.now.mandate": "Ends on {now}. Enter another day, as D+120.",
    "what_if.now.mandate.open": "It has no end. Enter the day on which it would end, as D+120.",
    "what_if.now.mandate.periods": (
        "In force in {n:number} periods, the last until {now}. Enter another day, as D+120: the last"
        " period that begins before it then ends on it, and later ones fall away."
    ),
    "what_if.now.mandate.periods.open": (
        "In force in {n:number} periods, the last without end. Enter a day, as D+120: the last period"
        " that begins before it then ends on it, and later ones fall away."
    ),
    "what_if.fault.decision": "This is not a day. Enter one from D, as D+5.",
    "what_if.fault.mandate": "This is not a day. Enter one from D, as D+120.",
    "what_if.fault.lift": "This is not an amount above 0. Enter tonnes, as 120.",
    "what_if.if.decision": "If the {name} came on {day}",
    "what_if.if.caveat": "If the caveat were lifted: {name}",
    "what_if.if.lift": "If week {week:week} had {tonnes:number} t more lift",
    "what_if.if.mandate": "If {name} ended on {day}",
    "what_if.together": "Match together with …",
    "what_if.together.why": (
        "Tick the plans that compete for the same offers. They are matched in one run, and no offer"
        " is promised twice. Priority 1 weighs most and 9 least: it is set on the page Plans."
        " With none ticked this plan is matched alone."
    ),
    "what_if.together.own": "This plan: {plan}",
    "what_if.together.priority": "priority {priority}",
    "what_if.together.plan": "{plan}, priority {priority}",
    "what_if.together.match": "Match",
    "what_if.together.with": "Matched together with {plans}.",
    "action.plan.levers": "Levers",
    "action.plan.compare": "Compare",
    "action.plan.together": "Match together with …",
    "what_if.nobody_free": "Every offer that could serve here does.",
    "what_if.instead": "If one of them left",
    "what_if.one_plan": "There is one plan only.",
}
