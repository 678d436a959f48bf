"""What a table asks of the workspace: ids in order, rows by id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.table_query import Filter, Sort, TableQuery
from crisisplanner.services.session import Session
from crisisplanner.services.tables import found_ids

RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Wish:
    """Say what a table is to show, and in which order."""

    sort: Sort
    search: str = ""
    filters: tuple[Filter, ...] = ()
    fixed_filters: tuple[Filter, ...] = ()
    """Filters that belong to the page, as the plan of its requirements."""
    include_retired: bool = False

    @property
    def is_filtered(self) -> bool:
        """Tell whether the user left anything out."""
        return bool(self.search or self.filters)


class RowSource:
    """Read one kind of entity: the paths that columns need, and whether a row is retired."""

    def __init__(
        self, session: Session, kind: str, paths: Sequence[str], searched: Sequence[str]
    ) -> None:
        self._session = session
        self.kind = kind
        self.paths = (*dict.fromkeys(paths), RETIRED)
        self._query = TableQuery(kind=kind, columns=self.paths)
        self._searched = tuple(searched)

    def ids(self, wish: Wish) -> list[EntityId]:
        """List the ids in order; may run in a job."""
        query = replace(
            self._query,
            columns=self._searched,
            sort=(wish.sort,),
            filters=(*wish.fixed_filters, *wish.filters),
            search=wish.search,
            include_retired=wish.include_retired,
        )
        return found_ids(self._session, query)

    def rows(self, ids: Sequence[EntityId]) -> dict[EntityId, tuple[Any, ...]]:
        """Read rows; those that are gone are left out."""
        query = replace(self._query, columns=("id", *self.paths))
        return {row[0]: row[1:] for row in self._session.file.query_rows(query, ids)}

    def count(self) -> int:
        """Count all things of the kind."""
        return self._session.file.count(self.kind)
