"""English words for the rules that a plan breaks, one line each."""

from __future__ import annotations

_WHY: dict[str, str] = {
    "check.whole_units": "expected whole units, found {found}.",
    "check.pair_not_listed": "only listed pairs may be used, and this one is not listed.",
    "check.pair_forbidden": "this pair is forbidden.",
    "check.type": "type {offered} can't stand for type {required}.",
    "check.marking": "the offer's marking keeps it from this plan.",
    "check.crisis_excluded": "the offer may not serve in the crisis {crisis}.",
    "check.criterion": "{name} must be {relation} {allowed}, found {found}.",
    "check.caveat_forbids": "caveat {caveat} forbids it.",
    "check.caveat_period": "caveat {caveat} forbids some of these days.",
    "check.caveat_company": "caveat {caveat} forbids serving together with {other}.",
    "check.unknown": "of the offer is not known: {field}.",
    "check.never_there": "no node takes the offer, so it never arrives.",
    "check.outside_need": "needed only from {need_from} to {need_to}.",
    "check.too_early": "usable from {allowed} at the earliest.",
    "check.no_longer_available": "available until {allowed} only.",
    "check.condition_not_in_force": "condition {condition} is not in force on all of these days.",
    "check.no_permit": "{partner} has no permit for {place} on all of these days.",
    "check.stay_too_long": "stays {found} days, at most {allowed} are allowed.",
    "check.prerequisite": "{before} must be met first; on {day} it has {found}, at least {allowed} is asked.",
    "check.no_credit": "it counts on no day, so it may not be sent.",
}
"""Why an allocation breaks a rule of its pair; also said by itself, of a lock that can't be kept."""

# The same beginning in every sentence about one allocation, so that lines can be sorted and counted.
_STAY = "{rule}: {offer} to {requirement}, {from_day} to {to_day}: "

MESSAGES: dict[str, str | tuple[str, str]] = {
    **{code: _STAY + why for code, why in _WHY.items()},
    **{code + ".why": why for code, why in _WHY.items()},
    "check.unknown_offer": "{rule}: the plan names the offer {offer}, which does not exist.",
    "check.unknown_requirement": (
        "{rule}: the plan names the requirement {requirement}, which does not exist."
    ),
    "check.no_days": (
        "{rule}: {offer} to {requirement} begins on {from_day} and ends on {to_day};"
        " an end after the beginning was expected."
    ),
    "check.quantity": (
        "{rule}: {offer} to {requirement}, {from_day} to {to_day}: expected a quantity above 0,"
        " found {found}."
    ),
    "check.caveat_cap": (
        "{rule}: {offer} on {day}: units there {found}, caveat {caveat} allows {allowed}."
    ),
    "check.units": "{rule}: {offer} on {day}: units out {found}, free {allowed}.",
    "check.group": (
        "{rule}: group {group} ({offers}) on {day}: units out {found}, free {allowed}."
    ),
    "check.lift": (
        "{rule}: week {week:week}, from {day}: {partners} draw {found:number1} t from the shared lift,"
        " which has {allowed:number1} t."
    ),
    "check.node": (
        "{rule}: {nodes} on {day}: {found:number1} t arrive, {allowed:number1} t can pass."
    ),
    "check.budget": "{rule}: {scope} costs {found:number0}, its budget is {allowed:number0}.",
    "check.whole_plan": "the plan",
    "check.misstated.weighted_coverage": (
        "{file} states a weighted coverage of {stated:percent3}; the plan reaches {found:percent3}."
    ),
    "check.misstated.cost": "{file} states a cost of {stated:number2}; the plan costs {found:number2}.",
    "check.misstated.bound": (
        "{file} states that at most {stated:percent3} is possible; the plan reaches {found:percent3}."
    ),
    "check.misstated.bound_above_all": (
        "{file} states that at most {stated:percent3} is possible; no plan covers more than 100 %."
    ),
    "check.misstated.gap": (
        "{file} states a gap of {stated:percent3}; its bound and the plan's coverage leave"
        " {found:percent3}."
    ),
    "check.misstated.gap_without_bound": (
        "{file} states a gap of {stated:percent3}, but no bound that it is a gap to."
    ),
    "check.misstated.status_unknown": "{file} states the status {stated}; expected {expected:or}.",
    "check.misstated.optimal_without_proof": (
        "{file} states the status optimal, and that this was not proven: {aims}."
    ),
    "check.misstated.optimal_without_bound": (
        "{file} states the status optimal, but no bound that shows it."
    ),
    "check.misstated.optimal_with_gap": (
        "{file} states the status optimal; its bound leaves a gap of {found:percent3}, and at most"
        " {allowed:percent3} was asked for."
    ),
    "check.misstated.stopped_though_proven": (
        "{file} states the status stopped, and that every aim was proven."
    ),
    "check.misstated.aim": (
        "{file} states that the aim coverage reached {stated:percent3}; the plan reaches"
        " {found:percent3}."
    ),
    "check.misstated.aim_above_bound": (
        "{file} states that the aim coverage reached {stated:percent3}; its bound is {found:percent3}."
    ),
    "check.misstated.need_coverage": (
        "{file} states a coverage of {stated:percent3} for {requirement}; the plan reaches"
        " {found:percent3}."
    ),
    "check.misstated.need_missing": (
        "{file} states {stated:number2} missing unit days for {requirement}; the checker counts"
        " {found:number2}."
    ),
    "check.misstated.need_twice": "{file} states the requirement {requirement} twice.",
    "check.misstated.need_unknown": (
        "{file} states the requirement {requirement}, which does not exist."
    ),
    "check.misstated.need_left_out": (
        "{file} lists requirements without {requirement}; the plan covers {found:percent3} of it."
    ),
    "check.misstated.partner_cost": (
        "{file} states a cost of {stated:number2} for {partner}; the checker counts {found:number2}."
    ),
    "check.misstated.partner_units": (
        "{file} states that {partner} has at most {stated:number2} units on the spot; the checker"
        " counts {found:number2}."
    ),
    "check.misstated.partner_twice": "{file} states the partner {partner} twice.",
    "check.misstated.partner_sends_nothing": (
        "{file} states the partner {partner}, who sends nothing in the plan."
    ),
    "check.misstated.partner_left_out": (
        "{file} lists partners without {partner}, who sends {units:number2} units at a cost of"
        " {cost:number2}."
    ),
    "check.field.quantity": "the quantity",
    "check.field.transit": "transit",
    "check.field.setup": "set-up",
    "check.field.notice": "notice",
    "check.field.load": "loading",
    "check.field.decision": "the decision",
    "check.field.lift": "lift",
    "check.field.cost": "cost",
    "check.field.personnel": "personnel",
    "check.single_lead": (
        "{rule}: {requirement} must be served by one partner alone, {partners} serve it."
    ),
    "check.too_many_partners": (
        "{rule}: {requirement} is served by {found} partners ({partners}), at most {allowed} may."
    ),
    "check.too_few_partners": (
        "{rule}: {requirement} is served by {found} partners with a unit or more,"
        " at least {allowed} must."
    ),
    "check.incompatible": (
        "{rule}: {requirement} is served by {partner} and {other}, who may not serve together."
    ),
    "check.share": (
        "{rule}: {partner} carries {found:percent1} of the plan's cost, its cap is"
        " {allowed:percent1}."
    ),
    "check.lock": (
        "{rule}: {offer} is locked to {requirement} with {allowed} units, on {day} there are {found}."
    ),
    "check.lock_without_days": (
        "{rule}: {offer} is locked to {requirement}, but there is no day on which it may serve there."
    ),
    "check.lock_outside_need": (
        "{rule}: {offer} is locked to {requirement} on days on which it is not needed there."
    ),
    "check.ceiling": (
        "{rule}: under {condition} {found:number0} people on {day}, {allowed:number0} are allowed."
    ),
}
