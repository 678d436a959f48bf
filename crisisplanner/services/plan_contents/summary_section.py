"""Section 2: the strategic summary, one page for who decides."""

from __future__ import annotations

from crisisplanner.domain.coverage_status import coverage_status
from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.messages import message
from crisisplanner.domain.money import Money
from crisisplanner.domain.plan_document import (
    AssumptionBlock,
    AssumptionItem,
    Bar,
    Bars,
    Block,
    DatedItem,
    DatedList,
    KeyFigure,
    KeyFigures,
    LineKind,
    Prose,
    ProseRole,
    Value,
)
from crisisplanner.domain.plans import Assumption, DecisionPoint
from crisisplanner.domain.terms import AssumptionState, Level3, Priority
from crisisplanner.services.matching.match_view import MatchView, PlanFigures
from crisisplanner.services.plan_contents.assumption_items import assumption_items
from crisisplanner.services.plan_contents.charts import coverage_curve
from crisisplanner.services.plan_contents.cost_words import partner_cost, total_cost
from crisisplanner.services.plan_contents.material import Material
from crisisplanner.services.plan_contents.section_parts import heading, note, percent, warning


def summary(material: Material) -> list[Block]:
    """Purpose, figures, curve with causes, decisions asked, who brings what, assumptions."""
    blocks: list[Block] = [_purpose(material)]
    figures = material.view.figures
    if figures is None:
        blocks.append(warning(message("document.not_matched_yet")))
    else:
        blocks += [*_together(material.view), key_figures(material.view, figures)]
        blocks.append(heading("coverage_by_day"))
        blocks.append(coverage_curve(material, (LineKind.AUTHORITY,)))
    asked = [point for point in material.decision_points if not point.taken]
    if asked:
        blocks += [heading("decisions_asked"), DatedList(tuple(map(_asked, asked)), "section-9")]
    if figures is not None and figures.shares:
        blocks += [heading("who_brings"), _who_brings(material, figures)]
    carrying = carrying_assumptions(material)
    if carrying:
        title = message("document.part.carrying")
        blocks.append(AssumptionBlock(carrying, title, "section-1"))
    blocks.append(note("patterns"))
    return blocks


def _together(view: MatchView) -> list[Block]:
    """Name the plans that competed for the same offers in the match, with their priorities."""
    if not view.together:
        return []
    plans = tuple(
        message("document.plan_of_priority", plan=one.title, priority=one.priority)
        for one in view.together
    )
    said = message(
        "document.matched_together", n=len(plans), plans=plans, priority=view.priority or 0
    )
    return [Prose(said)]


def _purpose(material: Material) -> Prose:
    texts = material.texts.get("2") or material.texts.get("7") or ()
    first = texts[0].text.strip().splitlines()[0] if texts else ""
    said: Value = first or message("document.no_purpose", title=material.plan.title)
    return Prose(said, ProseRole.LEAD, message("document.purpose"), "section-7")


def key_figures(view: MatchView, figures: PlanFigures) -> KeyFigures:
    """Give the five figures as the match page has them."""
    proven, possible = "document.figure.best_proven", "document.figure.best_possible"
    if not figures.is_bound_for_all_days:
        proven, possible = (
            "document.figure.best_proven_tried",
            "document.figure.best_possible_tried",
        )
    bound = proven if figures.is_proven else possible
    largest = max(figures.shares, key=lambda one: one.share, default=None)
    carries: Value = ""
    if largest is not None:
        code = "document.figure.carries" if figures.shares_are_of_cost else "document.figure.brings"
        carries = message(code, partner=largest.partner.name, share=percent(largest.share))
    budget: Value = message("document.figure.no_budget")
    if figures.budget is not None:
        budget = message(
            "document.figure.of_budget", budget=Money(figures.budget, figures.currency)
        )
    far_above = figures.far_above
    if far_above is not None and figures.budget is None:
        asked = Money(far_above.amount, figures.currency)
        budget = message("document.figure.far_above", name=far_above.name, amount=asked)
    first: Value = message("document.figure.nobody")
    by: Value = figures.first_arrival_by or ""
    if figures.is_there_from_start:
        first, by = Day(0), message("document.figure.from_start")
    if figures.first_arrival is not None:
        first = Day(figures.first_arrival)
    return KeyFigures(
        (
            KeyFigure(
                message("document.figure.coverage"),
                _whole_percent(figures.weighted_coverage),
                "%",
                message(bound, bound=figures.bound),
            ),
            _essential(figures),
            KeyFigure(message("document.figure.first"), first, "", by),
            _cost(figures, budget),
            KeyFigure(
                message("document.figure.partners"),
                len(figures.shares),
                message("document.figure.of", n=figures.n_offering or view.n_partners),
                carries,
            ),
        )
    )


def _essential(figures: PlanFigures) -> KeyFigure:
    label = message("document.figure.essential")
    if not figures.essential:
        return KeyFigure(label, "–", "", message("document.figure.no_essential"))
    n_partly = sum(coverage_status(share) == "partly" for share in figures.essential)
    return KeyFigure(
        label,
        figures.n_essential_met,
        message("document.figure.of", n=len(figures.essential)),
        message("document.figure.partly", n=n_partly),
    )


def _cost(figures: PlanFigures, note: Value) -> KeyFigure:
    """Give the cost; that it is a least amount stands in the label, for which there is room."""
    if figures.is_cost_at_least and figures.cost > 0:
        cost = Money(figures.cost, figures.currency)
        return KeyFigure(message("document.figure.cost_at_least"), cost, "", note)
    return KeyFigure(message("document.figure.cost"), total_cost(figures), "", note)


def _whole_percent(share: float) -> int:
    # A part that would round to all or nothing stays a part.
    percent_points = round(share * 100)
    if percent_points == 100 and share < 1.0 - 1e-9:
        return 99
    return 1 if percent_points == 0 and share > 1e-9 else percent_points


def _asked(point: DecisionPoint) -> DatedItem:
    text: Value = ""
    if point.decider:
        text = message("document.asked_of", decider=point.decider)
    if point.if_no_decision:
        missed = message("document.if_not_decided", consequence=point.if_no_decision)
        text = missed if text == "" else message("document.space", first=text, second=missed)
    return DatedItem(Day(point.latest_day), message("document.full_stop", text=point.name), text)


def _who_brings(material: Material, figures: PlanFigures) -> Bars:
    costs: dict[EntityId, float] = {}
    if material.match is not None:
        costs = {one.partner: one.cost for one in material.match.partners}
    brought: dict[EntityId, dict[str, None]] = {}
    for need in material.view.needs:
        for one in need.allocations:
            if not one.is_wish:
                brought.setdefault(one.partner.id, {})[need.title] = None
    rows = []
    for share in sorted(figures.shares, key=lambda one: (-one.share, one.partner.name)):
        titles = tuple(brought.get(share.partner.id, {}))
        cost = costs.get(share.partner.id)
        rows.append(
            Bar(
                share.partner.name,
                share.share,
                _brought_share(figures, share.partner.id, share.share),
                "" if cost is None else partner_cost(figures, share.partner.id, cost),
                _some(titles),
                share.partner.colour or 1,
            )
        )
    code = "cost_share" if figures.shares_are_of_cost else "unit_share"
    return Bars(tuple(rows), message("document.caption." + code), "section-13")


def _brought_share(figures: PlanFigures, partner: EntityId, share: float) -> Value:
    if figures.shares_are_of_cost and partner in figures.open_costs.partners:
        return ""
    return percent(share)


def _some(titles: tuple[str, ...]) -> Value:
    shown = 1
    if len(titles) <= shown + 1:
        return titles or ""
    first = titles[:shown]
    return message("document.and_more", first=first, n=len(titles) - shown)


def carrying_assumptions(material: Material) -> tuple[AssumptionItem, ...]:
    """Give the assumptions that carry the plan, those first that most hangs on."""
    items = assumption_items(material, brief=True)
    pairs = zip(material.assumptions, items, strict=True)
    standing = [
        (assumption, item)
        for assumption, item in pairs
        if assumption.state is not AssumptionState.CONFIRMED
    ]
    standing.sort(key=lambda pair: _weight(material, pair[0]))
    return tuple(item for _, item in standing)


def _weight(material: Material, assumption: Assumption) -> tuple[int, int, int]:
    broken = 0 if assumption.state is AssumptionState.BROKEN else 1
    used = {
        one.offer for need in material.view.needs for one in need.allocations if not one.is_wish
    }
    essential = {r.id for r in material.requirements if r.priority is Priority.ESSENTIAL}
    tied = set(used) | essential | {permit.id for permit in material.permits}
    tied |= {authority.id for authority in material.authorities}
    bears = 0 if assumption.bound_to in tied else 1
    doubt = {Level3.LOW: 0, Level3.MEDIUM: 1, None: 1, Level3.HIGH: 2}[assumption.likelihood]
    return broken, bears, doubt
