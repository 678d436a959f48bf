"""Annexes: every requirement, offer and partner with all fields; sources, assumed figures, words."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from crisisplanner.domain.entity import Entity
from crisisplanner.domain.match import ALL_DAYS
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plan_document import Block, Cell, Fact, Facts, Row, Value
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services.plan_contents.charts import REQUIREMENT
from crisisplanner.services.plan_contents.material import Material
from crisisplanner.services.plan_contents.registers import assumed_anchor, source_anchor
from crisisplanner.services.plan_contents.section_parts import (
    below,
    head,
    heading,
    note,
    row,
    semicolons,
    table,
)
from crisisplanner.services.plan_contents.thing_facts import (
    field_cell,
    figure_cell,
    thing_card,
    thing_facts,
)

GLOSSARY = (
    "allocation",
    "area",
    "assumption",
    "authority",
    "basis",
    "bound",
    "capability",
    "caveat",
    "commitment",
    "condition",
    "contingency_plan",
    "coverage",
    "d_day",
    "decision_path",
    "decision_point",
    "enabler",
    "end_state",
    "gap",
    "lift",
    "mandate",
    "mechanism",
    "minimum_share",
    "node",
    "notice",
    "offer",
    "permit",
    "phase",
    "requirement",
    "set_up",
    "stay",
    "weight",
)


_RULES_OF_MATCH = ("include_if", "weight_essential", "weight_important", "weight_useful")
"""What a plan sets for its match, and means little to who approves it."""


def requirement_list(material: Material) -> list[Block]:
    """List the requirements with all fields, as they are now; those taken out since the match last."""
    blocks = [_requirement(material, one) for one in material.requirements]
    gone = [_requirement(material.matched, one) for one in material.gone_requirements]
    if material.then is not None and (blocks or gone):
        blocks.insert(0, note("as_of_now"))
    return [*blocks, heading("gone_requirements"), *gone] if gone else blocks


def _requirement(material: Material, one: Requirement) -> Block:
    title = _coded(one.code, material.labels.of(one))
    return _card(material, one, title, REQUIREMENT + one.id, ("code", "title"))


def offer_list(material: Material) -> list[Block]:
    """List the offers in one table."""
    if not material.offers:
        return []
    columns = (
        head("code"),
        head("partner"),
        head("offer", least_pt=90),
        head("quantity", at_end=True),
        head("state"),
        head("notice", at_end=True),
        head("set_up", at_end=True),
        head("readiness", least_pt=70),
        head("verification"),
    )
    blocks: list[Block] = [note("as_of_now")] if material.then is not None else []
    rows = [_offer_row(material, offer) for offer in material.offers]
    return [*blocks, table(columns, rows)]


def offers_in_full(material: Material) -> list[Block]:
    """Give each offer with all fields, its decision steps and commitments."""
    blocks: list[Block] = []
    own = _parts_of_offers(material)
    for offer in material.offers:
        title = message(
            "document.offer_of",
            partner=material.labels.find(("partner",), offer.partner),
            offer=_coded(offer.code, material.labels.of(offer)),
        )
        without = ("code", "partner", "description")
        more = [_part_fact(material, part) for part in own.get(offer.id, ())]
        blocks.append(_card(material, offer, title, "offer-" + offer.id, without, more))
    return blocks


def _offer_row(material: Material, offer: Offer) -> Row:
    axes = ("readiness_equipment", "readiness_people", "readiness_funding")
    ready = tuple(
        message("document.readiness", axis=message("label." + axis), state=cell.value)
        for axis in axes
        if (cell := field_cell(material, offer, axis)) is not None
    )
    verified = field_cell(material, offer, "verification")
    return row(
        Cell(offer.code, link="offer-" + offer.id),
        material.labels.find(("partner",), offer.partner),
        material.labels.of(offer),
        _without_note(figure_cell(material, offer, "quantity", offer.quantity)),
        message("word.OfferState." + offer.state.value),
        _without_note(figure_cell(material, offer, "notice", offer.notice)),
        _without_note(figure_cell(material, offer, "setup", offer.setup)),
        ready or None,
        None if verified is None else verified,
    )


def _without_note(cell: Cell) -> Cell:
    return replace(cell, note="")


def _parts_of_offers(material: Material) -> dict[str, list[Entity]]:
    parts: dict[str, list[Entity]] = defaultdict(list)
    for step in material.decision_steps:
        if step.offer is not None:
            parts[step.offer].append(step)
    for commitment in material.commitments:
        parts[commitment.offer].append(commitment)
    return parts


def _part_fact(material: Material, part: Entity) -> Fact:
    facts = thing_facts(material, part, ("name",))
    label = message("document.kind_named", kind=message("kind." + part.KIND), name=part.label())
    said = tuple(
        message("document.labelled", label=fact.label, value=fact.cell.value) for fact in facts
    )
    marks = tuple(dict.fromkeys(mark for fact in facts for mark in fact.cell.marks))
    return Fact(label, Cell(semicolons(said), marks=marks))


def partner_list(material: Material) -> list[Block]:
    """List the partners with all fields, and the decision steps of all their offers."""
    blocks: list[Block] = []
    for partner in material.partners:
        steps = [step for step in material.decision_steps if step.partner == partner.id]
        more = [_part_fact(material, step) for step in steps]
        title = Cell(partner.name).value
        blocks.append(_card(material, partner, title, without=("name",), more=more))
    return blocks


def type_list(material: Material) -> list[Block]:
    """List the types, rules, institutions and places that the plan uses, with all fields."""
    blocks: list[Block] = [
        _card(material, one, _coded(one.code, one.name), without=("code", "name"))
        for one in material.types
    ]
    if material.rules:
        blocks.append(heading("rules"))
        blocks += [_card(material, one, message("kind." + one.KIND)) for one in material.rules]
    if material.institutions:
        blocks.append(heading("institutions"))
        blocks += [
            _card(material, one, one.name, without=("name",)) for one in material.institutions
        ]
    if material.places:
        blocks.append(heading("places"))
        blocks += [_card(material, one, one.name, without=("name",)) for one in material.places]
    return blocks


def assumed_figures(material: Material) -> list[Block]:
    """List every figure that is an assumption, and what the catalogue stands in for, by reason."""
    catalogue_figures(material)
    by_reason: dict[Value, list[Fact]] = defaultdict(list)
    for entry in material.registers.assumptions:
        label = message("document.assumed.entry", number=entry.number, thing=entry.thing)
        cell = Cell(semicolons(entry.figures))
        by_reason[entry.reason].append(Fact(label, cell, assumed_anchor(entry.number)))
    shared = {why: facts for why, facts in by_reason.items() if len(facts) > 1}
    cards = [Facts(tuple(facts), why, is_dense=True) for why, facts in shared.items()]
    single = tuple(
        replace(facts[0], cell=replace(facts[0].cell, note=message("document.why", reason=why)))
        for why, facts in by_reason.items()
        if why not in shared
    )
    if single:
        cards.append(Facts(single, message("document.part.single_assumed"), is_dense=True))
    return [note("assumed_figures"), *cards] if cards else []


def catalogue_figures(material: Material) -> None:
    """Put what the catalogue stands in for on the list of assumptions."""
    types = {one.id: one for one in material.types}
    pairs = (
        ("notice", "days_to_depart"),
        ("load", "load_days"),
        ("setup", "setup_days"),
        ("max_stay", "endurance_days"),
        ("unit_lift", "lift"),
        ("personnel", "personnel"),
        ("daily_cost", "cost_per_day"),
    )
    for offer in material.offers:
        kind = types.get(offer.type)
        if kind is None:
            continue
        thing = message(
            "document.thing_of_kind",
            kind=message("kind.offer"),
            name=_coded(offer.code, material.labels.of(offer)),
        )
        for own, usual in pairs:
            figure = getattr(kind, usual)
            if not getattr(offer, own).is_known and figure.is_known:
                reason = message("document.assumed.catalogue", type=kind.name)
                material.registers.assumed(
                    offer.id, thing, reason, own, message("label." + own), figure
                )


def unknown_list(material: Material) -> list[Block]:
    """List what is not known of each thing."""
    cards = [
        Facts(
            (Fact(message("kinds." + entry.kind), Cell(semicolons(tuple(entry.things)))),),
            entry.labels,
            is_dense=True,
        )
        for entry in material.registers.unknowns
    ]
    return [note("unknown"), *cards] if cards else []


def source_list(material: Material) -> list[Block]:
    """List the sources with the grades under which they are used."""
    columns = (
        head("number"),
        head("source", least_pt=200),
        head("graded", least_pt=90),
        head("uses", at_end=True),
    )
    rows = [
        row(
            Cell(entry.number, is_strong=True),
            entry.text,
            tuple(_grade(grade) for grade in entry.grades) or message("document.not_graded"),
            entry.n_uses,
            anchor=source_anchor(entry.number),
        )
        for entry in material.registers.sources
    ]
    return [table(columns, rows), note("grades")] if rows else []


def _grade(grade: str) -> Value:
    if grade in ("measured", "sourced", "standard", "assumption"):
        return message("word.Basis." + grade)
    return grade


def glossary() -> list[Block]:
    """Explain the words."""
    columns = (head("word", least_pt=90), head("meaning", least_pt=250))
    rows = [
        row(
            Cell(message("document.glossary." + word), is_strong=True),
            message("document.glossary." + word + ".means"),
        )
        for word in GLOSSARY
    ]
    return [table(columns, rows)]


def _coded(code: str, name: Value) -> Value:
    return message("document.coded", code=code, name=name) if code else name


def _card(
    material: Material,
    entity: Entity,
    title: Value,
    anchor: str = "",
    without: Iterable[str] = (),
    more: Iterable[Fact] = (),
) -> Facts:
    return thing_card(material, entity, title, anchor, without, more, is_dense=True)


def how_it_was_made(material: Material) -> list[Block]:
    """Say what made the match: the plan's own rules, engine, settings, inputs, the program."""
    matched = material.matched
    rules = ((name, field_cell(matched, matched.plan, name)) for name in _RULES_OF_MATCH)
    rows = [Fact(message("label." + name), cell) for name, cell in rules if cell is not None]
    match = material.match
    if match is None:
        return [heading("how_made"), Facts(tuple(rows))]
    made = match.provenance
    settings = tuple(_option(name, value) for name, value in made.options)
    rows += [
        Fact(message("document.cover.engine"), Cell(made.solver)),
        Fact(message("document.cover.method"), Cell(made.method or "–")),
        Fact(message("document.cover.settings"), Cell(below(settings))),
        Fact(message("document.cover.seed"), Cell(made.seed)),
        Fact(message("document.cover.input_hash"), Cell(made.input_hash)),
        Fact(message("document.cover.program"), Cell(made.program_version)),
    ]
    return [heading("how_made"), Facts(tuple(rows))]


def _option(name: str, value: str) -> Value:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    match name:
        case "gap" if math.isfinite(number):
            return message("document.option.gap", gap=number)
        case "tolerance" if math.isfinite(number):
            return message("document.option.tolerance", tolerance=number)
        case "work" if math.isinf(number):
            return message("document.option.no_limit")
        case "start_days":
            return message("document.option." + ("all_days" if value == ALL_DAYS else "days_tried"))
        case "aims":
            return message("document.option.aims", aims=_in_order(value.split(",")))
        case _:
            return message("document.option", name=name, value=value)


def _in_order(aims: Sequence[str]) -> Value:
    said: Value = message("document.aim." + aims[0])
    for aim in aims[1:]:
        said = message("document.aim.then", first=said, second=message("document.aim." + aim))
    return said
