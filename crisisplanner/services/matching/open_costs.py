"""What of a plan's cost is not known, so that its sum is a least amount."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.offers import Offer
from crisisplanner.services.matching.money_rules import CATALOGUE_CURRENCY, Rates
from crisisplanner.services.session import Session


@dataclass(frozen=True, slots=True)
class OpenCosts:
    """Name the used offers whose cost is not wholly known; empty where all of it is.

    ``offers`` are titles, ``partners`` whose they are, ``currencies`` what some of them are priced
    in without an exchange rate.
    """

    offers: tuple[str, ...] = ()
    partners: frozenset[EntityId] = frozenset()
    currencies: tuple[str, ...] = ()


NOTHING_OPEN = OpenCosts()


class CostReader:
    """Put names to what of the cost of a match is not known."""

    def __init__(
        self, session: Session, offers: Mapping[EntityId, Offer], title: Callable[[Offer], str]
    ) -> None:
        self._rates = Rates(session)
        self._types = {kind.id: kind for kind in session.all(CapabilityType, include_retired=True)}
        self._offers, self._title = offers, title

    def open_in(self, without_cost: Iterable[EntityId]) -> OpenCosts:
        """Name the offers, given by id, that a match uses at a cost not known. O(n log n)."""
        unknown = [self._offers[name] for name in without_cost if name in self._offers]
        return OpenCosts(
            tuple(sorted(self._title(offer) for offer in unknown)),
            frozenset(offer.partner for offer in unknown),
            tuple(sorted({one for offer in unknown for one in self._without_rate(offer)})),
        )

    def _without_rate(self, offer: Offer) -> Iterator[str]:
        """Give the currencies of its sums that can't be converted."""
        priced_in = []
        if offer.mobilisation_cost.value is not None or offer.daily_cost.value is not None:
            priced_in.append(offer.currency)
        usual = self._types[offer.type].cost_per_day
        if offer.daily_cost.value is None and usual.value is not None:
            priced_in.append(CATALOGUE_CURRENCY)
        yield from (currency for currency in priced_in if not self._rates.has(currency))
