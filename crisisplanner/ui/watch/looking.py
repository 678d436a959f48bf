"""When this person last looked at each crisis, at this machine: positions of the journal."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from crisisplanner.domain.entity import EntityId
from crisisplanner.services.session import Session
from crisisplanner.ui.settings import WindowSettings

KEY_LENGTH = 16


class Looking:
    """Remember positions in the window's settings, apart for each file and person."""

    def __init__(self, settings: WindowSettings, session: Session) -> None:
        self._settings = settings
        whose = "\n".join((str(session.path), session.workspace().id, session.author))
        digest = hashlib.sha256(whose.encode()).hexdigest()[:KEY_LENGTH]
        self._name = f"looked-at-{digest}"
        self._last = f"looked-last-{digest}"

    def read(self) -> Mapping[EntityId, int]:
        """Give the position at which each crisis was looked at; lines that are none are skipped."""
        found = {}
        for line in self._settings.words(self._name) or ():
            crisis, _, position = line.partition(" ")
            if position.isdigit():
                found[crisis] = int(position)
        return found

    def last(self) -> EntityId:
        """Give the crisis that was looked at last; nothing where none was."""
        return next(iter(self._settings.words(self._last) or ()), "")

    def looked(self, crisis: EntityId, position: int) -> None:
        """Remember that a crisis was looked at."""
        self._settings.keep_words(self._last, (crisis,))
        known = dict(self.read())
        if known.get(crisis) == position:
            return
        known[crisis] = position
        lines = [f"{one} {at}" for one, at in sorted(known.items())]
        self._settings.keep_words(self._name, lines)
