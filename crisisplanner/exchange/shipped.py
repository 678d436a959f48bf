"""What we ship: reference data of every workspace and the built-in cases, as entities.

Files live below `resources/reference` and `resources/cases`; how each is read, in `shipped_content`.
"""

from __future__ import annotations

from crisisplanner.domain.entity import Entity
from crisisplanner.exchange.shipped_content.catalogue import catalogue_entities
from crisisplanner.exchange.shipped_content.institutions import institution_entities
from crisisplanner.exchange.shipped_content.reference_lists import list_entities
from crisisplanner.exchange.shipped_content.sources import Sources


def reference_entities() -> tuple[Entity, ...]:
    """Build the reference data with which every workspace begins."""
    sources = Sources()
    return (
        *catalogue_entities(sources),
        *institution_entities(sources),
        *list_entities(sources),
    )
