"""The report of an import as a table: every row of the sheet, what became of it, and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from crisisplanner.domain.account import Account, Finding
from crisisplanner.exchange.sheets_out import write_sheet
from crisisplanner.wording.catalogue import Wording
from crisisplanner.wording.field_labels import field_label

_HEADS = ("row", "fate", "what", "column", "found")


def report_rows(account: Account, words: Wording) -> Iterator[tuple[object, ...]]:
    """Give what concerns the whole file first, then row by row; a line for each finding."""
    by_row: dict[int, list[Finding]] = {}
    for finding in (*account.faults, *account.remarks):
        by_row.setdefault(finding.position.row, []).append(finding)
    for finding in by_row.pop(0, []):
        yield (None, "", "", _column(finding), words.message(finding.said))
    for name in account.kept_names:
        said = words.say("import.open_name", found=name.text, n=name.n_rows)
        if name.candidates:
            said = words.say(
                "import.open_name_near", found=name.text, n=name.n_rows, nearest=name.candidates
            )
        yield (None, "", words.say("kind." + name.kind), "", said)
    for row in account.rows:
        fate = words.say("import.fate." + row.fate.value)
        findings = by_row.get(row.row, [])
        for change in row.changed:
            said = words.say("import.changes", before=change.before, after=change.after)
            yield (row.row, fate, row.label, field_label(change.field, words), said)
        told = {finding.said for finding in findings}
        for why in row.why:
            if why not in told:
                yield (row.row, fate, row.label, "", words.message(why))
        for finding in findings:
            yield (row.row, fate, row.label, _column(finding), words.message(finding.said))
        if not findings and not row.why and not row.changed:
            yield (row.row, fate, row.label, "", "")


def write_report(path: Path, account: Account, words: Wording) -> None:
    """Write the report as CSV, XLSX or ODS, by the end of the name."""
    heads = tuple(words.say("import.report." + name) for name in _HEADS)
    write_sheet(path, heads, report_rows(account, words), sheet=account.file)


def _column(finding: Finding) -> str:
    where = finding.position
    return " ".join(part for part in (where.column, where.header) if part)
