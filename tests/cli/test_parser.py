"""What the command line says of itself comes from the catalogue, all of it."""

from __future__ import annotations

import re

import pytest

from crisisplanner.cli.parser import COMMANDS, build_parser
from crisisplanner.domain.errors import CrisisPlannerError, ErrorKind
from crisisplanner.wording.catalogue import Wording


class Codes(Wording):
    """Say each code instead of its sentence."""

    def say(self, code: str, /, **_params: object) -> str:
        return "«" + code + "»"


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_every_word_of_the_help_comes_from_the_catalogue(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        build_parser(Codes()).parse_args([*command, "--help"])
    assert left.value.code == 0
    said = re.sub(r"«[^»]*»", "", capsys.readouterr().out)
    given = r"crisisplanner|--?[a-z-]+|" + "|".join(COMMANDS) + r"|A4\|Letter|\ben\b"
    assert re.findall(r"[a-z]{2,}", re.sub(given, "", said)) == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("export", "expected also WORKSPACE, --out"),
        ("export a.crisis b.crisis --out c.pdf", "there is nothing called b.crisis here"),
        ("frobnicate", "there is no command frobnicate"),
        ("match --gap", "expected a value after --gap"),
        ("match --t 3", "--t can be short for --tables, --time-limit, --tolerance"),
        ("new --json=3 a.crisis", "expected no value after --json, got 3"),
        ("match --gap wide", "Expected --gap to be a number, got wide"),
        ("match --seed 1.5", "Expected --seed to be a whole number, got 1.5"),
    ],
)
def test_words_that_can_not_be_read_are_answered_in_a_sentence(typed: str, sentence: str) -> None:
    words = Wording()
    with pytest.raises(CrisisPlannerError) as caught:
        build_parser(words).parse_args(typed.split())
    assert caught.value.kind is ErrorKind.BAD_INPUT
    said = words.message(caught.value.messages[0])
    assert sentence in said
    assert "argument" not in said.partition("\n")[0]
