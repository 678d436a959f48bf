"""English words of what belongs to a thing: decision steps, caveats, commitments, phases."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "parts.add": "Add {kind}",
    "parts.change": "Change {kind}",
    "parts.search": "Search the list",
    "parts.more": ("and {n:number} more: search for it", "and {n:number} more: search for them"),
    "parts.store": "Change",
    "parts.named": "{kind} “{title}”",
    "parts.change_named": "Change {part}",
    "parts.remove_named": "Remove {part}",
    "parts.bring_back_named": "Bring back {part}",
    "parts.example.when": "D+3 or 2027-03-01",
    "parts.example.day": "D+3",
    "parts.example.date": "2027-03-01",
    "parts.removed": "Removed “{title}”. Undo brings it back.",
    "parts.is_retired": "Retired “{title}”: it is kept, and left out of new work.",
    "parts.retired": "retired",
    "parts.unnamed": "not named",
    "parts.of_partner": "of {partner}, holds for all its offers",
    "parts.open_partner": "Open the partner",
    "parts.replaced_path": (
        "{partner} has its own path of decisions. It holds for offers without one; this offer has"
        " one, so only the steps above count."
    ),
    "parts.partner_path": (
        "This is the path of {partner}, as the offer has none of its own. A step added here begins"
        " one, and then only the offer's own steps count."
    ),
    "parts.after": "after {steps}",
    "parts.step.unknown": "how long is not known",
    "parts.step.usual": "{days}, as usual there",
    "parts.hint.step_name": "Who decides, or what: “Council decides to launch”.",
    "parts.hint.step_duration": "Empty means not known: what is usual for the institution counts.",
    "parts.hint.step_after": "It begins when these are taken. Without a tick it runs beside them.",
    "parts.hint.caveat_text": "In the partner's own words.",
    "parts.hint.scope_task": "As the requirement names its task.",
    "parts.hint.task_type": "Caveats name it to limit themselves to it.",
    "parts.hint.when_text": "As the source says it: “April to 7 May”.",
    "parts.hint.from_date": "Puts the facts in order.",
    "parts.hint.needs": "It can begin when each of these holds.",
    "parts.hint.prerequisites": "It counts only where and when these are met.",
    "parts.hint.effect.forbids": (
        "The offer can't be used within the scope below. Without a scope, it can't be used at all."
    ),
    "parts.hint.effect.caps": "Within the scope below, at most so many units can be used.",
    "parts.hint.effect.needs": "Within the scope below, the offer waits for an authority.",
    "parts.hint.effect.delays": "Within the scope below, the offer comes so many days later.",
    "parts.hint.effect.to_be_judged": (
        "It is shown wherever the offer is, and never computed: people judge it."
    ),
    "parts.hint.commitment_quantity": "Empty means not known: then all of it is held back.",
    "parts.caveat.within": "{effect}: {scope}",
    "parts.caveat.everywhere": "{effect} every use",
    "parts.scope.only": "everywhere but at {place}",
    "parts.scope.place": "at {place}",
    "parts.scope.task": "for {task}",
    "parts.scope.phase": "in {phase}",
    "parts.scope.partner": "with {partner}",
    "parts.scope.crisis": "in {crisis}",
    "parts.effect.caps": "at most {quantity}",
    "parts.effect.needs": "waits for {authority}",
    "parts.effect.delays": "{delay} later",
    "parts.effect.forbids": "forbidden",
    "parts.effect.to_be_judged": "to be judged",
    "parts.when": "{said}, {period}",
    "parts.period": "from {start} to {end}",
    "parts.period_open": "without dates",
    "parts.period_from": "from {start}",
    "parts.period_to": "until {end}",
    "journal.part_added": "Added {kind} {label} to {owner}",
    "journal.part_added_unnamed": "Added {kind} to {owner}",
    "journal.part_changed": "Changed {kind} {label} of {owner}",
    "journal.part_changed_unnamed": "Changed {kind} of {owner}",
    "journal.part_removed": "Removed {kind} {label} from {owner}",
    "journal.part_removed_unnamed": "Removed {kind} from {owner}",
    "journal.offer_of": "{offer} of {partner}",
}
