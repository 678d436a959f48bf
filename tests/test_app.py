"""The way in: a window, a command, or a sentence about what is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from crisisplanner import app


def test_without_a_display_the_commands_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in app.DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    assert app.main([]) == 2
    assert "crisisplanner --help" in capsys.readouterr().err


def test_a_mistyped_command_is_no_workspace(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["mach"]) == 2
    assert "mach" in capsys.readouterr().err


def test_the_program_starts_from_a_checkout() -> None:
    root = Path(__file__).parents[1]
    ran = subprocess.run(
        [sys.executable, str(root / "main.py"), "--version"], capture_output=True, text=True
    )
    assert (ran.returncode, ran.stdout.startswith("CrisisPlanner")) == (0, True)
