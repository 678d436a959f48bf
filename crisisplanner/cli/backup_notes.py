"""What the command line says where no automatic backup could be made."""

from __future__ import annotations

from crisisplanner.cli.console import Console
from crisisplanner.services.session import Session


def note_backup_fault(console: Console, session: Session) -> None:
    """Write why a closed session has no backup, if it lacks one; the work itself is stored."""
    if session.backup_fault is not None:
        console.note(session.backup_fault)
