"""Tests of holding off the search for cycles."""

from __future__ import annotations

import gc

import pytest

from crisisplanner.planning.collecting import without_collecting


def test_no_cycles_are_searched_for_meanwhile_and_again_afterwards() -> None:
    with without_collecting():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_failure_ends_it_as_well() -> None:
    with pytest.raises(ValueError, match="spoilt"), without_collecting():
        raise ValueError("spoilt")
    assert gc.isenabled()


def test_who_has_held_it_off_already_keeps_it_off() -> None:
    gc.disable()
    try:
        with without_collecting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
