"""Grouped queries answered in SQL: how often combinations of values occur, with sums."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, func, select

from crisisplanner.domain.table_query import GroupQuery, GroupRow, TableQuery
from crisisplanner.storage.queries import QueryPlan, Shown


def groups_of(connection: Connection, query: GroupQuery) -> list[GroupRow]:
    """Read all combinations that occur, in the order of their values."""
    plan = QueryPlan(
        TableQuery(query.kind, (*query.by, *query.sums), filters=query.filters),
    )
    by = plan.columns[: len(query.by)]
    sums = plan.columns[len(query.by) :]
    n_by = len(by)
    return [
        GroupRow(
            values=tuple(_value(shown, cell) for shown, cell in zip(by, row[:n_by], strict=True)),
            n=row[n_by],
            sums=tuple(row[n_by + 1 :]),
        )
        for row in connection.execute(_statement(plan, by, sums, query))
    ]


def _statement(
    plan: QueryPlan, by: tuple[Shown, ...], sums: tuple[Shown, ...], query: GroupQuery
) -> Select[Any]:
    keys = [shown.cell for shown in by]
    totals = [func.sum(shown.cell) for shown in sums]
    # Two fields of one name may stand in different tables; labels keep them apart.
    named = [key.label(f"k{at}") for at, key in enumerate(keys)]
    return (
        plan.filtered(select(*named, func.count(), *totals), include_retired=query.include_retired)
        .group_by(*keys)
        .order_by(*keys)
    )


def _value(shown: Shown, cell: Any) -> Any:
    if cell is None or shown.form.from_cells is None:
        return cell
    return shown.form.from_cells(cell)
