"""Table queries: order, filters, search and pages, all answered in SQL."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.changes import Create
from crisisplanner.domain.days import Day
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.table_query import Filter, Relation, Sort, TableQuery
from crisisplanner.domain.terms import OfferState
from crisisplanner.storage.workspace import WorkspaceFile
from tests.storage.workspaces import AUTHOR, Desk


def offers() -> tuple[Offer, ...]:
    """Make offers that differ in each column."""
    return (
        Offer(id="o1", partner="de", type="inf", quantity=Figure(10, "unit"), code="b-1",
              state=OfferState.REQUESTED, available_from=Day(5), needs=()),
        Offer(id="o2", partner="ci", type="inf", quantity=Figure(None, "unit"), code="A-2",
              state=OfferState.COMMITTED, available_from=date(2003, 6, 12)),
        Offer(id="o3", partner="fr", type="hos", quantity=Figure(2, "unit", basis=Basis.SOURCED),
              code="", state=OfferState.OFFERED, available_from=Day(-20)),
        Offer(id="o4", partner="fr", type="inf", quantity=Figure(10, "unit"), code="Ä-3",
              state=OfferState.ACCEPTED, retired=True, description="100% ready_now"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkspaceFile]:
    """Lend a workspace with these offers."""
    with Desk(Path(tmp_path_factory.mktemp("queries"))).create() as opened:
        entities = (
            Partner(id="fr", code="FRA", name="France"),
            Partner(id="ci", code="CIV", name="Côte d’Ivoire"),
            Partner(id="de", code="DEU", name="germany", languages=("de", "en")),
            CapabilityType(id="inf", code="M-INF-01", name="Infantry"),
            CapabilityType(id="hos", code="H-HOS-01", name="Hospital"),
            *offers(),
        )
        opened.write(message("all"), [Create(entity) for entity in entities], author=AUTHOR)
        yield opened


def ids(workspace: WorkspaceFile, *columns: str, **asked: Any) -> list[str]:
    """Ask for the ids of offers."""
    return workspace.query_ids(TableQuery("offer", columns or ("code",), **asked))


@pytest.mark.parametrize(
    ("column", "ascending", "descending"),
    [
        # Unknown and empty come last either way.
        ("quantity", ["o3", "o1", "o4", "o2"], ["o1", "o4", "o3", "o2"]),
        ("code", ["o2", "o4", "o1", "o3"], ["o1", "o4", "o2", "o3"]),
        ("available_from", ["o2", "o3", "o1", "o4"], ["o1", "o3", "o2", "o4"]),
        # States in their own order, not by their words.
        ("state", ["o1", "o3", "o4", "o2"], ["o2", "o4", "o3", "o1"]),
        # Names as people sort them: without case and accents.
        ("partner.name", ["o2", "o3", "o4", "o1"], ["o1", "o3", "o4", "o2"]),
        ("retired", ["o1", "o2", "o3", "o4"], ["o4", "o1", "o2", "o3"]),
    ],
)
def test_ids_are_sorted_by_a_column(
    workspace: WorkspaceFile, column: str, ascending: list[str], descending: list[str]
) -> None:
    assert ids(workspace, sort=(Sort(column),)) == ascending
    assert ids(workspace, sort=(Sort(column, descending=True),)) == descending


def test_the_second_column_breaks_ties_of_the_first(workspace: WorkspaceFile) -> None:
    sort = (Sort("partner.name"), Sort("quantity", descending=True))
    assert ids(workspace, sort=sort) == ["o2", "o4", "o3", "o1"]


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        (Filter("quantity", Relation.EQUALS, 10), ["o1", "o4"]),
        (Filter("quantity", Relation.DIFFERS, 10), ["o2", "o3"]),
        (Filter("quantity", Relation.AT_LEAST, 2), ["o1", "o3", "o4"]),
        (Filter("quantity", Relation.ABOVE, 2), ["o1", "o4"]),
        (Filter("quantity", Relation.AT_MOST, 2), ["o3"]),
        (Filter("quantity", Relation.BELOW, 2), []),
        (Filter("quantity", Relation.IS_EMPTY), ["o2"]),
        (Filter("code", Relation.IS_EMPTY), ["o3"]),
        (Filter("code", Relation.IS_GIVEN), ["o1", "o2", "o4"]),
        (Filter("code", Relation.BEGINS_WITH, "a"), ["o2", "o4"]),
        (Filter("code", Relation.EQUALS, "a-2"), ["o2"]),
        (Filter("partner.name", Relation.CONTAINS, "cote"), ["o2"]),
        (Filter("description", Relation.CONTAINS, "100%"), ["o4"]),
        (Filter("description", Relation.CONTAINS, "y_n"), ["o4"]),
        (Filter("description", Relation.CONTAINS, "y n"), []),
        (Filter("partner.languages", Relation.CONTAINS, "en"), ["o1"]),
        (Filter("state", Relation.ONE_OF, (OfferState.OFFERED, "accepted")), ["o3", "o4"]),
        (Filter("available_from", Relation.AT_LEAST, Day(-20)), ["o1", "o3"]),
        (Filter("available_from", Relation.AT_MOST, Day(5)), ["o1", "o3"]),
        (Filter("available_from", Relation.BELOW, Day(5)), ["o3"]),
        (Filter("available_from", Relation.AT_MOST, date(2003, 6, 12)), ["o2"]),
        (Filter("available_from", Relation.AT_LEAST, date(2003, 1, 1)), ["o2"]),
        (Filter("available_from", Relation.EQUALS, date(2003, 6, 12)), ["o2"]),
        (Filter("retired", Relation.EQUALS, value=True), ["o4"]),
        (Filter("type", Relation.EQUALS, "hos"), ["o3"]),
        (Filter("origin.name", Relation.IS_EMPTY), ["o1", "o2", "o3", "o4"]),
        (Filter("origin.name", Relation.ANY_GIVEN, ("code",)), ["o1", "o2", "o4"]),
        (Filter("quantity", Relation.ANY_GIVEN, ("partner.name",)), ["o1", "o2", "o3", "o4"]),
    ],
)  # fmt: skip
def test_a_filter_keeps_what_stands_in_its_relation(
    workspace: WorkspaceFile, kept: Filter, found: list[str]
) -> None:
    assert ids(workspace, filters=(kept,)) == found


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("infantry", ["o1", "o2", "o4"]),
        ("IVOIRE inf", ["o2"]),
        ("ä", ["o1", "o2", "o3", "o4"]),
        ("germany hospital", []),
        ("%", []),
    ],
)
def test_a_search_finds_each_word_in_any_shown_text(
    workspace: WorkspaceFile, search: str, found: list[str]
) -> None:
    assert ids(workspace, "partner.name", "type.name", search=search) == found


def test_retired_things_are_left_out_when_asked(workspace: WorkspaceFile) -> None:
    assert ids(workspace, include_retired=False) == ["o1", "o2", "o3"]


def test_a_page_has_the_values_of_the_fields_in_the_order_of_its_ids(
    workspace: WorkspaceFile,
) -> None:
    columns = ("code", "partner.name", "quantity", "state", "available_from", "origin.name",
               "origin.latitude", "origin.entry_nodes", "marking", "retired")  # fmt: skip
    rows = workspace.query_rows(TableQuery("offer", columns), ["o3", "gone", "o2"])
    assert rows == [
        ("", "France", Figure(2, "unit", basis=Basis.SOURCED), OfferState.OFFERED, Day(-20),
         None, None, None, None, False),
        ("A-2", "Côte d’Ivoire", Figure(None, "unit"), OfferState.COMMITTED, date(2003, 6, 12),
         None, None, None, None, False),
    ]  # fmt: skip


@pytest.mark.parametrize("column", ["colour", "partner.colour_name", "code.name", "needs.name", ""])
def test_a_column_that_there_is_not_is_refused(workspace: WorkspaceFile, column: str) -> None:
    with pytest.raises(CrisisPlannerError, match=r"storage\.unknown_field"):
        ids(workspace, column)


def test_a_filter_of_another_type_says_what_was_expected(workspace: WorkspaceFile) -> None:
    with pytest.raises(CrisisPlannerError, match=r"field\.wrong_type"):
        ids(workspace, filters=(Filter("available_from", Relation.EQUALS, 7),))
    with pytest.raises(CrisisPlannerError, match=r"storage\.filter_without_value"):
        ids(workspace, filters=(Filter("code", Relation.EQUALS),))
