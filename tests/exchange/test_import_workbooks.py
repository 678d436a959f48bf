"""What workbooks hold beside plain values, from packages written by hand and by openpyxl."""

import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from crisisplanner.domain.account import Fate, ImportKind, ImportOptions, SavedMapping
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.offers import Offer
from crisisplanner.exchange.grid import ErrorCell, FormulaWithoutValue, Grid, is_blank
from crisisplanner.exchange.limits import MAX_COLUMNS
from crisisplanner.exchange.opening import open_grid
from tests.exchange.import_register import created, imported

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f"<styleSheet xmlns='{MAIN}'><numFmts><numFmt numFmtId='170' formatCode='dd/mm/yyyy'/></numFmts>"
    "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='170'/><xf numFmtId='9'/></cellXfs></styleSheet>"
)
STRINGS = (
    f"<sst xmlns='{MAIN}'><si><t>plain</t></si>"
    "<si><r><t>rich </t></r><r><t>text</t></r><rPh><t>aid</t></rPh></si>"
    "<si><t>two_x000A_lines</t></si></sst>"
)


def _package(path: Path, sheet: str, *, before: str = "", book: str = "", extra: str = "") -> Path:
    """Write a workbook of one sheet from the XML of its rows."""
    relation = "<Relationship Id='r{}' Type='" + OFFICE + "/{}' Target='{}'/>"
    relations = "".join(
        relation.format(number, kind, target)
        for number, (kind, target) in enumerate(
            (
                ("worksheet", "worksheets/sheet1.xml"),
                ("styles", "/xl/styles.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            )
        )
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": "<Relationships xmlns='{}'>{}</Relationships>".format(
            PACKAGE, relation.format(0, "officeDocument", "xl/workbook.xml")
        ),
        "xl/workbook.xml": (
            f"<workbook xmlns='{MAIN}' xmlns:r='{OFFICE}'>{book}<sheets>"
            "<sheet name='Offers' sheetId='1' r:id='r0'/></sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{PACKAGE}'>{relations}</Relationships>",
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": STRINGS,
        "xl/worksheets/sheet1.xml": (
            f"<worksheet xmlns='{MAIN}'>{before}<sheetData>{sheet}</sheetData>{extra}</worksheet>"
        ),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def _only(grid: Grid) -> list[tuple[int, tuple[Any, ...]]]:
    return [(row.number, row.cells) for row in grid.sheet(grid.sheets[0].name).rows]


def test_cells_have_the_values_that_a_person_sees(tmp_path: Path) -> None:
    cells = (
        "<row r='2'>"
        "<c r='A2' t='s'><v>0</v></c><c r='B2' t='s'><v>1</v></c><c r='C2' t='s'><v>2</v></c>"
        "<c r='E2' s='1'><v>44227</v></c><c r='F2' s='2'><v>0.8</v></c><c r='G2'><v>1.5</v></c>"
        "<c r='H2'><v>1E3</v></c><c r='I2' t='b'><v>1</v></c><c r='J2' t='e'><v>#REF!</v></c>"
        "<c r='K2' t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r></is></c>"
        "<c r='L2' t='d'><v>2021-01-31T00:00:00</v></c><c r='M2' s='1'><v>99999999</v></c>"
        "</row>"
    )
    (row,) = _only(open_grid(_package(tmp_path / "book.xlsx", cells)))
    assert row == (
        2,
        (
            *("plain", "rich text", "two\nlines", None),
            *(datetime(2021, 1, 31), "80%", 1.5, 1000, True),  # noqa: DTZ001 - cells have no zone
            *(ErrorCell("#REF!"), "inline"),
            *(datetime(2021, 1, 31), ErrorCell("99999999")),  # noqa: DTZ001 - cells have no zone
        ),
    )


def test_days_are_counted_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    path = _package(
        tmp_path / "mac.xlsx",
        "<row><c s='1'><v>42765</v></c></row>",
        book="<workbookPr date1904='1'/>",
    )
    ((_, (cell,)),) = _only(open_grid(path))
    assert isinstance(cell, datetime)
    assert cell.date() == date(2021, 1, 31)


def test_formulas_have_their_last_value_or_none(tmp_path: Path) -> None:
    cells = (
        "<row r='1'><c r='A1'><f>1+1</f><v>2</v></c><c r='B1'><f>1+1</f></c>"
        "<c r='C1'><f>1+1</f><v></v></c><c r='D1' t='str'><f>\"\"</f><v></v></c>"
        "<c r='E1' t='str'><f>A1</f><v>x</v></c><c r='F1' t='e'><f>1/0</f><v>#DIV/0!</v></c></row>"
    )
    grid = open_grid(_package(tmp_path / "book.xlsx", cells))
    sheet = grid.sheet("Offers")
    assert sheet.rows[0].cells == (
        *(2, FormulaWithoutValue("=1+1"), FormulaWithoutValue("=1+1")),
        *("", "x", ErrorCell("#DIV/0!")),
    )
    assert sheet.formulas == {(1, column) for column in range(6)}


def test_values_of_formulas_are_taken_and_told(tmp_path: Path) -> None:
    def row(number: int, cells: str) -> str:
        return f"<row r='{number}'>{cells}</row>"

    def text(value: str) -> str:
        return "<c t='str'><v>" + value + "</v></c>"

    header = "".join(map(text, ("Code", "Partner", "Capability", "Quantity")))
    data = "".join(map(text, ("A1", "FRA", "H-WSH-01"))) + "<c><f>1+1</f><v>2</v></c>"
    path = _package(tmp_path / "offers.xlsx", row(1, header) + row(2, data))
    result = imported(path, ImportKind.OFFERS)
    (offer,) = created(result)
    assert isinstance(offer, Offer)
    assert offer.quantity.value == 2
    assert [f.said.code for f in result.account.remarks] == ["import.formulas"]


def test_a_million_styled_blank_rows_hold_nothing(tmp_path: Path) -> None:
    row = "<row><c s='1'/><c s='1'/></row>"
    filled = "<row><c><v>1</v></c></row>"
    path = _package(tmp_path / "wide.xlsx", filled + row * 1_000_000)
    assert len(_only(open_grid(path))) == 1


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        ("<row><c><v>1</v></c></row>" * 200_001, "import.too_many_rows"),
        ("<row>" + "<c><v>1</v></c>" * (MAX_COLUMNS + 1) + "</row>", "import.too_many_columns"),
        ("<row r='2'><c><v>1</v></c></row><row r='1'/>", "import.damaged_workbook"),
        ("<row><c><v>one</v></c></row>", "import.damaged_workbook"),
        ("<row><c t='s'><v>99</v></c></row>", "import.damaged_workbook"),
    ],
)
def test_sheets_beyond_bounds_or_sense_are_refused(tmp_path: Path, sheet: str, code: str) -> None:
    path = _package(tmp_path / "bad.xlsx", sheet)
    with pytest.raises(CrisisPlannerError) as caught:
        _only(open_grid(path))
    assert caught.value.messages[0].code == code


CELLS = st.one_of(
    st.none(),
    st.integers(-(10**12), 10**12),
    st.integers(-(10**9), 10**9).map(lambda n: n / 1_000),
    st.booleans(),
    st.dates(date(1950, 1, 1), date(2050, 1, 1)).map(lambda day: datetime.combine(day, time(6))),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=20),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.lists(CELLS, max_size=6), max_size=6))
def test_a_sheet_reads_as_another_reader_reads_it(tmp_path: Path, rows: list[list[Any]]) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    path = tmp_path / "book.xlsx"
    workbook.save(path)
    mine = dict(_only(open_grid(path)))
    other = load_workbook(path, data_only=True).active
    assert other is not None
    for number, cells in enumerate(other.iter_rows(values_only=True), 1):
        own = [*mine.get(number, ()), *[None] * len(cells)]
        for one, two in zip(own, cells, strict=False):
            same = one == two or (is_blank(one) and (two is None or not str(two).strip()))
            assert same or isinstance(one, ErrorCell | FormulaWithoutValue), (one, two)


def _two_tables(path: Path, *, second: list[list[Any]]) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Code", "Partner", "Type", "Quantity", "Notice"])
    sheet.append(["A1", "FRA", "H-WSH-01", 2, 5])
    sheet.append(["A2", "FRA", "H-WSH-01", 3, 5])
    sheet.append([])
    for row in second:
        sheet.append(row)
    workbook.save(path)
    return path


@pytest.mark.parametrize(
    "second",
    [
        [["Code", "Partner", "Type", "Quantity", "Notice"], ["A3", "FRA", "H-WSH-01", 4, 1]],
        [["Contacts"], ["Partner", "Name"], ["FRA", "A. Martin"]],
        [["Notes", "Colour", "By", "How many", "Since"], ["x", "red", "me", 4, 1]],
    ],
)
def test_a_second_table_below_is_not_mixed_in(tmp_path: Path, second: list[list[Any]]) -> None:
    path = _two_tables(tmp_path / "two.xlsx", second=second)
    account = imported(path, ImportKind.OFFERS).account
    told = {row.row: row.why[0].code for row in account.rows if row.why}
    if second[0][0] == "Code":
        # The same header again goes on with the same table.
        assert told == {5: "import.header_again"}
        assert account.counts[Fate.CREATED] == 3
        return
    assert set(told.values()) == {"import.second_table"}
    assert account.counts[Fate.CREATED] == 2
    assert "import.second_table_found" in {f.said.code for f in account.remarks}


def test_a_second_table_is_read_by_its_header_row(tmp_path: Path) -> None:
    second: list[list[Any]] = [
        ["Offers of others"],
        ["Partner", "Type", "Quantity"],
        ["NAM", "H-WSH-01", 9],
    ]
    path = _two_tables(tmp_path / "two.xlsx", second=second)
    options = ImportOptions(ImportKind.OFFERS, mapping=SavedMapping(header_row=6))
    (offer,) = created(imported(path, ImportKind.OFFERS, options=options))
    assert isinstance(offer, Offer)
    assert offer.quantity.value == 9


def test_cells_under_no_header_are_told_and_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "offers.csv"
    path.write_text("Code,Partner,Type,Quantity,\nA1,FRA,H-WSH-01,2,by lorry\n")
    account = imported(path, ImportKind.OFFERS).account
    assert [f.said.code for f in account.remarks if f.position.column == "E"] == [
        "import.no_header_above"
    ]
    assert [(c.key, c.examples) for c in account.columns if c.letter == "E"] == [
        ("E", ("by lorry",))
    ]
    mapping = SavedMapping(columns=(("E", "description"),))
    result = imported(
        path, ImportKind.OFFERS, options=ImportOptions(ImportKind.OFFERS, mapping=mapping)
    )
    (offer,) = created(result)
    assert isinstance(offer, Offer)
    assert offer.description == "by lorry"


def test_a_table_that_only_a_hidden_sheet_has_is_named(tmp_path: Path) -> None:
    workbook = Workbook()
    cover = workbook.active
    assert cover is not None
    cover.append(["Offers of our partners"])
    hidden = workbook.create_sheet("Secret")
    hidden.append(["code", "partner", "type", "quantity"])
    hidden.append(["A1", "FRA", "H-WSH-01", 2])
    hidden.sheet_state = "hidden"
    path = tmp_path / "cover.xlsx"
    workbook.save(path)
    with pytest.raises(CrisisPlannerError) as caught:
        imported(path, ImportKind.OFFERS)
    (told,) = caught.value.messages
    assert (told.code, told.values["sheets"]) == ("import.only_hidden", ("Secret",))
    asked = imported(path, ImportKind.OFFERS, options=ImportOptions(ImportKind.OFFERS, "Secret"))
    assert asked.account.n_rows == 1
    # What is read is not told to be passed over.
    assert "import.hidden_sheets" not in {f.said.code for f in asked.account.remarks}


def test_dates_that_are_taken_for_nothing_are_told(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Code", "Partner", "Type", "Quantity", "Earliest date", "Wheels up"])
    sheet.append(["A1", "FRA", "H-WSH-01", 2, date(2003, 6, 12), date(2003, 6, 10)])
    workbook.save(path := tmp_path / "dates.xlsx")
    plan = imported(path, ImportKind.OFFERS)
    (offer,) = created(plan)
    assert isinstance(offer, Offer)
    assert offer.available_from == date(2003, 6, 12)
    told = {f.position.column: f.said for f in plan.account.remarks}
    assert (told["F"].code, told["F"].values["n"]) == ("import.dates_unused", 1)
    assert "E" not in told
