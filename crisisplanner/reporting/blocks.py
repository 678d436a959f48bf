"""Each kind of content and how it is laid out."""

from __future__ import annotations

from crisisplanner.domain.plan_document import (
    ArrivalChart,
    AssumptionBlock,
    Bars,
    Block,
    CoverageCurve,
    DatedList,
    Facts,
    Heading,
    KeyFigures,
    Prose,
    Section,
    SituationMap,
    Table,
    TimeChart,
)
from crisisplanner.reporting.arrival_chart import arrival_chart_item
from crisisplanner.reporting.bars import bars_item
from crisisplanner.reporting.cards import assumptions_item, dated_item, facts_item
from crisisplanner.reporting.coverage_curve import coverage_curve_items
from crisisplanner.reporting.dense_cards import dense_facts_item
from crisisplanner.reporting.flow import Item
from crisisplanner.reporting.key_figures import key_figures_item
from crisisplanner.reporting.prose import TextItem, heading_item, prose_items
from crisisplanner.reporting.setting import Setting
from crisisplanner.reporting.situation_map import situation_map_item
from crisisplanner.reporting.tables import table_item
from crisisplanner.reporting.text import Span
from crisisplanner.reporting.time_chart import time_chart_item


def section_title(section: Section, setting: Setting, width: float) -> TextItem:
    """Set the title of a chapter, with its bookmark."""
    title = setting.said(section.title)
    parts = [section.number, title] if section.number else [title]
    return TextItem(
        setting.span_box([Span("\N{NO-BREAK SPACE} ".join(parts))], setting.styles.title, width),
        keeps_with_next=bool(section.blocks),
        anchor=section.anchor,
        outline_title=" ".join(parts),
    )


def block_items(block: Block, setting: Setting, width: float) -> list[Item]:
    """Lay a block out in a width."""
    match block:
        case Prose():
            return list(prose_items(block, setting, width))
        case Heading():
            return [heading_item(block, setting, width)]
        case Facts():
            make = dense_facts_item if block.is_dense else facts_item
            return [make(block, setting, width)] if block.rows else []
        case Table():
            return [table_item(block, setting, width)]
        case KeyFigures():
            return [key_figures_item(block, setting, width)]
        case AssumptionBlock():
            return [assumptions_item(block, setting, width)] if block.items else []
        case DatedList():
            return [dated_item(block, setting, width)] if block.items else []
        case _:
            return _chart_items(block, setting, width)


def _chart_items(
    chart: TimeChart | CoverageCurve | Bars | ArrivalChart | SituationMap,
    setting: Setting,
    width: float,
) -> list[Item]:
    match chart:
        case TimeChart():
            return [time_chart_item(chart, setting, width)]
        case CoverageCurve():
            return list(coverage_curve_items(chart, setting, width))
        case Bars():
            return [bars_item(chart, setting, width)] if chart.rows else []
        case ArrivalChart():
            return [arrival_chart_item(chart, setting, width)] if chart.rows else []
        case SituationMap():
            return [situation_map_item(chart, setting, width)]
