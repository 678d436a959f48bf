"""English sentences for what is wrong with a thing: its fields, and the rules across them."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "field.required": "Expected a value for {field:said.label} of the {kind:said.kind}, got none.",
    "field.wrong_type": (
        "Expected {expected:said.field_kind} for {field:said.label} of the {kind:said.kind},"
        " got “{found}”."
    ),
    "field.not_text": (
        "Expected readable text for {field:said.label} of the {kind:said.kind}, got characters that"
        " can't be stored."
    ),
    "field.too_long": (
        "Expected at most {longest:number} characters for {field:said.label} of the"
        " {kind:said.kind}, got {found:number}."
    ),
    "field.not_a_choice": (
        "Expected {choices:or} for {field:said.label} of the {kind:said.kind}, got “{found}”."
    ),
    "field.wrong_unit": (
        "Expected {field:said.label} of the {kind:said.kind} in {expected:said.unit}, got"
        " {found:said.unit}."
    ),
    "field.range_without_value": (
        "Expected {field:said.label} of the {kind:said.kind} to lie in its range, from {low} to"
        " {high}, got {value:number}."
    ),
    "field.not_a_number": (
        "Expected a number for {field:said.label} of the {kind:said.kind}, got “{found}”."
    ),
    "field.below_minimum": (
        "Expected {field:said.label} of the {kind:said.kind} to be at least {minimum:number}, got"
        " {found:number}."
    ),
    "field.above_maximum": (
        "Expected {field:said.label} of the {kind:said.kind} to be at most {maximum:number}, got"
        " {found:number}."
    ),
    "field_kind.line": "one line of text",
    "field_kind.text": "text",
    "field_kind.integer": "a whole number",
    "field_kind.number": "a number",
    "field_kind.flag": "yes or no",
    "field_kind.date": "a date such as 2003-05-30",
    "field_kind.moment": "a date and time with its time zone",
    "field_kind.day": "a day such as D+24",
    "field_kind.when": "a date such as 2003-05-30 or a day such as D+24",
    "field_kind.choice": "one of the listed words",
    "field_kind.reference": "something that exists in the workspace",
    "field_kind.references": "things that exist in the workspace",
    "field_kind.codes": "a list of codes",
    "field_kind.figure": "a number",
    "field_kind.marking": "a marking",
    "interval.end_before_start": (
        "Expected an end after the start {start}, got {end}. Enter a later end, or an earlier start."
    ),
    "budget.partner_and_scope": (
        "Expected a partner if and only if the budget is a partner's; its scope is “{scope}”."
    ),
    "caveat.effect_needs": (
        "Expected {field:said.label}, as the effect of the caveat is “{effect:said.word.CaveatKind}”,"
        " got none. Enter it, or choose another effect."
    ),
    "caveat.says_nothing": (
        "Expected what limits its use: the partner's words, a category, or an effect; got none."
    ),
    "caveat.one_owner": (
        "Expected the caveat to belong either to an offer or to a partner: “{text}”."
    ),
    "decision_step.one_owner": (
        "Expected the decision step “{name}” to belong either to an offer or to a partner."
    ),
    "incompatibility.same_partner": "Expected two different partners, got the same one twice.",
    "offer.part_of_a_unit": (
        "Expected whole units, since the offer is not divisible, got {found:number}."
    ),
    "place.half_a_point": "Expected latitude and longitude for “{name}”, or neither.",
    "requirement.lead_and_many": (
        "Expected at most one partner where a single lead is asked, got a minimum of {minimum}."
    ),
    "requirement.needs_itself": "Expected other requirements as prerequisites, got itself.",
    "requirement.nothing_needed": "Expected a quantity above zero, got {found:number}.",
    "requirement.partners_crossed": (
        "Expected the maximum of partners to be at least their minimum {minimum}, got {maximum}."
    ),
    "substitute.factor_out_of_range": (
        "Expected a factor above 0 and up to 1, got {found:number}."
    ),
}
