"""Budgets that keep every file, function and class readable in one go."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source_files import (
    CHECKOUT,
    functions_of,
    is_migration,
    named,
    python_files,
    tree_of,
)

FILE_LINES = 500
FUNCTION_LINES = 60
CLASS_METHODS = 25

BUDGETED = [
    *(path for path in python_files("crisisplanner", "benchmarks") if not is_migration(path)),
    *CHECKOUT.glob("*.py"),
    *CHECKOUT.glob(".ci/*.py"),
]


@pytest.mark.parametrize("path", BUDGETED, ids=named)
def test_a_file_keeps_its_budgets(path: Path) -> None:
    over = []
    n_lines = len(path.read_text("utf-8").splitlines())
    if n_lines > FILE_LINES:
        over.append(f"{n_lines} lines, at most {FILE_LINES}")
    tree = tree_of(path)
    for function in functions_of(tree):
        n_lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if n_lines > FUNCTION_LINES:
            over.append(f"{function.name}: {n_lines} lines, at most {FUNCTION_LINES}")
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            n_methods = sum(
                isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body
            )
            if n_methods > CLASS_METHODS:
                over.append(f"{node.name}: {n_methods} methods, at most {CLASS_METHODS}")
    assert over == []
