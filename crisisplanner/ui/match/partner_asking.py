"""Asking a partner from the match page: the dialog, the request that is stored, the paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.domain.requests import CapabilityRequest
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services.requests import Asking, ask_partner, asking_for
from crisisplanner.services.requirement_statements import (
    StatementDraft,
    draft_statement,
    write_statement,
)
from crisisplanner.services.session import Session
from crisisplanner.ui.match.ask_dialog import AskDialog
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.widgets.file_dialog import FileDialog, ask_where
from crisisplanner.wording.catalogue import Wording

DRAFT_JOB = "match.draft_request"
REQUEST_JOB = "match.request"
WRITE_JOB = "match.statement"


class PartnerAsking(QObject):
    """Ask partners for what requirements lack."""

    def __init__(self, context: PageContext, phrases: Phrases, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._phrases, self._page = context, phrases, page
        self.dialog: AskDialog | None = None
        self.file_dialog: FileDialog | None = None

    @Slot(str)
    def open(self, need_id: EntityId) -> None:
        """Draft a request for a requirement, and open it to be changed and sent."""
        session = self._context.room.session
        if session is None or not need_id:
            return
        self._context.jobs.start(
            DRAFT_JOB,
            message("ask_partner.drafting"),
            partial(_draft, session, need_id),
            on_done=self._on_drafted,
            on_failed=self._context.fail,
        )

    def _on_drafted(self, draft: StatementDraft) -> None:
        if not draft.partners:
            self._context.say(self._context.words.say("ask_partner.nobody"))
            return
        dialog = AskDialog(self._context, self._phrases, self._page, draft)
        dialog.ask.setEnabled(not self._context.session.is_read_only)
        dialog.ask_asked.connect(self._on_dialog_ask_asked)
        dialog.write_asked.connect(self._on_dialog_write_asked)
        dialog.finished.connect(self._on_dialog_finished)
        self.dialog = dialog
        dialog.open()

    @Slot()
    def _on_dialog_finished(self) -> None:
        self.dialog = None

    def _asking(self, dialog: AskDialog, session: Session) -> Asking:
        need = session.get(Requirement, dialog.draft.requirement)
        today = session.outside.now().date()
        return replace(
            asking_for(session, str(dialog.partner.value()), need),
            quantity=dialog.asked_quantity,
            text=dialog.why.toPlainText().strip(),
            answer_by=today + timedelta(days=dialog.answer_days),
        )

    @Slot()
    def _on_dialog_ask_asked(self) -> None:
        session, dialog = self._context.room.session, self.dialog
        if session is None or dialog is None:
            return
        said = self._context.words.say(
            "ask_partner.asked", partner=dialog.partner_name, title=dialog.draft.title
        )
        self._context.jobs.start(
            REQUEST_JOB,
            message("ask_partner.storing"),
            partial(_store, session, self._asking(dialog, session)),
            on_done=partial(self._on_stored, said),
            on_failed=self._context.fail,
        )
        dialog.accept()

    def _on_stored(self, said: str, _request: CapabilityRequest) -> None:
        self._context.say(said)

    @Slot()
    def _on_dialog_write_asked(self) -> None:
        session, dialog = self._context.room.session, self.dialog
        if session is None or dialog is None:
            return
        words = self._context.words
        name = words.say("ask_partner.file", partner=dialog.partner_name)
        self.file_dialog = ask_where(
            dialog,
            words.say("ask_partner.writing"),
            [words.say("print_page.pdf_files")],
            self._write,
            suffix="pdf",
            folder=session.path.parent,
            suggested=name.replace("/", "-"),
        )
        self.file_dialog.finished.connect(self._on_file_dialog_finished)

    @Slot()
    def _on_file_dialog_finished(self) -> None:
        self.file_dialog = None

    def _write(self, path: Path) -> None:
        session, dialog = self._context.room.session, self.dialog
        if session is None or dialog is None:
            return
        asking = self._asking(dialog, session)
        self._context.jobs.start(
            WRITE_JOB,
            message("ask_partner.writing"),
            partial(_write, session, asking, path, self._context.words),
            on_done=self._on_written,
            on_failed=self._context.fail,
        )

    def _on_written(self, path: Path) -> None:
        self._context.say(self._context.words.say("ask_partner.written", path=str(path)))


def _draft(session: Session, need_id: EntityId, _watcher: Watcher) -> StatementDraft:
    return draft_statement(session, need_id)


def _store(session: Session, asking: Asking, _watcher: Watcher) -> CapabilityRequest:
    return ask_partner(session, asking)


def _write(session: Session, asking: Asking, path: Path, words: Wording, _watcher: Watcher) -> Path:
    write_statement(session, asking, path, words=words)
    return path
