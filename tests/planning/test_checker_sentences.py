"""That every code in checker, validation and explanation has a sentence with its parameters."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import crisisplanner.planning
from crisisplanner.wording.catalogue import english_messages

PLANNING = Path(crisisplanner.planning.__file__).parent
CODE = re.compile(r"(check|problem|reason|lever|alternative)\.[a-z_.]+")
PATHS = sorted(
    [
        *(PLANNING / "checker").glob("*.py"),
        *(PLANNING / "explanation").glob("*.py"),
        PLANNING / "validation.py",
        PLANNING / "row_checks.py",
        *PLANNING.glob("lock*.py"),
    ]
)


def codes_in(path: Path) -> set[str]:
    """List the texts in a module that are message codes; beginnings of codes end in a point."""
    texts = {
        node.value
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {text for text in texts if CODE.fullmatch(text) and not text.endswith((".", "_"))}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_code_has_a_sentence(path: Path) -> None:
    assert codes_in(path) - english_messages().keys() == set()
