"""What the command line says where no automatic backup could be made."""

from __future__ import annotations

from crisisplanner.cli.console import Console
from crisisplanner.domain.messages import Message


def note_backup_fault(console: Console, fault: Message | None) -> None:
    """Write why a closed workspace has no backup, if it lacks one; the work itself is stored."""
    if fault is not None:
        console.complain(fault)
