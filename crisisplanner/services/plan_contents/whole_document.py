"""A plan's document as it is now: its material, what stands on every page, and all its sections."""

from __future__ import annotations

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.markings import Marking, MarkingKind
from crisisplanner.domain.messages import message
from crisisplanner.domain.plan_document import Identity, PlanDocument, Value
from crisisplanner.domain.plans import Plan, PlanVersion
from crisisplanner.domain.progress import Progress, Watcher
from crisisplanner.domain.terms import PlanState
from crisisplanner.services.matching.freshness import as_matched, freshness_of
from crisisplanner.services.matching.problem_building import BuiltProblem, build_problem
from crisisplanner.services.matching.running import adopted_match
from crisisplanner.services.matching.view_reading import read_match
from crisisplanner.services.plan_contents.assembly import sections_of
from crisisplanner.services.plan_contents.document_marking import highest_level, readers_of_all
from crisisplanner.services.plan_contents.front_matter import cover
from crisisplanner.services.plan_contents.material import Material
from crisisplanner.services.session import Session
from crisisplanner.services.versions import snapshot_hash


def present_document(
    session: Session, plan: Plan, watcher: Watcher, version: PlanVersion | None = None
) -> PlanDocument:
    """Put together what a plan prints now: as ``version``, which may be in the making, or as a draft."""
    watcher.report(Progress(message("document.gathering")))
    material = _material(session, plan, version)
    sections, omitted = sections_of(material, watcher)
    return PlanDocument(_identity(material, version), cover(material), sections, omitted)


def _material(session: Session, plan: Plan, version: PlanVersion | None) -> Material:
    adopted = adopted_match(session, plan)
    freshness = freshness_of(session, plan)
    # Figures of before are not mixed with what the inputs are now.
    then = as_matched(session, plan) if freshness.is_stale else None
    of = session if then is None else then
    return Material(
        session=session,
        plan=plan,
        view=read_match(session, plan.id).view,
        match=None if adopted is None else adopted.match,
        built=_problem(of, of.find(Plan, plan.id) or plan),
        # A stale match counts at least one change, though undoing may hide which.
        n_changes_since=max(1, len(freshness.changed_by)) if freshness.is_stale else 0,
        version=version,
        then=then,
    )


def _problem(session: Session, plan: Plan) -> BuiltProblem | None:
    try:
        return build_problem(session, plan)
    except CrisisPlannerError:
        # A plan that can't be matched as it stands is printed all the same, without computed parts.
        return None


def _identity(material: Material, version: PlanVersion | None) -> Identity:
    session, plan = material.session, material.plan
    state = message("word.PlanState." + plan.state.value)
    if version is None:
        sha256 = snapshot_hash(session, plan.id)
        said: Value = message("document.version.draft")
        if plan.state is not PlanState.DRAFT:
            said = message("document.version.draft_in", state=state)
    else:
        sha256 = version.sha256
        said = message("document.version.numbered", number=version.number, state=state)
    own = material.marking
    return Identity(
        title=plan.title,
        number=plan.number,
        version=said,
        marking=Marking(
            highest_level(material), _kind(material), readers_of_all(material), own.handling
        ),
        printed_at=material.printed_at,
        sha256=sha256,
        author=plan.owner or material.workspace.owner or material.workspace.name,
        subject=message("document.subject.plan"),
        level_scheme=material.workspace.level_scheme,
        is_draft=version is None,
        changes_since_match=material.n_changes_since,
    )


def _kind(material: Material) -> MarkingKind:
    """Give the strictest kind of workspace and plan: an exercise is never printed as real."""
    markings = (material.workspace.marking, material.plan.marking)
    kinds = {marking.kind for marking in markings if marking is not None}
    for kind in (MarkingKind.EXERCISE, MarkingKind.TRAINING):
        if kind in kinds:
            return kind
    return MarkingKind.REAL
