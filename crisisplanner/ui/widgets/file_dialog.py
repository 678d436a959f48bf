"""Asking for a file: one to read, or where one goes.

Every file dialog of the program is made here. Qt's own looks into files for their icon and kind; opening
and closing a workspace that is open in this process would drop SQLite's locks on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QFileInfo, Qt, Slot
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QFileDialog, QStyle, QWidget


class NamedIcons(QAbstractFileIconProvider):
    """Tell folders and files apart without opening any."""

    def __init__(self, style: QStyle) -> None:
        super().__init__()
        self._folder = style.standardIcon(QStyle.StandardPixmap.SP_DirIcon)
        self._file = style.standardIcon(QStyle.StandardPixmap.SP_FileIcon)

    def icon(self, what: QAbstractFileIconProvider.IconType | QFileInfo, /) -> QIcon:
        is_file = isinstance(what, QFileInfo) and not what.isDir()
        return self._file if is_file else self._folder

    def type(self, info: QFileInfo, /) -> str:
        return info.suffix()


class FileDialog(QFileDialog):
    """Ask for one file; what takes it is called once it is chosen."""

    def __init__(
        self, parent: QWidget, title: str, filters: Sequence[str], take: Callable[[Path], object]
    ) -> None:
        super().__init__(parent, title)
        self._take = take
        self._icons = NamedIcons(self.style())
        self.setIconProvider(self._icons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setNameFilters(list(filters))
        self.fileSelected.connect(self._on_file_selected)

    @Slot(str)
    def _on_file_selected(self, name: str) -> None:
        self._take(Path(name))


def ask_which_file(
    parent: QWidget,
    title: str,
    filters: Sequence[str],
    take: Callable[[Path], object],
    *,
    folder: Path | None = None,
) -> FileDialog:
    """Ask for a file that is there."""
    dialog = FileDialog(parent, title, filters, take)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    if folder is not None:
        dialog.setDirectory(str(folder))
    dialog.open()
    return dialog


def ask_where(
    parent: QWidget,
    title: str,
    filters: Sequence[str],
    take: Callable[[Path], object],
    *,
    suffix: str,
    folder: Path | None = None,
    suggested: str = "",
) -> FileDialog:
    """Ask where a file goes; a name without an ending gets the suffix."""
    dialog = FileDialog(parent, title, filters, take)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(suffix.removeprefix("."))
    if folder is not None:
        dialog.setDirectory(str(folder))
    if suggested:
        dialog.selectFile(suggested)
    dialog.open()
    return dialog
