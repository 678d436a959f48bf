"""Ctrl+C while a plan is looked for, and paths that can't be written: before the work, not after it."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.instances import SMALL, generate
from crisisplanner.cli.console import Console
from crisisplanner.cli.main import run
from crisisplanner.cli.search_progress import SearchProgress
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Progress
from crisisplanner.exchange.matching_tables import write_problem
from crisisplanner.wording.catalogue import Wording

FIRST_PLAN = Progress(message("match.best_so_far", coverage=0.5, missing=0.1))
needs_signals = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows sends no SIGINT to one process"
)


def search_progress() -> SearchProgress:
    return SearchProgress(Console(Wording(), io.StringIO(), io.StringIO()))


def test_the_first_interrupt_asks_to_stop_and_says_so_once() -> None:
    err = io.StringIO()
    watcher = SearchProgress(Console(Wording(), io.StringIO(), err))
    with watcher.hearing_interrupts():
        watcher.report(FIRST_PLAN)
        assert not watcher.is_cancelled()
        signal.raise_signal(signal.SIGINT)
        assert watcher.is_cancelled()
        assert watcher.is_cancelled()
    assert err.getvalue().count("Stopping; the best plan so far is kept.") == 1


def test_the_second_interrupt_gives_up() -> None:
    watcher = search_progress()
    watcher.report(FIRST_PLAN)
    with watcher.hearing_interrupts():
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_without_a_plan_to_keep_the_first_interrupt_gives_up() -> None:
    with pytest.raises(KeyboardInterrupt), search_progress().hearing_interrupts():
        signal.raise_signal(signal.SIGINT)


def test_interrupts_are_heard_as_before_when_the_search_is_over() -> None:
    before = signal.getsignal(signal.SIGINT)
    with search_progress().hearing_interrupts():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before


@needs_signals
def test_an_interrupted_match_keeps_its_best_plan_with_the_bound(tmp_path: Path) -> None:
    write_problem(tmp_path / "tables", generate(SMALL, 1))
    words = [sys.executable, "-m", "crisisplanner", "match", "-v", "--gap", "0"]
    words += ["--tables", str(tmp_path / "tables"), "--out", str(tmp_path / "r.json")]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        assert b"best so far" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert process.returncode == 3
    assert b"Stopping; the best plan so far is kept." in err
    assert b"Stopped as asked; the best plan found so far was kept." in out
    result = json.loads((tmp_path / "r.json").read_text())
    assert result["status"] == "stopped"
    assert 0 < result["weighted_coverage"] < result["bound"] <= 1
    verify = ("verify", "--tables", str(tmp_path / "tables"), "--plan", str(tmp_path / "r.json"))
    assert run(verify, out=io.StringIO(), err=io.StringIO()) == 0


@pytest.mark.parametrize(
    ("out", "code", "said"),
    [
        ("nowhere/r.json", 2, "there is no folder nowhere."),
        pytest.param(
            "/proc/r.json",
            4,
            "Nothing can be written into /proc: ",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's"),
        ),
    ],
)
def test_a_result_that_can_not_be_written_is_refused_before_the_tables_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str, code: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tables").mkdir()
    err = io.StringIO()
    assert run(("match", "--tables", "tables", "--out", out), out=io.StringIO(), err=err) == code
    assert said in err.getvalue()
    assert "offers.csv" not in err.getvalue()
