"""The nameplate: whose workspace this is, how it is marked, who works, whether all is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow

from crisisplanner.domain.markings import MarkingKind
from crisisplanner.ui.reading_only import why_read_only
from crisisplanner.ui.settings import Editor
from crisisplanner.ui.shell.frame import WindowFrame
from crisisplanner.ui.shell.header import Header
from crisisplanner.ui.shell.strip import StatusStrip
from crisisplanner.wording.catalogue import Wording

if TYPE_CHECKING:
    from crisisplanner.services.session import Session


class Nameplate:
    """Show in title, header, frame and strip what is open and who works in it."""

    def __init__(
        self,
        window: QMainWindow,
        header: Header,
        frame: WindowFrame,
        strip: StatusStrip,
        words: Wording,
    ) -> None:
        self._window, self._header, self._frame = window, header, frame
        self._strip, self._words = strip, words

    def show_workspace(self, session: Session | None) -> None:
        """Show an open workspace, or that none is open."""
        workspace = session.workspace() if session is not None else None
        marking = workspace.marking if workspace is not None else None
        self._header.show_marking(marking)
        self._frame.show_exercise(
            is_exercise=marking is not None and marking.kind is MarkingKind.EXERCISE
        )
        title = self._words.say("window.title")
        if workspace is not None:
            title = self._words.say("window.title_of", name=workspace.name)
        self._window.setWindowTitle(title)
        self._show_storing(session)

    def show_person(self, editor: Editor | None) -> None:
        """Show who works here."""
        if editor is None:
            self._header.person.show_person("", "")
            return
        code = "window.person" if editor.organisation else "window.person_alone"
        who = self._words.say(code, name=editor.name, organisation=editor.organisation)
        self._header.person.show_person(editor.name, who)

    def _show_storing(self, session: Session | None) -> None:
        storing = ""
        if session is None:
            self._strip.say(self._words.say("window.offline"), "device-laptop", "text_2")
        elif not session.is_read_only:
            storing = self._words.say("window.all_stored")
        else:
            storing = self._words.message(why_read_only(session))
        self._strip.storing.setText(storing)
