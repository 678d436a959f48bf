"""What can be derived for a plan: caseload, planning factors and templates, as proposals.

Lives here: reading and proposing. Writing is in `deriving`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from crisisplanner.domain.capabilities import CapabilityType, PlanningFactor
from crisisplanner.domain.caseload import Caseload, Rounding
from crisisplanner.domain.derivations import Derivation
from crisisplanner.domain.entity import EntityId, shipped_id
from crisisplanner.domain.figures import Basis, Figure, unknown
from crisisplanner.domain.measure_templates import Measure, Template
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plans import Phase, Plan
from crisisplanner.domain.situation import Scenario
from crisisplanner.domain.terms import Area, Priority
from crisisplanner.exchange.shipped import measure_templates
from crisisplanner.planning.needs import (
    Shares,
    counted_number,
    divided,
    heads_on,
    layers_of,
    rounded,
    steps_between,
    why_not,
)
from crisisplanner.services.matching.calendar import FAR_DAY
from crisisplanner.services.session import Session

USUAL_DAYS = 90
HOUSEHOLD_SIZE = shipped_id(PlanningFactor.KIND, "Household size")
UNDER_FIVE = shipped_id(PlanningFactor.KIND, "Children under five")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Hold one requirement that can be derived, without an id yet."""

    title: str
    type: EntityId
    area: Area
    line_of_effort: str
    priority: Priority
    justification: str
    source: str
    derivation: Derivation
    changed_by: str = ""
    """Who changed the value of the planning factor, where that is all that is known of it."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Name a planning factor that yields nothing here, and why."""

    name: str
    reason: Message


@dataclass(frozen=True, slots=True)
class Basics:
    """Gather what needs of one plan follow from."""

    plan: Plan
    scenario: Scenario
    caseload: tuple[Caseload, ...]
    factors: tuple[PlanningFactor, ...]
    types: Mapping[EntityId, CapabilityType]
    shares: Shares
    steps: tuple[tuple[int, int], ...]

    @property
    def from_day(self) -> int:
        """Give the first day that is planned for."""
        return self.steps[0][0]

    @property
    def to_day(self) -> int:
        """Give the day on which the last need ends."""
        return self.steps[-1][1]


def read_basics(session: Session, plan_id: EntityId) -> Basics:
    """Read what a plan's needs follow from."""
    plan = session.get(Plan, plan_id)
    scenario = session.get(Scenario, plan.scenario)
    parts = session.select(Caseload, scenario=scenario.id, retired=False)
    return Basics(
        plan=plan,
        scenario=scenario,
        caseload=tuple(sorted(parts, key=lambda p: (p.caseload_group, p.sex, p.age, p.id))),
        factors=tuple(sorted(session.all(PlanningFactor), key=lambda f: f.name)),
        types={t.id: t for t in session.all(CapabilityType, include_retired=True)},
        shares=_shares(session),
        steps=_steps(session, plan, scenario),
    )


def _shares(session: Session) -> Shares:
    size = session.find(PlanningFactor, HOUSEHOLD_SIZE)
    children = session.find(PlanningFactor, UNDER_FIVE)
    share = unknown("1")
    if children is not None:
        percent = replace(counted_number(100), basis=Basis.MEASURED)
        share = divided(children.value, percent, "1")
    return Shares(unknown("1") if size is None else size.value, share)


def _steps(session: Session, plan: Plan, scenario: Scenario) -> tuple[tuple[int, int], ...]:
    """Cut the plan's time at its phases, else every 30 days of the scenario's duration."""
    phases = session.select(Phase, plan=plan.id, retired=False)
    if phases:
        first = max(0, min(phase.from_day for phase in phases))
        last = max(phase.to_day for phase in phases)
        if last > first:
            return steps_between(first, last, (phase.from_day for phase in phases))
    days = scenario.duration.value
    return steps_between(0, min(max(1, int(days)), FAR_DAY) if days else USUAL_DAYS)


def propose_from_factors(
    basics: Basics, template: Template | None = None
) -> tuple[tuple[Proposal, ...], tuple[Skipped, ...]]:
    """Propose what the planning factors yield; with a template, only by those it names."""
    found: list[Proposal] = []
    skipped: list[Skipped] = []
    for factor in basics.factors:
        if template is not None and factor.name not in template.factors:
            continue
        reason = why_not(factor)
        layers = () if reason else layers_of(factor, basics.caseload, basics.shares, basics.steps)
        if not layers:
            reason = reason or message("needs.skipped.nobody", counted=factor.counts)
            skipped.append(Skipped(factor.name, reason))
            continue
        for layer in layers:
            kept = Derivation(
                quantity=layer.quantity,
                from_day=layer.from_day,
                to_day=layer.to_day,
                rule=factor.id,
                layer=layer.number,
                template="" if template is None else template.id,
                arithmetic=layer.arithmetic,
            )
            found.append(_by_factor(factor, kept, basics, template))
    return tuple(found), tuple(skipped)


def _by_factor(
    factor: PlanningFactor, kept: Derivation, basics: Basics, template: Template | None
) -> Proposal:
    kind = basics.types[factor.yields_type or ""]
    # A changed value has no source but who changed it.
    source = factor.source or factor.value.source
    return Proposal(
        title=kind.name,
        type=kind.id,
        area=factor.area,
        line_of_effort=factor.line_of_effort,
        priority=factor.priority,
        justification=factor.reason,
        source=source if template is None else f"{template.title}; {source}",
        derivation=kept,
        changed_by=factor.value.source,
    )


def templates() -> tuple[Template, ...]:
    """List the templates of measures."""
    return measure_templates()


def propose_from_template(basics: Basics, template: Template) -> tuple[Proposal, ...]:
    """Propose a template's measures, and what its planning factors yield."""
    own = tuple(_measures(basics, template, template.measures))
    by_factor, _ = propose_from_factors(basics, template)
    return (*own, *by_factor)


def propose_again(basics: Basics, keys: Iterable[tuple[str, str]]) -> Iterator[Proposal]:
    """Propose single measures of templates again, by template and key of the measure."""
    wanted = set(keys)
    for template in templates():
        own = [m for m in template.measures if (template.id, m.key) in wanted]
        yield from _measures(basics, template, own)


def _measures(
    basics: Basics, template: Template, measures: Iterable[Measure]
) -> Iterator[Proposal]:
    for measure in measures:
        kind_id = shipped_id(CapabilityType.KIND, measure.type_code)
        if kind_id not in basics.types:
            continue
        kept = Derivation(
            quantity=_size(basics, measure),
            from_day=measure.from_day,
            to_day=measure.to_day,
            template=template.id,
            measure=measure.key,
        )
        yield Proposal(
            title=measure.title,
            type=kind_id,
            area=measure.area,
            line_of_effort=measure.line_of_effort,
            priority=measure.priority,
            justification=measure.why,
            source=f"{template.title}; {measure.source}",
            derivation=kept,
        )


def _size(basics: Basics, measure: Measure) -> Figure:
    """Size a measure; one that is counted by heads is unknown while the caseload lacks them."""
    if measure.counted is None:
        return Figure(measure.units, "unit", basis=Basis.ASSUMPTION, source=measure.source)
    day = max(0, min(measure.to_day, basics.to_day) - 1)
    heads = heads_on(basics.caseload, measure.counted, day, basics.shares)
    if heads is None:
        return replace(unknown("unit"), source=measure.source)
    per_unit = Figure(measure.heads_per_unit, "1", basis=Basis.ASSUMPTION, source=measure.source)
    return rounded(divided(heads, per_unit, "unit"), Rounding.UP)
