"""Who edits, on the command line."""

from __future__ import annotations

import argparse

from crisisplanner.domain.errors import bad_input


def author_of(arguments: argparse.Namespace) -> str:
    """Name who edits: the option, or the user of this machine."""
    given: str | None = getattr(arguments, "author", None)
    if given:
        return given
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        # A container may run as a user without a name; what is raised then differs by version.
        raise bad_input("cli.author_unknown") from error
