"""Headers of sheets that people made: in two languages, below titles, abbreviated."""

from datetime import date
from pathlib import Path

import pytest

from crisisplanner.domain.account import Fate, ImportKind, ImportOptions
from crisisplanner.domain.offers import Offer
from tests.exchange.import_register import codes, created, imported, said

ENGLISH = "Contributing country,Type code,Designation,No. of units,Status,Avail. from,NTM (days)"
FRENCH = "Pays,Code,Désignation,Quantité,Statut,Disponible dès,Préavis"
POLISH = "Państwo,Code,Opis,Ilość,Status,Od kiedy,Gotowość"
ROW = "France,H-MED-03,Hôpital de campagne,1,offered,2003-06-12,5"


def _sheet(tmp_path: Path, *lines: str, name: str = "offers.csv") -> Path:
    file = tmp_path / name
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


@pytest.mark.parametrize("second", [FRENCH, POLISH])
def test_a_second_language_of_the_header_is_no_data(tmp_path: Path, second: str) -> None:
    file = _sheet(tmp_path, "Offers of June,,,,,,", "", ENGLISH, second, ROW)
    result = imported(file, ImportKind.OFFERS)
    assert said(result.account.faults) == []
    assert result.account.header_row == 3
    (offer,) = created(result)
    assert isinstance(offer, Offer)
    assert (offer.quantity.value, offer.notice.value) == (1, 5)
    assert offer.available_from == date(2003, 6, 12)
    assert offer.description == "Hôpital de campagne"


def test_a_first_row_of_data_without_figures_stays_data(tmp_path: Path) -> None:
    file = _sheet(tmp_path, ENGLISH, "France,H-MED-03,Hospital,tbd,offered,,tbd", ROW)
    assert [row.fate for row in imported(file, ImportKind.OFFERS).account.rows] == [
        Fate.CREATED,
        Fate.CREATED,
    ]


def test_a_column_that_all_rows_lack_is_told_once(tmp_path: Path) -> None:
    file = _sheet(tmp_path, "Code,Capability,Quantity", *(f"A{n},H-MED-03,1" for n in range(9)))
    result = imported(file, ImportKind.OFFERS)
    (told,) = said(result.account.faults)
    assert told.startswith("offers.csv: no column was recognised as Partner, which 9 rows need.")
    assert result.account.counts[Fate.REFUSED] == 9


def test_a_text_is_answered_in_one_sentence(tmp_path: Path) -> None:
    lines = ("# About", "Of this, of that", "offer,and more", *(f"line {n},x" for n in range(40)))
    result = imported(_sheet(tmp_path, *lines, name="notes.xlsx"), ImportKind.OFFERS)
    assert codes(result.account.faults) == [(0, "", "import.no_columns")]


def test_a_date_that_does_not_exist_decides_no_order(tmp_path: Path) -> None:
    head = "Partner,Capability,Quantity,Available from"
    rows = ("France,H-MED-03,1,12/06/2003", "France,H-MED-03,1,32.06.2003")
    result = imported(_sheet(tmp_path, head, *rows), ImportKind.OFFERS)
    assert codes(result.account.faults) == [
        (2, "D", "import.date_order_open"),
        (3, "D", "import.not_a_date"),
    ]
    assert result.account.remarks == ()
    for day in ("31/06/2003", "13/13/2003"):
        rows = ("France,H-MED-03,1,12/06/2003", f"France,H-MED-03,1,{day}")
        result = imported(_sheet(tmp_path, head, *rows), ImportKind.OFFERS)
        assert (2, "D", "import.date_order_open") in codes(result.account.faults)


def test_what_is_refused_is_not_said_to_be_kept(tmp_path: Path) -> None:
    head = "Partner,Capability,Quantity"
    file = _sheet(tmp_path, head, "Itlay,H-MED-03,tbd", "France,H-MED-03,=1+1")
    options = ImportOptions(ImportKind.OFFERS, skip_bad=True)
    account = imported(file, ImportKind.OFFERS, options=options).account
    assert [code for _, _, code in codes(account.faults)] == [
        "import.not_known",
        "import.formula_without_value",
    ]
    assert [name.text for name in account.open_names] == ["Itlay"]
    assert (account.kept_names, account.remarks) == ((), ())
