"""Locks that no plan keeps are named, with the rule that they clash with and its row, and no others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from crisisplanner.domain.errors import Cancelled, CrisisPlannerError, ErrorKind
from crisisplanner.domain.messages import Message, Ref
from crisisplanner.domain.problem import (
    BudgetRow,
    CaveatEffect,
    CaveatRow,
    CeilingRow,
    CommitmentRow,
    ConditionRow,
    Duration,
    EnablerRow,
    ForbiddenRow,
    IncompatibleRow,
    LiftRow,
    LockRow,
    NodeRow,
    OfferRow,
    Problem,
    RequirementRow,
    ShareRow,
    SubstituteRow,
)
from crisisplanner.domain.progress import Unwatched
from crisisplanner.planning.locks_together import Answer, find_clash, nearest_clash
from crisisplanner.planning.validation import check_problem
from crisisplanner.services.matching.lock_naming import lock_clash
from crisisplanner.services.matching.solving import MatchWish, search_match, solve_match
from crisisplanner.wording.catalogue import Wording
from tests.planning import brute_force
from tests.planning.problem_strategies import ALL_RULES, tiny_problems

A = OfferRow("o1", "A", "x", 3.0)
B = OfferRow("o2", "B", "x", 3.0)
Y = OfferRow("y", "Y", "y", 1.0)
NEED = RequirementRow("r1", "c", "x", 10.0, 0, 10)
OTHER = RequirementRow("r0", "c", "y", 1.0, 0, 10)
LOCK = LockRow("o1", "r1", 2.0)
SECOND = LockRow("o2", "r1", 1.0)
BASE = Problem(offers=(A,), requirements=(OTHER, NEED), locks=(LOCK,))
PAIR = replace(BASE, offers=(A, B), locks=(LOCK, SECOND))
ALONE = "This lock can't be kept: 2 of A (o1) for r1. It clashes with this: "
BOTH = (
    "These 2 locks can't all be kept: 2 of A (o1) for r1 and 1 of B (o2) for r1. They clash with"
    " this: "
)
Place = tuple[str | None, int | None, str | None]


def needs(**changes: Any) -> tuple[RequirementRow, ...]:
    return OTHER, replace(NEED, **changes)


def clash_of(problem: Problem) -> Message:
    clash = lock_clash(problem)
    assert clash is not None
    assert clash.is_proven
    return clash.said


def said_of(said: Message) -> str:
    return Wording().message(said).replace("\u00a0", " ")


def places_of(said: Message) -> list[Place]:
    limits = said.values["limits"]
    assert isinstance(limits, tuple)
    found: list[Place] = []
    for one in limits:
        assert isinstance(one, Message)
        table, index, column = (one.values.get(name) for name in ("table", "index", "column"))
        assert table is None or isinstance(table, str)
        assert index is None or isinstance(index, int)
        assert column is None or isinstance(column, str)
        found.append((table, index, column))
    return found


def named_locks(problem: Problem, said: Message) -> tuple[LockRow, ...]:
    """Read back which locks a sentence names."""
    named = said.values.get("locks", (said,))
    assert isinstance(named, tuple)
    pairs = set()
    for one in named:
        assert isinstance(one, Message)
        offer, need = one.values["offer"], one.values["requirement"]
        assert isinstance(offer, Ref)
        assert isinstance(need, Ref)
        pairs.add((offer.id, need.id))
    return tuple(row for row in problem.locks if (row.offer, row.requirement) in pairs)


ONE_RULE: list[tuple[dict[str, Any], str, list[Place]]] = [
    (
        {"requirements": needs(minimum_share=0.9)},
        "r1 counts only from 9 of 10 (90 %; could be there: 3)",
        [("requirements", 1, "minimum_share")],
    ),
    (
        {"requirements": needs(min_partners=2)},
        "r1 must be served by at least 2 partners (could serve: 1)",
        [("requirements", 1, "min_partners")],
    ),
    (
        {"requirements": needs(prerequisites=("r0",))},
        "r1 waits for r0, to be met by D and nothing that is offered could serve r0",
        [("requirements", 1, "prerequisites"), ("requirements", 0, "type")],
    ),
    (
        {
            "offers": (A, replace(Y, available_from=6)),
            "requirements": needs(prerequisites=("r0",)),
            "locks": (replace(LOCK, from_day=2),),
        },
        "r1 waits for r0, to be met by D+2",
        [("requirements", 1, "prerequisites")],
    ),
    (
        {
            "offers": (A, Y),
            "requirements": (
                replace(OTHER, min_partners=2),
                replace(NEED, prerequisites=("r0",)),
            ),
        },
        (
            "r1 waits for r0, to be met by D and r0 must be served by at least 2 partners"
            " (could serve: 1)"
        ),
        [("requirements", 1, "prerequisites"), ("requirements", 0, "min_partners")],
    ),
    (
        {"enablers": (EnablerRow("x", "y"),)},
        "x counts only where y is present (none could be there)",
        [("enablers", 0, "needs_type")],
    ),
    (
        {"offers": (A, B), "requirements": needs(minimum_share=0.5, single_lead=True)},
        (
            "r1 counts only from 5 of 10 (50 %; could be there: 3) and r1 must be served by one partner"
            " alone"
        ),
        [("requirements", 1, "minimum_share"), ("requirements", 1, "single_lead")],
    ),
    (
        {"offers": (A, B), "requirements": needs(minimum_share=0.5, max_partners=1)},
        (
            "r1 counts only from 5 of 10 (50 %; could be there: 3) and r1 may be served by at most 1"
            " partner"
        ),
        [("requirements", 1, "minimum_share"), ("requirements", 1, "max_partners")],
    ),
    (
        {"caveats": (CaveatRow("k", "o1", CaveatEffect.CAPS, quantity=1.0),)},
        "caveat k allows 1 of o1 (locked: 2)",
        [("caveats", 0, "quantity")],
    ),
    (
        {"commitments": (CommitmentRow("o1", 2.0, 3, 5),)},
        "on D+3 the free units of o1 are 1 (locked: 2)",
        [("offers", 0, "quantity")],
    ),
    (
        {"offers": (replace(A, daily_cost=10.0),), "budgets": (BudgetRow("A", 100.0),)},
        "the budget of A is 100 (locked: at least 200)",
        [("budgets", 0, "amount")],
    ),
    (
        {"offers": (replace(A, daily_cost=10.0),), "shares": (ShareRow("A", 0.5),)},
        "A may carry at most 50 % of the plan's cost",
        [("shares", 0, "cap")],
    ),
    (
        {"offers": (replace(A, daily_cost=10.0),), "shares": (ShareRow("*", 0.5),)},
        "every other partner may carry at most 50 % of the plan's cost",
        [("shares", 0, "cap")],
    ),
    (
        {"offers": (replace(A, lift_t=10.0),), "lift": (LiftRow("*", 0, 7, 8.0),)},
        (
            "own lift of A and the shared lift carry at most 8.0 t in a week from D to D+7"
            " (one unit: 10.0 t)"
        ),
        [("lift", 0, "tonnes")],
    ),
    (
        {
            "offers": (replace(A, lift_t=10.0),),
            "lift": (LiftRow("B", 0, 7, 90.0), LiftRow("A", 0, 7, 12.0)),
        },
        "own lift of A and the shared lift carry 12.0 t from D to D+7 (locked: 20.0 t)",
        [("lift", 1, "tonnes")],
    ),
    (
        {"offers": (replace(A, lift_t=10.0),), "lift": (LiftRow("*", 70, 77, 50.0),)},
        (
            "own lift of A and the shared lift carry at most 0.0 t in a week from D to D+7"
            " (one unit: 10.0 t)"
        ),
        [(None, None, None)],
    ),
    (
        {
            "offers": (replace(A, personnel_per_unit=60.0),),
            "requirements": needs(needs=("m",)),
            "conditions": (ConditionRow("m", 0, 99),),
            "ceilings": (CeilingRow("m", 100.0),),
        },
        "m allows 100 people (locked on D: 120)",
        [("ceilings", 0, "personnel")],
    ),
    (
        {
            "offers": (replace(A, lift_t=10.0),),
            "requirements": needs(place="camp"),
            "nodes": (NodeRow("airfield", "camp", 15.0),),
        },
        "airfield lets 15.0 t a day pass",
        [("nodes", 0, "id")],
    ),
    (
        {
            "offers": (A, replace(B, type="z")),
            "requirements": needs(min_partners=2),
            "substitutes": (SubstituteRow("x", "z", 0.5),),
            "forbidden": (ForbiddenRow("o2", "r1"),),
        },
        "r1 must be served by at least 2 partners (could serve: 1)",
        [("requirements", 1, "min_partners")],
    ),
]


@pytest.mark.parametrize(("tables", "limit", "places"), ONE_RULE)
def test_a_single_lock_is_named_with_the_rule_that_forbids_it(
    tables: dict[str, Any], limit: str, places: list[Place]
) -> None:
    said = clash_of(replace(BASE, **tables))
    assert said_of(said) == f"{ALONE}{limit}. Lift it, or change that."
    assert places_of(said) == places
    assert (said.values["table"], said.values["index"]) == ("locks", 0)


@pytest.mark.parametrize(
    ("tables", "limit", "place"),
    [
        (
            {"requirements": needs(single_lead=True)},
            "r1 must be served by one partner alone",
            ("requirements", 1, "single_lead"),
        ),
        (
            {"requirements": needs(max_partners=1)},
            "r1 may be served by at most 1 partner",
            ("requirements", 1, "max_partners"),
        ),
        (
            {"incompatible": (IncompatibleRow("A", "B"),)},
            "A and B may not serve together",
            ("incompatible", 0, "partner_b"),
        ),
        (
            {"caveats": (CaveatRow("k", "o1", CaveatEffect.FORBIDS, other_partner="B"),)},
            "caveat k keeps o1 from serving with B",
            ("caveats", 0, "other_partner"),
        ),
        (
            {"offers": (replace(A, group="wing", quantity=2.0), replace(B, group="wing", quantity=2.0))},
            "on D the free units of o1 and o2 are 2 (locked: 3)",
            ("offers", 0, "quantity"),
        ),
        (
            {
                "offers": (replace(A, lift_t=10.0), replace(B, lift_t=10.0)),
                "lift": (LiftRow("*", 0, 7, 25.0),),
            },
            "own lift of A and B and the shared lift carry 25.0 t from D to D+7 (locked: 30.0 t)",
            ("lift", 0, "tonnes"),
        ),
    ],
)  # fmt: skip
def test_locks_that_clash_by_one_rule_are_named_together(
    tables: dict[str, Any], limit: str, place: Place
) -> None:
    said = clash_of(replace(PAIR, **tables))
    assert said_of(said) == f"{BOTH}{limit}. Lift some of them, or change that."
    assert places_of(said) == [place]
    assert (said.values["table"], said.values["index"]) == ("locks", 1)
    for lock in PAIR.locks:
        assert lock_clash(replace(PAIR, **tables, locks=(lock,))) is None


@pytest.mark.parametrize(
    ("tables", "limit"),
    [
        (
            {
                "offers": (A, B),
                "requirements": needs(min_partners=2),
                "incompatible": (IncompatibleRow("A", "B"),),
            },
            "A and B may not serve together and r1 must be served by at least 2 partners",
        ),
        (
            {
                "offers": (replace(A, daily_cost=10.0), replace(B, mobilisation_cost=900.0)),
                "requirements": needs(min_partners=2),
                "budgets": (BudgetRow("c", 9e6), BudgetRow("plan", 300.0)),
            },
            "the budget of the plan is 300 and r1 must be served by at least 2 partners",
        ),
        (
            {
                "offers": (replace(A, lift_t=10.0, quantity=9.0),),
                "requirements": needs(minimum_share=0.8),
                "lift": (LiftRow("*", 0, 7, 60.0),),
            },
            (
                "the shared lift from D to D+7 is 60.0 t a week (locked: 20.0 t) and r1 counts only from"
                " 8 of 10 (80 %)"
            ),
        ),
    ],
)
def test_rules_that_forbid_a_lock_only_together_are_all_named(
    tables: dict[str, Any], limit: str
) -> None:
    said = clash_of(replace(BASE, **tables))
    assert said_of(said) == f"{ALONE}{limit}. Lift it, or change that."


def test_a_lock_that_takes_what_another_needs_is_named_with_it() -> None:
    """Both fit the units by themselves; the share of r1 needs two more than are left."""
    requirements = (replace(NEED, id="r2"), replace(NEED, quantity=5.0, minimum_share=0.8))
    problem = replace(
        BASE,
        offers=(replace(A, quantity=5.0), replace(B, type="w")),
        requirements=(*requirements, replace(NEED, id="r3", type="w")),
        locks=(LOCK, LockRow("o2", "r3", 1.0), LockRow("o1", "r2", 2.0)),
    )
    assert said_of(clash_of(problem)) == (
        "These 2 locks can't be kept together, though all but any one of them can: 2 of A (o1) for"
        " r1 and 2 of A (o1) for r2. They clash with this: r1 counts only from 4 of 5 (80 %). Lift"
        " one of them, or change that."
    )


def test_locks_of_competing_plans_on_the_same_units_are_named() -> None:
    plans = tuple(replace(NEED, id=f"{name}/r", plan=name) for name in ("one", "two"))
    problem = replace(
        BASE, requirements=plans, locks=(LockRow("o1", "one/r", 2.0), LockRow("o1", "two/r", 2.0))
    )
    assert said_of(clash_of(problem)).endswith(
        "on D the free units of o1 are 3 (locked: 4). Lift some of them, or change that."
    )


LARGE = Problem(
    offers=tuple(
        OfferRow(f"o{n}", f"P{n % 20}", f"t{n % 10}", 2.0, transit=Duration(float(n % 9)))
        for n in range(300)
    ),
    requirements=tuple(
        RequirementRow(f"r{n}", "c", f"t{n % 10}", 60.0, n % 20, 84) for n in range(60)
    ),
    locks=(LockRow("o0", "r0", 1.0), LockRow("o1", "r1", 2.0)),
)


@pytest.mark.parametrize(
    ("changes", "tables", "limits"),
    [
        ({"min_partners": 90}, {}, "r0 must be served by at least 90 partners (could serve: 2)"),
        (
            {"min_partners": 2},
            {"incompatible": (IncompatibleRow("P0", "P10"),)},
            "P0 and P10 may not serve together and r0 must be served by at least 2 partners",
        ),
        (
            {"prerequisites": ("late",), "to_day": 30},
            {},
            "r0 waits for late, to be met by D+29 and nothing that is offered could serve late",
        ),
    ],
)
def test_the_rule_is_proven_and_named_at_the_size_of_real_plans(
    changes: dict[str, Any], tables: dict[str, Any], limits: str
) -> None:
    late = RequirementRow("late", "c", "none", 1.0, 0, 80)
    requirements = (replace(LARGE.requirements[0], **changes), *LARGE.requirements[1:], late)
    lock = replace(LARGE.locks[0], from_day=29) if "to_day" in changes else LARGE.locks[0]
    problem = replace(LARGE, requirements=requirements, locks=(lock, LARGE.locks[1]), **tables)
    with pytest.raises(CrisisPlannerError) as caught:
        search_match(problem, MatchWish(gap=0.5))
    assert caught.value.kind is ErrorKind.BAD_INPUT
    (said,) = caught.value.messages
    assert said_of(said) == (
        "This lock can't be kept: 1 of P0 (o0) for r0. It clashes with this: "
        f"{limits}. Lift it, or change that."
    )


def test_locks_that_can_be_kept_are_no_clash() -> None:
    assert lock_clash(BASE) is None
    assert lock_clash(PAIR) is None
    assert lock_clash(replace(PAIR, locks=())) is None


def test_what_is_found_without_a_rule_is_no_proof_and_the_rule_is_named_all_the_same() -> None:
    """The answers are those of a solver that neither finds nor proves."""
    problem = replace(PAIR, requirements=needs(minimum_share=0.3, single_lead=False))

    def ask(asked: Problem) -> Answer:
        if any(row.minimum_share for row in asked.requirements) and len(asked.locks) == 2:
            return Answer.NOT_FOUND
        return Answer.KEPT

    clash = find_clash(problem, ask, lambda asked: asked.locks)
    assert clash is not None
    assert not clash.is_proven
    assert said_of(clash.said) == (
        "No plan was found that keeps these 2 locks together, though none was proven impossible: 2"
        " of A (o1) for r1 and 1 of B (o2) for r1. That leaves these short: r1. Without this, a plan"
        " was found: r1 counts only from 3 of 10 (30 %). Lift one of the locks, or change that."
    )


def test_what_is_proven_only_in_part_claims_no_more() -> None:
    problem = replace(PAIR, requirements=needs(minimum_share=0.3))

    def ask(asked: Problem) -> Answer:
        has_share = any(row.minimum_share for row in asked.requirements)
        return Answer.IMPOSSIBLE if has_share and len(asked.locks) == 2 else Answer.NOT_FOUND

    clash = find_clash(problem, ask, lambda asked: asked.locks)
    assert clash is not None
    assert clash.is_proven
    assert said_of(clash.said).startswith("These 2 locks can't all be kept: ")
    assert "r1 counts only from 3 of 10" in said_of(clash.said)


@pytest.mark.parametrize(("is_proven", "start"), [(True, "No plan keeps all locks: that is proven"),
                                                  (False, "No plan was found that keeps all locks")])  # fmt: skip
def test_without_time_the_rule_nearest_to_its_limit_is_named(is_proven: bool, start: str) -> None:
    problem = replace(PAIR, budgets=(BudgetRow("plan", 1e6),), lift=(LiftRow("*", 0, 7, 1e6),))
    clash = nearest_clash(problem, problem.locks, is_proven=is_proven)
    said = said_of(clash.said)
    assert said.startswith(start)
    assert "on D the free units of o1 are 3 (locked: 2)" in said
    assert "2 of A (o1) for r1" in said


def test_a_search_that_is_out_of_time_names_a_lock_and_a_rule() -> None:
    problem = replace(
        BASE, offers=(A, B), requirements=needs(min_partners=2),
        incompatible=(IncompatibleRow("A", "B"),),
    )  # fmt: skip
    ticks = iter(range(1_000_000))
    with pytest.raises(CrisisPlannerError) as caught:
        solve_match(problem, MatchWish(time_limit_s=1e9), clock=lambda: 1e8 * next(ticks))
    (said,) = caught.value.messages
    assert named_locks(problem, said) == (LOCK,)
    assert places_of(said)


def test_many_locks_without_time_to_narrow_them_down_are_named_by_the_nearest_rule() -> None:
    rows = tuple(LockRow(f"o{10 * n}", "r0", 1.0) for n in range(8))
    problem = replace(
        LARGE, requirements=(replace(LARGE.requirements[0], min_partners=2), *LARGE.requirements[1:]),
        incompatible=(IncompatibleRow("P0", "X"),), locks=rows,
    )  # fmt: skip
    clash = lock_clash(problem, limit_s=0.0, is_proven=True)
    assert clash is not None
    assert named_locks(problem, clash.said)
    assert places_of(clash.said)


def test_naming_locks_can_be_cancelled() -> None:
    class Cancelling(Unwatched):
        """Wish to stop when asked for the third time."""

        def __init__(self) -> None:
            self.n = 0

        def is_cancelled(self) -> bool:
            self.n += 1
            return self.n >= 3

    problem = replace(
        BASE, offers=(A, B), requirements=needs(min_partners=2),
        incompatible=(IncompatibleRow("A", "B"),),
    )  # fmt: skip
    with pytest.raises(Cancelled):
        lock_clash(problem, Cancelling())


def test_the_same_locks_are_named_again() -> None:
    problem = replace(
        LARGE, requirements=(replace(LARGE.requirements[0], min_partners=2), *LARGE.requirements[1:]),
        incompatible=(IncompatibleRow("P0", "P10"),),
    )  # fmt: skip
    assert lock_clash(problem) == lock_clash(problem)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=tiny_problems(ALL_RULES), data=st.data())
def test_locks_are_named_exactly_where_trying_every_plan_finds_none(
    problem: Problem, data: st.DataObject
) -> None:
    fitting = [
        (offer.id, need.id)
        for offer in problem.offers
        for need in problem.requirements
        if offer.type == need.type
    ]
    pairs = {(row.offer, row.requirement) for row in problem.locks}
    if fitting:
        pairs |= data.draw(st.sets(st.sampled_from(fitting), min_size=1, max_size=3))
    rows = {(row.offer, row.requirement): row for row in problem.locks}
    problem = replace(
        problem, locks=tuple(rows.get(pair, LockRow(*pair, 1.0)) for pair in sorted(pairs))
    )
    try:
        best = brute_force.best_plan(problem, limit=5_000)
    except brute_force.TooManyPlansError:
        reject()
    findings = check_problem(problem)
    if any(not said.code.startswith("problem.lock") for said in findings):
        reject()
    if not findings:
        try:
            search_match(problem, MatchWish(gap=0.0))
        except CrisisPlannerError as error:
            findings = error.messages
    assert (best is None) == bool(findings)
    for said in findings:
        locks = named_locks(problem, said)
        assert locks
        assert said.values.get("limits", (said,))
        try:
            assert brute_force.best_plan(replace(problem, locks=locks), limit=5_000) is None
        except brute_force.TooManyPlansError:
            continue
