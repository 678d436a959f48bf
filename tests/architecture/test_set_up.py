"""What the set-up decides before it runs pip or apt-get."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.source_files import CHECKOUT

SCRIPT = CHECKOUT / ".ci" / "bootstrap.py"
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux's loader")


@pytest.fixture
def bootstrap() -> ModuleType:
    """Load the set-up script as a module."""
    spec = importlib.util.spec_from_file_location("bootstrap", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@on_linux
@pytest.mark.parametrize(
    ("display", "wayland", "wants"),
    [
        ("", "", set()),
        (":0", "", {"libxcb-cursor.so.0"}),
        ("", "wayland-0", {"libwayland-client.so.0"}),
        (":0", "wayland-0", {"libxcb-cursor.so.0", "libwayland-client.so.0"}),
    ],
)
def test_window_libraries_are_wanted_only_where_there_is_a_display(
    bootstrap: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    display: str,
    wayland: str,
    wants: set[str],
) -> None:
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.setenv("WAYLAND_DISPLAY", wayland)
    wanted = bootstrap.wanted_libraries().keys()
    assert wanted >= bootstrap.QT_LIBRARIES.keys()
    assert wanted & {"libxcb-cursor.so.0", "libwayland-client.so.0"} == wants


@on_linux
def test_a_library_the_loader_lacks_is_missing(bootstrap: ModuleType) -> None:
    asked = {"libc.so.6": "libc6", "libnosuchthing.so.9": "libnosuchthing9"}
    assert bootstrap.missing_libraries(asked) == {"libnosuchthing.so.9": "libnosuchthing9"}


@on_linux
def test_a_display_that_nobody_serves_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DISPLAY", ":9876")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-9876")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert subprocess.run([sys.executable, SCRIPT, "has-display"]).returncode == 1


@pytest.mark.parametrize("left", ["", "{", "[]", "nonsense"])
def test_a_damaged_stamp_counts_as_none(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, left: str
) -> None:
    stamp = tmp_path / "set-up.json"
    stamp.write_text(left, "utf-8")
    monkeypatch.setattr(bootstrap, "STAMP", stamp)
    assert bootstrap.read_stamp() == {}


def test_pip_is_not_led_out_of_the_environment(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PYTHONPATH", "PIP_TARGET", "PIP_PREFIX"):
        monkeypatch.setenv(name, "elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    environment = bootstrap.clean_environment()
    assert {"PYTHONPATH", "PIP_TARGET", "PIP_PREFIX"} & environment.keys() == set()
    assert environment["PIP_USER"] == "0"
