"""Charts of a plan from the match view: the same numbers as the screen's and the tables'."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from crisisplanner.domain.days import Day
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plan_document import (
    AllocationBar,
    ArrivalBar,
    ArrivalChart,
    ArrivalStretch,
    CauseShare,
    CoverageCurve,
    CurveStep,
    LineKind,
    NeedGroup,
    NeedRow,
    TimeChart,
    TimeLine,
    Value,
)
from crisisplanner.services.matching.match_view import (
    AllocationView,
    ArrivalView,
    DayMark,
    MatchView,
    NeedView,
)
from crisisplanner.services.plan_contents.material import Material
from crisisplanner.services.plan_contents.section_parts import amount_words, cause_words, semicolons

_NOTHING = 1e-9
HARDLY_A_DAY = 0.05
MOST_CAUSES = 5
REQUIREMENT = "requirement-"


def time_lines(view: MatchView) -> tuple[TimeLine, ...]:
    """Give the vertical lines of the charts."""
    gathered: dict[tuple[int, str], list[DayMark]] = {}
    for mark in view.marks:
        gathered.setdefault((mark.day, mark.kind.value), []).append(mark)
    return tuple(
        TimeLine(day, _line_label(marks), LineKind(kind)) for (day, kind), marks in gathered.items()
    )


def _line_label(marks: Sequence[DayMark]) -> Value:
    """Name what falls on one day; a name that begins another one is in that."""
    labels: dict[Value, None] = {}
    for mark in marks:
        longer = (o for o in marks if o.is_end == mark.is_end and _begins(mark.label, o.label))
        if next(longer, None) is None:
            said = message("document.line_ends", name=mark.label) if mark.is_end else mark.label
            labels[said] = None
    return semicolons(tuple(labels))


def _begins(label: Value, other: Value) -> bool:
    return isinstance(label, str) and isinstance(other, str) and other.startswith(label + ",")


def time_chart(view: MatchView) -> TimeChart:
    """Give the time chart by line of effort."""
    groups = tuple(
        NeedGroup(group.title, group.coverage, tuple(_need_row(need) for need in group.needs))
        for group in view.groups
    )
    return TimeChart(groups, time_lines(view), view.first_day, view.last_day)


def _need_row(need: NeedView) -> NeedRow:
    bars = tuple(_bars(need))
    uncredited = tuple(
        (step.from_day, step.to_day)
        for step in need.steps
        if step.level > _NOTHING and step.credit <= _NOTHING
    )
    return NeedRow(
        title=need.title,
        detail=need_words(need),
        coverage=need.coverage,
        from_day=need.from_day,
        to_day=need.to_day,
        bars=bars,
        uncredited=uncredited,
        cause="" if bars else first_cause(need),
        link=REQUIREMENT + need.id,
    )


def need_words(need: NeedView) -> Message:
    """Say how much is needed and when."""
    return message(
        "document.need",
        amount=amount_words(need.quantity, need.unit),
        start=Day(need.from_day),
        end=Day(need.to_day),
    )


def _bars(need: NeedView) -> Iterator[AllocationBar]:
    """Draw what a partner brings over the same days as one bar: the table lists it one by one."""
    alike: dict[tuple[str, int, int, bool], list[AllocationView]] = {}
    for one in need.allocations:
        if not one.is_wish and one.share > _NOTHING:
            key = (one.partner.id, one.from_day, one.to_day, one.is_locked)
            alike.setdefault(key, []).append(one)
    for (_, start, end, is_locked), ones in alike.items():
        words = allocation_words(ones[0].partner.name, math.fsum(one.quantity for one in ones))
        share = math.fsum(one.share for one in ones)
        yield AllocationBar(words, colour_of(ones[0]), start, end, share, is_locked)


def allocation_words(partner: str, quantity: float) -> Message:
    """Say who brings how much."""
    return message("document.allocation", partner=partner, quantity=quantity)


def colour_of(one: AllocationView) -> int:
    """Give the number of the partner's colour."""
    return one.partner.colour or 1


def first_cause(need: NeedView) -> Value:
    """Say shortly why nothing covers a need."""
    if need.note is not None:
        return need.note
    if need.causes:
        return cause_words(need.causes[0].code)
    return "" if need.coverage is not None else message("document.not_matched")


def coverage_curve(
    material: Material, kinds: Iterable[LineKind] = tuple(LineKind)
) -> CoverageCurve:
    """Give the covered share by day with the causes of the rest, and lines of some kinds."""
    view = material.view
    steps = tuple(CurveStep(s.from_day, s.to_day, s.share) for s in view.curve)
    lines = tuple(line for line in time_lines(view) if line.kind in kinds)
    return CoverageCurve(steps, lines, cause_shares(material), view.first_day, view.last_day)


def cause_shares(material: Material) -> tuple[CauseShare, ...]:
    """Share what is uncovered out among its causes, by weight; the largest first.

    A gap with several causes is shared out among them as ``Gap.shares_by_cause`` has it.
    """
    if material.match is None or material.built is None:
        return ()
    needs = {row.id: row for row in material.built.problem.requirements}
    sums: dict[str, float] = defaultdict(float)
    for gap in material.match.gaps:
        need = needs.get(gap.requirement)
        if need is None:
            continue
        days = need.to_day - need.from_day
        missing = need.weight * gap.missing_unit_days / (need.quantity * days)
        for code, share in gap.shares_by_cause.items():
            sums[code] += missing * share
    total = sum(sums.values())
    if total <= 0:
        return ()
    ordered = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    shares = [
        CauseShare(cause_words(code), amount / total) for code, amount in ordered[:MOST_CAUSES]
    ]
    rest = sum(amount for _, amount in ordered[MOST_CAUSES:])
    if rest > 0:
        names = tuple(cause_words(code) for code, _ in ordered[MOST_CAUSES:])
        shares.append(CauseShare(names, rest / total))
    return tuple(shares)


def arrival_chart(view: MatchView) -> ArrivalChart:
    """Give the arrivals of all allocations by their parts; what is there has nothing to draw."""
    # Two allocations of one offer to one need arrive alike.
    pairs = {
        (one.offer, need.id): _arrival_bar(need, one, one.arrival)
        for need in view.needs
        for one in need.allocations
        if one.arrival is not None and not one.is_wish and not is_there(one.arrival)
    }
    rows = list(pairs.values())
    days = [0.0]
    days += [stretch.from_day for row in rows for stretch in row.stretches]
    ends = [stretch.to_day for row in rows for stretch in row.stretches]
    ends += [float(row.needed_day) for row in rows]
    return ArrivalChart(tuple(rows), int(min(days)), int(max(ends, default=1.0)) + 1)


def is_there(arrival: ArrivalView) -> bool:
    """Tell whether an offer is usable from the first day: no part of its arrival takes time."""
    return all(stretch.days < HARDLY_A_DAY for stretch in arrival.stretches)


def _arrival_bar(need: NeedView, one: AllocationView, arrival: ArrivalView) -> ArrivalBar:
    detail = message(
        "document.arrival_at",
        need=need.title,
        usable=None if arrival.usable_day is None else Day(arrival.usable_day),
        needed=Day(arrival.needed_day),
    )
    stretches = tuple(
        ArrivalStretch(s.part.value, s.from_day, s.to_day, s.is_assumed)
        for s in arrival.stretches
        if s.to_day > s.from_day
    )
    return ArrivalBar(
        message("document.offered_by", partner=one.partner.name, offer=one.offer_title),
        detail,
        arrival.needed_day,
        arrival.usable_day,
        stretches,
        colour_of(one),
    )
