"""What the page of scenario and needs says, made from its view."""

from __future__ import annotations

from crisisplanner.domain.days import Day
from crisisplanner.domain.figures import Figure
from crisisplanner.services.needs.deriving import Effect, Outcome
from crisisplanner.services.needs.needs_view import DerivedNeed, NeedsView
from crisisplanner.services.needs.proposals import Skipped
from crisisplanner.ui.needs.need_lines import NeedLine
from crisisplanner.ui.painting.marks import PillStyle
from crisisplanner.wording.catalogue import Wording

OVERRIDDEN = PillStyle("accent", "pencil")
BEHIND = PillStyle("warning", "refresh")
TEMPLATE = PillStyle("text_2", "clipboard")
LEFT_OUT = PillStyle("text_2", "archive")


def headline(view: NeedsView, words: Wording) -> str:
    """Answer how many people there are, and where the number goes."""
    if not view.curve:
        return words.say("needs.no_caseload_yet", scenario=view.scenario_name)
    first, last = view.curve[0].people, view.curve[-1].people
    if first.value is None:
        return words.say("needs.people_unknown")
    start = words.say("needs.counted.people", n=first.value)
    if last.value is None:
        return words.say("needs.people_become_unknown", people=start, day=Day(view.curve[-1].day))
    if last.value == first.value:
        return words.say("needs.people_steady", people=start, day=Day(view.from_day))
    end = words.formats.number(last.value)
    return words.say("needs.people_grow", people=start, end=end, day=Day(view.curve[-1].day))


def standing(view: NeedsView, words: Wording) -> str:
    """Say how the derived needs stand against today's figures."""
    waiting = [
        words.say(f"needs.would.{effect.value}", n=view.n_of(effect))
        for effect in (Effect.ADDED, Effect.CHANGED, Effect.REMOVED, Effect.RESTATED)
        if view.n_of(effect)
    ]
    if waiting:
        return words.say("needs.behind", what=words.formats.listed(waiting))
    overridden = sum(need.is_overridden for need in view.needs)
    if overridden:
        return words.say("needs.up_to_date_but", n=overridden)
    return words.say("needs.up_to_date") if view.needs else ""


def lines_of(view: NeedsView, words: Wording) -> tuple[NeedLine, ...]:
    """Write the rows: derived needs, then the factors that yield nothing here."""
    needs = [need_line(need, words) for need in view.needs]
    return (*needs, *(skipped_line(skipped, words) for skipped in view.skipped))


def need_line(need: DerivedNeed, words: Wording) -> NeedLine:
    """Write one derived need."""
    pills: list[tuple[str, PillStyle]] = []
    if need.is_retired:
        pills.append((words.say("needs.pill.left_out"), LEFT_OUT))
    elif need.is_overridden:
        pills.append((words.say("needs.pill.overridden"), OVERRIDDEN))
    elif need.is_behind:
        pills.append((words.say("needs.pill.behind"), BEHIND))
    if need.template:
        pills.append((words.say("needs.pill.template"), TEMPLATE))
    when = words.say("needs.when", start=Day(need.from_day), end=Day(need.to_day))
    basis = words.say(f"word.Basis.{need.quantity.basis.value}")
    source = words.say("inspect.basis", basis=basis, source=need.source) if need.source else basis
    return NeedLine(
        title=words.say("needs.line_title", code=need.code, title=need.title),
        quantity=amount(need.quantity, words),
        when=when,
        said=" ".join(_sentences(need, words)),
        source=source,
        pills=tuple(pills),
        requirement_id=need.requirement_id,
        is_overridden=need.is_overridden,
    )


def _sentences(need: DerivedNeed, words: Wording) -> list[str]:
    said: list[str] = []
    sums = need.derivation.arithmetic
    if sums is not None:
        said.append(words.message(sums.said()) + ".")
        growth = sums.said_of_growth()
        if growth is not None:
            said.append(words.say("needs.growth", growth=words.message(growth)))
    elif need.template:
        said.append(words.say("needs.by_template", template=need.template))
    if need.is_overridden:
        derived = amount(need.derivation.quantity, words)
        said.append(words.say("needs.overridden", derived=derived))
    elif need.is_behind and need.today is not None and need.today.after is not None:
        said.append(words.say("needs.today", today=amount(need.today.after, words)))
    elif need.is_behind:
        said.append(words.say("needs.today_none"))
    elif need.today is not None and need.today.effect is Effect.RESTATED:
        said.append(words.say("needs.today_same"))
    return said


def skipped_line(skipped: Skipped, words: Wording) -> NeedLine:
    """Write why a factor yields nothing."""
    return NeedLine(skipped.name, "", "", words.message(skipped.reason), "")


def amount(quantity: Figure, words: Wording) -> str:
    """Write a quantity with its range; its unit is named beside it."""
    if quantity.value is None:
        return words.say("value.none")
    number = words.formats.number(quantity.value)
    if quantity.low is None or quantity.high is None or quantity.low == quantity.high:
        return number
    return words.say(
        "needs.amount_range", value=quantity.value, low=quantity.low, high=quantity.high
    )


def outcome_detail(outcome: Outcome, words: Wording) -> str:
    """Say what deriving does to one requirement."""
    match outcome.effect:
        case Effect.CHANGED | Effect.OVERRIDDEN if outcome.before and outcome.after:
            return words.say(
                f"needs.outcome.{outcome.effect.value}",
                before=amount(outcome.before, words),
                after=amount(outcome.after, words),
            )
        case Effect.ADDED if outcome.derivation and outcome.derivation.arithmetic:
            return words.message(outcome.derivation.arithmetic.said())
        case Effect.ADDED if outcome.derivation:
            start, end = Day(outcome.derivation.from_day), Day(outcome.derivation.to_day)
            return words.say("needs.when", start=start, end=end)
        case _:
            return words.say(f"needs.outcome.{outcome.effect.value}_plain")
