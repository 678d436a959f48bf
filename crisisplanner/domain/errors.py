"""Errors as data: what was expected and what came, for ``wording`` to say."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from crisisplanner.domain.messages import Message, Parameter, message


class ErrorKind(Enum):
    """Tell what a face must do with an error; values are the exit codes."""

    BAD_INPUT = 2
    STOPPED = 3
    REFUSED = 4


class CrisisPlannerError(Exception):
    """Refuse something for one or more reasons that a person can act on."""

    def __init__(self, messages: Iterable[Message], kind: ErrorKind) -> None:
        self.messages = tuple(messages)
        self.kind = kind
        super().__init__("; ".join(f"{m.code} {dict(m.params)}" for m in self.messages))


def bad_input(code: str, /, **params: Parameter) -> CrisisPlannerError:
    """Build an error for one thing that was entered or read wrong."""
    return CrisisPlannerError([message(code, **params)], ErrorKind.BAD_INPUT)


def bad_inputs(messages: Iterable[Message]) -> CrisisPlannerError:
    """Build an error for everything that was entered or read wrong."""
    return CrisisPlannerError(messages, ErrorKind.BAD_INPUT)


def refused(code: str, /, **params: Parameter) -> CrisisPlannerError:
    """Build an error for a thing that may not be done now."""
    return CrisisPlannerError([message(code, **params)], ErrorKind.REFUSED)


class Cancelled(Exception):  # noqa: N818 - not an error: the user asked for it
    """Stop a job because the user asked for it; nothing was changed."""
