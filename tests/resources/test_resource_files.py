"""Finding what the program ships, however it was installed."""

import sys
from pathlib import Path

import pytest

from crisisplanner.resource_files import ResourceMissingError, resource_path, resource_root


def test_a_checkout_keeps_resources_beside_the_package(tmp_path: Path) -> None:
    (tmp_path / "crisisplanner").mkdir()
    (tmp_path / "resources").mkdir()
    assert resource_root(tmp_path / "crisisplanner", None) == tmp_path / "resources"


def test_a_wheel_keeps_resources_inside_the_package(tmp_path: Path) -> None:
    inside = tmp_path / "crisisplanner" / "_resources"
    inside.mkdir(parents=True)
    (tmp_path / "resources").mkdir()
    assert resource_root(tmp_path / "crisisplanner", None) == inside


def test_a_frozen_build_keeps_resources_where_it_was_unpacked(tmp_path: Path) -> None:
    unpacked = tmp_path / "unpacked" / "crisisplanner" / "_resources"
    unpacked.mkdir(parents=True)
    package = tmp_path / "elsewhere" / "crisisplanner"
    assert resource_root(package, str(tmp_path / "unpacked")) == unpacked


def test_a_frozen_build_is_known_by_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "crisisplanner" / "_resources" / "look" / "tokens.json"
    file.parent.mkdir(parents=True)
    file.touch()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource_path("look", "tokens.json") == file


def test_an_installation_without_resources_names_the_places(tmp_path: Path) -> None:
    with pytest.raises(ResourceMissingError) as caught:
        resource_root(tmp_path / "crisisplanner", None)
    assert str(tmp_path / "crisisplanner" / "_resources") in str(caught.value.filename)
    assert str(tmp_path / "resources") in str(caught.value.filename)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(ResourceMissingError) as caught:
        resource_path("look", "no-such-file.json")
    assert Path(caught.value.filename).name == "no-such-file.json"


@pytest.mark.parametrize("part", ["../pyproject.toml", "..", str(Path(__file__).resolve())])
def test_names_do_not_lead_out_of_the_resources(part: str) -> None:
    with pytest.raises(ValueError, match="Expected names below resources"):
        resource_path(part)


def test_the_folder_itself_can_be_asked_for() -> None:
    assert resource_path("icons").is_dir()
