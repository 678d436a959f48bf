"""English sentences of the inbox and of a partner's requests."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "page.inbox": "Inbox",
    "action.inbox.add": "Ask a partner",
    "inbox.reading": "Reading what waits for whom",
    "inbox.empty": "Nothing waits",
    "inbox.empty_why": (
        "Ask a partner for what a plan lacks. Here stands what partners still have to answer and what you "
        "have to judge."
    ),
    "inbox.headline": "{partners}, {overdue}; {us}.",
    "inbox.n_for_partners": (
        "{n:number} request waits for a partner",
        "{n:number} requests wait for partners",
    ),
    "inbox.n_overdue": ("{n:number} overdue", "{n:number} overdue"),
    "inbox.n_for_us": ("{n:number} thing waits for us", "{n:number} things wait for us"),
    "inbox.for_partners": "Waiting for partners",
    "inbox.for_partners_none": "No partner has to answer.",
    "inbox.for_us": "Waiting for us",
    "inbox.more": (
        "Show {n:number} more of {of:number}",
        "Show {n:number} more of {of:number}",
    ),
    "inbox.for_us_none": "There is nothing to judge.",
    "requests.row": "{partner}: {type}, {quantity}",
    "requests.offer_row": "{partner}: {type}",
    "requests.offer": "{name}, {quantity}",
    "requests.overdue": "overdue",
    "requests.asked_on": (
        "Asked on {on} by {by}, {n:number} day ago.",
        "Asked on {on} by {by}, {n:number} days ago.",
    ),
    "requests.due": "Answer wanted by {on}.",
    "requests.due_ago": (
        "The answer was due {n:number} day ago.",
        "The answer was due {n:number} days ago.",
    ),
    "requests.answered_on": (
        "Answered on {on}, {n:number} day ago.",
        "Answered on {on}, {n:number} days ago.",
    ),
    "requests.answered_undated": ("Answered; when is not known.", "Answered; when is not known."),
    "requests.for_need": "For {need}.",
    "requests.answered": "Answer: {answer}",
    "requests.offered": "Offers {quantity}.",
    "requests.expires": (
        "Its time ends on {on}, in {n:number} day.",
        "Its time ends on {on}, in {n:number} days.",
    ),
    "requests.twice": (
        "Promised twice: {promised:number} of {quantity:number} from {day} on, to {wheres}."
    ),
    "requests.twice_by_drafts": (
        "Counted on twice by drafts: {promised:number} of {quantity:number} from {day} on, by {wheres}."
    ),
    "requests.next.overdue": "Next: remind them, or ask another partner.",
    "requests.next.asked": "Next: note what they answer.",
    "requests.next.offered": "Next: accept or turn down, then match again.",
    "requests.next.declined": "Next: ask another partner; the reason is kept.",
    "requests.next.expiring": "Next: ask for more time, or plan without it.",
    "requests.next.twice": "Next: free it on one side, or ask for more.",
    "requests.step.acknowledge": "They have it",
    "requests.step.offer": "They offer…",
    "requests.step.link": "Link an offer…",
    "requests.step.decline": "They decline…",
    "requests.step.cancel": "Take back",
    "requests.step.accept": "Accept",
    "requests.step.turn_down": "Turn down",
    "requests.step.close": "Noted",
    "requests.step.show_offer": "Look at the offer",
    "requests.step.show_availability": "Look at availability",
    "requests.title.offer": "What {partner} offers",
    "requests.title.link": "The offer by which {partner} answers",
    "requests.title.decline": "{partner} declines: {type}",
    "requests.note_offer": "Note the offer",
    "requests.note_decline": "Note the answer",
    "requests.why_reason": "The reason is kept with the partner: the next plan learns from it.",
    "requests.hint.quantity": "Empty asks how much there is.",
    "requests.new_to": "New request to {partner}",
    "requests.hint.days": "A date, or D+3 counted from the D of the plan.",
    "requests.hint.answer_by": "Empty gives a week.",
    "home.overdue": (
        "{n:number} request to a partner is overdue",
        "{n:number} requests to partners are overdue",
    ),
    "home.overdue_first": "First: {partner}, {type}.",
    "home.overdue_days": ("{n:number} day over", "{n:number} days over"),
    "home.for_us": (
        "{n:number} answer or offer waits for you",
        "{n:number} answers and offers wait for you",
    ),
    "home.for_us_what": "{answers}, {twice}, {expiring}.",
    "home.n_answers": ("{n:number} answer to judge", "{n:number} answers to judge"),
    "home.n_twice": ("{n:number} promised twice", "{n:number} promised twice"),
    "home.n_expiring": ("{n:number} offer that ends soon", "{n:number} offers that end soon"),
}
