"""Names of things that messages mention by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.limits import Node
from crisisplanner.domain.messages import Message, Ref, RefKind, message, named
from crisisplanner.domain.offers import Caveat, DecisionStep, Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.register import Place
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import AccessPermit, Authority, Crisis
from crisisplanner.services.session import Session

_TYPES: Mapping[RefKind, type[Entity]] = MappingProxyType(
    {
        RefKind.OFFER: Offer,
        RefKind.REQUIREMENT: Requirement,
        RefKind.PARTNER: Partner,
        RefKind.TYPE: CapabilityType,
        RefKind.CRISIS: Crisis,
        RefKind.CONDITION: Authority,
        RefKind.PERMIT: AccessPermit,
        RefKind.CAVEAT: Caveat,
        RefKind.DECISION_STEP: DecisionStep,
        RefKind.PLACE: Place,
        RefKind.NODE: Node,
    }
)


def names_of_ids(session: Session, plain: object) -> dict[str, dict[str, str]]:
    """Say kind, code and name of all that a plain structure mentions by id, and whose offer it is."""
    mentioned = frozenset(_texts(plain))
    names = Names(session)
    found: dict[str, dict[str, str]] = {}
    for kind, entity_type in _TYPES.items():
        for entity in session.all(entity_type, include_retired=True):
            if entity.id in mentioned:
                said = {"kind": kind.value, "name": names.name_of(Ref(kind, entity.id))}
                said["code"] = str(getattr(entity, "code", ""))
                if isinstance(entity, Offer):
                    said["partner"] = names.name_of(Ref(RefKind.PARTNER, entity.partner))
                found[entity.id] = said
    return found


def _texts(plain: object) -> Iterator[str]:
    match plain:
        case str():
            yield plain
        case list():
            for item in plain:
                yield from _texts(item)
        case dict():
            for item in plain.values():
                yield from _texts(item)


class Names:
    """Look up and remember names while a page or a document is made.

    In what is told of one plan, a requirement of another is named with that plan.
    """

    def __init__(self, session: Session, plan: EntityId = "") -> None:
        self._session, self._plan = session, plan
        self._known: dict[Ref, str] = {}

    def name_of(self, ref: Ref) -> str:
        """Give the name of a thing; its id where it has none."""
        name = self._known.get(ref)
        if name is None:
            name = self._known[ref] = self._look_up(ref)
        return name

    def remember(self, kind: RefKind, things: Iterable[Entity]) -> None:
        """Take things that were read already: many of them are not read again one by one."""
        for thing in things:
            self._known[Ref(kind, thing.id)] = self._name(thing)

    def in_message(self, said: Message) -> Message:
        """Put names in place of the ids that a message mentions."""
        return named(said, self._told)

    def offer_title(self, offer: Offer) -> str:
        """Name an offer by what is offered."""
        return offer.description or self.name_of(Ref(RefKind.TYPE, offer.type))

    def requirement_title(self, requirement: Requirement) -> str:
        """Name a requirement by its title or type."""
        return requirement.title or self.name_of(Ref(RefKind.TYPE, requirement.type))

    def _told(self, ref: Ref) -> str | Message:
        name = self.name_of(ref)
        if not self._plan or ref.kind is not RefKind.REQUIREMENT:
            return name
        need = self._session.find(Requirement, ref.id)
        if need is None or need.plan == self._plan:
            return name
        plan = self._session.find(Plan, need.plan)
        title = need.plan if plan is None else plan.title
        return message("match.requirement_of_plan", requirement=name, plan=title)

    def _look_up(self, ref: Ref) -> str:
        if ref.kind not in _TYPES:
            return ref.id
        entity = self._session.find(_TYPES[ref.kind], ref.id)
        return ref.id if entity is None else self._name(entity)

    def _name(self, entity: Entity) -> str:
        match entity:
            case Offer():
                return self.offer_title(entity)
            case Requirement():
                return self.requirement_title(entity)
            case _:
                return entity.label()


def measure_of(session: Session, type_id: EntityId) -> str:
    """Give the unit that a type is counted in; empty where none is entered."""
    kind = session.find(CapabilityType, type_id)
    return kind.unit_of_measure if kind is not None else ""


def label_of(session: Session, thing: Entity) -> str | Message:
    """Name a thing in what is told of an edit; an offer without words by its type and partner."""
    label = thing.label()
    if label != thing.id or not isinstance(thing, Offer):
        return label
    names = Names(session)
    partner = names.name_of(Ref(RefKind.PARTNER, thing.partner))
    return message("journal.offer_of", offer=names.offer_title(thing), partner=partner)
