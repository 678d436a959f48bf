"""What the match page shows of single pairs: blocked offers, alternatives, why this one.

Here is also the judge who says at the pointer whether an offer could serve a need from a day on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.match import (
    Match,
    PairVerdict,
    PlannedAllocation,
    PlanReasonCode,
    Reason,
    ReasonCode,
)
from crisisplanner.domain.messages import Message, Ref, RefKind, message
from crisisplanner.domain.problem import OfferRow, Problem
from crisisplanner.services.matching.match_view import (
    Alternative,
    ArrivalView,
    BlockedOffer,
    PartnerName,
)
from crisisplanner.services.matching.pair_sentences import (
    PairSentences,
    first_reason,
    outside_windows,
)
from crisisplanner.services.matching.view_arrivals import arrival_view
from crisisplanner.services.naming import Names

if TYPE_CHECKING:
    from crisisplanner.planning.eligibility import PairTable

MOST_BLOCKED = 12
MOST_ALTERNATIVES = 8
COST_APART = 0.01
PLAN_CODES = frozenset(code.value for code in PlanReasonCode)


def partner_names(partners: Sequence[Partner]) -> dict[str, PartnerName]:
    """Name partners with their colours."""
    return {p.id: PartnerName(p.id, p.name, p.colour) for p in partners}


class PairReader:
    """Read the pairs of one problem for the page."""

    def __init__(
        self,
        table: PairTable,
        match: Match | None,
        names: Names,
        partners: dict[str, PartnerName],
        units: Mapping[str, str] | None = None,
    ) -> None:
        """Take how partners are named, and in what each type is counted."""
        self._units = {} if units is None else units
        self.table, self._match, self._names, self._partners = table, match, names, partners
        self.problem: Problem = table.problem
        self._offer_number = {row.id: n for n, row in enumerate(self.problem.offers)}
        self._need_number = {row.id: n for n, row in enumerate(self.problem.requirements)}
        self._sentences = PairSentences(self.problem, names)
        self._forbidden = {(row.offer, row.requirement) for row in self.problem.forbidden}
        self._sent_to: dict[str, list[PlannedAllocation]] = {}
        self._sent_from: dict[str, list[PlannedAllocation]] = {}
        for one in match.allocations if match is not None else ():
            self._sent_to.setdefault(one.requirement, []).append(one)
            self._sent_from.setdefault(one.offer, []).append(one)
        gaps = match.gaps if match is not None else ()
        self._reasons = {gap.requirement: gap.reasons for gap in gaps}

    def partner(self, partner_id: str) -> PartnerName:
        """Name a partner."""
        return self._partners.get(partner_id) or PartnerName(partner_id, partner_id)

    def title(self, offer_id: str) -> str:
        """Name what is offered."""
        return self._names.name_of(Ref(RefKind.OFFER, offer_id))

    def verdict(self, offer_id: str, need_id: str) -> PairVerdict | None:
        """Judge a pair; None where the problem does not know one of the two."""
        offer, need = self._offer_number.get(offer_id), self._need_number.get(need_id)
        return None if offer is None or need is None else self.table.verdict_of(offer, need)

    def arrival(self, verdict: PairVerdict, quantity: float | None) -> ArrivalView:
        """Show how a pair's arrival comes about."""
        row = self.problem.offers[self._offer_number[verdict.offer]]
        need = self.problem.requirements[self._need_number[verdict.requirement]]
        return arrival_view(
            verdict.arrival,
            self._names,
            partner=self.partner(row.partner),
            offer_title=self.title(row.id),
            quantity=quantity,
            needed_day=need.from_day,
        )

    def blocked(self, need_id: str, partner: str | None = None) -> tuple[BlockedOffer, ...]:
        """List the offers of a fitting type that can't serve a need, nearest to possible first.

        Of all partners, or of one.
        """
        pairs: Iterable[int] = self._pairs_of(need_id)
        if partner is not None:
            rows, numbers = self.problem.offers, self.table.offer
            pairs = [pair for pair in pairs if rows[int(numbers[pair])].partner == partner]
        masks = {pair: int(self.table.mask[pair]) for pair in pairs}
        ordered = sorted(
            (pair for pair, mask in masks.items() if mask),
            key=lambda pair: (
                masks[pair].bit_count(),
                int(self.table.times.ready_day[pair]),
                self.problem.offers[int(self.table.offer[pair])].id,
            ),
        )
        return tuple(self._blocked(self.table.verdict(pair)) for pair in ordered[:MOST_BLOCKED])

    def _blocked(self, verdict: PairVerdict) -> BlockedOffer:
        row = self.problem.offers[self._offer_number[verdict.offer]]
        quantity = row.quantity if row.is_quantity_known else None
        arrival = self.arrival(verdict, quantity)
        return BlockedOffer(
            offer=row.id,
            offer_title=self.title(row.id),
            partner=self.partner(row.partner),
            quantity=quantity,
            usable_day=arrival.usable_day,
            cause=first_reason(verdict).name.lower(),
            sentence=self._sentences.reason(verdict),
            arrival=arrival,
            is_forbidden=(verdict.offer, verdict.requirement) in self._forbidden,
            unit=self._units.get(row.type, ""),
        )

    def possible(self, need_id: str) -> list[int]:
        """List the pairs of a need that nothing stands in the way of."""
        return [pair for pair in self._pairs_of(need_id) if int(self.table.mask[pair]) == 0]

    def alternatives(self, need_id: str) -> tuple[Alternative, ...]:
        """List possible offers that the match does not send here, earliest first."""
        if self._match is None:
            return ()
        here = {row.offer for row in self._sent_to.get(need_id, ())}
        found = [
            self._alternative(pair, need_id, here)
            for pair in self.possible(need_id)
            if self.problem.offers[int(self.table.offer[pair])].id not in here
        ]
        found.sort(key=lambda one: (one.from_day, one.cost or 0.0, one.offer))
        return tuple(found[:MOST_ALTERNATIVES])

    def _alternative(self, pair: int, need_id: str, here: Iterable[str]) -> Alternative:
        row = self.problem.offers[int(self.table.offer[pair])]
        start, end = int(self.table.earliest_start[pair]), int(self.table.first_window_end[pair])
        if row.max_stay_days is not None:
            end = min(end, start + row.max_stay_days)
        price = self._price(row.id, end - start)
        # For the same days: who stays longer is not dearer for that.
        used = [self._price(offer, end - start) for offer in here]
        cheapest = min((one for one in used if one is not None), default=None)
        kept = self._why_not_here(row.id, need_id)
        is_alone = kept is not None and len(kept.offers) == 1
        return Alternative(
            offer=row.id,
            offer_title=self.title(row.id),
            partner=self.partner(row.partner),
            free_quantity=row.quantity,
            from_day=start,
            to_day=end,
            cost=price,
            dearer_by=None if price is None or cheapest is None else price - cheapest,
            used_by=tuple(
                dict.fromkeys(
                    self._names.name_of(Ref(RefKind.REQUIREMENT, one.requirement))
                    for one in self._sent_from.get(row.id, ())
                )
            ),
            cause="" if kept is None else kept.code,
            why=self._names.in_message(kept.sentence) if kept is not None and is_alone else None,
            unit=self._units.get(row.type, ""),
        )

    def _why_not_here(self, offer_id: str, need_id: str) -> Reason | None:
        """Give the reason that keeps a possible offer away: one that mends most comes first.

        What lies in the pair holds only on the days outside its windows; it counts where the need is
        open on no others.
        """
        own = [one for one in self._reasons.get(need_id, ()) if offer_id in one.offers]
        return next((one for one in own if one.code in PLAN_CODES), next(iter(own), None))

    def why(self, offer_id: str, need_id: str, start: int, days: int) -> Message | None:
        """Say in what an allocation is ahead of the other possible offers."""
        possible = self.possible(need_id)
        n = len(possible)
        if n == 1:
            return message("match_page.why.only")
        if n == 0:
            return None
        used = {row.offer for row in self._sent_to.get(need_id, ())}
        rows = [self.problem.offers[int(self.table.offer[pair])] for pair in possible]
        if {row.id for row in rows} <= used:
            return message("match_page.why.all_needed", n=n)
        first = min(int(self.table.earliest_start[pair]) for pair in possible)
        if start <= first:
            return message("match_page.why.earliest", n=n)
        own = self._price(offer_id, days)
        prices = [price for row in rows if (price := self._price(row.id, days)) is not None]
        if own is not None and len(prices) == n and own <= min(prices) + COST_APART < max(prices):
            return message("match_page.why.cheapest", n=n)
        return message("match_page.why.one_of", n=n)

    def refusal(self, offer_id: str, need_id: str, start: int) -> Message | None:
        """Say why an offer can't serve a need from a day on; None if it can."""
        verdict = self.verdict(offer_id, need_id)
        if verdict is None:
            return message("match_page.refused.unknown")
        if not verdict.is_eligible:
            return self._sentences.reason(verdict)
        need = self.problem.requirements[self._need_number[need_id]]
        return outside_windows(verdict.windows, max(start, need.from_day))

    def _price(self, offer_id: str, days: int) -> float | None:
        number = self._offer_number.get(offer_id)
        if number is None:
            return None
        row: OfferRow = self.problem.offers[number]
        if row.mobilisation_cost is None or row.daily_cost is None:
            return None
        return row.mobilisation_cost + row.daily_cost * days

    def _pairs_of(self, need_id: str) -> range:
        number = self._need_number.get(need_id)
        if number is None:
            return range(0)
        stretch = self.table.pairs.of_requirement(number)
        return range(stretch.start, stretch.stop)


LEVER_CODES: Mapping[str, str] = {
    code: f"match_page.lever.{code}"
    for code in (
        *(code.name.lower() for code in ReasonCode if code is not ReasonCode.TYPE),
        PlanReasonCode.NONE_OFFERED.value,
    )
}
"""What would have to happen for a cause to go."""
