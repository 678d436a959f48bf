"""English words of the page of scenario and needs, and of its dialogs."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "page.needs": "Scenario and needs",
    "action.needs.add": "Add people",
    "action.needs.template": "Use a template",
    "action.needs.derive": "Derive needs",
    "needs.no_plan_to_fill": "There is no plan yet whose needs could be derived.",
    "needs.plans": "Plan whose needs are shown",
    "needs.reading": "Reading the needs",
    "needs.curve": "People to serve, by day",
    "needs.no_curve": "Nobody is counted yet.",
    "needs.caseload": "Caseload",
    "needs.list": "Derived needs",
    "needs.open": "Open the requirement",
    "needs.take_derived": "Take the derived value",
    "needs.take_derived_why": "Give back the quantity and days that were derived.",
    "needs.not_overridden": "What is chosen was not overridden.",
    "needs.none": "Nothing derived yet",
    "needs.none_why": (
        "Say how many people there are, and the planning factors turn them into water, food, shelter "
        "and care, each with its sum and source."
    ),
    "needs.no_plan": "No plan yet",
    "needs.no_plan_why": (
        "Needs follow from the scenario of a plan. Open a case, or make a plan for a crisis first."
    ),
    "needs.no_caseload": "Nobody counted yet",
    "needs.no_caseload_why": (
        "Enter groups by sex and age that don't overlap, with those who come each day. What you don't "
        "know stays open."
    ),
    "needs.take_scenario": "Take the scenario's figures",
    "needs.no_caseload_yet": "{scenario}: nobody is counted yet.",
    "needs.people_unknown": "How many people there are to serve is not known.",
    "needs.people_become_unknown": (
        "{people} to serve at first; from {day} on the number is not known."
    ),
    "needs.people_steady": "{people} to serve from {day} on, as far as is known.",
    "needs.people_grow": "{people} to serve at first, growing to {end} by {day}.",
    "needs.would.added": ("{n:number} to add", "{n:number} to add"),
    "needs.would.changed": ("{n:number} to change", "{n:number} to change"),
    "needs.would.removed": ("{n:number} to remove", "{n:number} to remove"),
    "needs.would.restated": ("{n:number} to state anew", "{n:number} to state anew"),
    "needs.today_same": "Today's sum differs, the quantity doesn't.",
    "needs.outcome.restated_plain": "another sum, the same quantity",
    "needs.preview.restated": ("States {n:number} anew", "States {n:number} anew"),
    "needs.behind": "Today's figures give other needs: {what}. Derive to see them first.",
    "needs.up_to_date": "All derived needs follow from today's figures.",
    "needs.up_to_date_but": (
        "The derived needs follow from today's figures, but for {n:number} that is overridden.",
        "The derived needs follow from today's figures, but for {n:number} that are overridden.",
    ),
    "needs.pill.overridden": "overridden",
    "needs.pill.behind": "would change",
    "needs.pill.template": "template",
    "needs.pill.left_out": "retired",
    "needs.when": "{start} to {end}",
    "needs.line_title": "{code}  {title}",
    "needs.growth": "That is {growth}.",
    "needs.by_template": "From the template {template}.",
    "needs.overridden": "Overridden by hand; derived were {derived}.",
    "needs.today": "Today's figures give {today}.",
    "needs.today_none": "Today's figures no longer ask for it.",
    "needs.amount_range": "{value:number} ({low:number}–{high:number})",
    "needs.outcome.changed": "{before} becomes {after}",
    "needs.outcome.overridden": "stays {before}; derived would be {after}",
    "needs.outcome.changed_plain": "changes",
    "needs.outcome.added_plain": "is added",
    "needs.outcome.removed_plain": "is no longer asked for",
    "needs.outcome.overridden_plain": "no longer derived, but overridden by hand: stays",
    "needs.outcome.in_use_plain": "no longer derived, but something refers to it: stays",
    "needs.outcome.same_plain": "stays",
    "needs.preview.added": ("Adds {n:number} requirement", "Adds {n:number} requirements"),
    "needs.preview.changed": ("Changes {n:number}", "Changes {n:number}"),
    "needs.preview.removed": ("Removes {n:number}", "Removes {n:number}"),
    "needs.preview.overridden": (
        "Keeps {n:number} that is overridden",
        "Keeps {n:number} that are overridden",
    ),
    "needs.preview.in_use": (
        "Keeps {n:number} that is in use",
        "Keeps {n:number} that are in use",
    ),
    "needs.preview.nothing": "Nothing to write",
    "needs.preview.nothing_why": "Everything stands as it would be derived today.",
    "needs.preview.skipped": (
        "{n:number} planning factor yields nothing here",
        "{n:number} planning factors yield nothing here",
    ),
    "needs.derive": "Derive",
    "needs.derive.title": "Derive needs from the caseload",
    "needs.derive.explained": (
        "Sums by planning factors. What was overridden by hand stays. It is one step that can be undone."
    ),
    "needs.template.title": "Use a template of measures",
    "needs.template.use": "Add these",
    "needs.template.kind": "Kind of crisis",
    "needs.template.source": "Source: {source}",
    "needs.done": "{added:number} added, {changed:number} changed, {removed:number} removed.",
}
