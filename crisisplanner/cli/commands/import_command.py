"""``crisisplanner import``: take in a sheet, with a full account."""

from __future__ import annotations

import argparse
from datetime import date

from crisisplanner.cli.author import author_of
from crisisplanner.cli.backup_notes import note_backup_fault
from crisisplanner.cli.console import Console
from crisisplanner.domain.account import (
    Account,
    ColumnReading,
    DateOrder,
    Fate,
    Finding,
    ImportOptions,
)
from crisisplanner.domain.errors import ErrorKind, bad_input
from crisisplanner.domain.messages import message
from crisisplanner.domain.structures import to_structure
from crisisplanner.services.importing import (
    import_kind,
    prepare_import,
    saved_mapping,
    write_import,
    write_report,
)
from crisisplanner.services.workspaces import find_plan, open_workspace
from crisisplanner.wording.catalogue import Wording
from crisisplanner.wording.field_labels import field_label

MOST_SHOWN = 8
FOUND = 1


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Account for the file; write it unless it is refused or only tried."""
    kind = import_kind(arguments.kind)
    with open_workspace(
        arguments.workspace, author=author_of(arguments), read_only=arguments.dry_run
    ) as session:
        plan = find_plan(session, arguments.plan).id if arguments.plan else None
        options = ImportOptions(
            kind=kind,
            sheet=arguments.sheet or "",
            mapping=saved_mapping(arguments.mapping, kind) if arguments.mapping else None,
            date_order=_date_order(arguments.date_order),
            skip_bad=arguments.skip_bad,
            plan=plan,
            source=arguments.source or "",
            as_of=_as_of(arguments.as_of),
            country=arguments.country or "",
        )
        watcher = console.progress()
        try:
            prepared = prepare_import(session, arguments.file, options, watcher)
        finally:
            watcher.clear()
        account = prepared.account
        _show(account, console)
        console.data(to_structure(account))
        if arguments.report:
            write_report(prepared, arguments.report, console.words)
            console.say("cli.import.report", path=str(arguments.report))
        if account.is_refused:
            which = "could_skip" if account.could_skip_bad else "refused"
            console.say("cli.import." + which, n=len(account.faults))
            return ErrorKind.BAD_INPUT.value
        if arguments.dry_run:
            console.say("cli.import.dry_run")
            return _found(account)
        written = write_import(session, prepared)
    note_backup_fault(console, session.backup_fault)
    if written.ids:
        console.say("cli.import.done", path=str(arguments.workspace))
    else:
        console.say("cli.import.nothing_new")
    return _found(account)


def _found(account: Account) -> int:
    """Give the exit code of what is written: rows that were left out for their faults are found."""
    return FOUND if account.faults else 0


def _as_of(word: str | None) -> date | None:
    try:
        return date.fromisoformat(word) if word is not None else None
    except ValueError:
        raise bad_input("import.not_a_date", found=str(word)) from None


def _date_order(word: str | None) -> DateOrder | None:
    if word is None:
        return None
    known = tuple(order.value for order in DateOrder)
    if word not in known:
        raise bad_input("cli.unknown_choice", option="date-order", found=word, known=known)
    return DateOrder(word)


def _show(account: Account, console: Console) -> None:
    words = console.words
    console.say("import.header_in_row", row=account.header_row)
    rows = [[c.letter, c.header, _field_name(c, words)] for c in account.columns]
    console.table(
        [words.say(f"cli.import.head.{name}") for name in ("column", "header", "field")], rows, ()
    )
    parts = [words.say("import.rows_read", n=account.n_rows)]
    parts += [
        words.say("import.rows_" + fate.value, n=n) for fate, n in account.counts.items() if n
    ]
    console.say("cli.import.counts", parts=parts)
    _show_left_out(account, console)
    for total in account.totals:
        console.say("cli.import.total", field=field_label(total.field, words), figure=total.figure)
    for fault in account.faults:
        console.complain(fault.as_message())
    if account.has_open_dates:
        console.complain(message("cli.import.say_date_order"))
    _show_remarks(account, console)
    names = account.kept_names
    for name in names[:MOST_SHOWN]:
        code = "import.open_name_near" if name.candidates else "import.open_name"
        console.note(message(code, found=name.text, n=name.n_rows, nearest=name.candidates))
    if len(names) > MOST_SHOWN:
        console.note(message("cli.import.more_names", n=len(names) - MOST_SHOWN))


def _show_left_out(account: Account, console: Console) -> None:
    """Say why rows were left out, those of one reason in one line."""
    rows: dict[str, list[int]] = {}
    for reading in account.rows:
        if reading.fate is Fate.LEFT_OUT:
            why = "; ".join(console.words.message(said) for said in reading.why)
            rows.setdefault(why, []).append(reading.row)
    for why, numbers in rows.items():
        if why:
            console.say("cli.import.left_out", n=len(numbers), why=why.rstrip("."), row=numbers[0])


def _show_remarks(account: Account, console: Console) -> None:
    """Show a few remarks of each kind: thousands would bury what matters."""
    by_code: dict[str, list[Finding]] = {}
    for remark in account.remarks:
        by_code.setdefault(remark.said.code, []).append(remark)
    for remarks in by_code.values():
        for remark in remarks[:MOST_SHOWN]:
            console.note(remark.as_message())
        if len(remarks) > MOST_SHOWN:
            console.note(message("cli.import.more_alike", n=len(remarks) - MOST_SHOWN))


def _field_name(column: ColumnReading, words: Wording) -> str:
    if not column.field:
        return words.say("import.recognised.not_used")
    return field_label(column.field, words)
