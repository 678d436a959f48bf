"""What the matching engine says: options that make no sense, locks that clash, rules it lacks."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "match.option_out_of_range": "The option {option} is {value}, which is out of its range.",
    "match.aim_given_twice": "An aim is given twice: {aims}.",
    "match.no_lock_to_lift": "Every lock can be kept by itself. Nothing was lifted.",
    "match.locks_leave_no_plan": (
        "No plan keeps all locks: they clash with each other or with the rules."
    ),
    "match.stopped_without_plan": (
        "The search was stopped before it found a plan that keeps all locks. Give it more time, or "
        "lift a lock."
    ),
    "match.no_plan_with_locks_found": (
        "No plan that keeps all locks was found, though there may be one. Lift a lock, or match fewer "
        "needs at a time."
    ),
    "match.locks_not_kept": (
        (
            "No plan was found that keeps this lock, though none was proven impossible: {locks}."
            " It leaves this short: {requirements}. Without this, a plan was found: {limits}. Lift the"
            " lock, or change that."
        ),
        (
            "No plan was found that keeps these {n:number} locks together, though none was proven"
            " impossible: {locks}. That leaves these short: {requirements}. Without this, a plan was"
            " found: {limits}. Lift one of the locks, or change that."
        ),
    ),
    "match.locks_nearest_limit": (
        (
            "No plan was found that keeps all locks, though there may be one. Nearest to its limit is"
            " this: {limits}, by this lock: {locks}. It leaves this short: {requirements}. Lift it, or"
            " match again with more time."
        ),
        (
            "No plan was found that keeps all locks, though there may be one. Nearest to its limit is"
            " this: {limits}, by these {n:number} locks: {locks}. That leaves these short:"
            " {requirements}. Lift some of them, or match again with more time."
        ),
    ),
    "match.aims.gave_up_proven": (
        "Coverage was proven best possible: {found:percent1} were found, and at most {bound:percent1} "
        "are possible. {given_up:percent1} of what was found was given up for the later aims."
    ),
    "match.aims.gave_up": (
        "Coverage reached {found:percent1}, within {gap:percent2} of the best possible. "
        "{given_up:percent1} of what was found was given up for the later aims."
    ),
    "match.aims.found": "The aim “{aim}” was improved, but what was found is not proven best.",
    "match.aims.not_reached": (
        "The aim “{aim}” was not reached: the search was stopped before it began."
    ),
    "match.rule_not_supported": "The engine does not know the rule “{rule}” yet.",
    "match.partners_without_capacity": (
        "Fair shares are measured by the capacity of every partner that offers something: its row in "
        "partners.csv, or its GDP in a workspace. Without one above 0: {partners}. Enter it, or leave "
        "this aim out."
    ),
    "match.decision_steps_wait_in_a_circle": (
        "The decision steps {steps} of the offer {offer} wait for each other, or for a step that is missing."
    ),
    "match.worker_lost": (
        "A process of the search ended before its work was done: {reason}. What was found until then is "
        "kept. For a better plan match again, with fewer processes if memory is short."
    ),
    "match.worker.ended": "it took no more work",
    "match.worker.gave_no_answer": "it gave no answer",
    "match.worker.failed": "{reason}",
    "match.prerequisites_in_a_circle": "The requirements {requirements} wait for each other.",
}
