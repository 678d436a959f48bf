"""The desk: what the match page asks of the services, beside the window and one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from crisisplanner.domain.changes import Changes
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.match import Match, MatchStatus, PlannedAllocation
from crisisplanner.domain.messages import message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.progress import Watcher
from crisisplanner.domain.requirements import Allocation
from crisisplanner.services.editing import remove_entity
from crisisplanner.services.matching import running
from crisisplanner.services.matching.freshness import INPUT_KINDS
from crisisplanner.services.matching.lock_lifting import lift_impossible_locks, names_a_lock
from crisisplanner.services.matching.replanning import improving_wish, plans_matched_with
from crisisplanner.services.matching.solving import WINDOW_TOLERANCE, MatchWish, solve_match
from crisisplanner.services.matching.view_reading import MatchReading, read_match
from crisisplanner.services.session import Session
from crisisplanner.ui.pages import PageContext

READ_JOB = "match.read"
MATCH_JOB = "match.solve"
EDIT_JOB = "match.edit"
SHOWN_KINDS = INPUT_KINDS | {"allocation", "decision_point", "workspace"}

Edit = Callable[[Session], Changes]
Found = tuple[running.PreparedMatch, Match]
Solve = Callable[[Session, EntityId, Watcher], Found]


@dataclass(frozen=True, slots=True)
class Solved:
    """Hold what a run found, and what the standing plan covers if that is more."""

    prepared: running.PreparedMatch
    match: Match
    better_standing: float | None


class MatchDesk(QObject):
    """Read, match, lock, forbid and ask for one plan."""

    came = Signal(object)
    """Carries a ``MatchReading``, or None where there is no plan."""
    plans_came = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.plan_id: EntityId = ""
        self.reading: MatchReading | None = None
        self._waiting: list[tuple[Edit, str]] = []
        self._is_wanted = False
        self._is_behind = False
        self._asked: Solve | None = None
        context.room.changed.connect(self._on_room_changed)

    @property
    def is_busy(self) -> bool:
        """Tell whether a match runs."""
        return self._context.jobs.is_running(MATCH_JOB)

    def show_plan(self, plan_id: EntityId) -> None:
        """Take another plan; an empty id is the first there is."""
        self.plan_id = plan_id
        self.refresh()

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
        self._start(_solve)

    def improve(self) -> None:
        """Match so that as little as possible changes of what the plan does now."""
        self._start(_improve)

    def match_together(self, others: tuple[EntityId, ...]) -> None:
        """Match the plan in one run with others that compete for the same offers."""
        self._start(partial(_solve_with, others))

    def _start(self, solve: Solve) -> None:
        session = self._context.room.session
        if session is None or self.is_busy:
            return
        if not self.plan_id:
            # The page opens for this: which plan it is, the reading under way will tell.
            self._asked = solve if self._context.jobs.is_running(READ_JOB) else None
            return
        if session.is_read_only:
            self._context.say(self._context.words.say("match_page.read_only"))
            return
        self._context.jobs.start(
            MATCH_JOB,
            message("match_page.matching"),
            partial(_weighed, solve, session, self.plan_id),
            on_done=self._on_solved,
            on_failed=self._on_match_failed,
            keep_best=True,
        )
        self.busy_changed.emit(self.is_busy)

    def edit(self, edit: Edit, said: str) -> None:
        """Store an edit after those that wait, then say it."""
        self._waiting.append((edit, said))
        if len(self._waiting) == 1:
            self._begin_edit()

    def lock(self, ids: tuple[EntityId, ...], said: str, *, locked: bool) -> None:
        """Lock allocations, or let them go."""
        for number, allocation in enumerate(ids):
            edit = partial(_lock, allocation, locked)
            self.edit(edit, said if number == len(ids) - 1 else "")

    def forbid(self, offer: EntityId, need: EntityId, said: str) -> None:
        """Keep an offer from a need."""
        self.edit(partial(_forbid, offer, need), said)

    def allow(self, offer: EntityId, need: EntityId, said: str) -> None:
        """Let an offer serve a need again."""
        self.edit(partial(_allow, offer, need), said)

    def ask(self, wish: PlannedAllocation, said: str) -> None:
        """Ask that the next match sends an offer somewhere."""
        self.edit(partial(_ask, wish), said)

    def drop(self, allocation: EntityId, said: str) -> None:
        """Take a wish back."""
        self.edit(partial(_drop, allocation), said)

    def _begin_edit(self) -> None:
        session = self._context.room.session
        if session is None:
            self._waiting.clear()
            return
        edit, _ = self._waiting[0]

        def work(_watcher: Watcher) -> Any:
            return edit(session)

        self._context.jobs.start(
            EDIT_JOB,
            message("match_page.storing"),
            work,
            on_done=self._on_edited,
            on_failed=self._on_edit_failed,
        )

    def _on_edited(self, _changes: Changes) -> None:
        _, said = self._waiting.pop(0)
        if said:
            self._context.say(said)
        if self._waiting:
            self._begin_edit()

    def _on_edit_failed(self, error: Exception) -> None:
        self._waiting.clear()
        self._context.fail(error)
        self.refresh()

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
        self.busy_changed.emit(self.is_busy)
        if solved.better_standing is not None:
            self._context.say(
                words.say(
                    "match_page.kept_better",
                    standing=solved.better_standing,
                    value=match.weighted_coverage,
                )
            )
            return
        params = {"value": match.weighted_coverage, "bound": match.bound, "gap": match.gap}
        if match.status is MatchStatus.STOPPED:
            said = words.say("match_page.stopped", **params)
        elif match.gap < 5e-4:
            said = words.say("match_page.finished_optimal", **params)
        else:
            said = words.say("match_page.finished", **params)
        self.edit(partial(_adopt, solved.prepared, match), said)

    def _on_match_failed(self, error: Exception) -> None:
        self.busy_changed.emit(self.is_busy)
        self._context.fail(error)
        if names_a_lock(error):
            words = self._context.words
            lift = words.say("match_page.lift_locks")
            self._context.offer(lift, partial(self.lift_locks, words.say("match_page.lifted")))

    def lift_locks(self, said: str) -> None:
        """Let the locks go that stand against the rules of the plan."""
        self.edit(partial(_lift, self.plan_id), said)

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


def _weighed(solve: Solve, session: Session, plan_id: EntityId, watcher: Watcher) -> Solved:
    prepared, match = solve(session, plan_id, watcher)
    return Solved(prepared, match, running.better_standing(session, prepared, match))


def _solve(session: Session, plan_id: EntityId, watcher: Watcher) -> Found:
    """Match anew, with the plans that it was matched with."""
    others = plans_matched_with(session, plan_id)
    return _solve_with(others, session, plan_id, watcher)


def _solve_with(
    others: tuple[EntityId, ...], session: Session, plan_id: EntityId, watcher: Watcher
) -> Found:
    prepared = running.prepare_match(session, *dict.fromkeys((plan_id, *others)))
    return prepared, solve_match(prepared.problem, MatchWish(tolerance=WINDOW_TOLERANCE), watcher)


def _improve(session: Session, plan_id: EntityId, watcher: Watcher) -> Found:
    prepared = running.prepare_match(session, *plans_matched_with(session, plan_id))
    wish = improving_wish(session, prepared)
    if not wish.keep:
        return _solve(session, plan_id, watcher)
    return prepared, solve_match(prepared.problem, wish, watcher)


def _adopt(prepared: running.PreparedMatch, match: Match, session: Session) -> Changes:
    return running.adopt_match(session, prepared, match)


def _lock(allocation: EntityId, locked: bool, session: Session) -> Changes:
    return running.lock_allocation(session, allocation, locked=locked)


def _lift(plan_id: EntityId, session: Session) -> Changes:
    return lift_impossible_locks(session, *plans_matched_with(session, plan_id))


def _forbid(offer: EntityId, need: EntityId, session: Session) -> Changes:
    return running.forbid_pair(session, offer, need)


def _allow(offer: EntityId, need: EntityId, session: Session) -> Changes:
    return running.allow_pair(session, offer, need)


def _ask(wish: PlannedAllocation, session: Session) -> Changes:
    return running.lock_wish(session, wish)


def _drop(allocation: EntityId, session: Session) -> Changes:
    return remove_entity(session, Allocation.KIND, allocation)
