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
    "what_if.choice.caveat": "{partner}: {caveat}",
    "what_if.choice.week": "Week {week:raw}, {tonnes:number} t in the common pool",
    "what_if.lever.decide_earlier": "{decision} by {by}",
    "what_if.lever.come_sooner": "{amount:number} d less {what} of {partner}’s {type}",
    "what_if.lever.stay_longer": "{partner}’s {type} until {until}",
    "what_if.lever.lift_caveat": "{partner} lifts “{caveat}”",
    "what_if.lever.allow_crisis": "{partner}’s {type} allowed in {crisis}",
    "what_if.lever.extend_condition": "{condition} from {from_day} to {to_day}",
    "what_if.lever.extend_permit": "Permit for {partner} at {place} from {from_day} to {to_day}",
    "what_if.lever.release": "{partner}’s {type} released from other promises",
    "what_if.lever.ask_for_more": "{amount:number} more {type} from {partner}",
    "what_if.lever.add_lift": "{amount:number} t more lift in week {week:raw}",
    "what_if.lever.add_node_capacity": "{amount:number} t a day more through {node}",
    "what_if.lever.add_budget": "{amount:number0} more for {scope}",
    "what_if.lever.raise_ceiling": "{amount:number0} people more under {condition}",
    "what_if.lever.admit_partner": "{partner} admitted to {requirement}",
}
