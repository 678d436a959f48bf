"""What we ship: reference data of every workspace and the built-in cases, as entities.

Files live below `resources/reference` and `resources/cases`; how each is read, in `shipped_content`.
"""

from __future__ import annotations

from crisisplanner.domain.entity import Entity
from crisisplanner.domain.measure_templates import Template
from crisisplanner.exchange.shipped_content.case_list import shipped_cases
from crisisplanner.exchange.shipped_content.cases import read_case
from crisisplanner.exchange.shipped_content.catalogue import catalogue_entities
from crisisplanner.exchange.shipped_content.default_triggers import DefaultTrigger, shipped_triggers
from crisisplanner.exchange.shipped_content.institutions import institution_entities
from crisisplanner.exchange.shipped_content.measure_templates import shipped_templates
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


def default_triggers() -> tuple[DefaultTrigger, ...]:
    """Describe the triggers that may be added to a crisis, each an assumption."""
    return shipped_triggers(Sources())


def case_ids() -> tuple[str, ...]:
    """List the ids of the built-in cases."""
    return tuple(case.id for case in shipped_cases())


def case_entities(case_id: str) -> tuple[Entity, ...]:
    """Build what a case adds to the reference data, its workspace included; parents first.

    Raises ValueError for a case that is not built in.
    """
    known = case_ids()
    if case_id not in known:
        raise ValueError(f"Expected a case among {known}, got {case_id!r}")
    return read_case(case_id)


def measure_templates() -> tuple[Template, ...]:
    """Give the templates of measures, one for each kind of crisis."""
    return shipped_templates()
