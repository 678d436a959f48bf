"""The sections of a plan document in their order, and which were left out and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plan_document import (
    Block,
    Heading,
    OmittedSection,
    Prose,
    ProseRole,
    Row,
    Section,
)
from crisisplanner.domain.progress import Progress, Watcher
from crisisplanner.services.plan_contents import annexes
from crisisplanner.services.plan_contents.contribution_sections import contributions, gaps
from crisisplanner.services.plan_contents.deployment_sections import costs, deployment
from crisisplanner.services.plan_contents.front_matter import changes_and_assumptions
from crisisplanner.services.plan_contents.material import Material
from crisisplanner.services.plan_contents.operations_sections import contacts, mission, operations
from crisisplanner.services.plan_contents.risk_section import risk_analysis
from crisisplanner.services.plan_contents.section_parts import head, row, table, warning, written
from crisisplanner.services.plan_contents.situation_sections import mandate, scenario, situation
from crisisplanner.services.plan_contents.summary_section import summary
from crisisplanner.services.plan_contents.trigger_section import triggers

Builder = Callable[[Material], list[Block]]

MATURITY_OF_SECTION: Mapping[int, int] = MappingProxyType(
    {
        **dict.fromkeys((2, 3, 4, 5, 7, 21, 22), 1),
        **dict.fromkeys((1, 6, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 20), 2),
        15: 3,
    }
)
"""From which maturity each section is compulsory."""

_BUILDERS: Mapping[int, Builder] = MappingProxyType(
    {
        1: changes_and_assumptions,
        2: summary,
        3: situation,
        4: risk_analysis,
        5: scenario,
        6: mandate,
        7: mission,
        9: operations,
        13: contributions,
        14: gaps,
        15: deployment,
        17: contacts,
        19: costs,
        21: triggers,
    }
)
_OF_THE_MATCH = frozenset({13, 14, 15, 19})
"""What tells of the match: printed as it was matched where the inputs changed since."""
_ONE_PAGE = 2
_OMITTED = "annex-omitted"


@dataclass(frozen=True, slots=True)
class _Annex:
    """Name an annex and how it is made; the order is that of making."""

    code: str
    build: Builder
    is_landscape: bool = False


_ANNEXES = (
    _Annex("requirements", annexes.requirement_list),
    _Annex("offers", annexes.offer_list, is_landscape=True),
    _Annex("offers_in_full", annexes.offers_in_full),
    _Annex("partners", annexes.partner_list),
    _Annex("types", annexes.type_list),
    _Annex("assumed", annexes.assumed_figures),
    _Annex("unknown", annexes.unknown_list),
    _Annex("sources", annexes.source_list),
    _Annex("glossary", lambda _material: annexes.glossary()),
)


def sections_of(
    material: Material, watcher: Watcher
) -> tuple[tuple[Section, ...], tuple[OmittedSection, ...]]:
    """Build all sections that have content; the last names those that have none, as does the list.

    Sources and assumptions are numbered in the order in which sections are built.
    """
    made: list[Section] = []
    omitted: list[Row] = []
    left_out: list[OmittedSection] = []
    for number in sorted(MATURITY_OF_SECTION):
        watcher.report(Progress(message("document.gathering")))
        title = message("document.section." + str(number))
        blocks = _blocks(material, number)
        if _is_filled(blocks):
            made.append(_section(number, title, blocks))
        else:
            omitted.append(row(number, title, _why_omitted(material, number)))
            left_out.append(OmittedSection(str(number), title, _OMITTED))
    letters = iter("ABCDEFGHIJ")
    for annex in _ANNEXES:
        title = message("document.annex." + annex.code)
        blocks = annex.build(material)
        if blocks:
            anchor = "annex-" + annex.code
            made.append(
                Section(
                    next(letters), title, anchor, tuple(blocks), is_landscape=annex.is_landscape
                )
            )
        else:
            omitted.append(row("–", title, message("document.omitted.empty")))
    made.append(_omitted(next(letters), omitted, annexes.how_it_was_made(material)))
    return tuple(made), tuple(left_out)


def is_written(material: Material, number: int) -> bool:
    """Tell whether there is something to print in a section."""
    return _is_filled(_blocks(material, number))


def _is_filled(blocks: list[Block]) -> bool:
    return any(not isinstance(block, Heading) for block in blocks)


def _blocks(material: Material, number: int) -> list[Block]:
    build = _BUILDERS.get(number)
    if build is None:
        return written(material, str(number))
    if number not in _OF_THE_MATCH:
        return build(material)
    blocks = build(material.matched)
    return [*_as_matched(material), *blocks] if blocks else blocks


def _as_matched(material: Material) -> list[Block]:
    """Say above a section that it is as it was matched, and what D was then if it moved since."""
    if material.then is None:
        return []
    was, now = material.matched.plan.d_date, material.plan.d_date
    said = [warning(message("document.as_matched", n=material.n_changes_since))]
    if was is not None and was != now:
        said.append(warning(message("document.as_matched_d", date=was)))
    return list(said)


def _section(number: int, title: Message, blocks: list[Block]) -> Section:
    return Section(
        str(number),
        title,
        "section-" + str(number),
        tuple(blocks),
        is_one_page=number == _ONE_PAGE,
    )


def _why_omitted(material: Material, number: int) -> Message:
    least = MATURITY_OF_SECTION[number]
    own = material.plan.maturity
    code = "document.omitted.compulsory" if own >= least else "document.omitted.not_yet"
    return message(code, least=least, own=own)


def _omitted(letter: str, rows: list[Row], more: list[Block]) -> Section:
    columns = (head("number"), head("section", least_pt=120), head("why_omitted", least_pt=200))
    blocks: tuple[Block, ...] = (
        table(columns, rows, "omitted"),
        Prose(message("document.note.left_out"), ProseRole.NOTE),
        *more,
    )
    return Section(letter, message("document.annex.omitted"), _OMITTED, blocks)
