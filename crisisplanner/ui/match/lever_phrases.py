"""Short texts of levers and comparisons, put together by the wording."""

from __future__ import annotations

from crisisplanner.domain.days import Day
from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.services.matching.comparison import (
    ComparisonView,
    MoveKind,
    MoveView,
    NeedChangeView,
)
from crisisplanner.services.matching.lever_report import LeverView
from crisisplanner.services.matching.question_choices import Choice
from crisisplanner.services.matching.what_if import LeverStanding, QuestionKind
from crisisplanner.ui.match.phrases import Phrases

SAME = 5e-4
MOST_PARTNERS = 1


class LeverPhrases:
    """Say what levers and comparisons show."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self.words = phrases.words

    def code(self, code: str, **params: object) -> str:
        """Say a code of levers and comparisons."""
        return self.words.say(f"what_if.{code}", **params)

    def condition(self, lever: LeverView, need_id: str = "") -> str:
        """Say what would have to be so, as the beginning of a line; shorter below its cause."""
        said = self._phrases.say(lever.short if need_id else lever.condition)
        return said[:1].upper() + said[1:]

    def gain(self, lever: LeverView, need_id: str = "") -> str:
        """Say what a lever brings, to one requirement or to the plan, or that nobody knows yet."""
        comparison = lever.comparison
        if comparison is None:
            return self.code("hoped", gain=lever.hoped_gain)
        if need_id:
            need = comparison.need(need_id)
            if need is not None and self._is_gain(need):
                return self.units(need)
            return self.code("nothing_here" if lever.has_gain else _WITHOUT[lever.standing])
        gained = [need for need in comparison.needs if self._is_gain(need)]
        if not lever.has_gain or not gained:
            return self.code(_WITHOUT[lever.standing])
        first = self.code("for_need", need=gained[0].title, **self._shares(gained[0]))
        if len(gained) == 1:
            return first
        return self.code("for_needs", first=first, n=len(gained) - 1)

    def shares(self, lever: LeverView, need_id: str = "") -> str:
        """Write before and after, of one requirement or of weighted coverage."""
        comparison = lever.comparison
        if comparison is None:
            return ""
        if not need_id:
            return self.points(comparison) if lever.has_gain else ""
        need = comparison.need(need_id)
        if need is None or not self._is_gain(need):
            return ""
        return self.code("shares", **self._shares(need))

    def hint(self, lever: LeverView) -> str:
        """Say how sure this is."""
        return self.code(f"hint.{lever.standing.value}")

    def points(self, comparison: ComparisonView) -> str:
        """Write weighted coverage before and after, with one decimal."""
        formats = self.words.formats
        return self.code(
            "shares",
            before=formats.number(comparison.before * 100, 1),
            after=formats.percent(comparison.after, 1),
        )

    def units(self, need: NeedChangeView) -> str:
        """Say how many units more are there, and from when."""
        if need.from_day is None or need.units <= 0:
            return self.code("gain.none")
        code = "gain.units" if need.is_steady else "gain.at_most"
        amount = self._phrases.amount(need.units, need.unit)
        return self.code(code, amount=amount, day=Day(need.from_day))

    def change_of_need(self, need: NeedChangeView) -> str:
        """Say a requirement's change to someone who does not see it."""
        return self.code(
            "need_spoken",
            need=need.title,
            before=self._phrases.percent(need.before),
            after=self._phrases.percent(need.after),
        )

    def percent(self, share: float | None) -> str:
        """Write a share."""
        return self._phrases.percent(share)

    def move(self, move: MoveView) -> str:
        """Say what becomes of one allocation."""
        row, was = move.row, move.was
        words: dict[str, object] = {
            "partner": move.partner.name,
            "offer": move.offer_title,
            "number": row.quantity,
            "start": Day(row.from_day),
            "end": Day(row.to_day),
        }
        if move.kind is not MoveKind.CHANGES or was is None:
            return self.code(f"move.{move.kind.value}", **words)
        return self.code(
            "move.changes",
            what=self._what_changes(was, row),
            partner=words["partner"],
            number=row.quantity,
        )

    def _what_changes(self, was: PlannedAllocation, row: PlannedAllocation) -> str:
        parts = []
        if abs(was.quantity - row.quantity) > 1e-6:
            parts.append(self.code("move.quantity", number=row.quantity, was=was.quantity))
        if was.from_day != row.from_day:
            parts.append(self.code("move.start", day=Day(row.from_day), was=Day(was.from_day)))
        if was.to_day != row.to_day:
            parts.append(self.code("move.end", day=Day(row.to_day), was=Day(was.to_day)))
        return self.words.formats.listed(parts)

    def money(self, comparison: ComparisonView) -> str:
        """Write the cost before and after, each as a least amount where some of it is not known."""
        currency = comparison.currency
        before = self._sum(comparison.cost_before, currency, is_least=comparison.is_least_before)
        after = self._sum(comparison.cost_after, currency, is_least=comparison.is_least_after)
        return before if before == after else self.code("shares", before=before, after=after)

    def _sum(self, amount: float, currency: str, *, is_least: bool) -> str:
        said = self.words.formats.money(amount, currency)
        return self.code("at_least", amount=said) if is_least else said

    def counts(self, comparison: ComparisonView) -> str:
        """Say how many requirements gain, lose and stay."""
        gain = sum(1 for need in comparison.needs if self._is_gain(need))
        lose = sum(1 for need in comparison.needs if _points(need) < -SAME)
        same = comparison.n_same + len(comparison.needs) - gain - lose
        return self.code("counts", gain=gain, lose=lose, same=same)

    def now(self, choice: Choice) -> str:
        """Say how a thing is today, and what may be entered."""
        if choice.n_periods > 1:
            return self._periods(choice)
        if choice.now is None:
            return self.code(f"now.{choice.kind.value}.open")
        value = choice.now if choice.kind is QuestionKind.LIFT else Day(round(choice.now))
        said = self.code(f"now.{choice.kind.value}", now=value)
        if len(choice.partners) <= MOST_PARTNERS:
            return said
        partners = self.words.formats.listed(list(choice.partners))
        return self.code("now.waiting", now=said, partners=partners)

    def _periods(self, choice: Choice) -> str:
        if choice.now is None:
            return self.code("now.mandate.periods.open", n=choice.n_periods)
        return self.code("now.mandate.periods", n=choice.n_periods, now=Day(round(choice.now)))

    def subject(self, choice: Choice) -> str:
        """Name what may be otherwise; a decision with those who wait for it."""
        name = self.words.message(choice.label)
        if not choice.partners:
            return name
        if len(choice.partners) > MOST_PARTNERS:
            return self.code("choice.of_many", name=name, n=len(choice.partners))
        partners = self.words.formats.listed(list(choice.partners))
        return self.code("choice.of", name=name, partners=partners)

    def question(self, choice: Choice, value: float) -> str:
        """Say what is supposed, as a title."""
        name = self.subject(choice)
        if choice.kind is QuestionKind.LIFT:
            return self.code("if.lift", week=int(choice.subject), tonnes=value)
        return self.code(f"if.{choice.kind.value}", name=name, day=Day(round(value)))

    def _is_gain(self, need: NeedChangeView) -> bool:
        return _points(need) > SAME

    def _shares(self, need: NeedChangeView) -> dict[str, str]:
        before, after = need.before or 0.0, need.after or 0.0
        decimals = 1 if round(before * 100) == round(after * 100) else 0
        formats = self.words.formats
        return {
            "before": formats.number(before * 100, decimals),
            "after": formats.percent(after, decimals),
        }


_WITHOUT = {
    LeverStanding.HOPED: "nothing",
    LeverStanding.PROVEN: "next_to_nothing",
    LeverStanding.FOUND: "next_to_nothing",
    LeverStanding.NOTHING: "nothing",
    LeverStanding.NOTHING_TRIED: "nothing_tried",
    LeverStanding.UNDECIDED: "undecided",
}


def _points(need: NeedChangeView) -> float:
    return (need.after or 0.0) - (need.before or 0.0)
