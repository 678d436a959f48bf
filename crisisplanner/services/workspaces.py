"""Create, open, copy and check workspaces."""

from __future__ import annotations

from pathlib import Path

from crisisplanner.domain.changes import Change, Create
from crisisplanner.domain.entity import Entity
from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.file_names import WORKSPACE_SUFFIX
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.progress import Unwatched, Watcher
from crisisplanner.domain.register import Person, Workspace
from crisisplanner.exchange.shipped import case_entities, reference_entities
from crisisplanner.services.built_in_cases import cases
from crisisplanner.services.promises import refuse_double_promise
from crisisplanner.services.session import Outside, Session


def create_workspace(
    path: Path,
    *,
    author: str,
    organisation: str = "",
    case: str | None = None,
    outside: Outside | None = None,
) -> Session:
    """Create a workspace with its catalogue, empty or with a case; refuses an existing file."""
    outside = outside or Outside()
    _refuse_other_suffix(path)
    content: tuple[Entity, ...] = reference_entities()
    if case is None:
        content += (
            Workspace(id=outside.new_id(), name=path.stem, marking=Marking(), base_currency="USD"),
        )
        what = message("journal.workspace_created", name=path.stem)
    else:
        known = [c.id for c in cases()]
        if case not in known:
            raise bad_input("case.unknown", found=case, known=tuple(known))
        content += case_entities(case)
        what = message("journal.case_created", case=case)
    content += (Person(id=outside.new_id(), name=author, organisation=organisation),)
    # The database library is loaded with the first workspace, after the first window.
    from crisisplanner.storage.workspace import create_file

    file = create_file(
        path,
        clock=outside.now,
        new_id=outside.new_id,
        person=author,
        backup_folder=outside.backup_folder,
    )
    try:
        changes: list[Change] = [Create(entity) for entity in content]
        file.write(what, changes, author=author)
    except BaseException:
        file.close()
        path.unlink(missing_ok=True)
        raise
    return _guarded(Session(file, author, outside))


def open_workspace(
    path: Path, *, author: str, read_only: bool = False, outside: Outside | None = None
) -> Session:
    """Open a workspace; read-only if someone else writes in it.

    Refuses a file whose creation was broken off before it had content.
    """
    outside = outside or Outside()
    from crisisplanner.storage.workspace import open_file

    file = open_file(
        path,
        clock=outside.now,
        new_id=outside.new_id,
        read_only=read_only,
        person=author,
        backup_folder=outside.backup_folder,
    )
    session = _guarded(Session(file, author, outside))
    if not session.all(Workspace):
        session.close()
        raise bad_input("workspace.unfinished", path=str(path))
    return session


def _guarded(session: Session) -> Session:
    """Give a session the guards that no edit passes by, from whichever page it comes."""
    session.guard(refuse_double_promise)
    return session


def save_copy(session: Session, path: Path, watcher: Watcher | None = None) -> None:
    """Save a whole copy of the open workspace to another path."""
    _refuse_other_suffix(path)
    session.file.save_copy(path, watcher or Unwatched())


def check_workspace(session: Session) -> tuple[Message, ...]:
    """List everything that is wrong with a workspace's file and content."""
    return session.file.check()


def find_plan(session: Session, wanted: str | None) -> Plan:
    """Find a plan by id, number or title; without a wish, the only one there is."""
    plans = session.all(Plan)
    if wanted is None:
        found = plans
    else:
        sought = wanted.casefold()
        found = tuple(
            plan
            for plan in plans
            if sought in (plan.id, plan.number.casefold(), plan.title.casefold())
        )
    if len(found) == 1:
        return found[0]
    candidates = tuple(plan.title for plan in (found or plans))
    if not plans:
        raise bad_input("plan.none")
    if not found:
        raise bad_input("plan.not_found", wanted=wanted, candidates=candidates)
    raise bad_input("plan.ambiguous", candidates=candidates)


def _refuse_other_suffix(path: Path) -> None:
    if path.suffix != WORKSPACE_SUFFIX:
        raise bad_input("workspace.other_suffix", expected=WORKSPACE_SUFFIX, found=path.name)
