"""Sections of one page: as much as fits, and for the rest the place where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain

from crisisplanner.domain.plan_document import (
    AssumptionBlock,
    Bars,
    Block,
    CoverageCurve,
    DatedList,
    Prose,
    ProseRole,
    Section,
    Value,
)
from crisisplanner.reporting.blocks import block_items, section_title
from crisisplanner.reporting.coverage_curve import coverage_curve_items
from crisisplanner.reporting.flow import Item, PageForm, total_height
from crisisplanner.reporting.setting import Setting


@dataclass(frozen=True, slots=True)
class _Fit:
    """Hold how much of a summary is printed."""

    curve_pt: float
    n_items: int
    n_letters: int


_FITS = (
    _Fit(168, 6, 700),
    _Fit(150, 6, 500),
    _Fit(140, 5, 400),
    _Fit(130, 4, 300),
    _Fit(120, 3, 220),
    _Fit(110, 3, 150),
    _Fit(100, 2, 110),
    _Fit(90, 1, 80),
)


def one_page_items(
    section: Section, setting: Setting, form: PageForm, number_of: Mapping[str, str]
) -> list[Item]:
    """Lay a section out on one page; ``number_of`` gives the numbers of other sections."""
    items: list[Item] = []
    for fit in _FITS:
        items = [section_title(section, setting, form.width)]
        for block in section.blocks:
            items += _fitted(block, fit, setting, form.width, number_of)
        if total_height(items) <= form.height:
            break
    return items


def _fitted(
    block: Block, fit: _Fit, setting: Setting, width: float, number_of: Mapping[str, str]
) -> list[Item]:
    match block:
        case CoverageCurve():
            return list(coverage_curve_items(block, setting, width, fit.curve_pt))
        case Prose():
            short = replace(block, text=_short(block.text, fit, setting, block.rest_in, number_of))
            return block_items(short, setting, width)
        case DatedList():
            dated = tuple(
                replace(
                    item,
                    name=_short(item.name, fit, setting, block.rest_in, number_of),
                    text=_short(item.text, fit, setting, block.rest_in, number_of),
                )
                for item in block.items[: fit.n_items]
            )
            return _with_rest(
                replace(block, items=dated), len(block.items), setting, width, number_of
            )
        case AssumptionBlock():
            items = tuple(
                replace(item, text=_short(item.text, fit, setting, block.rest_in, number_of))
                for item in block.items[: min(fit.n_items, 4)]
            )
            return _with_rest(
                replace(block, items=items), len(block.items), setting, width, number_of
            )
        case Bars():
            bars = tuple(
                replace(
                    bar,
                    label=_short(bar.label, fit, setting, block.rest_in, number_of),
                    note=_short(bar.note, fit, setting, block.rest_in, number_of),
                )
                for bar in block.rows[: fit.n_items]
            )
            return _with_rest(replace(block, rows=bars), len(block.rows), setting, width, number_of)
        case _:
            return block_items(block, setting, width)


def _with_rest(
    block: DatedList | AssumptionBlock | Bars,
    n_all: int,
    setting: Setting,
    width: float,
    number_of: Mapping[str, str],
) -> list[Item]:
    n_shown = len(block.rows if isinstance(block, Bars) else block.items)
    items = block_items(block, setting, width)
    if n_all <= n_shown:
        return items
    section = number_of.get(block.rest_in, "")
    said = setting.words.say("document.more", n=n_all - n_shown, section=section)
    return list(chain(items, block_items(Prose(said, ProseRole.NOTE), setting, width)))


def _short(
    value: Value, fit: _Fit, setting: Setting, rest_in: str, number_of: Mapping[str, str]
) -> Value:
    text = setting.said(value) if value != "" else ""
    if len(text) <= fit.n_letters:
        return value
    begun = text[: fit.n_letters]
    for mark in (". ", "\n", "; ", " "):
        at = begun.rfind(mark)
        if at > fit.n_letters // 2:
            begun = begun[: at + 1].rstrip()
            break
    section = number_of.get(rest_in, "")
    return setting.words.say("document.continues", text=begun, section=section)
