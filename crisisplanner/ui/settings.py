"""What the window remembers from one start to the next, in an INI file at a given path.

Lives here: names and types of what is kept. Nothing of a workspace's content belongs here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from crisisplanner.ui.theme.theme import Appearance

MOST_RECENT = 6
KEY_LENGTH = 16
DENSITIES = ("compact", "normal", "comfortable")


@dataclass(frozen=True, slots=True)
class Editor:
    """Name who works at this computer."""

    name: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class RecentWorkspace:
    """Describe a workspace opened before: its file, and when, as ISO text."""

    path: Path
    name: str
    opened_at: str
    is_exercise: bool = False


class WindowSettings:
    """Read and write the window's own state."""

    def __init__(self, path: Path) -> None:
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    def close(self) -> None:
        """Write what is pending."""
        self._store.sync()

    @property
    def editor(self) -> Editor | None:
        """Give who works here; None on the first start."""
        name = self._text("editor/name")
        return Editor(name, self._text("editor/organisation")) if name else None

    @editor.setter
    def editor(self, editor: Editor) -> None:
        self._store.setValue("editor/name", editor.name)
        self._store.setValue("editor/organisation", editor.organisation)

    @property
    def appearance(self) -> Appearance:
        """Give the chosen appearance; the system's unless chosen."""
        text = self._text("look/appearance")
        return Appearance(text) if text in set(Appearance) else Appearance.SYSTEM

    @appearance.setter
    def appearance(self, appearance: Appearance) -> None:
        self._store.setValue("look/appearance", appearance.value)

    @property
    def density(self) -> str:
        """Give the density of tables."""
        text = self._text("look/density")
        return text if text in DENSITIES else "normal"

    @density.setter
    def density(self, density: str) -> None:
        self._store.setValue("look/density", density)

    @property
    def language(self) -> str:
        """Give the language's code."""
        return self._text("look/language") or "en"

    @language.setter
    def language(self, language: str) -> None:
        self._store.setValue("look/language", language)

    @property
    def recent(self) -> tuple[RecentWorkspace, ...]:
        """List workspaces opened before, newest first."""
        try:
            rows = json.loads(self._text("recent") or "[]")
            return tuple(
                RecentWorkspace(Path(row[0]), str(row[1]), str(row[2]), bool(row[3]))
                for row in rows
            )
        except (ValueError, LookupError, TypeError):
            # A settings file edited by hand loses its list, nothing else.
            return ()

    def remember(self, opened: RecentWorkspace) -> None:
        """Put a workspace at the head of the recent ones."""
        others = [known for known in self.recent if known.path != opened.path]
        self._keep_recent([opened, *others][:MOST_RECENT])

    def forget(self, path: Path) -> None:
        """Take a workspace off the recent ones."""
        self._keep_recent([known for known in self.recent if known.path != path])

    def _keep_recent(self, rows: Sequence[RecentWorkspace]) -> None:
        plain = [[str(row.path), row.name, row.opened_at, row.is_exercise] for row in rows]
        self._store.setValue("recent", json.dumps(plain))

    @property
    def folder(self) -> Path:
        """Give where file dialogs begin: the folder used last, or the user's documents."""
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        candidates = (self._text("folder"), documents)
        return next((Path(one) for one in candidates if one and Path(one).is_dir()), Path.home())

    @folder.setter
    def folder(self, folder: Path) -> None:
        self._store.setValue("folder", str(folder))

    def state(self, name: str) -> QByteArray:
        """Give a widget's saved state; empty if none was kept."""
        value = self._store.value(f"state/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_state(self, name: str, state: QByteArray) -> None:
        """Keep a widget's state."""
        self._store.setValue(f"state/{name}", state)

    def words(self, name: str) -> tuple[str, ...] | None:
        """Give a kept list of words, as of chosen columns."""
        text = self._text(f"lists/{name}")
        return tuple(text.split("\n")) if text else None

    def keep_words(self, name: str, words: Sequence[str]) -> None:
        """Keep a list of words."""
        self._store.setValue(f"lists/{name}", "\n".join(words))

    def last_page(self, workspace: Path) -> str:
        """Give the page on which a workspace was closed; empty where it is not known."""
        return next(iter(self.words(_page_of(workspace)) or ()), "")

    def keep_last_page(self, workspace: Path, page: str) -> None:
        """Remember the page on which a workspace is closed."""
        self.keep_words(_page_of(workspace), (page,))

    def _text(self, name: str) -> str:
        value = self._store.value(name)
        return value if isinstance(value, str) else ""


def _page_of(workspace: Path) -> str:
    return "last-page-" + hashlib.sha256(str(workspace).encode()).hexdigest()[:KEY_LENGTH]
