"""Tables that the faces show: which columns, in which order, editable or not.

A table pages over SQL: it holds ids, and reads rows as they are needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import EntityId, field_specs
from crisisplanner.domain.fields import FieldSpec
from crisisplanner.domain.limits import Node
from crisisplanner.domain.situation import Crisis
from crisisplanner.domain.table_query import Filter, Relation, Sort, TableQuery
from crisisplanner.services.session import Session
from crisisplanner.services.watch.place_search import countries_named, crises_at


@dataclass(frozen=True, slots=True)
class TableColumn:
    """Describe one column: a field, or a field of what the entity refers to.

    ``path`` is ``quantity`` or ``partner.name``; ``spec`` describes the last field. A dotted column
    is edited by its reference, ``edits``; None means that the column can't be edited here.
    """

    path: str
    label: str
    spec: FieldSpec
    edits: str | None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class TableView:
    """Describe a table of one kind of entity."""

    kind: str
    columns: tuple[TableColumn, ...]
    sort: Sort

    @property
    def paths(self) -> tuple[str, ...]:
        """List the columns' paths."""
        return tuple(column.path for column in self.columns)


def _column(kind: str, path: str, *, fixed: bool = False, hidden: bool = False) -> TableColumn:
    first, _, rest = path.partition(".")
    spec = field_specs(ENTITY_TYPES[kind])[first]
    if rest:
        spec = field_specs(ENTITY_TYPES[spec.refers_to[0]])[rest]
    if rest == "iso3":
        # The country of a place is changed at the place.
        return TableColumn(path, "label.country", spec, None, hidden)
    return TableColumn(path, f"label.{first}", spec, None if fixed else first, hidden)


def _view(kind: str, shown: Sequence[str], hidden: Sequence[str], sort: str) -> TableView:
    columns = [_column(kind, path) for path in shown]
    columns += [_column(kind, path, hidden=True) for path in hidden]
    return TableView(kind, tuple(columns), Sort(sort))


TABLES: Mapping[str, TableView] = MappingProxyType(
    {
        "crisis": _view(
            "crisis",
            ["name", "crisis_type", "status", "onset", "summary"],
            ["actors", "source"],
            "name",
        ),
        "node": _view(
            "node",
            [
                *("name", "code", "node_kind", "place.name", "place.iso3"),
                *("capacity", "runway_length", "refuses"),
            ],
            ["from_when", "to_when", "note", "source"],
            "name",
        ),
        "place": _view(
            "place",
            ["name", "place_kind", "within.name", "latitude", "longitude", "iso3"],
            ["source"],
            "name",
        ),
        "partner": _view(
            "partner",
            ["name", "code", "partner_kind", "ring", "iso3"],
            [
                "gdp",
                "oda",
                "military_expenditure",
                "population",
                "classification_ceiling",
                "source",
            ],
            "name",
        ),
        "offer": _view(
            "offer",
            [
                "partner.name",
                "type.name",
                "quantity",
                "state",
                "available_from",
                "available_to",
                "notice",
                "transit",
                "readiness_equipment",
                "readiness_people",
                "readiness_funding",
                "verification",
                "source",
            ],
            [
                "code",
                "description",
                "type.code",
                "origin.name",
                "load",
                "setup",
                "max_stay",
                "unit_lift",
                "personnel",
                "mobilisation_cost",
                "daily_cost",
                "currency",
                "exclusive_group",
                "asset_class",
                "mode",
                "divisible",
                "probability",
            ],
            "partner.name",
        ),
        "plan": _view(
            "plan",
            ["title", "number", "state", "d_date", "priority", "scenario.name"],
            ["d_meaning", "owner", "approver", "valid_from", "valid_to", "maturity"],
            "number",
        ),
        "capability_type": _view(
            "capability_type",
            [
                "code",
                "name",
                "family",
                "unit_of_measure",
                "capacity_text",
                "personnel",
                "days_to_depart",
                "lift",
                "cost_per_day",
                "asset_class",
                "mode",
            ],
            ["load_days", "setup_days", "endurance_days", "speed", "divisible", "source"],
            "code",
        ),
        "rate": _view("rate", ["currency", "per_base", "as_of", "source"], [], "currency"),
        "planning_factor": _view(
            "planning_factor",
            [
                "name",
                "value",
                "unit_text",
                "counts",
                "form",
                "per_heads",
                "yields_type.name",
                "unit_capacity",
                "counts_in",
                "rounding",
                "priority",
                "source",
            ],
            [
                "line_of_effort",
                "area",
                "unit_one",
                "unit_many",
                "value_text",
                "per",
                "reason",
            ],
            "name",
        ),
        "caseload": _view(
            "caseload",
            [
                "caseload_group",
                "sex",
                "age",
                "people",
                "arrivals",
                "arrivals_from",
                "arrivals_to",
            ],
            ["name", "place.name"],
            "caseload_group",
        ),
        "activity": _view(
            "activity",
            [
                "organisation",
                "sector",
                "activity_type",
                "admin1",
                "admin2",
                "from_date",
                "to_date",
                "status",
                "people_targeted",
                "people_reached",
                "donor",
            ],
            [
                "implementer",
                "organisation_kind",
                "description",
                "location",
                "iso3",
                "households_targeted",
                "households_reached",
                "modality",
                "note",
                "source",
            ],
            "organisation",
        ),
        "institution": _view(
            "institution",
            ["name", "code", "institution_kind", "decision_rule", "decision_days"],
            ["members_known_as_of", "decision_rule_note", "note", "source"],
            "name",
        ),
        "requirement": _view(
            "requirement",
            [
                "code",
                "title",
                "type.name",
                "quantity",
                "place.name",
                "from_day",
                "to_day",
                "priority",
                "minimum_share",
                "line_of_effort",
                "phase.name",
            ],
            [
                "area",
                "weight",
                "single_lead",
                "min_partners",
                "max_partners",
                "justification",
                "source",
            ],
            "code",
        ),
    }
)


def table_ids(
    session: Session,
    kind: str,
    *,
    sort: Sort | None = None,
    search: str = "",
    filters: Sequence[Filter] = (),
) -> list[EntityId]:
    """List the ids that a table shows, sorted and filtered in SQL."""
    return found_ids(session, table_query(kind, sort=sort, search=search, filters=filters))


def found_ids(session: Session, query: TableQuery) -> list[EntityId]:
    """List what a query finds, in its order.

    Crises are searched by their places and countries too, entry nodes by the name of their country.
    """
    ask, kind, search = session.file.query_ids, query.kind, query.search
    found = ask(query)
    if kind not in (Crisis.KIND, Node.KIND) or not search.strip():
        return found
    unsearched = replace(query, search="")
    everywhere = ask(unsearched)
    if kind == Crisis.KIND:
        wanted = {*found, *crises_at(session, everywhere, search)}
    else:
        there = Filter("place.iso3", Relation.ONE_OF, countries_named(session, search))
        wanted = {*found, *ask(replace(unsearched, filters=(*query.filters, there)))}
    return [one for one in everywhere if one in wanted]


def table_rows(session: Session, kind: str, ids: Sequence[EntityId]) -> list[tuple[Any, ...]]:
    """Read rows by id, in the order asked for; values as the fields hold them."""
    return session.file.query_rows(table_query(kind), ids)


def table_query(
    kind: str,
    *,
    sort: Sort | None = None,
    search: str = "",
    filters: Sequence[Filter] = (),
) -> TableQuery:
    """Build the query of a table."""
    view = TABLES[kind]
    return TableQuery(
        kind=kind,
        columns=view.paths,
        sort=(sort or view.sort,),
        search=search,
        filters=tuple(filters),
    )
