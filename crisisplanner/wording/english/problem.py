"""English words for what is wrong with a matching problem before it is solved."""

from __future__ import annotations

_LOCK = "The lock of {partner} ({offer}) on {requirement} can't be kept: "

MESSAGES: dict[str, str | tuple[str, str]] = {
    "problem.no_requirements": "Expected at least one requirement, found none.",
    "problem.no_name": "Expected a {column}, found nothing.",
    "problem.not_finite": "Expected a number for {column}, found {found}.",
    "problem.too_small": "Expected {column} of at least {allowed}, found {found}.",
    "problem.not_above": "Expected {column} above {allowed}, found {found}.",
    "problem.too_large": "Expected {column} of at most {allowed}, found {found}.",
    "problem.ends_too_early": (
        "Expected {column} after {first}, which is {start:raw}; found {found:raw}."
    ),
    "problem.max_below_min": (
        "Expected max_partners of at least {allowed}, which is min_partners; found {found}."
    ),
    "problem.lead_with_partners": (
        "Expected min_partners of at most 1 where single_lead is set, found {found}."
    ),
    "problem.unknown_relation": "Expected a relation {expected:or}, found {found}.",
    "problem.partner_is_pool": "Expected the name of a partner; “*” means everyone.",
    "problem.step_days": "Expected days of a decision step within a hundred years, found {found}.",
    "problem.unknown_step": (
        "The decision step {step} waits for {found}, which is no step of this offer."
    ),
    "problem.step_twice": "Expected each decision step once.",
    "problem.steps_in_a_circle": "These decision steps wait for each other: {circle}.",
    "problem.caveat_lacks": "Expected a {column} in a caveat of this kind, found nothing.",
    "problem.twice": "Expected each entry once, found {found} again.",
    "problem.unknown_offer": "Expected the id of an offer, found {found}, which is not offered.",
    "problem.unknown_requirement": (
        "Expected the id of a requirement, found {found}, which is not required."
    ),
    "problem.prerequisites_in_a_circle": "These requirements wait for each other: {circle}.",
    "problem.no_weight": "Expected a weight above 0 for at least one requirement, found none.",
    "problem.committed_too_much": (
        "Expected commitments of {offer} of at most {allowed}, its quantity; on {day} they are {found}."
    ),
    "problem.scope_has_two_meanings": (
        "Expected a scope that means one thing; {found} could mean several."
    ),
    "problem.incompatible_with_itself": ("Expected two partners, found {partner} twice."),
    "problem.condition_never_in_force": (
        "No period is listed for the condition {condition}, so it is never in force."
    ),
    "problem.lock_pair_impossible": _LOCK + "{why}",
    "problem.lock_without_days": _LOCK + "there is no day on which it may serve there.",
    "problem.lock_outside": _LOCK + "it is to be there from {from_day} to {to_day}; {why}",
    "problem.lock_across_periods": (
        _LOCK + "no single period holds all days from {from_day} to {to_day}."
    ),
    "problem.lock_longer_than_stay": (
        _LOCK + "it lasts {found} days, and the longest stay is {allowed}."
    ),
    "problem.lock_before_prerequisite": (
        _LOCK
        + "it begins on {day}, but {before} must be met first and is needed from {allowed} only."
    ),
    "problem.locks_bind_too_much": (
        "The locks on {requirements} can't be kept together: {offers} is bound on {day}"
        " with {found} units, free {allowed}."
    ),
    "problem.locks_leave_no_plan": (
        "This lock can't be kept: {locks}. No single rule forbids it, but several limits meet. Lift it.",
        (
            "These {n:number} locks can't be kept together, though all but any one of them can:"
            " {locks}. Lift one of them."
        ),
    ),
    "problem.lock_named": "{quantity} of {partner} ({offer}) for {requirement}",
    "problem.locks_break_rule": "The locks of {offers} can't be kept together. {why}",
    "problem.locks_cost_too_much": (
        "The locks on {requirements} can't be kept: they cost at least {found:number0}, and the"
        " budget of {scope} is {allowed:number0}."
    ),
    "problem.locks_exceed_ceiling": (
        "The locks on {requirements} can't be kept: under {condition} they bring {found:number0}"
        " people on {day}, and {allowed:number0} are allowed."
    ),
}
