"""Grouped queries on a real workspace."""

from __future__ import annotations

from datetime import date

from crisisplanner.domain.activities import Activity
from crisisplanner.domain.changes import Create
from crisisplanner.domain.figures import Figure, unknown
from crisisplanner.domain.messages import message
from crisisplanner.domain.table_query import Filter, GroupQuery, GroupRow, Relation
from crisisplanner.storage.workspace import WorkspaceFile


def test_combinations_are_counted_and_summed_without_what_is_unknown_or_retired(
    workspace: WorkspaceFile,
) -> None:
    people = (100, 50, None, 7)
    rows = [
        Activity(
            id=f"a{at}",
            organisation="One" if at < 3 else "Two",
            sector="Health",
            from_date=date(2022, 1, 1),
            people_reached=unknown("person") if n is None else Figure(n, "person"),
        )
        for at, n in enumerate(people)
    ]
    gone = Activity(id="gone", organisation="One", sector="Health", retired=True)
    workspace.write(
        message("journal.workspace_created", name="x"),
        [Create(row) for row in (*rows, gone)],
        author="Maya",
    )
    query = GroupQuery("activity", ("organisation", "from_date"), ("people_reached",))
    assert workspace.query_groups(query) == [
        GroupRow(("One", date(2022, 1, 1)), 3, (150.0,)),
        GroupRow(("Two", date(2022, 1, 1)), 1, (7.0,)),
    ]
    late = Filter("from_date", Relation.ABOVE, date(2022, 1, 1))
    assert workspace.query_groups(GroupQuery("activity", ("sector",), filters=(late,))) == []
