"""Reading an open workspace: things, tables, journal, kept results.

Every call reads one moment of the file over a connection of its own, so any thread may call.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from crisisplanner.domain.changes import Entry, Group, Remove, Use
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.errors import CrisisPlannerError, bad_input
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.progress import Watcher
from crisisplanner.domain.table_query import GroupQuery, GroupRow, TableQuery
from crisisplanner.storage import backups, checking, grouping, kept_results, queries, sqlite
from crisisplanner.storage.connections import Connections
from crisisplanner.storage.edits import EditDraft
from crisisplanner.storage.journal import Journal, entry_of
from crisisplanner.storage.references import uses_of
from crisisplanner.storage.repository import Repository
from crisisplanner.storage.write_lock import Writer


class WorkspaceReading:
    """Answer questions about an open workspace.

    ``writer`` tells who else holds the right to write, where it is not us.
    """

    def __init__(self, path: Path, connections: Connections, writer: Writer | None) -> None:
        """Read over connections that someone else closes."""
        self.path = path
        self.writer = writer
        self._connections = connections

    def get(self, kind: str, id: EntityId) -> Entity:  # noqa: A002 - an entity's id, as it is called
        """Read one thing; raises the coded error if it is not there."""
        entity = self.find(kind, id)
        if entity is None:
            raise bad_input("storage.not_there", kind=message("kind." + kind), id=id)
        return entity

    def find(self, kind: str, id: EntityId) -> Entity | None:  # noqa: A002 - as in get
        """Read one thing; None if it is not there."""
        with self._connections.reading() as connection:
            return Repository(connection).many(kind, [id]).get(id)

    def many(self, kind: str, ids: Iterable[EntityId]) -> tuple[Entity, ...]:
        """Read things in the order of their ids; those that are not there are left out."""
        wanted = list(ids)
        with self._connections.reading() as connection:
            found = Repository(connection).many(kind, wanted)
        return tuple(found[id_] for id_ in wanted if id_ in found)

    def all(self, kind: str, *, include_retired: bool = True) -> tuple[Entity, ...]:
        """Read all things of a kind, by id."""
        with self._connections.reading() as connection:
            return Repository(connection).select(kind, {}, include_retired=include_retired)

    def select(self, kind: str, **field_equals: Any) -> tuple[Entity, ...]:
        """Read the things whose fields have these values, by id; None finds what is unknown."""
        with self._connections.reading() as connection:
            return Repository(connection).select(kind, field_equals)

    def count(self, kind: str) -> int:
        """Count the things of a kind."""
        with self._connections.reading() as connection:
            return Repository(connection).count(kind)

    def query_ids(self, query: TableQuery) -> list[EntityId]:
        """List the ids that a table shows, filtered and sorted."""
        with self._connections.reading() as connection:
            return queries.ids_of(connection, query)

    def query_rows(self, query: TableQuery, ids: Sequence[EntityId]) -> list[tuple[Any, ...]]:
        """Read the columns of some rows, in the order of the ids; gone ones are left out.

        Values are of the fields' own types: a figure with its basis, a date, a word of a choice.
        A column behind an empty reference is None.
        """
        with self._connections.reading() as connection:
            return queries.rows_of(connection, query, ids)

    def query_groups(self, query: GroupQuery) -> list[GroupRow]:
        """Count how often combinations of values occur, in SQL."""
        with self._connections.reading() as connection:
            return grouping.groups_of(connection, query)

    def uses(self, kind: str, id: EntityId) -> tuple[Use, ...]:  # noqa: A002 - as in get
        """List what refers to a thing, parts of it included."""
        with self._connections.reading() as connection:
            return tuple(use for _, use in uses_of(connection, kind, [id]))

    def removal_faults(
        self, kind: str, ids: Iterable[EntityId]
    ) -> Mapping[EntityId, tuple[Message, ...]]:
        """Tell which things could not be removed, each taken alone, and why."""
        found: dict[EntityId, tuple[Message, ...]] = {}
        with self._connections.reading() as connection:
            for id_ in ids:
                removal = [Remove(kind, id_)]
                try:
                    EditDraft(connection, removal).apply(removal, with_parts=True)
                except CrisisPlannerError as error:
                    found[id_] = error.messages
        return found

    def position(self) -> int:
        """Give the journal's position: how many groups it holds."""
        with self._connections.reading() as connection:
            return Journal(connection).position()

    def groups(self, limit: int = 200, before: int | None = None) -> tuple[Group, ...]:
        """List groups, newest first; ``before`` a position, for the next page."""
        with self._connections.reading() as connection:
            return Journal(connection).groups(limit, before)

    def groups_since(self, position: int) -> tuple[Group, ...]:
        """List the groups after a position, oldest first."""
        with self._connections.reading() as connection:
            return Journal(connection).groups_after(position)

    def touched_since(self, position: int) -> Mapping[str, Collection[EntityId]]:
        """Tell what groups after a position touched: ids by kind."""
        touched: dict[str, set[EntityId]] = defaultdict(set)
        with self._connections.reading() as connection:
            for _, kind, id_ in Journal(connection).touched_after(position):
                touched[kind].add(id_)
        return touched

    def entries(self, group_id: str) -> tuple[Entry, ...]:
        """List a group's entries, with values of the fields' own types."""
        with self._connections.reading() as connection:
            journal = Journal(connection)
            plain = journal.entries_at(journal.group(group_id).position)
        return tuple(entry_of(entry, group_id) for entry in plain)

    def entries_since(self, position: int) -> tuple[Entry, ...]:
        """List the entries of all groups after a position, oldest first."""
        with self._connections.reading() as connection:
            journal = Journal(connection)
            groups = {group.position: group.id for group in journal.groups_after(position)}
            plain = journal.entries_after(position)
        return tuple(entry_of(entry, groups[entry.position]) for entry in plain)

    def history(self, id: EntityId) -> tuple[tuple[Group, Entry], ...]:  # noqa: A002 - as in get
        """Tell who changed a thing, when and why, oldest first."""
        with self._connections.reading() as connection:
            journal = Journal(connection)
            plain = [entry for _, entry in journal.entries_of([id])]
            groups = journal.groups_at({entry.position for entry in plain})
        return tuple(
            (groups[entry.position], entry_of(entry, groups[entry.position].id)) for entry in plain
        )

    def run(self, input_hash: str) -> str | None:
        """Read the kept result of a run; None if there is none."""
        with self._connections.reading() as connection:
            return kept_results.find_run(connection, input_hash)

    def snapshot(self, sha256: str) -> str | None:
        """Read a kept snapshot; None if there is none."""
        with self._connections.reading() as connection:
            return kept_results.find_snapshot(connection, sha256)

    def check(self) -> tuple[Message, ...]:
        """List everything that is wrong with the file, the journal and the content."""
        with sqlite.coded_errors(self.path), self._connections.looking() as raw:
            found = checking.faults_of_file(raw)
        if found:
            return found
        with self._connections.reading() as connection:
            return checking.faults_of_content(connection)

    def save_copy(self, path: Path, watcher: Watcher) -> None:
        """Save a whole copy, as it is now, to another path; cancelled, nothing is left there."""
        backups.save_copy(self._connections, self.path, path, watcher)
