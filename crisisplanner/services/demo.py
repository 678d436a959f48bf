"""The built-in example from end to end: create, match, print."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import CrisisPlannerError, refused
from crisisplanner.domain.match import Match
from crisisplanner.domain.messages import message
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


@dataclass(frozen=True, slots=True)
class Demo:
    """Hold where the example stands, and what was found."""

    workspace: Path
    document: Path
    plan_id: EntityId
    match: Match


def prepare_demo(folder: Path, *, author: str) -> Path:
    """Create the example's workspace anew and give its path.

    Replaces only a workspace of the same case; anything else of that name is refused.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / WORKSPACE_NAME
    if path.exists():
        _remove_earlier_example(path, author)
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
    return Demo(workspace, document, plan.id, match)


def _match(session: Session, plan_id: EntityId, watcher: Watcher) -> Match:
    prepared = prepare_match(session, plan_id)
    match = solve_match(prepared.problem, MatchWish(), watcher)
    adopt_match(session, prepared, match)
    return match


def _remove_earlier_example(path: Path, author: str) -> None:
    try:
        with open_workspace(path, author=author) as session:
            is_ours = session.workspace().case == DEMO_CASE and not session.is_read_only
    except CrisisPlannerError:
        is_ours = False
    if not is_ours:
        raise refused("cli.demo.not_ours", path=str(path))
    path.unlink()
