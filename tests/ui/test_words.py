"""Every sentence of the window is in the catalogue."""

import ast
import re
from collections.abc import Iterator

from crisisplanner.ui.mounting import mounted_pages
from crisisplanner.ui.pages import Place
from crisisplanner.ui.shell.window_actions import WINDOW_ACTIONS
from crisisplanner.wording.catalogue import Wording
from tests.architecture.source_files import named, python_files, tree_of

SAYERS = {"say", "message", "bad_input", "refused"}


def asked_codes() -> Iterator[tuple[str, str]]:
    """Yield each code that the window asks for, as a pattern where a part is computed."""
    for path in python_files("crisisplanner/ui"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in SAYERS:
                for pattern in _patterns(node.args[0]):
                    yield f"{named(path)}:{node.lineno}", pattern


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _patterns(code: ast.expr) -> Iterator[str]:
    match code:
        case ast.Constant(value=str(text)):
            yield re.escape(text)
        case ast.IfExp():
            yield from _patterns(code.body)
            yield from _patterns(code.orelse)
        case ast.JoinedStr():
            yield "".join(
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
                for part in code.values
            )
        case _:
            return


def test_every_code_that_the_window_asks_for_has_a_sentence(words: Wording) -> None:
    known = "\n".join(words._messages)
    missing = [
        (where, pattern)
        for where, pattern in asked_codes()
        if re.search(f"^{pattern}$", known, re.MULTILINE) is None
        # A message's status line and the like are free text where `say` is not the catalogue's.
        and "." in pattern
    ]
    assert missing == []


def test_every_action_page_and_place_has_a_title(words: Wording) -> None:
    registry = mounted_pages()
    specs = [*WINDOW_ACTIONS, *registry.actions()]
    codes = [spec.title for spec in specs]
    codes += [spec.why_not for spec in specs if spec.why_not]
    codes += [f"page.{entry.id}" for entry in registry.entries()]
    codes += [f"place.{place.value}" for place in Place]
    assert [code for code in codes if not words.has(code)] == []


def test_no_two_actions_share_a_key() -> None:
    keys = [s.shortcut for s in (*WINDOW_ACTIONS, *mounted_pages().actions()) if s.shortcut]
    assert sorted(keys) == sorted(set(keys))
