"""Whom a scenario counts, and which requirements follow from them by which sum."""

from __future__ import annotations

from crisisplanner.domain.caseload import Caseload
from crisisplanner.domain.derivations import derivation_from_text
from crisisplanner.domain.entity import field_specs
from crisisplanner.domain.plan_document import Block, Cell, Row, Value
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services.plan_contents.charts import REQUIREMENT
from crisisplanner.services.plan_contents.material import Material
from crisisplanner.services.plan_contents.section_parts import head, heading, row, table
from crisisplanner.services.plan_contents.thing_facts import (
    derivation_words,
    figure_cell,
    word_of,
)


def caseload_blocks(material: Material) -> list[Block]:
    """Show the parts of the caseload, and each derived requirement with its sum."""
    blocks: list[Block] = []
    if material.caseload:
        columns = (
            head("caseload", least_pt=110),
            head("group"),
            head("people", at_end=True),
            head("arrivals", at_end=True),
        )
        blocks.append(heading("caseload", "caseload"))
        blocks.append(table(columns, [_part_row(material, part) for part in material.caseload]))
    derived = [one for one in material.requirements if _sum(one)]
    if derived:
        sums = (head("requirement", least_pt=110), head("sum", least_pt=200))
        blocks.append(heading("derived", "derived"))
        blocks.append(table(sums, [_sum_row(one) for one in derived]))
    return blocks


def _part_row(material: Material, part: Caseload) -> Row:
    specs = field_specs(Caseload)
    group = word_of(specs["caseload_group"], part.caseload_group.value)
    which = tuple(
        word_of(specs[name], getattr(part, name).value)
        for name in ("sex", "age")
        if getattr(part, name).value != "all"
    )
    return row(
        part.name or group,
        (group, *which) if which else group,
        figure_cell(material, part, "people", part.people),
        figure_cell(material, part, "arrivals", part.arrivals),
    )


def _sum_row(requirement: Requirement) -> Row:
    title = requirement.title or requirement.code
    return row(Cell(title, link=REQUIREMENT + requirement.id), _sum(requirement))


def _sum(requirement: Requirement) -> Value:
    """Give the sum where there is one; what a person wrote stands in the list of requirements."""
    kept = derivation_from_text(requirement.derived_by)
    if kept is None or kept.arithmetic is None:
        return ""
    return derivation_words(requirement.derived_by)
