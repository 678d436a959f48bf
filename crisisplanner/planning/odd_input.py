"""What is good input but hardly meant: named before a match, which it does not keep from going on."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from crisisplanner.domain.days import Day
from crisisplanner.domain.messages import Message, Ref, RefKind, message
from crisisplanner.domain.problem import OfferRow, Problem
from crisisplanner.planning.row_checks import at
from crisisplanner.planning.tolerance import slack


def warn_about(problem: Problem) -> tuple[Message, ...]:
    """Name what is good input but hardly meant; what is about a row has its place, as findings have."""
    return (
        *_nothing_offered(problem),
        *_parts_of_units(problem),
        *_idle_substitutes(problem),
        *_overcommitted_groups(problem),
        *_conditions_never_in_force(problem),
    )


def _nothing_offered(problem: Problem) -> Iterator[Message]:
    if not problem.offers:
        yield message("problem.nothing_offered", table="offers")


def _parts_of_units(problem: Problem) -> Iterator[Message]:
    """Name offers of which a part is never sent, since only whole units are."""
    for index, row in enumerate(problem.offers):
        if row.divisible or not row.is_quantity_known:
            continue
        whole = math.floor(row.quantity + slack(row.quantity))
        if row.quantity - whole > slack(row.quantity):
            code = "problem.part_of_units_not_sent" if whole else "problem.no_whole_unit"
            offer = Ref(RefKind.OFFER, row.id)
            yield at("offers", index, "quantity", code, offer=offer, found=row.quantity, n=whole)


def _idle_substitutes(problem: Problem) -> Iterator[Message]:
    for index, row in enumerate(problem.substitutes):
        required = Ref(RefKind.TYPE, row.required_type)
        if row.required_type == row.offered_type:
            code = "problem.stands_for_itself"
            yield at("substitutes", index, "offered_type", code, type=required)
        elif row.effectiveness == 0:
            offered = Ref(RefKind.TYPE, row.offered_type)
            code = "problem.stands_for_nothing"
            yield at(
                "substitutes", index, "effectiveness", code, required=required, offered=offered
            )


def _overcommitted_groups(problem: Problem) -> Iterator[Message]:
    """Name exclusive groups whose members' commitments exceed the largest, on the first such day."""
    members: dict[str, list[OfferRow]] = defaultdict(list)
    for row in problem.offers:
        if row.group:
            members[row.group].append(row)
    for group, rows in sorted(members.items()):
        ids = {row.id for row in rows}
        most = max(row.quantity for row in rows)
        own = [(i, row) for i, row in enumerate(problem.commitments) if row.offer in ids]
        for day in sorted({row.from_day for _, row in own}):
            on_it = [(i, row) for i, row in own if row.from_day <= day < row.to_day]
            found = sum(row.quantity for _, row in on_it)
            if found > most + slack(most):
                yield at(
                    "commitments",
                    max(i for i, _ in on_it),
                    "quantity",
                    "problem.group_overcommitted",
                    group=Ref(RefKind.GROUP, group),
                    day=Day(day),
                    found=found,
                    allowed=most,
                )
                break


def _conditions_never_in_force(problem: Problem) -> Iterator[Message]:
    for name in problem.conditions_nobody_lists():
        yield message("problem.condition_never_in_force", condition=Ref(RefKind.CONDITION, name))
