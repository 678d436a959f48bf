"""Publish a plan: put its document together, print it, check a printed one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import Cancelled, bad_input, refused
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plan_document import PlanDocument
from crisisplanner.domain.plans import Plan, PlanVersion
from crisisplanner.domain.progress import Progress, Unwatched, Watcher
from crisisplanner.finished_file import finished_file
from crisisplanner.services.one_moment import read_at_one_moment
from crisisplanner.services.outgoing_files import OutgoingKind, refuse_other_file
from crisisplanner.services.plan_contents.whole_document import present_document
from crisisplanner.services.session import Session
from crisisplanner.services.version_keeping import kept_document
from crisisplanner.services.versions import snapshot_hash, version_standing
from crisisplanner.wording.catalogue import Wording

DOCUMENTS = ("plan",)
PAPERS = ("A4", "Letter")
SUFFIX = ".pdf"


def export_plan(
    session: Session,
    plan_id: EntityId,
    path: Path,
    *,
    words: Wording,
    paper: str = "A4",
    reader: str | None = None,
    version: PlanVersion | None = None,
    watcher: Watcher | None = None,
) -> None:
    """Print a plan, or a version of it, to a PDF file; the same content gives the same bytes.

    A PDF that was at ``path`` is replaced only by a complete one, anything else never. Raises ``Cancelled`` when the
    watcher wants to stop, and a coded error where the file can't be written.
    """
    from crisisplanner.reporting.contingency_plan import write

    _refuse_no_pdf(path)
    watcher = watcher or Unwatched()
    content = plan_document(session, plan_id, reader=reader, version=version, watcher=watcher)
    write(content, path, words=words, paper=paper, watcher=watcher)


def keep_printed(content: bytes, path: Path) -> None:
    """Write a PDF that is printed already, as it is; refused as ``export_plan`` is."""
    _refuse_no_pdf(path)
    try:
        with finished_file(path) as file:
            file.write(content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise refused("document.not_written", path=str(path), reason=reason) from error


def _refuse_no_pdf(path: Path) -> None:
    refuse_other_file(path, OutgoingKind.PDF)
    if path.suffix.lower() != SUFFIX:
        raise bad_input("document.wrong_type", file=path.name)


def plan_document(
    session: Session,
    plan_id: EntityId,
    *,
    reader: str | None = None,
    version: PlanVersion | None = None,
    watcher: Watcher | None = None,
) -> PlanDocument:
    """Put together what a plan prints: as it is now, or as a version kept it.

    A plan that nothing changed since its newest version prints as that version. What is edited
    meanwhile is read again, and after a few tries refused. Editions for a reader are
    refused: withholding is not there yet, and leaving it out would release what must not be.
    """
    if reader is not None:
        raise refused("document.reader_not_yet", reader=reader)
    watcher = _Stopping(watcher or Unwatched())
    if version is not None:
        kept = kept_document(session, version)
        if kept is None:
            raise refused("document.version.not_kept", number=version.number, name=version.name)
        return kept
    return read_at_one_moment(session, partial(_as_it_is_now, session, plan_id, watcher))


def _as_it_is_now(session: Session, plan_id: EntityId, watcher: Watcher) -> PlanDocument:
    of_now = version_standing(session, plan_id).of_now
    kept = None if of_now is None else kept_document(session, of_now)
    return kept or present_document(session, session.get(Plan, plan_id), watcher, of_now)


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
    faults: list[Message] = []
    if not session.select(PlanVersion, sha256=printed.sha256):
        # Only what is no version has to bear the title of today.
        plans = [plan for plan in session.all(Plan) if plan.title == printed.title]
        if not plans:
            return (message("document.check.not_ours", path=str(path)),)
        hashes = {snapshot_hash(session, plan.id) for plan in plans}
        if printed.sha256 not in hashes:
            faults.append(
                message("document.check.other_state", path=str(path), title=printed.title)
            )
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
