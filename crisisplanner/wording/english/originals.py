"""English words of the row menu, of originals that can come back, and of erasing for good."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "row_menu.details": "Show details",
    "row_menu.copy": "Copy rows",
    "row_menu.remove": "Remove",
    "original.changed": "changed from the original",
    "original.bring_back": "Bring back the original",
    "original.comparing": "Comparing with the original",
    "original.brought_back": "{label} is as it was delivered again. Undo takes this back.",
    "action.history.erase": "Erase for good…",
    "erase.ask": "Erase for good…",
    "erase.title": "Erase for good",
    "erase.act": "Erase for good",
    "erase.explained": (
        "What is erased is overwritten in the workspace, in its history and in its named versions,"
        " and the automatic backups are removed, because they hold it too. This can't be undone."
        " Copies and documents that somebody saved or sent are theirs to erase. The history keeps"
        " who erased what, when and why."
    ),
    "erase.thing": "Of",
    "erase.named_thing": "{kind}: {label}",
    "erase.removed_thing": "{kind}, removed; its history is kept",
    "erase.fields": "Fields, with all that they ever held",
    "erase.field": "{label}: {value}",
    "erase.field_empty": "{label}, empty now",
    "erase.reference": "names another thing",
    "erase.cut": "{text}…",
    "erase.why": "Reason",
    "erase.field_needed": "Tick at least one field to erase.",
    "erase.doing": "Erasing for good",
    "erase.done": "Erased for good: {fields} of {thing}. The automatic backups were removed too.",
    "erase.nothing_touched": "This step touched no thing of which something could be erased.",
}
