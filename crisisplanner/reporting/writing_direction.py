"""Right-to-left runs in a line: joined Arabic letters, and the order in which they are seen.

A small part of the Unicode bidirectional algorithm (UAX 9) that serves names and single lines:
levels 0 to 2 without explicit embeddings. Arabic letters take their joined forms from the block
Presentation Forms-B; letters that have none there stand alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_FORMS_B = range(0xFE80, 0xFEFD)
_TATWEEL = "\u0640"


def has_right_to_left(text: str) -> bool:
    """Tell whether a text holds letters that are written from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def begins_right_to_left(text: str) -> bool:
    """Tell whether the first letter with a direction is written from right to left."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def joined(word: str) -> str:
    """Give Arabic letters of a word their joined forms."""
    forms = _forms()
    letters = [letter for letter in word if unicodedata.category(letter) != "Mn"]
    if not any(letter in forms for letter in letters):
        return word
    result: list[str] = []
    index = 0
    while index < len(letters):
        before = letters[index - 1] if index else ""
        length = 2 if "".join(letters[index : index + 2]) in forms else 1
        letter = "".join(letters[index : index + length])
        after = letters[index + length] if index + length < len(letters) else ""
        result.append(_form(forms, letter, before, after))
        index += length
    return "".join(result)


def visual_order(text: str) -> list[int]:
    """List the indices of a line's letters in the order in which they are seen."""
    levels = _levels(text)
    order = list(range(len(text)))
    for level in range(max(levels, default=0), 0, -1):
        begin = None
        for index in range(len(order) + 1):
            inside = index < len(order) and levels[order[index]] >= level
            if inside and begin is None:
                begin = index
            elif not inside and begin is not None:
                order[begin:index] = order[begin:index][::-1]
                begin = None
    return order


def mirrored(letter: str) -> str:
    """Give the bracket that is seen where one is written from right to left."""
    return letter.translate(_MIRRORED)


def is_reversed(text: str) -> list[bool]:
    """Tell for each letter whether it runs from right to left."""
    return [level % 2 == 1 for level in _levels(text)]


def _levels(text: str) -> list[int]:
    base = 1 if begins_right_to_left(text) else 0
    levels: list[int | None] = []
    last_strong = "R" if base else "L"
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("R", "AL"):
            last_strong = "R"
            levels.append(1)
        elif direction == "L":
            last_strong = "L"
            levels.append(0 if base == 0 else 2)
        elif direction in ("EN", "AN"):
            levels.append(2 if last_strong == "R" else base)
        else:
            levels.append(None)
    return _filled(levels, base)


def _filled(levels: Sequence[int | None], base: int) -> list[int]:
    # What has no direction takes that of both its neighbours where they agree, else the line's.
    result: list[int] = []
    after = base
    following: list[int] = []
    for level in reversed(levels):
        after = after if level is None else level
        following.append(after)
    following.reverse()
    before = base
    for level, then in zip(levels, following, strict=True):
        if level is not None:
            before = level
            result.append(level)
        else:
            odd = before > 0 and then > 0
            result.append(before if before == then else (1 if odd else base))
    return result


def _form(forms: Mapping[str, Mapping[str, str]], letter: str, before: str, after: str) -> str:
    own = forms.get(letter)
    if own is None:
        return letter
    joins_before = (before == _TATWEEL or "initial" in forms.get(before, {})) and "final" in own
    joins_after = (after == _TATWEEL or "final" in forms.get(after, {})) and "initial" in own
    name = {(True, True): "medial", (True, False): "final", (False, True): "initial"}
    return own.get(name.get((joins_before, joins_after), "isolated"), letter)


@cache
def _forms() -> Mapping[str, Mapping[str, str]]:
    forms: dict[str, dict[str, str]] = {}
    for code in _FORMS_B:
        kind, *letters = unicodedata.decomposition(chr(code)).split()
        plain = "".join(chr(int(letter, 16)) for letter in letters)
        forms.setdefault(plain, {})[kind.strip("<>")] = chr(code)
    return MappingProxyType(forms)
