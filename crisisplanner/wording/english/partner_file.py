"""English sentences of a partner's file and of institutions."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "page.partner": "Partner's file",
    "action.partner.edit": "Change the entry",
    "action.partner.ask": "Ask for something",
    "partners.open_file": "Open the partner's file",
    "partners.n_not_known": (
        "Of {n:number} more it is not known since when: see the partner's file.",
        "Of {n:number} more it is not known since when: see the partner's file.",
    ),
    "partner.reading": "Reading the partner's file",
    "partner.register": "In the register",
    "partner.personal": "personal data",
    "partner.source": "From {source}.",
    "partner.source_dated": "From {source}, as of {as_of}.",
    "partner.as_of": "as of",
    "partner.as_of_name": "Memberships as of this day",
    "partner.n": ("{n:number}", "{n:number}"),
    "partner.no_country": "It has no country's code, so no membership can be told.",
    "partner.not_known": "Not known for that day",
    "partner.not_known_why": ("Their lists give no dates, or are younger than that day."),
    "partner.not_then": "Not a member on that day",
    "partner.with_veto": "{status} with a veto",
    "partner.from_to": "{status} from {start} to {end}",
    "partner.until": "{status} until {end}",
    "partner.listed": "{status}, as the list of {on} says",
    "partner.listed_old": "{status}, as the list of {on} says: that list is old, check it",
    "partner.noted": "{said} · {note}",
    "partner.open_offer": "Look at {offer}",
    "partner.with_chance": "{quantity} · comes with probability {chance}",
    "partner.requests": "Asked and answered",
    "partner.no_requests": "It was asked for nothing yet.",
    "partner.record": "Promises kept",
    "partner.no_record": "No earlier promise is entered.",
    "partner.no_suggestion": (
        "No case says both what was promised and what came, so nothing is suggested."
    ),
    "partner.suggestion": (
        (
            "Suggested from {n:number} promise: {value:number2}, between {low:number2} and {high:number2}; basis "
            "assumption, confidence {confidence}."
        ),
        (
            "Suggested from {n:number} promises: {value:number2}, between {low:number2} and {high:number2}; basis "
            "assumption, confidence {confidence}."
        ),
    ),
    "partner.formula": (
        "(1 + {kept:number2} kept) ÷ (2 + {n:number} promised) = {value:number2}; a single case never gives "
        "certainty."
    ),
    "partner.take": (
        "Use it for {n:number} offer",
        "Use it for {n:number} offers",
    ),
    "partner.taken_from": (
        "{n:number} promise, {formula}",
        "{n:number} promises, {formula}",
    ),
    "partner.judged": (
        "{n:number} offer has a probability that somebody judged; it stays.",
        "{n:number} offers have a probability that somebody judged; they stay.",
    ),
    "partner.case": "{delivered} of {promised} came",
    "partner.late": ("{n:number} day late", "{n:number} days late"),
    "partner.in_time": ("in time", "in time"),
    "partner.promised_for": "promised for {on}",
    "partner.share_unknown": "not known",
    "partner.changed": "{author}, {at:moment}",
    "partner.no_history": "Nothing was changed since it was entered.",
    "marking.as_owner": "as what it belongs to",
    "parts.hint.personal": "Personal data: without a marking of its own it is AMBER at least.",
    "parts.hint.delivered": "Empty where it is not known; 0 where nothing came.",
    "parts.hint.known_as_of": "The day of the list, where the start is not known.",
    "parts.hint.holder": "Where it is not a country.",
    "page.institutions": "Institutions",
    "action.institutions.add": "Add institution",
    "institutions.empty": "No institutions yet",
    "institutions.empty_why": "Add the institutions through which partners decide, or import memberships.",
    "institutions.decides": "How it decides",
    "institutions.rule_unknown": "not known",
    "institutions.days": "Days to a decision",
    "institutions.competences": "Decides on",
    "institutions.chair": "Chair",
    "institutions.no_chair": "Who chairs is not entered.",
    "institutions.chair_now": "chairs on that day",
    "institutions.chair_from": "from {start}",
    "institutions.chair_from_to": "from {start} to {end}",
    "institutions.chair_to": "until {end}",
    "institutions.chair_undated": "dates not known",
    "institutions.members": "Members on {day}",
    "institutions.n_members": ("{n:number} member", "{n:number} members"),
    "institutions.observers": "Observers, candidates, suspended",
    "institutions.with_status": "{member} ({status})",
    "institutions.with_veto": "{member} (veto)",
    "institutions.unknown": "Not known on {day}",
    "institutions.unknown_why": (
        "They stand in a list without dates. Give the day of the list, or their dates."
    ),
    "institutions.former": "Not members on {day}",
    "institutions.stale": (
        "{n:number} of them stands only in a list that is more than two years old on that day.",
        "{n:number} of them stand only in lists that are more than two years old on that day.",
    ),
    "institutions.of_partners": "Among our partners: {names}.",
    "institutions.row": "{members}, {rule}",
}
