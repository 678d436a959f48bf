"""Sections 13 and 14: requirements with their contributions, and what stays open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from crisisplanner.domain.days import Day
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plan_document import (
    Block,
    Cell,
    Column,
    Fact,
    Facts,
    Heading,
    Prose,
    ProseRole,
    Row,
    Table,
    Value,
)
from crisisplanner.services.matching.match_view import (
    Alternative,
    CauseView,
    MatchView,
    NeedView,
    Standing,
)
from crisisplanner.services.plan_contents.charts import (
    REQUIREMENT,
    colour_of,
    coverage_curve,
    time_chart,
)
from crisisplanner.services.plan_contents.material import Material
from crisisplanner.services.plan_contents.section_parts import (
    WHOLE,
    amount_words,
    below,
    cause_words,
    head,
    heading,
    note,
    percent,
    period,
    row,
    table,
    titled_amount,
    warning,
    written,
)
from crisisplanner.services.plan_contents.thing_facts import thing_card


def contributions(material: Material) -> list[Block]:
    """Section 13: time chart, coverage curve, the same as tables, and what is not in the chart."""
    view = material.view
    blocks = written(material, "13")
    if not view.needs:
        return blocks
    if view.figures is None:
        blocks.append(warning(message("document.not_matched_yet")))
        return [*blocks, needs_table(view)]
    lead = message(
        "document.lead.contributions",
        n=len(view.needs),
        groups=len(view.groups),
        meaning=_meaning_of_d(material),
    )
    blocks += [Prose(lead, ProseRole.LEAD), time_chart(view)]
    blocks += [heading("curve", "curve"), coverage_curve(material), note("causes_shared")]
    blocks += [heading("needs", "needs"), needs_table(view), note("covered_from")]
    blocks += _reasons_given(material)
    blocks += [heading("not_in_chart", "not-in-chart"), blocked_table(view)]
    blocks += [heading("curve_table"), _curve_table(view)]
    blocks += [Prose(said, ProseRole.NOTE) for said in view.warnings]
    return blocks


def needs_table(view: MatchView) -> Table:
    """List the requirements with what each gets."""
    columns = (
        head("requirement_or_partner", least_pt=130),
        head("priority_or_offer", least_pt=110),
        head("amount", at_end=True),
        head("days", least_pt=70),
        head("coverage", at_end=True),
    )
    rows: list[Row] = []
    for group in view.groups:
        cells = (Cell(group.title), Cell(percent(group.coverage)))
        rows.append(Row(cells, is_group=True))
        for need in group.needs:
            rows += _need_rows(need)
    return table(columns, rows)


def _need_rows(need: NeedView) -> Iterable[Row]:
    """Give a requirement's row, and below it one for each contribution."""
    title = Cell(
        need.title,
        _where(need),
        is_strong=True,
        coverage=need.coverage,
        link=REQUIREMENT + need.id,
    )
    own = row(
        title,
        message("word.Priority." + need.priority.value),
        amount_words(need.quantity, need.unit),
        period(need.from_day, need.to_day),
        Cell(percent(need.coverage), is_strong=True),
    )
    yield replace(own, keeps_with_next=True)
    sent = [one for one in need.allocations if not one.is_wish]
    for one in sent:
        yield row(
            Cell(one.partner.name, partner_colour=colour_of(one)),
            one.offer_title,
            amount_words(one.quantity, one.unit),
            Cell(
                period(one.from_day, one.to_day),
                message("document.locked") if one.is_locked else "",
            ),
            "",
        )
    if not sent:
        yield row("", message("document.no_contribution"), "", "", "")


def _where(need: NeedView) -> Value:
    """Say where a requirement is, and what became of it since the match that is printed."""
    if need.since is None:
        return need.place
    since = message("document.since." + need.since.value)
    if not need.place:
        return since
    return message("document.semicolon", first=need.place, second=since)


def _reasons_given(material: Material) -> list[Block]:
    rows = [
        row(
            material.labels.find(("requirement",), one.requirement),
            material.labels.find(("offer",), one.offer),
            one.reason,
        )
        for one in material.allocations
        if one.reason
    ]
    columns = (head("requirement"), head("offer"), head("reason", least_pt=160))
    return [heading("reasons_given"), table(columns, rows)] if rows else []


def blocked_table(view: MatchView) -> Table:
    """List contributions that are not in the chart with their first reason."""
    columns = (
        head("partner"),
        head("offer", least_pt=70),
        head("usable"),
        head("first_reason", least_pt=130),
        head("if_lifted", at_end=True),
    )
    rows: list[Row] = []
    for need in view.needs:
        own = [*_blocked_rows(need), *_unused_rows(need)]
        if own:
            rows.append(Row((Cell(need.title),), is_group=True))
            rows += own
    return table(columns, rows, "blocked")


def _blocked_rows(need: NeedView) -> Iterable[Row]:
    levers = {cause.code: cause.lever for cause in need.causes if cause.lever is not None}
    for one in need.blocked:
        lever = levers.get(one.cause)
        gain: Value = "–"
        if lever is not None:
            code = "document.gain_at_most" if lever.is_bound else "document.gain"
            gain = message(code, before=percent(lever.before), after=percent(lever.after))
        usable: Value = message("document.never") if one.usable_day is None else Day(one.usable_day)
        yield row(
            Cell(one.partner.name, partner_colour=one.partner.colour or 1, is_strong=True),
            titled_amount(one.quantity, one.offer_title, one.unit),
            usable,
            one.sentence,
            Cell(gain, is_strong=lever is not None),
        )


def _unused_rows(need: NeedView) -> Iterable[Row]:
    for one in need.alternatives:
        yield row(
            Cell(one.partner.name, partner_colour=one.partner.colour or 1, is_strong=True),
            titled_amount(one.free_quantity, one.offer_title, one.unit),
            Day(one.from_day),
            _why_unused(need, one),
            "–",
        )


def _why_unused(need: NeedView, one: Alternative) -> Value:
    """Say why a possible offer is not sent, as the causes of the gap have it."""
    if one.used_by:
        return message("document.used_by", needs=one.used_by)
    if one.why is not None:
        return message("document.cause_told", cause=cause_words(one.cause), sentence=one.why)
    if one.cause:
        return cause_words(one.cause)
    is_full = need.coverage is not None and need.coverage >= 1.0 - WHOLE
    return message("document.not_needed" if is_full else "document.not_taken")


def _curve_table(view: MatchView) -> Facts:
    rows = tuple(
        Fact(period(step.from_day, step.to_day), Cell(_covered_words(step.share)))
        for step in view.curve
    )
    return Facts(rows, is_dense=True)


def _covered_words(share: float | None) -> Message:
    if share is None:
        return message("document.nothing_needed")
    return message("document.covered", covered=percent(share), uncovered=percent(1.0 - share))


def gaps(material: Material) -> list[Block]:
    """Section 14: each gap with its causes, ways to close it and what was decided."""
    blocks = written(material, "14")
    view = material.view
    is_matched = view.standing not in (Standing.EMPTY, Standing.UNMATCHED)
    open_needs = [n for n in view.needs if is_matched and (n.coverage or 0.0) < 1.0 - WHOLE]
    decided = [n for n in view.needs if n.id in material.open_gaps and n not in open_needs]
    if open_needs:
        blocks += _lead_of_gaps(open_needs, len(view.needs))
    ordered = sorted(open_needs, key=lambda one: (one.coverage or 0.0, one.title))
    for need in (*ordered, *decided):
        title: Value = need.title
        if is_matched:
            title = message("document.gap_title", title=title, coverage=percent(need.coverage))
        blocks.append(Heading(title, "gap-" + need.id, is_in_outline=True))
        if need.since is not None:
            blocks.append(note("since." + need.since.value))
        if need.note is not None:
            blocks.append(Prose(need.note, keeps_with_next=bool(need.causes)))
        if need.causes:
            blocks.append(table(_gap_columns(), [_cause_row(cause) for cause in need.causes]))
        blocks += [
            thing_card(material, gap, message("document.part.decided_gap"))
            for gap in material.open_gaps.get(need.id, ())
        ]
    return blocks


def _lead_of_gaps(open_needs: list[NeedView], n_all: int) -> Iterable[Block]:
    """Say how many are gaps by the one rule of when a requirement counts as covered."""
    n_gaps = sum(need.is_gap for need in open_needs)
    if n_all == n_gaps == 1:
        yield Prose(message("document.lead.only_gap"))
    elif n_gaps:
        yield Prose(message("document.lead.gaps", n=n_gaps, of=n_all))
    n_covered = len(open_needs) - n_gaps
    if n_covered:
        yield Prose(message("document.lead.nearly_covered", n=n_covered))
    yield note("covered_from")


def _gap_columns() -> tuple[Column, ...]:
    return (
        head("cause", least_pt=60),
        head("who", least_pt=64),
        head("reason", least_pt=190),
        head("what_lifts", least_pt=64),
        head("if_lifted", at_end=True, least_pt=48),
    )


def _cause_row(cause: CauseView) -> Row:
    lever = cause.lever
    lifts: Value = "–"
    gain: Value = "–"
    if lever is not None:
        lifts = message("document.lever", condition=lever.condition, gain=lever.gain)
        code = "document.gain_at_most" if lever.is_bound else "document.gain"
        gain = message(code, before=percent(lever.before), after=percent(lever.after))
    return row(
        Cell(
            cause_words(cause.code),
            message("document.share_of_gap", share=percent(cause.share)) if cause.share else "",
            is_strong=True,
        ),
        tuple(cause.who) or "–",
        below(cause.sentences),
        lifts,
        Cell(gain, is_strong=lever is not None),
    )


def _meaning_of_d(material: Material) -> Message:
    plan = material.plan
    if plan.d_date is None:
        return message("document.d_open", meaning=plan.d_meaning or None)
    if not plan.d_meaning:
        return message("document.d_dated", date=plan.d_date)
    return message("document.d_meant", date=plan.d_date, meaning=plan.d_meaning)
