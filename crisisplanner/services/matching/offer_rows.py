"""Offers of a workspace as rows of a matching problem."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from crisisplanner.domain.actors import Institution
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.money import Money
from crisisplanner.domain.offers import Caveat, Commitment, DecisionStep, Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.problem import (
    NOWHERE_END,
    CaveatEffect,
    CaveatRow,
    CommitmentRow,
    Duration,
    OfferRow,
)
from crisisplanner.domain.problem import DecisionStep as DecisionStepRow
from crisisplanner.domain.register import Place
from crisisplanner.domain.requirements import Allocation, Requirement
from crisisplanner.domain.situation import Scenario
from crisisplanner.domain.terms import CaveatKind, PlanState
from crisisplanner.services.matching.calendar import FAR_DAY, MOST_NAMED, Calendar
from crisisplanner.services.matching.geography import Geography
from crisisplanner.services.matching.money_rules import CATALOGUE_CURRENCY, Rates
from crisisplanner.services.naming import label_of
from crisisplanner.services.session import Session

_EFFECTS: Mapping[CaveatKind, CaveatEffect] = {
    CaveatKind.FORBIDS: CaveatEffect.FORBIDS,
    CaveatKind.CAPS: CaveatEffect.CAPS,
    CaveatKind.NEEDS: CaveatEffect.NEEDS,
    CaveatKind.DELAYS: CaveatEffect.DELAYS,
}


class OfferBuilder:
    """Turn the offers that count into rows, with all that hangs on them."""

    def __init__(
        self,
        session: Session,
        plan: Plan,
        calendar: Calendar,
        rates: Rates,
        types: Mapping[EntityId, CapabilityType],
        together: frozenset[EntityId] = frozenset(),
        offers: Iterable[Offer] | None = None,
    ) -> None:
        """Read what hangs on ``offers``, or on all offers of the workspace."""
        self._session = session
        self._plan = plan
        self._calendar = calendar
        self._rates = rates
        self._types = types
        self._together = together | {plan.id}
        self._places = Geography(session.all(Place, include_retired=True))
        self._institutions = {i.id: i for i in session.all(Institution, include_retired=True)}
        self._warnings: list[Message] = []
        self._without_rate: dict[str, dict[str | Message, None]] = {}
        known = session.all(Offer) if offers is None else offers
        self._offers = tuple(offer for offer in known if self._counts(offer))
        self._offer_of = {offer.id: offer for offer in self._offers}
        self._steps_of_offer: dict[EntityId, list[DecisionStep]] = defaultdict(list)
        self._steps_of_partner: dict[EntityId, list[DecisionStep]] = defaultdict(list)
        for step in session.all(DecisionStep):
            if step.offer is not None:
                self._steps_of_offer[step.offer].append(step)
            elif step.partner is not None:
                self._steps_of_partner[step.partner].append(step)
        self._caveats_of: dict[EntityId, list[Caveat]] = defaultdict(list)
        for caveat in session.all(Caveat):
            self._caveats_of[caveat.offer or caveat.partner or ""].append(caveat)

    def warnings(self) -> tuple[Message, ...]:
        """Name the offers that could not be used as they stand, or whose cost can't be summed."""
        return (
            *self._warnings,
            *(
                message(
                    "match.cost_without_rate",
                    currency=currency,
                    n=len(labels),
                    offers=tuple(labels)[:MOST_NAMED],
                )
                for currency, labels in self._without_rate.items()
            ),
        )

    def rows(self) -> tuple[OfferRow, ...]:
        """Build a row for each offer that counts; one of unknown quantity is there, but never used."""
        return tuple(self._row(offer) for offer in self._offers)

    def authorities_needed(self) -> set[EntityId]:
        """List the authorities that offers and their caveats need."""
        needed = {authority for offer in self._offers for authority in offer.needs}
        for offer in self._offers:
            needed.update(c.authority for c in self._caveats(offer) if c.authority is not None)
        return needed

    def commitments(self) -> Iterable[CommitmentRow]:
        """List what is promised elsewhere, other plans' agreed allocations included."""
        for commitment in self._session.all(Commitment):
            if commitment.offer in self._offer_of:
                yield self._commitment_row(commitment)
        yield from self._agreed_elsewhere()

    def caveats(
        self, requirements: Iterable[Requirement], scenario: Scenario
    ) -> Iterable[CaveatRow]:
        """List the caveats that can be computed, one row an offer."""
        places = dict.fromkeys(r.place for r in requirements if r.place is not None)
        for offer in self._offers:
            for caveat in self._caveats(offer):
                if caveat.effect not in _EFFECTS:
                    continue
                if caveat.scope_crisis is not None and caveat.scope_crisis != scenario.crisis:
                    continue
                yield from self._caveat_rows(offer, caveat, tuple(places))

    def _counts(self, offer: Offer) -> bool:
        if not (offer.state.counts or (self._plan.include_if and offer.state.counts_if)):
            return False
        if offer.quantity.value is None:
            self._warnings.append(
                message("match.offer_quantity_unknown", label=label_of(self._session, offer))
            )
        return True

    def _caveats(self, offer: Offer) -> Iterable[Caveat]:
        yield from self._caveats_of.get(offer.id, ())
        yield from self._caveats_of.get(offer.partner, ())

    def _row(self, offer: Offer) -> OfferRow:
        kind = self._types[offer.type]
        stay, _ = _first_known(offer.max_stay, kind.endurance_days)
        lift, _ = _first_known(offer.unit_lift, kind.lift)
        personnel, _ = _first_known(offer.personnel, kind.personnel)
        available_from, available_to = self._window(offer)
        mode = offer.mode or kind.mode
        asset_class = offer.asset_class or kind.asset_class
        return OfferRow(
            id=offer.id,
            partner=offer.partner,
            type=offer.type,
            quantity=offer.quantity.value or 0.0,
            is_quantity_known=offer.quantity.value is not None,
            divisible=offer.divisible or kind.divisible,
            available_from=available_from,
            available_to=available_to,
            decision_steps=self._decision_path(offer),
            notice=_duration(offer.notice, kind.days_to_depart),
            load=_duration(offer.load, kind.load_days),
            transit=_duration(offer.transit),
            setup=_duration(offer.setup, kind.setup_days),
            max_stay_days=None if stay is None else int(stay),
            lift_t=lift,
            mobilisation_cost=self._in_base(offer.mobilisation_cost, offer.currency, offer),
            daily_cost=self._daily_cost(offer, kind),
            needs=offer.needs,
            group=offer.exclusive_group or None,
            probability=1.0 if offer.probability.value is None else offer.probability.value,
            asset_class=str(asset_class) if asset_class else "",
            mode=str(mode) if mode else "",
            speed_km_per_day=kind.speed.value,
            origin=self._places.point(offer.origin),
            personnel_per_unit=personnel,
        )

    def _window(self, offer: Offer) -> tuple[int, int]:
        """Give from when until when an offer is there; a match without it tells why it is not used."""
        # Looked up only where it may be said: there may be 20,000 offers.
        label = "" if self._calendar.d_date is not None else label_of(self._session, offer)
        start = self._calendar.day(offer.available_from, label, if_open=0)
        end = self._calendar.day(offer.available_to, label, if_open=FAR_DAY)
        if start is None or end is None:
            # Limits by date can't be placed while D has no date: then the offer is nowhere.
            return NOWHERE_END - 1, NOWHERE_END
        # What ended before D was there before it.
        return min(start, end - 1), end

    def _decision_path(self, offer: Offer) -> tuple[DecisionStepRow, ...]:
        """Give the offer's own path; an offer without one takes its partner's."""
        steps = (
            self._steps_of_offer.get(offer.id) or self._steps_of_partner.get(offer.partner) or []
        )
        return tuple(self._step_row(step) for step in steps)

    def _step_row(self, step: DecisionStep) -> DecisionStepRow:
        institution = self._institutions.get(step.institution or "")
        usual = institution.decision_days if institution is not None else None
        begins_on = self._calendar.day(step.begins_on, step.name, if_open=0)
        duration = _duration(step.duration, usual)
        return DecisionStepRow(
            id=step.id,
            decider=step.name,
            duration=duration if begins_on is not None else Duration(None),
            begins_on=begins_on or 0,
            after=step.after,
        )

    def _in_base(self, figure: Figure, currency: str, offer: Offer) -> float | None:
        if figure.value is None:
            return None
        amount = self._rates.in_base(Money(figure.value, currency))
        if amount is None:
            self._without_rate.setdefault(currency, {})[label_of(self._session, offer)] = None
        return amount

    def _daily_cost(self, offer: Offer, kind: CapabilityType) -> float | None:
        if offer.daily_cost.value is not None:
            return self._in_base(offer.daily_cost, offer.currency, offer)
        return self._in_base(kind.cost_per_day, CATALOGUE_CURRENCY, offer)

    def _commitment_row(self, commitment: Commitment) -> CommitmentRow:
        label = commitment.where or commitment.id
        start = self._calendar.day(commitment.from_when, label, if_open=-FAR_DAY)
        end = self._calendar.day(commitment.to_when, label, if_open=FAR_DAY)
        offer = self._offer_of[commitment.offer]
        quantity = commitment.quantity.value
        return CommitmentRow(
            offer=commitment.offer,
            # A promise of unknown size or time may be the whole, always.
            quantity=(offer.quantity.value or 0.0) if quantity is None else quantity,
            from_day=-FAR_DAY if start is None else start,
            to_day=FAR_DAY if end is None else end,
            where=commitment.where,
        )

    def _agreed_elsewhere(self) -> Iterable[CommitmentRow]:
        agreed = {
            plan.id: plan
            for plan in self._session.all(Plan)
            if plan.state in (PlanState.APPROVED, PlanState.ACTIVATED)
            and plan.id not in self._together
        }
        if not agreed:
            return
        plan_of = {
            requirement.id: agreed[requirement.plan]
            for requirement in self._session.all(Requirement)
            if requirement.plan in agreed
        }
        for allocation in self._session.all(Allocation):
            plan = plan_of.get(allocation.requirement)
            if plan is None or allocation.offer not in self._offer_of:
                continue
            shift = _days_between(self._plan, plan)
            yield CommitmentRow(
                offer=allocation.offer,
                quantity=allocation.quantity,
                from_day=-FAR_DAY if shift is None else allocation.from_day + shift,
                to_day=FAR_DAY if shift is None else allocation.to_day + shift,
                where=plan.title,
            )

    def _caveat_rows(
        self, offer: Offer, caveat: Caveat, required_places: tuple[EntityId, ...]
    ) -> Iterable[CaveatRow]:
        places: tuple[EntityId, ...] = (caveat.scope_place or "",)
        if caveat.only_place is not None:
            allowed = caveat.only_place
            places = tuple(
                place for place in required_places if not self._places.lies_within(place, allowed)
            )
        start = self._calendar.day(caveat.from_when, caveat.text)
        end = self._calendar.day(caveat.to_when, caveat.text)
        for place in places:
            yield CaveatRow(
                id=caveat.id,
                offer=offer.id,
                effect=_EFFECTS[caveat.effect],
                crisis=caveat.scope_crisis or "",
                place=place,
                task_type=caveat.scope_task,
                phase=caveat.scope_phase or "",
                other_partner=caveat.scope_partner or "",
                from_day=start,
                to_day=end,
                quantity=caveat.quantity.value,
                condition=caveat.authority or "",
                days=caveat.delay.value or 0.0,
                text=caveat.text,
            )


def _first_known(*figures: Figure) -> tuple[float | None, bool]:
    """Give the first known value, and whether it is not the first figure's."""
    for number, figure in enumerate(figures):
        if figure.value is not None:
            return figure.value, number > 0
    return None, False


def _duration(given: Figure, usual: Figure | None = None) -> Duration:
    figures = (given,) if usual is None else (given, usual)
    value, is_assumed = _first_known(*figures)
    return Duration(value, is_assumed)


def _days_between(plan: Plan, other: Plan) -> int | None:
    """Give the days to add to another plan's days; None while a D has no date."""
    if plan.d_date is None or other.d_date is None:
        return None
    return (other.d_date - plan.d_date).days
