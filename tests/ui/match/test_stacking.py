"""How allocations lie in a lane."""

from hypothesis import given
from hypothesis import strategies as st

from crisisplanner.services.matching.match_view import AllocationView, PartnerName
from crisisplanner.ui.match.stacking import TOLERANCE, Stacked, stack
from tests.ui.match.bunia_view import held, need

FRANCE = PartnerName("France", "France", 1)


def lanes(*allocations: AllocationView) -> tuple[Stacked, ...]:
    """Stack allocations of one need."""
    return stack(need("Hospital", (3, "hospital"), (0, 100), 0.5, *allocations))


def test_an_earlier_allocation_lies_below_a_later_one() -> None:
    late, early = held("Italy", 1, 0.3, (19, 94)), held("France", 1, 0.3, (12, 94))
    placed = {one.allocation.partner.name: one for one in lanes(late, early)}
    assert placed["France"].bottom == 0.0
    assert placed["Italy"].bottom == placed["France"].top


def test_one_that_relieves_another_takes_its_place() -> None:
    first, second = held("France", 1, 1.0, (0, 30)), held("Sweden", 1, 1.0, (30, 60))
    assert [one.bottom for one in lanes(first, second)] == [0.0, 0.0]


def test_thin_allocations_lie_on_top_though_they_come_earlier() -> None:
    thin, thick = held("Belgium", 1, 0.05, (2, 94)), held("France", 9, 0.6, (9, 94))
    placed = {one.allocation.partner.name: one for one in lanes(thin, thick)}
    assert placed["Belgium"].bottom >= placed["France"].top - TOLERANCE


def test_what_is_more_than_is_needed_lies_above_the_lane() -> None:
    placed = lanes(held("France", 1, 1.0, (7, 108)), held("MONUC", 1, 1.0, (96, 150)))
    parts = [(one.from_day, one.to_day, one.bottom) for one in placed if one.from_day >= 96]
    assert parts == [(96, 108, 1.0), (108, 150, 0.0)]


rows = st.tuples(st.integers(0, 60), st.integers(1, 60), st.floats(0.02, 1.2))


@given(st.lists(rows, max_size=9))
def test_no_allocation_is_drawn_over_another_and_none_loses_a_day(
    found: list[tuple[int, int, float]],
) -> None:
    allocations = [
        AllocationView(str(n), str(n), "", FRANCE, 1, share, start, start + days)
        for n, (start, days, share) in enumerate(found)
    ]
    placed = lanes(*allocations)
    for number, one in enumerate(placed):
        for other in placed[number + 1 :]:
            is_beside = one.from_day < other.to_day and other.from_day < one.to_day
            if is_beside and max(one.bottom, other.bottom) < 1.0 - TOLERANCE:
                overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
                assert overlap <= TOLERANCE * 2
    for allocation in allocations:
        days = [
            day
            for one in placed
            if one.allocation is allocation
            for day in range(one.from_day, one.to_day)
        ]
        assert sorted(days) == list(range(allocation.from_day, allocation.to_day))
