"""Publish a plan: put its document together, print it, check a printed one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import Cancelled, CrisisPlannerError, bad_input, refused
from crisisplanner.domain.markings import Marking, MarkingKind
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plan_document import Identity, PlanDocument, Value
from crisisplanner.domain.plans import Plan, PlanVersion
from crisisplanner.domain.progress import Progress, Unwatched, Watcher
from crisisplanner.domain.terms import PlanState
from crisisplanner.services.matching.freshness import freshness_of
from crisisplanner.services.matching.problem_building import BuiltProblem, build_problem
from crisisplanner.services.matching.running import adopted_match
from crisisplanner.services.matching.view_reading import read_match
from crisisplanner.services.outgoing_files import OutgoingKind, refuse_other_file
from crisisplanner.services.plan_contents.assembly import sections_of
from crisisplanner.services.plan_contents.document_marking import highest_level
from crisisplanner.services.plan_contents.front_matter import cover
from crisisplanner.services.plan_contents.material import Material
from crisisplanner.services.session import Session
from crisisplanner.services.versions import snapshot_hash, version_standing
from crisisplanner.wording.catalogue import Wording

DOCUMENTS = ("plan",)
PAPERS = ("A4", "Letter")


def export_plan(
    session: Session,
    plan_id: EntityId,
    path: Path,
    *,
    words: Wording,
    paper: str = "A4",
    reader: str | None = None,
    watcher: Watcher | None = None,
) -> None:
    """Print a plan to a PDF file; the same content gives the same bytes.

    A PDF that was at ``path`` is replaced only by a complete one, anything else never. Raises ``Cancelled`` when the
    watcher wants to stop, and a coded error where the file can't be written.
    """
    from crisisplanner.reporting.contingency_plan import write

    refuse_other_file(path, OutgoingKind.PDF)
    watcher = watcher or Unwatched()
    content = plan_document(session, plan_id, reader=reader, watcher=watcher)
    write(content, path, words=words, paper=paper, watcher=watcher)


def plan_document(
    session: Session,
    plan_id: EntityId,
    *,
    reader: str | None = None,
    watcher: Watcher | None = None,
) -> PlanDocument:
    """Put together what a plan prints, from the workspace and its adopted match.

    Editions for a reader are refused: withholding is not there yet, and leaving it out would
    release what must not be.
    """
    if reader is not None:
        raise refused("document.reader_not_yet", reader=reader)
    watcher = _Stopping(watcher or Unwatched())
    watcher.report(Progress(message("document.gathering")))
    material = read_material(session, session.get(Plan, plan_id))
    sections = sections_of(material, watcher)
    return PlanDocument(_identity(material), cover(material), sections)


def read_material(session: Session, plan: Plan) -> Material:
    """Read a plan with its match and how the match stands to its inputs."""
    adopted = adopted_match(session, plan)
    freshness = freshness_of(session, plan)
    stale = freshness.is_matched and not freshness.is_current
    return Material(
        session=session,
        plan=plan,
        view=read_match(session, plan.id).view,
        match=None if adopted is None else adopted.match,
        # Figures of before are not mixed with what the inputs are now.
        built=None if stale else _problem(session, plan),
        # A stale match counts at least one change, though undoing may hide which.
        n_changes_since=max(1, len(freshness.changed_by)) if stale else 0,
    )


def check_document(session: Session, path: Path) -> tuple[Message, ...]:
    """List what is wrong with a printed document: its origin, its state, its markings.

    Raises a coded error where there is no file.
    """
    from crisisplanner.reporting.reading_back import read_document

    if not path.is_file():
        raise bad_input("document.check.no_file", path=str(path))
    printed = read_document(path)
    if printed is None:
        return (message("document.check.not_readable", path=str(path)),)
    plans = [plan for plan in session.all(Plan) if plan.title == printed.title]
    if not plans:
        return (message("document.check.not_ours", path=str(path)),)
    faults: list[Message] = []
    hashes = {snapshot_hash(session, plan.id) for plan in plans}
    hashes |= {v.sha256 for plan in plans for v in session.select(PlanVersion, plan=plan.id)}
    if printed.sha256 not in hashes:
        faults.append(message("document.check.other_state", path=str(path), title=printed.title))
    faults += [
        message(
            "document.check.page_without_marking",
            page=page,
            path=str(path),
            marking=printed.marking,
        )
        for page in printed.pages_without_marking
    ]
    return tuple(faults)


class _Stopping:
    """Pass reports on, and stop between two of them when the user asked for it."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher

    def report(self, progress: Progress) -> None:
        if self._watcher.is_cancelled():
            raise Cancelled
        self._watcher.report(progress)

    def is_cancelled(self) -> bool:
        return self._watcher.is_cancelled()


def _problem(session: Session, plan: Plan) -> BuiltProblem | None:
    try:
        return build_problem(session, plan)
    except CrisisPlannerError:
        # A plan that can't be matched as it stands is printed all the same, without computed parts.
        return None


def _identity(material: Material) -> Identity:
    session, plan = material.session, material.plan
    version = version_standing(session, plan.id).of_now
    state = message("word.PlanState." + plan.state.value)
    if version is None:
        sha256 = snapshot_hash(session, plan.id)
        said: Value = message("document.version.draft")
        if plan.state is not PlanState.DRAFT:
            said = message("document.version.draft_in", state=state)
        printed_at = _last_change(session)
    else:
        sha256 = version.sha256
        said = message("document.version.numbered", number=version.number, state=state)
        printed_at = version.made_at or _last_change(session)
    own = material.marking
    return Identity(
        title=plan.title,
        number=plan.number,
        version=said,
        marking=Marking(highest_level(material), _kind(material), own.releasable_to, own.handling),
        printed_at=printed_at,
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


def _last_change(session: Session) -> datetime:
    groups = session.file.groups(1)
    return groups[0].at if groups else datetime(1970, 1, 1, tzinfo=UTC)
