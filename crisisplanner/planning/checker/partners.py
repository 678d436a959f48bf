"""What is limited by partner: rules H7 to H10, and caveats against serving with another.

These count over the whole plan, not day by day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.problem import CaveatEffect, RequirementRow
from crisisplanner.planning.checker import words
from crisisplanner.planning.checker.facts import EVERYONE, TOLERANCE, Facts, Stay, exceeds, slack

LEAST_SHARE_OF_A_DIVISIBLE = 0.01


def partner_breaches(facts: Facts, stays: Sequence[Stay]) -> Iterator[Message]:
    """Name what breaks H7, H8, H9 and the caveats about other partners, per requirement."""
    by_need: dict[str, list[Stay]] = defaultdict(list)
    for stay in stays:
        by_need[stay.need.id].append(stay)
    for name, own in sorted(by_need.items()):
        need = facts.needs[name]
        partners = sorted({stay.offer.partner for stay in own})
        yield from _count_breaches(need, own, partners)
        yield from _incompatible_breaches(facts, need, partners)
        for stay in own:
            yield from _company_breaches(facts, stay, partners)


def _count_breaches(
    need: RequirementRow, stays: list[Stay], partners: list[str]
) -> Iterator[Message]:
    named = tuple(words.partner(name) for name in partners)
    who = words.need(need.id)
    if need.single_lead and len(partners) > 1:
        yield message(
            "check.single_lead",
            rule="H7",
            requirement=who,
            partners=named,
            found=len(partners),
            allowed=1,
        )
    if need.max_partners is not None and len(partners) > need.max_partners:
        yield message(
            "check.too_many_partners",
            rule="H8",
            requirement=who,
            partners=named,
            found=len(partners),
            allowed=need.max_partners,
        )
    counting = {stay.offer.partner for stay in stays if _counts_for_minimum(stay)}
    if len(counting) < need.min_partners:
        yield message(
            "check.too_few_partners",
            rule="H8",
            requirement=who,
            partners=tuple(words.partner(name) for name in sorted(counting)),
            found=len(counting),
            allowed=need.min_partners,
        )


def _counts_for_minimum(stay: Stay) -> bool:
    least = LEAST_SHARE_OF_A_DIVISIBLE * stay.need.quantity if stay.offer.divisible else 1.0
    return stay.quantity >= least - slack(least)


def _incompatible_breaches(
    facts: Facts, need: RequirementRow, partners: list[str]
) -> Iterator[Message]:
    for row in facts.problem.incompatible:
        if (
            row.partner_a != row.partner_b
            and row.partner_a in partners
            and row.partner_b in partners
        ):
            yield message(
                "check.incompatible",
                rule="H9",
                requirement=words.need(need.id),
                partner=words.partner(row.partner_a),
                other=words.partner(row.partner_b),
            )


def _company_breaches(facts: Facts, stay: Stay, partners: list[str]) -> Iterator[Message]:
    for row in facts.caveats(stay.offer, stay.need, CaveatEffect.FORBIDS):
        is_on = (row.from_day is None or row.from_day < stay.to_day) and (
            row.to_day is None or stay.from_day < row.to_day
        )
        if row.other_partner and row.other_partner in partners and is_on:
            yield words.about(
                "check.caveat_company",
                words.PAIR_RULE,
                stay,
                caveat=words.caveat(row.id),
                other=words.partner(row.other_partner),
            )


def share_breaches(facts: Facts, stays: Sequence[Stay]) -> Iterator[Message]:
    """H10: no partner carries more than its cap of the plan's cost."""
    caps = {row.partner: row.cap for row in facts.problem.shares}
    spent: dict[str, float] = defaultdict(float)
    for stay in stays:
        spent[stay.offer.partner] += facts.cost(stay)
    total = sum(spent.values())
    if total <= TOLERANCE:
        return
    for partner, cost in sorted(spent.items()):
        cap = caps.get(partner, caps.get(EVERYONE))
        if cap is not None and exceeds(cost, cap * total):
            yield message(
                "check.share",
                rule="H10",
                partner=words.partner(partner),
                found=cost / total,
                allowed=cap,
            )
