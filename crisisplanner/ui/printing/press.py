"""The press: builds the document beside the window, for the preview and for a file."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from crisisplanner.domain.changes import Changes
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.messages import message
from crisisplanner.domain.plans import Plan, PlanVersion
from crisisplanner.domain.progress import Progress, Watcher
from crisisplanner.services.publishing import export_plan, keep_printed
from crisisplanner.services.session import Session
from crisisplanner.services.versions import (
    VersionStanding,
    plan_versions,
    version_standing,
)
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.printing.pdf_pages import PdfPages
from crisisplanner.wording.catalogue import Wording

BUILD_JOB = "document.build"
EXPORT_JOB = "document.export"
FILE_NAME = "preview.pdf"


@dataclass(frozen=True, slots=True)
class Order:
    """Say what is to be printed: the plan, the paper, and which version; empty is as it is now."""

    plan: EntityId
    paper: str = "A4"
    version: EntityId = ""


@dataclass(frozen=True)
class Printed:
    """Hold what was built: the plans there are, the pages and their version; None without a plan."""

    plans: tuple[Plan, ...]
    order: Order
    pages: PdfPages | None
    standing: VersionStanding | None = None
    versions: tuple[PlanVersion, ...] = ()
    position: int | None = None
    """Where the journal stood all the time while it was built; None where it was edited meanwhile."""

    @property
    def version(self) -> PlanVersion | None:
        """Give the kept version that was asked for; None is the plan as it is now."""
        return next((one for one in self.versions if one.id == self.order.version), None)


class Press(QObject):
    """Build previews and files."""

    built = Signal(object)
    failed = Signal(object)
    exported = Signal(object)
    progressed = Signal(object)
    cancelled = Signal()

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.order = Order("")
        self._is_wanted = False
        context.room.changed.connect(self._on_room_changed)

    @property
    def is_building(self) -> bool:
        """Tell whether a preview is being built."""
        return self._context.jobs.is_running(BUILD_JOB)

    def want(self, *, is_wanted: bool) -> None:
        """Say whether the preview is looked at, so that it follows changes."""
        self._is_wanted = is_wanted

    def build(self, order: Order) -> None:
        """Build the preview; a newer order replaces one that is under way."""
        session = self._context.room.session
        if session is None:
            return
        self.order = order
        self._context.jobs.start(
            BUILD_JOB,
            message("print_page.building"),
            partial(_build, session, order, self._context.words),
            on_done=self._on_built,
            on_failed=self._on_failed,
            on_progress=self._on_progress,
        )

    def cancel(self) -> None:
        """Stop building."""
        self._context.jobs.cancel(BUILD_JOB, forget=True)
        self.cancelled.emit()

    def export(self, path: Path, shown: Printed | None = None) -> None:
        """Write the document to a file: the one that is shown, unless anything changed since."""
        session = self._context.room.session
        if session is None or not self.order.plan:
            return
        self._context.jobs.start(
            EXPORT_JOB,
            message("print_page.exporting"),
            partial(_write, session, self.order, shown, path, self._context.words),
            on_done=self._on_exported,
            on_failed=self._context.fail,
        )

    def _on_built(self, printed: Printed) -> None:
        self.order = printed.order
        self.built.emit(printed)

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)

    def _on_progress(self, progress: Progress) -> None:
        self.progressed.emit(progress)

    def _on_exported(self, path: Path) -> None:
        self._context.say(self._context.words.say("print_page.exported", path=str(path)))
        self.exported.emit(path)

    @Slot(object)
    def _on_room_changed(self, _changes: Changes) -> None:
        if self._is_wanted:
            self.build(self.order)


def plans_in_order(session: Session) -> tuple[Plan, ...]:
    """List the plans by number and title."""
    return tuple(sorted(session.all(Plan), key=lambda plan: (plan.number, plan.title, plan.id)))


def _build(session: Session, order: Order, words: Wording, watcher: Watcher) -> Printed:
    plans = plans_in_order(session)
    if not plans:
        return Printed((), Order("", order.paper), None)
    known = [plan.id for plan in plans]
    wanted = order.plan if order.plan in known else known[0]
    versions = plan_versions(session, wanted)
    own = order.version if order.version in {one.id for one in versions} else ""
    printed = Printed(
        plans,
        Order(wanted, order.paper, own),
        None,
        version_standing(session, wanted),
        versions,
    )
    before = session.file.position()
    with tempfile.TemporaryDirectory(prefix="crisisplanner-") as folder:
        path = _export(session, printed.order, Path(folder) / FILE_NAME, words, watcher)
        after = session.file.position()
        position = before if before == after else None
        return replace(printed, pages=PdfPages(path), position=position)


def _write(
    session: Session,
    order: Order,
    shown: Printed | None,
    path: Path,
    words: Wording,
    watcher: Watcher,
) -> Path:
    """Write what is shown; lay it out anew only where it is not what would be printed now."""
    pages = None if shown is None or shown.order != order else shown.pages
    if shown is None or pages is None or shown.position != session.file.position():
        return _export(session, order, path, words, watcher)
    keep_printed(pages.content, path)
    return path


def _export(session: Session, order: Order, path: Path, words: Wording, watcher: Watcher) -> Path:
    version = session.find(PlanVersion, order.version) if order.version else None
    export_plan(
        session,
        order.plan,
        path,
        words=words,
        paper=order.paper,
        version=version,
        watcher=watcher,
    )
    return path
