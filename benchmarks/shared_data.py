"""Import every file of a folder of real data by its documented command; print rows and times.

Run: ``python -m benchmarks.shared_data FOLDER``. A scratch workspace is made for each run; the
commands printed are those that a person would type.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from crisisplanner.domain.account import DateOrder, Fate, ImportOptions
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.services.importing import import_kind, prepare_import, write_import
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import create_workspace
from crisisplanner.wording.catalogue import Wording

FILES = (
    ("imports/org_name_aliases.csv", "aliases", "", True, None),
    ("world/un_dpo_contributions_2021-01.csv", "contributions", "", False, None),
    ("car-2022/CAF_3w_2022Q1.xlsx", "activities", "", False, None),
    ("imports/MOZ_response_tracking_matrix_2019.xlsx", "activities", "", False, None),
    ("imports/ETH_3w_2025-08.csv", "activities", "", False, None),
    ("imports/GTM_345w.csv", "activities", "", False, None),
    ("world/conflict_data_BGD_hxl.csv", "events", "", False, None),
    ("car-2022/inform_severity_dec2021_may2022_flat.csv", "crises", "", False, None),
    ("car-2022/fts_plan_progress_2022_flat.csv", "response-plans", "", False, None),
    ("car-2022/geo_pko_TTMap_v2.3.csv", "deployments", "", False, None),
    ("world/io_participation_factbook.csv", "memberships", "", False, None),
    ("world/unsc_vetoes_1946_sept2022.csv", "vetoes", "", False, None),
    ("world/airports_subset.csv", "airfields", "", False, None),
    ("world/runways_subset.csv", "runways", "", False, None),
    ("world/idmc_displacement_hxl.csv", "indicators", "", False, None),
    ("world/total_oda_current.csv", "capacity", "", False, None),
    ("world/latest_oda.csv", "capacity", "", False, None),
    ("world/gni.csv", "capacity", "", False, None),
    ("exercises/openaev_injects_datetimes.xlsx", "injects", "", False, None),
    ("exercises/openaev_injects_dday_clock.xlsx", "injects", "", False, None),
    ("exercises/openaev_injects_relative_days.xlsx", "injects", "", False, None),
    ("exercises/bhutan_event_event.csv", "events", "", False, None),
    ("exercises/bhutan_event_incident_report.csv", "events", "", False, None),
    ("exercises/bhutan_scenario.csv", "scenarios", "", False, None),
    ("exercises/bhutan_scenario_asset.csv", "needs", "", False, None),
    ("exercises/bhutan_scenario_human_resource.csv", "needs", "", False, None),
    ("exercises/bhutan_scenario_task.csv", "tasks", "", False, None),
)
MOST_SHOWN = 3


def main() -> int:
    """Import all files, or those whose name holds a word; tell what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    n_refused = 0
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "shared.crisis"
        with create_workspace(path, author="benchmark", case=None) as session:
            for name, kind, sheet, skips_bad, order in FILES:
                if arguments.only in name:
                    n_refused += _import(
                        session, arguments.folder / name, kind, sheet, order, skips_bad=skips_bad
                    )
    return 1 if n_refused else 0


def _import(
    session: Session,
    path: Path,
    kind: str,
    sheet: str,
    order: DateOrder | None,
    *,
    skips_bad: bool,
) -> int:
    write = sys.stdout.write
    write(f"\ncrisisplanner import WORKSPACE {path.name} --as {kind}")
    write((" --skip-bad" if skips_bad else "") + "\n")
    options = ImportOptions(
        kind=import_kind(kind), sheet=sheet, date_order=order, skip_bad=skips_bad
    )
    begun = time.perf_counter()
    try:
        prepared = prepare_import(session, path, options)
    except CrisisPlannerError as error:
        write("  REFUSED: " + "; ".join(Wording().message(m) for m in error.messages) + "\n")
        return 1
    read = time.perf_counter() - begun
    account = prepared.account
    counts = ", ".join(f"{n} {fate.value}" for fate, n in account.counts.items() if n)
    write(f"  header row {account.header_row}, {account.n_rows} rows: {counts}; ")
    write(f"{account.n_blank_rows} blank; read in {read:.2f} s\n")
    used = [f"{c.letter}={c.field} ({c.recognised_by.value})" for c in account.columns if c.field]
    write("  columns: " + ", ".join(used) + "\n")
    write("  not used: " + ", ".join(c.header[:30] for c in account.unused_columns) + "\n")
    for title, findings in (("faults", account.faults), ("remarks", account.remarks)):
        for code, n in Counter(f.said.code for f in findings).most_common():
            write(f"  {title}: {n} × {code}\n")
            for finding in [f for f in findings if f.said.code == code][:MOST_SHOWN]:
                write("      " + Wording().message(finding.as_message())[:200] + "\n")
    reasons = Counter(m.code for r in account.rows if r.fate is Fate.LEFT_OUT for m in r.why)
    write(f"  left out: {dict(reasons)}; open names: {len(account.open_names)}\n")
    if account.is_refused:
        write("  REFUSED\n")
        return 1
    begun = time.perf_counter()
    write_import(session, prepared)
    write(f"  written {dict(account.created)} {dict(account.updated)} ")
    write(f"in {time.perf_counter() - begun:.2f} s\n")
    again = prepare_import(session, path, options).account.counts
    write(f"  the same file again: { {fate.value: n for fate, n in again.items() if n} }\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
