"""Table queries answered in SQL: the ids of a whole table, the rows of a page.

Text is compared without case and accents; what is empty sorts last; choices sort in their own
order, not by their words; ties are broken by id.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Text,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
)

from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.fields import FieldKind
from crisisplanner.domain.messages import message
from crisisplanner.domain.plain import canonical_json
from crisisplanner.domain.table_query import Filter, Relation, Sort, TableQuery
from crisisplanner.storage.repository import chunks
from crisisplanner.storage.rows import DAY_MARK, FieldForm, row_form
from crisisplanner.storage.sqlite import plain_text
from crisisplanner.storage.tables import workspace_tables

_TEXTS = frozenset({FieldKind.LINE, FieldKind.TEXT})
_LISTS = frozenset({FieldKind.CODES, FieldKind.REFERENCES})
_ESCAPE = "\\"


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold a column of a query: its field's form and where its cells come from."""

    form: FieldForm
    source: FromClause

    @property
    def cell(self) -> Column[Any]:
        """Give the column that holds the value."""
        return self.source.c[self.form.columns[0]]  # type: ignore[return-value] # of a table or its alias

    @property
    def cells(self) -> tuple[ColumnElement[Any], ...]:
        """Give all columns of the field."""
        return tuple(self.source.c[name] for name in self.form.columns)


class QueryPlan:
    """Turn one table query into statements."""

    def __init__(self, query: TableQuery) -> None:
        """Follow the paths of all columns; refuses what is not a field."""
        self._query = query
        self._base = workspace_tables().entities[_known(query.kind)]
        self._from: FromClause = self._base
        self._joined: dict[tuple[str, ...], tuple[str, FromClause]] = {(): (query.kind, self._base)}
        self.columns = tuple(self._follow(path) for path in query.columns)
        self._conditions = tuple(self._condition_of(wanted) for wanted in query.filters)
        self._sorts = tuple((self._follow(s.column), s) for s in query.sort)

    def ids(self) -> Select[Any]:
        """Ask for the ids of all things, in order."""
        statement = self.filtered(
            select(self._base.c.id), include_retired=self._query.include_retired
        )
        for word in self._query.search.split():
            statement = statement.where(self._has_word(word))
        for shown, sort in self._sorts:
            statement = statement.order_by(*_order(shown, sort))
        return statement.order_by(self._base.c.id)

    def filtered(self, statement: Select[Any], *, include_retired: bool) -> Select[Any]:
        """Let a statement over this query's tables see only what the filters leave."""
        statement = statement.select_from(self._from)
        if not include_retired:
            statement = statement.where(self._base.c.retired == 0)
        for condition in self._conditions:
            statement = statement.where(condition)
        return statement

    def rows(self, ids: Sequence[EntityId]) -> Select[Any]:
        """Ask for the cells of some things: id first, then all columns."""
        cells = [cell for shown in self.columns for cell in shown.cells]
        return (
            select(self._base.c.id, *(c.label(f"c{at}") for at, c in enumerate(cells)))
            .select_from(self._from)
            .where(self._base.c.id.in_(ids))
        )

    def _condition_of(self, wanted: Filter) -> ColumnElement[bool]:
        if wanted.relation is Relation.ANY_GIVEN:
            columns = (wanted.column, *wanted.value)
            return or_(*(~_is_empty(self._follow(column)) for column in columns))
        return _condition(self._follow(wanted.column), wanted)

    def _follow(self, path: str) -> Shown:
        *steps, last = path.split(".")
        walked: tuple[str, ...] = ()
        for step in steps:
            walked = self._join(walked, step, path)
        kind, source = self._joined[walked]
        return Shown(self._field(kind, last, path), source)

    def _join(self, walked: tuple[str, ...], step: str, path: str) -> tuple[str, ...]:
        onward = (*walked, step)
        if onward not in self._joined:
            kind, source = self._joined[walked]
            spec = self._field(kind, step, path).spec
            if spec.kind is not FieldKind.REFERENCE or len(spec.refers_to) != 1:
                raise bad_input(
                    "storage.unknown_field", kind=message("kind." + self._query.kind), field=path
                )
            target = spec.refers_to[0]
            alias = workspace_tables().entities[target].alias("_".join(("to", *onward)))
            self._from = self._from.outerjoin(alias, source.c[step] == alias.c.id)
            self._joined[onward] = target, alias
        return onward

    def _field(self, kind: str, name: str, path: str) -> FieldForm:
        form = row_form(kind).fields.get(name)
        if form is None:
            raise bad_input(
                "storage.unknown_field", kind=message("kind." + self._query.kind), field=path
            )
        return form

    def _has_word(self, word: str) -> ColumnElement[bool]:
        texts = [shown.cell for shown in self.columns if shown.form.spec.kind in _TEXTS]
        return or_(false(), *(_contains(cell, word) for cell in texts))


def ids_of(connection: Connection, query: TableQuery) -> list[EntityId]:
    """Read the ids of all things that a query asks for, in order."""
    return [row[0] for row in connection.execute(QueryPlan(query).ids())]


def rows_of(
    connection: Connection, query: TableQuery, ids: Sequence[EntityId]
) -> list[tuple[Any, ...]]:
    """Read the columns of some things, in the order of the ids; gone ones are left out."""
    plan = QueryPlan(query)
    found: dict[EntityId, tuple[Any, ...]] = {}
    for chunk in chunks(ids):
        for row in connection.execute(plan.rows(chunk)):
            found[row[0]] = _values(plan.columns, row[1:])
    return [found[id_] for id_ in ids if id_ in found]


def _values(columns: Sequence[Shown], cells: Sequence[Any]) -> tuple[Any, ...]:
    values = []
    at = 0
    for shown in columns:
        width = len(shown.form.columns)
        own = cells[at : at + width]
        at += width
        if shown.form.from_cells is None:
            values.append(own[0])
        elif own[0] is None and shown.form.spec.kind is not FieldKind.FIGURE:
            # Also what a reference to nothing gives, for any kind of field.
            values.append(None)
        else:
            values.append(shown.form.from_cells(*own))
    return tuple(values)


def _known(kind: str) -> str:
    row_form(kind)  # refuses a kind that there is not
    return kind


def _order(shown: Shown, sort: Sort) -> tuple[ColumnElement[Any], ...]:
    cell = shown.cell
    spec = shown.form.spec
    key: ColumnElement[Any] = cell
    if spec.kind in _TEXTS:
        key = func.plain_text(cell)
    elif spec.kind is FieldKind.CHOICE and spec.choices is not None:
        key = case({member.value: at for at, member in enumerate(spec.choices)}, value=cell)
    return _is_empty(shown), key.desc() if sort.descending else key.asc()


def _is_empty(shown: Shown) -> ColumnElement[bool]:
    cell = shown.cell
    match shown.form.spec.kind:
        case FieldKind.LINE | FieldKind.TEXT:
            return or_(cell.is_(None), cell == "")
        case FieldKind.CODES | FieldKind.REFERENCES:
            return or_(cell.is_(None), cell == "[]")
        case _:
            return cell.is_(None)


def _condition(shown: Shown, wanted: Filter) -> ColumnElement[bool]:
    match wanted.relation:
        case Relation.IS_EMPTY:
            return _is_empty(shown)
        case Relation.IS_GIVEN:
            return ~_is_empty(shown)
        case Relation.CONTAINS:
            return _contains(shown.cell, str(wanted.value), shown.form.spec.kind)
        case Relation.BEGINS_WITH:
            beginning = _escaped(_folded(str(wanted.value))) + "%"
            return func.plain_text(shown.cell).like(beginning, escape=_ESCAPE)
        case _:
            return _comparison(shown, wanted)


def _comparison(shown: Shown, wanted: Filter) -> ColumnElement[bool]:
    if wanted.value is None:
        raise bad_input("storage.filter_without_value", field=wanted.column)
    cell: ColumnElement[Any] = shown.cell
    if shown.form.spec.kind in _TEXTS:
        cell = func.plain_text(cell)
    if wanted.relation is Relation.ONE_OF:
        return cell.in_([_cell_of(shown, value) for value in wanted.value])
    value = literal(_cell_of(shown, wanted.value))
    is_alike = and_(~_is_empty(shown), *_of_one_calendar(shown, wanted))
    match wanted.relation:
        case Relation.EQUALS:
            return cell == value
        case Relation.DIFFERS:
            return or_(cell != value, cell.is_(None))
        case Relation.BELOW:
            return and_(cell < value, is_alike)
        case Relation.AT_MOST:
            return and_(cell <= value, is_alike)
        case Relation.ABOVE:
            return and_(cell > value, is_alike)
        case _:
            return and_(cell >= value, is_alike)


def _of_one_calendar(shown: Shown, wanted: Filter) -> Iterator[ColumnElement[bool]]:
    """Keep days from D apart from dates: which of them is earlier, only a plan tells."""
    if shown.form.spec.kind is FieldKind.WHEN:
        counts_from_d = shown.cell.like(DAY_MARK + "%")
        yield counts_from_d if isinstance(wanted.value, Day) else ~counts_from_d


def _cell_of(shown: Shown, value: Any) -> Any:
    kind = shown.form.spec.kind
    if kind in _TEXTS:
        return _folded(str(value))
    if kind is FieldKind.FIGURE:
        return value
    if kind in _LISTS:
        return canonical_json(list(value))
    try:
        return shown.form.to_cells(value)[0]
    except (AttributeError, TypeError, ValueError):
        raise bad_input(
            "field.wrong_type",
            kind=shown.source.name if hasattr(shown.source, "name") else "",
            field=shown.form.name,
            expected=kind.name.lower(),
            found=str(value),
        ) from None


def _folded(text: str) -> str:
    return plain_text(text) or ""


def _contains(
    cell: ColumnElement[Any], text: str, kind: FieldKind = FieldKind.LINE
) -> ColumnElement[bool]:
    if kind in _LISTS:
        return cell.cast(Text).like(f"%{_escaped(canonical_json(text))}%", escape=_ESCAPE)
    return func.plain_text(cell).like(f"%{_escaped(_folded(text))}%", escape=_ESCAPE)


def _escaped(text: str) -> str:
    for sign in (_ESCAPE, "%", "_"):
        text = text.replace(sign, _ESCAPE + sign)
    return text
