"""What codes of areas (P-codes) tell by their letters; which country that is, the register says."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LETTERS = re.compile(r"\s*([A-Za-z]{2})[-_ ]?[0-9]")


def country_letters(codes: Iterable[str]) -> str:
    """Give the two letters that all codes begin with; nothing where they differ or have none."""
    found = {match[1].upper() for code in codes if code and (match := _LETTERS.match(code))}
    return found.pop() if len(found) == 1 else ""
