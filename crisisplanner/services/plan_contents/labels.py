"""Names of whatever a field refers to."""

from __future__ import annotations

from collections.abc import Iterable

from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.limits import Budget, LiftPool, ShareCap
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plan_document import Value
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services.naming import Names
from crisisplanner.services.session import Session


class Labels:
    """Look up names by id, and remember them while a document is put together."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[EntityId, str] = {}
        self.names = Names(session)

    def of(self, entity: Entity) -> Value:
        """Name a thing as a reader knows it."""
        match entity:
            case LiftPool() | Budget() | ShareCap():
                partner = self.find(("partner",), entity.partner)
                return partner or message("document.of_all")
            case _:
                return self._name(entity)

    def find(self, kinds: Iterable[str], entity_id: EntityId | None) -> str:
        """Name the thing of one of these kinds with this id; the id itself if it is gone."""
        if entity_id is None:
            return ""
        known = self._known.get(entity_id)
        if known is None:
            found = (self._session.find(ENTITY_TYPES[kind], entity_id) for kind in kinds)
            entity = next((one for one in found if one is not None), None)
            known = entity_id if entity is None else self._name(entity)
            self._known[entity_id] = known
        return known

    def _name(self, entity: Entity) -> str:
        match entity:
            case Offer():
                return self.names.offer_title(entity)
            case Requirement():
                return self.names.requirement_title(entity)
            case _:
                return entity.label()
