"""English words of the table of plans and of the form of a new plan."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "page.plans": "Plans",
    "action.plans.add": "New plan",
    "plans.empty": "No plan yet",
    "plans.empty_why": (
        "A plan says what one scenario of a crisis needs, who brings it, and when. "
        "Crisis and scenario can be named as you create it."
    ),
    "plans.subtitle": "{number} · {state}",
    "plans.for": "What it is for",
    "plans.time": "Time",
    "plans.d_unknown": "Not set; days count from D",
    "plans.contents": "What is in it",
    "plans.n_requirements": ("{n:number} requirement", "{n:number} requirements"),
    "plans.no_requirements": "No requirement is entered yet.",
    "plans.coverage": "Weighted coverage of the adopted match",
    "plans.not_matched": "Not matched yet.",
    "plans.open_match": "Open its match",
    "plans.new": "New plan",
    "plans.new_why": "One step creates what is new below; Undo takes it back.",
    "plans.create": "Create plan",
    "plans.crisis": "Crisis",
    "plans.scenario": "Scenario",
    "plans.pick_or_name": "Choose one, or type the name of a new one",
    "plans.type_name": "Type its name",
    "plans.new_crisis": "A new crisis with this name will be created.",
    "plans.new_scenario": "A new scenario with this name will be created.",
    "plans.first_scenario": "Most likely course",
    "plans.d_date": "Date of D (YYYY-MM-DD, may be left empty)",
    "plans.d_meaning": "What happens on D (may be left empty)",
    "plans.d_example": "For example: the Council decides",
    "plans.number": "Number (may be left empty)",
    "plans.priority": "Priority, 1 is first",
    "plans.created": "Created {title}. Next: enter or import what it needs (Requirements).",
    "plan.crisis_missing": "Choose a crisis, or type the name of a new one.",
    "plan.scenario_missing": "Choose a scenario, or type the name of a new one.",
    "journal.plan_started": "Started plan {title} for {scenario}",
}
