"""English names of steps in the journal, and refusals of edits and workspaces."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "journal.workspace_created": "Created workspace {name}",
    "journal.case_created": "Created workspace from case {case}",
    "journal.field_changed": "Changed {field} of {kind} {label}",
    "journal.entity_changed": "Changed {kind} {label}",
    "journal.entity_created": "Added {kind} {label}",
    "journal.entity_removed": "Removed {kind} {label}",
    "journal.entities_removed": (
        "Removed {n:number} row of the kind {kind}",
        "Removed {n:number} rows of the kind {kind}",
    ),
    "journal.entity_retired": "Retired {kind} {label}",
    "journal.entities_retired": (
        "Retired {n:number} row of the kind {kind}",
        "Retired {n:number} rows of the kind {kind}",
    ),
    "journal.entity_unretired": "Brought back {kind} {label}",
    "journal.original_restored": "Restored the original of {kind} {label}",
    "journal.match_adopted": "Adopted a match with {coverage:percent} weighted coverage",
    "journal.pair.locked": "Locked {offer} of {partner} on {requirement}",
    "journal.pair.locked_allowed": (
        "Locked {offer} of {partner} on {requirement}, where it was forbidden before"
    ),
    "journal.pair.unlocked": "Unlocked {offer} of {partner} on {requirement}",
    "journal.pair.and_others": (
        "{first}, and {n:number} other offer alike",
        "{first}, and {n:number} other offers alike",
    ),
    "journal.pair.forbidden": "Forbade {offer} of {partner} for {requirement}",
    "journal.pair.forbidden_unlocked": (
        "Forbade {offer} of {partner} for {requirement} and lifted its lock"
    ),
    "journal.pair.allowed": "Allowed {offer} of {partner} for {requirement} again",
    "journal.locks_lifted": (
        "Lifted {n:number} lock that can't be kept",
        "Lifted {n:number} locks that can't be kept",
    ),
    "journal.version_made": "Made version {number} of the plan: {name}",
    "outgoing.no_name": "Expected the name of a file to write to, got none.",
    "outgoing.is_a_folder": "Expected a file to write to, got the folder {path:raw}.",
    "outgoing.no_folder": "Expected a file to write to in a folder that exists; there is no folder {folder:raw}.",
    "outgoing.closed_folder": "Nothing can be written into {folder:raw}: {reason}.",
    "outgoing.not_a_file": "Expected an ordinary file to write to, got {path:raw}.",
    "outgoing.other_kind": (
        "{path:raw} is there already and is not {expected}, so it was left as it is. Choose another name."
    ),
    "outgoing.kind.pdf": "a PDF",
    "outgoing.kind.json": "a result of a match",
    "outgoing.kind.xlsx": "an XLSX workbook",
    "outgoing.kind.ods": "an ODS spreadsheet",
    "outgoing.kind.csv": "a CSV table",
    "outgoing.kind.icalendar": "an iCalendar file",
    "field.unknown": "Expected a field of the {kind}, got {field}.",
    "case.unknown": "There is no built-in case {found}. Expected one of {known:or}.",
    "plan.none": (
        "This workspace has no plan yet. Open it in the window and choose Plan → New plan."
    ),
    "plan.not_found": "There is no plan {wanted}. Expected one of {candidates:or}.",
    "plan.ambiguous": "Several plans fit: {candidates}. Name one with --plan.",
    "workspace.other_suffix": "Expected a file name ending in {expected}, got {found}.",
    "workspace.unfinished": (
        "The creation of {path:raw} was broken off, so there is nothing in it. Delete it and create it anew."
    ),
    "erase.why_needed": "Expected a reason for erasing, got none: it is all that stays of what was erased.",
    "entity.not_shipped": "{label} was made by a person, so there is no original to restore.",
    "match.requirement_quantity_unknown": (
        "{title} is not matched: how much is needed is not known."
    ),
    "match.offer_quantity_unknown": "Offer {label} is not matched: its quantity is not known.",
    "match.nodes_count_as_closed": (
        "The days of the entry node {names} are set on the calendar, but D has no date: it counts as closed.",
        "The days of the entry nodes {names} are set on the calendar, but D has no date: they count as closed.",
    ),
    "match.cost_without_rate": (
        (
            "There is no exchange rate for {currency}, so the cost of {offers} is left out of every sum: "
            "enter it under Settings, Exchange rates."
        ),
        (
            "There is no exchange rate for {currency}, so the cost of {n:number} offers, such as {offers}, "
            "is left out of every sum: enter it under Settings, Exchange rates."
        ),
    ),
    "match.d_has_no_date": (
        "This is set on the calendar, but D has no date, so it was not used: {labels}.",
        (
            "{n:number} things, such as {labels}, are set on the calendar, but D has no date, so they were "
            "not used."
        ),
    ),
    "match.together_needs_dates": (
        "Plans can only be matched together when D has a date in each. It has none in {plans}."
    ),
    "match.requirement_of_plan": "{requirement} (plan “{plan}”)",
    "match.together_offers_differ": (
        (
            "The days of {offers} are counted from D, which differs between the plans; they stand as in "
            "the plan named first."
        ),
        (
            "The days of {n:number} offers, such as {offers}, are counted from D, which differs between "
            "the plans; they stand as in the plan named first."
        ),
    ),
    "match.budget_without_rate": (
        "The budget in {currency} can't be compared: enter its amount and a rate to {base}."
    ),
    "match.no_requirements": "This plan has no requirements yet. Add one, then match.",
    "match.nothing_adopted": "This plan has no adopted match.",
    "match.inputs_changed_meanwhile": (
        "The plan's inputs changed while it was matched, so the result was not adopted. Match again."
    ),
    "match.running": "Matching",
    "match.best_so_far": (
        "Matching: best so far {coverage:percent1}, at most {missing:percent1} better exists"
        " with the start days tried"
    ),
}
