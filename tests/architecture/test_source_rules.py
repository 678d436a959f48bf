"""Rules for source text that neither ruff nor mypy knows."""

import ast
import re

from tests.architecture.source_files import named, python_files, tree_of

PROGRAM = python_files("crisisplanner")
ALL = python_files("crisisplanner", "benchmarks", "tests")
EXCUSE = re.compile(r"#\s*(type:\s*ignore|noqa)(?P<rest>.*)")
EXCUSE_WITH_REASON = re.compile(r"(\[[\w, -]+\]|:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)\s*(#|--|:)?\s*\w+")
HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
COLOUR_MAKERS = {"QColor", "HexColor", "CMYKColor", "PCMYKColor", "fromRgb", "fromRgbF"}


def test_package_fronts_are_empty() -> None:
    filled = []
    for path in python_files("crisisplanner", "benchmarks", "tests"):
        if path.name == "__init__.py":
            body = tree_of(path).body
            if len(body) > 1 or (body and ast.get_docstring(tree_of(path)) is None):
                filled.append(named(path))
    assert filled == []


def test_each_module_says_what_lives_in_it() -> None:
    silent = [
        named(path)
        for path in ALL
        if path.name != "__init__.py" and not ast.get_docstring(tree_of(path))
    ]
    assert silent == []


def test_excuses_from_the_checkers_carry_a_code_and_a_reason() -> None:
    bare = []
    for path in ALL:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            excuse = EXCUSE.search(line)
            if excuse and not EXCUSE_WITH_REASON.match(excuse["rest"].strip()):
                bare.append(f"{named(path)}:{number}: {line.strip()}")
    assert bare == []


def test_no_module_keeps_state() -> None:
    stateful = []
    for path in PROGRAM:
        tree = tree_of(path)
        stateful += [
            f"{named(path)}:{node.lineno}: global"
            for node in ast.walk(tree)
            if isinstance(node, ast.Global)
        ]
        stateful += [
            f"{named(path)}:{node.lineno}: an empty container to be filled"
            for node in tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign) and _is_empty_container(node.value)
        ]
    assert stateful == []


def _is_empty_container(value: ast.expr | None) -> bool:
    if isinstance(value, ast.List | ast.Set):
        return not value.elts
    if isinstance(value, ast.Dict):
        return not value.keys
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return value.func.id in {"list", "dict", "set", "defaultdict"} and not value.keywords
    return False


def test_colours_come_from_the_tokens() -> None:
    literal = [
        f"{named(path)}:{getattr(node, 'lineno', 0)}"
        for path in python_files("crisisplanner/ui", "crisisplanner/reporting")
        for node in ast.walk(tree_of(path))
        if _is_colour(node)
    ]
    assert literal == []


def _is_colour(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and HEX_COLOUR.search(node.value) is not None
    if isinstance(node, ast.Call):
        maker = node.func.attr if isinstance(node.func, ast.Attribute) else None
        maker = node.func.id if isinstance(node.func, ast.Name) else maker
        return maker in COLOUR_MAKERS and any(isinstance(a, ast.Constant) for a in node.args)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
        return node.value.attr == "GlobalColor" and node.attr != "transparent"
    return False


def test_dialogs_open_without_a_loop_of_their_own() -> None:
    nested = [
        f"{named(path)}:{node.lineno}"
        for path in python_files("crisisplanner/ui")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"exec", "exec_", "resizeColumnsToContents"}
        # The one loop there is.
        and ast.unparse(node.func) != "application.exec"
    ]
    assert nested == []


def test_no_test_sleeps() -> None:
    asleep = [
        f"{named(path)}:{node.lineno}"
        for path in python_files("tests")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func) in {"time.sleep", "qtbot.wait", "QTest.qWait", "QThread.msleep"}
    ]
    assert asleep == []
