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
    "problem.nothing_offered": "Nothing is offered, so nothing can be covered.",
    "problem.no_whole_unit": (
        "{offer} is {found} and not divisible, so no whole unit of it can be sent."
    ),
    "problem.part_of_units_not_sent": (
        "{offer} is {found} and not divisible, so at most {n:number} can be sent."
    ),
    "problem.stands_for_itself": (
        "Units of {type} count in full where {type} is needed; this row changes nothing."
    ),
    "problem.stands_for_nothing": (
        "An effectiveness of 0 means that {offered} can't stand for {required}, as without this row."
    ),
    "problem.group_overcommitted": (
        "On {day} {found} units of the exclusive group {group} are committed, and its largest member has"
        " {allowed}: nothing of the group can be sent then."
    ),
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
    "problem.locks_leave_no_plan": (
        (
            "This lock can't be kept: {locks}. There are not enough units of {offers} on all its days,"
            " with the ways there and back. Lift it."
        ),
        (
            "These {n:number} locks can't be kept together, though all but any one of them can:"
            " {locks}. There are not enough units of {offers} on all their days, with the ways there"
            " and back. Lift one of them."
        ),
    ),
    "problem.locks_against_limits": (
        "This lock can't be kept: {locks}. It clashes with this: {limits}. Lift it, or change that.",
        (
            "These {n:number} locks can't be kept together, though all but any one of them can:"
            " {locks}. They clash with this: {limits}. Lift one of them, or change that."
        ),
    ),
    "problem.locks_against_rules": (
        "This lock can't be kept: {locks}. It clashes with this: {limits}. Lift it, or change that.",
        (
            "These {n:number} locks can't all be kept: {locks}. They clash with this: {limits}. Lift"
            " some of them, or change that."
        ),
    ),
    "problem.locks_against_units": (
        (
            "This lock can't be kept: {locks}. There are not enough units of {offers} on all its days,"
            " with the ways there and back. Lift it."
        ),
        (
            "These {n:number} locks can't all be kept: {locks}. There are not enough units of {offers}"
            " on all their days, with the ways there and back. Lift some of them."
        ),
    ),
    "problem.locks_nearest_limit": (
        (
            "No plan keeps all locks: that is proven, but the time was too short to find which of"
            " them clash. Nearest to its limit is this: {limits}, by this lock: {locks}. Lift it, or"
            " match again with more time."
        ),
        (
            "No plan keeps all locks: that is proven, but the time was too short to find which of"
            " them clash. Nearest to its limit is this: {limits}, by these {n:number} locks: {locks}."
            " Lift some of them, or match again with more time."
        ),
    ),
    "problem.limit.units": "on {day} the free units of {offers} are {allowed} (locked: {found})",
    "problem.limit.over_cap": "caveat {caveat} allows {allowed} of {offer} (locked: {found})",
    "problem.limit.over_budget": (
        "the budget of {scope} is {allowed:number0} (locked: at least {found:number0})"
    ),
    "problem.limit.over_ceiling": (
        "{condition} allows {allowed:number0} people (locked on {day}: {found:number0})"
    ),
    "problem.limit.company": "caveat {caveat} keeps {offer} from serving with {other}",
    "problem.limit.too_few_partners": (
        "{requirement} must be served by at least {allowed} partners (could serve: {found})"
    ),
    "problem.limit.out_of_reach": (
        "{requirement} counts only from {allowed} of {quantity} ({share:percent}; could be there:"
        " {found})"
    ),
    "problem.limit.nobody": "nothing that is offered could serve {requirement}",
    "problem.limit.no_enabler": (
        "{type} counts only where {needed} is present (none could be there)"
    ),
    "problem.limit.waits_until": "{requirement} waits for {before}, to be met by {day}",
    "problem.limit.lift_of_unit": (
        "own lift of {partners} and the shared lift carry at most {allowed:number1} t in a week from"
        " {from_day} to {to_day} (one unit: {found:number1} t)"
    ),
    "problem.limit.lift_of_weeks": (
        "own lift of {partners} and the shared lift carry {allowed:number1} t from {from_day} to"
        " {to_day} (locked: {found:number1} t)"
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
    "problem.limit.max_partners": (
        "{requirement} may be served by at most {n:number} partner",
        "{requirement} may be served by at most {n:number} partners",
    ),
    "problem.lock_named": "{quantity} of {partner} ({offer}) for {requirement}",
}
