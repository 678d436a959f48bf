"""Names in a file that nobody here knows, or that several have, with what they may mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from crisisplanner.domain.account import OpenName
from crisisplanner.domain.messages import Message
from crisisplanner.exchange.building import Draft
from crisisplanner.exchange.known import ALIASED_KINDS, label_with_code
from crisisplanner.exchange.parsing import NameBook

_MOST_WITH_CANDIDATES = 100
"""Comparing with every name is slow: the rarer ones get no candidates."""
_NAMED_IN_VAIN = frozenset({"import.not_known", "import.not_known_near", "import.ambiguous"})


def open_list(
    names: NameBook, counted: Mapping[tuple[str, str], int], *, is_kept: bool
) -> tuple[OpenName, ...]:
    """List names that stay open, most frequent first."""
    found: list[OpenName] = []
    for n, ((kind, text), n_rows) in enumerate(Counter(counted).most_common()):
        near = names.of(kind).candidates(text) if n < _MOST_WITH_CANDIDATES else ()
        labels = tuple(label_with_code(entity) for entity in near)
        ids = tuple(entity.id for entity in near)
        found.append(OpenName(kind, text, n_rows, labels, ids, is_kept))
    return tuple(found)


def names_of_faults(drafts: Iterable[Draft]) -> Mapping[tuple[str, str], int]:
    """Count the names for which rows are refused, where another name could be kept."""
    kinds = {"kind." + kind: kind for kind in ALIASED_KINDS}
    counted: Counter[tuple[str, str]] = Counter()
    for draft in drafts:
        for finding in draft.faults:
            said = finding.said
            kind = said.values.get("kind")
            if said.code in _NAMED_IN_VAIN and isinstance(kind, Message) and kind.code in kinds:
                counted[kinds[kind.code], str(said.values["found"])] += 1
    return counted
