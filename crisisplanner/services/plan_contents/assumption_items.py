"""The plan's assumptions as they are printed."""

from __future__ import annotations

from crisisplanner.domain.messages import message
from crisisplanner.domain.plan_document import AssumptionItem, Value
from crisisplanner.domain.plans import Assumption
from crisisplanner.services.plan_contents.material import Material

ANCHOR = "assumption-"


def assumption_items(
    material: Material, *, anchored: bool = False, brief: bool = False
) -> tuple[AssumptionItem, ...]:
    """List the assumptions, each with basis, source and date; anchored where links lead to.

    In brief, without what follows if one is false, owner, likelihood and what it is bound to.
    """
    return tuple(
        AssumptionItem(
            number=assumption.number or assumption_number(position),
            text=_text(material, assumption, brief=brief),
            about=_about(assumption, brief=brief),
            anchor=ANCHOR + assumption.id if anchored else "",
            marks=material.registers.source(assumption.source, assumption.basis.value),
        )
        for position, assumption in enumerate(material.assumptions, 1)
    )


def assumption_number(position: int) -> str:
    """Number an assumption that has none."""
    return "A" + str(position)


def _text(material: Material, assumption: Assumption, *, brief: bool) -> Value:
    state = message("word.AssumptionState." + assumption.state.value)
    said: Value = message("document.assumption.text", text=assumption.text, state=state)
    if brief:
        return said
    if assumption.consequence_if_false:
        said = message(
            "document.assumption.if_false", text=said, consequence=assumption.consequence_if_false
        )
    if assumption.bound_to is not None:
        kinds = ("offer", "requirement", "authority", "access_permit")
        bound = material.labels.find(kinds, assumption.bound_to)
        said = message("document.assumption.bound", text=said, thing=bound)
    return said


def _about(assumption: Assumption, *, brief: bool) -> Value:
    basis = message("word.Basis." + assumption.basis.value)
    if brief:
        return joined([basis, assumption.source]) if assumption.source else basis
    kind = message("word.AssumptionKind." + assumption.assumption_kind.value)
    parts: list[Value] = [basis, kind]
    if assumption.likelihood is not None:
        likelihood = message("word.Level3." + assumption.likelihood.value)
        parts.append(message("document.assumption.likelihood", likelihood=likelihood))
    if assumption.owner:
        parts.append(message("document.assumption.owner", owner=assumption.owner))
    if assumption.expires is not None:
        parts.append(message("document.assumption.expires", expires=assumption.expires))
    if assumption.source:
        parts.append(assumption.source)
    return joined(parts)


def joined(parts: list[Value]) -> Value:
    """Chain parts by commas."""
    said = parts[0]
    for part in parts[1:]:
        said = message("document.comma", first=said, second=part)
    return said
