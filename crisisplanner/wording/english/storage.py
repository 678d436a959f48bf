"""English sentences of the workspace file: opening, writing, journal, check."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    # Opening and making files
    "storage.no_file": "There is no file {path:raw}.",
    "storage.no_folder": "There is no folder {path:raw}. Choose one that exists.",
    "storage.is_a_folder": "Expected a workspace file, got the folder {path:raw}.",
    "storage.already_a_file": "There is a file {path:raw} already. Choose another name.",
    "storage.not_a_workspace": (
        "Expected a workspace of CrisisPlanner, but {path:raw} is something else. The file was left"
        " as it is."
    ),
    "storage.newer_version": (
        "{path:raw} was written by a newer version of the program (format {found}; this one knows"
        " {known}). Update the program to open it. The file was left as it is."
    ),
    "storage.older_version": (
        "{path:raw} has the older format {found} (now {known}) and can't be brought up to date where"
        " it may not be written. Open a copy in a folder of your own."
    ),
    "storage.damaged": (
        "{path:raw} is damaged or cut off: {detail:raw}. The file was left as it is. Open a copy of"
        " yours or an automatic backup."
    ),
    "storage.other_tables": (
        "{path:raw} has not the tables of its format: {tables} differ. The file was left as it is."
    ),
    "storage.needs_recovery": (
        "{path:raw} was not closed in good order and lies where nothing can be written. Copy it,"
        " together with the file of the same name that ends in -wal, into a folder of your own and"
        " open it there."
    ),
    "storage.no_lock": (
        "The folder of {path:raw} can't keep two people from writing at once: {detail:raw}. Open the"
        " workspace read-only, or move it to a local disk."
    ),
    "storage.migration_while_read": (
        "{path:raw} has an older format and is open elsewhere. Close it there, then open it again."
    ),
    # Using files
    "storage.no_permission": (
        "There is no permission to use {path:raw} here. Nothing was changed. Choose another folder,"
        " or ask who owns it."
    ),
    "storage.read_only": "{path:raw} is open read-only, so nothing can be changed in it.",
    "storage.other_writes": (
        "{person} is working in {path:raw} on {machine}, so it is open read-only here."
    ),
    "storage.busy": (
        "{path:raw} is in use by another program. Nothing was changed. Try again in a moment."
    ),
    "storage.edited_meanwhile": (
        "The workspace was edited since this was read, so nothing was written. What it would do now"
        " can be looked at and written again."
    ),
    "storage.edited_while_read": (
        "The workspace is being changed by something that runs, so nothing was written. Try again when"
        " it is done."
    ),
    "storage.disk_full": (
        "There is no space left for {path:raw}. Nothing of this was stored; all that was stored before"
        " is kept. Free some space and try again."
    ),
    "storage.disk_failed": (
        "The disk refused to read or write {path:raw}: {detail:raw}. Nothing of this was stored; all"
        " that was stored before is kept."
    ),
    "storage.file_moved": (
        "{path:raw} was moved, deleted or replaced while it was open. This change was not stored."
        " Save a copy under a new name to keep what you see."
    ),
    "storage.closed": "The workspace is closed.",
    "storage.still_read": (
        "Something that runs here still reads the workspace, so it was not closed. All that was stored"
        " is kept. Stop what runs and close it then."
    ),
    "storage.held": (
        "What was erased is being removed from the file, which takes long. Nothing was read or changed."
        " Try again in a moment."
    ),
    "storage.erased_not_compacted": (
        "What was erased can't be read in the program any more, but its traces are still in {path:raw}:"
        " something reads it, here or in another program, or the disk is full. Mend that, then close"
        " this workspace: that removes them."
    ),
    "storage.erased_backups_left": (
        "What was erased is gone from the workspace, but automatic backups in {folder:raw} could not be"
        " removed and still hold it. Remove them by hand."
    ),
    "storage.copying": "Copying to {path:raw}",
    "storage.copy_onto_itself": (
        "Expected another file to copy to, got the open workspace {path:raw} itself."
    ),
    "storage.copy_onto_open": "{path:raw} is open, so no copy can take its place.",
    "storage.no_backup": "No automatic backup could be made in {folder:raw}. {reason}",
    "storage.snapshot_hash": (
        "Expected a snapshot with the SHA-256 {expected:raw}, got one with {found:raw}."
    ),
    # Changes
    "storage.unknown_kind": "Expected a kind of thing that a workspace keeps, got “{kind:raw}”.",
    "storage.unknown_field": "Expected a field of the {kind}, got “{field:raw}”.",
    "storage.not_there": "There is no {kind} with the id {id:raw} (any more).",
    "storage.already_there": "There is a {kind} with the id {id:raw} already.",
    "storage.points_nowhere": (
        "Expected an existing {targets:or} as {field} of the {kind}, got the id {id:raw}."
    ),
    "storage.fault_of": "In the {kind} “{label}”: {fault}",
    "storage.use": "{kind} “{label}” ({field})",
    "storage.in_use": (
        "The {kind} “{label}” is used by {uses}. Retire it instead, or change that first.",
        "The {kind} “{label}” is used in {n} places: {uses}. Retire it instead, or change those first.",
    ),
    "storage.in_use_widely": (
        "The {kind} “{label}” is used in {n:number} places, among them {uses}. Retire it instead, or"
        " change those first."
    ),
    "storage.filter_without_value": "Expected a value to compare {field:raw} with, got none.",
    "storage.not_erasable": (
        "The {field} of a {kind} can't be erased, because it can't be empty. Remove the {kind} first."
    ),
    # Journal
    "journal.undo": "Undone: {what}",
    "journal.redo": "Redone: {what}",
    "journal.take_back": "Taken back: {what}",
    "journal.erased": "Erased for good: {fields} of a {kind}",
    "journal.nothing_to_undo": "There is nothing of yours to undo since the workspace was opened.",
    "journal.nothing_to_redo": "There is nothing to redo.",
    "journal.first_group": "The creation of the workspace can't be undone.",
    "journal.already_taken_back": "This was taken back already: {what}",
    "journal.touched_later": (
        "“{what}” can't be taken back, because {author} changed the same later ({at:moment}):"
        " {later}. Take that back first."
    ),
    "journal.changed_since": (
        "This can't be taken back, because the {kind} “{label}” is no longer as it was left."
    ),
    "journal.erased_since": (
        "This can't be taken back, because some of its values were erased for good."
    ),
    "journal.of_older_version": (
        "This can't be taken back, because it was made with another version of CrisisPlanner and holds"
        " values that this version does not know."
    ),
    "journal.no_such_group": "There is no step with the id {id:raw} in the history.",
    "journal.author_needed": "Expected the name of who makes the change, got none.",
    "journal.not_text": "Expected readable text as name and reason, got characters that can't be stored.",
    # Check
    "integrity.damage": "The file is damaged: {detail:raw}",
    "integrity.foreign_key": "The {table:said.kind} {id:raw} refers to a {target:said.kind} that is not there.",
    "integrity.unreadable": "Some rows of the kind {kind} can't be read: {detail:raw}",
    "integrity.fault": "In the {kind} “{label}” ({id:raw}): {fault}",
    "integrity.points_nowhere": (
        "The {kind} “{label}” ({id:raw}): {field} holds the id {target:raw}, which is not there."
    ),
    "integrity.group_missing": "The history lacks its step {position}.",
    "integrity.journal_order": (
        "The history makes or removes the {kind} “{label}” ({id:raw}) out of order in step {position}."
    ),
    "integrity.journal_broken": (
        "The history of {field} of the {kind} “{label}” ({id:raw}) has a break before step {position}."
    ),
    "integrity.row_missing": "The {kind} “{label}” stands in the history but not in its table.",
    "integrity.row_not_in_journal": (
        "The {kind} “{label}” ({id:raw}) stands in its table but not in the history."
    ),
    "integrity.row_differs": (
        "The {field} of the {kind} “{label}” ({id:raw}) differs from what the history says."
    ),
    "integrity.snapshot": "The snapshot {sha256:raw} is not what was kept.",
}
