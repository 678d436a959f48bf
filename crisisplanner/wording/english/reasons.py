"""English words for the reasons of what a plan leaves open, and for what would mend it."""

from __future__ import annotations

# One unit of one offer, or several: how many of how many, then the partner that could mend most.
# The partner is the subject of both, so that one verb fits any number.
_ONE = "{partner}’s {type} "
_SEVERAL = "{group}: {partner} with {quantity} "


def _both(text: str, several: str | None = None) -> tuple[str, str]:
    return _ONE + text, _SEVERAL + (text if several is None else several)


MESSAGES: dict[str, str | tuple[str, str]] = {
    "reason.none_offered": "Nobody offers {type}, or anything that can stand for it.",
    "reason.too_few_offered": "Nobody offers {missing} of the {needed} needed ({type}).",
    "reason.units": (
        "{units} of the {total} offered ({type})",
        "{units} of the {total} offered ({type}, {n} offers)",
    ),
    "reason.units.all": (
        "All {total} offered ({type})",
        "All {total} offered ({type}, {n} offers)",
    ),
    "reason.units.both": "Both offered ({type})",
    "reason.units.only": ("The only one offered ({type})", "All that is offered ({type})"),
    "reason.late": (
        (_ONE + "arrives on {arrives}, {needed}; {part_days} of the {all_days} days are {part}."),
        (
            "{group} {come_late}: {theirs} on {arrives}, {needed}; {part_days} of the"
            " {all_days} days are {part}."
        ),
    ),
    "reason.late_plain": (
        _ONE + "is ready on {arrives}, {needed}.",
        "{group} {come_late}: {theirs} on {arrives}, {needed}.",
    ),
    "reason.come_late": ("comes late", "come late"),
    "reason.come_late_by": (
        "comes late, most of all because of {part}",
        "come late, most of all because of {part}",
    ),
    "reason.needed_until": "needed until {day}",
    "reason.needed_from": "needed from {day}",
    "reason.missing_from": "missing from {day}",
    "reason.theirs": ("{partner}’s {quantity} arrives", "{partner}’s {quantity} arrive"),
    "reason.with_assumed": "{said} Assumed: {parts}.",
    "reason.assumed_part": ("{n} day of {part}", "{n} days of {part}"),
    "reason.part.available": "the wait until it is available",
    "reason.part.decision": "the decision",
    "reason.part.decision_of": "the {name}",
    "reason.part.caveat": "the wait until a caveat is lifted",
    "reason.part.caveat_of": "the wait until the caveat “{name}” is lifted",
    "reason.part.notice": "notice",
    "reason.part.load": "loading",
    "reason.part.transit": "transit",
    "reason.part.queue": "the queue at the place of arrival",
    "reason.part.setup": "set-up",
    "reason.part.condition": "the wait for a condition",
    "reason.part.condition_of": "the wait for {name}",
    "reason.gone": _both("is available until {until}, {needed}."),
    "reason.gone_undated": _both("is set on the calendar, and D has no date: give D one."),
    "reason.authority": _both(
        "needs {conditions}, not in force on {n_days} of the {n_open_days} open days."
    ),
    "reason.authority_of_all": (
        "{group} need {conditions}, and {partner}’s {quantity} also {own}; not in force on {n_days}"
        " of the {n_open_days} open days."
    ),
    "reason.consent_of_all": (
        "{group} need the consent {conditions}, and {partner}’s {quantity} also {own}; not in force"
        " on {n_days} of the {n_open_days} open days."
    ),
    "reason.permit_of_all": (
        "{group} need a permit for {conditions}, and {partner}’s {quantity} also {own}; they have"
        " none on {n_days} of the {n_open_days} open days."
    ),
    "reason.authority_unnamed": _both(
        "has no authority on {n_days} of the {n_open_days} open days."
    ),
    "reason.consent": _both(
        "needs the consent {conditions}, not in force on {n_days} of the {n_open_days} open days."
    ),
    "reason.consent_unnamed": _both("has no consent on {n_days} of the {n_open_days} open days."),
    "reason.permit": _both(
        "has no permit for {conditions} on {n_days} of the {n_open_days} open days."
    ),
    "reason.permit_unnamed": _both("can’t pass the place of arrival."),
    "reason.caveat": _both("may not serve here: caveat {caveat}."),
    "reason.caveat_text": _both("may not serve here: “{text}”."),
    "reason.caveat_crisis": _both("may not serve in {crisis}."),
    "reason.quality": _both("has {name} {found}, asked is {relation} {value}."),
    "reason.quality_unnamed": _both("does not meet what is asked."),
    "reason.committed": _both("is promised elsewhere on {n_days} of the {n_open_days} open days."),
    "reason.committed_between": (
        "{group}: promised elsewhere, with too few days between to come here."
    ),
    "reason.committed_to": _both(
        "is promised to {where} on {n_days} of the {n_open_days} open days."
    ),
    "reason.forbidden": _both("is kept from here by you."),
    "reason.not_listed": _both("is not among the pairs that may be used."),
    "reason.marking": _both("is withheld by its marking."),
    "reason.type": _both("counts for nothing here."),
    "reason.unknown": _both("can’t be planned: not known is {fields}."),
    "reason.uncounted": "{offers} can’t be planned: not known is {fields}.",
    "reason.more_offers": ("{n} other offer", "{n} other offers"),
    "reason.unknown_unnamed": _both("can’t be planned: something it needs is not known."),
    "reason.field.quantity": "its quantity",
    "reason.field.decision": "how long its decision takes",
    "reason.field.notice": "its notice",
    "reason.field.load": "how long it loads",
    "reason.field.transit": "its transit",
    "reason.field.queue": "its lift, for the queue at the place of arrival",
    "reason.field.setup": "its set-up",
    "reason.field.lift": "its lift",
    "reason.field.cost": "its cost",
    "reason.field.personnel": "its personnel",
    "reason.among_others": "{first} Also in the way: {others}.",
    "reason.partly_among_others": "{first} For part of it also in the way: {others}.",
    "reason.of_units": "{group}: {why}",
    "reason.whole_plan": "the plan",
    "reason.all_used_elsewhere": "{group}: in use for {requirements}.",
    "reason.used_by_many": (
        "{group}: in use for {requirements} and {n} more requirement.",
        "{group}: in use for {requirements} and {n} more requirements.",
    ),
    "reason.covers_more": (
        "{first} There a unit covers more each day.",
        "{first} In each of these a unit covers more each day.",
    ),
    "reason.covers_more_in_some": "{first} In {more} of these {n} a unit covers more each day.",
    "reason.covers_more_in_all": "{first} All their days there cover more than those here would.",
    "reason.of_need": "{why} Nobody can start before.",
    "reason.lock": (
        "{group}: locked to {requirements}.",
        "{group}: in use for {requirements} and others, some of them by a lock.",
    ),
    "reason.group": "the same asset is in use as {offers}.",
    "reason.group_taken": "the same asset is in use already.",
    "reason.stay": ("it may stay {n} day at most.", "it may stay {n} days at most."),
    "reason.lift": (
        "it needs {tonnes} t of lift in one week, and of the {whole} t of week {week:week} (from"
        " {day}), the week with most left, {free} t are left."
    ),
    "reason.lift_never_enough": (
        "it needs {tonnes} t of lift in one week, and no week that would be in time has more than"
        " {most} t."
    ),
    "reason.node": (
        "{nodes} must take {tonnes} t a day for one more unit, and has {free} t a day left."
    ),
    "reason.budget": ("one more unit costs {cost}, and the budget of {scope} has {free} left."),
    "reason.share": (
        "{partner} would carry {found:percent} of the cost, and its cap is {allowed:percent}."
    ),
    "reason.lead": "{partners} leads alone, so {partner} can’t join.",
    "reason.partners": (
        "{partners} serve already, and at most {allowed} partners may, so {partner} can’t join."
    ),
    "reason.too_few_partners": (
        "at least {allowed} partners must serve together, and {found} could come.",
        "at least {allowed} partners must serve together, and {found} could come.",
    ),
    "reason.not_enabled": (
        "it counts only beside {types}, missing there on {n} open day.",
        "it counts only beside {types}, missing there on {n} open days.",
    ),
    "reason.caveat_cap": "no more than {allowed} may serve here: caveat {caveat}.",
    "reason.promised_between": (
        "it is promised elsewhere before or after, so that too few days are between."
    ),
    "reason.in_use_between": "it is in use before or after, so that too few days are between.",
    "reason.incompatible": "{partner} does not serve together with {others}.",
    "reason.prerequisite": "{before} must be met first, and is not from {from_day} to {to_day}.",
    "reason.enabler": (
        "{units} on the spot don’t count on {n} day: {types} is missing there.",
        "{units} on the spot don’t count on {n} days: {types} is missing there.",
    ),
    "reason.ceiling": (
        "one unit brings {people:number0} people, and of the {allowed:number0} that {condition}"
        " allows {free:number0} are left."
    ),
    "reason.minimum_share": (
        "with all that could come there would be {found}, and below {allowed} nothing counts."
    ),
    "reason.idle": (
        "no single rule keeps {partner} away: several limits meet, or it was left out within the"
        " accepted gap."
    ),
    "reason.aim": (
        "no rule keeps {partner} away: it was left out for a later aim ({aims}), within what later"
        " aims may take of the coverage."
    ),
    "reason.aim_or_gap": (
        "no rule keeps {partner} away: it was left out for a later aim ({aims}), within what later"
        " aims may take of the coverage, or within the gap that is left."
    ),
    "reason.name.type": "its type",
    "reason.name.quality": "its quality",
    "reason.name.caveat": "a caveat",
    "reason.name.marking": "its marking",
    "reason.name.authority": "an authority that is not in force",
    "reason.name.consent": "a consent that is not given",
    "reason.name.permit": "a permit that it has not",
    "reason.name.late": "its late arrival",
    "reason.name.gone": "its early end",
    "reason.name.committed": "what it is promised to elsewhere",
    "reason.name.forbidden": "your ban from here",
    "reason.name.unknown": "what is not known of it",
    "reason.name.all_used_elsewhere": "its use elsewhere",
    "reason.name.group": "the same asset in use",
    "reason.name.lift": "lift",
    "reason.name.node": "the capacity of the place of arrival",
    "reason.name.budget": "the budget",
    "reason.name.share": "the cap on its share",
    "reason.name.lead": "another partner that leads alone",
    "reason.name.partners": "the number of partners",
    "reason.name.incompatible": "an incompatible partner",
    "reason.name.prerequisite": "a prerequisite that is not met yet",
    "reason.name.ceiling": "the ceiling of people",
    "reason.name.lock": "its lock elsewhere",
    "reason.name.enabler": "a type that it counts only beside",
    "reason.name.minimum_share": "the least that counts",
    "reason.name.stay": "its longest stay",
}
