"""Section 21: what the plan's crisis is watched by, what fired, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.monitoring import CalendarEvent
from crisisplanner.domain.plan_document import (
    Block,
    Cell,
    Fact,
    Facts,
    Prose,
    ProseRole,
    Row,
    Table,
    Value,
)
from crisisplanner.domain.tasks import Task
from crisisplanner.domain.warning import LeadsTo, TriggerFiring
from crisisplanner.services.plan_contents.material import Material
from crisisplanner.services.plan_contents.section_parts import (
    below,
    head,
    heading,
    row,
    table,
    written,
)
from crisisplanner.services.plan_contents.thing_facts import thing_facts
from crisisplanner.services.warning import SeenTrigger, found_of

MOST_FOUND = 8
"""How many values are said for one condition."""

_SAID_ABOVE = ("name", "leads_to", "decision_point", "task", "leads_to_text")


def triggers(material: Material) -> list[Block]:
    """Section 21: what is written, each trigger with its log, and the dates to come."""
    blocks = written(material, "21")
    seen = material.triggers
    if seen:
        blocks.append(Prose(_lead(material, seen), ProseRole.LEAD))
        blocks.append(heading("triggers", "triggers"))
        for one in seen:
            blocks.append(_card(material, one))
            if one.firings:
                blocks.append(_log(one))
    blocks += _dates(material)
    return blocks


def _lead(material: Material, seen: Sequence[SeenTrigger]) -> Message:
    return message(
        "document.trigger.lead",
        n=len(seen),
        open=sum(one.open_firing is not None for one in seen),
        broken=sum(one.broken is not None for one in seen),
        on=material.printed_at.date(),
    )


def _card(material: Material, seen: SeenTrigger) -> Facts:
    state = message("trigger.reach." + seen.reach.name)
    if seen.is_due:
        state = message("document.trigger.fires_now", state=state)
    rows = [
        _fact("rule", Cell(below(seen.conditions))),
        _fact("state", Cell(state, is_strong=True)),
    ]
    if seen.found:
        rows.append(_fact("found", Cell(below(_found(seen)))))
    rows.append(_fact("goes_to", _goes_to(material, seen)))
    if seen.broken is not None:
        rows.append(_fact("chain", Cell(seen.broken, is_strong=True)))
    if not seen.firings:
        rows.append(_fact("log", Cell(message("document.trigger.never_fired"))))
    rows += thing_facts(material, seen.trigger, _SAID_ABOVE)
    return Facts(tuple(rows), seen.trigger.name, "trigger-" + seen.trigger.id)


def _fact(code: str, cell: Cell) -> Fact:
    return Fact(message("document.trigger." + code), cell)


def _found(seen: SeenTrigger) -> Iterator[Value]:
    """Say of each condition on which values its answer rests."""
    for condition, found in zip(seen.conditions, seen.found_of_each, strict=True):
        if found:
            said = _shortened(found)
            yield message("document.labelled", label=condition, value=_one_after_another(said))


def _shortened(found: Sequence[Message]) -> list[Message]:
    said = list(found[:MOST_FOUND])
    if len(found) > MOST_FOUND:
        said.append(message("document.trigger.more_found", n=len(found) - MOST_FOUND))
    return said


def _one_after_another(said: Sequence[Message]) -> Message:
    whole = said[0]
    for one in said[1:]:
        whole = message("document.semicolon", first=whole, second=one)
    return whole


def _goes_to(material: Material, seen: SeenTrigger) -> Cell:
    trigger = seen.trigger
    if trigger.leads_to is None:
        return Cell(message("document.trigger.nowhere"))
    kind = message("word.LeadsTo." + trigger.leads_to.value)
    named, link = "", ""
    if trigger.leads_to is LeadsTo.DECISION_POINT:
        named = material.labels.find(("decision_point",), trigger.decision_point)
        if any(point.id == trigger.decision_point for point in material.decision_points):
            link = "decision-" + (trigger.decision_point or "")
    elif trigger.leads_to is LeadsTo.PREPAREDNESS:
        task = material.session.find(Task, trigger.task)
        named = "" if task is None else task.title
    said = message("document.trigger.goes", kind=kind, thing=named) if named else kind
    lines = (said, trigger.leads_to_text) if trigger.leads_to_text.strip() else (said,)
    return Cell(below(lines), link=link)


def _log(seen: SeenTrigger) -> Table:
    columns = (
        head("fired_on"),
        head("found", least_pt=200),
        head("noted"),
        head("verdict", least_pt=110),
    )
    return table(columns, [_firing_row(one) for one in seen.firings])


def _firing_row(one: TriggerFiring) -> Row:
    noted: Value = message("document.trigger.nobody")
    if one.acknowledged_by and one.acknowledged_on is not None:
        noted = message("document.trigger.noted", name=one.acknowledged_by, on=one.acknowledged_on)
    elif one.acknowledged_by:
        noted = one.acknowledged_by
    verdict = message("document.trigger.no_verdict")
    if one.verdict is not None:
        verdict = message("word.Verdict." + one.verdict.value)
    found = found_of(one)
    return row(
        one.fired_on,
        below(_shortened(found)) if found else "–",
        noted,
        Cell(verdict, one.verdict_note, is_strong=one.verdict is not None),
    )


def _dates(material: Material) -> Iterator[Block]:
    today = material.printed_at.date()
    found = [(day, one) for one in material.dates if (day := one.next_on(today)) is not None]
    to_come = sorted((day, one.name, one.id, one) for day, one in found if day >= today)
    if to_come:
        columns = (head("date"), head("name", least_pt=160), head("kind"))
        yield heading("dates_to_come", "dates-to-come")
        yield table(columns, [_date_row(material, day, one) for day, _, _, one in to_come])


def _date_row(material: Material, day: Value, one: CalendarEvent) -> Row:
    marks = material.registers.source(one.source)
    kind = message("word.CalendarKind." + one.calendar_kind.value)
    return row(day, Cell(one.name, one.note, marks), kind)
