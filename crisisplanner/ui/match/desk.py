"""The desk: what the match page asks of the services, beside the window and one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot

from crisisplanner.domain.changes import Changes
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.match import Match, MatchStatus
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.progress import Progress, Watcher
from crisisplanner.services.matching import running
from crisisplanner.services.matching.aim_remarks import aim_remarks, gave_up_coverage
from crisisplanner.services.matching.freshness import INPUT_KINDS
from crisisplanner.services.matching.live_view import LiveReader
from crisisplanner.services.matching.lock_lifting import lift_impossible_locks, names_a_lock
from crisisplanner.services.matching.match_view import MatchView
from crisisplanner.services.matching.plan_aims import aimed_wish, aims_of_wish
from crisisplanner.services.matching.plan_stream import PlanSoFar
from crisisplanner.services.matching.replanning import (
    n_changed_by,
    own_match,
    plans_matched_with,
)
from crisisplanner.services.matching.solving import MatchWish, stream_match
from crisisplanner.services.matching.view_reading import MatchReading, read_match
from crisisplanner.services.session import Session
from crisisplanner.ui.match.live_plan import LivePlan
from crisisplanner.ui.match.plan_edits import PlanEdits
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.processes import run_in_process

READ_JOB = "match.read"
MATCH_JOB = "match.solve"
SHOWN_KINDS = INPUT_KINDS | {"allocation", "decision_point", "workspace"}


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what a run is of; ``is_improving`` one that is to change little of what stands."""

    prepared: running.PreparedMatch
    wish: MatchWish
    is_improving: bool = False


Ask = Callable[[Session, EntityId], Asked]


@dataclass(frozen=True, slots=True)
class Solved:
    """Hold what a run found, and what the standing plan covers if that is more.

    ``n_changed``: of how many requirements it changes something, where little was to change.
    ``own``: what the plan that is shown gets of a match of several.
    """

    prepared: running.PreparedMatch
    match: Match
    better_standing: float | None
    n_changed: int | None = None
    own: float | None = None


@dataclass(eq=False)
class _Run:
    """Hold what a run found before anybody heard of it, and whether it is to be kept."""

    solved: Solved | None = None
    is_kept: bool = False
    """It came to its own end, or a person stopped it to keep its best."""


class MatchDesk(QObject):
    """Read and match one plan; its ``edits`` change it."""

    came = Signal(object)
    """Carries a ``MatchReading``, or None where there is no plan."""
    plans_came = Signal(object)

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.plan_id: EntityId = ""
        self.reading: MatchReading | None = None
        self._is_wanted = False
        self._is_behind = False
        self._asked: Ask | None = None
        self.live = LivePlan(self)
        self.edits = PlanEdits(context, self)
        self.edits.failed.connect(self.refresh)
        self._run: _Run | None = None
        context.jobs.finished.connect(self._on_jobs_finished)
        context.room.changed.connect(self._on_room_changed)

    @property
    def is_busy(self) -> bool:
        """Tell whether a match runs."""
        return self._context.jobs.is_running(MATCH_JOB)

    def show_plan(self, plan_id: EntityId) -> None:
        """Take another plan; an empty id is the first there is."""
        self.plan_id = plan_id
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read the plan anew; what changes while it is read is read afterwards."""
        session = self._context.room.session
        if session is None:
            return
        if self._context.jobs.is_running(READ_JOB):
            self._is_behind = True
            return
        self._is_behind = False
        self._context.jobs.start(
            READ_JOB,
            message("match_page.reading"),
            partial(_read, session, self.plan_id),
            on_done=self._on_read,
            on_failed=self._on_read_failed,
        )

    def want(self, *, is_wanted: bool) -> None:
        """Say whether the page is looked at, so that it follows changes."""
        self._is_wanted = is_wanted

    def match(self) -> None:
        """Match the plan; the result is adopted as one step.

        So is that of a stopped run, unless the plan that stands covers more.
        """
        self._start(_anew)

    def improve(self) -> None:
        """Match so that as little as possible changes of what the plan does now."""
        self._start(_least_change)

    def match_together(self, others: tuple[EntityId, ...]) -> None:
        """Match the plan in one run with others that compete for the same offers."""
        self._start(partial(_with, others))

    def _start(self, ask: Ask) -> None:
        session = self._context.room.session
        if session is None or self.is_busy:
            return
        if not self.plan_id:
            # The page opens for this: which plan it is, the reading under way will tell.
            self._asked = ask if self._context.jobs.is_running(READ_JOB) else None
            return
        if session.is_read_only:
            self._context.say(self._context.words.say("match_page.read_only"))
            return
        self._run = _Run()
        self._context.jobs.start(
            MATCH_JOB,
            message("match_page.matching"),
            partial(_run, self._run, ask, self._base(), session, self.plan_id),
            on_done=self._on_solved,
            on_failed=self._on_match_failed,
            on_progress=self.live.take,
            keep_best=True,
        )

    def _base(self) -> MatchView | None:
        """Give what the page shows of the plan, for the plans of a run to be shown on."""
        view = None if self.reading is None else self.reading.view
        return view if view is not None and view.plan == self.plan_id else None

    @Slot()
    def stop(self) -> None:
        """Stop the match and keep the best that it found."""
        if self._run is not None:
            self._run.is_kept = True
        self._context.jobs.cancel(MATCH_JOB)

    @Slot()
    def discard(self) -> None:
        """Stop the match and keep nothing of it."""
        if self.is_busy:
            self._context.jobs.cancel(MATCH_JOB, forget=True)
            self._end_run()
            self._context.say(self._context.words.say("match_page.discarded"))

    def _end_run(self) -> None:
        """Show what is stored again."""
        self._run = None
        self.live.drop()
        self.came.emit(self.reading)

    def _on_read(self, found: tuple[tuple[Plan, ...], MatchReading | None]) -> None:
        if self._is_behind:
            self.refresh()
            return
        plans, reading = found
        self.reading = reading
        self.plan_id = reading.view.plan if reading is not None else ""
        self.plans_came.emit(plans)
        self.came.emit(reading)
        asked, self._asked = self._asked, None
        if asked is not None and self.plan_id:
            self._start(asked)

    def _on_read_failed(self, error: Exception) -> None:
        self._is_behind = False
        self._asked = None
        self._context.fail(error)

    def _on_solved(self, solved: Solved) -> None:
        match = solved.match
        words = self._context.words
        if solved.better_standing is not None:
            self._end_run()
            self._context.say(
                words.say(
                    "match_page.kept_better",
                    standing=solved.better_standing,
                    value=match.weighted_coverage,
                )
            )
            return
        # What was found stays in sight until it is read again from the file.
        self._run = None
        self.live.drop()
        self.edits.edit(partial(_adopt, solved.prepared, match), self._outcome(solved))

    def _outcome(self, solved: Solved) -> str:
        """Say what a run that is adopted comes to, and what became of its later aims."""
        remarks = map(self._context.words.message, aim_remarks(solved.match))
        return " ".join((self._outcome_of_coverage(solved), *remarks))

    def _outcome_of_coverage(self, solved: Solved) -> str:
        match, words = solved.match, self._context.words
        params = {"value": match.weighted_coverage, "bound": match.bound, "gap": match.gap}
        tried = "" if match.is_bound_for_all_days else "_tried"
        if solved.own is not None:
            code = "stopped" if match.status is MatchStatus.STOPPED else "finished"
            return words.say(f"match_page.{code}_together", own=solved.own, **params)
        if match.status is MatchStatus.STOPPED:
            return words.say("match_page.stopped" + tried, **params)
        if solved.n_changed is not None:
            code = "improved" if solved.n_changed else "improved_nothing"
            return words.say(f"match_page.{code}", n=solved.n_changed, **params)
        if gave_up_coverage(match):
            return words.say("match_page.finished_for_aims", **params)
        if match.gap < 5e-4:
            return words.say("match_page.finished_optimal" + tried, **params)
        return words.say("match_page.finished" + tried, **params)

    @Slot()
    def _on_jobs_finished(self) -> None:
        """Adopt what a run had found when the workspace closes; of one cut short say that it is lost."""
        run, self._run = self._run, None
        session = self._context.room.session
        if run is None or session is None:
            return
        if run.solved is None or not run.is_kept:
            self._say_at_the_end(self._context.words.say("match_page.cut_short"))
            return
        if run.solved.better_standing is None:
            try:
                _adopt(run.solved.prepared, run.solved.match, session)
            except CrisisPlannerError as error:
                self._context.fail(error)
                return
            self._say_at_the_end(self._outcome(run.solved))

    def _say_at_the_end(self, said: str) -> None:
        """Say it when the workspace is left; what is said before, the window writes over then."""
        once = Qt.ConnectionType.SingleShotConnection
        self._context.room.left.connect(partial(self._context.say, said), once)

    def _on_match_failed(self, error: Exception) -> None:
        self._end_run()
        self._context.fail(error)
        if names_a_lock(error):
            words = self._context.words
            lift = words.say("match_page.lift_locks")
            self._context.offer(lift, partial(self.lift_locks, words.say("match_page.lifted")))

    def lift_locks(self, said: str) -> None:
        """Let the locks go that stand against the rules of the plan."""
        self.edits.edit(partial(_lift, self.plan_id), said)

    @Slot(object)
    def _on_room_changed(self, changes: Changes) -> None:
        if self._is_wanted and changes.kinds & SHOWN_KINDS:
            self.refresh()


def _read(
    session: Session, plan_id: EntityId, _watcher: Watcher
) -> tuple[tuple[Plan, ...], MatchReading | None]:
    plans = tuple(sorted(session.all(Plan), key=lambda plan: (plan.number, plan.title, plan.id)))
    known = [plan.id for plan in plans]
    if not known:
        return (), None
    return plans, read_match(session, plan_id if plan_id in known else known[0])


def _run(
    run: _Run,
    ask: Ask,
    base: MatchView | None,
    session: Session,
    plan_id: EntityId,
    watcher: Watcher,
) -> Solved:
    """Solve in a process of its own; what it finds on the way is shown on the base."""
    run.solved = _solve(ask, base, session, plan_id, watcher)
    run.is_kept |= not watcher.is_cancelled()
    return run.solved


def _solve(
    ask: Ask, base: MatchView | None, session: Session, plan_id: EntityId, watcher: Watcher
) -> Solved:
    asked = ask(session, plan_id)
    prepared, wish = asked.prepared, asked.wish
    n = len(prepared.parts)
    reader = None
    if base is not None:
        reader = LiveReader(session, prepared, base, aims_of_wish(wish))
    match = run_in_process(
        stream_match, prepared.problem, wish, watcher=_LiveWatcher(reader, n, watcher)
    )
    better = running.better_standing(session, prepared, match)
    n_changed = n_changed_by(session, prepared, match, plan_id) if asked.is_improving else None
    own = own_match(prepared, match, plan_id).weighted_coverage if n > 1 else None
    return Solved(prepared, match, better, n_changed, own)


class _LiveWatcher:
    """Turn the plans that a run finds into what the page shows, beside the window.

    A run of several plans says that its figures are of all of them.
    """

    def __init__(self, reader: LiveReader | None, n_plans: int, watcher: Watcher) -> None:
        self._reader, self._n_plans, self._watcher = reader, n_plans, watcher

    def report(self, progress: Progress) -> None:
        """Pass a report on."""
        found = progress.found
        if isinstance(found, PlanSoFar):
            view = None if self._reader is None else self._reader.view(found)
            progress = replace(progress, what=self._what(progress.what, found), found=view)
        self._watcher.report(progress)

    def _what(self, what: Message, found: PlanSoFar) -> Message:
        if self._n_plans == 1:
            return what
        return message(
            "match_page.together_so_far",
            plans=self._n_plans,
            coverage=found.weighted_coverage,
            missing=max(0.0, found.bound - found.weighted_coverage),
        )

    def is_cancelled(self) -> bool:
        """Tell whether the user asked to stop."""
        return self._watcher.is_cancelled()


def _anew(session: Session, plan_id: EntityId) -> Asked:
    """Ask for a new match, with the plans that it was matched with."""
    return _with(plans_matched_with(session, plan_id), session, plan_id)


def _with(others: tuple[EntityId, ...], session: Session, plan_id: EntityId) -> Asked:
    prepared = running.prepare_match(session, *dict.fromkeys((plan_id, *others)))
    return Asked(prepared, aimed_wish(session, prepared, plan_id))


def _least_change(session: Session, plan_id: EntityId) -> Asked:
    prepared = running.prepare_match(session, *plans_matched_with(session, plan_id))
    wish = aimed_wish(session, prepared, plan_id, changes_least=True)
    return Asked(prepared, wish, is_improving=bool(wish.keep))


def _adopt(prepared: running.PreparedMatch, match: Match, session: Session) -> Changes:
    return running.adopt_match(session, prepared, match)


def _lift(plan_id: EntityId, session: Session) -> Changes:
    return lift_impossible_locks(session, *plans_matched_with(session, plan_id))
