"""A matching problem as a folder of CSV tables, in and out.

Cells, columns and names are judged here; what the rows say together is judged by ``planning``,
whose findings ``ReadProblem.refuse_bad`` puts into place by file and row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from crisisplanner.domain.errors import bad_inputs, refused
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.problem import (
    BudgetRow,
    CommitmentRow,
    ConditionRow,
    Duration,
    ForbiddenRow,
    IncompatibleRow,
    LiftRow,
    LockRow,
    OfferRow,
    PairRow,
    PartnerRow,
    Problem,
    RequirementRow,
    ShareRow,
    SubstituteRow,
)
from crisisplanner.exchange.matching_columns import ALL_TABLES
from crisisplanner.exchange.strict_tables import TableRows, read_table, write_table
from crisisplanner.exchange.table_findings import in_order, place_findings, placed
from crisisplanner.exchange.table_names import JUDGED_HERE, unknown_names

NO_CURRENCY = ""
"""Amounts of tables are written without a currency, which they don't tell."""


@dataclass(frozen=True)
class ReadProblem:
    """Hold a problem as far as it could be read, and everything that was wrong with its tables.

    ``tables[name]`` holds the rows of ``problem.<name>`` as they were read. ``is_whole`` is False
    where a file could not be read to its end: then rows can be judged only by themselves.
    """

    problem: Problem
    errors: tuple[Message, ...]
    warnings: tuple[Message, ...]
    tables: Mapping[str, TableRows]
    is_whole: bool

    def refuse_bad(self, findings: Iterable[Message]) -> None:
        """Raise one error for all that is wrong with tables and content, if anything is.

        Everything has its file and row, and comes in their order.
        """
        content = (said for said in findings if said.code not in JUDGED_HERE)
        errors = in_order((*self.errors, *place_findings(content, self.tables)))
        if errors:
            raise bad_inputs(errors)

    def placed(self, finding: Message) -> Message:
        """Say file, row and column of a finding and of those that it names."""
        return placed(finding, self.tables)


def read_problem(folder: Path) -> ReadProblem:
    """Read a folder of tables; nothing is raised, errors are in the result."""
    if not folder.is_dir():
        return _nothing(message("tables.missing_folder", folder=str(folder)))
    tables = {
        name: read_table(folder / layout.file, layout.columns, is_required=layout.is_required)
        for name, layout in ALL_TABLES.items()
    }
    contents: dict[str, Any] = {name: _built(name, table) for name, table in tables.items()}
    pairs = tables["pairs"].values
    only = bool(pairs) and pairs[0]["only"]
    problem = Problem(**contents, only_listed_pairs=only, currency=NO_CURRENCY)
    errors = [said for table in tables.values() for said in table.errors]
    return ReadProblem(
        problem,
        tuple(in_order((*errors, *unknown_names(problem, tables)))),
        tuple(_unread_files(folder)),
        MappingProxyType(tables),
        all(table.is_readable for table in tables.values()),
    )


def _nothing(error: Message) -> ReadProblem:
    return ReadProblem(Problem(), (error,), (), {}, is_whole=False)


def _built(name: str, table: TableRows) -> tuple[Any, ...]:
    build = _BUILDERS[name]
    return tuple(build(row) for row in table.values)


def _offer(row: dict[str, Any]) -> OfferRow:
    values = dict(row)
    return OfferRow(
        decision_days=float(values.pop("decision_days")),
        notice=Duration(float(values.pop("notice_days"))),
        transit=Duration(float(values.pop("transit_days"))),
        setup=Duration(float(values.pop("setup_days"))),
        **values,
    )


def _pair(row: dict[str, Any]) -> PairRow:
    return PairRow(**{key: value for key, value in row.items() if key != "only"})


_BUILDERS: Mapping[str, Callable[[dict[str, Any]], Any]] = {
    "offers": _offer,
    "requirements": lambda row: RequirementRow(**row),
    "substitutes": lambda row: SubstituteRow(**row),
    "conditions": lambda row: ConditionRow(**row),
    "commitments": lambda row: CommitmentRow(**row),
    "pairs": _pair,
    "lift": lambda row: LiftRow(**row),
    "budgets": lambda row: BudgetRow(**row),
    "shares": lambda row: ShareRow(**row),
    "incompatible": lambda row: IncompatibleRow(**row),
    "locks": lambda row: LockRow(**row),
    "forbidden": lambda row: ForbiddenRow(**row),
    "partners": lambda row: PartnerRow(**row),
}


def _unread_files(folder: Path) -> list[Message]:
    known = {layout.file for layout in ALL_TABLES.values()}
    found = sorted(path.name for path in folder.glob("*.csv") if path.name not in known)
    return [
        message("tables.unread_file", file=name, expected=tuple(sorted(known))) for name in found
    ]


def write_problem(folder: Path, problem: Problem) -> None:
    """Write the tables of a problem; tables without rows are left out.

    Refuses a problem that tables can't hold: nodes, enablers, ceilings, permits, caveats, places,
    steps of decisions, unknown or fractional days.
    """
    _refuse_what_tables_lack(problem)
    folder.mkdir(parents=True, exist_ok=True)
    for name, layout in ALL_TABLES.items():
        rows = getattr(problem, name)
        path = folder / layout.file
        if rows or layout.is_required:
            write_table(path, layout.columns, [_plain(problem, name, row) for row in rows])
        else:
            path.unlink(missing_ok=True)


def _plain(problem: Problem, name: str, row: Any) -> dict[str, Any]:
    names = [column.name for column in ALL_TABLES[name].columns]
    if name == "offers":
        days = {"notice_days": "notice", "transit_days": "transit", "setup_days": "setup"}
        return {
            key: getattr(row, days[key]).days if key in days else getattr(row, key) for key in names
        }
    if name == "pairs":
        return {
            key: problem.only_listed_pairs if key == "only" else getattr(row, key) for key in names
        }
    return {key: getattr(row, key) for key in names}


def _refuse_what_tables_lack(problem: Problem) -> None:
    tables = [
        name
        for name in ("permits", "caveats", "nodes", "enablers", "ceilings", "places")
        if getattr(problem, name)
    ]
    if tables:
        raise refused("tables.cannot_hold", tables=tuple(tables))
    for offer in problem.offers:
        days = (offer.decision_days, offer.notice.days, offer.transit.days, offer.setup.days)
        if offer.decision_steps or offer.load.days or any(d is None or d % 1 for d in days):
            raise refused("tables.cannot_hold_offer", offer=offer.id)
