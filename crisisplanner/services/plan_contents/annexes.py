"""Annexes: every requirement, offer and partner with all fields; sources, assumed figures, words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from crisisplanner.domain.entity import Entity
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plan_document import Block, Cell, Fact, Facts, Row, Value
from crisisplanner.services.plan_contents.charts import REQUIREMENT
from crisisplanner.services.plan_contents.material import Material
from crisisplanner.services.plan_contents.registers import assumed_anchor, source_anchor
from crisisplanner.services.plan_contents.section_parts import (
    head,
    heading,
    note,
    row,
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


def requirement_list(material: Material) -> list[Block]:
    """List the requirements with all fields."""
    return [
        thing_card(
            material,
            one,
            _coded(one.code, material.labels.of(one)),
            REQUIREMENT + one.id,
            ("code", "title"),
        )
        for one in material.requirements
    ]


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
    return [table(columns, [_offer_row(material, offer) for offer in material.offers])]


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
        card = thing_card(material, offer, title, "offer-" + offer.id, without)
        more = [_part_fact(material, part) for part in own.get(offer.id, ())]
        blocks.append(Facts((*card.rows, *more), card.title, card.anchor))
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
    return Fact(label, Cell(_semicolons(said), marks=marks))


def _semicolons(parts: Iterable[Value]) -> Value:
    said: Value = ""
    for part in parts:
        said = part if said == "" else message("document.semicolon", first=said, second=part)
    return said


def partner_list(material: Material) -> list[Block]:
    """List the partners with all fields, and the decision steps of all their offers."""
    blocks: list[Block] = []
    for partner in material.partners:
        steps = [step for step in material.decision_steps if step.partner == partner.id]
        more = [_part_fact(material, step) for step in steps]
        title = Cell(partner.name).value
        blocks.append(thing_card(material, partner, title, without=("name",), more=more))
    return blocks


def type_list(material: Material) -> list[Block]:
    """List the types, rules, institutions and places that the plan uses, with all fields."""
    blocks: list[Block] = [
        thing_card(material, one, _coded(one.code, one.name), without=("code", "name"))
        for one in material.types
    ]
    if material.rules:
        blocks.append(heading("rules"))
        blocks += [thing_card(material, one, message("kind." + one.KIND)) for one in material.rules]
    if material.institutions:
        blocks.append(heading("institutions"))
        blocks += [
            thing_card(material, one, one.name, without=("name",)) for one in material.institutions
        ]
    if material.places:
        blocks.append(heading("places"))
        blocks += [
            thing_card(material, one, one.name, without=("name",)) for one in material.places
        ]
    return blocks


def assumed_figures(material: Material) -> list[Block]:
    """List every figure that is an assumption, and what the catalogue stands in for."""
    catalogue_figures(material)
    columns = (
        head("number"),
        head("thing", least_pt=110),
        head("figures", least_pt=130),
        head("reason_assumed", least_pt=100),
    )
    rows = [
        row(
            Cell(entry.number, is_strong=True),
            entry.thing,
            _semicolons(entry.figures),
            entry.reason,
            anchor=assumed_anchor(entry.number),
        )
        for entry in material.registers.assumptions
    ]
    return [note("assumed_figures"), table(columns, rows)] if rows else []


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
    columns = (
        head("not_known", least_pt=110),
        head("kind"),
        head("thing", least_pt=200),
    )
    rows = [
        row(
            Cell(entry.labels, is_strong=True),
            message("kinds." + entry.kind),
            _semicolons(entry.things),
        )
        for entry in material.registers.unknowns
    ]
    return [note("unknown"), table(columns, rows)] if rows else []


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
