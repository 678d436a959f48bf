"""What the window says and does where a workspace can only be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crisisplanner.domain.messages import Message, message

if TYPE_CHECKING:
    from crisisplanner.services.session import Session
    from crisisplanner.ui.pages import PageContext


def why_read_only(session: Session) -> Message:
    """Say why nothing can be changed: somebody else works in the file, or it only allows reading."""
    writer = session.file.writer
    if writer is None:
        return message("window.read_only")
    return message("window.read_only_beside", person=writer.person, machine=writer.machine)


def hold_back(context: PageContext, *ways: QWidget) -> None:
    """Disable ways to change something while the workspace can only be read, and say why."""
    if not context.session.is_read_only:
        return
    said = context.words.message(why_read_only(context.session))
    for way in ways:
        way.setEnabled(False)
        way.setToolTip(said)
