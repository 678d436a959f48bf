"""Rings and lines cut to a box."""

from hypothesis import given
from hypothesis import strategies as st

from crisisplanner.planning.clipping import clip_ring, runs_within

POINTS = st.tuples(st.floats(-30, 30), st.floats(-30, 30))
RINGS = st.lists(POINTS, min_size=3, max_size=12).map(lambda ring: [*ring, ring[0]])


@given(ring=RINGS)
def test_nothing_is_left_outside_of_the_box_and_what_is_left_is_closed(
    ring: list[tuple[float, float]],
) -> None:
    kept = clip_ring(ring, 10, 5)
    assert all(abs(x) <= 10 + 1e-6 and abs(y) <= 5 + 1e-6 for x, y in kept)
    assert not kept or kept[0] == kept[-1]


def test_a_ring_around_the_box_becomes_the_box() -> None:
    around = [(-50.0, -50.0), (50.0, -50.0), (50.0, 50.0), (-50.0, 50.0), (-50.0, -50.0)]
    corners = {(round(x, 9), round(y, 9)) for x, y in clip_ring(around, 10, 5)}
    assert corners == {(10, 5), (10, -5), (-10, 5), (-10, -5)}


def test_a_ring_far_away_is_gone() -> None:
    assert clip_ring([(20, 20), (30, 20), (30, 30), (20, 20)], 10, 5) == ()


def test_a_ring_inside_stays_as_it_is() -> None:
    ring = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0))
    assert set(clip_ring(ring, 10, 5)) == set(ring)


def test_a_line_is_kept_where_it_may_be_seen_with_a_step_on_each_side() -> None:
    line = [(-40.0, 0.0), (-20.0, 0.0), (-9.0, 0.0), (9.0, 0.0), (20.0, 0.0), (40.0, 0.0)]
    assert runs_within(line, 10, 5) == [((-20.0, 0.0), (-9.0, 0.0), (9.0, 0.0), (20.0, 0.0))]
    assert runs_within([(0.0, 9.0), (1.0, 9.0)], 10, 5) == []
