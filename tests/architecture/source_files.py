"""The files of the checkout, as the structure tests see them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = CHECKOUT / "crisisplanner"


def python_files(*folders: str) -> list[Path]:
    """Return the Python files below folders of the checkout, in order."""
    return sorted(
        path
        for folder in folders
        for path in (CHECKOUT / folder).rglob("*.py")
        if "__pycache__" not in path.parts
    )


def named(path: Path) -> str:
    """Return a file's name as a reader of the checkout would write it."""
    return path.relative_to(CHECKOUT).as_posix()


def is_migration(path: Path) -> bool:
    """Return whether a file is one step of the workspace's schema."""
    return path.parent.name in {"versions", "steps"} and "storage" in path.parts


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"), str(path))


def functions_of(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def tracked_files() -> list[Path]:
    """Return the files that git tracks or would; all files where git is not there."""
    asked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )
    if asked.returncode != 0:
        return [path for path in sorted(CHECKOUT.rglob("*")) if path.is_file()]
    names = filter(None, asked.stdout.split("\0"))
    return [path for name in sorted(set(names)) if (path := CHECKOUT / name).is_file()]
