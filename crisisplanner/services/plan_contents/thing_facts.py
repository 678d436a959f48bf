"""Any thing as a card: each filled field with its label, unit, basis and source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType

from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.days import Day
from crisisplanner.domain.derivations import derivation_from_text
from crisisplanner.domain.entity import Entity, field_specs
from crisisplanner.domain.fields import FieldKind, FieldSpec
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plan_document import Cell, Fact, Facts, Value
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services.measures import counted
from crisisplanner.services.plan_contents.material import Material

NOT_PRINTED = frozenset({"id", "retired", "colour", "match_run", "matched_at", "snapshot"})
"""What is the program's own and means nothing to a reader."""

COUNTED = "unit"
"""The unit of figures that count things of a type."""

_ONLY_IF_GIVEN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "caveat": ("quantity", "delay"),
        "offer": ("women", "men", "cost_share"),
        "authority": ("ceiling",),
        "gap": ("missing",),
    }
)
"""Figures that need not exist: nothing is open where they are not given."""


def thing_card(
    material: Material,
    entity: Entity,
    title: Value,
    anchor: str = "",
    without: Iterable[str] = (),
    more: Iterable[Fact] = (),
    *,
    is_dense: bool = False,
) -> Facts:
    """Make the card of a thing; ``without`` names fields that stand elsewhere."""
    rows = [*thing_facts(material, entity, without), *more]
    return Facts(tuple(rows), title, anchor, is_dense)


def thing_facts(material: Material, entity: Entity, without: Iterable[str] = ()) -> list[Fact]:
    """List the filled fields of a thing, and last what is not known of it."""
    left_out = NOT_PRINTED | frozenset(without)
    rows: list[Fact] = []
    not_known: list[Message] = []
    for name, spec in field_specs(type(entity)).items():
        if name in left_out or spec.belongs:
            continue
        value = getattr(entity, name)
        if isinstance(value, Figure) and not value.is_known:
            if name in _ONLY_IF_GIVEN.get(entity.KIND, ()):
                continue
            not_known.append(message("label." + name))
            continue
        cell = field_cell(material, entity, name)
        if cell is not None:
            rows.append(Fact(message("label." + name), cell))
    if not_known:
        material.registers.unknown(entity.KIND, _coded_name(material, entity), tuple(not_known))
        rows.append(Fact(message("document.not_known"), Cell(tuple(not_known))))
    return rows


def field_cell(material: Material, entity: Entity, name: str) -> Cell | None:
    """Write one field; None where it is empty."""
    spec = field_specs(type(entity))[name]
    value = getattr(entity, name)
    if value is None or value == "" or value == ():
        return None
    if isinstance(value, Figure):
        return figure_cell(material, entity, name, value)
    if name == "derived_by" and isinstance(value, str):
        return Cell(derivation_words(value))
    if name == "source" and isinstance(value, str):
        grade = getattr(entity, "grade", "") or str(getattr(entity, "basis", ""))
        return Cell(value, marks=material.registers.source(value, grade))
    return Cell(_written(spec, value, material))


def derivation_words(text: str) -> Value:
    """Say the sum by which a requirement was derived; what a person wrote stays as it is."""
    kept = derivation_from_text(text)
    if kept is None:
        return text
    if kept.arithmetic is None:
        return message("document.derived." + ("factor" if kept.rule else "template"))
    more = kept.arithmetic.said_of_growth()
    said = kept.arithmetic.said()
    return said if more is None else message("document.semicolon", first=said, second=more)


def figure_cell(material: Material, entity: Entity, name: str, figure: Figure) -> Cell:
    """Write a figure with what it rests on."""
    thing = message(
        "document.thing_of_kind",
        kind=message("kind." + entity.KIND),
        name=_coded_name(material, entity),
    )
    label = message("label." + name)
    currency = getattr(entity, "currency", "") or material.workspace.base_currency
    if not figure.is_known:
        return Cell(None)
    shown = figure_value(figure, currency)
    if figure.unit == COUNTED:
        shown = _counted(material, entity, figure)
    marks = material.registers.figure(entity.id, thing, name, label, figure, shown)
    return Cell(shown, basis_note(figure), marks)


def _counted(material: Material, entity: Entity, figure: Figure) -> Value:
    """Write a quantity in the unit of the type that it is of, with its range."""
    session = material.session
    offer = session.find(Offer, getattr(entity, "offer", None))
    need = session.find(Requirement, getattr(entity, "requirement", None))
    of = next((one for one in (offer, need) if one is not None), entity)
    kind = session.find(CapabilityType, getattr(of, "type", None))
    if kind is None or figure.value is None:
        return figure
    amount = counted(figure.value, kind.unit_of_measure)
    if figure.low is None or figure.high is None or figure.low == figure.high:
        return amount
    return message("figure.amount_range", amount=amount, low=figure.low, high=figure.high)


def figure_value(figure: Figure, currency: str) -> Value:
    """Write a figure; money with its currency."""
    if not figure.is_known or figure.unit not in ("money", "money/d"):
        return figure
    code = "document.money" if figure.unit == "money" else "document.money_per_day"
    return message(code, amount=replace(figure, unit="1"), currency=currency)


def basis_note(figure: Figure) -> Message:
    """Say what a figure rests on, when it was taken and how far it is trusted."""
    basis = message("word.Basis." + figure.basis.value)
    confidence = (
        None if figure.confidence is None else message("word.Confidence." + figure.confidence.value)
    )
    match figure.as_of, confidence:
        case None, None:
            return message("document.basis", basis=basis)
        case as_of, None:
            return message("document.basis_dated", basis=basis, as_of=as_of)
        case None, sure:
            return message("document.basis_trusted", basis=basis, confidence=sure)
        case as_of, sure:
            return message("document.basis_both", basis=basis, as_of=as_of, confidence=sure)


def marking_words(marking: Marking) -> Message:
    """Say a marking in words."""
    said = message("document.marking.plain", level=marking.level)
    if marking.releasable_to:
        said = message(
            "document.marking.releasable", marking=said, readers=tuple(marking.releasable_to)
        )
    if marking.handling:
        said = message("document.marking.handled", marking=said, handling=marking.handling)
    return said


def _written(spec: FieldSpec, value: object, material: Material) -> Value:
    writers: dict[FieldKind, Callable[[], Value]] = {
        FieldKind.REFERENCE: lambda: material.labels.find(spec.refers_to, str(value)),
        FieldKind.CHOICE: lambda: word_of(spec, str(value)),
    }
    writer = writers.get(spec.kind)
    if writer is not None:
        return writer()
    match value:
        case tuple() if spec.kind is FieldKind.REFERENCES:
            return tuple(material.labels.find(spec.refers_to, str(item)) for item in value)
        case tuple():
            return tuple(str(item) for item in value)
        case Marking():
            return marking_words(value)
        case bool() | str() | Day() | datetime() | date():
            return value
        case int() if spec.kind is FieldKind.DAY:
            return Day(value)
        case int() | float():
            return value
        case _:
            raise TypeError(f"Expected a field's value that can be written, got {value!r}")


def word_of(spec: FieldSpec, value: str) -> Value:
    """Give the word of a choice."""
    if spec.choices is None:
        return value
    return message(f"word.{spec.choices.__name__}.{value}")


def _coded_name(material: Material, entity: Entity) -> Value:
    code = getattr(entity, "code", "")
    name = material.labels.of(entity)
    return message("document.coded", code=code, name=name) if code and code != name else name
