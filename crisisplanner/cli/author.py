"""Who edits, on the command line."""

from __future__ import annotations

import argparse


def author_of(arguments: argparse.Namespace) -> str:
    """Name who edits: the option, or the user of this machine."""
    given: str | None = getattr(arguments, "author", None)
    if given:
        return given
    import getpass

    return getpass.getuser()
