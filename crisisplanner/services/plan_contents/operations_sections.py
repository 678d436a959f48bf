"""Sections 7, 9 and 17: mission, phases and decisions, contacts."""

from __future__ import annotations

from crisisplanner.domain.days import Day
from crisisplanner.domain.messages import message
from crisisplanner.domain.plan_document import Block, Cell
from crisisplanner.services.plan_contents.material import Material
from crisisplanner.services.plan_contents.section_parts import (
    head,
    heading,
    period,
    row,
    table,
    written,
)
from crisisplanner.services.plan_contents.thing_facts import thing_card

SUMMARY_SECTION = "2"


def mission(material: Material) -> list[Block]:
    """Section 7: the written mission, and the whole of what the summary shortens."""
    blocks = written(material, "7")
    in_short = written(material, SUMMARY_SECTION)
    if in_short:
        blocks += [heading("in_short", "in-short"), *in_short]
    return blocks


def operations(material: Material) -> list[Block]:
    """Section 9: phases and decision points."""
    blocks = written(material, "9")
    if material.phases:
        columns = (
            head("phase", least_pt=80),
            head("area"),
            head("days"),
            head("begins_when", least_pt=90),
            head("ends_when", least_pt=90),
        )
        rows = [
            row(
                Cell(phase.name, is_strong=True),
                message("word.Area." + phase.area.value),
                period(phase.from_day, phase.to_day),
                phase.start_condition,
                phase.end_condition,
            )
            for phase in material.phases
        ]
        blocks += [heading("phases", "phases"), table(columns, rows)]
    if material.decision_points:
        blocks.append(heading("decision_points", "decision-points"))
        blocks += [
            thing_card(
                material,
                point,
                message("document.by_day", day=Day(point.latest_day), name=point.name),
                "decision-" + point.id,
                ("name", "latest_day"),
            )
            for point in material.decision_points
        ]
    return blocks


def contacts(material: Material) -> list[Block]:
    """Section 17: written text, and whom to call at the partners."""
    blocks = written(material, "17")
    if material.focal_points:
        columns = (head("partner"), head("name"), head("role"), head("contact", least_pt=90))
        rows = [
            row(material.labels.find(("partner",), f.partner), f.name, f.role, f.contact)
            for f in material.focal_points
        ]
        blocks += [heading("contacts", "contacts"), table(columns, rows)]
    return blocks
