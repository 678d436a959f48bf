"""Sections 15 and 19: deployment with its lift and nodes, and cost."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TypeAlias

from crisisplanner.domain.days import Day
from crisisplanner.domain.match import PartnerShare
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.money import Money
from crisisplanner.domain.plan_document import (
    Bar,
    Bars,
    Block,
    Cell,
    Prose,
    ProseRole,
    Row,
    Table,
    Value,
)
from crisisplanner.services.matching.match_view import (
    AllocationView,
    ArrivalStretch,
    ArrivalView,
    MatchView,
    NeedView,
    PlanFigures,
)
from crisisplanner.services.plan_contents.charts import (
    HARDLY_A_DAY,
    arrival_chart,
    colour_of,
    is_there,
)
from crisisplanner.services.plan_contents.cost_words import (
    partner_cost,
    sum_of_money,
    total_cost,
)
from crisisplanner.services.plan_contents.lift_balance import lift_balance
from crisisplanner.services.plan_contents.material import Material
from crisisplanner.services.plan_contents.section_parts import (
    head,
    heading,
    note,
    percent,
    period,
    row,
    table,
    titled_amount,
    written,
)
from crisisplanner.services.plan_contents.thing_facts import thing_card

_Arrival: TypeAlias = tuple[NeedView, AllocationView, ArrivalView]


def deployment(material: Material) -> list[Block]:
    """Section 15: who arrives when and why then, what must be lifted, where it enters."""
    blocks = written(material, "15")
    chart = arrival_chart(material.view)
    arrivals = _arrivals(material.view)
    n_there = sum(is_there(arrival) for _, _, arrival in arrivals)
    if chart.rows:
        blocks += [heading("arrivals", "arrivals"), chart, note("arrivals")]
        if n_there:
            blocks.append(note("arrivals_there", n=n_there))
        blocks += [heading("arrival_table", "arrival-table"), _arrival_table(arrivals)]
        blocks.append(note("used_from"))
    elif n_there:
        blocks.append(heading("arrivals", "arrivals"))
        blocks.append(Prose(message("document.arrivals_all_there", n=n_there)))
    if material.lift_pools:
        blocks.append(heading("lift", "lift"))
        blocks += [
            thing_card(
                material,
                pool,
                material.labels.find(("partner",), pool.partner) or message("document.shared_lift"),
                without=("partner",),
                is_dense=True,
            )
            for pool in material.lift_pools
        ]
    blocks += _lift_table(material)
    if material.nodes:
        blocks.append(heading("nodes", "nodes"))
        blocks += [thing_card(material, node, node.name, is_dense=True) for node in material.nodes]
        undated = [n.name for n in material.nodes if n.from_when is None and n.to_when is None]
        if undated:
            blocks.append(note("nodes_without_days", names=tuple(undated), n=len(undated)))
    return blocks


def _arrivals(view: MatchView) -> list[_Arrival]:
    return [
        (need, one, one.arrival)
        for need in view.needs
        for one in need.allocations
        if one.arrival is not None and not one.is_wish
    ]


def _arrival_table(arrivals: Sequence[_Arrival]) -> Table:
    columns = (
        head("partner"),
        head("offer", least_pt=90),
        head("needed_on"),
        head("usable"),
        head("used_from"),
        head("arrival_parts", least_pt=200),
    )
    rows: list[Row] = []
    for need, found in groupby(arrivals, key=lambda one: one[0]):
        own = list(found)
        rows.append(Row((Cell(need.title),), is_group=True))
        rows += [_arrival_row(one, arrival) for _, one, arrival in own if not is_there(arrival)]
        n_there = sum(is_there(arrival) for _, _, arrival in own)
        if n_there:
            said = message("document.n_there", n=n_there)
            there = message("document.there_already")
            rows.append(row(Cell(said, is_strong=True), "", "", "", "", there))
    return table(columns, rows)


def _arrival_row(one: AllocationView, arrival: ArrivalView) -> Row:
    return row(
        Cell(one.partner.name, partner_colour=colour_of(one), is_strong=True),
        titled_amount(one.quantity, one.offer_title, one.unit),
        Day(arrival.needed_day),
        None if arrival.usable_day is None else Day(arrival.usable_day),
        Day(one.from_day),
        _parts(arrival.stretches),
    )


def _parts(stretches: tuple[ArrivalStretch, ...]) -> Value:
    said = []
    for one in stretches:
        if one.days < HARDLY_A_DAY:
            continue
        part = message("document.arrival." + one.part.value)
        said.append(message(_stretch_code(one), part=_named(part, one), days=one.days))
    return tuple(said) or message("document.there_already")


def _stretch_code(one: ArrivalStretch) -> str:
    if one.is_wait:
        return "document.stretch_wait"
    if one.is_whole:
        return "document.stretch_whole_assumed" if one.is_assumed else "document.stretch_whole"
    return "document.stretch_assumed" if one.is_assumed else "document.stretch"


def _named(part: Message, one: ArrivalStretch) -> Value:
    """Name a part by who or what it is; a name that says "decision" itself is enough."""
    if not one.name:
        return part
    if one.part.value in one.name.casefold():
        return one.name
    return message("document.stretch_named", part=part, name=one.name)


def _lift_table(material: Material) -> list[Block]:
    balance = lift_balance(material)
    if not balance:
        return []
    columns = (
        head("week"),
        head("days"),
        head("lift_of"),
        head("leaves_t", at_end=True),
        head("own_t", at_end=True),
        head("from_pool_t", at_end=True),
        head("pool_t", at_end=True),
    )
    rows = [
        row(
            one.week + 1,
            period(one.week * 7, one.week * 7 + 7),
            material.labels.find(("partner",), one.partner),
            _tonnes(one.leaves_t),
            _tonnes(one.own_t),
            _tonnes(one.from_pool_t),
            _tonnes(one.pool_t),
        )
        for one in balance
    ]
    return [heading("lift_balance", "lift-balance"), table(columns, rows), note("lift_balance")]


def _tonnes(amount: float) -> Value:
    return message("document.tonnes", amount=amount)


def costs(material: Material) -> list[Block]:
    """Section 19: what it costs, who carries it, what is not known."""
    blocks = written(material, "19")
    figures = material.view.figures
    if material.budgets or material.share_caps:
        blocks.append(heading("budgets", "budgets"))
        limits = (*material.budgets, *material.share_caps)
        blocks += [
            thing_card(material, limit, message("kind." + limit.KIND), is_dense=True)
            for limit in limits
        ]
    if material.rates:
        blocks.append(heading("rates"))
        blocks += [
            thing_card(material, rate, rate.currency, is_dense=True) for rate in material.rates
        ]
    if material.match is None or material.built is None or figures is None:
        return blocks
    blocks += [heading("cost_by_partner", "cost-by-partner"), _cost_bars(material, figures)]
    blocks += _without_bar(material)
    blocks.append(Prose(message("document.total_cost", total=total_cost(figures))))
    blocks += _far_above(figures)
    blocks += [heading("cost_table", "cost-table"), _cost_table(material)]
    blocks += _not_in_the_sums(figures)
    blocks.append(note("cost"))
    return blocks


def _not_in_the_sums(figures: PlanFigures) -> list[Block]:
    """Name the offers whose cost is not known wholly, and the currencies without a rate."""
    unknown = figures.open_costs
    said = []
    if unknown.offers:
        said.append(message("document.cost_not_known", offers=unknown.offers))
    if unknown.currencies:
        said.append(message("document.no_rate", currencies=unknown.currencies))
    return [Prose(one, ProseRole.WARNING) for one in said]


def _far_above(figures: PlanFigures) -> list[Block]:
    """Remark on a cost that is far above what a response plan asks for."""
    asked = figures.far_above
    if asked is None:
        return []
    said = message(
        "document.far_above",
        cost=Money(figures.cost, figures.currency),
        times=round(figures.cost / asked.amount, 1),
        amount=Money(asked.amount, figures.currency),
        name=asked.name,
    )
    return [Prose(said, ProseRole.WARNING)]


def _without_bar(material: Material) -> list[Block]:
    """Name the partners that have nothing to draw: costs unknown or none."""
    rows = () if material.match is None else material.match.partners
    names = sorted(material.labels.find(("partner",), one.partner) for one in rows if one.cost <= 0)
    return [note("without_bar", n=len(names), names=tuple(names))] if names else []


def _cost_bars(material: Material, figures: PlanFigures) -> Bars:
    """Give each partner's cost as a bar with its share."""
    colours = {one.partner.id: one.partner.colour or 1 for one in figures.shares}
    match = material.match
    rows = [] if match is None else sorted(match.partners, key=lambda p: (-p.cost, p.partner))
    total = sum(partner.cost for partner in rows)
    return Bars(
        tuple(
            Bar(
                material.labels.find(("partner",), partner.partner),
                partner.cost,
                partner_cost(figures, partner.partner, partner.cost),
                _share_of_cost(figures, partner, total),
                "",
                colours.get(partner.partner, 1),
            )
            for partner in rows
            if partner.cost > 0
        ),
        message("document.caption.cost"),
        "section-19",
    )


def _share_of_cost(figures: PlanFigures, partner: PartnerShare, total: float) -> Value:
    is_known = total > 0 and partner.partner not in figures.open_costs.partners
    return percent(partner.cost / total) if is_known else ""


def _cost_table(material: Material) -> Table:
    columns = (
        head("partner"),
        head("offer", least_pt=80),
        head("units", at_end=True),
        head("days_there", at_end=True),
        head("mobilise", at_end=True),
        head("a_day", at_end=True),
        head("cost", at_end=True),
    )
    rows: list[Row] = []
    if material.match is None or material.built is None:
        return table(columns, rows)
    offers = {offer.id: offer for offer in material.built.problem.offers}
    currency = material.built.problem.currency
    for one in material.match.allocations:
        offer = offers[one.offer]
        days = one.to_day - one.from_day
        mobilise, daily = offer.mobilisation_cost, offer.daily_cost
        cost = one.quantity * ((mobilise or 0.0) + (daily or 0.0) * days)
        is_known = mobilise is not None and daily is not None
        rows.append(
            row(
                Cell(material.labels.find(("partner",), offer.partner), is_strong=True),
                material.labels.find(("offer",), one.offer),
                one.quantity,
                days,
                mobilise,
                daily,
                sum_of_money(cost, currency, is_known=is_known),
            )
        )
    rows.sort(key=lambda r: (str(r.cells[0].value), str(r.cells[1].value)))
    return table(columns, rows)
