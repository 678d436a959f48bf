"""Reading XLSX workbooks held in memory: which sheets there are, and one of them.

Formulas are never computed: a cell has the value that a spreadsheet program last gave it.
"""

from __future__ import annotations

from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.messages import Message
from crisisplanner.exchange.grid import Sheet, SheetInfo
from crisisplanner.exchange.sheet_xml import read_shared, read_sheet
from crisisplanner.exchange.workbook_parts import BookParts, SheetPart, book_parts, open_package


class WorkbookGrid:
    """Give the sheets of a workbook."""

    def __init__(self, content: bytes, file: str, parts: BookParts, most_rows: int) -> None:
        self._most_rows = most_rows
        self._content = content
        self._file = file
        self._parts = parts
        self._read: dict[str, Sheet] = {}
        self._infos: tuple[SheetInfo, ...] | None = None

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """List the sheets in the workbook's order."""
        if self._infos is None:
            self._infos = tuple(self._info(part) for part in self._parts.sheets)
        return self._infos

    def _info(self, part: SheetPart) -> SheetInfo:
        if len(self._parts.sheets) == 1:
            # It will be read anyway, so it is passed over once only.
            rows = self.sheet(part.name).rows
        else:
            with open_package(self._content, self._file) as package:
                rows = read_sheet(
                    package, part.path, part.name, None, self._file, most_rows=self._most_rows
                ).rows
        return SheetInfo(part.name, len(rows), part.is_hidden)

    @property
    def remarks(self) -> tuple[Message, ...]:
        """List nothing: a workbook declares how it is to be read."""
        return ()

    def sheet(self, name: str) -> Sheet:
        """Read one sheet up to its last filled cell."""
        if name not in self._read:
            parts = self._parts
            path = next(part.path for part in parts.sheets if part.name == name)
            with open_package(self._content, self._file) as package:
                shared = read_shared(
                    package,
                    parts.strings,
                    parts.styles,
                    self._file,
                    counts_from_1904=parts.counts_from_1904,
                )
                self._read[name] = read_sheet(
                    package, path, name, shared, self._file, most_rows=self._most_rows
                )
        return self._read[name]


def open_workbook(content: bytes, file: str, *, most_rows: int = 0) -> WorkbookGrid:
    """Open a workbook: check the package, find its sheets; ``most_rows`` of 0 reads all."""
    with open_package(content, file) as package:
        parts = book_parts(package, file)
    if not parts.sheets:
        raise bad_input("import.no_sheets", file=file)
    return WorkbookGrid(content, file, parts, most_rows)
