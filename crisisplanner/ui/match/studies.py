"""Studies of a match: levers and their proofs, questions of one's own, matches side by side.

Nothing here changes the plan; only matching together with other plans does, by the desk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.levers import Lever
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.progress import Progress, Watcher
from crisisplanner.services.matching.comparison import ComparisonView, DifferenceNaming
from crisisplanner.services.matching.lever_report import (
    LeverKey,
    LeverReport,
    LeversView,
    keep_levers,
    key_of,
    read_levers,
    view_levers,
)
from crisisplanner.services.matching.match_view import Standing
from crisisplanner.services.matching.next_best import next_best_for
from crisisplanner.services.matching.question_choices import Choice, question_choices
from crisisplanner.services.matching.replanning import compare_last_two, plans_matched_with
from crisisplanner.services.matching.view_reading import MatchReading
from crisisplanner.services.matching.what_if import (
    ProvenLever,
    Question,
    answer,
    prepare_what_if,
    prove_levers,
)
from crisisplanner.services.session import Session
from crisisplanner.ui.match.desk import MatchDesk
from crisisplanner.ui.match.inspector import Inspector
from crisisplanner.ui.match.lever_phrases import LeverPhrases
from crisisplanner.ui.match.match_actions import COMPARE, LEVERS, SEVERAL_PLANS, TOGETHER
from crisisplanner.ui.match.study_dialogs import (
    ComparisonDialog,
    QuestionDialog,
    StudyDialog,
    TogetherDialog,
)
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.processes import run_in_process
from crisisplanner.ui.shell.side_pane import PaneSplit

LEVERS_JOB = "match.levers"
PROOF_JOB = "match.proof"
STUDY_JOB = "match.study"
PRICES_JOB = "match.prices"
Levers = tuple[LeverReport, LeversView]


@dataclass(frozen=True, slots=True)
class Tried:
    """Hold the levers while more of them are tried."""

    report: LeverReport
    view: LeversView


class MatchStudies(QObject):
    """Find and prove levers, answer questions, compare matches, ask which plans compete."""

    def __init__(
        self,
        context: PageContext,
        phrases: LeverPhrases,
        desk: MatchDesk,
        split: PaneSplit,
        inspector: Inspector,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._context, self._phrases = context, phrases
        self._desk, self._split, self._inspector, self._page = desk, split, inspector, page
        self._report: LeverReport | None = None
        self._plans: tuple[Plan, ...] = ()
        self.dialog: StudyDialog | None = None
        desk.came.connect(self._on_desk_came)
        desk.plans_came.connect(self._on_desk_plans_came)
        inspector.lever_asked.connect(self.open_lever)
        inspector.check_asked.connect(self.check_all)
        inspector.stop_asked.connect(self.stop)
        inspector.question_asked.connect(self.open_question)
        inspector.prices_asked.connect(self._on_prices_asked)

    def verbs(self) -> Mapping[str, Callable[[], None]]:
        """Give what does the actions of studies."""
        return {
            LEVERS: self.open_levers,
            COMPARE: self.compare,
            TOGETHER: self.open_together,
        }

    @property
    def is_checking(self) -> bool:
        """Tell whether levers are being checked."""
        return self._context.jobs.is_running(PROOF_JOB)

    @Slot()
    def open_levers(self) -> None:
        """List the levers of the plan in the inspector."""
        self._inspector.open_levers()
        self._split.unfold()

    @Slot()
    def check_all(self) -> None:
        """Prove all levers that were not tried."""
        if self._report is not None:
            self._check(self._report.untried(), None)

    @Slot(object)
    def open_lever(self, key: LeverKey) -> None:
        """Open a lever's comparison; one that was not tried is proven first."""
        levers = self._inspector.levers
        lever = None if levers is None else levers.lever(key)
        if lever is None or self._report is None:
            return
        if lever.comparison is not None:
            note = self._phrases.hint(lever) + ". " + self._phrases.code("world_note")
            self._show(self._phrases.condition(lever), note, lever.comparison)
            return
        if self.is_checking:
            self._context.say(self._phrases.code("busy"))
            return
        self._check([one for one in self._report.untried() if key_of(one) == key], key)

    @Slot()
    def stop(self) -> None:
        """Stop checking; what was tried is kept."""
        self._context.jobs.cancel(PROOF_JOB)

    def _check(self, levers: Sequence[Lever], then: LeverKey | None) -> None:
        session, report = self._context.room.session, self._report
        if session is None or report is None or not levers or self.is_checking:
            return
        self._context.jobs.start(
            PROOF_JOB,
            message("what_if.checking"),
            partial(_prove, session, self._desk.plan_id, report, tuple(levers)),
            on_progress=self._on_proof_progress,
            on_done=partial(self._on_proven, len(levers), then),
            on_failed=self._on_proof_failed,
            keep_best=True,
        )
        self._inspector.show_checking(is_checking=True)

    def _on_proof_progress(self, progress: Progress) -> None:
        """Show each lever as soon as it was tried."""
        found, known = progress.found, self._report
        if isinstance(found, Tried) and known is not None and known.run == found.report.run:
            self._on_levers((found.report, found.view))

    def _on_proven(self, n: int, then: LeverKey | None, levers: Levers) -> None:
        self._inspector.show_checking(is_checking=False)
        if self._report is None or self._report.run != levers[0].run:
            # Another plan or another match is shown by now; its own levers are kept beside it.
            return
        self._on_levers(levers)
        gaining = sum(one.has_gain for one in levers[1].levers)
        lever = None if then is None else levers[1].lever(then)
        if lever is None:
            self._context.say(self._phrases.code("checked", n=n, gaining=gaining))
        elif lever.comparison is not None:
            self.open_lever(lever.key)

    def _on_proof_failed(self, error: Exception) -> None:
        self._inspector.show_checking(is_checking=False)
        self._context.fail(error)

    @Slot(str)
    def _on_prices_asked(self, need_id: EntityId) -> None:
        session = self._context.room.session
        if session is not None:
            self._context.jobs.start(
                PRICES_JOB,
                message("what_if.comparing"),
                partial(_prices, session, self._desk.plan_id, need_id),
                on_done=partial(self._inspector.show_instead, need_id),
                on_failed=self._context.fail,
            )

    @Slot()
    def compare(self) -> None:
        """Compare the last two matches that were adopted."""
        session = self._context.room.session
        if session is not None and self._desk.plan_id:
            title = self._phrases.code("compare_title")
            note = self._phrases.code("compare_note")
            self._study(partial(_compare, session, self._desk.plan_id), title, note)

    @Slot()
    def open_question(self) -> None:
        """Ask what would be otherwise."""
        session = self._context.room.session
        if session is None or not self._desk.plan_id:
            return
        self._context.jobs.start(
            STUDY_JOB,
            message("what_if.reading"),
            partial(_choices, session, self._desk.plan_id),
            on_done=self._on_choices,
            on_failed=self._context.fail,
        )

    def _on_choices(self, choices: tuple[Choice, ...]) -> None:
        dialog = QuestionDialog(self._context, self._phrases, self._page, choices)
        dialog.asked.connect(self._on_dialog_asked)
        self._open(dialog)

    @Slot(object, str)
    def _on_dialog_asked(self, question: Question, title: str) -> None:
        session = self._context.room.session
        if session is not None:
            work = partial(_answer, session, self._desk.plan_id, question)
            self._study(work, title, self._phrases.code("world_note"))

    def _study(self, work: Callable[[Watcher], ComparisonView], title: str, note: str) -> None:
        self._context.jobs.start(
            STUDY_JOB,
            message("what_if.comparing"),
            work,
            on_done=partial(self._show, title, note),
            on_failed=self._context.fail,
        )

    def _show(self, title: str, note: str, comparison: ComparisonView) -> None:
        self._open(
            ComparisonDialog(self._context, self._phrases, self._page, title, note, comparison)
        )

    def _open(self, dialog: StudyDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._on_dialog_finished)
        dialog.open()

    @Slot()
    def _on_dialog_finished(self) -> None:
        if self.sender() is self.dialog:
            self.dialog = None

    @Slot()
    def open_together(self) -> None:
        """Ask which plans compete with this one."""
        session = self._context.room.session
        if session is None or len(self._plans) < 2:
            return
        own = next((one for one in self._plans if one.id == self._desk.plan_id), None)
        if own is None:
            return
        others = tuple(one for one in self._plans if one is not own)
        ticked = plans_matched_with(session, own.id)
        dialog = TogetherDialog(self._context, self._phrases, self._page, (own, others), ticked)
        dialog.chosen.connect(self._desk.match_together)
        self._open(dialog)

    @Slot(object)
    def _on_desk_plans_came(self, plans: tuple[Plan, ...]) -> None:
        self._plans = plans
        self._context.board.hold(SEVERAL_PLANS, holds=len(plans) > 1)

    @Slot(object)
    def _on_desk_came(self, reading: MatchReading | None) -> None:
        session = self._context.room.session
        standing = None if reading is None else reading.view.standing
        if session is None or reading is None or standing is not Standing.CURRENT:
            self._report = None
            self._context.jobs.cancel(LEVERS_JOB, forget=True)
            self._inspector.show_levers(None)
            return
        self._context.jobs.start(
            LEVERS_JOB,
            message("what_if.reading"),
            partial(_read, session, reading.view.plan, self._report),
            on_done=self._on_levers,
            on_failed=self._on_levers_failed,
        )

    def _on_levers(self, levers: Levers) -> None:
        self._report, view = levers
        self._inspector.show_levers(view)

    def _on_levers_failed(self, error: Exception) -> None:
        self._report = None
        self._inspector.show_levers(None)
        if not isinstance(error, CrisisPlannerError):
            # A coded error is a match that went old while it was read; the page says so itself.
            self._context.fail(error)


def _read(
    session: Session, plan_id: EntityId, known: LeverReport | None, _watcher: Watcher
) -> Levers:
    if known is None or known.run != session.get(Plan, plan_id).match_run:
        known = read_levers(session, plan_id)[1]
    return known, view_levers(session, known)


def _prove(
    session: Session,
    plan_id: EntityId,
    report: LeverReport,
    levers: tuple[Lever, ...],
    watcher: Watcher,
) -> Levers:
    what_if = prepare_what_if(session, plan_id)
    telling = _ProofWatcher(session, report, watcher)
    tried = run_in_process(prove_levers, what_if, levers, watcher=telling)
    known = report.with_proofs(tried)
    keep_levers(session, known)
    return known, view_levers(session, known)


class _ProofWatcher:
    """Turn each lever that was tried into the levers as they are shown, beside the window."""

    def __init__(self, session: Session, report: LeverReport, watcher: Watcher) -> None:
        self._session, self._report, self._watcher = session, report, watcher

    def report(self, progress: Progress) -> None:
        """Pass a report on."""
        if isinstance(progress.found, ProvenLever):
            self._report = self._report.with_proofs([progress.found])
            found = Tried(self._report, view_levers(self._session, self._report))
            progress = replace(progress, found=found)
        self._watcher.report(progress)

    def is_cancelled(self) -> bool:
        """Tell whether the user asked to stop."""
        return self._watcher.is_cancelled()


def _choices(session: Session, plan_id: EntityId, _watcher: Watcher) -> tuple[Choice, ...]:
    return question_choices(session, prepare_what_if(session, plan_id))


def _answer(
    session: Session, plan_id: EntityId, question: Question, watcher: Watcher
) -> ComparisonView:
    what_if = prepare_what_if(session, plan_id)
    found = run_in_process(answer, what_if, question, watcher=watcher)
    return DifferenceNaming(session).view(found.difference)


def _prices(
    session: Session, plan_id: EntityId, need_id: EntityId, watcher: Watcher
) -> tuple[Message, ...]:
    return next_best_for(session, plan_id, need_id, watcher)


def _compare(session: Session, plan_id: EntityId, _watcher: Watcher) -> ComparisonView:
    return compare_last_two(session, plan_id)
