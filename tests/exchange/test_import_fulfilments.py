"""Sheets of earlier promises: who promised what, what came, read twice without doubling."""

from datetime import date
from pathlib import Path

from crisisplanner.domain.account import Fate, ImportKind, ImportOptions
from crisisplanner.domain.requests import Fulfilment
from tests.exchange.import_register import imported
from tests.exchange.test_import_records import again, taken

PROMISES = (
    "Country,Operation,Pledged,Received,Due,Arrived on\n"
    "France,Liberia 2003,400,400,2003-08-01,2003-08-04\n"
    "France,Darfur 2004,200,,2004-06-01,\n"
)
UNKNOWN = "Atlantis,Darfur 2004,200,0,2004-06-01,\n"


def written(folder: Path, text: str) -> Path:
    """Write a sheet."""
    path = folder / "promises.csv"
    path.write_text(text)
    return path


def test_promises_are_read_with_what_came_and_what_is_not_known(tmp_path: Path) -> None:
    result = imported(written(tmp_path, PROMISES), ImportKind.FULFILMENTS)
    kept, open_ = sorted(taken(result, Fulfilment), key=lambda one: one.promised_for or date.min)
    assert (kept.occasion, kept.promised.value, kept.delivered.value) == ("Liberia 2003", 400, 400)
    assert (kept.promised_for, kept.delivered_on) == (date(2003, 8, 1), date(2003, 8, 4))
    assert open_.delivered.value is None


def test_a_promise_of_somebody_unknown_is_refused_by_name(tmp_path: Path) -> None:
    options = ImportOptions(ImportKind.FULFILMENTS, skip_bad=True)
    path = written(tmp_path, PROMISES + UNKNOWN)
    result = imported(path, ImportKind.FULFILMENTS, options=options)
    (fault,) = result.account.faults
    assert (fault.said.code, fault.said.values["found"]) == ("import.not_known", "Atlantis")
    assert len(taken(result, Fulfilment)) == 2


def test_the_same_sheet_again_changes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, PROMISES)
    result = imported(path, ImportKind.FULFILMENTS)
    assert again(path, ImportKind.FULFILMENTS, result).account.counts[Fate.UNCHANGED] == 2
