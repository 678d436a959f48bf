"""English words of the page of events and triggers."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "page.triggers": "Triggers",
    "action.triggers.add": "Add trigger",
    "action.triggers.add_defaults": "Add the default triggers",
    "action.triggers.evaluate": "Log what fires",
    "triggers.empty": "No triggers yet",
    "triggers.empty_why": (
        "A trigger waits for signs and leads to a decision. Begin with the default ones: each is an"
        " assumption that you can change."
    ),
    "triggers.summary": (
        "{n:number} trigger; open firings: {open:number}; broken chains: {broken:number}.",
        "{n:number} triggers; open firings: {open:number}; broken chains: {broken:number}.",
    ),
    "triggers.evaluated": (
        "Evaluated all triggers: {n:number} fired.",
        "Evaluated all triggers: {n:number} fired.",
    ),
    "triggers.due_now": (
        "{n:number} trigger fires now and is in no log yet.",
        "{n:number} triggers fire now and are in no log yet.",
    ),
    "triggers.is_due": "Fires now; not logged yet.",
    "triggers.verdict_why": "{verdict}: {note}",
    "triggers.verdict_on": "Verdict on “{name}”, fired on {on}",
    "triggers.judge.true_alarm": "True alarm",
    "triggers.judge.false_alarm": "False alarm",
    "triggers.condition_of": "a condition of {trigger}",
    "triggers.change_verdict": "Change the verdict on the firing of {on}",
    "triggers.hint.note": "What happened, and what it teaches. May stay empty.",
    "triggers.deaths_by_week": "Deaths in events, by week",
    "triggers.chart": ("Deaths in {n:number} week", "Deaths in each of {n:number} weeks"),
    "triggers.threshold": "threshold {value}",
    "triggers.more": ("and {n:number} more", "and {n:number} more"),
    "triggers.leads_to": "Leads to: {text}",
    "triggers.lead_time": "Lead time: {days}",
    "triggers.leads_to_task": "Leads to the task: {task}",
    "triggers.broken": "Chains that break",
    "triggers.defaults_added": (
        "Added {n:number} default trigger.",
        "Added {n:number} default triggers.",
    ),
    "triggers.to_be_tied": (
        "{n:number} of them still has to be tied to a decision point of a plan.",
        "{n:number} of them still have to be tied to a decision point of a plan.",
    ),
    "triggers.mend": "Mend",
    "triggers.mend_named": "Mend “{name}”",
    "triggers.waits_for": "Waits until all of this holds {rests}:",
    "triggers.rests": (
        "on {n:number} day",
        "on {n:number} days in a row",
    ),
    "triggers.kept_log": "Retired “{name}”: it has a log, which is kept.",
    "triggers.evaluating": "Evaluating the triggers",
    "triggers.no_point": "no decision point",
    "triggers.fired_on": "Fired on {on}",
    "triggers.noted_by": "{name} took note on {on}",
    "triggers.acknowledge": "Take note",
    "trigger.reach.NO": "not reached",
    "trigger.reach.UNKNOWN": "can't be told",
    "trigger.reach.POSSIBLE": "possible",
    "trigger.reach.BEST": "reached",
    "trigger.reach.CERTAIN": "surely reached",
}
