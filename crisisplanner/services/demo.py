"""The built-in example from end to end: create, match, print."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import CrisisPlannerError, refused
from crisisplanner.domain.match import Match
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.progress import Progress, Watcher
from crisisplanner.services.matching.running import adopt_match, prepare_match
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.publishing import export_plan
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import create_workspace, find_plan, open_workspace
from crisisplanner.wording.catalogue import Wording

DEMO_CASE = "bunia-2003"
WORKSPACE_NAME = "bunia-2003.crisis"
DOCUMENT_NAME = "bunia-2003-plan.pdf"
_MADE_BY_DEMO = frozenset({"journal.case_created", "journal.match_adopted"})


@dataclass(frozen=True, slots=True)
class Demo:
    """Hold where the example stands, and what was found."""

    workspace: Path
    document: Path
    plan_id: EntityId
    match: Match
    backup_fault: Message | None = None
    """Why the workspace has no automatic backup; None if it has one."""


def prepare_demo(folder: Path, *, author: str, keeps_edited: bool = False) -> Path:
    """Create the example's workspace anew and give its path.

    Replaces only what it made itself: another file, one in use, or one that was edited since is
    refused. With ``keeps_edited`` an example that was edited is given as it is.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise refused("cli.demo.no_folder", path=str(folder), reason=reason) from error
    path = folder / WORKSPACE_NAME
    if path.exists():
        if _is_edited_example(path, author):
            if keeps_edited:
                return path
            raise refused("cli.demo.edited", path=str(path))
        path.unlink()
    create_workspace(path, author=author, case=DEMO_CASE).close()
    return path


def run_demo(folder: Path, *, author: str, words: Wording, watcher: Watcher) -> Demo:
    """Create the example anew, match its plan and print it."""
    workspace = prepare_demo(folder, author=author)
    document = folder / DOCUMENT_NAME
    with open_workspace(workspace, author=author) as session:
        plan = find_plan(session, None)
        watcher.report(Progress(message("match.running")))
        match = _match(session, plan.id, watcher)
        export_plan(session, plan.id, document, words=words, watcher=watcher)
    return Demo(workspace, document, plan.id, match, session.backup_fault)


def _match(session: Session, plan_id: EntityId, watcher: Watcher) -> Match:
    prepared = prepare_match(session, plan_id)
    match = solve_match(prepared.problem, MatchWish(), watcher)
    adopt_match(session, prepared, match)
    return match


def _is_edited_example(path: Path, author: str) -> bool:
    """Tell whether a person edited the example; refuses what is no example, or is in use."""
    try:
        with open_workspace(path, author=author) as session:
            is_ours = session.workspace().case == DEMO_CASE
            is_free = not session.is_read_only
            is_edited = any(
                group.what.code not in _MADE_BY_DEMO for group in session.file.groups_since(0)
            )
    except CrisisPlannerError:
        is_ours = is_free = is_edited = False
    if not is_ours:
        raise refused("cli.demo.not_ours", path=str(path))
    if not is_free:
        raise refused("storage.busy", path=str(path))
    return is_edited
