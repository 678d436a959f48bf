"""The cover, and section 1: versions, approvals, assumptions, open data."""

from __future__ import annotations

from dataclasses import replace

from crisisplanner.domain.entity import field_specs
from crisisplanner.domain.match import MatchStatus
from crisisplanner.domain.messages import message
from crisisplanner.domain.plan_document import AssumptionBlock, Block, Cell, Fact, Value
from crisisplanner.domain.plans import Plan
from crisisplanner.services.matching.aim_remarks import aim_remarks, gave_up_coverage
from crisisplanner.services.plan_contents.assumption_items import assumption_items
from crisisplanner.services.plan_contents.document_marking import highest_level, readers_of_all
from crisisplanner.services.plan_contents.material import Material
from crisisplanner.services.plan_contents.section_parts import (
    below,
    head,
    heading,
    note,
    row,
    table,
    written,
)
from crisisplanner.services.plan_contents.thing_facts import field_cell, marking_words

MOST_CHANGES = 15
_ON_COVER = (
    "number",
    "state",
    "maturity",
    "owner",
    "approver",
    "valid_from",
    "valid_to",
    "d_date",
    "d_meaning",
    "mechanism",
    "priority",
)


def cover(material: Material) -> tuple[Fact, ...]:
    """List what the cover says of the plan."""
    plan = material.plan
    rows = [
        Fact(message("label.crisis"), Cell(material.crisis.name)),
        Fact(message("label.scenario"), Cell(material.scenario.name)),
    ]
    specs = field_specs(Plan)
    for name in _ON_COVER:
        cell = field_cell(material, plan, name) if name in specs else None
        if name == "maturity":
            cell = Cell(message("document.maturity." + str(plan.maturity)))
        if cell is None and name == "d_date":
            cell = Cell(message("document.d_left_open"))
        if cell is not None:
            rows.append(Fact(message("label." + name), cell))
    readers = readers_of_all(material)
    marking = marking_words(replace(material.marking, releasable_to=readers))
    raised: Value = ""
    level = highest_level(material)
    if level != material.marking.level:
        raised = message("document.marking.raised", level=level)
    rows.append(Fact(message("label.marking"), Cell(marking, raised)))
    rows.append(Fact(message("document.cover.workspace"), _workspace(material)))
    rows += _match_facts(material)
    return tuple(rows)


def _workspace(material: Material) -> Cell:
    workspace = material.workspace
    owner: Value = ""
    if workspace.owner:
        owner = message("document.cover.owned_by", owner=workspace.owner)
    return Cell(workspace.name, owner)


def _match_facts(material: Material) -> list[Fact]:
    match = material.match
    if match is None:
        return [Fact(message("document.cover.match"), Cell(message("document.not_matched_yet")))]
    best = "optimal" if match.is_bound_for_all_days else "optimal_tried"
    code = "optimal_for_aims" if gave_up_coverage(match) else best
    if match.status is MatchStatus.STOPPED:
        code = "stopped"
    said = (message("document.match_status." + code), *aim_remarks(match))
    return [Fact(message("document.cover.match"), Cell(below(said)))]


def changes_and_assumptions(material: Material) -> list[Block]:
    """Section 1: versions and approvals, the last changes, assumptions, open data."""
    blocks = written(material, "1")
    columns = (head("version"), head("name"), head("made_on"), head("made_by"), head("hash"))
    rows = [
        row(version.number, version.name, version.made_at, version.made_by, version.sha256[:8])
        for version in material.versions
    ]
    blocks += [heading("versions", "versions"), table(columns, rows, "versions")]
    blocks += _since_match(material)
    blocks += [heading("changes", "changes"), _changes(material)]
    items = assumption_items(material, anchored=True)
    if items:
        blocks += [heading("assumptions", "assumptions"), AssumptionBlock(items)]
    blocks += _open_data(material)
    return blocks


def _since_match(material: Material) -> list[Block]:
    """List what changed after the match that the plan prints."""
    changed = material.view.changed_by
    if not material.n_changes_since or not changed:
        return []
    rows = [row(what) for what in changed[-MOST_CHANGES:]]
    if len(changed) > MOST_CHANGES:
        rows.insert(0, row(message("document.earlier_changes", n=len(changed) - MOST_CHANGES)))
    return [heading("since_match", "since-match"), table((head("what"),), rows)]


def _changes(material: Material) -> Block:
    columns = (head("when", least_pt=80), head("who"), head("what", least_pt=150), head("why"))
    groups = material.session.file.groups(MOST_CHANGES)
    rows = [row(group.at, group.author, group.what, group.why or "–") for group in groups]
    return table(columns, rows)


def _open_data(material: Material) -> list[Block]:
    warnings = material.built.warnings if material.built is not None else ()
    if not warnings:
        return [note("open_data_in_annex")]
    columns = (head("open_data"),)
    names = material.labels.names
    rows = [row(names.in_message(said)) for said in warnings]
    return [
        heading("open_data", "open-data"),
        table(columns, rows),
        note("open_data_in_annex"),
    ]
