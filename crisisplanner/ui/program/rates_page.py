"""The exchange rates of the workspace: what turns partners' sums into the base currency."""

from __future__ import annotations

from crisisplanner.domain.offers import Offer
from crisisplanner.domain.register import Rate
from crisisplanner.ui.inspecting.inspector import Inspector
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.tables.page import TablePage, TablePageParts


class _Inspector(Inspector[Rate]):
    """Show a rate: what it converts, and how many offers hang on it."""

    def write(self) -> tuple[str, str]:
        rate, body, words = self.thing, self.body, self.words
        session = self.session
        body.section(words.say("rates.converts"))
        if rate.per_base is not None:
            one = words.say("rates.one_base", base=session.workspace().base_currency)
            buys = words.say("rates.amount", per_base=rate.per_base, currency=rate.currency)
            body.value(one, buys)
        n = len(session.select(Offer, currency=rate.currency, retired=False))
        body.value(words.say("rates.priced"), words.say("rates.n_offers", n=n))
        self.write_text(words.say("label.source"), rate.source, tone="text_2")
        return rate.currency, words.say("kind.rate")


RATES = TablePageParts(
    page="rates",
    entity_type=Rate,
    icon="coin",
    inspector=_Inspector,
    asked=("currency", "per_base", "as_of", "source"),
    watched=frozenset({Offer.KIND}),
)


def make_rates_page(context: PageContext) -> TablePage:
    """Build the page."""
    return TablePage(context, RATES)
