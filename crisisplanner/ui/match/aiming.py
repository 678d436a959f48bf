"""Choosing the aims of a plan's matches from the match page, and keeping them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.services.matching.plan_aims import (
    AimChoices,
    PlanAims,
    aim_choices,
    keep_aims,
)
from crisisplanner.services.session import Session
from crisisplanner.ui.match.aims_dialog import AimsDialog
from crisisplanner.ui.match.desk import MatchDesk
from crisisplanner.ui.match.phrases import aims_in_order
from crisisplanner.ui.pages import PageContext

AIMS_JOB = "match.aims"


class MatchAiming(QObject):
    """Open the aims of the plan that is shown, keep what is chosen, and match if that is asked."""

    def __init__(self, context: PageContext, desk: MatchDesk, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._desk, self._page = context, desk, page
        self.dialog: AimsDialog | None = None

    @Slot()
    def open(self) -> None:
        """Offer the aims of the plan, with why one can't be had."""
        session, plan_id = self._context.room.session, self._desk.plan_id
        if session is not None and plan_id:
            self._context.jobs.start(
                AIMS_JOB,
                message("match_page.reading"),
                partial(_choices, session, plan_id),
                on_done=self._on_choices,
                on_failed=self._context.fail,
            )

    def _on_choices(self, offered: AimChoices) -> None:
        is_writable = not self._context.session.is_read_only
        dialog = AimsDialog(self._context, self._page, offered, is_writable=is_writable)
        dialog.kept.connect(self._on_dialog_kept)
        dialog.match_asked.connect(self._on_dialog_match_asked)
        dialog.finished.connect(self._on_dialog_finished)
        self.dialog = dialog
        dialog.open()

    @Slot()
    def _on_dialog_finished(self) -> None:
        self.dialog = None

    @Slot(object)
    def _on_dialog_kept(self, aims: PlanAims) -> None:
        self._keep(aims, match=False)

    @Slot(object)
    def _on_dialog_match_asked(self, aims: PlanAims) -> None:
        self._keep(aims, match=True)

    def _keep(self, aims: PlanAims, *, match: bool) -> None:
        session = self._context.room.session
        if session is None:
            return
        self._context.jobs.start(
            AIMS_JOB,
            message("match_page.storing"),
            partial(_keep, session, self._desk.plan_id, aims),
            on_done=partial(self._on_kept, match=match),
            on_failed=self._context.fail,
        )

    def _on_kept(self, aims: PlanAims, *, match: bool) -> None:
        code = "match_aims.kept" if aims.later else "match_aims.kept_alone"
        said = aims_in_order(aims.later, self._context.words)
        self._context.say(self._context.words.say(code, aims=said, tolerance=aims.tolerance))
        if match:
            self._desk.match()


def _choices(session: Session, plan_id: EntityId, _watcher: Watcher) -> AimChoices:
    return aim_choices(session, plan_id)


def _keep(session: Session, plan_id: EntityId, aims: PlanAims, _watcher: Watcher) -> PlanAims:
    keep_aims(session, plan_id, aims)
    return aims
