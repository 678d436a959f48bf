"""A workspace file that is open: what services hold, and how they make and open one.

Lives here: making, opening, writing, undo and redo, erasing, closing. Reading is in ``reading``.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from crisisplanner.domain.changes import Change, Changes, Group
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import CrisisPlannerError, ErrorKind, bad_input, refused
from crisisplanner.domain.messages import Message, message
from crisisplanner.storage import (
    erasing,
    kept_results,
    opening,
    sqlite,
    undoing,
    write_lock,
)
from crisisplanner.storage.backups import AutomaticBackups, default_backup_folder, state_of
from crisisplanner.storage.connections import Connections
from crisisplanner.storage.edits import Edit, EditDraft, changes_of, write_rows
from crisisplanner.storage.erasing import Erasure
from crisisplanner.storage.journal import Journal, PlainEntry
from crisisplanner.storage.migrating import migrate, newest_group_mark, shipped_steps
from crisisplanner.storage.opening import Grant
from crisisplanner.storage.reading import WorkspaceReading
from crisisplanner.storage.repository import Repository
from crisisplanner.storage.tables import SCHEMA_VERSION
from crisisplanner.storage.undoing import UndoStacks
from crisisplanner.storage.validation import is_kept_text

Clock = Callable[[], datetime]
NewId = Callable[[], str]


def create_file(
    path: Path,
    *,
    clock: Clock,
    new_id: NewId,
    person: str = "",
    backup_folder: Path | None = None,
) -> WorkspaceFile:
    """Make an empty workspace file and open it for writing.

    Refuses a path where something is. ``person`` is shown to who finds the file locked;
    ``backup_folder`` takes the automatic backups, by default a folder of this user.
    """
    # The lock lies beside the file itself, whatever links lead there.
    path = path.resolve()
    if not path.parent.is_dir():
        raise bad_input("storage.no_folder", path=str(path.parent))
    with sqlite.coded_errors(path):
        if path.exists():
            raise bad_input("storage.already_a_file", path=str(path))
        lock = write_lock.acquire(path, person, clock())
    if lock is None:
        raise refused("storage.busy", path=str(path))
    try:
        if path.exists():
            raise bad_input("storage.already_a_file", path=str(path))
        opening.make_new(path)
        return WorkspaceFile(
            Grant(path, sqlite.Access.READ, lock, None), clock, new_id, backup_folder
        )
    except BaseException:
        lock.release()
        raise


def open_file(
    path: Path,
    *,
    clock: Clock,
    new_id: NewId,
    read_only: bool = False,
    person: str = "",
    backup_folder: Path | None = None,
) -> WorkspaceFile:
    """Open a workspace file; read-only where another writes or nothing may be written.

    What a crash left is recovered, an older file is brought up to date. Raises coded errors for
    files that are not ours, newer, truncated or damaged, and leaves them untouched.
    """
    path = path.resolve()
    version = opening.examine(path)
    with sqlite.coded_errors(path):
        grant = opening.grant_use(path, read_only=read_only, person=person, now=clock())
    try:
        if grant.lock is not None:
            opening.remove_leftovers(path)
            opening.refuse_damage(path, sqlite.access_by_log(path))
            # Whoever had the lock before may have brought it up to date.
            version = opening.examine(path)
            if version < SCHEMA_VERSION:
                with sqlite.coded_errors(path):
                    backups = AutomaticBackups(path, backup_folder or default_backup_folder())
                    backups.make_of_closed(path, newest_group_mark(path), clock())
                migrate(path, version, shipped_steps())
        elif version < SCHEMA_VERSION:
            raise refused(
                "storage.older_version", path=str(path), found=version, known=SCHEMA_VERSION
            )
        elif grant.writer is None:
            opening.refuse_damage(path, grant.reading)
        opening.refuse_other_tables(path, grant.reading)
        return WorkspaceFile(grant, clock, new_id, backup_folder)
    except BaseException:
        if grant.lock is not None:
            grant.lock.release()
        raise


class WorkspaceFile(WorkspaceReading):
    """Hold an open workspace file; made by ``create_file`` and ``open_file``."""

    def __init__(
        self, grant: Grant, clock: Clock, new_id: NewId, backup_folder: Path | None
    ) -> None:
        """Open the connections that a grant allows."""
        with sqlite.coded_errors(grant.path):
            connections = Connections(grant.path, grant.reading, can_write=grant.lock is not None)
        super().__init__(grant.path, connections, grant.writer)
        self.is_read_only = grant.lock is None
        self.backups = AutomaticBackups(grant.path, backup_folder or default_backup_folder())
        self.backup_fault: Message | None = None
        """Why the last automatic backup could not be made."""
        self._lock = grant.lock
        self._closing = threading.Lock()
        self._clock = clock
        self._new_id = new_id
        self._stacks = UndoStacks()
        self._listeners: list[Callable[[Changes], None]] = []
        self._has_written = False
        self._identity = None if self.is_read_only else _identity(grant.path)

    def on_change(self, callback: Callable[[Changes], None]) -> None:
        """Call back after each stored change, in the thread that stored it."""
        self._listeners.append(callback)

    def write(
        self,
        what: Message,
        changes: Sequence[Change],
        *,
        author: str,
        why: str = "",
        undoes: str | None = None,
        at_position: int | None = None,
    ) -> Changes:
        """Store a list of changes with its journal group, in one transaction.

        All of it is checked first: fields, references, uses of what is removed. What belongs to a
        removed thing goes with it. Raises one coded error with all faults; then nothing is
        written. Changes that change nothing leave no group. With ``at_position`` it is refused
        unless the journal still ends there.
        """
        with self._writing() as connection:
            if at_position not in (None, Journal(connection).position()):
                raise refused("storage.edited_meanwhile")
            draft = EditDraft(connection, changes)
            edits = draft.apply(changes, with_parts=True)
            if edits:
                group = self._group(connection, what, author, why, undoes)
                Journal(connection).write(group, edits)
                write_rows(connection, edits)
        if edits and group.position > 1:
            self._stacks.record_edit(group)
        return self._tell(edits)

    def undoable(self, author: str) -> Group | None:
        """Give the group that this person would undo next; None if there is none."""
        step = self._stacks.undoable(author)
        return None if step is None else step.edit

    def redoable(self, author: str) -> Group | None:
        """Give the group that this person would bring back next; None if there is none."""
        step = self._stacks.redoable(author)
        return None if step is None else step.edit

    def undo(self, author: str) -> tuple[Group, Changes]:
        """Take back this person's newest group since the file was opened; gives that group.

        Refused, naming the later group, if one touched the same fields.
        """
        with self._connections.one_writer_at_a_time():
            step = self._stacks.undoable(author)
            if step is None:
                raise refused("journal.nothing_to_undo")
            what = message(undoing.UNDO, what=step.edit.what)
            by, edits = self._take_back(step.group, what, author)
            self._stacks.record_undo(step, by)
        return step.edit, self._tell(edits)

    def redo(self, author: str) -> tuple[Group, Changes]:
        """Bring back what this person undid last; gives the group that is in effect again."""
        with self._connections.one_writer_at_a_time():
            step = self._stacks.redoable(author)
            if step is None:
                raise refused("journal.nothing_to_redo")
            what = message(undoing.REDO, what=step.edit.what)
            by, edits = self._take_back(step.group, what, author)
            self._stacks.record_redo(step, by)
        return step.edit, self._tell(edits)

    def take_back(self, group_id: str, author: str, why: str = "") -> tuple[Group, Changes]:
        """Take back any group that is in effect, by the same check; gives that group."""
        with self._connections.one_writer_at_a_time():
            with self._connections.reading() as connection:
                journal = Journal(connection)
                group = journal.group(group_id)
                chain = journal.chain_from(group)
            if len(chain) % 2 == 0:
                raise refused("journal.already_taken_back", what=group.what)
            what = message(undoing.TAKE_BACK, what=group.what)
            by, edits = self._take_back(chain[-1], what, author, why)
            self._stacks.record_taking_back(chain[-1], by)
        return group, self._tell(edits)

    def keep_run(self, input_hash: str, result: str, made_at: datetime) -> None:
        """Keep the result of a run by the hash of its input, outside the journal."""
        with self._writing() as connection:
            kept_results.keep_run(connection, input_hash, result, made_at)

    def keep_snapshot(self, sha256: str, content: str) -> None:
        """Keep a snapshot by the SHA-256 of its content, outside the journal."""
        with self._writing() as connection:
            kept_results.keep_snapshot(connection, sha256, content)

    def erase(
        self,
        kind: str,
        id: EntityId,  # noqa: A002 - an entity's id, as it is called
        fields: Collection[str],
        *,
        author: str,
        why: str,
    ) -> Changes:
        """Overwrite values for good, in rows and journal, and compact the file.

        The journal keeps who erased what, when and why. Automatic backups are removed, also those
        of other paths where the workspace lay, since they hold the values; copies that people saved
        are theirs to remove. It can't be undone. Raises a coded error where all is erased but traces
        are left: in backups that can't be removed, or in a file that can't be compacted, as another
        reads it or the disk is full; closing it once that is over does so.
        """
        group_id = self._new_id()
        erasure = Erasure(kind, id, tuple(sorted(fields)), group_id)
        with self._writing() as connection:
            current = Repository(connection).many(kind, [id]).get(id)
            edits: tuple[Edit, ...] = ()
            if current is not None:
                change = erasing.emptying_change(current, fields)
                edits = EditDraft(connection, [change]).apply([change], with_parts=False)
            what = message(
                "journal.erased",
                kind=message("kind." + kind),
                fields=tuple(message("label." + name) for name in erasure.fields),
            )
            group = self._group(connection, what, author, why, None, group_id)
            Journal(connection).write(group, edits)
            write_rows(connection, edits)
            erasing.erase_everywhere(connection, erasure, current)
        # It is stored by now, whatever hinders the rest.
        changes = self._tell(edits)
        traces = tuple(self._traces_left())
        if traces:
            raise CrisisPlannerError(traces, ErrorKind.REFUSED)
        return changes

    def _traces_left(self) -> Iterator[Message]:
        """Remove what still holds erased values; say where that failed."""
        try:
            with sqlite.coded_errors(self.backups.folder):
                self.backups.remove_all(self._connections)
        except CrisisPlannerError:
            yield message("storage.erased_backups_left", folder=str(self.backups.folder))
        try:
            is_compact = self._connections.compact()
        except CrisisPlannerError:
            is_compact = False
        if not is_compact:
            yield message("storage.erased_not_compacted", path=str(self.path))

    def close(self) -> None:
        """Close the file, leaving exactly one; a session that wrote makes a backup first.

        Raises a coded error where something of ours still reads it; then it is open as before.
        """
        with self._closing:
            try:
                if self._has_written:
                    self._has_written = False
                    self._back_up()
            finally:
                try:
                    with sqlite.coded_errors(self.path):
                        self._connections.close()
                finally:
                    # Who still has the file open keeps the others from writing it.
                    if self._lock is not None and self._connections.is_closed:
                        self._lock.release()

    def refuse_unless_writable(self) -> None:
        """Raise the coded error that says why nothing can be written here, if so."""
        if self.writer is not None:
            raise refused(
                "storage.other_writes",
                path=str(self.path),
                person=self.writer.person or self.writer.machine,
                machine=self.writer.machine,
            )
        if self.is_read_only:
            raise refused("storage.read_only", path=str(self.path))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        self.refuse_unless_writable()
        with self._connections.one_writer_at_a_time():
            if _identity(self.path) != self._identity:
                raise refused("storage.file_moved", path=str(self.path))
            if not self._has_written:
                self._back_up()
                self._has_written = True
            with self._connections.writing() as connection:
                yield connection

    def _group(
        self,
        connection: Connection,
        what: Message,
        author: str,
        why: str,
        undoes: str | None = None,
        group_id: str | None = None,
    ) -> Group:
        if not author.strip():
            raise bad_input("journal.author_needed")
        for text in (author, why):
            if not is_kept_text(text):
                raise bad_input("journal.not_text")
        return Group(
            id=group_id or self._new_id(),
            position=Journal(connection).position() + 1,
            what=what,
            author=author,
            at=self._clock(),
            why=why,
            undoes=undoes,
        )

    def _take_back(
        self, group: Group, what: Message, author: str, why: str = ""
    ) -> tuple[Group, tuple[Edit, ...]]:
        if group.position == 1:
            raise refused("journal.first_group")
        with self._writing() as connection:
            journal = Journal(connection)
            entries = journal.entries_at(group.position)
            self._refuse_conflict(journal, group, entries)
            repository = Repository(connection)
            ids: dict[str, list[EntityId]] = defaultdict(list)
            for entry in entries:
                ids[entry.kind].append(entry.id)
            rows = {
                (kind, id_): entity
                for kind, those in ids.items()
                for id_, entity in repository.many(kind, those).items()
            }
            changes = undoing.reversed_changes(entries, rows)
            edits = EditDraft(connection, changes).apply(changes, with_parts=False)
            by = self._group(connection, what, author, why, undoes=group.id)
            journal.write(by, edits)
            write_rows(connection, edits)
        return by, edits

    @staticmethod
    def _refuse_conflict(journal: Journal, group: Group, entries: Sequence[PlainEntry]) -> None:
        if not entries:
            raise refused("journal.erased_since")
        undoing.refuse_unknown_kinds(entries)
        later = [
            entry
            for _, entry in journal.entries_of(
                (entry.id for entry in entries), after=group.position
            )
        ]
        cancelled = undoing.cancelled_positions(journal.groups_after(group.position))
        position = undoing.position_of_conflict(entries, later, cancelled)
        if position is not None:
            other = journal.groups_at([position])[position]
            raise refused(
                "journal.touched_later",
                what=group.what,
                later=other.what,
                author=other.author,
                at=other.at,
            )

    def _tell(self, edits: Sequence[Edit]) -> Changes:
        changes = changes_of(edits)
        if edits:
            for listener in tuple(self._listeners):
                listener(changes)
        return changes

    def _back_up(self) -> None:
        """Make an automatic backup unless there is one of this state; a failure stops nothing."""
        newest = next(iter(self.groups(limit=1)), None)
        if newest is None or self.backups.has(state_of(newest)):
            return
        try:
            with sqlite.coded_errors(self.backups.folder):
                self.backups.make(self._connections, state_of(newest), self._clock())
            self.backup_fault = None
        except CrisisPlannerError as error:
            self.backup_fault = message(
                "storage.no_backup", folder=str(self.backups.folder), reason=error.messages[0]
            )

    def __enter__(self) -> Self:
        """Use it in a with statement."""
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()


def _identity(path: Path) -> tuple[int, int] | None:
    """Tell a file from another that took its name."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
