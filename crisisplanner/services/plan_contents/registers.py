"""What a document collects while it is put together: sources, assumed figures, the unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.messages import message
from crisisplanner.domain.plan_document import Mark, Value


@dataclass(slots=True)
class SourceEntry:
    """Hold a source with the grades and bases under which it was used."""

    number: str
    text: str
    grades: dict[str, None] = field(default_factory=dict)
    n_uses: int = 0


@dataclass(slots=True)
class AssumedEntry:
    """Hold figures of one thing that are assumed for one reason."""

    number: str
    thing: Value
    reason: Value
    figures: list[Value] = field(default_factory=list)


@dataclass(slots=True)
class UnknownEntry:
    """Hold the fields that are not known of some things of one kind."""

    kind: str
    labels: tuple[Value, ...]
    things: dict[Value, None] = field(default_factory=dict)


class Registers:
    """Give each source and each assumption its number, in the order of first use."""

    def __init__(self) -> None:
        self._sources: dict[str, SourceEntry] = {}
        self._assumed: dict[tuple[str, Value], AssumedEntry] = {}
        self._said: set[tuple[str, str]] = set()
        self._unknown: dict[tuple[str, tuple[Value, ...]], UnknownEntry] = {}

    def source(self, text: str, grade: str = "") -> tuple[Mark, ...]:
        """Refer to a source; nothing where none is given."""
        text = text.strip()
        if not text:
            return ()
        entry = self._sources.get(text)
        if entry is None:
            entry = SourceEntry(f"S{len(self._sources) + 1}", text)
            self._sources[text] = entry
        entry.n_uses += 1
        if grade:
            entry.grades[grade] = None
        return (Mark(entry.number, source_anchor(entry.number)),)

    def figure(
        self,
        thing_id: str,
        thing: Value,
        name: str,
        label: Value,
        figure: Figure,
        shown: Value = None,
    ) -> tuple[Mark, ...]:
        """Refer to what a figure rests on: its source, or its place among the assumptions.

        ``shown`` is how it is written where it stands.
        """
        if not figure.is_known:
            return ()
        if figure.basis is not Basis.ASSUMPTION:
            return self.source(figure.source, figure.basis.value)
        reason: Value = figure.source or message("document.assumed.no_reason")
        written = figure if shown is None else shown
        return self.assumed(thing_id, thing, reason, name, label, written)

    def assumed(
        self, thing_id: str, thing: Value, reason: Value, name: str, label: Value, figure: Value
    ) -> tuple[Mark, ...]:
        """Put a figure on the list of assumptions and refer to it."""
        entry = self._assumed.get((thing_id, reason))
        if entry is None:
            entry = AssumedEntry(f"F{len(self._assumed) + 1}", thing, reason)
            self._assumed[thing_id, reason] = entry
        if (thing_id, name) not in self._said:
            self._said.add((thing_id, name))
            entry.figures.append(message("document.assumed.figure", label=label, figure=figure))
        return (Mark(entry.number, assumed_anchor(entry.number)),)

    def unknown(self, kind: str, thing: Value, labels: tuple[Value, ...]) -> None:
        """Put fields of a thing on the list of what is not known."""
        entry = self._unknown.setdefault((kind, labels), UnknownEntry(kind, labels))
        entry.things[thing] = None

    @property
    def sources(self) -> Iterable[SourceEntry]:
        """List the sources by number."""
        return self._sources.values()

    @property
    def assumptions(self) -> Iterable[AssumedEntry]:
        """List the assumed figures by number."""
        return self._assumed.values()

    @property
    def unknowns(self) -> Iterable[UnknownEntry]:
        """List what is not known, by kind and fields."""
        return self._unknown.values()


def source_anchor(number: str) -> str:
    """Give the anchor of a source's row."""
    return "source-" + number


def assumed_anchor(number: str) -> str:
    """Give the anchor of a row of assumed figures."""
    return "assumed-" + number
