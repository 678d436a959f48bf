"""English sentences of requests to partners and their answers."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "journal.request.asked": "Asked {partner} for {type}",
    "journal.request.acknowledged": "Noted that {partner} has the request for {type}",
    "journal.request.offered": "Noted that {partner} offers {type}",
    "journal.request.declined": "Noted that {partner} declines {type}",
    "journal.request.cancelled": "Took back the request to {partner} for {type}",
    "journal.request.closed": "Closed the request to {partner} for {type}",
    "journal.request.accepted": "Accepted what {partner} offers: {type}",
    "journal.request.turned_down": "Turned down what {partner} offers: {type}",
    "request.asked_already": (
        "{partner} was asked for {type} on {asked_on} and has not answered. Remind them, or take that "
        "request back first."
    ),
    "request.offer_of_another": "Expected an offer of {partner}, got one of another partner.",
    "request.reason_needed": (
        'Expected the reason that {partner} gave, got none. Write "no reason given" if there was none.'
    ),
    "request.not_answered": "{partner} has not answered yet, so there is nothing to judge.",
    "request.closed_already": "The request to {partner} is closed already.",
    "request.no_offer_to_judge": "The request to {partner} has no open offer to judge.",
    "request.wrong_state": "The request to {partner} is {state}, so it can't become {wanted}.",
    "promise.twice": (
        "{plan} can't be agreed: it counts on {type} of {partner}, of which {promised:number} of "
        "{quantity:number} would be promised from {day} on, also to {wheres}. Match again, or free the "
        "offer there."
    ),
    "journal.fulfilment.taken": (
        "Set the probability of {n:number} offer of {partner} to {value}, as its promises suggest",
        "Set the probability of {n:number} offers of {partner} to {value}, as its promises suggest",
    ),
    "fulfilment.no_cases": (
        "No promise of {partner} is recorded with what was promised and what came, so nothing is suggested."
    ),
    "fulfilment.no_offers": (
        "Every offer of {partner} has a probability that somebody judged; those stay as they are."
    ),
}
