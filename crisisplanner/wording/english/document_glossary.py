"""English words of the glossary that documents print."""

from __future__ import annotations

_MEANINGS = (
    ("allocation", "Allocation", "What of an offer goes to which requirement, from when to when."),
    ("area", "Area of action", "Risk reduction, crisis prevention or violence mitigation."),
    ("assumption", "Assumption", "What the plan takes as true without proof; printed as such."),
    ("authority", "Authority", "What makes an act lawful for those who act."),
    ("basis", "Basis", "Where a figure comes from: measured, sourced, standard, assumption."),
    (
        "bound",
        "Bound",
        "What no plan can exceed, proven for all start days or for those tried, as is said with it.",
    ),
    ("capability", "Capability", "What a partner can bring, typed."),
    ("caveat", "Caveat", "A partner's limit on use."),
    ("commitment", "Commitment", "A promise elsewhere."),
    ("condition", "Condition", "An authority, consent or permit that must be in force."),
    ("contingency_plan", "Contingency plan", "A plan for a crisis that may come."),
    ("coverage", "Coverage", "The share of a need that is met, over all its days."),
    ("d_day", "D-day", "Time zero; D+24 is 24 days later."),
    ("decision_path", "Decision path", "The steps before a partner may act."),
    ("decision_point", "Decision point", "The latest day for a choice."),
    ("enabler", "Enabler", "What others can't work without."),
    ("end_state", "End state", "What holds when the plan is done."),
    ("gap", "Gap", "What stays uncovered."),
    ("lift", "Lift", "Transport to the place."),
    ("mandate", "Mandate", "An authority by an international body."),
    ("mechanism", "Mechanism", "The institution through which partners act together."),
    ("minimum_share", "Minimum useful share", "Below it, what is there counts as nothing."),
    ("node", "Node", "An airfield, port or border crossing through which things enter."),
    ("notice", "Notice", "Days from order to departure."),
    ("offer", "Offer", "A capability with quantity, time and conditions."),
    ("permit", "Permit", "Consent for one place and class of asset."),
    ("phase", "Phase", "A part of the plan's time."),
    ("requirement", "Requirement", "What the plan needs, typed, counted, dated."),
    ("set_up", "Set-up", "Days from arrival to working."),
    ("stay", "Stay", "The longest time on the spot."),
    ("weight", "Weight", "How much a requirement counts."),
)

MESSAGES: dict[str, str | tuple[str, str]] = {
    code: text
    for name, word, meaning in _MEANINGS
    for code, text in (
        ("document.glossary." + name, word),
        ("document.glossary." + name + ".means", meaning),
    )
}
