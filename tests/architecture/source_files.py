"""The files of the checkout, as the structure tests see them."""

import ast
import shutil
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
    """Return the files that git tracks or would; without git, all but what is made."""
    if not shutil.which("git") or not (CHECKOUT / ".git").exists():
        return [
            path for path in sorted(CHECKOUT.rglob("*")) if path.is_file() and not _is_made(path)
        ]
    asked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = filter(None, asked.stdout.split("\0"))
    return [path for name in sorted(set(names)) if (path := CHECKOUT / name).is_file()]


def _is_made(path: Path) -> bool:
    parts = path.relative_to(CHECKOUT).parts
    top = parts[0]
    is_hidden = top.startswith(".") and top not in {".ci", ".gitignore"}
    return is_hidden or top in {"build", "demo", "dist"} or "__pycache__" in parts
