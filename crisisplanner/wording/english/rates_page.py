"""English words of the page of exchange rates."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "page.rates": "Exchange rates",
    "action.rates.add": "Add rate",
    "rates.empty": "No exchange rates",
    "rates.empty_why": (
        "Sums in the base currency need none. Enter one for each other currency that partners price "
        "in: without it their sums are not in the cost of a plan."
    ),
    "rates.converts": "What it converts",
    "rates.one_base": "One {base} buys",
    "rates.amount": "{per_base:number} {currency}",
    "rates.priced": "Offers priced in it",
    "rates.n_offers": ("{n:number} offer", "{n:number} offers"),
}
