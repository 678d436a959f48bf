"""English sentences of triggers: conditions, what was found, broken chains, refusals."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "journal.triggers_added": "Added the default triggers to {crisis}",
    "journal.triggers_fired": ("{n:number} trigger fired", "{n:number} triggers fired"),
    "journal.firing_acknowledged": "Took note of “{trigger}”",
    "journal.firing_judged": "Judged a firing of “{trigger}” a {verdict}",
    "trigger.period": "From {start}: {best} (low {low}, high {high})",
    "trigger.indicator": "Factor {factor:number}, {state}: {text}",
    "trigger.not_looked_at": (
        "{n:number} indicator is unknown, nobody looked",
        "{n:number} indicators are unknown, nobody looked",
    ),
    "trigger.more_found": ("and {n:number} more", "and {n:number} more"),
    "trigger.date": "{name} on {on}",
    "trigger.no_dates": "The calendar has no such date to come; perhaps nobody has entered it.",
    "trigger.next_date": "The next is {name} on {on}.",
    "trigger.undated": "{name}, on a day not known",
    "trigger.series": (
        "{indicator} at least {at_least} in {days:number} days",
        "{indicator} at least {at_least} in {days:number} days, {n:number} times in a row",
    ),
    "trigger.deaths": (
        "At least {at_least} deaths in {days:number} days",
        "At least {at_least} deaths in {days:number} days, {n:number} times in a row",
    ),
    "trigger.states": (
        "At least {n:number} indicator of {factors} {state} or graver",
        "At least {n:number} indicators of {factors} {state} or graver",
    ),
    "trigger.states_new": (
        "At least {n:number} indicator of {factors} newly {state} or graver within {days:number} days",
        "At least {n:number} indicators of {factors} newly {state} or graver within {days:number} days",
    ),
    "trigger.states_gravest": (
        "At least {n:number} indicator of {factors} {state}",
        "At least {n:number} indicators of {factors} {state}",
    ),
    "trigger.states_gravest_new": (
        "At least {n:number} indicator of {factors} newly {state} within {days:number} days",
        "At least {n:number} indicators of {factors} newly {state} within {days:number} days",
    ),
    "trigger.all_factors": "all factors",
    "trigger.one_factor": "factor {factor}",
    "trigger.some_factors": "factors {factors}",
    "trigger.calendar": "A date ({kinds:or}) within {days:number} days",
    "trigger.any_kind": "any kind",
    "trigger.leads_nowhere": "Leads nowhere: no decision point, option or action is named.",
    "trigger.no_decision_point": (
        "Leads to a decision point, but none is tied to it yet: choose one of a plan."
    ),
    "trigger.no_task": "Leads to a task that is dropped or retired.",
    "trigger.no_text": "Leads to an option or action that nobody has described.",
    "trigger.no_condition": "Waits for nothing: it has no condition.",
    "trigger.already_acknowledged": "{name} took note of this firing already.",
}
