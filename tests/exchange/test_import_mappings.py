"""Saved mappings: read back as written, refused with the name of what is wrong."""

from pathlib import Path

import pytest

from crisisplanner.domain.account import DateOrder, ImportKind, SavedMapping
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.exchange.mapping_files import read_mapping, write_mapping
from crisisplanner.wording.catalogue import Wording


def test_a_mapping_is_read_back_as_written(tmp_path: Path) -> None:
    mapping = SavedMapping(
        columns=(("Land", "partner"), ("Stück", "quantity"), ("Notiz", "")),
        sheet="Angebote",
        header_row=6,
        date_order=DateOrder.DMY,
        encoding="cp1252",
    )
    path = tmp_path / "mapping.json"
    for written in (mapping, SavedMapping()):
        write_mapping(path, written)
        assert read_mapping(path, ImportKind.OFFERS) == written


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("no json", "import.mapping_not_json", "mapping.json"),
        ("[1]", "import.mapping_not_json", "mapping.json"),
        ('{"columns": []}', "import.mapping_not_json", "mapping.json"),
        ('{"colums": {}}', "import.mapping_key", "colums"),
        ('{"columns": {"Land": "partnr"}}', "import.mapping_field", "partnr"),
        ('{"header_row": -1}', "import.mapping_value", "header_row"),
        ('{"header_row": true}', "import.mapping_value", "header_row"),
        ('{"date_order": "YDM"}', "import.mapping_value", "YDM"),
        ('{"sheet": 3}', "import.mapping_value", "sheet"),
        ("[" * 100_000, "import.mapping_not_json", "mapping.json"),
    ],
)
def test_what_is_wrong_in_a_mapping_is_named(
    tmp_path: Path, text: str, code: str, word: str
) -> None:
    path = tmp_path / "mapping.json"
    path.write_text(text, "utf-8")
    with pytest.raises(CrisisPlannerError) as caught:
        read_mapping(path, ImportKind.OFFERS)
    (said,) = caught.value.messages
    assert said.code == code
    assert word in Wording().message(said)


def test_a_mapping_is_not_written_where_there_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(CrisisPlannerError) as caught:
        write_mapping(tmp_path / "none" / "mapping.json", SavedMapping())
    assert caught.value.messages[0].code == "export.no_folder"
