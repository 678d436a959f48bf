"""A file appears whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from crisisplanner.finished_file import finished_file, write_finished


def test_a_complete_file_replaces_the_earlier_one_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text("earlier")
    path.chmod(0o600)
    write_finished(path, b"later")
    assert path.read_bytes() == b"later"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_broken_off_file_leaves_the_earlier_one_and_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_text("earlier")

    def begin_and_fail() -> None:
        with finished_file(path) as file:
            file.write(b"half")
            raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        begin_and_fail()
    assert path.read_text() == "earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_finished(tmp_path / "nowhere" / "a.csv", b"")


def test_a_name_as_long_as_the_system_takes_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 251 + ".csv")
    write_finished(path, b"1")
    assert path.read_bytes() == b"1"
