"""OpenDocument spreadsheets: cells as a person sees them, repeats in bounds, harm refused."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.exchange.grid import ErrorCell, FormulaWithoutValue
from crisisplanner.exchange.limits import MAX_BLANK_ROWS
from crisisplanner.exchange.ods_writing import MIMETYPE
from crisisplanner.exchange.opening import open_grid

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
    for prefix in ("office", "table", "text", "style")
)


def _ods(path: Path, body: str, *, styles: str = "", manifest: str = "", head: str = "") -> Path:
    content = (
        f"{head}<office:document-content {NAMES}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", MIMETYPE)
        package.writestr("content.xml", content)
        if manifest:
            package.writestr("META-INF/manifest.xml", manifest)
    return path


def _sheet(*rows: str, name: str = "S", style: str = "") -> str:
    styled = f' table:style-name="{style}"' if style else ""
    inside = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}"{styled}>{inside}</table:table>'


def _cell(text: str = "", **said: str) -> str:
    attributes = "".join(
        f' {"table" if key == "formula" else "office"}:{key.replace("_", "-")}="{value}"'
        for key, value in said.items()
    )
    return f"<table:table-cell{attributes}><text:p>{text}</text:p></table:table-cell>"


def _code(path: Path) -> str:
    with pytest.raises(CrisisPlannerError) as caught:
        open_grid(path)
    return caught.value.messages[0].code


def test_cells_have_the_values_that_a_person_sees(tmp_path: Path) -> None:
    row = "".join(
        (
            _cell("1,200", value_type="float", value="1200"),
            _cell("12 %", value_type="percentage", value="0.12"),
            _cell("31.01.21", value_type="date", date_value="2021-01-31"),
            _cell("x", value_type="date", date_value="2021-01-31T14:30:00"),
            _cell("TRUE", value_type="boolean", boolean_value="true"),
            _cell('a<text:s text:c="3"/>b<text:tab/>c', value_type="string"),
            _cell("#VALUE!", formula="of:=1/0", value_type="string"),
            _cell("", formula="of:=A1"),
            _cell("7", formula="of:=A1", value_type="float", value="7"),
        )
    )
    sheet = open_grid(_ods(tmp_path / "a.ods", _sheet(row))).sheet("S")
    assert sheet.rows[0].cells == (
        *(
            1200,
            "12%",
            date(2021, 1, 31),
            datetime.fromisoformat("2021-01-31T14:30"),
            True,
            "a   b\tc",
        ),
        *(ErrorCell("#VALUE!"), FormulaWithoutValue("of:=A1"), 7),
    )
    assert sheet.formulas == {(1, 6), (1, 7), (1, 8)}


def test_comments_are_no_cells_and_lines_stay(tmp_path: Path) -> None:
    body = _sheet(
        '<table:table-cell office:value-type="string"><office:annotation><text:p>secret</text:p>'
        "</office:annotation><text:p>one</text:p><text:p>two</text:p></table:table-cell>"
    )
    sheet = open_grid(_ods(tmp_path / "a.ods", body)).sheet("S")
    assert sheet.rows[0].cells == ("one\ntwo",)


def test_a_million_blank_rows_hold_nothing(tmp_path: Path) -> None:
    body = (
        '<table:table table:name="S"><table:table-row>' + _cell("a") + "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    sheet = open_grid(_ods(tmp_path / "a.ods", body)).sheet("S")
    assert [row.cells for row in sheet.rows] == [("a",)]
    assert sheet.n_blank_rows < MAX_BLANK_ROWS


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ('<table:table-row table:number-rows-repeated="9000000">', "import.too_many_rows"),
        ('<table:table-row table:number-rows-repeated="99999999">', "import.damaged_workbook"),
    ],
)
def test_repeats_beyond_bounds_are_refused(tmp_path: Path, row: str, code: str) -> None:
    body = f'<table:table table:name="S">{row}{_cell("a")}</table:table-row></table:table>'
    assert _code(_ods(tmp_path / "a.ods", body)) == code


def test_a_cell_repeated_without_end_is_refused(tmp_path: Path) -> None:
    cell = '<table:table-cell table:number-columns-repeated="99999"><text:p>x</text:p>'
    body = _sheet(cell + "</table:table-cell>")
    assert _code(_ods(tmp_path / "a.ods", body)) == "import.too_many_columns"


def test_hidden_sheets_and_merged_cells_are_known(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    )
    merged = '<table:table-cell table:number-columns-spanned="2"><text:p>m</text:p>'
    body = _sheet(_cell("x"), name="Old", style="h") + _sheet(
        merged + "</table:table-cell><table:covered-table-cell/>", _cell("y")
    )
    grid = open_grid(_ods(tmp_path / "a.ods", body, styles=styles))
    assert [(sheet.name, sheet.is_hidden) for sheet in grid.sheets] == [("Old", True), ("S", False)]
    assert [str(cells) for cells in grid.sheet("S").merged] == ["A1:B1"]


def test_a_password_is_told(tmp_path: Path) -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        "<m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    )
    assert _code(_ods(tmp_path / "a.ods", _sheet(), manifest=manifest)) == "import.password"


def test_entities_are_refused_before_anything_is_expanded(tmp_path: Path) -> None:
    head = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    path = _ods(tmp_path / "a.ods", _sheet(_cell("&e;")), head=head)
    assert _code(path) == "import.harmful_workbook"


def test_a_spreadsheet_cut_short_is_called_damaged(tmp_path: Path) -> None:
    path = _ods(tmp_path / "a.ods", _sheet(_cell("x")))
    content = path.read_bytes()
    for share in (0.3, 0.6, 0.9):
        path.write_bytes(content[: int(len(content) * share)])
        assert _code(path) == "import.damaged_workbook"


def test_other_open_documents_are_named(tmp_path: Path) -> None:
    path = tmp_path / "text.odt"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert _code(path) == "import.wrong_type"
