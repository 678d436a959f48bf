"""Derive requirements from a caseload, use a template of measures, and derive again.

A requirement whose quantity or days differ from what was derived is overridden: it is kept, and shown
as such, until a person takes the derived value back. Each verb writes one step of the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from crisisplanner.domain.capabilities import PlanningFactor
from crisisplanner.domain.caseload import Caseload, CaseloadGroup
from crisisplanner.domain.changes import Change, Changes, Create, Remove, Update
from crisisplanner.domain.derivations import (
    Derivation,
    derivation_from_text,
    derivation_to_text,
)
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import bad_input, refused
from crisisplanner.domain.fields import LONGEST_LINE
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.measure_templates import Template
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import Scenario
from crisisplanner.services.needs.proposals import (
    Proposal,
    Skipped,
    propose_again,
    propose_from_factors,
    propose_from_template,
    read_basics,
    templates,
)
from crisisplanner.services.session import Session

Key = tuple[str, str, str, int]


class Effect(StrEnum):
    """Say what deriving does to one requirement."""

    ADDED = "added"
    CHANGED = "changed"
    RESTATED = "restated"
    """Another sum gives the same: only the sum is written."""
    REMOVED = "removed"
    SAME = "same"
    OVERRIDDEN = "overridden"
    """A person gave it another quantity or other days: kept."""
    IN_USE = "in_use"
    """It is no longer derived, but something refers to it: kept."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Describe what deriving does to one requirement; ``before`` is None for a new one."""

    effect: Effect
    title: str
    before: Figure | None
    after: Figure | None
    derivation: Derivation | None
    requirement_id: EntityId = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """Hold what deriving would do, and which factors yield nothing.

    ``journal_position`` is where the journal ended before anything was read; ``step`` and ``why`` are
    what the journal says once it is written.
    """

    outcomes: tuple[Outcome, ...]
    skipped: tuple[Skipped, ...]
    changes: tuple[Change, ...]
    journal_position: int
    step: Message
    why: str = ""

    def of(self, *effects: Effect) -> tuple[Outcome, ...]:
        """List the outcomes of some kinds."""
        return tuple(outcome for outcome in self.outcomes if outcome.effect in effects)


def is_overridden(requirement: Requirement, derivation: Derivation) -> bool:
    """Tell whether a person changed what was derived."""
    return (
        requirement.quantity != derivation.quantity
        or requirement.from_day != derivation.from_day
        or requirement.to_day != derivation.to_day
    )


def preview_derivation(session: Session, plan_id: EntityId) -> Preview:
    """Say what deriving by the planning factors would add, change, remove and keep."""
    position = session.file.position()
    basics = read_basics(session, plan_id)
    existing = _derived(session, plan_id)
    measures = [(key[1], key[2]) for key in existing if key[2]]
    by_factor, skipped = propose_from_factors(basics)
    proposals = [*by_factor, *propose_again(basics, measures)]
    outcomes, changes = _compared(session, plan_id, proposals, existing, removes=True)
    step = message(
        "journal.needs_derived",
        plan=session.get(Plan, plan_id).title,
        added=_count(outcomes, Effect.ADDED),
        changed=_count(outcomes, Effect.CHANGED),
        removed=_count(outcomes, Effect.REMOVED),
    )
    return Preview(outcomes, skipped, changes, position, step)


def write_preview(session: Session, preview: Preview) -> Preview:
    """Write exactly what a preview holds, as one step; refused if anything was edited since."""
    if preview.changes:
        session.write(preview.step, preview.changes, preview.why, preview.journal_position)
    return preview


def derive(session: Session, plan_id: EntityId) -> Preview:
    """Derive a plan's requirements, or derive them again, as one step."""
    return write_preview(session, preview_derivation(session, plan_id))


def preview_template(session: Session, plan_id: EntityId, template_id: str) -> Preview:
    """Say what a template would add; what is derived already stays as it is."""
    position = session.file.position()
    template = find_template(template_id)
    existing = _derived(session, plan_id)
    proposals = propose_from_template(read_basics(session, plan_id), template)
    new = [proposal for proposal in proposals if proposal.derivation.key not in existing]
    outcomes, changes = _compared(session, plan_id, new, existing, removes=False)
    n_added = _count(outcomes, Effect.ADDED)
    step = message("journal.template_used", template=template.title, n=n_added)
    return Preview(outcomes, (), changes, position, step, why=template.source)


def use_template(session: Session, plan_id: EntityId, template_id: str) -> Preview:
    """Add a template's measures to a plan, scaled to the caseload, as one step."""
    return write_preview(session, preview_template(session, plan_id, template_id))


def find_template(template_id: str) -> Template:
    """Find a template; refused with the names of those there are."""
    known = {template.id: template for template in templates()}
    if template_id not in known:
        raise bad_input("template.unknown", found=template_id, known=tuple(known))
    return known[template_id]


def take_derived_value(session: Session, requirement_id: EntityId) -> Changes:
    """Give a requirement back the quantity and days that were derived for it."""
    requirement = session.get(Requirement, requirement_id)
    derivation = derivation_from_text(requirement.derived_by)
    if derivation is None:
        raise refused("needs.not_derived", title=requirement.title or requirement.code)
    fields = {
        "quantity": derivation.quantity,
        "from_day": derivation.from_day,
        "to_day": derivation.to_day,
    }
    what = message("journal.derived_value_taken", title=requirement.title or requirement.code)
    return session.write(what, [Update(Requirement.KIND, requirement_id, fields)])


def take_scenario_figures(session: Session, plan_id: EntityId) -> Changes:
    """Begin a caseload with the people of the plan's scenario, as one step.

    Those affected who are not displaced are taken as host community, which is an assumption.
    """
    scenario = session.get(Scenario, session.get(Plan, plan_id).scenario)
    part = Caseload(
        id=session.outside.new_id(),
        scenario=scenario.id,
        caseload_group=CaseloadGroup.DISPLACED,
        people=scenario.people_displaced,
        arrivals=scenario.displacement_per_day,
        arrivals_from=0 if scenario.displacement_per_day.is_known else None,
    )
    parts = [part]
    others = _not_displaced(scenario)
    if others is not None:
        parts.append(
            Caseload(
                id=session.outside.new_id(),
                scenario=scenario.id,
                caseload_group=CaseloadGroup.HOST,
                people=others,
            )
        )
    what = message("journal.caseload_begun", scenario=scenario.name)
    return session.write(what, list(map(Create, parts)))


def _not_displaced(scenario: Scenario) -> Figure | None:
    """Count the people affected who are not displaced; None where there are none, or not known."""
    everybody, displaced = scenario.people_affected, scenario.people_displaced
    negative = replace(
        displaced,
        value=None if displaced.value is None else -displaced.value,
        low=None if displaced.high is None else -displaced.high,
        high=None if displaced.low is None else -displaced.low,
    )
    rest = everybody + negative
    if rest.value is None or rest.value <= 0:
        return None
    low = None if rest.low is None else max(0.0, rest.low)
    return replace(rest, low=low, basis=Basis.ASSUMPTION)


def _derived(session: Session, plan_id: EntityId) -> Mapping[Key, tuple[Requirement, Derivation]]:
    found: dict[Key, tuple[Requirement, Derivation]] = {}
    for requirement in session.select(Requirement, plan=plan_id):
        derivation = derivation_from_text(requirement.derived_by)
        if derivation is not None:
            found[derivation.key] = (requirement, derivation)
    return found


def _count(outcomes: Iterable[Outcome], effect: Effect) -> int:
    return sum(outcome.effect is effect for outcome in outcomes)


def _compared(
    session: Session,
    plan_id: EntityId,
    proposals: Iterable[Proposal],
    existing: Mapping[Key, tuple[Requirement, Derivation]],
    *,
    removes: bool,
) -> tuple[tuple[Outcome, ...], tuple[Change, ...]]:
    """Compare what is proposed with what was derived: what happens, and by which changes."""
    outcomes: list[Outcome] = []
    changes: list[Change] = []
    codes = _free_codes(session, plan_id)
    seen: set[Key] = set()
    for proposal in proposals:
        key = proposal.derivation.key
        seen.add(key)
        if key in existing:
            outcome, fields = _against(*existing[key], proposal, _shipped(session, proposal))
            if fields:
                changes.append(Update(Requirement.KIND, outcome.requirement_id, fields))
        else:
            made = _requirement(session, plan_id, next(codes), proposal)
            changes.append(Create(made))
            outcome = Outcome(
                Effect.ADDED, made.title, None, made.quantity, proposal.derivation, made.id
            )
        outcomes.append(outcome)
    if removes:
        for key, (requirement, derivation) in existing.items():
            if key not in seen and not requirement.retired:
                outcome = _gone(session, requirement, derivation)
                outcomes.append(outcome)
                if outcome.effect is Effect.REMOVED:
                    changes.append(Remove(Requirement.KIND, requirement.id))
    return tuple(outcomes), tuple(changes)


def _against(
    requirement: Requirement,
    before: Derivation,
    proposal: Proposal,
    shipped: PlanningFactor | None,
) -> tuple[Outcome, dict[str, Any]]:
    """Compare a requirement with what would be derived today."""
    after = proposal.derivation
    if before.template and not after.template:
        after = replace(after, template=before.template)
    text = derivation_to_text(after)
    outcome = Outcome(
        Effect.SAME,
        requirement.title,
        requirement.quantity,
        after.quantity,
        after,
        requirement.id,
    )
    if is_overridden(requirement, before) or requirement.retired:
        return replace(outcome, effect=Effect.OVERRIDDEN), {}
    words = _words_of_rule(requirement, proposal, shipped)
    if text == requirement.derived_by:
        return (replace(outcome, effect=Effect.RESTATED), words) if words else (outcome, {})
    fields: dict[str, Any] = {
        **words,
        "quantity": after.quantity,
        "from_day": after.from_day,
        "to_day": after.to_day,
        "derived_by": text,
    }
    is_same = (
        after.quantity.value == requirement.quantity.value
        and after.from_day == requirement.from_day
        and after.to_day == requirement.to_day
    )
    return replace(outcome, effect=Effect.RESTATED if is_same else Effect.CHANGED), fields


def _shipped(session: Session, proposal: Proposal) -> PlanningFactor | None:
    rule = proposal.derivation.rule
    found = session.shipped().get((PlanningFactor.KIND, rule)) if rule else None
    return found if isinstance(found, PlanningFactor) else None


def _words_of_rule(
    requirement: Requirement, proposal: Proposal, shipped: PlanningFactor | None
) -> dict[str, Any]:
    """Let source and justification follow their planning factor; what a person wrote stays."""
    if shipped is None:
        return {}
    fields: dict[str, Any] = {}
    given = (shipped.source, proposal.changed_by)
    source = proposal.source[:LONGEST_LINE]
    if source != requirement.source and requirement.source.endswith(tuple(filter(None, given))):
        fields["source"] = source
    if requirement.justification == shipped.reason != proposal.justification:
        fields["justification"] = proposal.justification
    return fields


def _gone(session: Session, requirement: Requirement, derivation: Derivation) -> Outcome:
    effect = Effect.REMOVED
    if is_overridden(requirement, derivation):
        effect = Effect.OVERRIDDEN
    elif session.file.uses(Requirement.KIND, requirement.id):
        effect = Effect.IN_USE
    return Outcome(
        effect, requirement.title, requirement.quantity, None, derivation, requirement.id
    )


def _requirement(session: Session, plan_id: EntityId, code: str, proposal: Proposal) -> Requirement:
    kept = proposal.derivation
    return Requirement(
        id=session.outside.new_id(),
        plan=plan_id,
        code=code,
        title=proposal.title,
        line_of_effort=proposal.line_of_effort,
        area=proposal.area,
        type=proposal.type,
        quantity=kept.quantity,
        from_day=kept.from_day,
        to_day=kept.to_day,
        priority=proposal.priority,
        derived_by=derivation_to_text(kept),
        justification=proposal.justification,
        source=proposal.source[:LONGEST_LINE],
    )


def _free_codes(session: Session, plan_id: EntityId) -> Iterator[str]:
    taken = {requirement.code for requirement in session.select(Requirement, plan=plan_id)}
    number = 0
    while True:
        number += 1
        code = f"N-{number:02d}"
        if code not in taken:
            yield code
