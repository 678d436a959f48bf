"""Injects of exercises, tasks, scenarios and what scenarios need, from lists that others keep."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from crisisplanner.domain.account import COLUMN_OPEN
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.entity import Entity
from crisisplanner.domain.exercises import Exercise, Inject
from crisisplanner.domain.figures import unknown
from crisisplanner.domain.messages import message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import Crisis, Scenario
from crisisplanner.domain.tasks import Task
from crisisplanner.domain.terms import Family
from crisisplanner.exchange.building import Draft
from crisisplanner.exchange.dates_reading import DatesOfColumn
from crisisplanner.exchange.parsing import Amount
from crisisplanner.exchange.records import Keeper, Key, Material
from crisisplanner.exchange.values import CellFault, shown, words_key

_CLOCK = re.compile(
    r"(?P<rest>.*?)(?:^|[\sT]+)(?P<hour>\d{1,2})\s*[hH:](?P<minute>\d{2})?(?::\d{2})?"
)
_DAY = re.compile(r"[JDjd](?:-?[Dd]ay|our)?\s*(?:(?P<sign>[+\-−])\s*(?P<days>\d{1,4}))?")
_MINUTES_OF_HOUR, _HOURS_OF_DAY = 60, 24
_FIRST_DAY, _DAY_AFTER = 0, 1


def is_due(cell: object) -> bool:
    """Tell whether a cell says when something is due: J-60, D+1 09h00, 26/06/2024 09h00."""
    if isinstance(cell, datetime | date):
        return True
    if not isinstance(cell, str):
        return False
    rest, minute = clock_of(cell)
    if _DAY.fullmatch(rest):
        return True
    return minute is not None and bool(re.fullmatch(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", rest))


def clock_of(text: str) -> tuple[str, int | None]:
    """Part a moment into its day and the minute of that day, if it has one."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return text.strip(), None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour >= _HOURS_OF_DAY or minute >= _MINUTES_OF_HOUR:
        return text.strip(), None
    return match["rest"].strip(), hour * _MINUTES_OF_HOUR + minute


class Injects:
    """Tell injects apart by code within their exercise, else by all that they say."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._exercises = Keeper(material, Exercise, lambda e: (words_key(e.name),))
        self._seen: Counter[Key] = Counter()
        self._injects = Keeper(
            material,
            Inject,
            lambda e: self._key(e.exercise, {n: getattr(e, n) for n in _INJECT_WORDS}),
        )
        self._seen.clear()
        self._dates = self._dates_of_column()

    def _dates_of_column(self) -> DatesOfColumn:
        parser = self._material.parser
        column = parser.column_of("due_text")
        cells: list[str] = []
        if column is not None:
            rows = (row for row in parser.sheet.rows if row.number > parser.header.last_row)
            found = (row.cell(column.index) for row in rows)
            cells = [clock_of(cell)[0] for cell in found if isinstance(cell, str)]
        asked = parser.date_order
        dates = DatesOfColumn(cells, asked)
        if column is not None and dates.is_open:
            said = message(COLUMN_OPEN, found=dates.open_example)
            parser.column_faults.append(parser.column_finding(column, said))
        return dates

    def _key(self, exercise: str, said: dict[str, Any]) -> Key:
        if said.get("code"):
            return (exercise, "code", said["code"])
        key = (exercise, *(said.get(name) or "" for name in _INJECT_WORDS))
        self._seen[key] += 1
        return (*key, self._seen[key])

    def take(self, draft: Draft) -> None:
        """Make the inject; an exercise that is new here is made with it."""
        material, values = self._material, draft.parsed.values
        name = values.get("exercise", "") or _name_of_file(material.parser.file)
        exercise = self._exercises.put(
            draft, (words_key(name),), {"name": name, "source": material.source}
        )
        if exercise is None:
            return
        fields = material.fields(Inject, draft)
        fields["title"] = fields.get("title") or values.get("channel", "")
        fields |= {"exercise": exercise.id, "source": material.source}
        fields |= self._due(draft)
        entity = self._injects.put(draft, self._key(exercise.id, fields), fields)
        if entity is not None:
            draft.entity, draft.id, draft.label = entity, entity.id, entity.label()

    def _due(self, draft: Draft) -> dict[str, Any]:
        """Read when an inject is due; what can't be read stays as written."""
        column = self._material.parser.column_of("due_text")
        cell = draft.parsed.row.cell(column.index) if column is not None else None
        if isinstance(cell, datetime):
            into_day = cell.hour * _MINUTES_OF_HOUR + cell.minute
            return {"due_date": cell.date(), "due_minute": into_day or None}
        if not isinstance(cell, str):
            return {"due_date": cell} if isinstance(cell, date) else {}
        rest, minute = clock_of(cell)
        found: dict[str, Any] = {"due_minute": minute}
        match = _DAY.fullmatch(rest)
        if match is not None:
            days = int(match["days"] or 0)
            return {**found, "due_day": -days if match["sign"] in ("-", "−") else days}
        try:
            return {**found, "due_date": self._dates.date_of(rest)}
        except CellFault as said:
            self._material.say(draft, "due_text", "import.left_open", said=said.said)
            return found

    def finish(self) -> None:
        """Need nothing more."""


_INJECT_WORDS = ("code", "due_text", "title", "channel", "recipients", "body")


def _name_of_file(file: str) -> str:
    return " ".join(re.split(r"[\s_]+", PurePath(file).stem)).strip()


class Tasks:
    """Tell tasks apart by title within what calls them; parents are found by their title."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._seen: Counter[Key] = Counter()
        self._keeper = Keeper(material, Task, lambda e: self._numbered(e.occasion, e.title))
        self._seen.clear()
        self._parents: list[tuple[Draft, Key, dict[str, Any], str]] = []

    def _numbered(self, occasion: str, title: str) -> Key:
        key = (words_key(occasion), words_key(title))
        self._seen[key] += 1
        return (*key, self._seen[key])

    def take(self, draft: Draft) -> None:
        """Make the task."""
        material, values = self._material, draft.parsed.values
        fields = {**material.fields(Task, draft), "source": material.source}
        occasion = fields.get("occasion", "")
        key = self._numbered(occasion, fields.get("title", ""))
        entity = self._keeper.put(draft, key, fields)
        if entity is None:
            return
        draft.entity, draft.id, draft.label = entity, entity.id, entity.label()
        if values.get("parent"):
            self._parents.append((draft, key, fields, values["parent"]))

    def finish(self) -> None:
        """Tie tasks to their parents, now that all are known."""
        for draft, key, fields, parent in self._parents:
            known = self._keeper.known.get((key[0], words_key(parent), 1))
            if known is None or known.id == draft.id:
                self._material.say(draft, "parent", "import.no_such_parent", found=parent)
            else:
                self._keeper.put(draft, key, {**fields, "part_of": known.id})


class _Futures:
    """Find or make the scenario of a name, with its crisis."""

    def __init__(self, material: Material) -> None:
        self._source = material.source
        self._crises = Keeper(material, Crisis, lambda e: (words_key(e.name),))
        self.scenarios = Keeper(material, Scenario, lambda e: (words_key(e.name),))

    def put(self, draft: Draft, name: str, crisis: str, narrative: str) -> Entity | None:
        """Make the scenario unless it is known; without a crisis its own name is one."""
        key = (words_key(name),)
        known = self.scenarios.known.get(key)
        if known is not None:
            return self.scenarios.put(draft, key, {"narrative": narrative})
        owner_key = (words_key(crisis or name),)
        owner = self._crises.known.get(owner_key) or self._crises.put(
            draft, owner_key, {"name": crisis or name, "source": self._source}
        )
        if owner is None:
            return None
        fields = {"crisis": owner.id, "name": name, "narrative": narrative}
        return self.scenarios.put(draft, key, fields)


class Scenarios:
    """Tell scenarios apart by name; what may happen is their crisis."""

    def __init__(self, material: Material) -> None:
        self._futures = _Futures(material)

    def take(self, draft: Draft) -> None:
        """Make the scenario."""
        values = draft.parsed.values
        entity = self._futures.put(
            draft,
            values.get("scenario", ""),
            values.get("crisis", ""),
            values.get("narrative", ""),
        )
        if entity is not None:
            draft.entity, draft.id, draft.label = entity, entity.id, entity.label()

    def finish(self) -> None:
        """Need nothing more."""


class Needs:
    """Make requirements of what scenarios need; each scenario has a draft plan of its name.

    Such lists give no days: the day D is taken, and told. Things that the catalogue does not know
    become types of their own.
    """

    def __init__(self, material: Material) -> None:
        self._material = material
        self._futures = _Futures(material)
        self._plans = Keeper(material, Plan, lambda e: (words_key(e.title),))
        self._types = Keeper(material, CapabilityType, lambda e: (words_key(e.name),))
        types = material.register.of(CapabilityType.KIND)
        self._codes = {t.code for t in types if isinstance(t, CapabilityType)}
        self._needs = Keeper(material, Requirement, lambda e: (e.plan, e.type))
        self._first: Draft | None = None

    def take(self, draft: Draft) -> None:
        """Make the requirement, with plan and type where they are new."""
        material, values = self._material, draft.parsed.values
        name, item = values.get("scenario", ""), values.get("item", "")
        lacking = "scenario" if not name else "item" if not item else ""
        if lacking:
            said = message("import.value_missing", field=message("label." + lacking))
            draft.faults.append(material.parser.finding(draft.row, lacking, said))
            return
        scenario = self._futures.put(draft, name, "", "")
        if scenario is None:
            return
        plan = self._plans.known.get((words_key(name),)) or self._plans.put(
            draft, (words_key(name),), {"title": name, "scenario": scenario.id}
        )
        kind = self._type(draft, item)
        if plan is None or kind is None:
            return
        quantity = material.fields(Requirement, draft).get("quantity", unknown("unit"))
        key = (plan.id, kind.id)
        fields = {"plan": plan.id, "type": kind.id, "title": item, "quantity": quantity}
        fields |= {"justification": self._as_written(draft), "source": material.source}
        if key not in self._needs.known:
            fields |= {"from_day": _FIRST_DAY, "to_day": _DAY_AFTER}
            self._first = self._first or draft
        entity = self._needs.put(draft, key, fields)
        if entity is not None:
            draft.entity, draft.id = entity, entity.id
            draft.label = name + ", " + item

    def _type(self, draft: Draft, item: str) -> Entity | None:
        known = self._types.known.get((words_key(item),))
        if known is not None:
            return known
        amount = draft.parsed.values.get("quantity")
        unit = amount.unit_text if isinstance(amount, Amount) else ""
        letters = (words_key(item).upper() + "XXX")[:3]
        number = next(n for n in range(1, 10_000) if f"XXX-{letters}-{n:02d}" not in self._codes)
        code = f"XXX-{letters}-{number:02d}"
        self._codes.add(code)
        fields = {"code": code, "name": item, "family": Family.OWN, "unit_of_measure": unit}
        return self._types.put(
            draft, (words_key(item),), {**fields, "source": self._material.source}
        )

    def _as_written(self, draft: Draft) -> str:
        column = self._material.parser.column_of("quantity")
        cell = draft.parsed.row.cell(column.index) if column is not None else None
        return "" if cell is None else shown(cell)

    def finish(self) -> None:
        """Tell that the days were taken, once."""
        if self._first is not None:
            self._material.say(self._first, "", "import.days_taken")
