"""Sections of one page: as much as fits, and for the rest the place where it stands."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from crisisplanner.domain.plan_document import (
    AssumptionBlock,
    Bars,
    Block,
    CoverageCurve,
    DatedList,
    Prose,
    Section,
    Value,
)
from crisisplanner.reporting.blocks import block_items, section_title
from crisisplanner.reporting.coverage_curve import coverage_curve_items
from crisisplanner.reporting.flow import Item, PageForm, total_height
from crisisplanner.reporting.prose import TextItem
from crisisplanner.reporting.setting import Setting

_AIR_PT = 10.0


@dataclass(frozen=True, slots=True)
class _Fit:
    """Hold how much of a summary is printed."""

    curve_pt: float
    n_dated: int
    n_bars: int
    n_assumptions: int
    n_letters: int
    n_dated_letters: int


_MOST = _Fit(168, 6, 6, 4, 500, 500)
_LEAST = _Fit(84, 2, 2, 1, 80, 80)
_STEPS: tuple[tuple[str, float], ...] = (
    ("n_letters", 0.6),
    ("curve_pt", 0.92),
    ("n_bars", 1),
    ("curve_pt", 0.92),
    ("n_assumptions", 1),
    ("n_letters", 0.75),
    ("n_dated_letters", 0.75),
    ("n_dated", 1),
)
"""What is given up in turn, round after round: a share of a measure, or one item of a list.

What is asked of the reader comes last: it is what the page is for.
"""


def _smaller_fits() -> Iterator[_Fit]:
    fit = _MOST
    yield fit
    while fit != _LEAST:
        for name, step in _STEPS:
            now, least = getattr(fit, name), getattr(_LEAST, name)
            less = now - 1 if step == 1 else type(now)(now * step)
            if now > least:
                fit = replace(fit, **{name: max(least, less)})
                yield fit


def one_page_items(
    section: Section, setting: Setting, form: PageForm, number_of: Mapping[str, str]
) -> list[Item]:
    """Lay a section out on one page; ``number_of`` gives the numbers of other sections."""
    items: list[Item] = []
    for fit in _smaller_fits():
        items = [section_title(section, setting, form.width)]
        for block in section.blocks:
            items += _fitted(block, fit, setting, form.width, number_of)
        items = [_tightened(item) for item in items]
        if total_height(items) <= form.height:
            break
    return items


def _tightened(item: Item) -> Item:
    # One page has less air than many.
    if isinstance(item, TextItem) and item.space_before > _AIR_PT:
        return replace(item, space_before=_AIR_PT)
    return item


def _fitted(
    block: Block, fit: _Fit, setting: Setting, width: float, number_of: Mapping[str, str]
) -> list[Item]:
    match block:
        case CoverageCurve():
            return list(coverage_curve_items(block, setting, width, fit.curve_pt))
        case Prose():
            room = replace(fit, n_letters=3 * fit.n_letters)
            short = replace(block, text=_short(block.text, room, setting, block.rest_in, number_of))
            return block_items(short, setting, width)
        case DatedList():
            return _dated(block, fit, setting, width, number_of)
        case AssumptionBlock():
            items = tuple(
                replace(item, text=_short(item.text, fit, setting, block.rest_in, number_of))
                for item in block.items[: fit.n_assumptions]
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
                for bar in block.rows[: fit.n_bars]
            )
            return _with_rest(replace(block, rows=bars), len(block.rows), setting, width, number_of)
        case _:
            return block_items(block, setting, width)


def _dated(
    block: DatedList, fit: _Fit, setting: Setting, width: float, number_of: Mapping[str, str]
) -> list[Item]:
    """Print whole sentences of each item, and once where the rest is."""
    shown = block.items[: fit.n_dated]
    room = fit.n_dated_letters if block.rest_in else math.inf
    texts = [setting.said(item.text) for item in shown]
    short = [_whole_sentences(text, room) for text in texts]
    items = tuple(replace(item, text=text) for item, text in zip(shown, short, strict=True))
    made = _with_rest(replace(block, items=items), len(block.items), setting, width, number_of)
    if short == texts or len(shown) < len(block.items):
        return made
    said = setting.words.say("document.in_full", section=number_of.get(block.rest_in, ""))
    rest = TextItem(setting.box(said, setting.styles.note, width), space_before=1.0)
    return [*made, rest]


def _whole_sentences(text: str, room: float) -> str:
    """Keep the sentences that fit; of a first one that is too long its beginning."""
    if len(text) <= room:
        return text
    begun = text[: int(room)]
    ends = [begun.rfind(mark) + 1 for mark in (". ", "\n")]
    if max(ends) > 0:
        return begun[: max(ends)].rstrip()
    return begun[: begun.rfind(" ")].rstrip(" ,;:") + " …"


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
    rest = TextItem(setting.box(said, setting.styles.note, width), space_before=1.0)
    return [*items, rest]


def _short(
    value: Value, fit: _Fit, setting: Setting, rest_in: str, number_of: Mapping[str, str]
) -> Value:
    text = setting.said(value) if value != "" and rest_in else ""
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
