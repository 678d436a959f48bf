"""What the workspace knows, for finding the things that cells mention and naming near ones.

Services hand the entities in; nothing here reads a workspace.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from crisisplanner.domain.account import ImportKind
from crisisplanner.domain.activities import Activity, Deployment, ResponsePlan
from crisisplanner.domain.actors import Institution, Membership, Partner
from crisisplanner.domain.airfields import Runway
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.exercises import Exercise, Inject
from crisisplanner.domain.limits import Node
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.monitoring import (
    CalendarEvent,
    Event,
    IndicatorValue,
    MonitoringIndicator,
    Severity,
    Veto,
)
from crisisplanner.domain.offers import Commitment, Offer
from crisisplanner.domain.plans import Phase, Plan
from crisisplanner.domain.register import Country, Place
from crisisplanner.domain.requests import Fulfilment
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import Authority, Crisis, Scenario
from crisisplanner.domain.sources import NameAlias
from crisisplanner.domain.tasks import Task
from crisisplanner.domain.terms import PlaceKind
from crisisplanner.exchange.values import CellFault, fault, words_key

_MOST_NEAR = 3
_SHORTEST_FOR_NEAR = 4
_SHORTEST_WITHIN = 3
_MOST_WORDS = 12
_WORD = re.compile(r"[^\W_]+")
_SEARCHES_FOR_NEAR = 200
"""Comparing with every name is slow; in a file with more unknown names the later ones get none."""

_KINDS: Mapping[ImportKind, tuple[str, ...]] = {
    ImportKind.PARTNERS: (Partner.KIND, Country.KIND),
    ImportKind.OFFERS: (
        Offer.KIND,
        Partner.KIND,
        Country.KIND,
        CapabilityType.KIND,
        Place.KIND,
        Authority.KIND,
        NameAlias.KIND,
    ),
    ImportKind.REQUIREMENTS: (
        Requirement.KIND,
        Plan.KIND,
        Phase.KIND,
        CapabilityType.KIND,
        Place.KIND,
        Authority.KIND,
        NameAlias.KIND,
    ),
    ImportKind.CONTRIBUTIONS: (
        Partner.KIND,
        Country.KIND,
        CapabilityType.KIND,
        Offer.KIND,
        Commitment.KIND,
    ),
    ImportKind.ACTIVITIES: (
        *(Activity.KIND, Partner.KIND, Place.KIND, Country.KIND, NameAlias.KIND),
    ),
    ImportKind.EVENTS: (Event.KIND, Country.KIND),
    ImportKind.INDICATORS: (MonitoringIndicator.KIND, IndicatorValue.KIND, Country.KIND),
    ImportKind.CRISES: (Crisis.KIND, Severity.KIND, Country.KIND, Place.KIND),
    ImportKind.RESPONSE_PLANS: (ResponsePlan.KIND, Country.KIND),
    ImportKind.CAPACITY: (
        *(Partner.KIND, Country.KIND, NameAlias.KIND),
        *(MonitoringIndicator.KIND, IndicatorValue.KIND),
    ),
    ImportKind.DEPLOYMENTS: (Deployment.KIND,),
    ImportKind.MEMBERSHIPS: (Institution.KIND, Membership.KIND, Country.KIND),
    ImportKind.VETOES: (Veto.KIND,),
    ImportKind.CALENDAR: (CalendarEvent.KIND, Crisis.KIND, Institution.KIND, Country.KIND),
    ImportKind.AIRFIELDS: (Node.KIND, Place.KIND, Country.KIND),
    ImportKind.RUNWAYS: (Runway.KIND, Node.KIND, Country.KIND),
    ImportKind.ALIASES: (NameAlias.KIND, Partner.KIND, Country.KIND),
    ImportKind.SCENARIOS: (Scenario.KIND, Crisis.KIND),
    ImportKind.NEEDS: (
        *(Scenario.KIND, Crisis.KIND, Plan.KIND),
        *(CapabilityType.KIND, Requirement.KIND),
    ),
    ImportKind.TASKS: (Task.KIND,),
    ImportKind.INJECTS: (Exercise.KIND, Inject.KIND),
    ImportKind.COMMITMENTS: (
        *(Commitment.KIND, Offer.KIND, Partner.KIND, CapabilityType.KIND),
        *(Country.KIND, NameAlias.KIND),
    ),
    ImportKind.FULFILMENTS: (
        *(Fulfilment.KIND, Partner.KIND, CapabilityType.KIND),
        *(Country.KIND, NameAlias.KIND),
    ),
}


@dataclass(frozen=True, slots=True)
class Register:
    """Hold the entities that an import may refer to or update, by kind."""

    known: Mapping[str, tuple[Entity, ...]]

    def of(self, kind: str) -> tuple[Entity, ...]:
        """List the known entities of a kind."""
        return self.known.get(kind, ())


def kinds_needed(kind: ImportKind) -> tuple[str, ...]:
    """List the kinds of entity that a register for this import must hold, retired ones too."""
    return _KINDS[kind]


class Names:
    """Find entities of one kind by id, code, name or country code, however they are spelled."""

    def __init__(
        self,
        kind: str,
        entities: Iterable[Entity],
        countries: Iterable[Entity],
        aliases: Sequence[NameAlias] = (),
    ) -> None:
        self._kind = kind
        self._by_text: dict[str, list[Entity]] = {}
        self._by_key: dict[str, list[Entity]] = {}
        self._by_id: dict[EntityId, Entity] = {}
        iso2 = {c.iso3: c.iso2 for c in countries if isinstance(c, Country)}
        self._iso2: dict[str, Entity] = {}
        for entity in entities:
            self._by_id[entity.id] = entity
            for name in dict.fromkeys(_names_of(entity)):
                key = words_key(name)
                if not key:
                    continue
                # A code and a name may differ in case only.
                if entity not in self._by_text.setdefault(name.strip().casefold(), []):
                    self._by_text[name.strip().casefold()].append(entity)
                if entity not in self._by_key.setdefault(key, []):
                    self._by_key[key].append(entity)
            short = iso2.get(str(getattr(entity, "iso3", "")), "")
            if short:
                self._iso2.setdefault(short.upper(), entity)
        self._n_searched = 0
        for alias in aliases:
            self._take_alias(alias)

    def _take_alias(self, alias: NameAlias) -> None:
        """Let another name stand for the thing that is kept with it, or is called so."""
        key = words_key(alias.name)
        told = _told_by(alias).get(self._kind)
        there = self._by_key.get(key, [])
        if not key or len(there) == 1:
            return
        if there:
            # Of several things with one name a person chose one.
            self._by_key[key] = [e for e in there if e.id == told] or there
        elif told is not None and told in self._by_id:
            self._by_key[key] = [self._by_id[told]]
        elif self._kind == Partner.KIND:
            meant = self._by_key.get(words_key(alias.stands_for)) or self._by_key.get(
                words_key(alias.acronym), []
            )
            if len(meant) == 1:
                self._by_key[key] = [*meant]

    def candidates(self, text: str) -> tuple[Entity, ...]:
        """List what may be meant, nearest first; none near once many have been asked for."""
        found = self.all_named(text)
        if found:
            return found[:_MOST_NEAR]
        self._n_searched += 1
        return self._near(text) if self._n_searched <= _SEARCHES_FOR_NEAR else ()

    def all_named(self, text: str) -> tuple[Entity, ...]:
        """List who is called so: those in use, else retired ones."""
        if text in self._by_id:
            return (self._by_id[text],)
        # Codes such as 1-1 and 11 differ in signs only: the exact spelling goes before.
        found = self.exactly(text) or self._by_key.get(words_key(text), ())
        return tuple(e for e in found if not e.retired) or tuple(found)

    def exactly(self, text: str) -> tuple[Entity, ...]:
        """List who is called so to the letter, but for case."""
        return tuple(self._by_text.get(text.strip().casefold(), ()))

    def by_iso2(self, text: str) -> Entity | None:
        """Find by the two-letter code of a country."""
        return self._iso2.get(text.strip().upper())

    def find(self, text: str) -> Entity:
        """Find the one entity that is meant; the fault names near ones or the candidates."""
        found = self.all_named(text)
        if len(found) == 1:
            if found[0].retired:
                raise fault("import.is_retired", found=text, kind=self._kind_name())
            return found[0]
        if found:
            raise fault(
                "import.ambiguous",
                found=text,
                kind=self._kind_name(),
                candidates=tuple(label_with_code(entity) for entity in found[:_MOST_NEAR]),
            )
        by_iso2 = self.by_iso2(text) if len(text.strip()) == 2 else None
        if by_iso2 is not None:
            return by_iso2
        raise self._unknown(text)

    def _unknown(self, text: str) -> CellFault:
        near = tuple(label_with_code(entity) for entity in self.candidates(text))
        code = "import.not_known_near" if near else "import.not_known"
        return fault(code, found=text, kind=self._kind_name(), nearest=near)

    def _near(self, text: str) -> tuple[Entity, ...]:
        key = words_key(text)
        if len(key) < _SHORTEST_FOR_NEAR:
            return ()
        keys = self._within(text)
        keys += get_close_matches(key, self._by_key, n=_MOST_NEAR * 2, cutoff=0.6)
        near = {entity.id: entity for key in keys for entity in self._by_key[key]}
        return tuple(entity for entity in near.values() if not entity.retired)[:_MOST_NEAR]

    def _within(self, text: str) -> list[str]:
        """Find names that are part of a longer one, the longest first: UNICEF in UNICEF Bangui."""
        words = _WORD.findall(text)[:_MOST_WORDS]
        found: list[str] = []
        for length in range(len(words) - 1, 0, -1):
            for start in range(len(words) - length + 1):
                key = words_key("".join(words[start : start + length]))
                if len(key) >= _SHORTEST_WITHIN and key in self._by_key:
                    found.append(key)
        return found

    def _kind_name(self) -> Message:
        return message("kind." + self._kind)


def _told_by(alias: NameAlias) -> Mapping[str, EntityId | None]:
    """Give what an alias is known to mean, by kind."""
    return {
        Partner.KIND: alias.partner,
        Place.KIND: alias.place,
        CapabilityType.KIND: alias.capability_type,
    }


ALIASED_KINDS = (Partner.KIND, Place.KIND, CapabilityType.KIND)
"""Kinds whose other names are kept."""


def label_with_code(entity: Entity) -> str:
    """Name an entity with its code first, where it has one."""
    code = str(getattr(entity, "code", ""))
    label = entity.label()
    return code + " " + label if code and code != label else label


def _names_of(entity: Entity) -> Iterator[str]:
    match entity:
        case Partner():
            yield from (entity.code, entity.name, entity.iso3)
        case CapabilityType() | Institution():
            yield from (entity.code, entity.name)
        case Place():
            yield entity.name
            if entity.place_kind is PlaceKind.COUNTRY:
                yield entity.iso3
        case Authority():
            yield from (entity.reference, entity.name)
        case Node():
            yield from (entity.code, entity.name)
        case Crisis():
            yield entity.name
        case Plan():
            yield from (entity.title, entity.number)
        case Offer() | Requirement():
            yield entity.code
        case Phase():
            yield entity.name
        case Country():
            yield from (entity.iso3, entity.name)
