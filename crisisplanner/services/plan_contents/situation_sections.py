"""Sections 3, 5 and 6: the situation, the scenario, the authority to act."""

from __future__ import annotations

from crisisplanner.domain.entity import EntityId, field_specs
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plan_document import AssumptionBlock, Block, Cell, Row, Value
from crisisplanner.domain.situation import AccessPermit, Authority, CrisisFact
from crisisplanner.services.plan_contents.assumption_items import assumption_items
from crisisplanner.services.plan_contents.caseload_section import caseload_blocks
from crisisplanner.services.plan_contents.material import Material
from crisisplanner.services.plan_contents.section_parts import (
    head,
    heading,
    note,
    row,
    table,
    written,
)
from crisisplanner.services.plan_contents.situation_map import situation_map
from crisisplanner.services.plan_contents.thing_facts import figure_cell, thing_card, word_of


def situation(material: Material) -> list[Block]:
    """Section 3: what happened, where and when, and how well it is known."""
    blocks = written(material, "3")
    blocks.append(thing_card(material, material.crisis, material.crisis.name))
    drawn = situation_map(material)
    if drawn is not None:
        blocks += [heading("map", "map"), drawn]
    if material.facts:
        blocks.append(heading("facts", "facts"))
        columns = (head("when"), head("fact", least_pt=160), head("grade"), head("basis"))
        rows = [
            row(
                fact.when_text,
                Cell(fact.text, marks=material.registers.source(fact.source, fact.grade)),
                fact.grade or message("document.not_graded"),
                _basis(fact),
            )
            for fact in material.facts
        ]
        blocks.append(table(columns, rows))
        blocks.append(note("grades"))
    return blocks


def _basis(fact: CrisisFact) -> Value:
    basis = message("word.Basis." + fact.basis.value)
    if not fact.confidence:
        return basis
    return message("document.basis_trusted", basis=basis, confidence=fact.confidence)


def scenario(material: Material) -> list[Block]:
    """Section 5: the future that is planned for, and what is taken as true."""
    blocks = written(material, "5")
    blocks.append(thing_card(material, material.scenario, material.scenario.name))
    blocks += caseload_blocks(material)
    items = assumption_items(material, brief=True)
    if items:
        blocks.append(heading("assumptions"))
        blocks.append(AssumptionBlock(items))
    return blocks


def mandate(material: Material) -> list[Block]:
    """Section 6: authorities, access, and the limits that partners set."""
    blocks = written(material, "6")
    if material.authorities:
        blocks.append(heading("authorities", "authorities"))
        columns = (
            head("authority", least_pt=110),
            head("kind"),
            head("from"),
            head("to"),
            head("scope", least_pt=110),
            head("ceiling", at_end=True),
        )
        blocks.append(table(columns, [_authority_row(material, a) for a in material.authorities]))
    if material.permits:
        blocks.append(heading("permits", "permits"))
        columns = (
            head("permit", least_pt=90),
            head("place"),
            head("for"),
            head("from"),
            head("to"),
            head("state"),
        )
        blocks.append(table(columns, [_permit_row(material, one) for one in material.permits]))
    if material.caveats:
        blocks.append(heading("caveats", "caveats"))
        blocks += [
            thing_card(material, caveat, owner_title(material, caveat.offer, caveat.partner))
            for caveat in material.caveats
        ]
    return blocks


def _authority_row(material: Material, authority: Authority) -> Row:
    grade = authority.confidence or authority.basis.value
    kind = field_specs(Authority)["authority_kind"]
    return row(
        Cell(
            authority.name,
            authority.reference if authority.reference != authority.name else "",
            material.registers.source(authority.source, grade),
        ),
        word_of(kind, authority.authority_kind.value),
        authority.from_when,
        message("document.open_end") if authority.to_when is None else authority.to_when,
        authority.scope,
        _ceiling(material, authority),
        anchor="authority-" + authority.id,
    )


def _ceiling(material: Material, authority: Authority) -> Cell:
    if not authority.ceiling.is_known:
        return Cell(message("document.no_ceiling"))
    return figure_cell(material, authority, "ceiling", authority.ceiling)


def _permit_row(material: Material, permit: AccessPermit) -> Row:
    specs = field_specs(AccessPermit)
    whom: list[Value] = []
    if permit.partner is not None:
        whom.append(material.labels.find(("partner",), permit.partner))
    if permit.ring:
        whom.append(permit.ring)
    if permit.asset_class is not None:
        whom.append(word_of(specs["asset_class"], permit.asset_class.value))
    basis = message("word.Basis." + permit.basis.value)
    state = word_of(specs["state"], permit.state.value)
    return row(
        Cell(permit.name or "", marks=material.registers.source(permit.source, permit.basis.value)),
        material.labels.find(("place",), permit.place),
        tuple(whom) or message("document.everybody"),
        message("document.open_begin") if permit.from_when is None else permit.from_when,
        message("document.open_end") if permit.to_when is None else permit.to_when,
        Cell(state, basis),
    )


def owner_title(material: Material, offer: EntityId | None, partner: EntityId | None) -> Message:
    """Name to which offer or partner a limit or a step belongs."""
    if offer is not None:
        found = material.session.find(Offer, offer)
        whose = material.labels.find(("partner",), found.partner if found else None)
        title = material.labels.find(("offer",), offer)
        return message("document.offer_of", partner=whose, offer=title)
    name = material.labels.find(("partner",), partner)
    return message("document.all_offers_of", partner=name)
