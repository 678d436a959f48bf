"""Short texts of the match page, put together by the wording from what the view holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crisisplanner.domain.coverage_status import coverage_status
from crisisplanner.domain.days import Day
from crisisplanner.domain.messages import Message
from crisisplanner.services.matching.match_view import (
    AllocationView,
    ArrivalStretch,
    ArrivalView,
    BlockedOffer,
    DayMark,
    NeedGroup,
    NeedView,
)
from crisisplanner.wording.catalogue import Wording

if TYPE_CHECKING:
    from crisisplanner.ui.match.lane_painting import DrawnBar

MOST_NAMED = 3


def aims_in_order(aims: Sequence[str], words: Wording) -> str:
    """List aims in their order."""
    return words.say("match_aims.then").join(words.say("document.aim." + aim) for aim in aims)


class Phrases:
    """Say what the page shows."""

    def __init__(self, words: Wording) -> None:
        self.words = words
        self._labels: dict[tuple[str, str, float], str] = {}

    def say(self, said: Message | str) -> str:
        """Say a message; a person's own words stay as they are.

        A kept match may hold messages of another version, which this catalogue can't say.
        """
        if isinstance(said, str):
            return said
        try:
            return self.words.message(said)
        except KeyError:
            return self.code("said_by_another_version")

    def code(self, code: str, **params: object) -> str:
        """Say a code of the page."""
        return self.words.say(f"match_page.{code}", **params)

    def cause(self, cause: str) -> str:
        """Name a cause of a gap."""
        code = "cause." + cause
        return self.words.say(code if self.words.has(code) else "cause.other")

    def percent(self, share: float | None) -> str:
        """Write a share; a part that would round to all or nothing stays a part."""
        if share is None:
            return self.code("no_figure")
        if 0.995 <= share < 1.0 - 1e-9:
            share = 0.99
        elif 1e-9 < share < 0.005:
            share = 0.01
        return self.words.formats.percent(share)

    def status(self, share: float | None) -> str:
        """Give the word for a coverage."""
        if share is None:
            return self.code("status.unmatched")
        return self.code("status." + coverage_status(share))

    def status_hint(self, share: float | None) -> str:
        """Say what the word for a coverage stands for."""
        if share is None:
            return self.code("status.hint_unmatched")
        return self.code("status.hint", percent=self.percent(share))

    def count(self, quantity: float | None) -> str:
        """Write how many there are, or that nobody said."""
        if quantity is None:
            return self.code("quantity_unknown")
        return self.words.formats.number(quantity)

    def amount(self, quantity: float | None, unit: str) -> str:
        """Write a quantity with the unit of its type."""
        if quantity is None:
            return self.code("quantity_unknown")
        code = f"match_page.measure.{unit}"
        if self.words.has(code):
            return self.words.say(code, n=quantity)
        if not unit:
            return self.code("measure.unit", n=quantity)
        return self.code("times", n=quantity, unit=unit)

    def who_line(self, partner: str, quantity: float | None, unit: str) -> str:
        """Say who sends how much."""
        amount = self.amount(quantity, unit) if unit else self.count(quantity)
        return self.code("who_line", partner=partner, amount=amount)

    def need_line(self, need: NeedView) -> str:
        """Say a need's quantity."""
        return self.amount(need.quantity, need.unit)

    def need_note(self, need: NeedView) -> str:
        """Say a need's quantity, after what became of it since the match."""
        if need.since is None:
            return self.need_line(need)
        since = self.code(f"since_short.{need.since.value}")
        return since + self.code("dot") + self.need_line(need)

    def need_days(self, need: NeedView) -> str:
        """Say when a need is, and how much it counts."""
        return self.code(
            "needed",
            start=Day(need.from_day),
            end=Day(need.to_day),
            priority=self.words.say(f"word.Priority.{need.priority.value}"),
        )

    def need_subtitle(self, need: NeedView) -> str:
        """Say code, quantity, place and priority."""
        parts = [need.type_code, self.need_line(need), need.place]
        parts.append(self.words.say(f"word.Priority.{need.priority.value}"))
        return self.code("dot").join(part for part in parts if part)

    def need_spoken(self, need: NeedView) -> str:
        """Say a row to someone who does not see it."""
        said = self.code(
            "row_spoken",
            title=need.title,
            status=self.status(need.coverage),
            percent=self.percent(need.coverage),
            amount=self.need_line(need),
            start=Day(need.from_day),
            end=Day(need.to_day),
            who=self.who(need) or self.code("nobody"),
        )
        return said if need.since is None else said + " " + self.code(f"since.{need.since.value}")

    def group_spoken(self, group: NeedGroup) -> str:
        """Say a group's head."""
        return self.code(
            "group_spoken",
            title=self.say(group.title),
            percent=self.percent(group.coverage),
            n=len(group.needs),
        )

    def who(self, need: NeedView) -> str:
        """List who covers a need, with how much."""
        parts: dict[str, float] = {}
        for allocation in need.allocations:
            if not allocation.is_wish:
                name = allocation.partner.name
                parts[name] = parts.get(name, 0.0) + allocation.quantity
        named = [self.code("name_and_number", name=k, number=v) for k, v in parts.items()]
        return self.words.formats.listed(named) if named else ""

    def bar_label(self, allocation: AllocationView) -> str:
        """Name an allocation in its bar."""
        code = "wish_label" if allocation.is_wish else "bar_label"
        key = (code, allocation.partner.name, allocation.quantity)
        if key not in self._labels:
            # Asked several times in each painting; writing a number takes its time.
            self._labels[key] = self.code(
                code, name=allocation.partner.name, number=allocation.quantity
            )
        return self._labels[key]

    def with_others(self, thin: Sequence[DrawnBar], *, is_largest: bool) -> str:
        """Name the allocations that are too thin for a label of their own."""
        if not is_largest or not thin:
            return ""
        named: dict[str, str] = {}
        for bar in thin:
            one = bar.allocation
            named[one.id] = self.code("name_and_number", name=one.partner.name, number=one.quantity)
        shown = list(named.values())
        listed = self.code("comma").join(shown[:MOST_NAMED])
        if len(shown) > MOST_NAMED:
            return self.code("with_more", names=listed, n=len(shown) - MOST_NAMED)
        return self.code("with_others", names=listed)

    def blocked_rest(self, blocked: BlockedOffer) -> str:
        """Say when a blocked offer would be usable, and what is in its way."""
        sentence = self.say(blocked.sentence)
        if blocked.usable_day is None:
            return self.code("blocked_never", reason=sentence)
        return self.code("blocked", usable=Day(blocked.usable_day), reason=sentence)

    def mark_label(self, mark: DayMark) -> str:
        """Name a day line."""
        label = self.say(mark.label)
        return self.code("mark_ends", name=label) if mark.is_end else label

    def stretch_name(self, stretch: ArrivalStretch) -> str:
        """Name a part of an arrival, with who decides where that is known."""
        name = stretch.name or self.code(f"part.{stretch.part.value}")
        if stretch.is_wait:
            return self.code("until_it_begins", name=name)
        if stretch.is_whole:
            name = self.code("to_a_whole_day", name=name)
        return self.code("assumed", name=name) if stretch.is_assumed else name

    def arrival_head(self, arrival: ArrivalView) -> str:
        """State when an offer is usable and when it is needed."""
        params = {
            "partner": arrival.partner.name,
            "offer": arrival.offer_title,
            "number": self.count(arrival.quantity),
            "needed": Day(arrival.needed_day),
        }
        if arrival.usable_day is None:
            return self.code("arrival_head_never", **params)
        return self.code("arrival_head", usable=Day(arrival.usable_day), **params)

    def arrival_sentence(self, arrival: ArrivalView) -> str:
        """Say which part takes longest; what is unknown instead where something is."""
        if arrival.unknown:
            listed = [self.words.message(unknown) for unknown in arrival.unknown]
            return self.code("arrival_unknown", fields=self.words.formats.listed(listed))
        longest = arrival.longest
        if longest is None or arrival.usable_day is None or arrival.dominant is None:
            return ""
        total = arrival.usable_day
        days = round(arrival.dominant_days)
        if total <= 0 or days <= 0:
            return ""
        own = [one for one in arrival.stretches if one.part is arrival.dominant and one.days > 0]
        if longest.name and len(own) == 1:
            return self.code("arrival_sentence_named", n=days, total=total, name=longest.name)
        name = self.code(f"part_in_sentence.{arrival.dominant.value}")
        return self.code("arrival_sentence", n=days, total=total, name=name)

    def days(self, days: float) -> str:
        """Write a number of days."""
        rounded = round(days, 1)
        return self.code("days", n=int(rounded) if rounded == int(rounded) else rounded)
