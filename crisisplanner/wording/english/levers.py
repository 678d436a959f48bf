"""English words for what would raise coverage, and for the next best offers."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "lever.decide_earlier": "{decision} taken by {by}, {amount} days earlier",
    "lever.decision_of": "{partner}’s decision",
    "lever.decision_named": "the {name}",
    "lever.come_sooner": "{amount} days less for {what} of {partner}’s {type}",
    "lever.stay_longer": "{partner}’s {type} available until {until}, {amount} days longer",
    "lever.lift_caveat": "{partner}’s caveat {caveat} lifted",
    "lever.allow_crisis": "{partner}’s {type} allowed to serve in {crisis}",
    "lever.extend_condition": "{condition} in force from {from_day} to {to_day}",
    "lever.extend_permit": "a permit for {partner} at {place} from {from_day} to {to_day}",
    "lever.release": "{partner}’s {type} released from other promises",
    "lever.ask_for_more": "{amount} more {type} from {partner}",
    "lever.add_lift": "{amount} t more lift in week {week:week}",
    "lever.move_lift": "{amount} t of shared lift moved from week {from_week:week} to week {week:week}",
    "lever.shift_need": "the goal moved: {requirement} needed from {from_day} on, not from {was}",
    "lever.add_node_capacity": "{amount} t a day more through {node}",
    "lever.add_budget": "{amount} more for {scope}",
    "lever.raise_ceiling": "{amount:number0} people more under {condition}",
    "lever.admit_partner": "{partner} admitted to {requirement} beside those who serve it",
    "alternative.none": (
        "Without {partner}’s {offer} ({units} from {from_day} to {to_day}) nobody else is free for"
        " {requirement}: {loss:points1} points less weighted coverage."
    ),
    "alternative.none_lost": (
        "Without {partner}’s {offer} ({units} from {from_day} to {to_day}) next to nothing is lost of"
        " weighted coverage, though nobody else is free for {requirement}."
    ),
    "alternative.next": (
        "Without {partner}’s {offer} ({units} from {from_day} to {to_day}), {other}’s {other_offer}"
        " comes for {requirement} ({other_units} from {other_from} to {other_to}): {loss:points1}"
        " points less weighted coverage, {cost} {dearer}."
    ),
    "alternative.dearer": "dearer",
    "alternative.cheaper": "cheaper",
}
