"""Offers from spreadsheets: what is understood, what is refused and why, what is changed."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from crisisplanner.domain.account import (
    DateOrder,
    Fate,
    ImportKind,
    ImportOptions,
    Recognition,
    SavedMapping,
)
from crisisplanner.domain.days import Day
from crisisplanner.domain.errors import Cancelled
from crisisplanner.domain.figures import Basis
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.progress import Progress
from crisisplanner.domain.terms import OfferState, Readiness
from crisisplanner.exchange.importing import Import, read_import, read_paste
from tests.exchange.import_register import (
    KNOWN_OFFER,
    codes,
    counted_ids,
    created,
    imported,
    register,
    said,
    updated,
)

HEADER = "Code,Partner,Capability,Quantity"


def _csv(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "offers.csv"
    file.write_text(text, "utf-8")
    return file


def _workbook(tmp_path: Path, *rows: Sequence[Any]) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Offers"
    for row in rows:
        sheet.append([*row])
    file = tmp_path / "offers.xlsx"
    workbook.save(file)
    return file


def _offers(result: Import) -> list[Offer]:
    assert said(result.account.faults) == []
    return [entity for entity in created(result) if isinstance(entity, Offer)]


def _one(result: Import) -> Offer:
    (offer,) = _offers(result)
    return offer


def test_headers_are_known_in_many_spellings(tmp_path: Path) -> None:
    spellings = {
        "partner": ("Partner", "Contributing_Country", "COUNTRY", " nation ", "País", "ISOCode3"),
        "type": ("Capability", "capability_type", "Type code", "Resource type", "Module"),
        "quantity": ("Qty", "Number of units", "QUANTITY", "Quantity offered"),
        "notice": ("Notice (days)", "notice_days", "Notice to move", "Days to depart"),
        "available_from": ("Available from", "Start date", "From"),
    }
    for field, headers in spellings.items():
        for header in headers:
            line = HEADER + "," + header + "\nA1,FRA,H-WSH-01,1,\n"
            columns = imported(_csv(tmp_path, line), ImportKind.OFFERS).account.columns
            assert field in {column.field for column in columns}, header


def test_values_are_read_with_units_dates_words_and_names(tmp_path: Path) -> None:
    file = _csv(
        tmp_path,
        "Offer;Country;Type;Qty;Status;Notice (weeks);Transit;Lift per unit (kg);Available from;"
        "Available to;Daily cost (EUR);Probability;Can be split;Equipment;Home base;Needs\n"
        "A1;Cote d'Ivoire;water purification MODULE;1,200;In theatre;2;36 h;1 500;31-Jan-21;"
        'D+24;"1.250,50";80%;no;ready;Toulon, port;S/RES/1484 (2003)\n',
    )
    offer = _one(imported(file, ImportKind.OFFERS))
    assert (offer.partner, offer.type, offer.origin) == ("p-civ", "t-wsh", "pl-toulon")
    assert offer.quantity.value == 1200
    assert (offer.quantity.basis, offer.quantity.source) == (Basis.SOURCED, "offers.csv")
    assert offer.state is OfferState.IN_THEATRE
    assert (offer.notice.value, offer.notice.entered_unit) == (14, "week")
    assert (offer.transit.value, offer.transit.unit, offer.transit.entered_unit) == (1.5, "d", "h")
    assert offer.unit_lift.value == 1.5
    assert (offer.available_from, offer.available_to) == (date(2021, 1, 31), Day(24))
    assert (offer.daily_cost.value, offer.currency) == (1250.5, "EUR")
    assert offer.probability.value == 0.8
    assert offer.readiness_equipment is Readiness.READY
    assert offer.needs == ("a-1484",)


def test_unknown_is_never_zero(tmp_path: Path) -> None:
    for word in ("", "-", "NA", "n/a", "..", "unknown", "Not specified"):
        file = _csv(tmp_path, HEADER + f",Notice\nA1,FRA,H-WSH-01,{word},{word}\n")
        offer = _one(imported(file, ImportKind.OFFERS))
        assert (offer.quantity.value, offer.notice.value) == (None, None)


def test_na_is_namibia_among_two_letter_codes_and_unknown_elsewhere(tmp_path: Path) -> None:
    file = _csv(tmp_path, "iso2,type,qty\nNA,H-WSH-01,1\nFR,H-WSH-01,2\n")
    assert [o.partner for o in _offers(imported(file, ImportKind.OFFERS))] == ["p-nam", "p-fra"]
    file = _csv(tmp_path, "country,type,qty\nNA,H-WSH-01,1\nFrance,H-WSH-01,2\n")
    assert codes(imported(file, ImportKind.OFFERS).account.faults) == [
        (2, "A", "import.value_missing")
    ]


def test_all_faults_are_told_at_once_with_their_cells(tmp_path: Path) -> None:
    file = _csv(
        tmp_path,
        HEADER + ",Available from,Available to,State,Divisible\n"
        "A1,FRA,H-WSH-1,1,,,,\n"
        "A2,Frannce,H-WSH-01,-3,,,,\n"
        "A3,FRA,H-WSH-01,many,2021-05-01,2021-04-01,,\n"
        "A4,FRA,H-WSH-01,1,2021-05-01,2021-04-01,,\n"
        "A1,FRA,H-WSH-01,1,,,,\n"
        "A5,,Zeppelin,1.5,,,flying,perhaps\n"
        "A6,FRA,H-WSH-01,0.5,,,,no\n",
    )
    result = imported(file, ImportKind.OFFERS)
    assert codes(result.account.faults) == [
        (2, "C", "import.not_known_near"),
        (3, "B", "import.not_known_near"),
        (4, "D", "import.not_a_number"),
        (5, "F", "interval.end_before_start"),
        (6, "A", "import.twice_in_file"),
        (7, "C", "import.not_known"),
        (7, "G", "import.not_a_choice"),
        (7, "H", "import.not_yes_or_no"),
        (7, "B", "import.value_missing"),
        (8, "D", "offer.part_of_a_unit"),
    ]
    assert result.changes == ()
    assert result.account.counts[Fate.REFUSED] == 7


def test_an_unknown_capability_code_gets_the_nearest_ones(tmp_path: Path) -> None:
    file = _csv(tmp_path, HEADER + "\nA1,FRA,H-WSH-1,1\n")
    (told,) = said(imported(file, ImportKind.OFFERS).account.faults)
    assert told == (
        "offers.csv, row 2, column C “Capability”: there is no capability type “H-WSH-1”. "
        "Nearest: H-WSH-01 Water purification module."
    )


def test_a_negative_quantity_is_told_with_its_cell(tmp_path: Path) -> None:
    file = _csv(tmp_path, HEADER + "\nA1,FRA,H-WSH-01,-3\n")
    (fault,) = imported(file, ImportKind.OFFERS).account.faults
    assert (fault.position.row, fault.position.column) == (2, "D")
    assert said([fault])[0].endswith("expected at least 0, found −3.")


def test_real_dates_of_a_workbook_are_read(tmp_path: Path) -> None:
    file = _workbook(
        tmp_path,
        ("Code", "Partner", "Capability", "Quantity", "From", "Until"),
        ("A1", "FRA", "H-WSH-01", 2.0, datetime(2021, 1, 31), date(2021, 6, 30)),  # noqa: DTZ001 - a sheet's dates have no zone
    )
    offer = _one(imported(file, ImportKind.OFFERS))
    assert (offer.available_from, offer.available_to) == (date(2021, 1, 31), date(2021, 6, 30))


def test_the_order_of_dates_is_decided_by_the_column_and_told(tmp_path: Path) -> None:
    file = _csv(
        tmp_path, HEADER + ",From\nA1,FRA,H-WSH-01,1,7/8/2022\nA2,FRA,H-WSH-01,1,31/8/2022\n"
    )
    result = imported(file, ImportKind.OFFERS)
    assert [o.available_from for o in _offers(result)] == [date(2022, 8, 7), date(2022, 8, 31)]
    assert [f.said.code for f in result.account.remarks] == ["import.date_order"]


def test_an_open_order_of_dates_is_asked_for(tmp_path: Path) -> None:
    file = _csv(tmp_path, HEADER + ",From\nA1,FRA,H-WSH-01,1,7/8/2022\n")
    assert codes(imported(file, ImportKind.OFFERS).account.faults) == [
        (2, "E", "import.date_order_open")
    ]
    for order, day in ((DateOrder.DMY, date(2022, 8, 7)), (DateOrder.MDY, date(2022, 7, 8))):
        options = ImportOptions(ImportKind.OFFERS, date_order=order)
        offer = _one(imported(file, ImportKind.OFFERS, options=options))
        assert offer.available_from == day


def test_a_bare_number_is_a_day_only_where_the_header_says_so(tmp_path: Path) -> None:
    file = _csv(tmp_path, HEADER + ",Available from (day)\nA1,FRA,H-WSH-01,1,30\n")
    assert _one(imported(file, ImportKind.OFFERS)).available_from == Day(30)
    file = _csv(tmp_path, HEADER + ",Available from\nA1,FRA,H-WSH-01,1,30\n")
    assert codes(imported(file, ImportKind.OFFERS).account.faults) == [
        (2, "E", "import.not_a_when")
    ]


def test_formulas_errors_and_merged_cells_are_told(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(("Code", "Partner", "Capability", "Quantity"))
    sheet.append(("A1", "FRA", "H-WSH-01", "=1+1"))
    sheet.append(("A2", "FRA", "H-WSH-01", "#VALUE!"))
    sheet.append(("A3", "FRA", "H-WSH-01", 3))
    sheet.append(("A4", "FRA", "H-WSH-01", None))
    sheet.merge_cells("D4:D5")
    file = tmp_path / "offers.xlsx"
    workbook.save(file)
    assert codes(imported(file, ImportKind.OFFERS).account.faults) == [
        (2, "D", "import.formula_without_value"),
        (3, "D", "import.error_cell"),
        (5, "D", "import.merged"),
    ]


def test_a_formula_in_a_text_table_is_refused(tmp_path: Path) -> None:
    file = _csv(tmp_path, HEADER + ",Description\nA1,FRA,H-WSH-01,=1+1,=cmd|' /C calc'!A0\n")
    assert codes(imported(file, ImportKind.OFFERS).account.faults) == [
        (2, "D", "import.formula_without_value"),
        (2, "E", "import.formula_without_value"),
    ]


def test_a_known_offer_is_changed_only_where_the_row_says_something_new(tmp_path: Path) -> None:
    file = _csv(tmp_path, "Code,Quantity,Notice,State,Origin\nfr-01,3,5,,Bunia\n")
    (update,) = updated(imported(file, ImportKind.OFFERS))
    assert update.id == KNOWN_OFFER.id
    assert set(update.fields) == {"quantity", "origin"}
    assert update.fields["quantity"].basis is Basis.SOURCED
    same = _csv(tmp_path, "Code,Partner,Quantity,Notice\nFR-01,France,2,..\n")
    result = imported(same, ImportKind.OFFERS)
    assert result.changes == ()
    assert result.account.counts[Fate.UNCHANGED] == 1


def test_an_offer_of_another_partner_is_not_taken_over(tmp_path: Path) -> None:
    file = _csv(tmp_path, HEADER + "\nFR-01,Germany,H-WSH-01,1\n")
    assert codes(imported(file, ImportKind.OFFERS).account.faults) == [
        (2, "A", "import.code_of_another_partner")
    ]


def test_rows_without_a_code_are_not_taken_twice(tmp_path: Path) -> None:
    text = "Partner,Capability,Quantity\nFRA,H-WSH-01,1\nFRA,H-WSH-01,1\nFRA,H-MED-03,2\n"
    file = _csv(tmp_path, text)
    first = imported(file, ImportKind.OFFERS)
    assert len(created(first)) == 3
    assert [f.said.code for f in first.account.remarks] == ["import.same_as_row"]
    again = imported(file, ImportKind.OFFERS, register(*created(first)))
    assert again.changes == ()
    assert again.account.counts[Fate.UNCHANGED] == 3


def test_bad_rows_are_skipped_only_when_asked_and_always_listed(tmp_path: Path) -> None:
    file = _csv(tmp_path, HEADER + "\nA1,FRA,H-WSH-01,1\nA2,FRA,H-WSH-01,x\n")
    options = ImportOptions(ImportKind.OFFERS, skip_bad=True)
    result = imported(file, ImportKind.OFFERS, options=options)
    assert len(created(result)) == 1
    assert [(r.row, r.fate) for r in result.account.rows] == [(2, Fate.CREATED), (3, Fate.REFUSED)]
    assert result.account.rows[1].why[0].code == "import.not_a_number"


def test_a_mapping_goes_before_what_would_be_proposed(tmp_path: Path) -> None:
    file = _csv(tmp_path, "No,Wer,Was,Quantity,Stück\nA1,FRA,H-WSH-01,99,2\n")
    mapping = SavedMapping(
        columns=(("Wer", "partner"), ("was", "type"), ("Quantity", ""), ("Stück", "quantity"))
    )
    options = ImportOptions(ImportKind.OFFERS, mapping=mapping)
    result = imported(file, ImportKind.OFFERS, options=options)
    assert _one(result).quantity.value == 2
    assert [(c.field, c.recognised_by) for c in result.account.columns] == [
        ("code", Recognition.SPELLING),
        ("partner", Recognition.MAPPING),
        ("type", Recognition.MAPPING),
        ("", Recognition.NOT_USED),
        ("quantity", Recognition.MAPPING),
    ]


def test_the_header_may_stand_below_titles_and_above_tags(tmp_path: Path) -> None:
    text = (
        "Offers of France,,,\n,,,\n" + HEADER + "\n#offer+code,#org,#type,#qty\nA1,FRA,H-WSH-01,1\n"
    )
    result = imported(_csv(tmp_path, text), ImportKind.OFFERS)
    assert result.account.header_row == 3
    assert [(r.row, r.fate) for r in result.account.rows] == [(4, Fate.LEFT_OUT), (5, Fate.CREATED)]
    assert "import.blank_rows" in {f.said.code for f in result.account.remarks}


def test_of_two_columns_for_one_field_the_surer_is_used_and_the_other_told(tmp_path: Path) -> None:
    file = _csv(tmp_path, "Country,Partner,Capability,Quantity\nGermany,France,H-WSH-01,1\n")
    result = imported(file, ImportKind.OFFERS)
    assert _one(result).partner == "p-fra"
    assert codes(result.account.remarks) == [(0, "A", "import.column_twice")]


def test_the_first_visible_sheet_with_the_columns_is_read(tmp_path: Path) -> None:
    workbook = Workbook()
    notes = workbook.active
    assert notes is not None
    notes.append(("Please fill the next sheet",))
    secret = workbook.create_sheet("Lists")
    secret.append(("Code", "Partner", "Capability", "Quantity"))
    secret.append(("Z", "FRA", "H-WSH-01", 9))
    secret.sheet_state = "hidden"
    offers = workbook.create_sheet("Offers 2026")
    offers.append(("Code", "Partner", "Capability", "Quantity"))
    offers.append(("A1", "FRA", "H-WSH-01", 1))
    file = tmp_path / "offers.xlsx"
    workbook.save(file)
    result = imported(file, ImportKind.OFFERS)
    assert _one(result).code == "A1"
    assert result.account.sheet == "Offers 2026"
    assert [(s.name, s.is_hidden, s.is_read) for s in result.account.sheets] == [
        ("Sheet", False, False),
        ("Lists", True, False),
        ("Offers 2026", False, True),
    ]
    assert "import.hidden_sheets" in {f.said.code for f in result.account.remarks}


def test_a_used_range_of_a_million_rows_is_bounded_by_its_last_filled_cell(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(("Code", "Partner", "Capability", "Quantity"))
    for number in range(157):
        sheet.append(("A" + str(number), "FRA", "H-WSH-01", 1))
    sheet.row_dimensions[1_048_576].height = 20
    sheet.cell(1_048_576, 3).number_format = "0.00"
    file = tmp_path / "offers.xlsx"
    workbook.save(file)
    assert len(_offers(imported(file, ImportKind.OFFERS))) == 157


def test_pasted_cells_are_read_like_a_file() -> None:
    text = "Code\tPartner\tCapability\tQuantity\nA1\tFRA\tH-WSH-01\t2\n"
    options = ImportOptions(ImportKind.OFFERS)
    result = read_paste(text, "paste", options, register(), new_id=counted_ids())
    assert _one(result).quantity.value == 2


class _Stopper:
    def report(self, progress: Progress) -> None:
        assert progress.share is not None

    def is_cancelled(self) -> bool:
        return True


def test_an_import_can_be_cancelled(tmp_path: Path) -> None:
    file = _csv(tmp_path, HEADER + "\nA1,FRA,H-WSH-01,1\n")
    options = ImportOptions(ImportKind.OFFERS)
    with pytest.raises(Cancelled):
        read_import(file, options, register(), new_id=counted_ids(), watcher=_Stopper())


def test_costs_in_two_currencies_are_refused(tmp_path: Path) -> None:
    header = HEADER + ",Daily cost (EUR),Mobilisation cost\n"
    file = _csv(tmp_path, header + "A1,FRA,H-WSH-01,1,10,500 USD\n")
    assert {f.said.code for f in imported(file, ImportKind.OFFERS).account.faults} == {
        "import.two_currencies"
    }


def test_missing_columns_are_named(tmp_path: Path) -> None:
    file = _csv(tmp_path, "Partner,Notice\nFRA,1\n")
    (fault,) = imported(file, ImportKind.OFFERS).account.faults
    expected = fault.said.values["expected"]
    assert isinstance(expected, tuple)
    assert len(expected) == 2
