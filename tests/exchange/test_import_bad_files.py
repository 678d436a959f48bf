"""Files that can't be read: each gets one coded error that says where and what was expected."""

import io
import os
import sys
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from crisisplanner.domain.account import Fate, ImportKind, ImportOptions, SavedMapping
from crisisplanner.domain.actors import Partner
from crisisplanner.domain.errors import CrisisPlannerError, ErrorKind
from crisisplanner.domain.terms import PartnerKind
from crisisplanner.wording.catalogue import Wording
from tests.exchange.import_register import created, imported, register

GOOD = "code,partner,type,quantity\nA1,FRA,H-WSH-01,2\n"


def _error(path: Path, options: ImportOptions | None = None) -> CrisisPlannerError:
    with pytest.raises(CrisisPlannerError) as caught:
        imported(path, ImportKind.OFFERS, options=options)
    for said in caught.value.messages:
        assert Wording().message(said)
    return caught.value


def _code(path: Path) -> str:
    return _error(path).messages[0].code


def _workbook_bytes(*rows: Sequence[Any]) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows or (("code", "partner", "type", "quantity"), ("A1", "FRA", "H-WSH-01", 2)):
        sheet.append([*row])
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _with_part(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Change one part of a workbook."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import.empty_file"),
        (b"\r\n \n", "import.empty_file"),
        (b"%PDF-1.7\n%\xe2\xe3", "import.wrong_type"),
        (b"\x89PNG\r\n\x1a\n", "import.wrong_type"),
        (b"<!DOCTYPE html><table></table>", "import.wrong_type"),
        (b'<?xml version="1.0"?><Workbook/>', "import.wrong_type"),
        (b"SQLite format 3\x00", "import.wrong_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "import.old_workbook"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "import.password",
        ),
        (b"PK\x03\x04 and nothing more", "import.damaged_workbook"),
        (GOOD.encode("utf-16"), "import.wrong_encoding"),
        (GOOD.encode("utf-16-le"), "import.wrong_encoding"),
        ((GOOD + "A2,Côte,x,1\n").encode("latin-1"), "import.wrong_encoding"),
        ((GOOD + "A2,Côte d’Ivoire,x,1\n").encode("cp1252"), "import.wrong_encoding"),
        (GOOD.encode() + b"A2,FR\x00A,x,1\n", "import.nul_bytes"),
        (bytes(range(1, 32)) * 40, "import.not_a_table"),
        (b'code,partner\n"A1,FRA\nA2,FRA\n', "import.quote_not_closed"),
        (b'code,partner\n"A1"x,FRA\n', "import.quote_inside_cell"),
        (b"code,partner,type,quantity\n", "import.no_rows"),
        (b"code,partner,type,quantity\n,,,\n , ,\n", "import.no_rows"),
    ],
)
def test_a_file_is_judged_by_what_it_holds(tmp_path: Path, content: bytes, code: str) -> None:
    for name in ("offers.csv", "offers.xlsx"):
        file = tmp_path / name
        file.write_bytes(content)
        assert _code(file) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("colour,taste\nred,sweet\n", "import.no_columns"),
        ("partner,taste\nFRA,sweet\n", "import.columns_missing"),
    ],
)
def test_columns_that_are_not_known_are_listed_to_be_named(
    tmp_path: Path, text: str, code: str
) -> None:
    file = tmp_path / "offers.csv"
    file.write_text(text)
    result = imported(file, ImportKind.OFFERS)
    assert [fault.said.code for fault in result.account.faults] == [code]
    assert result.account.is_refused
    assert result.changes == ()
    assert [(c.header, c.examples) for c in result.account.columns][1] == ("taste", ("sweet",))


def test_the_row_and_the_likely_encoding_are_told(tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    file.write_bytes((GOOD + "A2,Côte d’Ivoire,x,1\n").encode("cp1252"))
    assert dict(_error(file).messages[0].params) == {
        "file": "old.csv",
        "row": 3,
        "found": "Windows-1252",
    }


def test_an_encoding_that_a_mapping_names_is_used_and_told(tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    file.write_bytes("code,partner,type,quantity\nA1,Côte d’Ivoire,H-WSH-01,1\n".encode("cp1252"))
    options = ImportOptions(ImportKind.OFFERS, mapping=SavedMapping(encoding="cp1252"))
    result = imported(file, ImportKind.OFFERS, options=options)
    assert len(created(result)) == 1
    assert [f.said.code for f in result.account.remarks] == ["import.read_as_encoding"]
    for encoding, code in (("klingon", "unknown_encoding"), ("ascii", "not_that_encoding")):
        wrong = ImportOptions(ImportKind.OFFERS, mapping=SavedMapping(encoding=encoding))
        assert _error(file, wrong).messages[0].code == "import." + code


def test_a_mark_and_windows_line_ends_are_no_trouble(tmp_path: Path) -> None:
    file = tmp_path / "bom.csv"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert len(created(imported(file, ImportKind.OFFERS))) == 1


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_are_found_and_told(tmp_path: Path, delimiter: str) -> None:
    file = tmp_path / "semicolon.csv"
    file.write_text(GOOD.replace(",", delimiter), "utf-8")
    result = imported(file, ImportKind.OFFERS)
    assert len(created(result)) == 1
    assert [f.said.code for f in result.account.remarks] == ["import.delimiter"]


def test_a_ten_megabyte_cell_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "huge.csv"
    file.write_text(GOOD + "A2,FRA," + "x" * 10_485_760 + ",1\n", "utf-8")
    said = _error(file).messages[0]
    assert (said.code, said.values["row"]) == ("import.cell_too_long", 3)


def test_paths_that_lead_nowhere_say_so(tmp_path: Path) -> None:
    assert _code(tmp_path / "missing.csv") == "import.not_found"
    assert _code(tmp_path / "a" / "b.csv") == "import.not_found"
    assert _code(tmp_path / ("x" * 300)) == "import.not_found"
    assert _code(tmp_path) == "import.is_folder"
    fifo = tmp_path / "pipe.csv"
    os.mkfifo(fifo)
    assert _code(fifo) == "import.not_a_file"


NOBODY = 65534


@contextmanager
def an_ordinary_user() -> Iterator[None]:
    """Act as someone whom the system may refuse; the superuser may read everything."""
    is_superuser = os.geteuid() == 0
    if is_superuser:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_superuser:
            os.seteuid(0)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "secret.csv"
    file.write_text(GOOD, "utf-8")
    file.chmod(0)
    with an_ordinary_user():
        error = _error(file)
    assert error.messages[0].code == "import.no_permission"
    assert error.kind is ErrorKind.REFUSED


def test_a_workbook_cut_short_at_any_place_is_called_damaged(tmp_path: Path) -> None:
    whole = _workbook_bytes()
    for length in (30, len(whole) // 3, len(whole) // 2, len(whole) - 30):
        file = tmp_path / "cut.xlsx"
        file.write_bytes(whole[:length])
        assert _code(file) == "import.damaged_workbook"


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "_rels/.rels"]
)
def test_a_workbook_with_a_broken_part_is_called_damaged(tmp_path: Path, part: str) -> None:
    file = tmp_path / "broken.xlsx"
    file.write_bytes(_with_part(_workbook_bytes(), part, lambda data: data[: len(data) // 2]))
    assert _code(file) == "import.damaged_workbook"


def test_other_packages_are_named_for_what_they_are(tmp_path: Path) -> None:
    for member, found in (("mimetype", "OpenDocument"), ("a.txt", "ZIP")):
        file = tmp_path / "other.xlsx"
        with zipfile.ZipFile(file, "w") as package:
            package.writestr(member, "x")
        assert _error(file).messages[0].values["found"] == found


def test_a_document_type_is_refused_before_anything_is_expanded(tmp_path: Path) -> None:
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'

    def with_entities(data: bytes) -> bytes:
        head, mark, rest = data.partition(b"<worksheet")
        return head + entities + mark + rest

    file = tmp_path / "entities.xlsx"
    file.write_bytes(_with_part(_workbook_bytes(), "xl/worksheets/sheet1.xml", with_entities))
    assert _code(file) == "import.harmful_workbook"
    wide = '<?xml version="1.0" encoding="UTF-16"?>' + entities.decode() + "<x/>"
    file.write_bytes(
        _with_part(_workbook_bytes(), "xl/styles.xml", lambda _: wide.encode("utf-16"))
    )
    assert _code(file) == "import.harmful_workbook"


def test_a_zip_bomb_is_refused_without_being_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "bomb.xlsx"
    file.write_bytes(
        _with_part(_workbook_bytes(), "xl/styles.xml", lambda data: data + b" " * 100_000_000)
    )
    assert file.stat().st_size < 1_000_000
    tracemalloc.start()
    try:
        assert _code(file) == "import.unpacks_too_large"
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_an_empty_workbook_and_hidden_ones_say_so(tmp_path: Path) -> None:
    file = tmp_path / "empty.xlsx"
    Workbook().save(file)
    assert _code(file) == "import.empty_sheet"
    workbook = Workbook()
    hidden = workbook.create_sheet("Secret")
    hidden.append(("code", "partner", "type", "quantity"))
    hidden.append(("A1", "FRA", "H-WSH-01", 1))
    hidden.sheet_state = "hidden"
    workbook.save(file)
    assert _code(file) == "import.only_hidden"
    options = ImportOptions(ImportKind.OFFERS, sheet="secret")
    assert len(created(imported(file, ImportKind.OFFERS, options=options))) == 1
    options = ImportOptions(ImportKind.OFFERS, sheet="Offers")
    assert _error(file, options).messages[0].code == "import.no_such_sheet"


def test_a_text_table_named_as_a_workbook_is_read_and_told(tmp_path: Path) -> None:
    file = tmp_path / "offers.xlsx"
    file.write_text(GOOD, "utf-8")
    result = imported(file, ImportKind.OFFERS)
    assert len(created(result)) == 1
    assert [f.said.code for f in result.account.remarks] == ["import.text_named_workbook"]


def test_a_refused_file_proposes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "half.csv"
    file.write_text(GOOD + "A2,FRA,H-WSH-01,-3\n", "utf-8")
    result = imported(file, ImportKind.OFFERS, register())
    assert result.account.is_refused
    assert result.changes == ()


class _Watched:
    """Note every file and socket that Python opens while it is watching."""

    def __init__(self) -> None:
        self.is_on = False
        self.seen: list[tuple[str, str]] = []

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.is_on and event.startswith(
            ("open", "socket.", "urllib.", "subprocess.", "os.exec")
        ):
            self.seen.append((event, str(arguments[0])))


def test_nothing_but_the_file_is_opened_whatever_it_asks_for(tmp_path: Path) -> None:
    path = tmp_path / "offers.xlsx"
    rows = (
        ("code", "partner", "type", "quantity"),
        ("A1", "FRA", "H-WSH-01", '=WEBSERVICE("http://127.0.0.1:9/x")'),
        ("A2", "FRA", "H-WSH-01", "='file:///etc/[passwd]Sheet1'!A1"),
        ("A3", "FRA", "H-WSH-01", "=cmd|' /C calc'!A0"),
    )
    path.write_bytes(_workbook_bytes(*rows))
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" TargetMode="External" Target="file:///etc/passwd" Type="x"/>'
            "</Relationships>",
        )
    imported(path, ImportKind.OFFERS)
    watched = _Watched()
    # A hook can't be taken away again: it is switched off.
    sys.addaudithook(watched)
    watched.is_on = True
    try:
        account = imported(path, ImportKind.OFFERS).account
    finally:
        watched.is_on = False
    assert {name for _, name in watched.seen} == {str(path)}
    assert account.is_refused


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ('code,partner,type,quantity,source\nA1,FRA,H-WSH-01,2,"a; b; c; d; e; f; g"\n', 1),
        ('code,partner,type,quantity,note\nA1,FRA,H-WSH-01,2,"{""x"": ""1;2;3;4;5;6;7""}"\n', 1),
        ("code;partner;type;quantity;cost\nA1;FRA;H-WSH-01;2;1,5\nA2;FRA;H-WSH-01;3;2,5\n", 2),
        ("code|partner|type|quantity\nA1|FRA|H-WSH-01|2\n", 1),
    ],
    ids=["prose in quotes", "JSON in quotes", "commas of decimals", "bars"],
)
def test_what_parts_the_cells_is_told_from_what_stands_in_them(
    tmp_path: Path, text: str, taken: int
) -> None:
    path = tmp_path / "offers.csv"
    path.write_text(text)
    assert len(created(imported(path, ImportKind.OFFERS))) == taken


def test_a_code_that_differs_from_the_name_in_case_only_means_one_thing(tmp_path: Path) -> None:
    path = tmp_path / "partners.csv"
    path.write_text("code,name,kind\nCARITAS,Caritas,ngo\n")
    caritas = Partner(id="p", code="CARITAS", name="Caritas", partner_kind=PartnerKind.NGO)
    result = imported(path, ImportKind.PARTNERS, register(caritas))
    assert result.account.counts[Fate.UNCHANGED] == 1
