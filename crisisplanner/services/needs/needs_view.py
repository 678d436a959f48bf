"""What the page of scenario and needs shows, as plain values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from crisisplanner.domain.derivations import Derivation, derivation_from_text
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.planning.needs import displacement_curve
from crisisplanner.services.needs.deriving import (
    Effect,
    Outcome,
    is_overridden,
    preview_derivation,
)
from crisisplanner.services.needs.proposals import Skipped, read_basics, templates
from crisisplanner.services.session import Session


@dataclass(frozen=True, slots=True)
class PeopleStep:
    """Show the people to serve from a day on, until the next step."""

    day: int
    people: Figure


@dataclass(frozen=True, slots=True)
class DerivedNeed:
    """Show one derived requirement beside what would be derived today."""

    requirement_id: EntityId
    code: str
    title: str
    quantity: Figure
    from_day: int
    to_day: int
    derivation: Derivation
    template: str
    source: str
    is_overridden: bool
    is_retired: bool
    today: Outcome | None

    @property
    def is_behind(self) -> bool:
        """Tell whether deriving again would change it."""
        return self.today is not None and self.today.effect in (Effect.CHANGED, Effect.REMOVED)


@dataclass(frozen=True, slots=True)
class NeedsView:
    """Show a plan's caseload as a curve, its derived needs, and what yields nothing."""

    plan_id: EntityId
    plan_title: str
    scenario_id: EntityId
    scenario_name: str
    has_scenario_figures: bool
    n_parts: int
    curve: tuple[PeopleStep, ...]
    from_day: int
    to_day: int
    needs: tuple[DerivedNeed, ...]
    skipped: tuple[Skipped, ...]
    effects: tuple[tuple[Effect, int], ...]
    plans: tuple[tuple[EntityId, str], ...]

    def n_of(self, effect: Effect) -> int:
        """Count what deriving today would do."""
        return dict(self.effects).get(effect, 0)


def read_needs(session: Session, plan_id: EntityId = "") -> NeedsView | None:
    """Read the page of a plan; without a wish the first plan, None where there is none."""
    plans = sorted(session.all(Plan), key=lambda plan: (plan.number, plan.title, plan.id))
    if not plans:
        return None
    plan = next((one for one in plans if one.id == plan_id), plans[0])
    basics = read_basics(session, plan.id)
    preview = preview_derivation(session, plan.id)
    today = {outcome.requirement_id: outcome for outcome in preview.outcomes}
    titles = {template.id: template.title for template in templates()}
    needs: list[DerivedNeed] = []
    for requirement in session.select(Requirement, plan=plan.id):
        kept = derivation_from_text(requirement.derived_by)
        if kept is not None:
            needs.append(_need(requirement, kept, today.get(requirement.id), titles))
    scenario = basics.scenario
    return NeedsView(
        plan_id=plan.id,
        plan_title=plan.title,
        scenario_id=scenario.id,
        scenario_name=scenario.name,
        has_scenario_figures=scenario.people_displaced.is_known,
        n_parts=len(basics.caseload),
        curve=tuple(
            PeopleStep(step.day, step.people)
            for step in displacement_curve(basics.caseload, basics.from_day, basics.to_day)
        ),
        from_day=basics.from_day,
        to_day=basics.to_day,
        needs=tuple(sorted(needs, key=lambda need: (need.title, need.from_day, need.code))),
        skipped=preview.skipped,
        effects=tuple(sorted(Counter(o.effect for o in preview.outcomes).items())),
        plans=tuple((one.id, one.title) for one in plans),
    )


def _need(
    requirement: Requirement,
    kept: Derivation,
    today: Outcome | None,
    titles: dict[str, str],
) -> DerivedNeed:
    return DerivedNeed(
        requirement_id=requirement.id,
        code=requirement.code,
        title=requirement.title,
        quantity=requirement.quantity,
        from_day=requirement.from_day,
        to_day=requirement.to_day,
        derivation=kept,
        template=titles.get(kept.template, ""),
        source=requirement.quantity.source or requirement.source,
        is_overridden=is_overridden(requirement, kept),
        is_retired=requirement.retired,
        today=today,
    )
