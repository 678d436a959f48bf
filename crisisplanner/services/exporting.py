"""Export tables: partners, offers, requirements, activities as CSV, XLSX or ODS that import again alike."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from crisisplanner.domain.account import ImportKind
from crisisplanner.domain.activities import Activity
from crisisplanner.domain.actors import Partner
from crisisplanner.domain.entity import Entity
from crisisplanner.domain.errors import bad_input, refused
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services.importing import register_for
from crisisplanner.services.one_moment import read_at_one_moment
from crisisplanner.services.outgoing_files import OutgoingKind, refuse_other_file
from crisisplanner.services.session import Session

_TYPES: Mapping[ImportKind, type[Entity]] = MappingProxyType(
    {
        ImportKind.PARTNERS: Partner,
        ImportKind.OFFERS: Offer,
        ImportKind.REQUIREMENTS: Requirement,
        ImportKind.ACTIVITIES: Activity,
    }
)
_FILE_KINDS: Mapping[str, OutgoingKind] = MappingProxyType(
    {".csv": OutgoingKind.CSV, ".xlsx": OutgoingKind.XLSX, ".ods": OutgoingKind.ODS}
)
_HXL = ".hxl"
TABLES_OUT = tuple(kind.value for kind in _TYPES)


def export_table(session: Session, table: str, path: Path, *, reader: str | None = None) -> int:
    """Write a table of what is not retired; gives the number of its rows.

    The end of the name says how: .csv, .xlsx or .ods; before it, .hxl adds a row of HXL tags. Text
    that a spreadsheet would compute is made harmless. Editions for a reader are refused, as for documents: nothing is withheld yet.
    """
    from crisisplanner.exchange.entity_tables import table_of, tags_of
    from crisisplanner.exchange.sheets_out import write_sheet

    if reader is not None:
        raise refused("document.reader_not_yet", reader=reader)
    suffix = path.suffix.lower()
    if suffix not in _FILE_KINDS:
        raise bad_input("export.wrong_type", file=path.name)
    refuse_other_file(path, _FILE_KINDS[suffix])
    kind = ImportKind(table)
    headers, rows = read_at_one_moment(
        session,
        lambda: table_of(kind, session.all(_TYPES[kind]), register_for(session, kind)),
    )
    tags = [tags_of(kind, headers)] if path.stem.lower().endswith(_HXL) else []
    write_sheet(path, headers, [*tags, *rows], sheet=table)
    return len(rows)
