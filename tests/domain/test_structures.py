"""Structures come back as they were."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from crisisplanner.domain.days import Day
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.match import Coverage, PlannedAllocation, Reason, Step
from crisisplanner.domain.messages import Message, Ref, RefKind, message
from crisisplanner.domain.money import Money
from crisisplanner.domain.structures import from_structure, to_structure

PARAMETERS = st.recursive(
    st.one_of(
        st.text(),
        st.integers(-1000, 1000),
        st.floats(allow_nan=False, allow_infinity=False),
        st.none(),
        st.dates(),
        st.builds(Day, st.integers(-99, 99)),
        st.builds(Money, st.floats(0, 1e6), st.just("USD")),
        st.builds(Ref, st.sampled_from(RefKind), st.text()),
        st.just(Figure(3.0, "d", 1.0, 5.0, Basis.SOURCED, "a", date(2003, 5, 30))),
    ),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=6,
)


@given(
    st.text(min_size=1), st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), PARAMETERS)
)
def test_a_message_comes_back_from_json_as_it_was(code: str, params: dict[str, object]) -> None:
    said = Message(code, tuple(sorted(params.items())))  # type: ignore[arg-type]  # any parameter
    assert from_structure(Message, json.loads(json.dumps(to_structure(said)))) == said


def test_nested_results_come_back_from_json_as_they_were() -> None:
    reason = Reason(
        "late",
        2.0,
        10.5,
        ("o1",),
        ("x",),
        is_sole=True,
        sentence=message("reason.late", day=Day(3)),
    )
    coverage = Coverage("r1", 0.5, (Step(0, 4, 1.0, 0.5),))
    allocation = PlannedAllocation("o", "r", 2.0, 1, 5)
    results: tuple[object, ...] = (reason, coverage, allocation)
    for result in results:
        assert from_structure(type(result), json.loads(json.dumps(to_structure(result)))) == result
