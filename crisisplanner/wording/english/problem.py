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
        (
            "The lock on {requirements} can't be kept: on {day} it binds {found} units of {offers},"
            " free {allowed}."
        ),
        (
            "The locks on {requirements} can't be kept together: on {day} they bind {found} units of"
            " {offers}, free {allowed}."
        ),
    ),
    "problem.locks_leave_no_plan": (
        (
            "This lock can't be kept: {locks}. No plan has the units and days for it, whatever the"
            " limits. Lift it."
        ),
        (
            "These {n:number} locks can't be kept together, though all but any one of them can:"
            " {locks}. Lift one of them."
        ),
    ),
    "problem.locks_against_limits": (
        "This lock can't be kept: {locks}. It clashes with this: {limits}. Lift it, or change that.",
        (
            "These {n:number} locks can't be kept together, though all but any one of them can:"
            " {locks}. They clash with this: {limits}. Lift one of them, or change that."
        ),
    ),
    "problem.limit.lift": (
        "{partner}’s own lift from {from_day} to {to_day} is {tonnes:number1} t a week"
        " (locked: {found:number1} t)"
    ),
    "problem.limit.pool": (
        "the shared lift from {from_day} to {to_day} is {tonnes:number1} t a week"
        " (locked: {found:number1} t)"
    ),
    "problem.limit.no_lift": (
        "no lift is listed for the week in which it would leave (locked: {found:number1} t)"
    ),
    "problem.limit.budget": "the budget of {scope} is {allowed:number0}",
    "problem.limit.share": "{partner} may carry at most {allowed:percent} of the plan's cost",
    "problem.limit.other_shares": (
        "every other partner may carry at most {allowed:percent} of the plan's cost"
    ),
    "problem.limit.incompatible": "{partner} and {other} may not serve together",
    "problem.limit.forbidden": "{offer} may not serve {requirement}",
    "problem.limit.commitment": (
        "{quantity} of {offer} are promised elsewhere from {from_day} to {to_day}"
    ),
    "problem.limit.node": "{node} lets {allowed:number1} t a day pass",
    "problem.limit.ceiling": "{condition} allows {allowed:number0} people",
    "problem.limit.caveat": "caveat {caveat} allows {allowed} of {offer}",
    "problem.limit.enabler": "{type} counts only where {needed} is present",
    "problem.limit.group": "{offer} is one with the others of the group {group}",
    "problem.limit.minimum_share": (
        "{requirement} counts only from {allowed} of {quantity} ({share:percent})"
    ),
    "problem.limit.prerequisites": "{requirement} waits for {before}, which can't be met in time",
    "problem.limit.single_lead": "{requirement} must be served by one partner alone",
    "problem.limit.min_partners": "{requirement} must be served by at least {allowed} partners",
    "problem.limit.max_partners": "{requirement} may be served by at most {allowed} partners",
    "problem.lock_named": "{quantity} of {partner} ({offer}) for {requirement}",
    "problem.locks_break_rule": "The locks of {offers} can't be kept together. {why}",
    "problem.locks_cost_too_much": (
        (
            "The lock on {requirements} can't be kept: it costs at least {found:number0}, and the"
            " budget of {scope} is {allowed:number0}."
        ),
        (
            "The locks on {requirements} can't be kept: they cost at least {found:number0}, and the"
            " budget of {scope} is {allowed:number0}."
        ),
    ),
    "problem.locks_exceed_ceiling": (
        (
            "The lock on {requirements} can't be kept: under {condition} it brings {found:number0}"
            " people on {day}, and {allowed:number0} are allowed."
        ),
        (
            "The locks on {requirements} can't be kept: under {condition} they bring {found:number0}"
            " people on {day}, and {allowed:number0} are allowed."
        ),
    ),
}
